"""What the person called is asked to say, and the volunteer compares: shown, and never read aloud."""

from __future__ import annotations

from datetime import datetime

from callback_desk.domain.ids import VictimId
from callback_desk.use_cases.desk import Work

_MONTHS_ES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
_DAYS_ES = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


def check_facts(work: Work, victim_id: VictimId) -> dict[str, str]:
    """Street, month and day of the newest report, as the desk's zone has them; what is not known is left out."""
    street = work.uow.people.person(victim_id).street
    facts = {"street": street} if street else {}
    newest = next((case for case in work.uow.people.cases(victim_id) if case.reported_at), None)
    if newest is not None and newest.reported_at is not None:
        local = newest.reported_at.astimezone(work.desk.zone)
        facts |= _month(local)
        facts |= _month(local, "report_day") if newest.reported_precision == "month" else _day(local)
    return facts


def _month(at: datetime, column: str = "report_month") -> dict[str, str]:
    return {column: f"{at:%B %Y}", f"{column}_es": f"{_MONTHS_ES[at.month - 1]} de {at.year}"}


def _day(at: datetime) -> dict[str, str]:
    spanish = f"{_DAYS_ES[at.weekday()]} {at.day} de {_MONTHS_ES[at.month - 1]}"
    return {"report_day": f"{at:%A}, {at:%B} {at.day}", "report_day_es": spanish}

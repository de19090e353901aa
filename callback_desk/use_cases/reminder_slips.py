"""Reminders on paper: of the lead sheets nobody answered in time, a page for each recipient to lay into their tray."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from callback_desk.domain.access import Act
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import ExportKind, Purpose
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.domain.people import DeskInfo
from callback_desk.domain.receipts import SilentSheet
from callback_desk.use_cases.days import day_in_words
from callback_desk.use_cases.desk import Desk, declared
from callback_desk.use_cases.on_paper import OnPaper, pressed
from callback_desk.use_cases.overdue import not_acknowledged
from callback_desk.use_cases.packet_of_call import returned_to
from callback_desk.use_cases.ports_world import Printed

_SHARES = "4 5 3 3 5"
_HEAD = ("Lead sheet", "Sent", "Days waiting", "", "Reminded")


def print_reminder_slips(desk: Desk, target: Path, password: str | None = None) -> Printed:
    """Write the slips as a PDF. Raises NotAllowed, DeskFault (also when every sheet was answered) or DiskFull; then
    nothing was written."""
    sheets = not_acknowledged(desk)
    if not sheets:
        raise DeskFault("No reply is overdue, so there is nobody to remind. Nothing was written.", code="none_late")
    document = reminder_paper(desk.info, sheets, desk.clock.now(), desk.zone)
    what = OnPaper(ExportKind.REMINDER_SLIPS, ("desk", desk.info.database_id), Purpose.INVESTIGATION)
    return pressed(desk, Act.RECEIVE_RECEIPT, document, target, what, password)


declared(print_reminder_slips, Act.RECEIVE_RECEIPT, writes=True)


def reminder_paper(info: DeskInfo, sheets: Sequence[SilentSheet], now: datetime, zone: ZoneInfo) -> PaperDocument:
    """A page for each recipient, by name; the sheets that wait longest first. `now` is aware, days are of `zone`."""
    return PaperDocument(
        title="Reminder",
        head=info.agency,
        under=f"Callback desk, {day_in_words(now, zone)}",
        foot="Callback Desk, a reminder. No victim and no case is named here.",
        parts=tuple(_parts(info, sheets, now, zone)),
        page="",  # the pages go to several people: none of them misses the others
    )


def _parts(info: DeskInfo, sheets: Sequence[SilentSheet], now: datetime, zone: ZoneInfo) -> Iterator[PaperPart]:
    ordered = sorted(sheets, key=lambda one: (one.recipient.casefold(), one.recipient, one.sent_at, one.id))
    back = f"Return it to {returned_to(info)}."
    telephone = f" Or telephone {info.callback_phone}." if info.callback_phone else ""
    for place, (recipient, theirs) in enumerate(groupby(ordered, key=lambda one: one.recipient)):
        if place:
            yield PaperPart(PaperKind.PAGE)
        yield PaperPart(PaperKind.TITLE, f"Reminder for {recipient}")
        yield PaperPart(
            PaperKind.TEXT,
            "These lead sheets were sent to you, and no reply has come back. At the foot of each sheet, tick one box "
            f"for each point: used, known already, need more, or not useful. {back}{telephone}",
        )
        yield PaperPart(PaperKind.ROW, "head", _SHARES, _HEAD)
        for one in theirs:
            yield PaperPart(PaperKind.ROW, "", _SHARES, _row(one, now, zone))
        yield PaperPart(
            PaperKind.SMALL, "A sheet that is not at hand is made again: give its number. The reply takes a minute."
        )


def _row(one: SilentSheet, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    waiting = (now.astimezone(zone).date() - one.sent_at.astimezone(zone).date()).days
    reminded = day_in_words(one.reminded, zone) if one.reminded else ""
    urgent = "Urgent" if one.urgent else ""
    return one.sheet_number, day_in_words(one.sent_at, zone), str(waiting), urgent, reminded

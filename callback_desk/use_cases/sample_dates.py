"""How a date of an export would be read, shown beside it while somebody chooses which of its numbers is the month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from callback_desk.domain.layout import DateOrder
from callback_desk.intake.dates import DateReader


@dataclass(frozen=True, slots=True)
class SampleReading:
    """Reads as the import does. `zone` is the desk's (IANA), `today` its calendar day."""

    zone: str
    today: date

    def day(self, sample: str, order: DateOrder | None) -> date | None:
        """The calendar day, or None when it is none, or lies ahead."""
        reader = DateReader(self.zone, order, self.today)
        moment = reader.moment(sample)
        return moment.day if moment is not None else reader.calendar_day(sample)

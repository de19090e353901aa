"""Numbers a caller may name, by country and occasion: dated, because they change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

#: What a number is for. police: not urgent; fraud and identity: where such a crime is reported or mended.
OCCASIONS = ("danger", "distress", "help", "police", "fraud", "identity")
TOLD_BEFORE = timedelta(days=30)  # supervisors learn a month ahead


@dataclass(frozen=True, slots=True)
class Hotline:
    """One number a caller may name. `when` is one of OCCASIONS, `country` ISO 3166-1; `says` is read aloud."""

    id: str
    name: str
    number: str
    says: str
    when: str
    country: str
    says_es: str = ""


@dataclass(frozen=True, slots=True)
class HotlineTable:
    """Numbers with a date: after `review_by` somebody must look whether they still answer."""

    version: str = ""
    review_by: date = date.max
    hotlines: tuple[Hotline, ...] = ()

    def for_(self, when: str, country: str = "US") -> tuple[Hotline, ...]:
        return tuple(one for one in self.hotlines if one.when == when and one.country == country)

    def first(self, when: str, country: str) -> Hotline | None:
        """The one named first; None where the table has none for that country."""
        return next(iter(self.for_(when, country)), None)

    def is_stale(self, today: date) -> bool:
        return today > self.review_by

    def due(self, today: date) -> str:
        """What somebody must do about the date, as a sentence; "" while there is more than a month."""
        if self.review_by == date.max or self.review_by - today > TOLD_BEFORE:
            return ""
        day = f"{self.review_by:%B} {self.review_by.day}, {self.review_by.year}"
        if self.is_stale(today):
            return f"The numbers that callers name were to be looked at by {day}. Try each one, or update the program."
        return f"The numbers that callers name are to be looked at by {day}. Try each one, or update the program."

"""Reading rule data: every key is asked for by name and kind, and a key nobody asks for is refused with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from callback_desk.domain.errors import DeskFault

Made = TypeVar("Made")
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """One thing that is wrong in rule data. `place` reads "outcomes-v1.toml: outcome 3 (busy): delay_min"."""

    place: str
    sentence: str


class RulesRefused(DeskFault):
    """Rule data that cannot be used; nothing is decided with half of it. `problems` names every place."""

    def __init__(self, problems: tuple[RuleProblem, ...]) -> None:
        first = problems[0]
        more = f" ({len(problems)} problems in all)" if len(problems) > 1 else ""
        super().__init__(f"The rules cannot be used. {first.place}: {first.sentence}{more}", code="rules_refused")
        self.problems = problems


class Fields:
    """One table of rule data, read key by key. Raises RulesRefused at the first wrong key."""

    def __init__(self, data: Mapping[str, object], place: str) -> None:
        self._data = data
        self.place = place
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        return key in self._data

    def refuse(self, key: str, sentence: str) -> RulesRefused:
        """The error to raise for `key`; an empty key means the whole table."""
        return RulesRefused((RuleProblem(f"{self.place}: {key}" if key else self.place, sentence),))

    def done(self) -> None:
        """Refuse keys that nobody asked for: a misspelled rule must not be silently off."""
        left = sorted(set(self._data) - self._asked)
        if left:
            raise self.refuse(left[0], "This word is not known here. Check the spelling.")

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key, default)
        if not isinstance(value, str):
            raise self.refuse(key, "Text in quotation marks is needed here.")
        if not value.strip() and default is None:
            raise self.refuse(key, "This must not be empty.")
        return value

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.refuse(key, "A whole number is needed here.")
        if not low <= value <= high:
            raise self.refuse(key, f"The number must lie between {low} and {high}.")
        return value

    def whole_or_none(self, key: str, low: int, high: int) -> int | None:
        return self.whole(key, low, high) if self.has(key) else None

    def flag(self, key: str, default: bool | None = None) -> bool:
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.refuse(key, "true or false is needed here.")
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        value = self._take(key, default)
        if isinstance(value, str) or not isinstance(value, (list, tuple)):
            raise self.refuse(key, "A list of texts in square brackets is needed here.")
        words = tuple(word for word in value if isinstance(word, str) and word.strip())
        if len(words) != len(value):
            raise self.refuse(key, "Every entry of the list must be a text in quotation marks.")
        return words

    def word(self, key: str, kind: type[Word], default: Word | None = None) -> Word:
        text = self.text(key, None if default is None else str(default))
        try:
            return kind(text)
        except ValueError:
            known = ", ".join(kind)
            raise self.refuse(key, f"One of these words is needed here: {known}.") from None

    def day(self, key: str) -> date:
        """A date as TOML writes it, or as ISO 8601 text after a trip through JSON."""
        value = self._take(key, None)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise self.refuse(key, "A date such as 2026-01-31 is needed here.") from None
        if type(value) is not date:
            raise self.refuse(key, "A date such as 2026-01-31 is needed here.")
        return value

    def clock(self, key: str) -> time:
        """A time of day without a zone, as TOML writes it or as ISO 8601 text."""
        value = self._take(key, None)
        if isinstance(value, str):
            try:
                value = time.fromisoformat(value)
            except ValueError:
                raise self.refuse(key, "A time such as 09:00:00 is needed here.") from None
        if not isinstance(value, time) or value.tzinfo is not None:
            raise self.refuse(key, "A time such as 09:00:00 is needed here.")
        return value

    def table(self, key: str) -> Fields:
        value = self._take(key, None)
        if not isinstance(value, Mapping):
            raise self.refuse(key, "A table is needed here.")
        return Fields(value, f"{self.place}: {key}")

    def each(self, key: str, name_key: str, make: Callable[[Fields], Made]) -> tuple[Made, ...]:
        """Read every entry of a list of tables; raises once, with the problems of all entries."""
        value = self._take(key, None)
        if not isinstance(value, (list, tuple)) or not value:
            raise self.refuse(key, "At least one entry is needed here.")
        made: list[Made] = []
        problems: list[RuleProblem] = []
        for number, entry in enumerate(value, start=1):
            place = f"{self.place}: {key} {number}"
            if not isinstance(entry, Mapping):
                problems.append(RuleProblem(place, "A table is needed here."))
                continue
            name = entry.get(name_key)
            fields = Fields(entry, f"{place} ({name})" if isinstance(name, str) else place)
            try:
                made.append(make(fields))
                fields.done()
            except RulesRefused as refused:
                problems.extend(refused.problems)
        if problems:
            raise RulesRefused(tuple(problems))
        return tuple(made)

    def _take(self, key: str, default: object) -> object:
        self._asked.add(key)
        if key in self._data:
            return self._data[key]
        if default is None:
            raise self.refuse(key, "This is missing.")
        return default

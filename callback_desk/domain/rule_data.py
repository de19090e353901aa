"""Reading rule data: every key is asked for by name and kind, and a key nobody asks for is refused with its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from callback_desk.domain.errors import DeskFault

Made = TypeVar("Made")
Word = TypeVar("Word", bound=StrEnum)


LONGEST_TEXT = 400  # characters; the longest sentence shipped has a quarter of them
MOST_ENTRIES = 2_000  # of one list
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})  # what a screen hides or obeys: never part of a rule


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """One thing that is wrong in rule data. `place` reads "outcomes-v1.toml: outcome 3 (busy): delay_min".

    The same in parts: `file`, `entry` ("outcome 3 (busy)", "" for the file's head) and `key`. `to_do` is what to do
    about it. `warns`: to be looked at, while the data can be used.
    """

    place: str
    sentence: str
    file: str = ""
    entry: str = ""
    key: str = ""
    to_do: str = ""
    warns: bool = False


def shown_word(text: str, most: int = 40) -> str:
    """A word out of a file for a sentence: short, on one line, nothing a screen would obey."""
    plain = "".join(letter if unicodedata.category(letter) not in _HIDDEN else "?" for letter in text[: most + 1])
    return plain if len(text) <= most else plain[:most] + "…"


def hides_something(text: str) -> bool:
    """Whether a text holds control characters, or others that nobody sees."""
    return not text.isprintable() and any(unicodedata.category(letter) in _HIDDEN for letter in text)


_AGAIN = "Put this right and check the file again."


class RulesRefused(DeskFault):
    """Rule data that cannot be used; nothing is decided with half of it. `problems` names every place."""

    def __init__(self, problems: tuple[RuleProblem, ...]) -> None:
        first = problems[0]
        more = f" ({len(problems)} problems in all)" if len(problems) > 1 else ""
        super().__init__(f"The rules cannot be used. {first.place}: {first.sentence}{more}", code="rules_refused")
        self.problems = problems


class Fields:
    """One table of rule data, read key by key. Raises RulesRefused at the first wrong key."""

    def __init__(self, data: Mapping[str, object], place: str, *, file: str = "", entry: str = "") -> None:
        self._data = data
        self.place = place
        self.file = file or place
        self.entry = entry
        self._asked: set[str] = set()

    @property
    def data(self) -> Mapping[str, object]:
        """The table as it was read."""
        return self._data

    def has(self, key: str) -> bool:
        return key in self._data

    def problem(self, key: str, sentence: str, to_do: str = "", *, warns: bool = False) -> RuleProblem:
        """What is wrong with `key`; an empty key means the whole table."""
        shown = shown_word(key)
        place = f"{self.place}: {shown}" if key else self.place
        return RuleProblem(place, sentence, self.file, self.entry, shown, to_do or _AGAIN, warns)

    def refuse(self, key: str, sentence: str, to_do: str = "") -> RulesRefused:
        """The error to raise for `key`."""
        return RulesRefused((self.problem(key, sentence, to_do),))

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
        self._refuse_odd(key, value)
        return value

    def _refuse_odd(self, key: str, value: str) -> None:
        if len(value) > LONGEST_TEXT:
            raise self.refuse(key, f"The text is longer than {LONGEST_TEXT} characters.", "Say it shorter.")
        if hides_something(value):
            raise self.refuse(
                key, "The text holds control characters, or others that nobody sees.", "Type this text anew."
            )

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
        for word in words:
            self._refuse_odd(key, word)
        return words

    def word(self, key: str, kind: type[Word], default: Word | None = None) -> Word:
        text = self.text(key, None if default is None else str(default))
        try:
            return kind(text)
        except ValueError:
            known = ", ".join(kind)
            raise self.refuse(key, f"One of these words is needed here: {known}.") from None

    def day_or_none(self, key: str) -> date | None:
        return self.day(key) if self.has(key) else None

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
        return Fields(value, f"{self.place}: {key}", file=self.file, entry=self.entry or key)

    def each(self, key: str, name_key: str, make: Callable[[Fields], Made]) -> tuple[Made, ...]:
        """Read every entry of a list of tables; raises once, with the problems of all entries."""
        value = self._take(key, None)
        if not isinstance(value, (list, tuple)) or not value:
            raise self.refuse(key, "At least one entry is needed here.")
        if len(value) > MOST_ENTRIES:
            raise self.refuse(key, f"There are more than {MOST_ENTRIES:,} entries.", "Look whether this is rule data.")
        made: list[Made] = []
        problems: list[RuleProblem] = []
        for number, entry in enumerate(value, start=1):
            said = f"{key} {number}"
            if not isinstance(entry, Mapping):
                place = f"{self.place}: {said}"
                problems.append(RuleProblem(place, "A table is needed here.", self.file, said, "", _AGAIN))
                continue
            name = entry.get(name_key)
            said += f" ({shown_word(name)})" if isinstance(name, str) else ""
            fields = Fields(entry, f"{self.place}: {said}", file=self.file, entry=said)
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


@dataclass(frozen=True, slots=True)
class Dated:
    """The head of every rule file: which version, from which day on, until its last day (None: until replaced).

    `reason` says why it replaced the version before; the first version of a file has none.
    """

    version: str
    effective: date
    until: date | None
    source: str
    reason: str = ""

    def in_force(self, day: date) -> bool:
        return self.effective <= day and (self.until is None or day <= self.until)

    @classmethod
    def from_fields(cls, fields: Fields) -> Dated:
        """Raises RulesRefused: a word missing, or a last day before the first."""
        made = cls(
            fields.text("version"),
            fields.day("effective"),
            fields.day_or_none("until"),
            fields.text("source"),
            fields.text("reason", ""),
        )
        if made.until is not None and made.until < made.effective:
            raise fields.refuse("until", "The last day lies before the first.", "Correct effective or until.")
        return made


def as_json(data: Mapping[str, object]) -> dict[str, object]:
    """The same data with its dates as text, so that it can travel as JSON; `Fields.day` reads both."""
    return {key: str(value) if key in ("effective", "until") else value for key, value in data.items()}

"""What a supervisor changes in the outcome table: dated versions of words, waits and steps, within floors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.outcomes import Follow, Outcome, OutcomeRule, OutcomeTable, SupervisorTask
from callback_desk.domain.rule_data import hides_something

LONGEST_WORDS: Final = 60  # they stand on a key and in a list
LONGEST_SENTENCE: Final = 200
LONGEST_WAIT_MIN: Final = 240
LONGEST_WAIT_DAYS: Final = 30
MOST_VERSIONS: Final = 500

#: What may take the place of a step: only what calls less. Steps that are not here are locked.
STRICTER: Final[Mapping[Follow, tuple[Follow, ...]]] = MappingProxyType(
    {
        Follow.NEXT_TRY: (Follow.HELD, Follow.DONE),
        Follow.BUSY_AGAIN: (Follow.NEXT_TRY, Follow.HELD, Follow.DONE),
        Follow.LATER: (Follow.HELD, Follow.DONE),
        Follow.SOFT_REFUSAL: (Follow.DONE,),
    }
)
_SAYS: Final = {
    Follow.NEXT_TRY: "Somebody tries again.",
    Follow.HELD: "A supervisor decides.",
    Follow.DONE: "Nobody calls again.",
}
_WAITS_MIN: Final = frozenset({Follow.BUSY_AGAIN})
_WAITS_DAYS: Final = frozenset({Follow.NEXT_TRY, Follow.BUSY_AGAIN, Follow.LATER, Follow.SOFT_REFUSAL})
_KINDS: Final[Mapping[str, type]] = {
    "screen": str,
    "sentence": str,
    "follow": str,
    "note": bool,
    "delay_min": int,
    "delay_days": int,
}


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """What is different for one outcome; None leaves it as it came with the program."""

    screen: str | None = None
    sentence: str | None = None
    follow: Follow | None = None
    note: bool | None = None
    delay_min: int | None = None
    delay_days: int | None = None

    def plain(self) -> dict[str, object]:
        found = {key: getattr(self, key) for key in _KINDS}
        return {key: str(value) if key == "follow" else value for key, value in found.items() if value is not None}

    @classmethod
    def from_plain(cls, data: Mapping[str, object]) -> OutcomeChange:
        """Raises DeskFault for an unknown word or a wrong kind of value."""
        values: dict[str, object] = {}
        for key, value in data.items():
            if key not in _KINDS or type(value) is not _KINDS[key]:
                raise _refused("An outcome has words, a sentence, a next step, a wait and a note, and nothing else.")
            values[key] = _follow(value) if key == "follow" else value
        return cls(**values)  # type: ignore[arg-type]  # names and kinds are checked above


def _follow(value: object) -> Follow:
    try:
        return Follow(str(value))
    except ValueError:
        raise _refused("This program knows no such next step.") from None


@dataclass(frozen=True, slots=True)
class OutcomeVersion:
    """One dated version: everything that differs from the shipped table, not from the version before.

    It counts from `effective` on (a day at the desk). `taken_back` is the number of the version it undoes, 0 for none.
    """

    number: int
    effective: date
    by: str
    at: datetime  # UTC
    reason: str
    changes: Mapping[Outcome, OutcomeChange] = field(default_factory=dict)
    taken_back: int = 0

    def plain(self) -> dict[str, object]:
        return {
            "number": self.number,
            "effective": self.effective.isoformat(),
            "by": self.by,
            "at": self.at.isoformat(),
            "reason": self.reason,
            "changes": {str(outcome): change.plain() for outcome, change in self.changes.items()},
            "taken_back": self.taken_back,
        }


def versions_from(given: object) -> tuple[OutcomeVersion, ...]:
    """Read the list that `OutcomeVersion.plain` wrote, oldest first. Raises DeskFault."""
    if not isinstance(given, list | tuple) or len(given) > MOST_VERSIONS:
        raise _refused("The versions of the outcome table cannot be read.")
    return tuple(_version(one) for one in given)


def _version(given: object) -> OutcomeVersion:
    data = given if isinstance(given, Mapping) else {}
    try:
        made = OutcomeVersion(
            int(data["number"]),
            date.fromisoformat(str(data["effective"])),
            str(data["by"]),
            datetime.fromisoformat(str(data["at"])),
            str(data["reason"]),
            {Outcome(name): OutcomeChange.from_plain(change) for name, change in dict(data["changes"]).items()},
            int(data.get("taken_back", 0)),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _refused("The versions of the outcome table cannot be read.") from None
    if made.at.tzinfo is None:
        raise _refused("The versions of the outcome table cannot be read.")
    return made


def in_force(versions: Sequence[OutcomeVersion], on: date) -> OutcomeVersion | None:
    """The version that counts on a day: of those begun, the one made last. None: the shipped table."""
    return max((one for one in versions if one.effective <= on), key=lambda one: one.number, default=None)


def changed_table(shipped: OutcomeTable, version: OutcomeVersion | None) -> OutcomeTable:
    """The table under a version. Raises DeskFault for anything looser than the shipped one, naming the outcome."""
    if version is None:
        return shipped
    rows = {outcome: _changed(row, version.changes.get(outcome)) for outcome, row in shipped.rows.items()}
    words: dict[str, Outcome] = {}
    for outcome, row in rows.items():
        other = words.setdefault(row.screen.casefold(), outcome)
        if other is not outcome:
            raise _refused(f"Two ways to end a call would have the same words: {row.screen}.")
    return replace(shipped, version=f"{shipped.version}+{version.number}", rows=rows)


def _changed(row: OutcomeRule, change: OutcomeChange | None) -> OutcomeRule:
    if change is None:
        return row
    follow = change.follow or row.follow
    if follow is not row.follow and follow not in STRICTER.get(row.follow, ()):
        raise _no(row, "what happens next is locked: it keeps people safe, or figures right")
    made = replace(
        row,
        screen=_words(row, row.screen if change.screen is None else change.screen, LONGEST_WORDS),
        note=_note(row, change.note),
        follow=follow,
        delay_min=_wait(row, change.delay_min, row.delay_min, LONGEST_WAIT_MIN, "minutes", row.follow in _WAITS_MIN),
        delay_days=_wait(row, change.delay_days, row.delay_days, LONGEST_WAIT_DAYS, "days", row.follow in _WAITS_DAYS),
    )
    said = change.sentence if change.sentence is not None else _usual_sentence(row, made)
    said = _words(row, said, LONGEST_SENTENCE)
    if not said.endswith("."):
        raise _no(row, "what is said afterwards ends with a period")
    task = row.task
    if follow is Follow.HELD and task is SupervisorTask.NONE:
        task = SupervisorTask.DECIDE
    return replace(made, sentence=said, task=task)


def _usual_sentence(row: OutcomeRule, made: OutcomeRule) -> str:
    """The shipped sentence, in step with a changed wait or step."""
    if made.follow is not row.follow:
        return _SAYS[made.follow]
    said = row.sentence
    for before, after, unit in (
        (row.delay_min, made.delay_min, "minutes"),
        (row.delay_days, made.delay_days, "days"),
    ):
        said = said.replace(f"{before} {unit}", f"{after} {unit}")
    return said


def _words(row: OutcomeRule, text: str, most: int) -> str:
    said = " ".join(text.split())
    if not said or len(said) > most or hides_something(said):
        raise _no(row, f"the words need from 1 to {most} characters")
    return said


def _note(row: OutcomeRule, asked: bool | None) -> bool:
    if asked is False and row.note:
        raise _no(row, "a note is always needed here")
    return row.note if asked is None else asked


def _wait(row: OutcomeRule, asked: int | None, shipped: int, most: int, unit: str, may: bool) -> int:
    if asked is None or asked == shipped:
        return shipped
    if not may:
        raise _no(row, f"a wait of {unit} has no place here")
    if not shipped <= asked <= most:
        raise _no(row, f"the wait is from {shipped} to {most} {unit}; an agency may wait longer, not shorter")
    return asked


def _no(row: OutcomeRule, why: str) -> DeskFault:
    return _refused(f"{row.screen}: {why}.")


def _refused(sentence: str) -> DeskFault:
    return DeskFault(f"{sentence} Nothing was changed.", code="outcomes-refused")

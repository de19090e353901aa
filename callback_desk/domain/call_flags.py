"""Signs in a finished call that a person looks at. None of them says that anybody did anything wrong.

Source: research section 8 (straight-lining, improbably short calls, all answers at the top, long gaps between the end
of a call and its entry). Calls are not recorded, so a sign is only ever a reason to read and to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from callback_desk.domain.call import CallResult, NewRating
from callback_desk.domain.rating_scale import NO_ANSWER, TOP, step_of

LEAST_RATINGS: Final = 5  # fewer equal answers in a row happen to anybody
LEAST_ANSWERS: Final = 8
SECONDS_EACH: Final = 4  # nobody reads a question aloud and hears an answer in less
LATE_AFTER: Final = timedelta(hours=12)
_RATING_PART: Final = "rating"
_TALKED: Final = frozenset({"talked_all", "talked_part"})


class Flag(StrEnum):
    """A sign. The names stand in records and never change."""

    STRAIGHT_LINE = "straight_line"
    ALL_TOP = "all_top"
    NONE_ANSWERED = "none_answered"
    TOO_SHORT = "too_short"
    WITHOUT_YES = "without_yes"
    LATE_ENTRY = "late_entry"


@dataclass(frozen=True, slots=True)
class FlagLine:
    """A sign with what was seen, in one sentence."""

    flag: Flag
    sentence: str


def flags_of(result: CallResult, started_at: datetime, ended_at: datetime | None) -> tuple[FlagLine, ...]:
    """Every sign of one call, from what it brought and from its two times (UTC)."""
    found = [*_ratings(result)]
    if ended_at is not None:
        found += _times(result, ended_at - started_at)
    return tuple(found)


def _ratings(result: CallResult) -> list[FlagLine]:
    asked = _asked(result.ratings)
    given = [one.value for one in asked if one.value not in NO_ANSWER]
    found: list[FlagLine] = []
    if given and result.consents.get(_RATING_PART, "yes") != "yes":
        found.append(
            FlagLine(Flag.WITHOUT_YES, "There are service answers, and no yes to the question whether we may ask.")
        )
    steps = {step_of(value) for value in given}
    if len(given) >= LEAST_RATINGS and len(steps) == 1:
        many = f"All {len(given)} service answers"
        if steps == {TOP}:
            found.append(FlagLine(Flag.ALL_TOP, f"{many} are the best there is. Some people are that pleased."))
        else:
            found.append(
                FlagLine(Flag.STRAIGHT_LINE, f"{many} are on the same step. Were they read one by one, as they stand?")
            )
    if len(asked) >= LEAST_RATINGS and not given:
        found.append(FlagLine(Flag.NONE_ANSWERED, f"None of the {len(asked)} service questions has an answer."))
    return found


def _asked(ratings: Sequence[NewRating]) -> list[NewRating]:
    """The questions on five steps of the shipped scales: only of them the program knows what a row is."""
    return [one for one in ratings if step_of(one.value) is not None or one.value in NO_ANSWER]


def _times(result: CallResult, took: timedelta) -> list[FlagLine]:
    if took >= LATE_AFTER:
        words = f"{_long(took)} lie between the start of the call and the end of its record."
        return [FlagLine(Flag.LATE_ENTRY, words)]
    answers, seconds = len(result.answers), int(took.total_seconds())
    if result.outcome in _TALKED and answers >= LEAST_ANSWERS and seconds < answers * SECONDS_EACH:
        words = f"{answers} answers in {_short(seconds)}. Was every question asked?"
        return [FlagLine(Flag.TOO_SHORT, words)]
    return []


def _short(seconds: int) -> str:
    if seconds < 60:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    minutes = seconds // 60
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _long(took: timedelta) -> str:
    days = took.days
    if days:
        return "A day or more" if days == 1 else f"{days} days"
    return f"{int(took.total_seconds()) // 3600} hours"

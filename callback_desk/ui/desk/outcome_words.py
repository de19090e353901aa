"""Steps, classes and limits of the outcome table in the words of the screen."""

from __future__ import annotations

from datetime import date, timedelta

from callback_desk.domain.measures import CaseClass
from callback_desk.domain.outcome_versions import STRICTER, OutcomeVersion
from callback_desk.domain.outcomes import Follow, OutcomeRule
from callback_desk.ui.desk.lines_model import Cell
from callback_desk.ui.sentences import add_sentences, sentence
from callback_desk.ui.when import count, day
from callback_desk.use_cases.outcome_table import OutcomeLine

OUTCOME_HEADINGS = ("How did it end?", "What happens then", "Wait", "Note")

add_sentences(
    Follow,
    {
        Follow.REVIEW: "A supervisor checks it",
        Follow.DONE: "Nobody calls again",
        Follow.HELD: "A supervisor decides",
        Follow.APPOINTMENT: "Called at the agreed time",
        Follow.NEXT_TRY: "Tried again",
        Follow.BUSY_AGAIN: "Tried again the same day",
        Follow.SOFT_REFUSAL: "A supervisor decides, one more try",
        Follow.LATER: "Tried again later",
        Follow.INTERRUPTED: "Gone on with at once",
        Follow.NOT_DIALED: "The card stays open",
    },
)
add_sentences(
    CaseClass,
    {
        CaseClass.COMPLETE: "complete",
        CaseClass.PARTIAL: "partial",
        CaseClass.REFUSAL: "refusal",
        CaseClass.NON_CONTACT: "not reached",
        CaseClass.OTHER: "reached, other reason",
        CaseClass.UNKNOWN_HOUSEHOLD: "not known whether anybody is there",
        CaseClass.UNKNOWN_OTHER: "not known whether it is the person",
        CaseClass.NOT_ELIGIBLE: "not to be counted",
    },
)


def outcome_line(line: OutcomeLine) -> tuple[Cell, ...]:
    """One row of the table."""
    row = line.newest
    return row.screen, sentence(row.follow), wait_words(row), "Needed" if row.note else "If you like"


def wait_words(row: OutcomeRule) -> str:
    """How long nobody calls because of it: "5 minutes", "The next day", "7 days", "None"."""
    if row.follow is Follow.BUSY_AGAIN:
        return count(row.delay_min, "minute")
    if row.follow in (Follow.LATER, Follow.SOFT_REFUSAL):
        return count(row.delay_days, "day")
    if row.follow is Follow.NEXT_TRY:
        return "The next day" if row.delay_days <= 1 else count(row.delay_days, "day")
    return "None"


def steps_of(row: OutcomeRule) -> tuple[tuple[str, str], ...]:
    """What may happen after this ending: as it came with the program, and what is stricter."""
    return tuple((one.value, sentence(one)) for one in (row.follow, *STRICTER.get(row.follow, ())))


def locked_words(row: OutcomeRule) -> str:
    """What is not an agency's to change: its code, whether somebody spoke, and what safety needs."""
    said = [f"Reported as AAPOR {row.aapor}, {sentence(row.kind)}."]
    said.append("Somebody spoke." if row.answered else "Nobody spoke.")
    said.append("It counts as a try." if row.counts else "It does not count as a try.")
    if row.message_left:
        said.append("A message was left.")
    if row.do_not_contact:
        said.append("Nobody calls this person again, on any number or case.")
    if row.closes_number:
        said.append("The number is not rung again.")
    if row.follow not in STRICTER:
        said.append("What happens then is locked.")
    return " ".join(said)


def version_words(version: OutcomeVersion, today: date) -> str:
    """ "Version 3, from November 22, by Dana Whitlock: the reason"."""
    what = f"took back version {version.taken_back}, " if version.taken_back else ""
    return f"Version {version.number}, {what}from {day(version.effective, today)}, by {version.by}: {version.reason}"


def days_to_begin(today: date) -> tuple[tuple[str, str], ...]:
    """From when a change counts: today, tomorrow, next Monday, the first of the month."""
    tomorrow = today + timedelta(days=1)
    monday = today + timedelta(days=7 - today.weekday())
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    named = {"Today": today, "Tomorrow": tomorrow, f"Monday, {day(monday, today)}": monday, day(first, today): first}
    found: dict[str, str] = {}
    for words, when in named.items():
        found.setdefault(when.isoformat(), words)
    return tuple(found.items())

"""Everything the desk keeps about one person, as that person may ask to read it (research/domain, section 9: access).

Which tables belong to a person and which do not is data here, with the reason of each that is left out: a new table
without a line fails the inventory test.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from callback_desk.domain.rule_dates import said

Value = str | int | float | bool | datetime | date | bytes | None
Rows = Mapping[str, tuple[Mapping[str, Value], ...]]  # by table: its rows, by column
OTHER_PERSON = "[another person]"

#: Tables whose rows are about a person, in the order to be read, with their headings.
ABOUT: Mapping[str, str] = {
    "victims": "Who you are, as reports gave it",
    "other_details": "The same, as other reports gave it",
    "phones": "Your telephone numbers",
    "phone_closings": "Numbers that are not used any more",
    "cases": "Case numbers",
    "reports": "What reports say of you",
    "safe_contacts": "How you wish to be reached",
    "do_not_contact": "Wishes not to be called",
    "callbacks": "Your place on the call list",
    "releases": "Decisions to call",
    "skips": "Times somebody else was called first",
    "attempts": "Tries to reach you",
    "attempt_ends": "How tries ended",
    "calls": "Calls with you",
    "call_results": "How calls ended",
    "call_themes": "What was ticked about the place, for counts by area",
    "answers": "Your answers",
    "ratings": "How you found the service",
    "tips": "New information you gave",
    "corrections": "Corrections of it",
    "tip_signatures": "When it was checked",
    "tip_cases": "Which report it belongs to",
    "property_facts": "Articles you told of",
    "call_promises": "What was promised to you",
    "concerns": "Worries, complaints and thanks",
    "call_entries": "Calls that were entered from paper",
    "drafts": "Calls that are not finished",
    "late_notes": "Words that were saved late",
    "messages": "Messages you left",
    "desk_notes": "Notes for the next shift",
    "packets": "Which calls a lead sheet tells of",
    "no_news_told": "Which calls a page says of that they brought nothing new",
    "exports": "What was passed on, and to whom",
    "export_steps": "What became of it",
    "receipts": "What was answered",
    "follow_ups": "Questions that came back for you",
}

#: Tables that are not handed out, each with its reason.
NOT_ABOUT: Mapping[str, str] = {
    "audit_events": "Shown as a list of looks, without names: times, what was done, in which role.",
    "batches": "About a file, not about a person.",
    "case_holds": "A hold on a case number is the investigation's.",
    "case_sightings": "Which import a case came with.",
    "desk": "About the desk.",
    "feedback_answers": "Answers on cards and web forms: kept without a name or a number.",
    "feedback_batches": "Which cards and files were kept.",
    "feedback_forms": "Cards and web forms: kept without a name or a number.",
    "draws": "Whether a call was drawn for a second reading: about the volunteer's work.",
    "ladder_moves": "About volunteers.",
    "layouts": "About files.",
    "likenesses": "Names another person who may be somebody else.",
    "list_looks": "About staff.",
    "list_views": "About staff.",
    "many_acts": "About what was done to many at once; what it did to this person stands in the call list.",
    "many_people": "Technical: how to take that back.",
    "name_words": "The name once more, for searching.",
    "operations": "Technical.",
    "passed_over": "Who was not given a call: about volunteers.",
    "phone_sightings": "Which import a number came with.",
    "places": "Technical: time zones.",
    "problems": "About lines of a file that did not come in.",
    "quality_checks": "About the volunteer's work.",
    "recipients": "About investigators.",
    "report_sightings": "Which import a report came with.",
    "screening_statements": "About files.",
    "scripts": "About the words of a call.",
    "sheet_numbers": "Technical.",
    "sheet_points": "Technical: which line stood under which number on a sheet.",
    "staff": "About staff.",
    "staged_changes": "An import that is not shown yet.",
    "suspect_marks": "About other people.",
    "to_judge": "Technical.",
    "undone_people": "Technical: imports that were taken back.",
}

_INTERNAL = re.compile(
    r"(^|_)(id|key|sha256|sha|fence|op|tail|sort|digest|plain|ordinal|order_at|place|ready_day|temporary|anchor)$"
    r"|^(name_key|link_key|address_key|claimed_by|claimed_at|lease_until|not_caller|priority|rule_version|line|sheet"
    r"|script|size_bytes|state_at|by_staff|repeat|why_not|zones|rules)$"
)
_CODE = re.compile(r"[a-z]+(_[a-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class SubjectSection:
    """The rows of one table in words: each row is (label, value) pairs, empty values left out."""

    table: str
    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class SubjectRecord:
    """One person's record. `looks` are (when, what, in which role), oldest first: who looked is a role, no name."""

    name: str
    sections: tuple[SubjectSection, ...]
    looks: tuple[tuple[str, str, str], ...]

    def to_dict(self) -> dict[str, object]:
        return {
            "name": self.name,
            "sections": [
                {"table": one.table, "title": one.title, "rows": [dict(row) for row in one.rows]}
                for one in self.sections
            ],
            "looks": [list(one) for one in self.looks],
        }


def in_words(rows: Rows, others: Iterable[str], zone: ZoneInfo) -> tuple[SubjectSection, ...]:
    """The sections that have rows, in order. `others` are names of other people of the same cases: masked wherever
    they stand as whole words. Times are by the desk's clock.
    """
    mask = _mask(others)
    sections = []
    for table, title in ABOUT.items():
        told = tuple(filled for row in rows.get(table, ()) if (filled := _row(row, mask, zone)))
        if told:
            sections.append(SubjectSection(table, title, told))
    return tuple(sections)


def shown_column(name: str) -> bool:
    """Whether a column says something of a person; keys, hashes and the queue's own marks do not."""
    return _INTERNAL.search(name) is None


def _row(row: Mapping[str, Value], mask: re.Pattern[str] | None, zone: ZoneInfo) -> tuple[tuple[str, str], ...]:
    found = ((_label(name), _words(value, zone)) for name, value in row.items() if shown_column(name))
    return tuple((label, mask.sub(OTHER_PERSON, words) if mask else words) for label, words in found if words)


def _label(column: str) -> str:
    return column.removesuffix("_name").replace("_", " ").capitalize()


def _words(value: Value, zone: ZoneInfo) -> str:
    if value is None or value == "" or isinstance(value, bytes):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        at = value.astimezone(zone)
        return f"{said(at.date())}, {at:%H:%M %Z}"
    if isinstance(value, date):
        return said(value)
    text = str(value)
    if text[:1] in "[{":
        return _listed(text)
    return text.replace("_", " ") if _CODE.fullmatch(text) else text


def _listed(text: str) -> str:
    """What is kept as JSON, as words in a row; a text that only looks like it stays as it is."""
    try:
        found = json.loads(text)
    except ValueError:
        return text
    return "; ".join(_flat(found))


def _flat(value: object, name: str = "") -> Iterable[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, str(key).replace("_", " "))
    elif isinstance(value, list):
        for inner in value:
            yield from _flat(inner, name)
    elif value not in (None, "", False):
        words = str(value).replace("_", " ") if _CODE.fullmatch(str(value)) else str(value)
        yield f"{name}: {words}" if name else words


def _mask(others: Iterable[str]) -> re.Pattern[str] | None:
    names = sorted({" ".join(one.split()) for one in others if len(one.strip()) > 2}, key=len, reverse=True)
    if not names:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)

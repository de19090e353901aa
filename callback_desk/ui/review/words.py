"""What a line of new information says about itself, in words for chips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from callback_desk.domain.concerns import ConcernKind
from callback_desk.domain.tip import NewTip, Sureness, Tip, TipKind, TipSource
from callback_desk.domain.views import ReviewLine
from callback_desk.ui.components import ChipLook, Tone
from callback_desk.ui.when import count, day

KIND_WORDS: Mapping[TipKind, str] = {
    TipKind.SUSPECT_NAMED: "A suspect’s name",
    TipKind.SUSPECT_DESCRIBED: "A suspect described",
    TipKind.SUSPECT_LOCATION: "Where a suspect is",
    TipKind.VEHICLE: "A vehicle",
    TipKind.CAMERA: "A camera",
    TipKind.WITNESS: "A witness",
    TipKind.PROPERTY_ID: "Property, serial number",
    TipKind.PHYSICAL_EVIDENCE: "A thing left behind",
    TipKind.SEEN_FOR_SALE: "Seen for sale",
    TipKind.ONLINE_ACCOUNT: "An online account",
    TipKind.OTHER_CASE: "Another case",
    TipKind.THREAT: "A threat",
    TipKind.CORRECTION: "A correction of the report",
    TipKind.OTHER: "Something else",
}
_SOURCE_WORDS: Mapping[TipSource, str] = {
    TipSource.SAW: "Saw it",
    TipSource.HEARD: "Heard it",
    TipSource.TOLD: "Was told by someone",
    TipSource.CAMERA_OR_ONLINE: "On a camera or online",
    TipSource.WORKED_OUT: "Worked it out",
    TipSource.NOT_SAID: "",
}
_SURE_WORDS: Mapping[Sureness, str] = {
    Sureness.VERY: "Very sure",
    Sureness.FAIRLY: "Fairly sure",
    Sureness.NOT_VERY: "Not very sure",
    Sureness.NOT_SAID: "",
}


def chips_of(said: NewTip, today: date) -> tuple[ChipLook, ...]:
    """What was asked about a line, most urgent first."""
    looks: list[ChipLook] = []
    if said.act_by is not None:
        looks.append(ChipLook(f"Act by {day(said.act_by, today)}", "warning", Tone.WARN))
    elif said.urgent:
        looks.append(ChipLook("Urgent", "warning", Tone.WARN))
    looks.append(ChipLook(KIND_WORDS[said.kind]))
    told = said.source is TipSource.TOLD and said.source_who
    source = f"Was told by {said.source_who}" if told else _SOURCE_WORDS[said.source]
    looks += [ChipLook(words) for words in (source, _SURE_WORDS[said.sure]) if words]
    if said.read_back:
        looks.append(ChipLook("Read back", "check", Tone.GOOD))
    if said.statement:
        looks.append(ChipLook("Would give a statement"))
    return tuple(looks)


def most_urgent_first(tips: tuple[Tip, ...]) -> tuple[Tip, ...]:
    """The order of the lead sheet: a day to act by, then urgent, then as they were kept."""
    return tuple(sorted(tips, key=lambda tip: (tip.said.act_by or date.max, not tip.said.urgent, tip.said.ordinal)))


_NO_WORDS: Mapping[ConcernKind, str] = {
    ConcernKind.DANGER: "The danger key was pressed.",
    ConcernKind.DISTRESS: "The person was in distress.",
    ConcernKind.SOMETHING_WRONG: "Something felt wrong.",
    ConcernKind.COMPLAINT: "There was a complaint.",
    ConcernKind.PRAISE: "There was praise.",
    ConcernKind.URGENT_TIP: "Something urgent was heard.",
}


def concern_sentence(concern: str) -> str:
    """A concern of a call, "danger: words" or only "danger", as a sentence to read."""
    kind, _, text = concern.partition(": ")
    if not text.strip() and kind in set(ConcernKind):
        return f"{_NO_WORDS[ConcernKind(kind)]} Nothing was written down."
    return concern[:1].upper() + concern[1:].replace("_", " ")


def what_is_new(line: ReviewLine) -> str:
    """ "3 new, urgent", "1 new, 1 complaint", "an alert", or "" without news."""
    parts = [f"{line.new_count} new"] if line.new_count else []
    if line.urgent:
        parts.append("urgent")
    if line.complaint:
        parts.append("1 complaint")
    elif line.concern:
        parts.append("an alert")
    return ", ".join(parts)


def in_groups(
    lines: Sequence[ReviewLine], to_score: Sequence[ReviewLine]
) -> tuple[tuple[str, tuple[ReviewLine, ...]], ...]:
    """The list on the left: what is new, what is read for a reason, what may go in one batch; each urgent first, oldest
    first. Somebody's own calls wait for another supervisor."""
    others = [line for line in lines if not line.own]
    groups = (
        ("With new information", [line for line in others if line.new_count]),
        ("To read", [line for line in others if not line.new_count and not line.quiet]),
        ("Without news", [line for line in others if line.quiet]),
        ("Your own, for another supervisor", [line for line in lines if line.own]),
        ("Signed off, to score", list(to_score)),
    )
    return tuple((heading, tuple(mine)) for heading, mine in groups if mine)


def batch_done_words(signed: int, wished: int) -> str:
    """What came of the batch: some may have got a reason to be read while the button was pressed."""
    done = f"{count(signed, 'call')} signed off."
    left = wished - signed
    return f"{done} {count(left, 'call')} must be read first." if left > 0 else done


def batch_words(calls: int) -> str:
    """The button that signs off everything without news."""
    return f"Sign off {count(calls, 'call')} without news"

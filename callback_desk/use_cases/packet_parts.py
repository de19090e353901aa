"""What of a call goes on a lead sheet: its points in the order of the page, by when to act, how to reach the victim."""

from __future__ import annotations

from datetime import time
from itertools import groupby
from typing import Final

from callback_desk.domain.packet import ActBy, PacketPoint, PacketVictim, PropertyLine, ReachLine
from callback_desk.domain.packet import Correction as PaperCorrection
from callback_desk.domain.packet import Sureness as PaperSureness
from callback_desk.domain.phone import display_text
from callback_desk.domain.records import PersonRecord, PhoneRecord
from callback_desk.domain.safe_times import SafeTimes
from callback_desk.domain.tip import NewTip, Sureness, Tip, TipKind, TipSource, section_of
from callback_desk.use_cases.desk import Work

_SOURCE: Final = {
    TipSource.SAW: "Seen by the victim.",
    TipSource.HEARD: "Heard by the victim.",
    TipSource.TOLD: "Told to the victim by someone else.",
    TipSource.CAMERA_OR_ONLINE: "Seen by the victim on a camera or online.",
    TipSource.WORKED_OUT: "Worked out by the victim.",
    TipSource.NOT_SAID: "How the victim knows was not said.",
}
_SURE: Final = {
    Sureness.VERY: PaperSureness.VERY,
    Sureness.FAIRLY: PaperSureness.FAIRLY,
    Sureness.NOT_VERY: PaperSureness.NOT_VERY,
    Sureness.NOT_SAID: PaperSureness.NOT_ASKED,
}
_KIND_OF_PHONE: Final = {
    "home": "Home",
    "mobile": "Mobile",
    "work": "Work",
    "safe": "Safe number",
    "other": "Telephone",
}
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OF_AGE: Final = 18


def points_of(tips: tuple[Tip, ...]) -> tuple[PacketPoint, ...]:
    """Numbered from 1 in the order given."""
    return tuple(_point(number, tip.said) for number, tip in enumerate(tips, start=1))


def _point(number: int, said: NewTip) -> PacketPoint:
    source = _SOURCE[said.source]
    if said.source is TipSource.TOLD and said.source_who:
        source = f"Told to the victim by {said.source_who.rstrip('.')}."
    return PacketPoint(
        number, section_of(said.kind), said.text, source, "", _SURE[said.sure], said.read_back, said.urgent
    )


def corrections_of(tips: tuple[Tip, ...]) -> tuple[PaperCorrection, ...]:
    """What was put right below a line, with the number of its point."""
    return tuple(
        PaperCorrection(number, entry.text, entry.by, entry.at, entry.reason)
        for number, tip in enumerate(tips, start=1)
        for entry in tip.corrections
    )


def property_of(work: Work, tips: tuple[Tip, ...]) -> tuple[PropertyLine, ...]:
    """The articles somebody confirmed at review, under the point they are from; never made from the words of a line."""
    known = work.uow.calls.property_facts([tip.id for tip in tips])
    return tuple(
        PropertyLine(
            number, fact.quantity, fact.kind, fact.maker, fact.model, fact.id_type.words, fact.identifier, fact.color,
            fact.value, fact.read_back,
        )
        for number, tip in enumerate(tips, start=1)
        for fact in known.get(tip.id, ())
    )  # fmt: skip


def act_by_of(tips: tuple[Tip, ...]) -> ActBy | None:
    """The first day after which something is gone; on that day a video is written over."""
    dated = [(number, tip.said) for number, tip in enumerate(tips, start=1) if tip.said.act_by]
    if not dated:
        return None
    first = min(said.act_by for _, said in dated if said.act_by)
    then = [(number, said) for number, said in dated if said.act_by == first]
    sentence = then[0][1].text.rstrip(".") + "."
    return ActBy(
        first, sentence, tuple(number for number, _ in then), all(said.kind is TipKind.CAMERA for _, said in then)
    )


def victim_of(victim: PersonRecord, work: Work, *, matched: bool) -> PacketVictim:
    """Of age or not by a date of birth alone; identity by the answer of the call alone."""
    adult = None
    if victim.birth_date is not None:
        today = work.now.astimezone(work.desk.zone).date()
        born = victim.birth_date
        adult = today.year - born.year - ((today.month, today.day) < (born.month, born.day)) >= _OF_AGE
    check = "Right person confirmed by a fact the victim supplied." if matched else ""
    return PacketVictim(victim.name.display, adult, check)


def reach_of(work: Work, victim: PersonRecord, phone: PhoneRecord | None) -> tuple[ReachLine, ...]:
    """The number that was called, when they may be reached, and what was agreed about messages."""
    if phone is None or not phone.e164:
        return ()
    agreed = work.uow.people.safe_contact(victim.id)
    number = display_text(phone.e164, work.desk.info.region) + (f" ext. {phone.extension}" if phone.extension else "")
    sentence = agreed.sentence or "Nothing was agreed about messages: leave none."
    return (ReachLine(f"{_KIND_OF_PHONE[phone.kind.value]} {number}", times_words(agreed.times), sentence),)


def times_words(times: SafeTimes) -> str:
    """ "Monday to Friday 17:00 to 20:00; Saturday 9:00 to 12:00", 24 hours, their own clock; "" for any time."""
    parts = []
    for hours, ones in groupby(enumerate(times.week), key=lambda pair: pair[1]):
        if hours is None:
            continue
        days = [_DAYS[day] for day, _ in ones]
        named = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
        parts.append(f"{named} {_clock(hours.opens)} to {_clock(hours.closes)}")
    return "; ".join(parts)


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02d}"

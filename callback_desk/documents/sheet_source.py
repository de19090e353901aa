"""Where a lead sheet comes from, in sentences: only what is known of the call; what nobody asked is not said."""

from __future__ import annotations

from callback_desk.documents.sheet_words import Wording, day_text, listed, moment_text, time_text
from callback_desk.domain.packet import CasePacket


def source_words(packet: CasePacket, wording: Wording) -> str:
    """The paragraph *Where this comes from*."""
    from_whom, signed = packet.attribution, packet.attribution.signed_off
    sentences = (
        _quoted(packet, wording),
        _call(packet, wording),
        _sentence(packet.victim.identity_check),
        wording.fill(
            "source.written",
            volunteer=from_whom.volunteer,
            script=from_whom.script_title,
            version=from_whom.script_version,
            questions=_questions(from_whom.questions, wording),
        ),
        _entered(packet, wording),
        wording.fill("source.signed", by=signed.by, at=moment_text(packet.local(signed.at)))
        if signed
        else wording["source.not_signed"],
        wording["source.nature"],
    )
    return " ".join(sentence for sentence in sentences if sentence.strip())


def _quoted(packet: CasePacket, wording: Wording) -> str:
    """Which words are the victim's own: an investigator must not quote a volunteer."""
    return wording["source.quoted" if packet.victim_words else "source.nothing_quoted"]


def _call(packet: CasePacket, wording: Wording) -> str:
    from_whom = packet.attribution
    start, end = packet.local(from_whom.call_started_at), packet.local(from_whom.call_ended_at)
    same_day = start.date() == end.date() and start.tzname() == end.tzname()
    interpreter = (
        wording.fill("source.interpreter", name=from_whom.interpreter) if from_whom.interpreter.strip() else ""
    )
    return wording.fill(
        "source.call",
        language=from_whom.language,
        interpreter=interpreter,
        start=f"{day_text(start.date())}, {start:%H:%M}" if same_day else moment_text(start),
        end=time_text(end) if same_day else moment_text(end),
    )


def _questions(numbers: tuple[str, ...], wording: Wording) -> str:
    if not numbers:
        return ""
    key = "source.question_one" if len(numbers) == 1 else "source.question_many"
    return wording.fill(key, numbers=listed(numbers))


def _entered(packet: CasePacket, wording: Wording) -> str:
    entered = packet.attribution.entered
    if entered is None:
        return ""
    return wording.fill("source.entered", by=entered.by, at=moment_text(packet.local(entered.at)))


def _sentence(words: str) -> str:
    """Begins large and ends with a mark, so that it can stand between sentences."""
    words = words.strip()
    if not words:
        return ""
    ended = words if words[-1] in ".!?" else words + "."
    return ended[0].upper() + ended[1:]

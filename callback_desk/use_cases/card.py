"""The card of a claimed callback: who, which kinds of number, what was agreed, and why now. No case content."""

from __future__ import annotations

from callback_desk.domain.call import CallCard, CardPhone
from callback_desk.domain.calling_hours import day_part
from callback_desk.domain.queue import Entry, Priority
from callback_desk.domain.rang import they_rang
from callback_desk.use_cases.desk import Work
from callback_desk.use_cases.judging import Decision, UsableNumber, decide, zones_of

_TRIES_SHOWN = 3
_RANG = "They called us. Who it is shows in the two checks: ask them first."


def card_of(work: Work, entry: Entry, decision: Decision | None = None) -> CallCard:
    """What this role may see before *Start call*. The numbers themselves are not in it.

    `decision` is what this transaction has just decided about this person; without one the rules are asked.
    """
    rang = they_rang(entry)
    decision = decision or decide(work, entry.id, hours_matter=False, sitting=True, entry=entry, any_number=rang)
    known = decision.known
    person = work.uow.people.person(known.victim_id)
    own = [call for call in work.uow.calls.interrupted_of(work.desk.session.staff.id) if call.callback_id == entry.id]
    return CallCard(
        callback_id=entry.id,
        fence=entry.fence,
        lease_until=entry.lease_until or work.now,
        name=person.name,
        phones=tuple(_card_phone(work, one, decision, rang=rang) for one in decision.numbers),
        language=person.language,
        safe_contact=known.contact,
        tries=known.tries[:_TRIES_SHOWN],
        why_now=_RANG if rang else _why_now(work, entry, decision.numbers, len(known.tries)),
        promised_at=entry.promised_at,
        case_count=known.cases,
        interrupted_call=own[0].id if own else None,
        they_rang=rang,
    )


def _card_phone(work: Work, one: UsableNumber, decision: Decision, *, rang: bool) -> CardPhone:
    closed = "" if one.window.open or rang else "Outside its calling hours"
    planned = decision.plan
    if not rang and not closed and planned is not None and planned.now and one.phone.id not in planned.numbers:
        closed = "Tried today"
    return CardPhone(
        id=one.phone.id,
        kind=one.phone.kind,
        note=one.phone.note,
        zone=zones_of(work, one.phone)[0],
        tries=one.tries,
        closed=closed,
    )


_PART_WORDS = {
    "morning": "in the morning",
    "afternoon": "in the afternoon",
    "evening": "in the evening",
    "weekend": "on a weekend",
}


def _why_now(work: Work, entry: Entry, numbers: tuple[UsableNumber, ...], tries: int) -> str:
    """Why this person, why now: one or two short sentences from what decided."""
    if entry.promised_at is not None and entry.priority is Priority.PROMISED:
        local = entry.promised_at.astimezone(work.desk.zone)
        return f"We promised to call at {local:%I:%M %p}.".replace(" 0", " ")
    if entry.promised_at is not None:
        local = entry.promised_at.astimezone(work.desk.zone)
        return f"They asked for a call about {local:%I:%M %p}.".replace(" 0", " ")
    if entry.urgent or work.uow.follow_ups.open_of(entry.id):
        asks = "An investigator has a question. It shows after both checks."
        return f"Urgent: {entry.urgent}" if entry.urgent else asks
    if not numbers:
        return "Asked for by a supervisor."
    zone = zones_of(work, numbers[0].phone)[0]
    part = _PART_WORDS[day_part(work.now, zone, work.desk.rules.hours).value]
    if tries == 0:
        return "Nobody has tried yet, and this number is in its calling hours."
    return f"Nobody has reached this person {part} yet, and this number is in its calling hours."

"""Who is handed to whom: what is around a caller, and the same in sentences for the explainer."""

from __future__ import annotations

from datetime import timedelta

from callback_desk.domain.calling_hours import window
from callback_desk.domain.handing import (
    ALONE,
    AT_THE_DESK,
    OWNER_FIRST,
    SPARED,
    Around,
)
from callback_desk.domain.ids import CallbackId, PlaceId, StaffId
from callback_desk.domain.languages import OWN, name_of
from callback_desk.domain.offenses import OffenseTable
from callback_desk.domain.queue import CallbackState, Entry
from callback_desk.use_cases.desk import Work


def around(work: Work, staff_id: StaffId) -> Around:
    """What keeps somebody from this caller at this moment, besides what is on the person's own row."""
    here = _others_here(work, staff_id)
    left, spared, asleep = _left_to_others(work, staff_id), _spared(work, staff_id), _asleep(work)
    return Around(here, left, spared, asleep) if here or left or spared or asleep else ALONE


def _asleep(work: Work) -> frozenset[PlaceId]:
    """Where it is no decent hour now: whoever is there is passed by, not asked about one after the other."""
    rules, desk = work.desk.rules, (work.desk.info.timezone,)
    places = work.uow.queue.places()
    every = {zones for numbers in places.values() for zones in numbers}
    awake = {one for one in every if window(one or desk, work.now, rules.hours, rules.closed_days).open}
    return frozenset(place for place, numbers in places.items() if awake.isdisjoint(numbers))


def _others_here(work: Work, staff_id: StaffId) -> frozenset[StaffId]:
    """Colleagues at the desk who agreed a time that has just come; nobody else matters."""
    owners = work.uow.queue.promised_by_others(staff_id, work.now - OWNER_FIRST, work.now)
    return owners & work.uow.queue.at_the_desk(work.now - AT_THE_DESK, work.now) if owners else frozenset()


def _left_to_others(work: Work, staff_id: StaffId) -> frozenset[str]:
    spoken = work.uow.staff.speakers()
    own = spoken.get(staff_id, frozenset())
    return frozenset().union(*spoken.values()) - own - {OWN}


def _spared(work: Work, staff_id: StaffId) -> frozenset[str]:
    """The hard offenses, for a while after a hard call: one in which a person spoke or was alarmed."""
    last = work.uow.queue.last_call_of(staff_id, work.now - SPARED)
    if last is None:
        return frozenset()
    hard = hard_words(work.desk.rules.offenses)
    spoke = bool(last.outcome) and work.desk.rules.outcomes.rule(last.outcome).answered
    return hard if last.alarmed or (spoke and last.offense in hard) else frozenset()


def hard_words(offenses: OffenseTable) -> frozenset[str]:
    """How the list shows offenses against a person, and robbery (NIBRS rule 459 groups them so)."""
    hard = {code for code, one in offenses.offenses.items() if one.has_relationship}
    spoken = {words for name, words in offenses.spoken.items() if hard & set(offenses.names.get(name, ()))}
    return frozenset({offenses.offenses[code].plain for code in hard} | spoken)


def handing_said(work: Work, callback_id: CallbackId, entry: Entry) -> tuple[str, ...]:
    """Whom this person is handed to first, and to whom not; nothing for somebody who is over."""
    if entry.state not in (CallbackState.WAITING, CallbackState.HELD):
        return ()
    traits = work.uow.queue.traits(callback_id)
    lines = [f"Urgent: {entry.urgent}"] if entry.urgent else []
    if entry.not_caller is not None:
        lines.append(f"Somebody other than {_name(work, entry.not_caller)} makes the next try")
    lines += [f"{_name(work, one)} knows this person and is not given the call" for one in _knows(work, callback_id)]
    if entry.promised_at is not None:
        lines.append(_promise_said(work, entry))
    elif traits.language not in ("", OWN):
        lines.append(_language_said(work, traits.language))
    if entry.promised_at is None and traits.offense in hard_words(work.desk.rules.offenses):
        lines.append(f"Hard to hear: not given to anyone within {_minutes(SPARED)} minutes of another such call")
    return tuple(lines)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds()) // 60


def _name(work: Work, staff_id: StaffId) -> str:
    return work.uow.staff.get(staff_id).name


def _knows(work: Work, callback_id: CallbackId) -> tuple[StaffId, ...]:
    return work.uow.queue.knows(callback_id)


def _promise_said(work: Work, entry: Entry) -> str:
    kind = "A firm time" if entry.firm else "About this time, as a wish"
    if entry.promise_owner is None:
        return kind
    owner = _name(work, entry.promise_owner)
    return f"{kind}: {owner} agreed it and is first if at the desk. After {_minutes(OWNER_FIRST)} minutes anyone calls"


def _language_said(work: Work, language: str) -> str:
    speaks = [one for one, spoken in work.uow.staff.speakers().items() if language in spoken]
    if not speaks:
        return f"Speaks {name_of(language)}, and nobody at this desk does: have an interpreter ready"
    names = ", ".join(sorted(_name(work, one) for one in speaks))
    return f"Speaks {name_of(language)}: offered first to {names}; after a week to anyone"

"""They called back: found by the number or the case number the person gives, never by browsing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from callback_desk.domain import rang
from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallCard, CallState
from callback_desk.domain.eligibility import Level
from callback_desk.domain.ids import CallbackId, VictimId
from callback_desk.domain.phone import PhoneNumber, read_number
from callback_desk.domain.queue import OPEN, OWNED, CallbackState, Entry
from callback_desk.use_cases.brought_back import into_review
from callback_desk.use_cases.card import card_of
from callback_desk.use_cases.desk import Work, gives
from callback_desk.use_cases.judging import may_ring

#: One sentence for everybody who cannot be talked to here, on the list or not: nothing is learned by trying.
NOBODY = (
    "You cannot take this call from here. Say: “May I have your first name, a number and a good time? "
    "Somebody calls you back.” Then press Take a message."
)
SEVERAL = "This fits more than one person. Ask for one thing more, and type it below."
STILL_SEVERAL = "This still fits more than one person. Ask for something else, or take a message."
_IN_HAND = "{who} has this person open at this moment. Put the caller through, or ask them to hold on."
_ONCE_MORE = "Press Find once more."
_MOST_ASKED = 2


@dataclass(frozen=True, slots=True)
class RangBack:
    """The card of who rang, claimed; or what to do in a sentence. `ask_more`: one thing more may tell who it is."""

    card: CallCard | None = None
    sentence: str = ""
    ask_more: bool = False


@gives(
    Act.RANG_BACK,
    again=lambda work, made: (
        RangBack(card_of(work, work.uow.queue.get(CallbackId(made)))) if made else RangBack(sentence=_ONCE_MORE)
    ),
    made=lambda found: found.card.callback_id if found.card else 0,
)
def rang_back(work: Work, given: str, also: str = "") -> RangBack:
    """Claim the one callback that exactly this belongs to, and show its card.

    `given` is a case number or a telephone number in any writing; `also` one thing more where several people share
    it: the other of the two, or the whole name, said by the caller. The same rules decide as for a call we make;
    calling hours and tries do not, since the person chose the hour. An interrupted call is not gone on with, because
    the checks come anew: what it brought goes to *Review*. Every look is on record.
    """
    people = one_each(work, whom_it_names(work, given))
    if also.strip() and len(people) > 1:
        people = _narrowed(work, people, also)
    found = work_on(work, people)
    work.record(
        Event.RANG_BACK,
        kind="callback" if found.card else "queue",
        id=found.card.callback_id if found.card else "",
        found=len(people),
        asked=_MOST_ASKED if also.strip() else 1,
    )
    if found.ask_more and also.strip():
        return RangBack(sentence=STILL_SEVERAL, ask_more=True)
    return found


def work_on(work: Work, people: dict[VictimId, CallbackId]) -> RangBack:
    """Claim the only one of these, if the rules let anybody talk with them."""
    if len(people) != 1:
        return RangBack(sentence=SEVERAL if people else NOBODY, ask_more=bool(people))
    callback_id = next(iter(people.values()))
    entry = work.uow.queue.get(callback_id)
    me, times = work.desk.session.staff, work.desk.rules.limits.claim
    if entry.state in OWNED and entry.is_expired(work.now, times):
        entry = rang.left_lying(entry, work.now, times)
        work.uow.queue.put(entry)
    if entry.state in OWNED and entry.claimed_by is not None:
        who = "Your own window" if entry.claimed_by == me.id else work.uow.staff.get(entry.claimed_by).name
        return RangBack(sentence=_IN_HAND.format(who=who))
    if entry.state not in rang.MAY_RING or may_ring(work, callback_id).verdict.level is not Level.CALLABLE:
        return RangBack(sentence=NOBODY)
    if entry.state is CallbackState.INTERRUPTED and _wanted_no_calls(work, entry):
        return RangBack(sentence=NOBODY)
    taken = rang.taken(entry, me.id, work.now, times)
    work.uow.queue.put(taken, fence=entry.fence)
    work.record(Event.QUEUE_CLAIM, kind="callback", id=callback_id, fence=taken.fence)
    return RangBack(card_of(work, taken))


def _wanted_no_calls(work: Work, entry: Entry) -> bool:
    """What the interrupted calls brought is read by a supervisor; True when a wish not to be called is among it."""
    cut = work.uow.calls.interrupted_of(entry.claimed_by) if entry.claimed_by else ()
    wish = False
    for call in (one for one in cut if one.callback_id == entry.id):
        if call.state is CallState.RETURNED:
            work.uow.calls.put_state(call.id, CallState.REVIEW, work.now)
            continue
        result = into_review(work, call)
        if result is None:
            work.uow.calls.put_state(call.id, CallState.ENDED, work.now)
        wish = wish or (result is not None and result.wants_no_calls)
    return wish


def whom_it_names(work: Work, given: str) -> frozenset[CallbackId]:
    """The callbacks of exactly this case number, else of exactly this telephone number."""
    cases = work.uow.people.by_case_number(given.strip())
    if cases:
        return frozenset(cases)
    number = read_number(given, work.desk.info.region, work.desk.info.area_code)
    return frozenset(work.uow.people.by_number(number.e164)) if isinstance(number, PhoneNumber) else frozenset()


def one_each(work: Work, found: Iterable[CallbackId]) -> dict[VictimId, CallbackId]:
    """One callback for each person: the open one, else the newest."""
    people: dict[VictimId, CallbackId] = {}
    for one in sorted(found):
        victim_id = work.uow.queue.victim_of(one)
        before = people.get(victim_id)
        if before is None or work.uow.queue.get(before).state not in OPEN:
            people[victim_id] = one
    return people


def _narrowed(work: Work, people: dict[VictimId, CallbackId], also: str) -> dict[VictimId, CallbackId]:
    """Those who fit the other thing, too: nobody when it fits none of them."""
    named = one_each(work, whom_it_names(work, also))
    if named:
        return {victim_id: callback for victim_id, callback in people.items() if victim_id in named}
    wanted = _plain(also)
    return {
        victim_id: callback
        for victim_id, callback in people.items()
        if _plain(work.uow.people.person(victim_id).name.display) == wanted
    }


def _plain(name: str) -> str:
    return " ".join(name.replace(",", " ").casefold().split())

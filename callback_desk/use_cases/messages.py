"""A message is taken: somebody rang or left a slip, and no call of ours goes with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.concerns import ConcernKind, NewConcern
from callback_desk.domain.eligibility import Level
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallbackId, MessageId
from callback_desk.domain.messages import NEEDS_WORDS, TYPED_WITHIN, Message, MessageKind, NewMessage
from callback_desk.domain.phone import PhoneNumber, read_number
from callback_desk.domain.queue import CallbackState, Entry, Move, Priority
from callback_desk.domain.schedule import plan
from callback_desk.use_cases.desk import Work, asks, does, gives
from callback_desk.use_cases.judging import may_ring
from callback_desk.use_cases.rang_back import one_each, whom_it_names

KEPT = "Kept. Your supervisor reads it."
_CHANGED = Changes.QUEUE | Changes.CONCERNS
_ASKED = "asked to be called"
_SETTLED_WORDS = 2


@dataclass(frozen=True, slots=True)
class Logged:
    """What became of it, in a sentence. `waits`: a supervisor reads it."""

    changes: Changes
    message_id: MessageId
    sentence: str
    waits: bool


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """One that waits, as a supervisor reads it. `name` is the one person it names, "" when it names no one."""

    message: Message
    name: str


@gives(
    Act.LOG_MESSAGE,
    again=lambda _work, made: Logged(Changes.NOTHING, MessageId(made), "This message is kept already.", waits=False),
    made=lambda logged: logged.message_id,
)
def log_message(work: Work, said: NewMessage) -> Logged:
    """Keep a message and do what follows from it: a wish not to be called holds at once, who wants a call comes first
    or at their time, a complaint of somebody on the list is a complaint. Everything else waits for a supervisor.

    The words are the same whoever it is, where nothing could be done. Raises DeskFault for what cannot be right.
    """
    said = _tidy(said)
    e164 = _number(work, said)
    _refuse_odd(work, said, e164)
    callback_id = _whom(work, said)
    message_id = work.uow.messages.add(said, e164=e164, callback_id=callback_id, by=work.by, at=work.now)
    work.record(
        Event.MESSAGE_LOG,
        kind="message",
        id=message_id,
        told=said.kind.value,
        slip="yes" if said.slip else "no",
        callback=callback_id or 0,
    )
    how = _follow(work, said, e164, callback_id, message_id)
    if not how:
        return Logged(_CHANGED, message_id, KEPT, waits=True)
    work.uow.messages.settle(message_id, how, by=work.by, at=work.now)
    return Logged(_CHANGED, message_id, how, waits=False)


@asks(Act.SETTLE_MESSAGE)
def open_messages(work: Work) -> tuple[ReadMessage, ...]:
    """Those that wait for a supervisor, the oldest first."""
    found = []
    for one in work.uow.messages.open():
        name = ""
        if one.callback_id is not None:
            name = work.uow.people.person(work.uow.queue.victim_of(one.callback_id)).name.display
        found.append(ReadMessage(one, name))
    return tuple(found)


@does(Act.SETTLE_MESSAGE)
def settle_message(work: Work, message_id: MessageId, how: str) -> Done:
    """A supervisor says what became of it: to whom it was handed, or what was done. Raises DeskFault, NotFound."""
    words = " ".join(how.split())
    if len(words.split()) < _SETTLED_WORDS:
        raise DeskFault("Say in a few words what became of it, for example: handed to Det. Serrano.")
    if work.uow.messages.get(message_id).settled_at is not None:
        raise DeskFault("Somebody has settled this message already.")
    work.uow.messages.settle(message_id, words, by=work.by, at=work.now)
    work.record(Event.MESSAGE_SETTLE, kind="message", id=message_id)
    return Done(_CHANGED, message_id)


def _tidy(said: NewMessage) -> NewMessage:
    return replace(
        said,
        caller=" ".join(said.caller.split()),
        number=said.number.strip(),
        case_number=said.case_number.strip(),
        text=said.text.strip(),
    )


def _number(work: Work, said: NewMessage) -> str:
    if not said.number:
        return ""
    number = read_number(said.number, work.desk.info.region, work.desk.info.area_code)
    if not isinstance(number, PhoneNumber):
        raise DeskFault("This is no telephone number that can be called. Ask for it once more.", code="number")
    return number.e164


def _refuse_odd(work: Work, said: NewMessage, e164: str) -> None:
    if said.kind in NEEDS_WORDS and not said.text:
        raise DeskFault("Write down what they said, in their words.", code="text")
    if said.kind not in NEEDS_WORDS and not e164 and not said.case_number:
        raise DeskFault("Without a number or a case number nobody can tell who it was.", code="number")
    if said.came_at > work.now:
        raise DeskFault("The slip cannot be from later than now. Look at day and time.", code="came_at")
    if said.came_at < work.now - TYPED_WITHIN:
        raise DeskFault("The slip is more than 30 days old. Give it to the supervisor.", code="came_at")
    if said.wish_at is not None and said.wish_at <= work.now:
        raise DeskFault("The time they asked for has gone by. Leave it empty, and they come first.", code="wish_at")


def _whom(work: Work, said: NewMessage) -> CallbackId | None:
    """The one person that number and case number name together; None for nobody, and for several."""
    sets = [
        one_each(work, found)
        for given in (said.number, said.case_number)
        if given and (found := whom_it_names(work, given))
    ]
    if not sets:
        return None
    both = {victim: callback for victim, callback in sets[0].items() if all(victim in one for one in sets)}
    return next(iter(both.values())) if len(both) == 1 else None


def _follow(work: Work, said: NewMessage, e164: str, callback_id: CallbackId | None, message_id: MessageId) -> str:
    """Do what the message asks for, and say it; "" where a supervisor decides."""
    if said.kind is MessageKind.NO_CALLS:
        return _no_calls(work, e164, callback_id)
    if callback_id is None:
        return ""
    if said.kind is MessageKind.COMPLAINT:
        concern = NewConcern(ConcernKind.COMPLAINT, text=said.text)
        concern_id = work.uow.concerns.add(callback_id, None, work.by, work.now, concern)
        work.record(Event.CONCERN_RAISE, kind="concern", id=concern_id, concern=concern.kind.value, message=message_id)
        return "Noted as a complaint. A supervisor passes it on."
    if said.kind is MessageKind.CALL_BACK:
        return _call_back(work, callback_id, said.wish_at, firm=said.wish_firm)
    return ""


def _no_calls(work: Work, e164: str, callback_id: CallbackId | None) -> str:
    people = work.uow.people
    touched: tuple[CallbackId, ...] = ()
    if callback_id is not None:
        victim_id = work.uow.queue.victim_of(callback_id)
        touched = people.set_do_not_contact(victim_id, reason="message", by=work.by, at=work.now)
    if e164:
        touched += people.set_number_do_not_contact(e164, reason="message", by=work.by, at=work.now)
    if callback_id is None and not e164:
        return ""
    for one in dict.fromkeys(touched):
        entry = work.uow.queue.get(one)
        if entry.may(Move.EXCLUDE) and entry.claimed_by is None:
            work.uow.queue.put(entry.excluded("do_not_contact"))
            work.uow.queue.set_reason(one, reason="do_not_contact", rule="do_not_contact", rule_version="")
    work.record(Event.DO_NOT_CONTACT_SET, kind="callback", id=callback_id or "", count=len(touched))
    return "From here on nobody calls. It holds for later reports, too."


def _call_back(work: Work, callback_id: CallbackId, wish_at: datetime | None, *, firm: bool) -> str:
    """First on the list, or at their time; only somebody who waits, and whom the rules let us call."""
    entry = work.uow.queue.get(callback_id)
    decision = may_ring(work, callback_id)
    if entry.state is not CallbackState.WAITING or decision.verdict.level is not Level.CALLABLE:
        return ""
    if wish_at is None:
        work.uow.queue.put(replace(entry.pressing(_ASKED), ready_at=work.now))
        return "They come first on the list, in the hours we call at."
    if not plan(decision.history, wish_at, promised_at=wish_at).now:
        return ""  # nobody calls at that hour: a supervisor's task
    work.uow.queue.put(_agreed(entry, wish_at, firm=firm))
    work.record(Event.APPOINTMENT_SET, kind="callback", id=callback_id)
    local = wish_at.astimezone(work.desk.zone)
    clock = f"{local:%I:%M %p}".removeprefix("0")
    return f"On the list for {local:%A}, {local:%B} {local.day}, {'at' if firm else 'about'} {clock}."


def _agreed(entry: Entry, at: datetime, *, firm: bool) -> Entry:
    """At this time, or about then, as it was written down. Nobody here agreed it: whoever sits down calls."""
    wished = Priority.URGENT if entry.urgent else Priority.ABOUT
    priority = Priority.PROMISED if firm else wished
    return replace(entry, ready_at=at, promised_at=at, promise_owner=None, firm=firm, priority=priority)

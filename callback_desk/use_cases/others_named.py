"""Whom a message names besides the person it is about: others of the same report, whom the investigator may need, and
numbers of people of other reports, which are nobody's business.

Nobody may change the words of a message: a supervisor reads who is named and where, and lets it stand or hands on
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from callback_desk.domain.access import Act
from callback_desk.domain.denied import Denied, Why, hits_in, numbers_in
from callback_desk.domain.ids import CallbackId, MessageId, VictimId
from callback_desk.domain.messages import Message
from callback_desk.domain.phone import PhoneNumber, display_text, read_number
from callback_desk.use_cases.denied_tokens import naming, others_of
from callback_desk.use_cases.desk import Work, asks
from callback_desk.use_cases.rang_back import whom_it_names


@dataclass(frozen=True, slots=True)
class OtherNamed:
    """Somebody else of the report: their name or number as it is on record (`words`), and the line that has it, as it
    was written and counted from 1."""

    words: str
    why: Why
    line: str
    place: int


@asks(Act.SETTLE_MESSAGE)
def who_else_is_named(work: Work, message_id: MessageId) -> tuple[OtherNamed, ...]:
    """Each name and number once, in the order of the report. Raises NotFound."""
    return others_in(work, work.uow.messages.get(message_id))


def named_callbacks(work: Work, message: Message) -> frozenset[CallbackId]:
    """Whose callbacks the message is about: the one person it names, and all that its numbers name."""
    named = frozenset(() if message.callback_id is None else (message.callback_id,))
    for given in (message.case_number, message.number):
        named |= whom_it_names(work, given) if given else frozenset()
    return named


def others_in(work: Work, message: Message) -> tuple[OtherNamed, ...]:
    """Others of the same report in what was written down, not in what the caller gave as their own."""
    found = []
    for one in dict.fromkeys(_denied(work, message)):
        if not _stands_in(message.text, one):
            continue
        lines = [
            (place, line) for place, line in enumerate(message.text.splitlines(), start=1) if _stands_in(line, one)
        ]
        place, line = lines[0] if lines else (1, message.text)  # a name that goes over two lines
        words = display_text(one.token, work.desk.info.region) if one.why is Why.NUMBER else one.token
        found.append(OtherNamed(words, one.why, " ".join(line.split()), place))
    return tuple(found)


def names_elsewhere(work: Work, message: Message) -> bool:
    """Whether what was written down holds the number of somebody who is on another report, and not on this one."""
    own, others = _people(work, message)
    here = {*others, *(() if own is None else (own,))}
    for written in numbers_in(message.text):
        number = read_number(written, work.desk.info.region, work.desk.info.area_code)
        if isinstance(number, PhoneNumber) and number.e164 != message.number:
            whose = {work.uow.queue.victim_of(one) for one in work.uow.people.by_number(number.e164)}
            if whose and not whose & here:
                return True
    return False


def _stands_in(text: str, one: Denied) -> bool:
    return bool(hits_in((("", text, True),), (one,)))


def _people(work: Work, message: Message) -> tuple[VictimId | None, tuple[VictimId, ...]]:
    """The one person the message is about, None when that is not known; and everybody else of the report."""
    named = dict.fromkeys(work.uow.queue.victim_of(one) for one in sorted(named_callbacks(work, message)))
    own = next(iter(named)) if len(named) == 1 else None
    if message.callback_id is not None:
        own = work.uow.queue.victim_of(message.callback_id)
    return (None, tuple(named)) if own is None else (own, others_of(work, own))


def _denied(work: Work, message: Message) -> Iterator[Denied]:
    own, others = _people(work, message)
    name, numbers = message.caller, {message.number}
    if own is not None:
        name = work.uow.people.person(own).name.display
        numbers |= {phone.e164 for phone in work.uow.people.phones(own)}
    for other in others:
        yield from naming(work, other, name, numbers)

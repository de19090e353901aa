"""A message that carries news goes on as new information, in one act: a page for whoever works on the case.

It is no lead sheet: nobody asked the two checks, nobody read anything back. The page says so first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes
from callback_desk.domain.denied import Why, hits_in
from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.exports import ExportKind, Purpose
from callback_desk.domain.ids import MessageId, OperationId
from callback_desk.domain.messages import HAS_NEWS, Message
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.domain.people import Recipient, news_recipients
from callback_desk.domain.phone import display_text
from callback_desk.use_cases.denied_tokens import KEEP_OR_CHANGE, private_of_reports
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared
from callback_desk.use_cases.on_paper import OnPaper, pressed
from callback_desk.use_cases.others_named import named_callbacks, names_elsewhere, others_in
from callback_desk.use_cases.ports_world import Printed, Volume

_SETTLED: Final = "Somebody has settled this message already."
_UNCHECKED: Final = "Nobody checked who this is."
_WRITTEN: Final = "What was written down"
_NAMES_OTHERS: Final = (
    f"The page was not made yet. {_WRITTEN} names somebody else of the same report. Read it in the message: keep it if "
    "the investigator needs it, or go back. Nothing was written."
)
_KEPT: Final = " Others of the report whom it names were kept, because the investigator needs them."
_ASK: Final = "Somebody left word. Ask who they are before you say anything, and ask again what they know."


@dataclass(frozen=True, slots=True)
class HandedOn:
    """The page that was written, and what the desk says of the message now."""

    printed: Printed
    how: str
    changes: Changes


@asks(Act.SETTLE_MESSAGE)
def who_gets_news(work: Work) -> tuple[Recipient, ...]:
    """Investigators and in-trays by name; never where complaints go."""
    return news_recipients(work.uow.recipients.all())


def hand_on(
    desk: Desk,
    op: OperationId,
    /,
    *,
    message_id: MessageId,
    to: str,
    target: Path,
    password: str | None = None,
    kept: bool = False,
) -> HandedOn:
    """Write the page for this recipient, then settle the message with whom it went to.

    Slow work stands between two short units of work; a page that could not be written settles nothing. Raises
    NotFound, and DeskFault for a message without news, one that is settled, or a recipient that gets none, and with the
    code "denied" for words that hold what stands on no page that lies about; with KEEP_OR_CHANGE for words that name
    others of the report (`who_else_is_named`), until a supervisor has read that and it is `kept`, which goes on record.
    On a drive that can be carried away it is sealed with `password`, else with the one kept for the recipient.
    """
    role = check(desk, Act.SETTLE_MESSAGE)
    with desk.storage.read(desk.session) as uow:
        work = Work(uow, desk.clock.now(), desk, role)
        if uow.operations.made(op) is not None:
            raise DeskFault(_SETTLED)
        recipient = _recipient(work, to)
        message = _open_message(work, message_id)
        _refuse_private(work, message, recipient)
        names_others = bool(others_in(work, message))
        if names_others and not kept:
            raise DeskFault(_NAMES_OTHERS, code=KEEP_OR_CHANGE)
        page = _page(work, message, recipient, names_others=names_others)
        if password is None and desk.press.volume(target.parent) is Volume.REMOVABLE:
            password = uow.recipients.password_of(recipient.id) or None  # theirs, if one is kept
    numbers = (message.case_number,) if message.case_number else ()
    of = ("message", message_id)
    what = OnPaper(ExportKind.NEWS_PAGE, of, Purpose.INVESTIGATION, recipient, numbers, records=1, kept=names_others)
    printed = pressed(desk, Act.SETTLE_MESSAGE, page, target, what, password)
    where = f"{recipient.name}, {recipient.unit}" if recipient.unit else recipient.name
    how = f"Handed on as new information to {where}.{_KEPT * names_others}"
    with desk.storage.write(desk.session) as uow:
        work = Work(uow, desk.clock.now(), desk, role)
        _open_message(work, message_id)
        uow.messages.settle(message_id, how, by=work.by, at=work.now)
        work.record(
            Event.MESSAGE_SETTLE,
            kind="message",
            id=message_id,
            recipient=recipient.id,
            sha256=printed.sha256,
            kept=int(names_others),
        )
        uow.operations.record(op, Act.SETTLE_MESSAGE.value, message_id, work.now)
        uow.commit()
    return HandedOn(printed, how, Changes.QUEUE | Changes.CONCERNS)


declared(hand_on, Act.SETTLE_MESSAGE, writes=True)


def _recipient(work: Work, to: str) -> Recipient:
    found = work.uow.recipients.by_name(to)
    if found is None:
        raise NotFound(f"There is no recipient named {to}. Add the recipient under Settings first.")
    if found.complaints:
        raise DeskFault(f"{to} receives complaints, and nothing else. Choose another recipient.")
    return found


def _open_message(work: Work, message_id: MessageId) -> Message:
    message = work.uow.messages.get(message_id)
    if message.settled_at is not None:
        raise DeskFault(_SETTLED)
    if message.kind not in HAS_NEWS or not message.text:
        raise DeskFault("There is nothing new in this message to hand on.")
    return message


def _refuse_private(work: Work, message: Message, recipient: Recipient) -> None:
    """Nobody may change the words of a message, so what they hold is told in person instead."""
    typed = ((_WRITTEN, message.text, True), ("The name they gave", message.caller, True))
    found = hits_in(typed, private_of_reports(work, sorted(named_callbacks(work, message))))
    holds = [f"{hit.field} holds {hit.why.value}" for hit in found]
    if names_elsewhere(work, message):
        holds.append(f"{_WRITTEN} holds {Why.ELSEWHERE.value}")
    if holds:
        what = "; ".join(dict.fromkeys(holds))
        raise DeskFault(
            f"The page was not made. {what}. Paper lies about: tell {recipient.name} in person, and say here in a few "
            "words that you did. Nothing was written.",
            code="denied",
        )


def _page(work: Work, message: Message, recipient: Recipient, *, names_others: bool) -> PaperDocument:
    title = "New information, left as a message"
    on = work.now.astimezone(work.desk.zone)
    number = f"Message {message.id}. {work.uow.audit.anchor()}."
    return PaperDocument(
        title=title,
        head=work.uow.desk.info().agency,
        under=f"For {', '.join(part for part in (recipient.name, recipient.unit) if part)}",
        foot=f"Callback Desk, {on:%B} {on.day}, {on.year}. {number} No lead sheet: not from a call of ours.",
        parts=(PaperPart(PaperKind.TITLE, title), *_parts(work, message, recipient, names_others)),
    )


def _parts(work: Work, message: Message, recipient: Recipient, names_others: bool) -> Iterator[PaperPart]:
    yield PaperPart(PaperKind.BOXED, _UNCHECKED, _ASK)
    yield PaperPart(PaperKind.HEADING, "What was written down")
    for paragraph in message.text.splitlines():  # no quotation marks: nobody read it back as exact words
        if paragraph.strip():
            yield PaperPart(PaperKind.TEXT, paragraph.strip())
    yield PaperPart(PaperKind.HEADING, "Who said it")
    number = display_text(message.number, work.desk.info.region) if message.number else ""
    for words, given in (("Name", message.caller), ("Number", number), ("Case number", message.case_number)):
        yield PaperPart(PaperKind.TEXT, f"{words} they gave: {given or 'none'}.")
    if message.callback_id is not None:
        victim = work.uow.queue.victim_of(message.callback_id)
        cases = ", ".join(case.number for case in work.uow.people.cases(victim))
        name = work.uow.people.person(victim).name.display
        yield PaperPart(PaperKind.TEXT, f"On the callback list this is {name}, case {cases or 'not known here'}.")
    yield PaperPart(PaperKind.HEADING, "How it came here")
    yield PaperPart(PaperKind.TEXT, _came(work, message))
    stays = f" It names others of the report; {work.by} read that, and it stays because the investigator needs it."
    read = f"Read and handed on to {recipient.name} by {work.by}, {_when(work, work.now)}."
    yield PaperPart(PaperKind.TEXT, f"{read}{stays * names_others}")


def _came(work: Work, message: Message) -> str:
    if message.slip:
        came, typed = _when(work, message.came_at), _when(work, message.at)
        return f"On a slip of the front desk or dispatch, {came}. Typed in by {message.by}, {typed}."
    return f"Told to {message.by} on the telephone or at the desk, {_when(work, message.came_at)}."


def _when(work: Work, at: datetime) -> str:
    local = at.astimezone(work.desk.zone)
    return f"{local:%B} {local.day}, {local.year}, {local:%H:%M} {local:%Z}"

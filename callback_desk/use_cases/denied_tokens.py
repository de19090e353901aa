"""What may not stand on this sheet, asked from the desk, and the refusal that names the field."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from callback_desk.call_script.form import Question, plain
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.state import DraftState
from callback_desk.domain.denied import Denied, Hit, Why, hits, stands_in
from callback_desk.domain.errors import DeskBug, DeskFault
from callback_desk.domain.exports import SheetCase
from callback_desk.domain.ids import CallbackId, CallId, VictimId
from callback_desk.domain.incident import Sign
from callback_desk.domain.matching import Relation
from callback_desk.domain.packet import CasePacket
from callback_desk.domain.records import PersonRecord
from callback_desk.domain.tip import Tip, TipKind
from callback_desk.use_cases.desk import Work

KEEP_OR_CHANGE = "denied.typed"  # the code of a refusal that a supervisor may lift
_MOST_PEOPLE = 200
_PRIVATE = frozenset({Why.BIRTH_DATE, Why.EMAIL})
_NOT_SAID = frozenset({"dont_know", "prefer_not", "not_yet"})  # choices that say nothing about the service
_TELLING = 9  # letters of one word that is a rating and hardly anything else: "satisfied", "excellent"
_SHORTEST_ANSWER = 3  # words; a shorter one is found in many an innocent line
_NAMES_SUSPECTS = frozenset({TipKind.SUSPECT_NAMED, TipKind.SUSPECT_LOCATION, TipKind.ONLINE_ACCOUNT, TipKind.THREAT})
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_NAME = re.compile(r"[^\W\d_]\w+(?:['\u2019-]\w+)* [^\W\d_]\w+")


def refuse_denied(work: Work, packet: CasePacket, about: SheetCase | None, *, kept: bool = False) -> None:
    """Raises DeskFault with a sentence that names the field when the packet holds what must not leave with it.

    kept: a supervisor has read the lines and lets them stand. What stands outside of typed words is never let through.
    """
    found = hits(packet, denied_of(work, about) if about is not None else ())
    refused = [hit for hit in found if not (kept and hit.free)]
    if refused:
        raise DeskFault(_sentence(refused), code=KEEP_OR_CHANGE if all(hit.free for hit in refused) else "denied")


def _sentence(found: list[Hit]) -> str:
    what = "; ".join(dict.fromkeys(f"{hit.field} holds {hit.why.value}" for hit in found))
    todo = (
        "Read it under Review. If the line must say this, confirm that it may stay and make the sheet again."
        if all(hit.free for hit in found)
        else "Have the report put right first."
    )
    return f"The lead sheet was not made. {what}. {todo} Nothing was written."


def denied_of(work: Work, about: SheetCase) -> tuple[Denied, ...]:
    """Every token that may not be on a sheet about this case, from these calls."""
    victim_id = work.uow.queue.victim_of(work.uow.calls.get(about.calls[0]).callback_id)
    found: dict[Denied, None] = {}
    for one in _people(work, victim_id):
        found[one] = None
    for call_id in about.calls:
        for one in _address(work, work.uow.calls.get(call_id).callback_id):
            found[one] = None
        tips = work.uow.calls.tips(call_id)
        for one in (*_call(work, call_id, tips), *_other_cases(tips, about)):
            found[one] = None
    for one in _suspects(work, about):
        found[one] = None
    return tuple(found)


def private_of(work: Work, callbacks: Iterable[CallbackId]) -> tuple[Denied, ...]:
    """What of these people stands on no page that lies about: birth date, e-mail address, an address that is kept
    confidential."""
    found: dict[Denied, None] = {}
    for callback_id in callbacks:
        person = work.uow.people.person(work.uow.queue.victim_of(callback_id))
        for one in (*_private(person), *_address(work, callback_id)):
            found[one] = None
    return tuple(found)


def private_of_reports(work: Work, callbacks: Iterable[CallbackId]) -> tuple[Denied, ...]:
    """The same, and birth dates and e-mail addresses of everybody else of their reports."""
    callbacks = tuple(callbacks)
    found = dict.fromkeys(private_of(work, callbacks))
    for victim_id in dict.fromkeys(work.uow.queue.victim_of(one) for one in callbacks):
        found.update(dict.fromkeys(one for one in _people(work, victim_id) if one.why in _PRIVATE))
    return tuple(found)


def _address(work: Work, callback_id: CallbackId) -> Iterator[Denied]:
    """Where they live, when one of their reports says that it is kept confidential."""
    person = work.uow.people.person(work.uow.queue.victim_of(callback_id))
    signs = {sign for facts in work.uow.people.facts(callback_id) for sign in facts.signs}
    if Sign.ADDRESS_CONFIDENTIAL in signs and person.street:
        yield Denied(person.street, Why.ADDRESS)


def _people(work: Work, victim_id: VictimId) -> Iterator[Denied]:
    """Other people of the same report; the victim's own birth date and e-mail address."""
    own = work.uow.people.person(victim_id)
    own_numbers = {phone.e164 for phone in work.uow.people.phones(victim_id)}
    yield from _private(own)
    for other_id in others_of(work, victim_id):
        yield from _private(work.uow.people.person(other_id))
        yield from naming(work, other_id, own.name.display, own_numbers)


def naming(work: Work, other_id: VictimId, own_name: str, own_numbers: Collection[str]) -> Iterator[Denied]:
    """What names this person beside somebody else, who has a name and numbers (E.164) of their own."""
    name = work.uow.people.person(other_id).name.display
    if name.casefold() != own_name.casefold() and len(name) > 3:
        yield Denied(name, Why.PERSON)
    for phone in work.uow.people.phones(other_id):
        if phone.e164 and phone.e164 not in own_numbers:
            yield Denied(phone.e164, Why.NUMBER)


def others_of(work: Work, victim_id: VictimId) -> tuple[VictimId, ...]:
    """Everybody else on the reports of this person."""
    found = work.uow.likenesses.relations(victim_id, limit=_MOST_PEOPLE)
    return tuple(other for other, relation in found if relation is Relation.SAME_CASE)


def _private(person: PersonRecord) -> Iterator[Denied]:
    if person.email:
        yield Denied(person.email, Why.EMAIL)
    if person.birth_date is not None:
        for written in _writings(person.birth_date):
            yield Denied(written, Why.BIRTH_DATE)


def _writings(day: date) -> tuple[str, ...]:
    american = f"{day.month}/{day.day}/{day.year}"
    return (
        day.isoformat(),
        american,
        f"{day:%m/%d/%Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%B} {day.year}",
    )


def _call(work: Work, call_id: CallId, tips: tuple[Tip, ...]) -> Iterator[Denied]:
    """Ratings in words, the questions they answer, and answers that are no line of news, also those that a later
    answer took away."""
    call = work.uow.calls.get(call_id)
    result = work.uow.calls.result(call_id)
    form = form_from_xform(work.uow.scripts.get(call.script).xform)
    for question in form.questions:
        if question.rating:
            yield from _rating(question, {one.item: one.value for one in result.ratings})
    said = {tip.said.text.strip() for tip in tips} | {tip.said.exact_words.strip() for tip in tips}
    said |= {tip.said.source_who.strip() for tip in tips}
    for value in (*(answer.value for answer in result.answers), *_typed(work, call_id), result.note):
        if len(value.split()) >= _SHORTEST_ANSWER and value.strip() not in said:
            yield Denied(value, Why.ANSWER)


def _typed(work: Work, call_id: CallId) -> tuple[str, ...]:
    draft = work.uow.calls.draft(call_id)
    if draft is None:
        return ()
    try:
        return tuple(DraftState.from_json(draft.state).answers.values())
    except DeskBug:  # kept by a program that wrote drafts another way
        return ()


def _rating(question: Question, values: dict[str, str]) -> Iterator[Denied]:
    for words in map(plain, (*question.labels.values(), *question.hints.values())):
        if len(words.split()) > _SHORTEST_ANSWER:
            yield Denied(words, Why.QUESTION)
    value = values.get(question.rating.rpartition("/")[2])
    if value is None or value in _NOT_SAID:
        return
    for choice in question.choices:
        if choice.name == value:
            for label in map(plain, choice.labels.values()):
                if len(label.split()) > 1 or len(label) >= _TELLING:
                    yield Denied(label, Why.RATING)


def _suspects(work: Work, about: SheetCase) -> Iterator[Denied]:
    """Whom the report gives for its suspect, unless the victim named them too: the sheet tells what the victim says,
    and hands nothing of the report back as if the victim had said it (research: domain.md, section 7)."""
    named = [
        tip.said.text
        for call_id in about.calls
        for tip in work.uow.calls.tips(call_id)
        if tip.said.kind in _NAMES_SUSPECTS and tip.case_id == about.case_id
    ]
    for name in work.uow.likenesses.suspects_of(about.case_id):
        if not any(stands_in(name, text) for text in named):
            yield Denied(name, Why.SUSPECT)


def _other_cases(tips: tuple[Tip, ...], about: SheetCase) -> Iterator[Denied]:
    """Lines of the same call that belong to another case, and the suspects they name."""
    for tip in tips:
        if tip.case_id == about.case_id:
            continue
        if len(tip.said.text.split()) >= _SHORTEST_ANSWER:
            yield Denied(tip.said.text, Why.OTHER_CASE)
        if tip.said.kind is TipKind.SUSPECT_NAMED:
            for name in _NAME.findall(tip.said.text):
                if all(word[0].isupper() for word in name.split()):
                    yield Denied(name, Why.OTHER_CASE)

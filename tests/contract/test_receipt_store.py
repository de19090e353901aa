"""Answers to lead sheets: found by number, added and never changed; of one line the newest counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from callback_desk.domain.call import CallResult
from callback_desk.domain.errors import NotFound
from callback_desk.domain.exports import ExportKind, Means, NewExport, Purpose, SheetCase
from callback_desk.domain.ids import ExportId, FollowUpId, OperationId, TipId
from callback_desk.domain.receipts import Answer, Receipt, Way
from callback_desk.domain.tip import NewTip
from callback_desk.storage.store import SqlStorage
from callback_desk.storage.tables_receipts import follow_ups, receipts
from callback_desk.storage.unit_of_work import SqlUnitOfWork
from tests.storage.at_hand import MONDAY, People, new_batch, new_script, new_staff

DAY = date(2026, 11, 18)
SHEET = "LS-2026-0001"
SENT = NewExport(
    ExportKind.LEAD_SHEET, SHEET, "Dana", MONDAY, Means.PRINT, Purpose.INVESTIGATION, recipient="Det. Serrano"
)


def sheet_of(unit: SqlUnitOfWork, number: str = SHEET, *, done: bool = True) -> tuple[ExportId, tuple[TipId, ...]]:
    """A sheet with two lines out of one call."""
    staff = new_staff(unit, f"Ruth {number}")
    person = People(unit, new_batch(unit), int(number[-1]) * 10).add()
    attempt = unit.calls.add_attempt(person.callback, person.phones[0], staff, MONDAY, OperationId(number))
    script = unit.scripts.current("call").sha if unit.scripts.purposes() else new_script(unit)
    call = unit.calls.open_call(attempt, person.callback, script, MONDAY, "en")
    lines = tuple(NewTip(place, text, MONDAY, question="q7") for place, text in ((1, "A van."), (2, "A dent.")))
    unit.calls.finish(call, CallResult("talked_all", tips=lines), MONDAY)
    packet = unit.exports.start(replace(SENT, number=number))
    unit.exports.put_sheet(packet, SheetCase(person.cases[0], (call,)), ())
    if done:
        unit.exports.made(packet, MONDAY, sha256="b" * 64, pages=1, size_bytes=9_000)
        unit.exports.done(packet, MONDAY)
    return packet, tuple(tip.id for tip in unit.calls.tips(call))


def said(tip: TipId, answer: Answer, *, question: str = "", on: date = DAY) -> Receipt:
    return Receipt(tip, answer, question, "Det. Serrano", on, "Dana", MONDAY, Way.FILE, "f" * 64)


def test_only_a_finished_sheet_is_found(storage: SqlStorage) -> None:
    with storage.write() as unit:
        packet, _tips = sheet_of(unit)
        sheet_of(unit, "LS-2026-0002", done=False)
        found = unit.receipts.sheet(SHEET)
        assert found is not None
        assert (found.id, found.sheet_number, found.recipient, found.made_at) == (packet, SHEET, "Det. Serrano", MONDAY)
        assert unit.receipts.sheet("LS-2026-0002") is None
        assert unit.receipts.sheet("LS-2026-0009") is None


def test_all_answers_are_kept_and_the_newest_stands_first(storage: SqlStorage) -> None:
    with storage.write() as unit:
        packet, (van, dent) = sheet_of(unit)
        first = said(van, Answer.NEED_MORE, question="Which street?")
        later = said(van, Answer.USED, on=DAY + timedelta(days=2))
        for one in (first, later):
            unit.receipts.add(packet, one)
        assert unit.receipts.of_tips([van, dent]) == {van: (later, first)}
        assert unit.receipts.replies() == {packet: {Answer.USED: 1}}
        with pytest.raises(IntegrityError):
            unit.receipts.add(packet, first)


def test_used_is_what_the_newest_answer_says_by_its_day(storage: SqlStorage) -> None:
    with storage.write() as unit:
        packet, (van, dent) = sheet_of(unit)
        unit.receipts.add(packet, said(van, Answer.USED))
        unit.receipts.add(packet, said(dent, Answer.USED, on=DAY + timedelta(days=5)))
        assert [one.tip_id for one in unit.receipts.used(DAY, DAY + timedelta(days=4))] == [van]
        both = unit.receipts.used(DAY, DAY + timedelta(days=5))
        assert [(one.tip_id, one.used_on, one.question) for one in both] == [
            (van, DAY, "q7"),
            (dent, DAY + timedelta(days=5), "q7"),
        ]
        assert unit.staff.get(both[0].staff_id).name == f"Ruth {SHEET}"
        unit.receipts.add(packet, said(van, Answer.NOT_USEFUL, on=DAY + timedelta(days=1)))
        assert [one.tip_id for one in unit.receipts.used(DAY, DAY + timedelta(days=9))] == [dent]


def test_an_answer_is_never_changed(storage: SqlStorage) -> None:
    with storage.write() as unit:
        packet, (van, _dent) = sheet_of(unit)
        unit.receipts.add(packet, said(van, Answer.KNOWN))
        with pytest.raises(IntegrityError, match="append-only"):
            unit.connection.execute(update(receipts).values(answer="used"))


def test_a_question_is_open_until_something_became_of_it(storage: SqlStorage) -> None:
    with storage.write() as unit:
        packet, (van, dent) = sheet_of(unit)
        call = unit.calls.tip(van).call_id
        person = unit.calls.get(call).callback_id
        first, second = (
            unit.follow_ups.add(
                unit.receipts.add(packet, said(tip, Answer.NEED_MORE, question=words)),
                person,
                at=MONDAY,
                reopened=tip == van,
                refused="" if tip == van else "No calls.",
            )
            for tip, words in ((van, "Whose van?"), (dent, "Which side?"))
        )
        assert [one.id for one in unit.follow_ups.open()] == [first, second]
        assert [one.id for one in unit.follow_ups.open_of(person)] == [first, second]
        assert [one.id for one in unit.follow_ups.open_about(dent)] == [second]
        found = unit.follow_ups.get(first)
        assert (found.question, found.asked_by, found.asked_on, found.sheet_number) == (
            "Whose van?",
            "Det. Serrano",
            DAY,
            SHEET,
        )
        assert found.reopened and unit.follow_ups.get(second).refused == "No calls."
        unit.follow_ups.put_in_call(first, call)
        assert unit.follow_ups.answered_in(call) == ()
        unit.follow_ups.settle(first, "asked", by="Ruth", at=MONDAY)
        assert [one.id for one in unit.follow_ups.answered_in(call)] == [first]
        assert [one.id for one in unit.follow_ups.open()] == [second]
        for again in (
            lambda: unit.follow_ups.settle(first, "again", by="Ruth", at=MONDAY),
            lambda: unit.follow_ups.put_in_call(first, call),
            lambda: unit.follow_ups.get(FollowUpId(99)),
        ):
            with pytest.raises(NotFound):
                again()
        with pytest.raises(IntegrityError, match="keeps what was said"):
            unit.connection.execute(update(follow_ups).values(refused=""))

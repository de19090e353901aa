"""Messages, skipped cards, a wish about a number alone, a number opened again, the last try."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import CallbackId, MessageId, OperationId
from callback_desk.domain.messages import MessageKind, NewMessage
from callback_desk.domain.put_right import LastTry
from callback_desk.domain.skips import Skip, SkipReason
from callback_desk.storage.store import SqlStorage
from callback_desk.storage.tables_calls import messages
from tests.storage.at_hand import MONDAY, People, new_batch, new_staff

HOUR = timedelta(hours=1)
NUMBER = "+13125550142"


def test_messages_wait_oldest_first_until_somebody_says_what_became_of_them(storage: SqlStorage) -> None:
    with storage.write() as unit:
        person = People(unit, new_batch(unit)).add()
        late = NewMessage(MessageKind.NEWS, MONDAY, caller="Ann", case_number="26-7", text="A van.")
        early = NewMessage(MessageKind.CALL_BACK, MONDAY - HOUR, slip=True, wish_at=MONDAY + HOUR)
        first = unit.messages.add(late, e164=NUMBER, callback_id=None, by="Ruth", at=MONDAY)
        second = unit.messages.add(early, e164="", callback_id=person.callback, by="Ruth", at=MONDAY)
        assert [one.id for one in unit.messages.open()] == [second, first]
        assert unit.messages.open_count() == (2, MONDAY - HOUR)
        found = unit.messages.get(first)
        assert (found.kind, found.number, found.caller, found.case_number) == (MessageKind.NEWS, NUMBER, "Ann", "26-7")
        assert unit.messages.get(second).wish_at == MONDAY + HOUR
        assert [one.id for one in unit.messages.of(person.callback)] == [second]
        unit.messages.settle(second, "On the list.", by="Dana", at=MONDAY + HOUR)
        assert [one.id for one in unit.messages.open()] == [first]
        assert unit.messages.get(second).settled_how == "On the list."
        for missing in (unit.messages.get, lambda one: unit.messages.settle(one, "x", by="D", at=MONDAY)):
            with pytest.raises(NotFound):
                missing(MessageId(99))


def test_what_was_said_in_a_message_is_never_changed(storage: SqlStorage) -> None:
    with storage.write() as unit:
        kept = unit.messages.add(
            NewMessage(MessageKind.OTHER, MONDAY, text="A van."), e164="", callback_id=None, by="Ruth", at=MONDAY
        )
        with pytest.raises(IntegrityError, match="keeps what was said"):
            unit.connection.execute(update(messages).where(messages.c.id == kept).values(text="No van."))


def test_a_skip_counts_for_its_day_and_stays_on_record(storage: SqlStorage) -> None:
    with storage.write() as unit:
        people, ruth, carmen = People(unit, new_batch(unit)), new_staff(unit, "Ruth"), new_staff(unit, "Carmen")
        anna, bea = people.add("Anna"), people.add("Bea")
        unit.queue.skip(anna.callback, ruth, MONDAY - 24 * HOUR, SkipReason.NOT_NOW)
        unit.queue.skip(bea.callback, ruth, MONDAY, SkipReason.LANGUAGE)
        unit.queue.skip(bea.callback, ruth, MONDAY + HOUR, SkipReason.NOT_NOW)
        unit.queue.skip(anna.callback, carmen, MONDAY, SkipReason.UNCLEAR)
        assert unit.queue.skipped_by(ruth, MONDAY) == (bea.callback,)
        assert unit.queue.skipped_by(carmen, MONDAY) == (anna.callback,)
        assert unit.queue.skips_of(anna.callback) == (
            Skip(MONDAY - 24 * HOUR, "Ruth", SkipReason.NOT_NOW),
            Skip(MONDAY, "Carmen", SkipReason.UNCLEAR),
        )
        assert unit.queue.skips_of(CallbackId(99)) == ()
        unit.queue.skip(bea.callback, ruth, MONDAY + 2 * HOUR, SkipReason.TAKEN_BACK)
        assert unit.queue.skipped_by(ruth, MONDAY) == (bea.callback,), "the first of the two stands"
        unit.queue.skip(bea.callback, ruth, MONDAY + 2 * HOUR, SkipReason.TAKEN_BACK)
        assert unit.queue.skipped_by(ruth, MONDAY) == ()
        assert unit.queue.skips_of(bea.callback)[-1].reason is SkipReason.TAKEN_BACK


def test_who_was_passed_over_by_mistake_is_offered_again(storage: SqlStorage) -> None:
    with storage.write() as unit:
        people, ruth, carmen = People(unit, new_batch(unit)), new_staff(unit, "Ruth"), new_staff(unit, "Carmen")
        anna = people.add("Anna")
        for one in (ruth, carmen):
            unit.queue.pass_over(anna.callback, one)
        unit.queue.offer_again(anna.callback, ruth)
        unit.queue.offer_again(anna.callback, ruth)
        assert unit.queue.passed_over_by(ruth) == ()
        assert unit.queue.passed_over_by(carmen) == (anna.callback,)


def test_a_wish_about_a_number_alone_holds_for_whoever_has_it_and_for_nobody_else(storage: SqlStorage) -> None:
    with storage.write() as unit:
        people = People(unit, new_batch(unit))
        anna = people.add("Anna", numbers=(NUMBER, "+13125550143"))
        done = people.add("Cleo", numbers=(NUMBER,), callback={"state": "done"})
        other = people.add("Bea", numbers=("+13125550143",))
        touched = unit.people.set_number_do_not_contact(NUMBER, reason="message", by="Ruth", at=MONDAY)
        assert touched == (anna.callback,)
        later = people.add("Eve", numbers=(NUMBER,))
        listed = [unit.people.do_not_contact(one.victim) for one in (anna, done, later, other)]
        assert listed == [True, True, True, False]
        unit.people.clear_do_not_contact(later.victim, reason="mistake", by="Dana", at=MONDAY + HOUR)
        assert not unit.people.do_not_contact(anna.victim)


def test_a_number_closed_by_mistake_is_open_again(storage: SqlStorage) -> None:
    with storage.write() as unit:
        person = People(unit, new_batch(unit)).add(numbers=(NUMBER,))
        unit.people.close_phone(person.phones[0], "wrong_number", MONDAY)
        unit.people.open_phone(person.phones[0], MONDAY + HOUR)
        assert [phone.closed for phone in unit.people.phones(person.victim)] == [""]


def test_the_last_try_is_the_newest_with_the_end_that_counts(storage: SqlStorage) -> None:
    with storage.write() as unit:
        staff = new_staff(unit)
        person = People(unit, new_batch(unit)).add(numbers=(NUMBER,))
        assert unit.calls.last_try(person.callback) is None
        unit.calls.add_attempt(person.callback, person.phones[0], staff, MONDAY, OperationId("1"))
        second = unit.calls.add_attempt(person.callback, person.phones[0], staff, MONDAY + HOUR, OperationId("2"))
        assert unit.calls.last_try(person.callback) == LastTry(second, person.phones[0], staff, "")
        for outcome in ("busy", "no_answer"):
            unit.calls.end_attempt(second, outcome=outcome, at=MONDAY + HOUR, note="", message_left=False, by=staff)
        assert unit.calls.last_try(person.callback) == LastTry(second, person.phones[0], staff, "no_answer")

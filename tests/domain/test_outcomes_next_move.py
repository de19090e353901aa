from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.calling_hours import Span, local_day, window
from callback_desk.domain.ids import PhoneId
from callback_desk.domain.next_move import Calendar, NextMove, Number, Situation, Tried, after
from callback_desk.domain.outcomes import Follow, Outcome, SupervisorTask
from callback_desk.domain.queue import MOVES, CallbackState, Move
from tests.domain.rules_at_hand import BOOK, NOW

ZONE = "America/Chicago"
HOME, MOBILE = PhoneId(1), PhoneId(2)
O = Outcome  # noqa: E741  # read as in "O.BUSY"


def local(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


def numbers(*ids: PhoneId) -> tuple[Number, ...]:
    return tuple(Number(one, (ZONE,)) for one in ids or (HOME,))


def try_(outcome: Outcome, *earlier: Tried, phones: tuple[Number, ...] = (), **changes: object) -> NextMove:
    """What follows when HOME was dialed at NOW (Tuesday, 10 AM in Chicago) and ended in `outcome`."""
    found = Situation(
        tries=(*earlier, Tried(NOW, outcome, HOME)),
        numbers=phones or numbers(),
        dialed=HOME,
        now=NOW,
        table=BOOK.outcomes,
        limits=BOOK.limits,
        calendar=Calendar(BOOK.hours),
    )
    return after(outcome, replace(found, **changes))  # type: ignore[arg-type]


def shift(day: int, start: int, end: int) -> Span:
    return Span(local(day, start), local(day, end))


STATES = {
    O.TALKED_ALL: CallbackState.REVIEW,
    O.TALKED_PART: CallbackState.REVIEW,
    O.ANOTHER_TIME: CallbackState.WAITING,
    O.NO_CALLS_WANTED: CallbackState.DONE,
    O.SOFT_REFUSAL: CallbackState.HELD,
    O.LANGUAGE_NO_INTERPRETER: CallbackState.HELD,
    O.CUT_OFF: CallbackState.INTERRUPTED,
    O.NO_ANSWER: CallbackState.WAITING,
    O.BUSY: CallbackState.WAITING,
    O.MACHINE_NO_MESSAGE: CallbackState.WAITING,
    O.MACHINE_MESSAGE: CallbackState.WAITING,
    O.NOT_IN_SERVICE: CallbackState.DONE,  # it was the only number
    O.WRONG_NUMBER: CallbackState.DONE,
    O.SOMEONE_ELSE: CallbackState.WAITING,
    O.UNSAFE: CallbackState.HELD,
    O.NOT_THE_PERSON: CallbackState.HELD,
    O.AWAY: CallbackState.WAITING,
    O.DECEASED: CallbackState.DONE,
    O.UNABLE: CallbackState.DONE,
    O.SOMETHING_WRONG: CallbackState.HELD,
    O.NOT_DIALED: CallbackState.CLAIMED,
    O.DANGER: CallbackState.HELD,
}


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_leads_somewhere(outcome: Outcome) -> None:
    move = try_(outcome)
    assert move.state is STATES[outcome]
    assert MOVES[CallbackState.CALLING, move.move] is move.state, "a legal move of the queue's table"
    assert move.sentence.endswith(".")
    rule = BOOK.outcomes.rule(outcome)
    assert move.do_not_contact == rule.do_not_contact
    assert move.task is rule.task
    assert move.closed_phone == (HOME if rule.closes_number else None)


def test_no_answer_is_tried_again_the_next_day_at_another_time() -> None:
    move = try_(O.NO_ANSWER)
    assert (move.move, move.reason, move.ready_at) == (Move.TRY_AGAIN, "another_day", local(18, 12))


def test_after_three_parts_of_the_day_any_will_do() -> None:
    earlier = (Tried(local(5, 13), O.NO_ANSWER, HOME), Tried(local(7, 10), O.NO_ANSWER, MOBILE))
    assert try_(O.NO_ANSWER, *earlier, phones=numbers(HOME, MOBILE)[:1]).ready_at == local(18, 9)


def test_the_next_try_lands_in_a_staffed_shift() -> None:
    calendar = Calendar(BOOK.hours, shifts=(shift(19, 9, 12), shift(20, 13, 16)))
    assert try_(O.NO_ANSWER, calendar=calendar).ready_at == local(20, 13)
    mornings = Calendar(BOOK.hours, shifts=(shift(19, 9, 12), shift(24, 9, 12)))
    assert try_(O.NO_ANSWER, calendar=mornings).ready_at == local(19, 9), "the only shifts there are never block"


def test_a_holiday_is_skipped() -> None:
    calendar = Calendar(BOOK.hours, frozenset({date(2026, 11, 18)}))
    assert try_(O.NO_ANSWER, calendar=calendar).ready_at == local(19, 12)


def test_each_number_once_in_one_sitting() -> None:
    two = numbers(HOME, MOBILE)
    move = try_(O.NO_ANSWER, phones=two)
    assert (move.move, move.next_phone, move.ready_at) == (Move.NEXT_NUMBER, MOBILE, NOW)
    second = try_(O.NO_ANSWER, Tried(NOW - timedelta(minutes=2), O.NO_ANSWER, MOBILE), phones=two)
    assert second.reason == "another_day"
    closed = (two[0], replace(two[1], open=False))
    assert try_(O.NO_ANSWER, phones=closed).reason == "another_day"
    asleep = (two[0], Number(MOBILE, ("Pacific/Honolulu",)))  # 6 AM there
    assert try_(O.NO_ANSWER, phones=asleep).reason == "another_day"


def test_busy_is_tried_once_more_after_five_minutes() -> None:
    move = try_(O.BUSY)
    assert (move.reason, move.ready_at, move.next_phone) == ("busy_again", NOW + timedelta(minutes=5), HOME)
    again = try_(O.BUSY, Tried(NOW - timedelta(minutes=5), O.BUSY, HOME))
    assert (again.reason, again.ready_at) == ("another_day", local(18, 12))
    other_first = try_(O.BUSY, phones=numbers(HOME, MOBILE))
    assert other_first.next_phone == MOBILE
    yesterday = try_(O.BUSY, Tried(local(16, 10), O.BUSY, HOME))
    assert yesterday.reason == "busy_again"


def test_busy_just_before_closing_time_waits_for_another_day() -> None:
    closing = local(17, 19, 57)
    found = (Tried(closing, O.BUSY, HOME),)
    move = try_(O.BUSY, now=closing, tries=found)
    assert (move.reason, move.ready_at) == ("another_day", local(18, 9))


def test_a_wrong_number_closes_and_the_next_one_is_tried() -> None:
    move = try_(O.WRONG_NUMBER, phones=numbers(HOME, MOBILE))
    assert (move.closed_phone, move.next_phone) == (HOME, MOBILE)
    last = try_(O.NOT_IN_SERVICE)
    assert (last.move, last.reason, last.closed_phone) == (Move.CLOSE, "numbers_used", HOME)


def tried_on(*days: int, phone: PhoneId = HOME, month: int = 11) -> tuple[Tried, ...]:
    return tuple(Tried(local(day, 10, month=month), O.NO_ANSWER, phone) for day in days)


def test_three_tries_use_a_number_up() -> None:
    move = try_(O.NO_ANSWER, *tried_on(2, 4))
    assert (move.reason, move.state) == ("numbers_used", CallbackState.DONE)


def test_six_tries_use_a_person_up() -> None:
    three = numbers(HOME, MOBILE, PhoneId(3))
    earlier = (*tried_on(2), *tried_on(3, 5, phone=MOBILE), *tried_on(4, 6, phone=PhoneId(3)))
    move = try_(O.NO_ANSWER, *earlier, phones=three)
    assert (move.reason, move.state) == ("attempts_used", CallbackState.DONE)
    assert try_(O.NO_ANSWER, *earlier[:-1], phones=three).next_phone == PhoneId(3)


def test_a_busy_line_counts_once_a_day() -> None:
    busy = tuple(Tried(local(2, 10, minute), O.BUSY, HOME) for minute in (0, 5))
    assert try_(O.NO_ANSWER, *busy).reason == "another_day"


def test_what_was_not_dialed_does_not_count() -> None:
    undone = tuple(Tried(local(day, 10), O.NOT_DIALED, HOME) for day in range(1, 12))
    assert try_(O.NO_ANSWER, *undone).ready_at == local(18, 12)
    open_card = try_(O.NOT_DIALED)
    assert (open_card.ready_at, open_card.next_phone) == (NOW, HOME)


def test_three_days_a_week_and_no_more() -> None:
    earlier = (*tried_on(13, phone=MOBILE), *tried_on(15, phone=MOBILE))
    move = try_(O.NO_ANSWER, *earlier, phones=(*numbers(HOME), Number(MOBILE, (ZONE,), open=False)))
    assert move.ready_at == local(20, 12), "a week after the 13th, and not in the morning again"


def test_it_stops_at_its_last_day() -> None:
    assert try_(O.NO_ANSWER, stop_at=local(18, 11)).reason == "stop_date"
    assert try_(O.NO_ANSWER, stop_at=local(18, 12)).reason == "another_day"
    assert try_(O.BUSY, stop_at=NOW + timedelta(minutes=4)).reason == "stop_date"


def test_soft_refusal_once_more_by_somebody_else_with_a_word() -> None:
    move = try_(O.SOFT_REFUSAL)
    assert (move.move, move.other_caller, move.task) == (Move.HOLD, True, SupervisorTask.SOFT_REFUSAL_OK)
    assert move.ready_at is not None and move.ready_at >= NOW + timedelta(days=7)
    again = try_(O.SOFT_REFUSAL, Tried(local(2, 10), O.SOFT_REFUSAL, HOME))
    assert (again.move, again.reason) == (Move.CLOSE, "refused_twice")
    late = try_(O.SOFT_REFUSAL, stop_at=local(20, 9))
    assert (late.move, late.reason) == (Move.CLOSE, "stop_date")


def test_a_hard_refusal_is_final() -> None:
    move = try_(O.NO_CALLS_WANTED, phones=numbers(HOME, MOBILE), wish_at=local(19, 10))
    assert (move.state, move.do_not_contact, move.ready_at) == (CallbackState.DONE, True, None)


def test_a_wish_becomes_a_promise() -> None:
    wish = local(19, 9, 30)
    move = try_(O.ANOTHER_TIME, wish_at=wish)
    assert (move.reason, move.ready_at, move.promised_at) == ("appointment", wish, wish)
    assert move.task is SupervisorTask.NONE
    talked = try_(O.TALKED_ALL, wish_at=wish)
    assert (talked.move, talked.promised_at) == (Move.TRY_AGAIN, wish)


def test_a_wish_outside_shifts_becomes_somebodys_task() -> None:
    calendar = Calendar(BOOK.hours, shifts=(shift(19, 9, 12), shift(24, 9, 12)))
    move = try_(O.ANOTHER_TIME, wish_at=local(19, 18), calendar=calendar)
    assert (move.reason, move.ready_at, move.task) == (
        "appointment_moved",
        local(24, 9),
        SupervisorTask.WISH_OUTSIDE_SHIFTS,
    )


def test_no_promise_leads_outside_decent_hours() -> None:
    move = try_(O.ANOTHER_TIME, wish_at=local(19, 21))
    assert (move.reason, move.ready_at) == ("appointment_moved", local(20, 9))


def test_a_wish_goes_past_the_limits_on_tries_but_not_past_the_last_day() -> None:
    used = tried_on(2, 4)
    assert try_(O.ANOTHER_TIME, *used, wish_at=local(19, 10)).reason == "appointment"
    late = try_(O.ANOTHER_TIME, wish_at=local(19, 10), stop_at=local(18, 10))
    assert (late.state, late.task) == (CallbackState.HELD, SupervisorTask.NO_HOUR)


def test_away_comes_back_after_a_week_or_when_they_said() -> None:
    away = try_(O.AWAY).ready_at
    assert away is not None and away >= NOW + timedelta(days=7)
    assert try_(O.AWAY, wish_at=local(25, 10)).ready_at == local(25, 10)


def test_where_no_hour_is_known_a_supervisor_decides() -> None:
    nowhere = (Number(HOME, ("Etc/Nowhere",)),)
    move = try_(O.NO_ANSWER, phones=nowhere)
    assert (move.state, move.reason, move.task) == (CallbackState.HELD, "no_hour", SupervisorTask.NO_HOUR)
    assert try_(O.ANOTHER_TIME, phones=(Number(HOME, ()),), wish_at=local(19, 10)).task is SupervisorTask.NO_HOUR


def test_cut_off_may_be_dialed_again_at_once() -> None:
    move = try_(O.CUT_OFF)
    assert (move.state, move.ready_at) == (CallbackState.INTERRUPTED, NOW)


zones = st.sampled_from([ZONE, "America/New_York", "America/Phoenix", "America/Indiana/Knox", "Pacific/Honolulu"])
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))
spans = st.tuples(moments, st.integers(1, 10)).map(lambda one: Span(one[0], one[0] + timedelta(hours=one[1])))


@st.composite
def situations(draw: st.DrawFn) -> tuple[Outcome, Situation]:
    now, outcome = draw(moments), draw(st.sampled_from(Outcome))
    many = draw(st.integers(1, 4))
    own = tuple(
        Number(PhoneId(one), tuple(draw(st.lists(zones, max_size=2, unique=True))), draw(st.booleans()))
        for one in range(many)
    )
    dialed = draw(st.sampled_from(own)).id
    earlier = draw(
        st.lists(
            st.tuples(st.floats(0.01, 30), st.sampled_from(Outcome), st.sampled_from(own)).map(
                lambda one: Tried(now - timedelta(days=one[0]), one[1], one[2].id)
            ),
            max_size=8,
        )
    )
    return outcome, Situation(
        (*sorted(earlier, key=lambda one: one.at), Tried(now, outcome, dialed)),
        own,
        dialed,
        now,
        BOOK.outcomes,
        BOOK.limits,
        Calendar(
            BOOK.hours,
            draw(st.frozensets(st.dates(date(2026, 1, 1)), max_size=5)),
            tuple(draw(st.lists(spans, max_size=4))),
        ),
        draw(st.none() | moments),
        draw(st.none() | moments),
    )


@given(situations())
def test_whatever_happened_the_next_try_is_decent_and_within_the_limits(given_: tuple[Outcome, Situation]) -> None:
    outcome, found = given_
    move = after(outcome, found)
    assert MOVES[CallbackState.CALLING, move.move] is move.state
    assert move.reason in {*map(str, Outcome), *BOOK.outcomes.says}
    if move.state is CallbackState.HELD:
        assert move.task is not SupervisorTask.NONE
    if move.state is CallbackState.WAITING:
        assert move.ready_at is not None and move.ready_at >= found.now
        calendar = found.calendar
        assert any(
            window(one.zones, move.ready_at, calendar.hours, calendar.holidays).open
            for one in found.numbers
            if one.open and one.id != move.closed_phone
        )
        assert found.stop_at is None or move.ready_at <= found.stop_at
        staffed = [one for one in calendar.shifts if one.end > move.ready_at]
        if move.reason == "another_day" and staffed and max(one.end for one in staffed) > move.ready_at:
            assert local_day(move.ready_at, found.zone()) > local_day(found.now, found.zone())
    if move.reason == "another_day":
        days = {day for day, _phone in found.rung()}
        assert move.ready_at is not None
        next_try = local_day(move.ready_at, found.zone())
        assert next_try not in days
        assert sum(next_try - day < timedelta(days=7) for day in days) < BOOK.limits.rounds_week
        assert len(found.rung()) < BOOK.limits.attempts_person
    if BOOK.outcomes.rule(outcome).follow in (Follow.DONE, Follow.HELD):
        assert move.ready_at is None and move.next_phone is None

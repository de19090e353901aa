"""Call again on, at: what the clocks do is said, a full hour is said, and a wish is told from a firm time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from callback_desk.call_script.typed_words import TypedIn
from callback_desk.domain.calling_hours import Span
from callback_desk.domain.messages import MessageKind, NewMessage
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.slots import SlotLoad, slot_load
from callback_desk.ui.call.wish_time import CallWish
from callback_desk.ui.messages.form import MessageForm
from callback_desk.ui.paper.ending import EndingFields

ZONE = ZoneInfo("America/Chicago")
NOW = datetime(2026, 10, 27, 16, 0, tzinfo=UTC)
SPRING = datetime(2026, 3, 3, 16, 0, tzinfo=UTC)


class Hand:
    """As much of a call as the fields ask for."""

    def __init__(self, now: datetime = NOW, load: SlotLoad | None = None) -> None:
        self.desk = SimpleNamespace(clock=SimpleNamespace(now=lambda: now), zone=ZONE)
        self.typed: dict[TypedIn, str] = {}
        self.load = load or SlotLoad(0, None, 0)
        self.asked: list[datetime] = []

    def typing(self, place: TypedIn, text: str) -> None:
        self.typed[place] = text

    def ask_slot(self, at: datetime, then) -> None:
        self.asked.append(at)
        then(at, self.load)


@pytest.fixture
def fields(qtbot):
    def make(day: str, time: str, hand: Hand | None = None) -> CallWish:
        found = CallWish(hand or Hand())  # type: ignore[arg-type]
        qtbot.addWidget(found)
        found.show()
        found.day.set_text(day)
        found.time.set_text(time)
        found.show_time()
        return found

    return make


def test_an_hour_that_the_clocks_skip_is_refused_with_what_they_show(fields) -> None:
    read = fields("3/8", "2:30 AM", Hand(SPRING)).read()
    assert read.at is None
    assert read.wrong == (
        "2:30 AM does not exist on Sunday, March 8: the clocks go forward then. Did they mean 3:30 AM?"
    )


def test_an_hour_that_comes_twice_is_asked(fields) -> None:
    wish = fields("11/1", "1:30 AM")
    assert wish.read().wrong.endswith("type “1:30 AM first” or “1:30 AM second”.")
    first, second = fields("11/1", "1:30 AM first").read(), fields("11/1", "1:30 am Second").read()
    assert first.at == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert second.at == first.at + timedelta(hours=1)
    assert fields("11/2", "1:30 AM first").read().at is not None, "said in vain, and harmless"


def test_the_change_of_the_clocks_is_said_beside_the_time(fields) -> None:
    wish = fields("11/3", "10 AM")
    assert wish.read().at == datetime(2026, 11, 3, 16, 0, tzinfo=UTC)
    assert wish.understood.text().endswith("desk time. The clocks go back one hour on Sunday, November 1.")


def test_how_full_the_hour_is_stands_below_it(fields) -> None:
    hand = Hand(load=SlotLoad(2, staffed=True, desks=2))
    wish = fields("10/28", "10:30", hand)
    assert wish.load.text() == ("Two other calls are agreed for 10:30 AM or close to it, two desks are staffed.")
    assert len(hand.asked) == 1, "once for each hour, not for each key"
    wish.day.set_text("")
    wish.show_time()
    assert wish.load.text() == ""
    assert not wish.load.isVisible()


def test_a_wish_is_told_from_a_firm_time_and_both_are_kept(fields) -> None:
    hand = Hand()
    wish = fields("10/28", "10:30", hand)
    assert wish.about.isVisible()
    assert wish.read().firm
    wish.about.click()
    assert not wish.read().firm
    assert hand.typed[TypedIn.NEXT_KIND] == "about"
    again = fields("10/28", "10:30", hand)
    assert again.about.isChecked()


@pytest.mark.parametrize(
    ("minutes", "desks", "clash", "says"),
    [
        ((), 1, False, ""),
        ((5,), 2, False, "One other call is agreed for 10:30 AM or close to it, two desks are staffed."),
        ((5, -14), 2, True, "Two other calls are agreed for 10:30 AM or close to it, two desks are staffed."),
        ((15, -15), 1, False, ""),
        ((0,), 0, True, "One other call is agreed for 10:30 AM or close to it."),
    ],
)
def test_the_load_of_an_hour_in_words(minutes: tuple[int, ...], desks: int, clash: bool, says: str) -> None:
    shift = Span(NOW - timedelta(hours=1), NOW + timedelta(hours=1))
    load = slot_load(NOW, [NOW + timedelta(minutes=one) for one in minutes], [shift], desks)
    assert (load.clash, load.said("10:30 AM")) == (clash, says)


def test_an_hour_without_a_shift_is_said_and_without_any_shifts_not(fields) -> None:
    late = NOW + timedelta(hours=4)
    shift = Span(NOW - timedelta(hours=1), NOW + timedelta(hours=1))
    assert slot_load(late, [], [shift], 0).said("2 PM").startswith("No shift is entered for that time")
    assert slot_load(late, [], [], 0).said("2 PM") == ""


def _unasked(_at: datetime, _then: object) -> None:
    """Nobody is asked how full an hour is."""


def _endings(qtbot, now: datetime, called_at: datetime) -> EndingFields:
    rule = SimpleNamespace(outcome=Outcome.ANOTHER_TIME, screen="Another time", takes_appointment=True)
    desk = SimpleNamespace(clock=SimpleNamespace(now=lambda: now), zone=ZONE)
    fields = EndingFields(desk, [rule], called_at=lambda: called_at, ask_load=_unasked)  # type: ignore[arg-type]
    qtbot.addWidget(fields)
    fields.show()
    fields.follow(Outcome.ANOTHER_TIME.value, urgent=False, after=fields.number.edit)
    return fields


def test_the_ending_of_a_paper_form_refuses_an_hour_the_clocks_skip_and_takes_a_wish(qtbot) -> None:
    ending = _endings(qtbot, SPRING, SPRING)
    assert ending.asked_for().at is None and not ending.asked_for().wrong
    ending.wish.day.set_text("3/8")
    ending.wish.time.set_text("2:30 AM")
    assert "does not exist on Sunday, March 8" in ending.asked_for().wrong
    ending.wish.time.set_text("10 AM")
    ending.wish.show_time()
    ending.wish.about.click()
    assert (ending.asked_for().at, ending.asked_for().firm) == (datetime(2026, 3, 8, 15, 0, tzinfo=UTC), False)


def test_a_day_on_a_paper_form_is_counted_from_the_day_of_the_call_and_may_have_gone_by(qtbot) -> None:
    called = NOW - timedelta(days=5)  # a Thursday
    ending = _endings(qtbot, NOW, called)
    ending.wish.day.set_text("Friday")
    ending.wish.time.set_text("10 AM")
    ending.wish.show_time()
    assert ending.asked_for().at == datetime(2026, 10, 23, 15, 0, tzinfo=UTC)
    assert ending.wish.understood.text().endswith("It has gone by: the call is due at once.")


def test_a_message_refuses_an_hour_that_comes_twice_until_it_is_said_and_tells_a_wish_from_a_firm_time(qtbot) -> None:
    form, kept = MessageForm(lambda: NOW, ZONE, _unasked), []
    form.kept.connect(kept.append)
    qtbot.addWidget(form)
    form.show()
    form.kinds.set_chosen(MessageKind.CALL_BACK.value)
    form.kinds.choice_made.emit(MessageKind.CALL_BACK.value)
    form.number.set_text("312 555 0142")
    form.wish.day.set_text("11/1")
    form.wish.time.set_text("1:30 AM")
    form.keep.click()
    assert not kept and "comes twice on Sunday, November 1" in form.wrong.text()
    form.wish.time.set_text("1:30 AM second")
    form.wish.show_time()
    assert form.wish.about.isChecked(), "word was left: nobody agreed to a minute"
    form.keep.click()
    form.keep.setEnabled(True)
    form.wish.about.click()
    form.keep.click()
    told = [(one.wish_at, one.wish_firm) for one in kept if isinstance(one, NewMessage)]
    assert told == [(datetime(2026, 11, 1, 7, 30, tzinfo=UTC), firm) for firm in (False, True)]
    form.clear()
    assert form.wish.about.isChecked() and not form.wish.day.text

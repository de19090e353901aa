"""What the shift page says in each state of the list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from callback_desk.domain.ids import CallId
from callback_desk.domain.views import BlockedBy, InterruptedCall, PromiseLine, QueueCounts, ShiftView
from callback_desk.ui.components import Paragraph
from callback_desk.ui.shift import words
from callback_desk.ui.shift.called_back import CalledBackCard
from callback_desk.ui.shift.parts import CountsCard, InterruptedCard, NextCallCard, PromisesCard

ZONE = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 19, 15, 20, tzinfo=UTC)  # Thursday, 9:20 AM


def test_nobody_before_an_hour_says_when_and_that_nothing_is_wrong() -> None:
    counts = QueueCounts(later=19, next_at=NOW + timedelta(hours=1, minutes=40), next_count=19)
    title, why = words.nobody(counts, NOW, ZONE)
    assert title == "Nobody can be called before 11:00 AM"
    assert why.startswith("At 11:00 AM you may call 19 people.")


def test_nobody_until_tomorrow_names_the_day() -> None:
    counts = QueueCounts(later=1, next_at=NOW + timedelta(days=1), next_count=1)
    title, why = words.nobody(counts, NOW, ZONE)
    assert title == "Nobody can be called before tomorrow, 9:20 AM"
    assert why.startswith("Tomorrow, 9:20 AM you may call 1 person.")


def test_the_last_sign_in_and_wrong_passwords_are_told() -> None:
    view = ShiftView(QueueCounts(), (), None, NOW - timedelta(days=2), 2)
    line = words.today_line(view, NOW, ZONE)
    assert line.startswith("Thursday, November 19. Last signed in Tuesday, 9:20 AM.")
    assert "2 wrong passwords since then" in line


def test_next_call_is_there_only_with_somebody_to_call(qtbot) -> None:
    card = NextCallCard()
    qtbot.addWidget(card)
    assert not card.next.isVisibleTo(card)
    card.show_counts(QueueCounts(ready=14), NOW, ZONE)
    assert card.next.isVisibleTo(card)
    assert card.title.text() == "14 people can be called now"
    card.show_counts(QueueCounts(later=1, next_at=NOW + timedelta(hours=1), next_count=1), NOW, ZONE)
    assert not card.next.isVisibleTo(card)
    assert card.first is card.note


def test_each_reason_stands_with_its_number(qtbot) -> None:
    card = CountsCard()
    qtbot.addWidget(card)
    blocked = (BlockedBy("held", "wait for the supervisor to decide", 41), BlockedBy("tried", "were tried today", 11))
    card.show_counts(QueueCounts(blocked=52, blocked_by=blocked), NOW, ZONE)
    told = [label.text() for label in card.findChildren(type(card._why))]
    assert {"41", "11", "Why 52 people are blocked"} <= set(told)


def test_promises_carry_short_names_only(qtbot) -> None:
    card = PromisesCard()
    qtbot.addWidget(card)
    card.show_promises((PromiseLine(1, NOW, "Walter P.", "Asked for mornings"),), ZONE)
    from PySide6.QtWidgets import QLabel

    told = [label.text() for label in card.findChildren(QLabel)]
    assert {"9:20 AM", "Walter P.", "Asked for mornings", "Next"} <= set(told)
    card.show_promises((), ZONE)
    assert "Walter P." not in [label.text() for label in card.findChildren(QLabel)]


def test_an_interrupted_call_is_offered_by_name(qtbot) -> None:
    card = InterruptedCard()
    qtbot.addWidget(card)
    card.show_calls((InterruptedCall(CallId(7), "Walter P.", "", NOW, "8 answers and 2 lines."),), NOW, ZONE)
    said = [part.text() for part in card.findChildren(Paragraph)]
    assert "Walter P., called today, 9:20 AM: 8 answers and 2 lines." in said
    button = next(b for b in card.findChildren(object) if b.objectName() == "goOnWith")
    assert button.label == "Go on with Walter P."
    with qtbot.waitSignal(card.go_on_wanted) as wanted:
        button.click()
    assert wanted.args == [7]


def test_finding_needs_something_typed(qtbot) -> None:
    card = CalledBackCard()
    qtbot.addWidget(card)
    card.find_button.click()
    assert card.field.error
    card.field.set_text(" 312 555 0142 ")
    with qtbot.waitSignal(card.find_wanted) as wanted:
        card.find_button.click()
    assert wanted.args == ["312 555 0142", ""]

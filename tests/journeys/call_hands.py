"""What a call's journeys share: keyboard alone, each step known by what it asks, and what the desk kept of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from callback_desk.call_script.form import QuestionKind
from callback_desk.ui.call.ending import EndingSheet
from callback_desk.ui.call.urgent import UrgentSheet
from tests.journeys.windows import K, Seat
from tests.use_cases.made_desks import SERGEANT, World, ask

DIGITS = (K.Key_0, K.Key_1, K.Key_2, K.Key_3, K.Key_4, K.Key_5, K.Key_6, K.Key_7, K.Key_8, K.Key_9)
MOST_STEPS = 120


def number_of(seat: Seat, choice: str) -> Qt.Key:
    """The number key of a choice of the question in front, by its name in the script."""
    found = next(one for one in seat.hand.step.choices if one.name == choice)
    return DIGITS[int(found.key)]


def answer(seat: Seat, choice: str) -> None:
    """Answer the question in front by its number key."""
    seat.until(lambda: not next(one for one in seat.hand.step.choices if one.name == choice).closed_reason)
    seat.key(number_of(seat, choice))
    seat.saved()


def name_of(seat: Seat) -> str:
    question = seat.hand.step.question
    return question.name if question is not None else ""


def to_question(seat: Seat, wanted: str, choices: Mapping[str, str] | None = None) -> None:
    """Go on, by keys, until the question with this name is in front. `choices`: what to answer on the way."""
    chosen = choices or {}
    for _ in range(MOST_STEPS):
        if name_of(seat) == wanted or seat.hand.ended:
            break
        one_step(seat, chosen.get(name_of(seat), ""))
    assert name_of(seat) == wanted


def to_the_end(seat: Seat, choices: Mapping[str, str] | None = None) -> None:
    """Go on, by keys, until the call has ended. Without a wish the first choice that may be chosen is given."""
    chosen = choices or {}
    for _ in range(MOST_STEPS):
        if seat.hand.ended:
            return
        one_step(seat, chosen.get(name_of(seat), ""))
    raise AssertionError(f"the call did not end: {seat.heading}")


def one_step(seat: Seat, choice: str = "") -> None:
    kind = seat.hand.step.kind
    if choice:
        answer(seat, choice)
    elif kind is QuestionKind.SELECT_ONE:
        seat.until(lambda: not seat.hand.step.choices[0].closed_reason)
        answer(seat, seat.hand.step.choices[0].name)
    else:
        seat.key(K.Key_PageDown)
        seat.saved()


def keep_line(seat: Seat, text: str) -> None:
    """A line of what is new, kept with Enter."""
    seat.type(text)
    seat.key(K.Key_Return)
    seat.saved()


def press_focused(seat: Seat, name: str) -> None:
    """Tab to a button by its name, and press it with Space: no mouse."""
    seat.until(lambda: seat.named(name).isEnabled())
    for _ in range(60):
        here = QApplication.focusWidget()
        if here is not None and here.objectName() == name:
            seat.key(K.Key_Space)
            return
        seat.key(K.Key_Tab)
    raise AssertionError(f"Tab never came to {name}")


def tell_a_person(seat: Seat) -> None:
    """On a sheet that stays until a person was told: the first choice, and the button, which has the focus then."""
    seat.until(lambda: len(seat.page.sheet.people.whom.parts) > 1)
    seat.key(K.Key_1)
    seat.until(lambda: seat.named("toldAPerson").hasFocus())
    seat.key(K.Key_Space)


def finish(seat: Seat) -> None:
    """How did it end?, and the next card; a person is told first where something cannot wait."""
    seat.until(lambda: isinstance(seat.page.sheet, EndingSheet | UrgentSheet))
    if isinstance(seat.page.sheet, UrgentSheet):
        tell_a_person(seat)
        seat.until(lambda: isinstance(seat.page.sheet, EndingSheet))
    seat.saved()
    seat.page.sheet.setFocus()
    seat.key(K.Key_Return)
    seat.until(lambda: seat.page.hand is None and seat.shell.page_name in ("card", "shift"))


def ended_as(world: World, call_id: int) -> str:
    """The outcome on record of a call's try."""
    rows = ask(
        world.enter(SERGEANT),
        "SELECT outcome FROM attempt_ends e JOIN calls c ON c.attempt_id = e.attempt_id WHERE c.id = ? ORDER BY e.id",
        call_id,
    )
    return str(rows[-1][0]) if rows else ""


def state_of(world: World, callback_id: int) -> str:
    ((state,),) = ask(world.enter(SERGEANT), "SELECT state FROM callbacks WHERE id = ?", callback_id)
    return str(state)

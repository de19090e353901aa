"""Sheet, need more, a call that shows the question, a new sheet that answers it, and the volunteer who learns of it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from callback_desk.domain.receipts import Answer, PointAnswer
from callback_desk.ui.call.beside_sheets import MoreSheet
from callback_desk.ui.call.investigator_asks import InvestigatorAsksBox
from callback_desk.ui.call.key_bar import Wish
from callback_desk.ui.components import DoLine, NumberedChoice
from callback_desk.use_cases import follow_up, receive_receipt, review_call
from callback_desk.use_cases.what_became import what_became
from tests.journeys.call_hands import finish, keep_line, to_the_end
from tests.journeys.windows import sitting
from tests.use_cases.made_desks import INVESTIGATOR, RUTH, SERGEANT, World, ask
from tests.use_cases.receipt_scenes import QUESTION, asked_back, later, sheet_of

OFFERED = "I asked the investigator’s question"
LEFT = "The dent is on the left side of the hinge"


@pytest.fixture
def asked(world: World) -> World:
    """One question on its way; nobody else waits."""
    sergeant = asked_back(world)
    (one,) = follow_up.open_questions(sergeant)
    with sergeant.storage.write(sergeant.session) as uow:
        for (other,) in ask(sergeant, "SELECT id FROM callbacks WHERE id <> ?", one.callback_id):
            entry = uow.queue.get(int(str(other)))
            uow.queue.put(entry.held("held_by_hand"))
        uow.commit()
    later(world)
    return world


def test_i_asked_this_has_a_key(qtbot, asked: World) -> None:
    """F6 and a number, as everything behind *More*; once it was asked it is offered no more."""
    with sitting(qtbot, asked.office) as seat:
        seat.sign_in(RUTH)
        seat.start_call()
        call = seat.page
        call.wish(Wish.MORE)
        assert isinstance(call.sheet, MoreSheet)
        assert all(part.choice.label != OFFERED for part in call.sheet.findChildren(NumberedChoice))
        call.wish(Wish.MORE)
        seat.to_what_is_new()
        seat.until(lambda: seat.hand.case is not None)
        call.wish(Wish.MORE)
        (offered,) = [part for part in call.sheet.findChildren(NumberedChoice) if part.choice.label == OFFERED]
        assert QUESTION in offered.accessibleDescription()
        assert offered.choice.number
        assert call.sheet.press_number(offered.choice.number)
        seat.until(lambda: seat.hand.case is not None and seat.hand.case.asks[0].asked)
        assert not isinstance(call.sheet, MoreSheet)
        call.wish(Wish.MORE)
        assert all(part.choice.label != OFFERED for part in call.sheet.findChildren(NumberedChoice))


def test_where_the_card_is_folded_away_the_question_stands_on_the_sheet(qtbot, asked: World) -> None:
    """At 200 percent and in a small window nobody saw that an investigator asks something."""

    def on_sheet() -> bool:
        sheet = seat.page.sheet
        assert sheet is not None
        return any(QUESTION in line.text() and line.isVisibleTo(sheet) for line in sheet.findChildren(DoLine))

    with sitting(qtbot, asked.office) as seat:
        seat.sign_in(RUTH)
        seat.start_call()
        seat.to_what_is_new()
        seat.until(lambda: seat.hand.case is not None)
        seat.until(lambda: seat.page.side is not None and QUESTION in seat.seen())
        assert not on_sheet(), "the card says it"
        seat.shell.resize(1093, 614)
        seat.until(on_sheet)
        line = seat.shell.findChild(QLineEdit, "captureLine")
        assert line is not None
        assert not line.visibleRegion().isEmpty()
        assert line.visibleRegion().boundingRect() == line.rect(), "the line to type in stays whole"
        seat.hand.put_question(seat.hand.case.asks[0].id)
        seat.until(lambda: not on_sheet())


def test_a_question_is_put_in_a_call_and_its_answer_goes_back(qtbot, asked: World) -> None:
    world = asked
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        seat.start_call()
        call_id = seat.hand.started.call_id
        seat.to_what_is_new()
        seat.until(lambda: seat.hand.case is not None)
        (box,) = seat.shell.findChildren(InvestigatorAsksBox)
        assert QUESTION in seat.seen()
        (put,) = box.buttons
        put.click()
        seat.until(lambda: seat.hand.case is not None and seat.hand.case.asks[0].asked)
        keep_line(seat, LEFT)
        to_the_end(seat)
        finish(seat)
    sergeant = world.enter(SERGEANT)
    assert follow_up.open_questions(sergeant) == ()
    review_call.sign_off(sergeant, sergeant.new_operation(), [call_id])
    number = sheet_of(world, sergeant, call_id)
    today = sergeant.clock.now().astimezone(sergeant.zone).date()
    receive_receipt.receive_receipt(
        sergeant, sergeant.new_operation(), number, [PointAnswer(1, Answer.USED)], by=INVESTIGATOR, on=today
    )
    assert what_became(world.enter(RUTH))[Answer.USED] == 1

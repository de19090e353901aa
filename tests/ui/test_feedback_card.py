"""What a volunteer reads about a call of theirs on the shift page: new once, in words, and then gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from callback_desk.demo import DEMO_PASSWORD, VOLUNTEERS
from callback_desk.domain.quality import FORM, Mark, NewCheck
from callback_desk.ui.shift.page import ShiftPage
from callback_desk.use_cases import score_call
from callback_desk.use_cases.sign_in import sign_in, sign_out
from tests.ui.a_desk import SUPERVISOR, Around, a_finished_call, an_office, around


@pytest.fixture
def here(desk_folder: Path, qtbot: QtBot) -> Iterator[Around]:
    office = an_office(desk_folder)
    call_id = a_finished_call(office)
    desk = sign_in(office.locked(), SUPERVISOR, DEMO_PASSWORD)
    marks = {item.key: Mark.YES for item in FORM.items} | {"open": Mark.NO}
    try:
        said = NewCheck(marks, "Ask what happened, not whether it was a van.", beside=True)
        score_call.score_call(desk, desk.new_operation(), call_id, said)
    finally:
        sign_out(desk)
    with around(desk_folder, qtbot, name=VOLUNTEERS[0], office=office) as made:
        yield made


def test_it_is_read_once_in_words(here: Around, qtbot: QtBot) -> None:
    page = ShiftPage(here.desk, here.runner, here.news)
    qtbot.addWidget(page)
    page.resize(1150, 768)
    page.show()
    here.until(page.feedback.isVisible)
    here.settle()
    words = " ".join(one.text() for one in page.feedback.findChildren(type(page.feedback.stands)))
    assert f"{SUPERVISOR} read your call of " in words
    assert ", sitting beside you. Mostly sound: 8 of 9 lines yes." in words
    assert "To talk over: asked openly, without putting words in anybody’s mouth." in words
    assert "Ask what happened, not whether it was a van." in words
    assert "Experienced: 2 in 100 calls are read" in words
    page.feedback.done.click()
    here.until(lambda: not page.feedback.isVisible())
    assert score_call.my_feedback(here.desk).new == 0

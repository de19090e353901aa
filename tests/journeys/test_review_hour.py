"""A supervisor's hour with finished calls, in the real window, with the keys: read, scored, signed off, handed over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from callback_desk.demo import DEMO_PASSWORD, VOLUNTEERS
from callback_desk.documents.preview import page_picture
from callback_desk.domain.audit_verify import Finding
from callback_desk.domain.concerns import ConcernKind, NewConcern
from callback_desk.domain.ids import CallbackId, CallId
from callback_desk.domain.page_picture import PagePicture
from callback_desk.domain.quality import Band, score
from callback_desk.domain.tip import NewTip, TipKind
from callback_desk.ui.shell import Shell
from callback_desk.ui.supervisor_pages import REVIEW, Files, SupervisorPages
from callback_desk.ui.theme import Theme
from callback_desk.use_cases import raise_concern, review_call, score_call
from callback_desk.use_cases.sign_in import sign_in, sign_out
from callback_desk.use_cases.verify_audit import verify_audit
from tests.ui.a_desk import Around, a_finished_call, an_office, around

COMPLAINT = "Nobody wrote down the number of the frame."


def _drawn(path: Path, page: int, _dpi: float) -> PagePicture:
    return page_picture(path, page=page, dpi=72)


def _complains(here: Around, call_id: CallId) -> None:
    with here.desk.storage.read(here.desk.session) as uow:
        callback: CallbackId = uow.calls.get(call_id).callback_id
    volunteer = sign_in(here.office.locked(), VOLUNTEERS[0], DEMO_PASSWORD)
    said = NewConcern(ConcernKind.COMPLAINT, COMPLAINT)
    raise_concern.raise_concern(volunteer, volunteer.new_operation(), callback, call_id, said)
    sign_out(volunteer)


def test_an_hour_of_review_with_the_keys(desk_folder: Path, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    Theme().apply(qapp)
    office = an_office(desk_folder)
    now = office.clock.now()
    soon = NewTip(1, "It is for sale until Friday", now, TipKind.SEEN_FOR_SALE, act_by=(now + timedelta(days=3)).date())
    urgent = a_finished_call(office, soon)
    quiet = [a_finished_call(office), a_finished_call(office)]
    told = a_finished_call(office)
    with around(desk_folder, qtbot, office=office) as here:
        _complains(here, told)
        shell = Shell()
        qtbot.addWidget(shell)
        shell.resize(1366, 768)
        files = Files(lead_sheet=lambda _parent, name: tmp_path / name)
        pages = SupervisorPages(here.desk, shell, here.runner, here.news, preview=_drawn, files=files)
        shell.show()
        shell.show_page(REVIEW)
        review = pages.review
        here.until(lambda: review.call is not None and review.call.call_id == urgent)
        here.settle()

        def press(part: QWidget, key: Qt.Key = Qt.Key.Key_Return) -> None:
            part.setFocus()
            qtbot.keyClick(part, key)

        # The urgent one stands first; it is scored with one key a line, and signed off.
        press(review.panel.score, Qt.Key.Key_Space)
        form = review.sheet.form
        for row, key in zip(form.rows, "111113211", strict=True):
            qtbot.keyClicks(row, key)
        press(form.keep, Qt.Key.Key_Space)
        here.until(lambda: review.call is not None and bool(review.call.scored))
        press(review.panel.sign)
        here.until(lambda: len(review.lines) == 3)
        assert review_call.read_call(here.desk, urgent).tips[0].frozen
        (check,) = review_call.read_call(here.desk, urgent).scored
        assert score(check.said).band is Band.MOSTLY

        # Two calls without news go in one press; the one with a complaint stays, and its words are elsewhere.
        assert review.batch.label == "Sign off 2 calls without news"
        press(review.batch, Qt.Key.Key_Space)
        here.until(lambda: [line.call_id for line in review.lines] == [told])
        here.until(lambda: review.call is not None and review.call.call_id == told)
        here.until(lambda: bool(review.concerns.cards))
        press(review.concerns_button, Qt.Key.Key_Space)
        (card,) = review.concerns.cards
        assert card.words.text() == f"“{COMPLAINT}”"
        card.field.edit.setFocus()
        qtbot.keyClicks(card.field.edit, "Professional Standards")
        qtbot.keyClick(card.field.edit, Qt.Key.Key_Return)
        here.until(lambda: review.concerns.cards[0].line.concern.routed_to == "Professional Standards")
        press(review.concerns.back, Qt.Key.Key_Space)
        press(review.panel.sign)
        here.until(lambda: review.lines == ())
        assert [line.call_id for line in score_call.calls_to_score(here.desk)] == [told]
        here.settle()
        assert verify_audit(here.desk).finding is Finding.CLEAN
        assert set(quiet).isdisjoint(line.call_id for line in review_call.calls_to_review(here.desk))
        pages.leave()

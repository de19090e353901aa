"""The sign-in page: the notice of use, a typed name, and a fault said below."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget

from callback_desk.domain.errors import KeysUnavailable, LockedOut
from callback_desk.ui.components import Paragraph
from callback_desk.ui.sign_in.page import SignInPage
from callback_desk.ui.sign_in.recover_form import RecoverForm
from callback_desk.ui.sign_in.unlock_form import UnlockForm
from callback_desk.ui.theme import Theme

WAIT_MS = 20_000


@pytest.fixture
def page(qtbot) -> SignInPage:
    made = SignInPage("Springfield PD", ("Restricted.", "By signing in you agree to this."))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def test_the_notice_stands_beside_and_there_is_no_list_of_names(page: SignInPage) -> None:
    told = [label.text() for label in page.findChildren(QLabel)]
    assert {"Springfield PD", "Restricted.", "By signing in you agree to this."} <= set(told)
    assert page.findChildren(QComboBox) == []
    assert page.name.edit.completer() is None


def test_enter_walks_from_name_to_password_to_sign_in(qtbot, page: SignInPage) -> None:
    QTest.keyClicks(page.name.edit, " Ruth Keller ")
    QTest.keyClick(page.name.edit, Qt.Key.Key_Return)
    assert page.password.edit.hasFocus()
    QTest.keyClicks(page.password.edit, "a long password")
    with qtbot.waitSignal(page.sign_in_wanted) as wanted:
        QTest.keyClick(page.password.edit, Qt.Key.Key_Return)
    assert wanted.args == ["Ruth Keller", "a long password"]
    assert not page.button.isEnabled()


def test_a_fault_is_said_below_the_password_goes_and_the_name_stays(qtbot, page: SignInPage) -> None:
    page.name.set_text("Ruth Keller")
    page.password.edit.setText("a long password")
    page.button.click()
    page.refused(LockedOut("Five tries failed. A supervisor releases it."))
    assert page.said.isVisible()
    assert page.said.text() == "Five tries failed. A supervisor releases it."
    assert (page.name.text, page.password.text) == ("Ruth Keller", "")
    assert page.button.isEnabled()


def test_an_empty_field_is_asked_for_and_nothing_is_tried(qtbot, page: SignInPage) -> None:
    with qtbot.assertNotEmitted(page.sign_in_wanted):
        page.button.click()
        assert "name" in page.said.text()
        page.name.set_text("Ruth")
        page.button.click()
        assert "password" in page.said.text()


def test_the_fields_are_whole_in_the_smallest_window(page: SignInPage) -> None:
    page.resize(1093, 614)
    assert page.name.edit.height() >= 40
    assert page.password.edit.height() >= 40
    assert page.card.width() >= 440


def test_at_large_text_the_notice_stands_above_and_nothing_is_cut(qtbot, qapp, page: SignInPage) -> None:
    page.resize(1093, 614)
    Theme(scale=2.0).apply(qapp)
    qtbot.waitUntil(
        lambda: page.card.mapTo(page, page.card.rect().topLeft()).y() > page._side.height() / 2, timeout=WAIT_MS
    )
    assert page._side.isVisible()
    assert page.card.width() <= page._scroll.viewport().width()
    paragraphs = [words for words in page._side.findChildren(Paragraph) if words.isVisible()]
    assert len(paragraphs) > 1, "the notice of use is there"
    qtbot.waitUntil(
        lambda: [words.text() for words in paragraphs if words.height() < words.heightForWidth(words.width())] == [],
        timeout=WAIT_MS,
    )
    QTest.keyClicks(page.name.edit, "Ruth")
    top = page.name.edit.mapTo(page, page.name.edit.rect().topLeft()).y()
    assert 0 <= top <= page.height() - page.name.edit.height()
    Theme().apply(qapp)
    qtbot.waitUntil(
        lambda: page.card.mapTo(page, page.card.rect().topLeft()).x() >= page._side.width(), timeout=WAIT_MS
    )


def test_at_large_text_what_is_wrong_and_the_recovery_code_are_scrolled_to(qtbot, qapp, page: SignInPage) -> None:
    def in_sight(part: QWidget) -> bool:
        top = part.mapTo(page, part.rect().topLeft()).y()
        return part.isVisible() and part.height() > 0 and top >= 0 and top + part.height() <= page.height()

    page.resize(1093, 614)
    Theme(scale=2.0).apply(qapp)
    for field in (page.name.edit, page.password.edit):  # under the notice of use, without scrolling
        qtbot.waitUntil(lambda seen=field: in_sight(seen), timeout=WAIT_MS)
    page.refused(LockedOut("Too many wrong tries. Wait 15 minutes, or ask your supervisor."))
    qtbot.waitUntil(lambda: in_sight(page.said), timeout=WAIT_MS)
    page.with_sheet.click()
    qtbot.waitUntil(lambda: in_sight(page.recover.code.edit), timeout=WAIT_MS)
    Theme().apply(qapp)


def test_unlocking_is_one_field_and_a_wrong_one_can_be_typed_again(qtbot) -> None:
    form = UnlockForm("Locked", "Ruth Keller is signed in.", verb="Unlock")
    qtbot.addWidget(form)
    form.show()
    form.password.edit.setText("wrong")
    with qtbot.waitSignal(form.password_given) as given:
        form.button.click()
    assert given.args == ["wrong"]
    form.refused(LockedOut("Not right."))
    assert form.password.error == "Not right."
    assert form.password.text == ""
    assert form.button.isEnabled()


def test_the_card_keeps_its_spacing_in_every_look(qtbot, page: SignInPage) -> None:
    """16 px between its parts at 100 %, as drawn: not the 8 of other cards, also after another look was put on."""
    app = QApplication.instance()
    for theme in (Theme(scale=1.5), Theme()):
        theme.apply(app)
        QApplication.processEvents()
        assert page.card.body.spacing() == theme.px(16)
        assert page.card.width() == theme.px(480)
        assert page.recover.body.spacing() == theme.px(16)


def test_the_recovery_form_is_made_when_somebody_needs_it(qtbot, page: SignInPage) -> None:
    assert page.findChildren(RecoverForm) == []
    page.refused(KeysUnavailable("The key of this computer is gone."))
    assert page.with_sheet.isVisible()
    page.with_sheet.click()
    assert page.recover.isVisible()
    assert "its key to the desk again" in page.recover.why.text()
    page.recover.back_wanted.emit()
    assert page.card.isVisible()
    assert not page.recover.isVisible()

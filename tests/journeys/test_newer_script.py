"""A newer script came with the program: said on the Wording page, looked at, taken over or left; a check is stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from callback_desk.bootstrap.opening import Office
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.script_texts import TextPlace, texts_of, written
from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.scripts import LookedAt, ShippedScript
from callback_desk.ui.notices import Notices
from callback_desk.ui.wording.page import NEWER, STUDIO, WordingPage
from callback_desk.use_cases import people
from callback_desk.use_cases.newer_scripts import newer_scripts, propose_newer
from callback_desk.use_cases.ports_scripts import STOPPED, Cancelled, never
from callback_desk.use_cases.publish_script import SecondSignature, publish_script
from callback_desk.use_cases.scripts import propose_wording, script_at_hand
from callback_desk.vault.device_secret import TEST_KEYRING_VARIABLE
from tests.call_script.small_script import small_script
from tests.ui.a_desk import DEMO_PASSWORD, SUPERVISOR, Around, an_office, around
from tests.use_cases.quick_scripts import QuickChecker

SMALL = "small"
SECOND = "Omar Fields"
COMPLAINT = ("card_words/complaint", "say", "en")
ASKED = ("card_they_ask/b", "say", "en")
K = Qt.Key


class PatientChecker(QuickChecker):
    """Checks until somebody stops it, while `held` says so."""

    def __init__(self, brings: Sequence[ShippedScript] = ()) -> None:
        super().__init__(brings)
        self.held = False
        self.running = threading.Event()

    def workbook(
        self, path: Path, *, published: str, versions: Sequence[str], cancelled: Cancelled = never
    ) -> LookedAt:
        self._wait(cancelled)
        return super().workbook(path, published=published, versions=versions)

    def xform(self, text: str, *, published: str, versions: Sequence[str], cancelled: Cancelled = never) -> LookedAt:
        self._wait(cancelled)
        return super().xform(text, published=published, versions=versions)

    def _wait(self, cancelled: Cancelled) -> None:
        if not self.held:
            return
        self.running.set()
        while not cancelled():
            threading.Event().wait(0.01)
        self.running.clear()
        raise DeskFault("The check was stopped. Nothing was published.", code=STOPPED)


def brought(folder: Path, number: int, *pairs: tuple[str, str]) -> ShippedScript:
    path = folder / f"small-v{number}.md"
    path.write_text(small_script(("small ¦ 1 ¦", f"small ¦ {number} ¦"), *pairs), encoding="utf-8")
    return ShippedScript(SMALL, path, "Small", str(number))


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Around]:
    monkeypatch.setenv(TEST_KEYRING_VARIABLE, "1")
    office: Office = an_office(tmp_path / "desk")
    with around(tmp_path / "desk", qtbot, office=office) as made:
        made.desk = replace(made.desk, scripts=PatientChecker([brought(tmp_path, 2)]))
        people.add_person(
            made.desk,
            made.desk.new_operation(),
            name=SECOND,
            roles=frozenset({Role.SUPERVISOR}),
            password=DEMO_PASSWORD,
        )
        proposal = propose_newer(made.desk, SMALL)
        publish_script(made.desk, made.desk.new_operation(), proposal, SecondSignature(SECOND, DEMO_PASSWORD))
        yield made


@pytest.fixture
def checker(desk: Around) -> PatientChecker:
    assert isinstance(desk.desk.scripts, PatientChecker)
    return desk.desk.scripts


@pytest.fixture
def page(desk: Around, qtbot: QtBot, tmp_path: Path) -> WordingPage:
    made = WordingPage(
        desk.desk, desk.runner, desk.news, Notices(), choose_workbook=lambda _parent: tmp_path / "small-v2.md"
    )
    qtbot.addWidget(made)
    made.resize(1150, 760)
    return made


def reword(desk: Around, place: tuple[str, str, str], words: str) -> None:
    publish_script(desk.desk, desk.desk.new_operation(), propose_wording(desk.desk, {place: words}, SMALL))


def shown(page: WordingPage, desk: Around) -> WordingPage:
    page.show()
    desk.until(lambda: bool(page.sentences.cards))
    return page


def told(widget: QWidget) -> str:
    parts = [part for part in widget.findChildren(QWidget) if part.isVisibleTo(widget) and hasattr(part, "text")]
    return "\n".join(str(part.text()) for part in parts)


def press(page: WordingPage, verb: str) -> None:
    """A button of the notice, by keyboard."""
    bar = page.notices.place
    button = next(one for one in bar.findChildren(QWidget) if getattr(one, "label", "") == verb)
    button.setFocus()
    QTest.keyClick(button, K.Key_Return)


def test_without_a_newer_script_nothing_is_said(page: WordingPage, desk: Around) -> None:
    shown(page, desk)
    assert page.notices.now is None
    assert NEWER not in [row.label for row in page.sections.rows]


def test_it_is_said_looked_at_and_taken_over_with_our_words_in_it(
    page: WordingPage, desk: Around, checker: PatientChecker, tmp_path: Path
) -> None:
    reword(desk, COMPLAINT, "I pass it on today.")
    reword(desk, ASKED, "Ask for Fields.")
    checker.brings = (
        brought(
            tmp_path, 3, ("Please call us.", "Please ring the desk."), ("Can you talk now?", "Is it safe to talk?")
        ),
    )
    shown(page, desk)
    assert page.notices.now is not None
    assert "version 3" in str(page.notices.now.words)
    press(page, "See what changes")
    desk.until(lambda: page.newer.proposal is not None)
    assert page.purpose == SMALL
    assert page.stack.currentWidget() is page.newer
    assert page.newer.take.hasFocus(), "where Stop was, the next step is"
    desk.until(lambda: "Changed by us and by the program: 1" in told(page.newer))
    words = told(page.newer)
    assert "Words of ours that stay: 1" in words
    assert "Is it safe to talk?" in words
    (clash,) = page.newer.clashes
    QTest.keyClick(clash, K.Key_Space)
    assert clash.isChecked()
    page.newer.take.setFocus()
    QTest.keyClick(page.newer.take, K.Key_Return)
    desk.until(lambda: page.newer.publishing.sheet is not None)
    sheet = page.newer.publishing.sheet
    assert sheet is not None
    assert sheet.second.isVisibleTo(sheet), "a check has other words"
    sheet.second.set_text(SECOND)
    sheet.second_password.edit.setText(DEMO_PASSWORD)
    QTest.keyClick(sheet.verb, K.Key_Return)
    desk.until(lambda: newer_scripts(desk.desk) == ())
    desk.until(lambda: NEWER not in [row.label for row in page.sections.rows])
    versions = script_at_hand(desk.desk, SMALL).versions
    assert [one.version for one in versions[:2]] == ["3.1", "3"]
    assert versions[1].published_by == SUPERVISOR
    assert said(desk, "card_they_ask/b") == "Please ring the desk."
    assert said(desk, "card_words/complaint") == "I pass it on today."


def said(desk: Around, path: str) -> str:
    """What a card says now."""
    texts = texts_of(form_from_xform(script_at_hand(desk.desk, SMALL).published.xform))
    return written(texts[TextPlace(path, "say", "en")])


def test_left_it_is_silent_and_still_there(
    page: WordingPage, desk: Around, checker: PatientChecker, tmp_path: Path
) -> None:
    checker.brings = (brought(tmp_path, 3, ("Please call us.", "Please ring the desk.")),)
    shown(page, desk)
    press(page, "Leave it")
    desk.until(lambda: all(one.left_by == SUPERVISOR for one in newer_scripts(desk.desk)))
    desk.until(lambda: page.notices.now is None)
    page.choose_script.value_chosen.emit(SMALL)
    desk.until(lambda: page.purpose == SMALL and page.newer.newer is not None)
    desk.until(lambda: NEWER in [row.label for row in page.sections.rows])
    page.open_part(NEWER)
    assert f"{SUPERVISOR} left it" in told(page.newer)
    assert len(script_at_hand(desk.desk, SMALL).versions) == 1


# -- Stop


def running(desk: Around, checker: PatientChecker) -> None:
    desk.until(checker.running.is_set)


def test_a_check_of_sentences_can_be_stopped_and_says_so(
    page: WordingPage, desk: Around, checker: PatientChecker
) -> None:
    shown(page, desk)
    page.choose_script.value_chosen.emit(SMALL)
    desk.until(lambda: page.edits.reading is not None and page.edits.reading.at_hand.purpose == SMALL)
    place = next(one for one in page.edits.reading.ours if (one.path, one.column, one.language) == COMPLAINT)
    page.edits.type(place, "I pass it on today.")
    checker.held = True
    page.sentences.publish.click()
    running(desk, checker)
    assert page.sentences.stop.isVisible()
    assert "some seconds" in page.sentences.said.text()
    page.sentences.stop.setFocus()
    QTest.keyClick(page.sentences.stop, K.Key_Return)
    desk.until(lambda: not page.publishing.busy)
    assert not page.sentences.stop.isVisible()
    assert page.sentences.said.text().startswith("The check was stopped. Nothing was published")
    assert page.sentences.publish.isEnabled()
    assert page.edits.places == {place}
    checker.held = False
    page.sentences.publish.click()
    desk.until(lambda: page.publishing.sheet is not None)


def test_a_check_of_a_workbook_can_be_stopped_and_begun_again(
    page: WordingPage, desk: Around, checker: PatientChecker
) -> None:
    shown(page, desk)
    page.open_part(STUDIO)
    checker.held = True
    page.studio.open()
    running(desk, checker)
    assert page.studio.stop.hasFocus()
    QTest.keyClick(page.studio.stop, K.Key_Return)
    desk.until(lambda: not page.studio.publishing.busy)
    assert page.studio.said.text() == "The check was stopped. Nothing was published."
    assert page.studio.again.hasFocus()
    checker.held = False
    QTest.keyClick(page.studio.again, K.Key_Return)
    desk.until(lambda: page.studio.proposal is not None)


@pytest.mark.parametrize("how", ["leave", "shutdown", "another script"])
def test_whoever_leaves_the_page_stops_its_check(
    page: WordingPage, desk: Around, checker: PatientChecker, how: str
) -> None:
    shown(page, desk)
    page.open_part(STUDIO)
    checker.held = True
    page.studio.open()
    running(desk, checker)
    if how == "leave":
        page.leave()
    elif how == "shutdown":
        assert desk.runner.shutdown(20)
    else:
        page.choose_script.value_chosen.emit(SMALL)
    desk.until(lambda: not checker.running.is_set())
    QApplication.processEvents()
    assert page.notices.now is None

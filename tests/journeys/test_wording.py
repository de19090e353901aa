"""A supervisor changes the words of the call: who reads the new ones, who the old, and who has to sign."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from callback_desk.bootstrap.opening import Office
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.script_texts import TextPlace, texts_of, written
from callback_desk.demo import DEMO_PASSWORD, VOLUNTEERS
from callback_desk.domain.access import Role
from callback_desk.domain.call import StartedCall
from callback_desk.domain.scripts import SentenceEdit
from callback_desk.ui.components import SectionRow
from callback_desk.ui.notices import Notices
from callback_desk.ui.wording.page import STUDIO, VERSIONS, WordingPage
from callback_desk.use_cases import next_call, people, recover_calls, start_call
from callback_desk.use_cases.scripts import keep_wording, script_at_hand
from callback_desk.use_cases.sign_in import sign_in, sign_out
from callback_desk.vault.device_secret import TEST_KEYRING_VARIABLE
from tests.call_script.small_script import small_script
from tests.ui.a_desk import SUPERVISOR, Around, an_office, around
from tests.use_cases.made_desks import ask

WHO = TextPlace("/data/opening/who", "hint", "en")
CONSENT = TextPlace("/data/consent/consent_tip", "hint", "en")
NEW = "Good morning, is [full name] there, please?"
SECOND = "Omar Fields"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv(TEST_KEYRING_VARIABLE, "1")
    return an_office(tmp_path / "desk")


@pytest.fixture
def desk(office: Office, tmp_path: Path, qtbot: QtBot) -> Iterator[Around]:
    with around(tmp_path / "desk", qtbot, office=office) as made:
        yield made


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return tmp_path / "ours.md"


@pytest.fixture
def page(desk: Around, workbook: Path, qtbot: QtBot) -> WordingPage:
    made = WordingPage(desk.desk, desk.runner, desk.news, Notices(), choose_workbook=lambda _parent: workbook)
    qtbot.addWidget(made)
    made.resize(1150, 760)
    made.show()
    desk.until(lambda: bool(made.sentences.cards))
    return made


def begin(office: Office) -> StartedCall:
    """A volunteer starts the next call and is cut off."""
    ruth = sign_in(office.locked(), VOLUNTEERS[0], DEMO_PASSWORD)
    try:
        card = next_call.claim_next(ruth, ruth.new_operation())
        assert card is not None
        started = start_call.start_call(ruth, ruth.new_operation(), card.callback_id, card.fence, card.phones[0].id)
        recover_calls.interrupt_own_calls(ruth, ruth.new_operation())
        return started
    finally:
        sign_out(ruth)


def first_words(started: StartedCall) -> str:
    return written(texts_of(form_from_xform(started.xform))[WHO])


def type_over(page: WordingPage, place: TextPlace, words: str) -> None:
    """Hands on the keyboard: everything in the sentence is typed over."""
    page.go_to(place)
    row = next(row for card in page.sentences.cards if (row := card.row_at(place)) is not None)
    assert row.edit is not None
    row.edit.setFocus()
    row.edit.selectAll()
    QTest.keyClicks(row.edit, words)


def publish(page: WordingPage, desk: Around) -> None:
    """Check, look at what is different."""
    QTest.mouseClick(page.sentences.publish, Qt.MouseButton.LeftButton)
    desk.until(lambda: page.publishing.sheet is not None)


def confirm(page: WordingPage, desk: Around) -> None:
    assert page.publishing.sheet is not None
    QTest.mouseClick(page.publishing.sheet.verb, Qt.MouseButton.LeftButton)
    desk.settle()


def test_one_sentence_a_new_call_reads_it_and_a_call_made_before_keeps_the_old(
    page: WordingPage, desk: Around, office: Office
) -> None:
    before = begin(office)
    type_over(page, WHO, NEW)
    assert "1 sentence changed" in page.sentences.said.text()
    publish(page, desk)
    sheet = page.publishing.sheet
    assert sheet is not None
    assert not sheet.second.isVisibleTo(sheet)
    told = [label.text() for label in sheet.changes.findChildren(QWidget) if hasattr(label, "text")]
    assert any(NEW in words for words in told)
    assert "Spanish" in sheet.others.text(), "the other language is named, because its words were left as they are"
    confirm(page, desk)
    desk.until(lambda: len(page.versions.cards) == 2)
    after = begin(office)
    assert first_words(after) == NEW
    ruth = sign_in(office.locked(), VOLUNTEERS[0], DEMO_PASSWORD)
    try:
        again = start_call.resume_call(ruth, ruth.new_operation(), before.call_id)
    finally:
        sign_out(ruth)
    assert first_words(again) == first_words(before) != NEW
    page.open_part(VERSIONS)
    assert len(page.versions.cards) == 2
    assert not page.edits.places


def test_what_is_typed_is_kept_without_a_press_and_is_there_tomorrow(page: WordingPage, desk: Around) -> None:
    type_over(page, WHO, NEW)
    place = (WHO.path, WHO.column, WHO.language)
    desk.until(lambda: dict(script_at_hand(desk.desk).draft.texts) == {place: NEW})
    assert script_at_hand(desk.desk).draft.by == SUPERVISOR


def test_a_lost_pipe_is_said_beside_the_sentence_and_nothing_is_published(page: WordingPage, desk: Around) -> None:
    type_over(page, WHO, "Good morning, is it you?")
    row = next(row for card in page.sentences.cards if (row := card.row_at(WHO)) is not None)
    assert "[full name] is gone" in row.wrong.text()
    page.open_part("Consent")
    QTest.mouseClick(page.sentences.publish, Qt.MouseButton.LeftButton)
    desk.settle()
    assert page.publishing.sheet is None
    assert page.sentences.part is not None
    assert page.sentences.part.name == "opening", "the page goes where the words are wrong"
    row = next(row for card in page.sentences.cards if (row := card.row_at(WHO)) is not None)
    QTest.mouseClick(row.back, Qt.MouseButton.LeftButton)
    assert not page.edits.places
    assert not page.sentences.publish.isEnabled()


def test_checks_are_locked_and_say_why(page: WordingPage) -> None:
    page.open_part("Safe to talk")
    card = page.sentences.cards[0]
    assert card.item.lock is not None
    assert all(row.edit is None for row in card.rows)
    assert any("Locked: this is a check" in part.text() for part in card.findChildren(QWidget) if hasattr(part, "text"))


def test_a_changed_consent_needs_the_second_signer(page: WordingPage, desk: Around) -> None:
    people.add_person(
        desk.desk, desk.desk.new_operation(), name=SECOND, roles=frozenset({Role.SUPERVISOR}), password=DEMO_PASSWORD
    )
    words = page.edits.published(CONSENT)
    type_over(page, CONSENT, f"{words} Is that all right?")
    publish(page, desk)
    sheet = page.publishing.sheet
    assert sheet is not None
    assert sheet.second.isVisibleTo(sheet)
    assert "a consent" in sheet.why.words.text()
    sheet.second.set_text(SECOND)
    sheet.second_password.edit.setText("not theirs, surely not")
    confirm(page, desk)
    desk.until(lambda: bool(sheet.second_password.error))
    assert len(script_at_hand(desk.desk).versions) == 1
    sheet.second_password.edit.setText(DEMO_PASSWORD)
    confirm(page, desk)
    desk.until(lambda: page.publishing.sheet is None)
    assert len(script_at_hand(desk.desk).versions) == 2


def test_a_workbook_with_an_error_says_where_and_cannot_be_published(
    page: WordingPage, desk: Around, workbook: Path
) -> None:
    workbook.write_text(small_script(("¦ ¦ safe ¦ yes ¦", "¦ ¦ safe ¦ yes no ¦")), encoding="utf-8")
    page.open_part(STUDIO)
    page.studio.open()
    desk.until(lambda: page.studio.proposal is not None)
    assert not page.studio.publish.isEnabled()
    told = [part.text() for part in page.studio.findChildren(QWidget) if hasattr(part, "text")]
    assert any("survey, row 6, bind::desk:opens_when" in words for words in told)
    workbook.write_text(small_script(), encoding="utf-8")
    page.studio.look()
    desk.until(lambda: page.studio.proposal is not None)
    assert page.studio.publish.isEnabled()
    assert "another supervisor" in page.studio.said.text(), "all checks are others than the published ones"
    page.studio.publish.click()
    assert page.studio.publishing.sheet is not None
    page.leave()


def test_a_walk_leads_through_both_checks_and_leaves_nothing_on_the_desk(page: WordingPage, desk: Around) -> None:
    def rows() -> list[tuple[object, ...]]:
        return ask(desk.desk, "SELECT (SELECT count(*) FROM audit_events), (SELECT count(*) FROM drafts)")

    before = rows()
    page.sentences.walk.click()
    desk.until(lambda: page.walk.sheet is not None)
    hand = page.walk.hand
    assert hand is not None
    assert not page.list.isVisible()
    for _ in range(12):
        if hand.nav.case_open or page.walk.sheet is None:
            break
        QTest.keyClick(page.walk.sheet, Qt.Key.Key_1)
    assert hand.nav.case_open
    assert hand.case is not None
    assert hand.case.case_number == "26-018834"
    page.walk.someone.click()
    assert hand.someone_else
    page.walk.ribbon.action.emit(0)
    desk.settle()
    assert page.stack.currentWidget() is page.sentences
    assert rows() == before


def test_a_volunteer_reads_and_finds_nothing_to_change(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    with around(tmp_path / "desk", qtbot, name=VOLUNTEERS[0], office=office) as volunteer:
        page = WordingPage(volunteer.desk, volunteer.runner, volunteer.news, Notices())
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        volunteer.until(lambda: bool(page.sentences.cards))
        assert all(row.edit is None for card in page.sentences.cards for row in card.rows)
        assert not page.sentences.publish.isVisible()
        assert STUDIO not in [row.label for row in page.findChildren(SectionRow)]


def test_the_words_for_somebody_who_rings_back_are_a_script_of_their_own(page: WordingPage, desk: Around) -> None:
    calls = page.edits.reading
    assert calls is not None
    assert "called_back" in calls.at_hand.purposes
    type_over(page, WHO, NEW)
    page.choose_script.set_value("called_back")
    page.choose_script.value_chosen.emit("called_back")
    desk.until(lambda: page.edits.reading is not None and page.edits.reading.at_hand.purpose == "called_back")
    assert not page.edits.places
    assert page.edits.reading is not None
    assert page.edits.reading.form.title != calls.form.title
    page.choose_script.value_chosen.emit("call")
    desk.until(lambda: page.edits.places == {WHO})
    assert page.edits.words(WHO) == NEW, "what was typed before waits there"


def test_what_another_supervisor_typed_meanwhile_is_seen_beside_ours(page: WordingPage, desk: Around) -> None:
    theirs = {CONSENT: "It is about [what happened]. May we?", WHO: "Hello, [full name]?"}
    for place, words in theirs.items():  # in another window, of which this one has not heard
        edits = {(place.path, place.column, place.language): SentenceEdit(None, words)}
        keep_wording(desk.desk, desk.desk.new_operation(), "call", edits)
    type_over(page, WHO, NEW)
    page.edits.keep_now()
    desk.settle()
    shown = page.notices.now
    assert shown is not None
    assert "Hello, [full name]?" in str(shown.words)
    assert NEW in str(shown.words)
    assert page.edits.words(WHO) == NEW, "what was typed stays on the screen"
    assert page.edits.words(CONSENT) == theirs[CONSENT]
    page.leave()  # both were seen: ours stands in its place now, and theirs elsewhere stays
    desk.settle()
    assert {place: page.edits.words(place) for place in theirs} == {CONSENT: theirs[CONSENT], WHO: NEW}
    kept = script_at_hand(desk.desk).draft.texts
    assert sorted(kept.values()) == sorted([theirs[CONSENT], NEW])

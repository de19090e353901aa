"""Parts of a page: their names and roles, that words wrap and stay plain, what keys do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from callback_desk.ui.components import (
    CaptureLine,
    Card,
    CheckRow,
    Chip,
    ChipState,
    Choice,
    ChoiceList,
    ComboField,
    DangerButton,
    Dialog,
    DoLine,
    EmptyState,
    Field,
    KeptLine,
    KeptLines,
    Label,
    MaskedBox,
    NoticeBar,
    Paragraph,
    PasswordField,
    Pile,
    PrimaryButton,
    ReasonBeside,
    Run,
    SavedMark,
    SecondaryButton,
    Stage,
    StageRail,
    StageState,
    StatTile,
    StepsHead,
    Toast,
    Tone,
    WordsToSay,
    chip_look,
)
from callback_desk.ui.components.stats import BarStrip
from callback_desk.ui.focus import FocusRing
from callback_desk.ui.gallery import Gallery
from callback_desk.ui.gallery_more import SecondGallery
from callback_desk.ui.icons import icon_names
from callback_desk.ui.theme import Theme
from callback_desk.ui.tokens import Mode

LONG = "Nobody can be called before 11:00 AM. Two people on Lindell Avenue asked for Spanish and will be called then."


def open_window(qtbot: QtBot, window: QWidget) -> None:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def spoken(widget: QWidget) -> tuple[str, QAccessible.Role, str]:
    QAccessible.setActive(True)
    face = QAccessible.queryAccessibleInterface(widget)
    return face.text(QAccessible.Text.Name), face.role(), face.text(QAccessible.Text.Description)


def test_every_stop_of_the_keyboard_has_a_name(qtbot: QtBot) -> None:
    for board in (Gallery(), SecondGallery()):
        qtbot.addWidget(board)
        board.show()
        stops = [
            widget
            for widget in board.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not widget.focusProxy()
        ]
        assert len(stops) > 6
        nameless = [type(widget).__name__ for widget in stops if not spoken(widget)[0]]
        assert nameless == []


def test_no_words_are_ever_taken_for_markup(qtbot: QtBot) -> None:
    for board in (Gallery(), SecondGallery()):
        qtbot.addWidget(board)
        labels = board.findChildren(QLabel)
        assert len(labels) > 10
        assert [label.text() for label in labels if label.textFormat() != Qt.TextFormat.PlainText] == []


def test_roles_are_what_a_screen_reader_expects(qtbot: QtBot) -> None:
    name_field, goes_to = Field("Your name"), ComboField("Goes to", [(1, "Det. Serrano")])
    parts: list[tuple[QWidget, QAccessible.Role, str]] = [
        (PrimaryButton("Go on", key="Page Down"), QAccessible.Role.Button, "Go on"),
        (DangerButton("Danger now"), QAccessible.Role.Button, "Danger now"),
        (Paragraph(("Not saved. ", Run("Write on paper", strong=True))), QAccessible.Role.StaticText, "Not saved. "),
        (Chip(ChipState.DUE), QAccessible.Role.StaticText, "Due"),
        (CheckRow("A child is at risk"), QAccessible.Role.CheckBox, "A child is at risk"),
        (WordsToSay("Is now a good time?"), QAccessible.Role.StaticText, "Say this: Is now a good time?"),
        (CaptureLine("Write what you hear"), QAccessible.Role.EditableText, "Write what you hear"),
        (name_field.edit, QAccessible.Role.EditableText, "Your name"),
        (goes_to.combo, QAccessible.Role.ComboBox, ""),
        (StatTile("Ready", 14, "May be called now"), QAccessible.Role.Button, "Ready, 14. May be called now"),
    ]
    for part, role, name in parts:
        found_name, found_role, _ = spoken(part)
        assert found_role == role, name
        assert found_name.startswith(name)
    # On Linux a list is named by its label, through their relation.
    assert goes_to.label.buddy() is goes_to.combo


def test_an_ampersand_in_a_label_is_an_ampersand(qtbot: QtBot) -> None:
    button = SecondaryButton("Bed & Bath")
    qtbot.addWidget(button)
    assert spoken(button)[0] == "Bed & Bath"
    assert button.shortcut().isEmpty()
    choices = ChoiceList([Choice("b", "Rose & Crown")])
    qtbot.addWidget(choices)
    assert spoken(choices.parts[0])[0] == "1 Rose & Crown"


def test_a_closed_button_says_why_beside_itself(qtbot: QtBot) -> None:
    button = PrimaryButton("I have told a person")
    reason = ReasonBeside(button)
    for widget in (button, reason):
        qtbot.addWidget(widget)
    button.close_with("Press 1, 2 or 3 first")
    assert not button.isEnabled()
    assert reason.text() == "Press 1, 2 or 3 first"
    assert spoken(button)[2] == "Press 1, 2 or 3 first"
    button.open_again()
    assert button.isEnabled()
    assert reason.text() == ""


def test_enter_presses_a_button_but_never_a_loss(qtbot: QtBot) -> None:
    pressed: list[str] = []
    for button, name in ((PrimaryButton("Sign off"), "sign"), (DangerButton("Danger now"), "danger")):
        qtbot.addWidget(button)
        button.show()
        button.clicked.connect(lambda _on=False, name=name: pressed.append(name))
        qtbot.keyClick(button, Qt.Key.Key_Return)
    assert pressed == ["sign"]


def test_a_paragraph_wraps_and_is_as_high_as_its_lines(qtbot: QtBot, light_theme: Theme) -> None:
    paragraph = Paragraph(f"{LONG} {LONG}")
    qtbot.addWidget(paragraph)
    heights = {width: paragraph.heightForWidth(width) for width in (900, 400, 200)}
    assert heights[900] < heights[400] < heights[200]
    assert all(height % light_theme.line_px("body") == 0 for height in heights.values())
    assert paragraph.text() == f"{LONG} {LONG}"
    paragraph.resize(200, heights[200])
    assert paragraph.line_count() * light_theme.line_px("body") == heights[200]


def test_a_paragraph_in_a_page_gets_all_the_room_its_words_need(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    paragraphs = [Paragraph(LONG) for _ in range(3)]
    for paragraph in paragraphs:
        column.addWidget(paragraph)
    column.addStretch(1)
    page.resize(320, 900)
    page.show()
    for paragraph in paragraphs:
        assert paragraph.height() >= paragraph.heightForWidth(paragraph.width())


def test_a_line_has_at_most_75_letters(qtbot: QtBot) -> None:
    paragraph = Paragraph("word " * 100)
    qtbot.addWidget(paragraph)
    paragraph.resize(3000, 200)
    assert paragraph.line_count() >= 500 / 85


def test_a_serial_number_never_breaks_at_its_hyphens(qtbot: QtBot, light_theme: Theme) -> None:
    serial = Paragraph("4KX-0917-QD")
    qtbot.addWidget(serial)
    width = serial.sizeHint().width()
    assert serial.heightForWidth(width) == light_theme.line_px("body")
    sentence = Paragraph("Laptop 4KX-0917-QD")
    qtbot.addWidget(sentence)
    # Wide enough for the serial alone: it goes to the second line whole.
    assert sentence.heightForWidth(width) == 2 * light_theme.line_px("body")


def test_each_state_of_a_person_has_word_and_icon() -> None:
    for state in ChipState:
        look = chip_look(state)
        assert look.word == state.value
        assert look.icon_name in icon_names()
    assert {chip_look(state).tone for state in (ChipState.DUE, ChipState.READY)} == {Tone.NEXT}
    assert [state for state in ChipState if chip_look(state).tone == Tone.DANGER] == [ChipState.DANGER]


def test_the_saved_mark_has_three_states_with_words(qtbot: QtBot) -> None:
    mark = SavedMark()
    qtbot.addWidget(mark)
    mark.saving()
    assert mark.text() == "Saving"
    mark.saved("10:21 AM")
    assert spoken(mark)[0] == "Saved 10:21 AM"
    mark.not_saved()
    assert mark.text() == "Not saved"


def answers(**more: object) -> ChoiceList:
    return ChoiceList(
        [
            Choice("yes", "Yes"),
            Choice("no", "No", hint="Opens words to say to them"),
            Choice("later", "Later", closed="No hour is staffed"),
            Choice("dk", "Does not know, or would rather not say", number="0"),
        ],
        **more,  # type: ignore[arg-type]
    )


def test_number_keys_answer_and_nothing_is_chosen_beforehand(qtbot: QtBot) -> None:
    choices = answers()
    qtbot.addWidget(choices)
    made: list[str] = []
    choices.choice_made.connect(made.append)
    assert choices.chosen == ""
    assert choices.choose_key("2")
    assert choices.chosen == "no"
    assert choices.choose_key("0")
    assert choices.chosen == "dk"
    assert not choices.choose_key("3"), "closed"
    assert not choices.choose_key("7"), "not there"
    assert made == ["no", "dk"]
    assert [part.isChecked() for part in choices.parts] == [False, False, False, True]
    assert spoken(choices.parts[2])[2] == "No hour is staffed"


def test_a_click_answers_once_and_pressing_it_again_tells_again(qtbot: QtBot) -> None:
    choices = answers()
    qtbot.addWidget(choices)
    choices.resize(600, 300)
    choices.show()
    made: list[str] = []
    choices.choice_made.connect(made.append)
    for _ in range(2):
        qtbot.mouseClick(choices.parts[0], Qt.MouseButton.LeftButton)
    assert made == ["yes", "yes"]
    assert choices.chosen == "yes"


def test_arrows_move_the_focus_over_closed_answers_and_answer_nothing(qtbot: QtBot) -> None:
    choices = answers()
    qtbot.addWidget(choices)
    open_window(qtbot, choices)
    choices.focus_first()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert QApplication.focusWidget() is choices.parts[3]
    assert choices.chosen == ""
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert choices.chosen == "dk"


def test_choosing_an_answer_moves_nothing(qtbot: QtBot) -> None:
    choices = answers(columns=2)
    qtbot.addWidget(choices)
    choices.resize(700, 200)
    choices.show()
    before = [part.geometry() for part in choices.parts]
    choices.choose_key("2")
    assert [part.geometry() for part in choices.parts] == before


def test_a_tenth_answer_has_no_key(qtbot: QtBot) -> None:
    choices = ChoiceList([Choice(str(n), f"Answer {n}") for n in range(11)])
    qtbot.addWidget(choices)
    assert [part.choice.number for part in choices.parts] == [*"123456789", "", ""]
    assert not choices.choose_key("")
    assert choices.chosen == ""


def test_answers_are_48_high_and_grow_with_their_words(qtbot: QtBot) -> None:
    choices = ChoiceList([Choice("a", "Short"), Choice("b", LONG, hint="Opens words to say to them")])
    qtbot.addWidget(choices)
    short, long = choices.parts
    assert short.heightForWidth(500) == 48
    assert long.heightForWidth(500) > 90


def test_enter_keeps_a_line_and_enter_on_nothing_goes_on(qtbot: QtBot) -> None:
    line = CaptureLine("Write what you hear")
    qtbot.addWidget(line)
    kept, empty, words = [], [], []
    line.line_kept.connect(kept.append)
    line.empty_enter.connect(lambda: empty.append(True))
    line.words_changed.connect(words.append)
    qtbot.keyClicks(line, "A 2nd van")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert kept == ["A 2nd van"]
    assert line.text() == ""
    assert words[-1] == "A 2nd van"
    qtbot.keyClicks(line, "   ")
    qtbot.keyClick(line, Qt.Key.Key_Enter)
    assert kept == ["A 2nd van"]
    assert empty == [True]


def test_page_keys_leave_the_capture_line_for_the_page(qtbot: QtBot) -> None:
    heard: list[int] = []

    class Page(QWidget):
        def keyPressEvent(self, event: QEvent) -> None:
            heard.append(event.key())  # type: ignore[attr-defined]

    page = Page()
    qtbot.addWidget(page)
    line = CaptureLine("Write", parent=page)
    page.show()
    qtbot.keyClick(line, Qt.Key.Key_PageDown)
    qtbot.keyClick(line, Qt.Key.Key_PageUp)
    qtbot.keyClick(line, "1")
    assert heard == [Qt.Key.Key_PageDown, Qt.Key.Key_PageUp], "a digit stays in the line"
    assert line.text() == "1"


def test_kept_lines_can_be_edited_by_name(qtbot: QtBot) -> None:
    card = KeptLines()
    qtbot.addWidget(card)
    card.set_lines([KeptLine("7", "A silver van", "10:19 AM")], "1 line.")
    wanted: list[str] = []
    card.edit_wanted.connect(wanted.append)
    edits = [button for button in card.findChildren(QAbstractButton) if spoken(button)[0] == "Edit: A silver van"]
    assert len(edits) == 1
    edits[0].click()
    assert wanted == ["7"]
    card.set_lines([])
    assert card.isHidden()


def test_parts_without_a_parent_never_become_windows(qtbot: QtBot, qapp: QApplication) -> None:
    before = {widget for widget in qapp.topLevelWidgets() if widget.isVisible()}
    card = KeptLines()
    card.set_lines([KeptLine("1", "A silver van", "10:19 AM")])
    parts = [card, EmptyState("No complaints", "None yet."), Field("Name", help_text="As on the card")]
    assert {widget for widget in qapp.topLevelWidgets() if widget.isVisible()} <= before
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for part in parts:
        column.addWidget(part)
    page.show()
    assert all(part.isVisible() for part in parts)


def test_a_field_says_what_is_wrong_and_takes_it_back(qtbot: QtBot) -> None:
    field = Field("Birth date", "31/31/1990", help_text="Month first")
    qtbot.addWidget(field)
    field.show()
    field.set_error("There is no month 31. Month comes first.")
    assert field.error == "There is no month 31. Month comes first."
    assert spoken(field.edit)[2] == field.error
    field.set_error("")
    assert field.error == ""
    assert spoken(field.edit)[2] == "Month first"


def test_a_password_is_shown_only_on_request_and_forgotten_when_cleared(qtbot: QtBot) -> None:
    field = PasswordField()
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field.edit, "a long pass phrase")
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password
    assert "pass phrase" not in spoken(field.edit)[0]
    field.show_words.click()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Normal
    field.clear()
    assert field.text == ""
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password


def test_the_whole_row_of_a_check_box_is_its_target(qtbot: QtBot) -> None:
    row = CheckRow("A child is at risk", boxed=True)
    qtbot.addWidget(row)
    row.resize(300, 44)
    row.show()
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().bottomRight() - row.rect().topLeft() / 2)
    assert row.isChecked()
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert not row.isChecked()


def test_the_masked_box_holds_no_facts(qtbot: QtBot) -> None:
    box = MaskedBox(("What happened, when, and the case status", " show after both checks."))
    qtbot.addWidget(box)
    assert spoken(box)[0] == "What happened, when, and the case status show after both checks."


def test_words_to_say_are_quoted_and_the_tag_gives_way(qtbot: QtBot) -> None:
    words = WordsToSay(("Could I speak with ", Run("Elena Marchetti", strong=True), ", please?"))
    qtbot.addWidget(words)
    full = words.heightForWidth(500)
    words.set_compact(True)
    assert words.heightForWidth(500) < full
    assert spoken(words)[0] == "Say this: Could I speak with Elena Marchetti, please?"


def test_the_icon_of_a_notice_stands_at_its_first_line_beside_a_button(qtbot: QtBot) -> None:
    bar = NoticeBar("The file was not read.", tone=Tone.WARN, actions=("OK",))
    qtbot.addWidget(bar)
    bar.resize(800, bar.sizeHint().height())
    bar.show()
    words, icon = bar.words.geometry(), bar._icon.geometry()
    assert abs(words.center().y() - icon.center().y()) <= 2
    assert abs(words.center().y() - bar.rect().center().y()) <= 2


def test_a_notice_has_at_most_two_buttons_and_tells_which(qtbot: QtBot) -> None:
    bar = NoticeBar("RP_Phone may be the reporter's number.", tone=Tone.WARN, actions=("Leave it out", "Keep", "No"))
    qtbot.addWidget(bar)
    pressed: list[int] = []
    bar.action.connect(pressed.append)
    assert [button.label for button in bar.buttons] == ["Leave it out", "Keep"]
    bar.buttons[1].click()
    assert pressed == [1]


def test_a_toast_counts_down_but_not_under_the_focus(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    toast = Toast("3 people kept off the list", seconds=2, parent=page)
    open_window(qtbot, page)
    gone: list[bool] = []
    toast.gone.connect(lambda: gone.append(True))
    toast.undo.setFocus()
    toast._on_second()
    assert toast.seconds_left == 2
    toast.undo.clearFocus()
    toast._on_second()
    assert toast.seconds_left == 1
    toast._on_second()
    assert gone == [True]


def test_undo_undoes_once(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    toast = Toast("3 people kept off the list", parent=page)
    with qtbot.waitSignals([toast.undone, toast.gone]):
        toast.undo.click()
    assert toast.isHidden()


def test_only_done_stages_can_be_gone_back_to(qtbot: QtBot) -> None:
    rail = StageRail(
        [Stage("o", "Opening", StageState.DONE), Stage("n", "What is new", StageState.HERE), Stage("s", "Service")]
    )
    qtbot.addWidget(rail)
    wanted: list[str] = []
    rail.stage_wanted.connect(wanted.append)
    rows = rail.findChildren(QAbstractButton)
    assert [spoken(row)[0] for row in rows] == [
        "Opening, done",
        "What is new, you are here",
        "Service, still to come",
    ]
    for row in rows:
        row.click()
    assert wanted == ["o"]


def test_only_done_steps_can_be_gone_back_to(qtbot: QtBot) -> None:
    head = StepsHead(("Choose", "Match columns", "Check", "Import"), 2)
    qtbot.addWidget(head)
    wanted: list[int] = []
    head.step_wanted.connect(wanted.append)
    for step in head.findChildren(QAbstractButton):
        step.click()
    assert wanted == [0, 1]


def test_small_piles_of_the_strip_can_still_be_seen(qtbot: QtBot) -> None:
    strip = BarStrip([Pile("To be called", 1_000_000, "accent"), Pile("Not read", 1, "ink"), Pile("Held", 0, "edge")])
    qtbot.addWidget(strip)
    widths = strip.widths(800)
    assert widths[1] >= 8
    assert widths[2] == 0
    assert sum(widths) == pytest.approx(800 - 2)


def test_the_empty_state_offers_one_thing_to_do(qtbot: QtBot) -> None:
    empty = EmptyState("Nobody can be called before 11:00 AM", "11 were tried today.", action="Practice a call")
    qtbot.addWidget(empty)
    assert empty.button is not None
    with qtbot.waitSignal(empty.action_wanted):
        empty.button.click()


def open_dialog(qtbot: QtBot, *, loss: bool) -> tuple[Dialog, list[str], QWidget]:
    page = QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(SecondaryButton("Under it"))
    page.resize(900, 600)
    open_window(qtbot, page)
    dialog = Dialog("Remove 3 people", "This cannot be undone.", verb="Remove", loss=loss, parent=page)
    heard: list[str] = []
    dialog.confirmed.connect(lambda: heard.append("confirmed"))
    dialog.dismissed.connect(lambda: heard.append("dismissed"))
    dialog.open_dialog()
    return dialog, heard, page


def test_enter_never_confirms_a_loss_and_escape_leaves(qtbot: QtBot) -> None:
    dialog, heard, _page = open_dialog(qtbot, loss=True)
    assert QApplication.focusWidget() is dialog.way_out
    dialog.verb.setFocus()
    qtbot.keyClick(dialog.verb, Qt.Key.Key_Return)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert heard == []
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert heard == ["dismissed"]


def test_enter_confirms_what_loses_nothing(qtbot: QtBot) -> None:
    dialog, heard, _page = open_dialog(qtbot, loss=False)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert heard == ["confirmed"]
    dialog.close_dialog()


def test_tab_stays_inside_a_dialog(qtbot: QtBot) -> None:
    dialog, _heard, _page = open_dialog(qtbot, loss=False)
    seen = set()
    for _ in range(6):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert seen == {dialog.way_out, dialog.verb}


def test_the_focus_ring_is_seen_whole_round_the_control(qtbot: QtBot, light_theme: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.setContentsMargins(20, 20, 20, 20)
    first, second = PrimaryButton("Call"), SecondaryButton("Back")
    column.addWidget(first)
    column.addWidget(second)
    ring = FocusRing(page)
    open_window(qtbot, page)
    for button in (first, second):
        button.setFocus()
        assert ring.around is button
        image: QImage = page.grab().toImage()
        focus = light_theme.color("focus").rgb()
        box = button.geometry()
        middle = box.center()
        # 2 px of ground, then 3 px of ring, on all four sides.
        for x, y in (
            (box.left() - 4, middle.y()),
            (box.right() + 4, middle.y()),
            (middle.x(), box.top() - 4),
            (middle.x(), box.bottom() + 4),
        ):
            assert image.pixelColor(x, y).rgb() == focus
        assert image.pixelColor(middle.x(), box.top() - 1).rgb() != focus


def test_the_ring_outlives_the_page_it_lay_on(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    ring = FocusRing(page)
    open_window(qtbot, page)
    for _ in range(3):
        card = Card("A card")
        button = SecondaryButton("Back")
        card.body.addWidget(button)
        column.addWidget(card)
        button.setFocus()
        assert ring.around is button
        card.hide()
        card.setParent(None)
        card.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert ring.around is None


def test_a_new_theme_reaches_what_is_already_on_screen(qtbot: QtBot, qapp: QApplication) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    button, words, field = PrimaryButton("Go on"), Label("Kept so far"), Field("Your name")
    for widget in (button, words, field, DoLine("Wait for the answer.")):
        column.addWidget(widget)
    page.show()
    small = (button.sizeHint().height(), words.font().pixelSize(), field.edit.height())
    try:
        Theme(Mode.DARK, 2.0).apply(qapp)
        large = (button.sizeHint().height(), words.font().pixelSize(), field.edit.height())
        assert large == tuple(2 * size for size in small)
        shot = page.grab().toImage()
        assert shot.pixelColor(2, 2).name().upper() == "#0F1614"
    finally:
        Theme().apply(qapp)
    assert (button.sizeHint().height(), words.font().pixelSize(), field.edit.height()) == small


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("mode", list(Mode))
def test_the_boards_hold_together_in_both_themes(qtbot: QtBot, qapp: QApplication, mode: Mode, scale: float) -> None:
    try:
        Theme(mode, scale).apply(qapp)
        board = Gallery()
        qtbot.addWidget(board)
        board.resize(round(1366 * scale), round(768 * scale))
        board.show()
        assert board.size().width() == round(1366 * scale), "nothing asks for more room than the picture has"
        for label in board.findChildren(QLabel):
            if label.hasHeightForWidth():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
            else:
                assert label.width() >= label.minimumSizeHint().width(), label.text()
    finally:
        Theme().apply(qapp)

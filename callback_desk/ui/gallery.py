"""The parts on a board, for pictures and tests. Names and numbers are invented."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from callback_desk.ui.components import (
    Card,
    Chip,
    ChipState,
    Choice,
    ChoiceList,
    DangerButton,
    DeskButton,
    DoLine,
    EmptyState,
    Field,
    KeyCap,
    Label,
    MaskedBox,
    NoticeBar,
    PrimaryButton,
    ProgressBar,
    QuietButton,
    SavedMark,
    SecondaryButton,
    Themed,
    Toast,
    Tone,
    WordsToSay,
    strong_then,
)
from callback_desk.ui.components.drawing import draw_box
from callback_desk.ui.focus import FocusRing

_SWATCHES = (
    *("desk", "surface", "sunken", "line", "edge", "ink", "ink2", "accent"),
    *("tint", "tint_edge", "danger", "danger_tint", "warn", "warn_tint", "good", "good_tint"),
)


class _Swatch(Themed, QWidget):
    def __init__(self, color: str) -> None:
        super().__init__()
        self._color = color
        self._style_now()

    def _restyle(self) -> None:
        self.setFixedSize(QSize(self.theme.px(66), self.theme.px(32)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), fill=self.theme.color(self._color), edge=self.theme.color("edge"))
        painter.end()


class Gallery(Themed, QWidget):
    """The board of the design's pictures 20 and 21: colours, buttons, choices, chips, notices, words to say."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("sheet", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._ringed: list[QWidget] = []
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self._colors())
        self._columns = QHBoxLayout()
        for column in (self._controls(), self._states(), self._speech()):
            self._columns.addWidget(column, 1)
        self._outer.addLayout(self._columns, 1)
        self._style_now()

    def _restyle(self) -> None:
        theme = self.theme
        self._outer.setContentsMargins(theme.px(28), theme.px(20), theme.px(28), theme.px(19))
        self._outer.setSpacing(theme.px(14))
        self._columns.setSpacing(theme.px(14))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        while self._ringed:
            FocusRing(self).stay_round(self._ringed.pop())

    def _colors(self) -> Card:
        card = Card(padding_px=12)
        row = QHBoxLayout()
        for index, color in enumerate(_SWATCHES):
            if index:
                row.addStretch(1)
            column = QVBoxLayout()
            column.setSpacing(self.theme.px(2))
            column.addWidget(_Swatch(color), 0, Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(Label(color, face="meta", color="ink2", align=Qt.AlignmentFlag.AlignHCenter))
            row.addLayout(column)
        card.body.addLayout(row)
        return card

    def _controls(self) -> Card:
        card = Card()
        _add(card, Label("Buttons", face="strong"), self._primary_row(), self._other_row())
        choices = ChoiceList(
            [
                Choice("rest", "At rest", hint="What it leads to"),
                Choice("chosen", "Chosen"),
                Choice("focus", "Focus by Tab or arrows"),
                Choice("closed", "Closed", closed="Why it is closed"),
            ],
            chosen="chosen",
        )
        self._ringed.append(choices.parts[2])
        _add(card, Label("Numbered choice", face="strong"), choices)
        wrong = Field("", "31/31/1990")
        wrong.edit.setAccessibleName("Birth date")
        wrong.set_error("There is no month 31. Month comes first.")
        rest = Field("", "At rest")
        rest.edit.setAccessibleName("A field")
        _add(card, Label("Field", face="strong"), rest, wrong)
        card.body.addStretch(1)
        return card

    def _primary_row(self) -> QLayout:
        over, down, focus, off = (PrimaryButton("Call") for _ in range(4))
        over.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        down.setDown(True)
        off.close_with("Shown closed")
        self._ringed.append(focus)
        return _row_with_words(
            [(PrimaryButton("Call"), "rest"), (over, "over"), (down, "down"), (focus, "focus"), (off, "off")]
        )

    def _other_row(self) -> QLayout:
        return _row_with_words(
            [
                (SecondaryButton("Back"), "second"),
                (DangerButton("Danger now"), "danger"),
                (DangerButton("Open", filled=True), "answer it"),
                (QuietButton("Find"), "quiet"),
            ]
        )

    def _states(self) -> Card:
        card = Card()
        rows = (
            (ChipState.DUE, ChipState.READY, ChipState.LATER, ChipState.IN_A_CALL),
            (ChipState.INTERRUPTED, ChipState.TO_DECIDE, ChipState.TO_CHECK),
            (ChipState.DONE, ChipState.NOT_TO_BE_CALLED, ChipState.WITHDRAWN),
        )
        _add(card, Label("States of a person", face="strong"))
        _add(card, *(_row(*(Chip(state) for state in row)) for row in rows))
        _add(
            card,
            Label("Banners", face="strong"),
            NoticeBar("Carmen has this one until 10:40 AM."),
            NoticeBar("The file is 9 days old. No status is read aloud.", tone=Tone.WARN),
            NoticeBar(
                strong_then("Not saved for 4 seconds.", "The disk is full. Write on paper and call extension 4402."),
                tone=Tone.DANGER,
            ),
        )
        saved, saving, not_saved = SavedMark(), SavedMark(), SavedMark()
        saved.saved("10:21 AM")
        saving.saving()
        not_saved.not_saved()
        marks = QVBoxLayout()
        marks.setSpacing(0)
        for mark in (saved, saving, not_saved):
            marks.addWidget(mark)
        _add(card, Label("Saved mark", face="strong"), marks, Label("Masked", face="strong"), MaskedBox())
        card.body.addStretch(1)
        return card

    def _speech(self) -> Card:
        card = Card()
        progress = ProgressBar()
        progress.set_progress(18_200, 40_000, "Reading row 18,200 of 40,000")
        toast = Toast("3 people kept off the list", seconds=8)
        _add(
            card,
            Label("Words to say, and what to do", face="strong"),
            WordsToSay("Is now a good time?"),
            DoLine("Wait for the answer. Do not fill the silence."),
            Label("Progress", face="strong"),
            progress,
            Label("Toast with undo", face="strong"),
            toast,
            Label("Empty", face="strong"),
            EmptyState("No complaints", "None in the last 30 days. New ones show here at once."),
            Label("Key", face="strong"),
            _row(
                KeyCap("F1"),
                KeyCap("Esc"),
                KeyCap("Page Down"),
                Label("always beside its word", face="meta", color="ink2"),
            ),
        )
        card.body.addStretch(1)
        return card


def _add(card: Card, *parts: QWidget | QLayout) -> None:
    for part in parts:
        if isinstance(part, QLayout):
            card.body.addLayout(part)
        else:
            card.body.addWidget(part)


def _row(*parts: QWidget) -> QLayout:
    row = QHBoxLayout()
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _row_with_words(parts: Sequence[tuple[DeskButton, str]]) -> QLayout:
    row = QHBoxLayout()
    row.setSpacing(14)
    for button, words in parts:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(Label(words, face="meta", color="ink2", align=Qt.AlignmentFlag.AlignHCenter))
        row.addLayout(column)
    row.addStretch(1)
    return row

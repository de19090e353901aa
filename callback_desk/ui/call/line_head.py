"""The kept line that the follow-up questions are about, above them; its pencil mends it in place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from callback_desk.call_script.state import Line
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.line_marks import LineMarks
from callback_desk.ui.components import Card, Icon, IconButton, Label, LineEdit, Paragraph, set_shown

_INSET_PX = 7
_PADDING_PX = 10
_CLOSE_PX = 3


class LineHead(Card):
    """The line, which one of how many, and a pencil."""

    def __init__(self, hand: CallInHand, line: Line, position: str, *, marks: bool = True) -> None:
        super().__init__(padding_px=_PADDING_PX)
        self._hand = hand
        self._line = line
        row = QHBoxLayout()
        row.setContentsMargins(self.theme.px(_INSET_PX), 0, 0, 0)
        row.setSpacing(self.theme.px(12))
        self._icon = Icon("note", "accent")
        self.words = Paragraph(line.text, face="answer", full_width=True)
        self.edit = LineEdit("Mend the line")
        self.edit.returnPressed.connect(self._on_entered)
        self._position = Label(position, face="meta", color="ink2")
        self.pencil = IconButton("pen", "Edit the line")
        self.pencil.clicked.connect(self._on_pencil)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.edit, 1)
        row.addWidget(self._position)
        row.addWidget(self.pencil)
        self.body.addLayout(row)
        self.marks = LineMarks(line.text, inset_px=_INSET_PX if marks else 0)
        self.marks.shortened.connect(self._on_shortened)
        if marks:  # else the sheet has another place for them
            self.body.addWidget(self.marks)
        set_shown(self.edit, False)

    def show_line(self, line: Line, position: str) -> None:
        """Another text of the same line."""
        self._line = line
        self.words.set_words(line.text)
        self._position.setText(position)
        self.marks.show_text(line.text)

    def begin(self, line: Line, position: str) -> None:
        """Another question about this line, or another line: nobody is mending it."""
        self.edit.setText("")
        set_shown(self.edit, False)
        set_shown(self.words, True)
        self.show_line(line, position)

    def stand_close(self, close: bool) -> None:
        """Less space round the line, or as much as it should have."""
        self.set_padding(_CLOSE_PX if close else _PADDING_PX)

    def rest(self) -> None:
        """The question is about no line: no word of one stays."""
        self.edit.setText("")
        self.words.set_words("")
        self._position.setText("")
        self.marks.show_text("")

    def _on_shortened(self, text: str) -> None:
        self._hand.edit_line(self._line.key, text)

    def _on_pencil(self) -> None:
        if self.edit.isVisible():
            self._on_entered()
            return
        self.edit.setText(self._line.text)
        set_shown(self.words, False)
        set_shown(self.edit, True)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_entered(self) -> None:
        text = self.edit.text().strip()
        set_shown(self.edit, False)
        set_shown(self.words, True)
        if text and text != self._line.text:
            self._hand.edit_line(self._line.key, text)
        sheet = self.parentWidget()
        if sheet is not None:
            sheet.setFocus(Qt.FocusReason.OtherFocusReason)

"""One line of a paper form: its number, what was asked, a field for what was ticked or written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.call_script.form import QuestionKind
from callback_desk.call_script.paper_entry import PaperRow
from callback_desk.ui.components import Label, LineEdit, Paragraph, Themed, set_shown

_NUMBER_PX = 76
_TICKED_PX = 120
_WRITTEN_PX = 420
_SLASH = "Several lines: put a slash between them."


class PaperLine(Themed, QWidget):
    """`typed(key, text, go on)`: the field was left, or Enter was pressed in it."""

    typed = Signal(str, str, bool)

    def __init__(self, row: PaperRow, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = row.key
        self._by_number = row.by_number
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._number = Label(_number_of(row), face="strong")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Paragraph(row.heading, full_width=True))
        self._under = Paragraph("", face="meta", color="ink2", full_width=True)
        words.addWidget(self._under)
        self.edit = LineEdit(f"{_number_of(row)}, {row.heading}")
        self.edit.setText(row.typed)
        self.edit.returnPressed.connect(self._on_return)
        self.edit.editingFinished.connect(self._on_left)
        self._told = row.typed
        self._row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        self.show_row(row)
        self._style_now()

    def show_row(self, row: PaperRow) -> None:
        """What the form makes of it now."""
        wrong = bool(row.error)
        words = row.error or row.means or _help(row)
        self._under.set_words(words)
        self._under.set_color("warn" if wrong else "ink2")
        set_shown(self._under, bool(words))
        self.edit.setAccessibleDescription(words)
        if bool(self.edit.property("wrong")) != wrong:
            self.edit.setProperty("wrong", wrong)
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)

    def _on_return(self) -> None:
        self._told = self.edit.text()
        self.typed.emit(self.key, self._told, True)

    def _on_left(self) -> None:
        if self.edit.text() != self._told:
            self._told = self.edit.text()
            self.typed.emit(self.key, self._told, False)

    def _restyle(self) -> None:
        theme = self.theme
        self._row.setSpacing(theme.px(12))
        self._number.setFixedWidth(theme.px(_NUMBER_PX))
        self._number.setFixedHeight(theme.px(24))
        self.edit.setFixedWidth(theme.px(_TICKED_PX if self._by_number else _WRITTEN_PX))


def _number_of(row: PaperRow) -> str:
    return f"{row.number}, line {row.of_line}" if row.of_line else row.number


def _help(row: PaperRow) -> str:
    """The boxes as they are printed, so that a number can be checked against its words."""
    if row.boxes:
        return ", ".join(f"{number} {words}" for number, words in row.boxes)
    if row.kind is QuestionKind.CAPTURE:
        return _SLASH
    return "A day such as 2026-11-30." if row.kind is QuestionKind.DATE else ""

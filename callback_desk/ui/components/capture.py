"""The one line to type in, and the lines kept under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from callback_desk.ui.components.base import Themed, set_shown
from callback_desk.ui.components.card import Card, HairLine, Icon
from callback_desk.ui.components.drawing import cap_size, draw_box, draw_cap
from callback_desk.ui.components.icon_button import IconButton
from callback_desk.ui.components.paragraph import Label, Paragraph
from callback_desk.ui.icons import pixmap
from callback_desk.ui.tokens import RADIUS_PX


class CaptureLine(Themed, QLineEdit):
    """52 high, 19 px. Enter keeps the line: `line_kept(text)`, and empties it; on an empty line `empty_enter()`.

    `words_changed(text)` comes with every letter: the saved mark and the autosave follow it.
    """

    line_kept = Signal(str)
    empty_enter = Signal()
    words_changed = Signal(str)

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setObjectName("captureLine")
        self.setFrame(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textEdited.connect(self.words_changed)
        self._style_now()

    def _restyle(self) -> None:
        theme = self.theme
        self.setFont(theme.font("answer"))
        cap_w, _ = cap_size("Enter")
        self.setTextMargins(theme.px(41), 0, round(cap_w) + theme.px(22), 0)
        self.setFixedHeight(theme.px(52))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.isAutoRepeat():
                return
            text = self.text().strip()
            if text:
                self.clear()
                self.line_kept.emit(text)
            else:
                self.empty_enter.emit()
            return
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()  # back and go on work while typing
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        focus = self.hasFocus()
        draw_box(
            painter,
            box,
            fill=theme.color("surface"),
            edge=theme.color("accent" if focus else "edge"),
            edge_px=2 if focus else 1,
            radius_px=RADIUS_PX,
        )
        side = theme.px(20)
        pen = pixmap("pen", "ink", 20, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(theme.px(13), round((self.height() - side) / 2)), pen)
        cap_w, cap_h = cap_size("Enter")
        cap = QRectF(self.width() - theme.px(13) - round(cap_w), (self.height() - cap_h) / 2, round(cap_w), cap_h)
        draw_cap(painter, cap, "Enter", theme.color("ink2"))
        painter.end()
        super().paintEvent(event)


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line already kept: an id of the page's, the words, the time as written for people."""

    line_id: str
    text: str
    at: str


_NO_LINE = KeptLine("", "", "")


class KeptLines(Card):
    """*Kept so far*: newest first, each with a check mark, its time and *edit*: `edit_wanted(line_id)`."""

    edit_wanted = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(padding_px=0, parent=parent)
        self._head = _Head()
        self.body.addWidget(self._head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self._made: list[_Row] = []
        self.hide()

    def set_lines(self, lines: Sequence[KeptLine], note: str = "") -> None:
        """Show the kept lines, newest first as given. The card hides while there are none."""
        while len(self._made) < len(lines):
            row = _Row()
            row.edit_wanted.connect(self.edit_wanted)
            self._rows.addWidget(row)
            self._made.append(row)
        for row, line in zip(self._made, lines, strict=False):
            row.show_line(line)
            set_shown(row, True)
        for row in self._made[len(lines) :]:  # no word of a line stays in one that is left over
            row.show_line(_NO_LINE)
            set_shown(row, False)
        self._head.note.setText(note)
        set_shown(self, bool(lines))

    def take_focus(self) -> None:
        """The key of the newest line, with the card in sight."""
        if self._made:
            self._made[0].take_focus()


class _Row(Themed, QWidget):
    """One kept line: a check mark, the words, the time, *edit*."""

    edit_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._line: KeptLine | None = None
        self._words = Paragraph("", face="answer")
        self._at = Label("", face="time", color="ink2")
        self._edit = IconButton("pen", "Edit")
        self._edit.clicked.connect(self._on_edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(HairLine())
        layout = QHBoxLayout()
        column.addLayout(layout)
        theme = self.theme
        layout.setContentsMargins(theme.px(12), theme.px(2), theme.px(4), theme.px(2))
        layout.setSpacing(theme.px(12))
        layout.addWidget(Icon("check", "good"), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()  # a line that wraps keeps away from the hairlines; one line is no higher than its button
        words.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        words.addWidget(self._words)
        layout.addLayout(words, 1)
        layout.addWidget(self._at)
        layout.addWidget(self._edit)

    def show_line(self, line: KeptLine) -> None:
        if line == self._line:
            return
        self._line = line
        self._words.set_words(line.text)
        self._at.setText(line.at)
        self._edit.setAccessibleName(f"Edit: {line.text}")

    def take_focus(self) -> None:
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edit(self) -> None:
        if self._line is not None:
            self.edit_wanted.emit(self._line.line_id)


class _Head(Themed, QWidget):
    """The sunken head of a card, with a title left and a note right."""

    def __init__(self) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.addWidget(Label("Kept so far", face="strong"))
        layout.addStretch(1)
        self.note = Label("", face="meta", color="ink2")
        layout.addWidget(self.note)
        self._style_now()

    def _restyle(self) -> None:
        layout = self.layout()
        if layout is not None:
            side = self.theme.px(12)
            layout.setContentsMargins(side, self.theme.px(9), side, self.theme.px(9))

    def event(self, event: QEvent) -> bool:
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(43))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0, 0, 0, self.theme.px(12))
        painter.setClipRect(self.rect())
        draw_box(painter, box, fill=self.theme.color("sunken"), edge=None, radius_px=7)
        painter.end()

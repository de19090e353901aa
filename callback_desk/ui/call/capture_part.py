"""While the person talks there is one line to type in. What is kept stands under it, newest first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.call_script.steps import Step
from callback_desk.call_script.typed_words import TypedIn
from callback_desk.ui.call.answers import AnswerPart
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.room import Room
from callback_desk.ui.components import CaptureLine, Icon, KeptLine, KeptLines, Label, Paragraph, empty_out, set_shown
from callback_desk.ui.sight import bring_to_the_top
from callback_desk.ui.when import clock, count

_WRITE = "Write what you hear, one point on a line"
_MEND = "Mend the line. Empty, it is taken away"
_HELP = "Enter keeps the line. Enter on an empty line goes on. Numbers typed here are only text."


class CapturePart(AnswerPart):
    """Enter keeps the line, on an empty line it goes on. *Edit* brings a kept line back into the line."""

    def __init__(self, hand: CallInHand, step: Step, room: Room) -> None:
        super().__init__(hand, step, room)
        self._mending = ""
        self._before = ""
        self._texts: list[str] = []  # of the lines shown plainly
        self._all = False  # at 200 %: with their keys, because somebody asked for them
        self._label = Label("", face="strong")
        self.line = CaptureLine(_WRITE)
        self.line.line_kept.connect(self._on_kept)
        self.line.empty_enter.connect(self._on_empty)
        self.line.words_changed.connect(self._on_typed)
        self.column.addWidget(self._label)
        self.column.addWidget(self.line)
        self._help = Paragraph(_HELP, face="meta", color="ink2", full_width=True)
        if room is not Room.TIGHT:
            self.column.addWidget(self._help)
        self._lines = KeptLines()
        self._lines.edit_wanted.connect(self.mend)
        self._plain_box = QWidget()
        self._plain = QVBoxLayout(self._plain_box)
        self._plain.setContentsMargins(0, 0, 0, 0)
        self._plain.setSpacing(0)
        self.column.addSpacing(8 if room is not Room.TIGHT else 0)
        self.column.addWidget(self._lines)
        self.column.addWidget(self._plain_box)
        self.fill(step)

    def fill(self, step: Step) -> None:
        self._begin(self.hand.typed.get(TypedIn.LINE, ""))
        self.refresh(step)

    def rest(self) -> None:
        self._begin("")
        self._lines.set_lines([])
        self._show_plain([])

    def _begin(self, text: str) -> None:
        """No kept line is being mended."""
        self._mending = self._before = ""
        self._all = False
        self._label.setText("Write what you hear" if self.room is Room.TIGHT else _WRITE)
        self.line.setText(text)

    def go_on(self) -> None:
        self.keep()
        self.hand.go_on()

    def enter(self) -> None:
        """Enter outside the line goes on."""
        self.go_on()

    def keep(self) -> None:
        """Going on with words in the line keeps them as a line: nothing typed is dropped."""
        text = self.line.text().strip()
        if text and self.hand.nav.may_capture:
            self.line.clear()
            self._on_kept(text)

    def refresh(self, step: Step) -> None:
        lines = list(reversed(self.hand.nav.lines))
        zone = self.hand.desk.zone
        if self.room is Room.TIGHT and not self._all:
            self._lines.set_lines([])
            self._show_plain([line.text for line in lines])
            return
        self._show_plain([])
        rows = [KeptLine(line.key, line.text, clock(line.at, zone)) for line in lines]
        self._lines.set_lines(rows, f"{count(len(rows), 'line')}. We ask about each one afterwards.")

    def show_kept(self) -> None:
        """The kept lines come into sight, each with its key to mend it."""
        self._all = True
        self.refresh(self.hand.step)
        self._lines.take_focus()
        bring_to_the_top(self._lines)

    def start(self) -> QWidget | None:
        return self.line

    @property
    def to_read(self) -> tuple[QWidget, ...]:
        return self._lines, self._plain_box

    def mend(self, key: str) -> None:
        """Bring a kept line back into the line to type in."""
        text = next((line.text for line in self.hand.nav.lines if line.key == key), "")
        if not self._mending:
            self._before = self.line.text()
        self._mending = key
        self._label.setText(_MEND)
        self.line.setText(text)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_kept(self, text: str) -> None:
        if self._mending:
            self._mended(text)
            return
        self.hand.keep_line(text)

    def _on_empty(self) -> None:
        if self._mending:
            self._mended("")
        else:
            self.hand.go_on()

    def _mended(self, text: str) -> None:
        key, self._mending = self._mending, ""
        self._label.setText(_WRITE if self.room is not Room.TIGHT else "Write what you hear")
        self.line.setText(self._before)
        self._before = ""
        self.hand.edit_line(key, text)
        self.hand.typing(TypedIn.LINE, self.line.text())

    def _on_typed(self, text: str) -> None:
        self.hand.typing(TypedIn.LINE, text)  # also while mending: every letter is in the draft

    def _show_plain(self, texts: list[str]) -> None:
        """At 200 %: a check mark and the words, without the card."""
        if texts == self._texts:
            return
        self._texts = texts
        empty_out(self._plain)
        for text in texts:
            row = QWidget()
            beside = QHBoxLayout(row)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.addWidget(Icon("check", "good", beside="body"), 0, Qt.AlignmentFlag.AlignTop)
            beside.addWidget(Paragraph(text, full_width=True), 1)
            self._plain.addWidget(row)
        set_shown(self._plain_box, bool(texts))

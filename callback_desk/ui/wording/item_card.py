"""A question or a card of the script with its sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.call_script.comparing import Touches
from callback_desk.call_script.script_texts import HEADING, TextPlace
from callback_desk.call_script.wording_parts import Item, Line
from callback_desk.ui.components import Card, Chip, HairLine, Icon, Paragraph, QuietButton, Themed, set_shown
from callback_desk.ui.when import count
from callback_desk.ui.wording.edits import Edits
from callback_desk.ui.wording.sentence_row import SentenceRow
from callback_desk.ui.wording.words import LOCKS

_FEW_ANSWERS = 3
_CONSENT = "A person agrees to these words: other ones need a second signer."
_ANYBODY = "Anybody may hear this: not the police, and not why you call."


class ItemCard(Card):
    """Rows of sentences; many answers stay folded until they are wanted."""

    def __init__(self, item: Item, edits: Edits, *, may_change: bool) -> None:
        super().__init__(padding_px=20)
        self.item = item
        self.setAccessibleName(item.title)
        self._edits, self._may_change = edits, may_change
        head = QHBoxLayout()
        head.addWidget(Paragraph(item.title, face="section", full_width=True), 1)
        if item.lock is not None:
            head.addWidget(Chip("Locked", icon_name="lock"), 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        note = LOCKS[item.lock] if item.lock else _CONSENT if item.touches is Touches.CONSENT else ""
        note = note or (_ANYBODY if item.anybody else "")
        if note:
            row = QHBoxLayout()
            icon = Icon("lock" if item.lock else "help", "ink2", size_px=18, beside="meta")
            row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Paragraph(note, face="meta", color="ink2", full_width=True), 1)
            self.body.addLayout(row)
        self.rows: list[SentenceRow] = []
        for number, line in enumerate(item.lines):
            if number:
                self.body.addWidget(HairLine())
            self._add(line, self.body)
        self._folded = _Rows()
        self.unfold: QuietButton | None = None
        if item.answers:
            few = len(item.answers) <= _FEW_ANSWERS
            changed = any(edits.words(line.place) != edits.shipped(line.place) for line in item.answers)
            if few or changed:
                self._unfold()
            else:
                answers = sum(line.place.column == HEADING for line in item.answers)
                self.unfold = QuietButton(count(answers, "answer"), icon_name="chevron-down")
                self.unfold.setAccessibleName(f"{self.unfold.label}: {item.title}")
                self.unfold.clicked.connect(self._unfold)
                self.body.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignLeft)
            self.body.addWidget(self._folded)
            set_shown(self._folded, bool(self._folded.column.count()))
        self._style_now()

    def row_at(self, place: TextPlace) -> SentenceRow | None:
        """The row of a place, unfolded if need be."""
        if self.unfold is not None and any(line.place == place for line in self.item.answers):
            self._unfold()
        return next((row for row in self.rows if row.place == place), None)

    def show_now(self, place: TextPlace | None) -> None:
        for row in self.rows:
            if place is None or row.place == place:
                row.show_now()

    def _add(self, line: Line, into: QVBoxLayout) -> None:
        row = SentenceRow(line, self.item, self._edits, may_change=self._may_change)
        self.rows.append(row)
        into.addWidget(row)

    def _unfold(self) -> None:
        if self.unfold is not None:
            set_shown(self.unfold, False)
            self.unfold = None
        set_shown(self._folded, True)
        for line in self.item.answers:
            self._folded.column.addWidget(HairLine())
            self._add(line, self._folded.column)
        if self._folded.isVisible() and self.rows:
            first = next((row.edit for row in self.rows if row.line.is_answer and row.edit is not None), None)
            if first is not None:
                first.setFocus()


class _Rows(Themed, QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._style_now()

    def _restyle(self) -> None:
        self.column.setSpacing(self.theme.px(8))

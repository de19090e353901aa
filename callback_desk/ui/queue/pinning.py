"""At the foot of the side panel: pin this person for the next shift, with one sentence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.changes import Done
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.notes import MOST_PIN_LETTERS
from callback_desk.ui.components import Field, Paragraph, QuietButton, SecondaryButton, Themed, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.use_cases import pins


class PinPart(Themed, QWidget):
    """A verb that opens one field; somebody pinned shows the sentence, and *Unpin*. Esc closes the field."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__()
        self._page = page
        self._person = CallbackId(0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.said = Paragraph("", full_width=True)
        self.open = QuietButton("Pin for the next shift", icon_name="note", flush=True)
        self.open.clicked.connect(self._on_open)
        self.unpin = QuietButton("Unpin")
        self.unpin.clicked.connect(self._on_unpin)
        self.field = Field("One sentence for the next shift", help_text="The room reads along: no case details.")
        self.field.edit.setMaxLength(MOST_PIN_LETTERS)
        self.field.entered.connect(self._on_pin)
        self.keep = SecondaryButton("Pin", key="Enter")
        self.keep.clicked.connect(self._on_pin)
        verbs = QHBoxLayout()
        verbs.addWidget(self.open)
        verbs.addWidget(self.unpin)
        verbs.addStretch(1)
        self._column.addWidget(self.said)
        self._column.addLayout(verbs)
        self._column.addWidget(self.field)
        self._column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignRight)
        self._show("")
        self._style_now()

    def show_person(self, callback_id: CallbackId) -> None:
        """Ask whether somebody is pinned."""
        if callback_id != self._person:
            self._person = callback_id
            self._show("")
        desk = self._page.desk
        self._page.ask("pin", lambda: (callback_id, pins.pin_of(desk, callback_id)), self._on_known)

    def _on_known(self, found: tuple[CallbackId, str]) -> None:
        if found[0] == self._person and not self.field.isVisibleTo(self):
            self._show(found[1])

    def _show(self, sentence: str, *, typing: bool = False) -> None:
        self.said.set_words(f"Pinned: {sentence}" if sentence else "")
        set_shown(self.said, bool(sentence))
        set_shown(self.unpin, bool(sentence) and not typing)
        set_shown(self.open, not sentence and not typing)
        for part in (self.field, self.keep):
            set_shown(part, typing)

    def _on_open(self) -> None:
        self.field.set_text("")
        self.field.set_error("")
        self._show("", typing=True)
        self.field.edit.setFocus()

    def _on_pin(self) -> None:
        sentence = self.field.text.strip()
        if not sentence:
            self.field.set_error("Write one sentence.")
            return
        desk, op, person = self._page.desk, self._page.desk.new_operation(), self._person
        self._write(lambda: pins.pin(desk, op, person, sentence), sentence)

    def _on_unpin(self) -> None:
        desk, op, person = self._page.desk, self._page.desk.new_operation(), self._person
        self._write(lambda: pins.unpin(desk, op, person), "")

    def _write(self, work: Callable[[], Done], sentence: str) -> None:
        self._show(sentence)
        (self.unpin if sentence else self.open).setFocus()
        task = self._page.save(work)
        task.failed.connect(lambda _trouble: self.show_person(self._person))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.field.isVisibleTo(self):
            self._show("")
            self.open.setFocus()
            return
        super().keyPressEvent(event)

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(6))


__all__ = ["PinPart"]

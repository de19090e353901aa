"""The foot of a question: back, the words in another language, a line to write, go on. It never moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout

from callback_desk.call_script.form import QuestionKind
from callback_desk.call_script.steps import Step
from callback_desk.ui.call.more_below import MoreBelow
from callback_desk.ui.call.phone_words import language_word
from callback_desk.ui.call.room import Room
from callback_desk.ui.components import (
    DeskButton,
    Paragraph,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    empty_out,
    set_shown,
)


class QuestionFoot(QObject):
    """Wishes of its buttons; the sheet grants them. `language_wanted(code)`.

    Before the first answer there are other keys: nothing may have been dialed yet.
    """

    back_wanted = Signal()
    on_wanted = Signal()
    write_wanted = Signal()
    nothing_wanted = Signal()
    take_back_wanted = Signal()
    language_wanted = Signal(str)

    def __init__(self, row: QHBoxLayout, room: Room, more_below: Callable[[], MoreBelow], parent: QObject) -> None:
        super().__init__(parent)
        self._row = row
        self._tight = room is Room.TIGHT
        self._make_more_below = more_below
        self._at_start: bool | None = None
        self._languages: dict[str, QuietButton] = {}
        self._write: QuietButton | None = None
        self._nothing: SecondaryButton | None = None
        self.more_below: MoreBelow | None = None
        self.not_dialed: SecondaryButton | None = None

    def show(self, step: Step, *, at_start: bool, languages: Sequence[str], language: str, may_write: bool) -> None:
        """The keys of this question."""
        if at_start is not self._at_start:
            self._make(at_start, languages)
        for code, button in self._languages.items():
            set_shown(button, code != language)
        if self._write is not None:
            set_shown(self._write, may_write)
        if self._nothing is not None:
            set_shown(self._nothing, step.kind is QuestionKind.CAPTURE)

    def make_back_only(self, label: str, key: str) -> None:
        """For a sheet with one way out."""
        empty_out(self._row)
        back = SecondaryButton(label, icon_name="chevron-left", key=key)
        self._add(back, "goBack", self.back_wanted)
        self._add_more_below()

    def _make(self, at_start: bool, languages: Sequence[str]) -> None:
        empty_out(self._row)
        self._at_start = at_start
        self._languages, self._write, self._nothing, self.not_dialed = {}, None, None, None
        if at_start:
            self._make_start()
        else:
            self._make_keys(languages)

    def _make_start(self) -> None:
        hint = Paragraph("Press a number key, or click.", face="meta", color="ink2")
        self._row.addWidget(hint, 0, Qt.AlignmentFlag.AlignVCenter)
        self._add_more_below()
        self.not_dialed = SecondaryButton("I did not dial", icon_name="undo")
        self.not_dialed.setObjectName("notDialed")
        self.not_dialed.clicked.connect(self.take_back_wanted)
        self._row.addWidget(self.not_dialed)

    def _make_keys(self, languages: Sequence[str]) -> None:
        tight = self._tight
        back = SecondaryButton("Back", icon_name="" if tight else "chevron-left", key="" if tight else "Page Up")
        self._add(back, "goBack", self.back_wanted)
        for code in languages if not tight else ():
            other = QuietButton(language_word(code), icon_name="speech")
            other.setAccessibleName(f"Words in {language_word(code)}")
            other.setObjectName(f"language_{code}")
            other.setProperty("code", code)
            other.clicked.connect(self._on_language)
            self._row.addWidget(other)
            self._languages[code] = other
        self._write = QuietButton("Line" if tight else "Write a line", icon_name="pen")
        self._write.setAccessibleName("Write a line of what is new")
        self._add(self._write, "writeLine", self.write_wanted)
        self._add_more_below()
        self._nothing = SecondaryButton("Nothing new")
        self._add(self._nothing, "nothingNew", self.nothing_wanted)
        on = PrimaryButton("Go on", key="" if tight else "Page Down")
        self._add(on, "goOn", self.on_wanted)

    def _add(self, button: DeskButton, name: str, pressed: SignalInstance) -> None:
        button.setObjectName(name)
        button.clicked.connect(pressed)
        self._row.addWidget(button)

    def _add_more_below(self) -> None:
        self._row.addStretch(1)
        self.more_below = self._make_more_below()
        self._row.addWidget(self.more_below, 0, Qt.AlignmentFlag.AlignVCenter)

    def _on_language(self) -> None:
        button = self.sender()
        if isinstance(button, QuietButton):
            self.language_wanted.emit(str(button.property("code")))

"""The foot of a question: back, the words in another language, a line to write, go on. It never moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QWidget

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
from callback_desk.ui.when import count


class QuestionFoot(QObject):
    """Wishes of its buttons; the sheet grants them. `language_wanted(code)`.

    Before the first answer there are other keys: nothing may have been dialed yet, or nobody may be there any more
    (`no_call`).
    """

    back_wanted = Signal()
    on_wanted = Signal()
    write_wanted = Signal()
    nothing_wanted = Signal()
    kept_wanted = Signal()
    take_back_wanted = Signal()
    language_wanted = Signal(str)

    def __init__(
        self, row: QHBoxLayout, room: Room, more_below: Callable[[], MoreBelow], parent: QObject, no_call: str
    ) -> None:
        super().__init__(parent)
        self._row = row
        self._tight = room is Room.TIGHT
        self._no_call = no_call
        self._make_more_below = more_below
        self._start: list[QWidget] = []
        self._keys: list[DeskButton] = []
        self._languages: dict[str, QuietButton] = {}
        self._write: QuietButton | None = None
        self._nothing: SecondaryButton | None = None
        self._kept: SecondaryButton | None = None  # at 200 %: the kept lines lie below the edge
        self.more_below: MoreBelow | None = None
        self.not_dialed: SecondaryButton | None = None

    def show(self, step: Step, *, at_start: bool, languages: Sequence[str], language: str, may_write: bool) -> None:
        """The keys of this question."""
        if self.more_below is None:
            self._make_middle()
        if at_start and not self._start:
            self._make_start()
        elif not at_start:
            self._drop_start()
            self.get_ready(languages)
        for key in self._keys:
            set_shown(key, not at_start)
        if at_start:
            return
        for code, button in self._languages.items():
            set_shown(button, code != language)
        if self._write is not None:
            set_shown(self._write, may_write)
        if self._nothing is not None:
            set_shown(self._nothing, step.kind is QuestionKind.CAPTURE)

    def show_kept(self, lines: int) -> None:
        """How many lines are kept, where they have no room beside the question."""
        if self._kept is not None:
            self._kept.set_label(f"{count(lines, 'line')} kept")
            set_shown(self._kept, lines > 0)

    def get_ready(self, languages: Sequence[str]) -> None:
        """Have the keys of a question, hidden while nothing is answered, before they are wanted."""
        if not self._keys:
            self._make_keys(languages)

    def make_back_only(self, label: str, key: str) -> None:
        """For a sheet with one way out."""
        empty_out(self._row)
        back = SecondaryButton(label, icon_name="chevron-left", key=key)
        self._row.addWidget(self._named(back, "goBack", self.back_wanted))
        self._make_middle()

    def _make_middle(self) -> None:
        """The room between what leads back and what leads on."""
        self._row.addStretch(1)
        self.more_below = self._make_more_below()
        self._row.addWidget(self.more_below, 0, Qt.AlignmentFlag.AlignVCenter)

    def _make_start(self) -> None:
        hint = Paragraph("Press a number key, or click.", face="meta", color="ink2")
        self._row.insertWidget(0, hint, 0, Qt.AlignmentFlag.AlignVCenter)
        self.not_dialed = SecondaryButton(self._no_call, icon_name="undo")
        self._row.addWidget(self._named(self.not_dialed, "notDialed", self.take_back_wanted))
        self._start = [hint, self.not_dialed]

    def _drop_start(self) -> None:
        for part in self._start:
            self._row.removeWidget(part)
            part.hide()
            part.setParent(None)
            part.deleteLater()
        self._start, self.not_dialed = [], None

    def _make_keys(self, languages: Sequence[str]) -> None:
        tight = self._tight
        back = SecondaryButton("Back", icon_name="" if tight else "chevron-left", key="" if tight else "Page Up")
        left: list[DeskButton] = [self._named(back, "goBack", self.back_wanted)]
        for code in languages if not tight else ():
            other = QuietButton(f"In {language_word(code)}", icon_name="speech")
            other.setAccessibleName(f"Words in {language_word(code)}")
            other.setObjectName(f"language_{code}")
            other.setProperty("code", code)
            other.clicked.connect(self._on_language)
            left.append(other)
            self._languages[code] = other
        self._write = QuietButton("Line" if tight else "Write a line", icon_name="pen")
        self._write.setAccessibleName("Write a line of what is new")
        left.append(self._named(self._write, "writeLine", self.write_wanted))
        if tight:
            self._kept = SecondaryButton("")
            left.insert(1, self._named(self._kept, "linesKept", self.kept_wanted))
        self._nothing = SecondaryButton("Nothing new")
        on = PrimaryButton("Go on", key="" if tight else "Page Down")
        right = [
            self._named(self._nothing, "nothingNew", self.nothing_wanted),
            self._named(on, "goOn", self.on_wanted),
        ]
        self._keys = [*left, *right]
        for key in self._keys:
            key.hide()
        for place, key in enumerate(left):
            self._row.insertWidget(place, key)
        for key in right:
            self._row.addWidget(key)

    def _named(self, button: DeskButton, name: str, pressed: SignalInstance) -> DeskButton:
        button.setObjectName(name)
        button.clicked.connect(pressed)
        return button

    def _on_language(self) -> None:
        button = self.sender()
        if isinstance(button, QuietButton):
            self.language_wanted.emit(str(button.property("code")))

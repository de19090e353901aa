"""The sheet *Change several people*: what to do, who is changed and who is left alone, why, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from callback_desk.domain.ids import StaffId
from callback_desk.domain.many import ManyAct, ManyPreview
from callback_desk.domain.people import Staff
from callback_desk.ui.components import (
    ComboField,
    Paragraph,
    ProgressBar,
    TextField,
    set_shown,
)
from callback_desk.ui.queue.many_words import ACTS, done_words, preview_words, verb_words
from callback_desk.ui.queue.panel_parts import DAYS
from callback_desk.ui.roomy_dialog import RoomyDialog
from callback_desk.ui.when import count

_LOOKING = "Looking at who can be changed…"
_A_WEEK = 7
_WORDS = 2


class ManySheet(RoomyDialog):
    """`asked_for()` when another act or volunteer is chosen, `stop_wanted()`; `confirmed()` with a reason there."""

    asked_for = Signal()
    stop_wanted = Signal()

    def __init__(self, people: int, *, parent: QWidget) -> None:
        super().__init__(
            "Change several people",
            f"{count(people, 'person is', 'people are')} ticked. Nobody is changed before you press the button.",
            verb="Change",
            parent=parent,
        )
        self.preview: ManyPreview | None = None
        self.act_field = ComboField("What to do", [(act, words) for act, words in ACTS])
        self.owner_field = ComboField("Who makes these calls")
        self.days_field = ComboField("The OK lasts", DAYS)
        self.days_field.set_value(_A_WEEK)
        self.said = Paragraph(_LOOKING, full_width=True)
        self.why = TextField("Why", help_text="One sentence. It is kept with your name.", lines=2)
        self.progress = ProgressBar()
        self.trouble = Paragraph("", color="danger", full_width=True)
        for part in (
            self.act_field,
            self.owner_field,
            self.days_field,
            self.said,
            self.why,
            self.progress,
            self.trouble,
        ):
            self.inside.addWidget(part)
        set_shown(self.progress, False)
        set_shown(self.trouble, False)
        self.first = self.act_field
        self.act_field.value_chosen.connect(self._on_act)
        self.owner_field.value_chosen.connect(self._on_act)
        self.why.text_changed.connect(lambda: self.why.set_error(""))
        self.progress.stop_wanted.connect(self.stop_wanted)
        self._on_act()

    @property
    def act(self) -> ManyAct:
        found = self.act_field.value
        return ManyAct(str(found))

    @property
    def owner(self) -> StaffId | None:
        """Whom the promised calls go to."""
        found = self.owner_field.value
        return StaffId(found) if self.act is ManyAct.ASSIGN and isinstance(found, int) else None

    @property
    def days(self) -> int:
        found = self.days_field.value
        assert isinstance(found, int)
        return found

    @property
    def reason(self) -> str:
        return " ".join(self.why.text.split())

    def show_volunteers(self, people: Sequence[Staff]) -> None:
        """Who may be chosen."""
        self.owner_field.set_options([(int(one.id), one.name) for one in people])

    def show_preview(self, shown: ManyPreview) -> None:
        """To whom it would be done."""
        self.preview = shown
        self.said.set_words(preview_words(shown))
        self.verb.set_label(verb_words(shown))
        if shown.will:
            self.verb.open_again()
        else:
            self.verb.close_with("Nobody can be changed this way.")

    def show_trouble(self, words: str) -> None:
        """A sentence about what went wrong."""
        self.trouble.set_words(words)
        set_shown(self.trouble, True)
        set_shown(self.progress, False)
        self._set_open(open_=True)

    def missing(self) -> bool:
        """Whether the reason is missing; then it is said."""
        if len(self.reason.split()) >= _WORDS:
            return False
        self.why.set_error("Say in a sentence why. It is kept with your name.")
        self.why.setFocus()
        return True

    def show_progress(self, done: int, total: int) -> None:
        """It is being done: everything but Stop is closed."""
        set_shown(self.progress, True)
        set_shown(self.trouble, False)
        self._set_open(open_=False)
        assert self.preview is not None
        self.progress.set_progress(done, total, done_words(self.preview.act, done, 0) if done else "Begins…")

    def _set_open(self, *, open_: bool) -> None:
        for part in (self.act_field, self.owner_field, self.days_field, self.why, self.way_out):
            part.setEnabled(open_)
        if open_:
            self.verb.open_again()
        else:
            self.verb.close_with("It is being done.")

    def _on_act(self, _value: object = None) -> None:
        set_shown(self.owner_field, self.act is ManyAct.ASSIGN)
        set_shown(self.days_field, self.act is ManyAct.OK)
        self.preview = None
        self.said.set_words(_LOOKING)
        self.verb.close_with(_LOOKING)
        set_shown(self.trouble, False)
        self.asked_for.emit()

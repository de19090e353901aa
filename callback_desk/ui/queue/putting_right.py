"""At the foot of the side panel: put something right that was decided or pressed by mistake, with a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.ids import CallbackId
from callback_desk.ui.components import (
    ComboField,
    Paragraph,
    QuietButton,
    SecondaryButton,
    TextField,
    Themed,
    set_shown,
)
from callback_desk.ui.desk_page import DeskPage
from callback_desk.use_cases.put_right import Fixes, Wrong, fixes_of, put_right

_WORDS = 3
_LETTERS = 12  # a list shows at least so many
_WHY = "Say in one sentence why. It is kept with your name."


class FixPart(Themed, QWidget):
    """A verb that opens what can be put right now; nothing to put right, and it is not there. Esc closes it."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__()
        self._page = page
        self._person = CallbackId(0)
        self.fixes = Fixes(())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.open = QuietButton("Put something right", icon_name="undo")
        self.open.setObjectName("putRight")
        self.open.clicked.connect(self._on_open)
        self.what = ComboField("What was wrong")
        self.what.value_chosen.connect(self._on_what)
        self.then = Paragraph("", face="meta", color="ink2", full_width=True)
        self.ending = ComboField("How it ended")
        for field in (self.what, self.ending):  # the panel is narrow, whatever stands in a list
            field.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.combo.setMinimumContentsLength(_LETTERS)
        self.reason = TextField("Why", lines=2)
        self.reason.text_changed.connect(self._forget_wrong)
        self.back = SecondaryButton("Back", key="Esc")
        self.back.clicked.connect(self.close_form)
        self.do = SecondaryButton("Put it right", icon_name="check")
        self.do.clicked.connect(self._on_do)
        verbs = QHBoxLayout()
        verbs.addWidget(self.back)
        verbs.addStretch(1)
        verbs.addWidget(self.do)
        self._column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.what, self.then, self.ending, self.reason):
            self._column.addWidget(part)
        self._column.addLayout(verbs)
        self._show(typing=False)
        self._style_now()

    @property
    def chosen(self) -> Wrong | None:
        """What was wrong: a list gives back the bare word."""
        value = self.what.value
        return Wrong(str(value)) if value else None

    @property
    def form_open(self) -> bool:
        return self.reason.isVisibleTo(self)

    def show_person(self, callback_id: CallbackId) -> None:
        """Ask what can be put right about somebody."""
        if callback_id != self._person:
            self._person, self.fixes = callback_id, Fixes(())
            self._show(typing=False)
        desk = self._page.desk
        self._page.ask("fixes", lambda: (callback_id, fixes_of(desk, callback_id)), self._on_known)

    def close_form(self) -> None:
        """As it was."""
        self._show(typing=False)
        if self.open.isVisibleTo(self):
            self.open.setFocus()

    def _on_known(self, found: tuple[CallbackId, Fixes]) -> None:
        if found[0] != self._person or found[1] == self.fixes:
            return
        self.fixes = found[1]
        self._show(typing=False)

    def _show(self, *, typing: bool) -> None:
        set_shown(self.open, bool(self.fixes.fixes) and not typing)
        for part in (self.what, self.then, self.reason, self.back, self.do):
            set_shown(part, typing)
        set_shown(self.ending, typing and self.chosen is Wrong.ENDING)

    def _on_open(self) -> None:
        self.what.set_options([(fix.what, fix.words) for fix in self.fixes.fixes])
        self.ending.set_options([("", "Choose how it ended"), *self.fixes.endings])
        self.reason.set_text("")
        self._on_what()
        self.what.combo.setFocus()

    def _on_what(self, _value: object = None) -> None:
        chosen = self.chosen
        self.then.set_words(next((fix.then for fix in self.fixes.fixes if fix.what is chosen), ""))
        self._show(typing=True)
        self._forget_wrong()

    def _forget_wrong(self) -> None:
        self.reason.set_error("")
        self.do.setEnabled(True)

    def _on_do(self) -> None:
        what, reason = self.chosen, self.reason.text
        ending = str(self.ending.value or "") if what is Wrong.ENDING else ""
        if what is None or (what is Wrong.ENDING and not ending):
            self.reason.set_error("Choose how it ended first.")
            return
        if len(reason.split()) < _WORDS:
            self.reason.set_error(_WHY)
            self.reason.edit.setFocus()
            return
        self.do.setEnabled(False)
        desk, op, person = self._page.desk, self._page.desk.new_operation(), self._person
        task = self._page.save(lambda: put_right(desk, op, person, what, reason, ending))
        task.succeeded.connect(self._on_done)
        task.failed.connect(self._on_failed)

    def _on_done(self, _done: object) -> None:
        self.fixes = Fixes(())
        self.close_form()
        self.show_person(self._person)

    def _on_failed(self, _trouble: object) -> None:
        self.do.setEnabled(True)
        self.show_person(self._person)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.form_open:
            self.close_form()
            return
        super().keyPressEvent(event)

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(8))


__all__ = ["FixPart"]

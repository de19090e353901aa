"""What every part of Settings is: a title, a line about it, one column that is at most 480 wide."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.ui.components import (
    DeskButton,
    Label,
    Paragraph,
    PrimaryButton,
    ReasonBeside,
    Scroller,
    Themed,
    set_shown,
)
from callback_desk.ui.desk_page import DeskPage

FORM_PX = 480
NOTHING_CHANGED = "Nothing was changed here."


class Panel(Themed, QWidget):
    """One part. It asks and saves through its page; fill `body`, put fields into a `Form`."""

    title = ""

    def __init__(self, page: DeskPage, line: str = "") -> None:
        super().__init__()
        self.page = page
        self.setAccessibleName(self.title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.scroller = Scroller()
        outer.addWidget(self.scroller)
        self.body = self.scroller.body
        self.title_label = Label(self.title, face="section")
        self.body.addWidget(self.title_label)
        if line:
            self.body.addWidget(Paragraph(line, color="ink2"))

    def refresh(self) -> None:
        """Ask again for what it shows."""

    def leave(self) -> None:
        """Another part is opened: forget what must not stay on screen."""

    def _restyle(self) -> None:
        self.body.setSpacing(self.theme.px(12))


class OneOf(QWidget):
    """One of several, as high as the one that is shown: a short table is not held open by a long form."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._parts: list[QWidget] = []
        self._here = 0

    def put(self, *widgets: QWidget) -> None:
        """Add them; the first is shown."""
        for widget in widgets:
            self._parts.append(widget)
            self._column.addWidget(widget)
        self.show_part(0)

    @property
    def here(self) -> int:
        """The place of the one that is shown."""
        return self._here

    def show_part(self, place: int) -> None:
        """Show another one."""
        self._here = place
        for index, widget in enumerate(self._parts):
            set_shown(widget, index == place)


class Form(Themed, QWidget):
    """One column of fields, at most 480 wide, and the verb bottom right with its reason beside it."""

    def __init__(self, verb: str, *, button: DeskButton | None = None) -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._inside = QWidget()
        outer.addWidget(self._inside, 1)
        outer.addStretch(0)
        self.fields = QVBoxLayout(self._inside)
        self.fields.setContentsMargins(0, 0, 0, 0)
        self._foot = QHBoxLayout()
        self.verb = button or PrimaryButton(verb)
        self.way_out = QHBoxLayout()
        self._foot.addLayout(self.way_out)
        self._foot.addWidget(ReasonBeside(self.verb), 1, Qt.AlignmentFlag.AlignVCenter)
        self._foot.addWidget(self.verb, 0, Qt.AlignmentFlag.AlignBottom)
        self.said = Paragraph("", color="good", strong=True, full_width=True)
        self.fields.addWidget(self.said)
        self.fields.addLayout(self._foot)
        set_shown(self.said, False)
        self._style_now()

    def add(self, *widgets: QWidget) -> None:
        """Fields in their order, above the verb."""
        for widget in widgets:
            self.fields.insertWidget(self.fields.count() - 2, widget)

    def open_if(self, changed: bool) -> None:
        """The verb is open while something is changed; else the reason stands beside it."""
        if changed:
            self.verb.open_again()
        else:
            self.verb.close_with(NOTHING_CHANGED)

    def say(self, sentence: str) -> None:
        """What was done, in green above the verb; "" takes it away."""
        self.said.set_words(sentence)
        set_shown(self.said, bool(sentence))

    def _restyle(self) -> None:
        theme = self.theme
        self._inside.setMaximumWidth(theme.px(FORM_PX))
        self.fields.setSpacing(theme.px(12))
        self._foot.setSpacing(theme.px(12))

"""View as volunteer: their page and their next card, marked, with nothing that can be pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from callback_desk.domain.ids import StaffId
from callback_desk.domain.people import Staff
from callback_desk.ui.back_sheet import BackSheet
from callback_desk.ui.call.card_page import CardPage
from callback_desk.ui.components import Card, ComboField, EmptyState, Paragraph, SecondaryButton, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.news import News
from callback_desk.ui.shift.page import ShiftPage
from callback_desk.ui.tasks import Task
from callback_desk.use_cases import view_as
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.view_as import SeenAs

_HIGH_PX: Final = 560
_PRESSES: Final = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.DragEnter,
    }
)


class NoPress(QObject):
    """Takes every press and key from a page and all its parts; wheel and scroll bar go on working."""

    def over(self, page: QWidget) -> None:
        """Again after the page made new parts."""
        for part in (page, *page.findChildren(QWidget)):
            if part.inherits("QScrollBar"):
                continue
            part.removeEventFilter(self)
            part.installEventFilter(self)
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() in _PRESSES


class SeenShift(ShiftPage):
    """My shift of somebody else: shows what it is given, asks nothing and saves nothing."""

    def refresh(self) -> None:
        """What it shows was read once."""

    def save(self, work: Callable[[], object], then: Callable[..., None] | None = None) -> Task:
        """Nothing of a look is ever written from here."""
        return self.runner.ask(lambda: None, topic=(id(self), "nothing"))

    def show_seen(self, seen: SeenAs) -> None:
        self._on_view(seen.shift)


class ViewAsSheet(BackSheet):
    """Choose a volunteer; their *My shift* and the card that *Next call* would show them now."""

    title = "View as volunteer"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._no_press = NoPress(self)
        self.choose = Card()
        row = QHBoxLayout()
        self.who = ComboField("Whose window", [])
        self.who.value_chosen.connect(self._on_who)
        row.addWidget(self.who, 1)
        self.shift_button = SecondaryButton("My shift")
        self.shift_button.clicked.connect(self._show_shift)
        self.card_button = SecondaryButton("Their next card")
        self.card_button.clicked.connect(self._show_card)
        for button in (self.shift_button, self.card_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.choose.body.addLayout(row)
        self.mark = Paragraph("", color="warn", strong=True, full_width=True)
        self.choose.body.addWidget(self.mark)
        set_shown(self.mark, False)
        self.body.addWidget(self.choose)
        self.nobody = EmptyState("Nobody here is a volunteer", "Add one under People in Settings.")
        self.body.addWidget(self.nobody)
        self.stack = QStackedWidget()
        self.stack.setAccessibleName("What the volunteer sees. Nothing here can be pressed.")
        self.body.addWidget(self.stack, 1)
        self._shift_place, self._card_place = self._place(), self._place()
        self.seen: SeenAs | None = None
        self._looking = False
        self.shift: SeenShift | None = None
        self.card: CardPage | None = None
        self._style_now()

    def _place(self) -> QVBoxLayout:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        self.stack.addWidget(held)
        return column

    def refresh(self) -> None:
        """News of the desk do not look again: each look is on record."""
        if self.seen is None and not self._looking:
            self._looking = True
            desk = self.page.desk
            self.page.ask("who calls", lambda: view_as.who_calls(desk), self._on_people)

    def leave(self) -> None:
        """The look is over: nothing of it stays in the window."""
        self.seen = None
        self._looking = False
        self._clear()
        set_shown(self.mark, False)

    def _on_people(self, people: tuple[Staff, ...]) -> None:
        before = self.who.value
        self.who.set_options([(one.id, one.name) for one in people])
        self.who.set_value(before)
        for part, shown in ((self.choose, bool(people)), (self.stack, bool(people)), (self.nobody, not people)):
            set_shown(part, shown)
        if people:
            self._on_who(None)

    def _on_who(self, _value: object) -> None:
        staff, desk = self.who.value, self.page.desk
        if isinstance(staff, int):
            task = self.page.runner.save(lambda: view_as.view_as(desk, StaffId(staff)))
            task.succeeded.connect(self._on_seen)
            task.failed.connect(self.page.notices.show_error)

    def _on_seen(self, seen: SeenAs) -> None:
        """One look; whoever went back to the board meanwhile sees none."""
        if not self.isVisible():
            return
        self._looking = False
        self._clear()
        self.seen = seen
        name = seen.staff.name
        self.mark.set_words(f"As {name} sees it now. Nothing below can be pressed, and this look is on record.")
        set_shown(self.mark, True)
        desk = _as(self.page.desk, seen.staff)
        self.shift = SeenShift(desk, self.page.runner, News())
        self.shift.show_seen(seen)
        self._shift_place.addWidget(self.shift)
        if seen.card is not None:
            self.card = CardPage(desk)
            self.card.show_card(seen.card)
            self._card_place.addWidget(self.card)
        else:
            why = "Nobody can be called at present; My shift says when that changes."
            self._card_place.addWidget(EmptyState("There is no next card", why))
        for page in (self.shift, self.card):
            if page is not None:
                self._no_press.over(page)
        self._show_shift()

    def _show_shift(self) -> None:
        self.stack.setCurrentIndex(0)

    def _show_card(self) -> None:
        self.stack.setCurrentIndex(1)

    def _clear(self) -> None:
        for place in (self._shift_place, self._card_place):
            while (item := place.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
        self.shift = self.card = None

    def _restyle(self) -> None:
        super()._restyle()
        self.stack.setMinimumHeight(self.theme.px(_HIGH_PX))


def _as(desk: Desk, staff: Staff) -> Desk:
    """For names on the page alone: it never asks or writes with it."""
    return replace(desk, session=replace(desk.session, staff=staff))

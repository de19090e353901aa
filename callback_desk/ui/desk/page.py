"""Settings: one list left, one form right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from callback_desk.domain.access import Act
from callback_desk.domain.changes import Changes
from callback_desk.ui.components import ComboField, PageHead, Scroller, SectionList, set_shown
from callback_desk.ui.components.sections import LIST_PX
from callback_desk.ui.desk.answers_panel import AnswersPanel
from callback_desk.ui.desk.backups_panel import BackupsPanel, ask_for_backup
from callback_desk.ui.desk.health_panel import HealthPanel, LookAtHealth
from callback_desk.ui.desk.hours_panel import HoursPanel
from callback_desk.ui.desk.keys_panel import KeysPanel, PrintSheet
from callback_desk.ui.desk.left_panel import LeftPanel
from callback_desk.ui.desk.look_panel import LookPanel
from callback_desk.ui.desk.outcomes_panel import OutcomesPanel
from callback_desk.ui.desk.panel import Panel
from callback_desk.ui.desk.password_panel import PasswordPanel
from callback_desk.ui.desk.people_panel import PeoplePanel
from callback_desk.ui.desk.recipients_panel import RecipientsPanel
from callback_desk.ui.desk.setups_panel import SetupsPanel
from callback_desk.ui.desk.shifts_panel import ShiftsPanel
from callback_desk.ui.desk.trail_panel import TrailPanel
from callback_desk.ui.desk_page import RING_ROOM_PX, DeskPage
from callback_desk.ui.file_dialogs import AskForTarget
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notices
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases.desk import Desk

_FOLDED_PX = 820


class SettingsPage(DeskPage):
    """The parts this person may use. `look_chosen(Theme)` when another look was put on.

    `health` looks at what needs no password; without it there is no such part. `print_sheet` brings a recovery code
    onto paper by the system's own dialog; without it the code is written down by hand.
    """

    SHOWS = Changes.PEOPLE | Changes.SETTINGS | Changes.IMPORTS
    look_chosen = Signal(object)

    def __init__(
        self,
        desk: Desk,
        runner: Runner,
        news: News,
        notices: Notices,
        *,
        health: LookAtHealth | None = None,
        choose_backup: AskForTarget = ask_for_backup,
        print_sheet: PrintSheet | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, runner, news, notices, parent)
        self.head = PageHead("Settings")
        self.column.addWidget(self.head)
        self.column.addWidget(notices.place)
        parts: list[tuple[Act, str, Callable[[], Panel]]] = [
            (Act.LIST_PEOPLE, "person", lambda: PeoplePanel(self)),
            (Act.CHANGE_RECIPIENTS, "tray", lambda: RecipientsPanel(self)),
            (Act.MAKE_BACKUP, "save", lambda: BackupsPanel(self, choose_backup)),
            (Act.NEW_RECOVERY_CODE, "key", lambda: KeysPanel(self, print_sheet)),
            (Act.VERIFY_AUDIT, "shield", lambda: TrailPanel(self)),
            (Act.READ_EXPORTS, "document", lambda: LeftPanel(self)),
            (Act.CHANGE_SETTINGS, "speech", lambda: AnswersPanel(self)),
            (Act.CHANGE_SETTINGS, "clock", lambda: HoursPanel(self)),
            (Act.SET_SHIFT, "calendar", lambda: ShiftsPanel(self)),
            (Act.CHANGE_RULES, "phone", lambda: OutcomesPanel(self)),
            (Act.IMPORT_FILE, "import", lambda: SetupsPanel(self)),
            (Act.CHANGE_OWN_PASSWORD, "lock", lambda: PasswordPanel(self)),
        ]
        roles = desk.session.staff.roles
        self.panels: list[Panel] = []
        icons: list[str] = []
        for act, icon_name, make in parts:
            if desk.access.may(roles, act) is not None:
                self.panels.append(make())
                icons.append(icon_name)
        if health is not None:
            self.panels.append(HealthPanel(self, health))
            icons.append("check-ring")
        look = LookPanel(self)
        look.look_chosen.connect(self.look_chosen)
        self.panels.append(look)
        icons.append("eye")
        self._lay_out_parts(icons)
        self._shown = -1
        self.show_part(self.panels[0].title)
        self._style_now()

    def _lay_out_parts(self, icons: Sequence[str]) -> None:
        titles = [panel.title for panel in self.panels]
        self.sections = SectionList("Parts of Settings", list(zip(titles, icons, strict=True)))
        self.sections.section_wanted.connect(self._open)
        self.choose = ComboField("", [(place, title) for place, title in enumerate(titles)])
        self.choose.combo.setAccessibleName("Part of Settings")
        self.choose.value_chosen.connect(self._on_chosen)
        self.choose.setContentsMargins(RING_ROOM_PX, 0, RING_ROOM_PX, 0)  # in line with the parts below it
        self.column.addWidget(self.choose)
        set_shown(self.choose, False)
        self._sides = QHBoxLayout()
        self.column.addLayout(self._sides, 1)
        self.stack = QStackedWidget()
        for panel in self.panels:
            self.stack.addWidget(panel)
        self._list_place = Scroller()  # the parts of a supervisor are higher than a low window
        self._list_place.body.setContentsMargins(0, 0, 0, 0)  # the card's own padding keeps the rings
        self._list_place.body.addWidget(self.sections)
        self._list_place.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._sides.addWidget(self._list_place)
        self._sides.addWidget(self.stack, 1)

    @property
    def part(self) -> Panel:
        """The part on screen."""
        return self.panels[self.stack.currentIndex()]

    def show_part(self, title: str) -> None:
        """Open a part by its title; one that is not there leaves the page as it is."""
        for place, panel in enumerate(self.panels):
            if panel.title == title:
                self._open(place)

    def refresh(self) -> None:
        """Ask again for the part on screen."""
        self.part.refresh()

    def leave(self) -> None:
        """The window closes or somebody signs out: stop a backup, forget typed passwords."""
        for panel in self.panels:
            panel.leave()
            if isinstance(panel, BackupsPanel):
                panel.stop()

    def _on_chosen(self, place: object) -> None:
        if isinstance(place, int):
            self._open(place)

    def _open(self, place: int) -> None:
        if place == self._shown:
            return
        if self._shown >= 0:
            self.panels[self._shown].leave()
        self._shown = place
        self.stack.setCurrentIndex(place)
        self.sections.set_here(place)
        self.choose.set_value(place)
        if self.isVisible():
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        folded = self.width() < self.theme.px(_FOLDED_PX)
        set_shown(self.choose, folded)
        set_shown(self._list_place, not folded)
        set_shown(self.head, not folded)  # the window says it above, and the room is needed

    def _restyle(self) -> None:
        super()._restyle()
        theme = self.theme
        self.column.setContentsMargins(theme.px(28), theme.px(18), theme.px(22), theme.px(14))
        self._sides.setSpacing(theme.px(14) - Scroller.BAR_PX)
        self._list_place.setFixedWidth(theme.px(LIST_PX) + Scroller.BAR_PX)
        self._fold()


__all__ = ["SettingsPage"]

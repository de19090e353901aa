"""The supervisor's side of the window, joined. Pages do not know one another; this does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject

from callback_desk.domain.access import Role
from callback_desk.domain.changes import Changes
from callback_desk.ui.board.page import BoardPage
from callback_desk.ui.components import Toast
from callback_desk.ui.desk.health_panel import LookAtHealth
from callback_desk.ui.desk.keys_panel import PrintSheet
from callback_desk.ui.desk.page import SettingsPage
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.figures.page import ReportsPage
from callback_desk.ui.file_dialogs import AskForFile, AskForTarget
from callback_desk.ui.imports.asking import ASK_FOR_EXPORT, ASK_FOR_LIST
from callback_desk.ui.imports.page import ImportPage
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notices
from callback_desk.ui.packets.page import ASK_FOR_SHEET, PacketsPage
from callback_desk.ui.packets.print_job import PageDrawer
from callback_desk.ui.queue.list_page import QueuePage
from callback_desk.ui.review.page import ReviewPage
from callback_desk.ui.shell import Shell
from callback_desk.ui.tasks import Runner
from callback_desk.ui.wording.page import WordingPage
from callback_desk.ui.wording.studio_view import ASK_FOR_WORKBOOK
from callback_desk.use_cases.desk import Desk

BOARD: Final = "board"
QUEUE: Final = "queue"
IMPORT: Final = "import"
REVIEW: Final = "review"
PACKETS: Final = "packets"
REPORTS: Final = "reports"
WORDING: Final = "wording"
SETTINGS: Final = "settings"
_COUNTED: Final = Changes.REVIEW | Changes.PACKETS | Changes.CALL


@dataclass(frozen=True, slots=True)
class Files:
    """How the pages ask for files; the system's own dialogs unless something else is handed in."""

    export: AskForFile = ASK_FOR_EXPORT
    problem_list: AskForTarget = ASK_FOR_LIST
    lead_sheet: AskForTarget = ASK_FOR_SHEET
    workbook: AskForFile = ASK_FOR_WORKBOOK


class SupervisorPages(QObject):
    """Adds a supervisor's pages, from the board to the settings, to the shell and walks between them.

    Who supervises nobody (an administrator, an auditor) gets *Settings* alone.

    `preview(path)` draws the first page of a PDF, RGBA, at 150 dpi or more: it is also what goes to a printer.
    Call `leave` before the person signs out or the window closes: an import that is open gives its files back.
    """

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        runner: Runner,
        news: News,
        *,
        preview: PageDrawer,
        health: LookAtHealth | None = None,
        files: Files | None = None,
        print_sheet: PrintSheet | None = None,
        first: bool = True,
    ) -> None:
        super().__init__(shell)
        self._shell = shell
        asks = files or Files()
        self.board = BoardPage(desk, runner, news, Notices())
        self.queue = QueuePage(desk, runner, news, Notices())
        self.imports = ImportPage(
            desk, runner, news, Notices(), choose_file=asks.export, choose_target=asks.problem_list
        )
        self.review = ReviewPage(desk, runner, news, Notices())
        self.packets = PacketsPage(desk, runner, news, Notices(), preview=preview, choose_target=asks.lead_sheet)
        self.reports = ReportsPage(desk, runner, news, Notices())
        self.wording = WordingPage(desk, runner, news, Notices(), choose_workbook=asks.workbook)
        self.settings = SettingsPage(desk, runner, news, Notices(), health=health, print_sheet=print_sheet)
        supervises = Role.SUPERVISOR in desk.session.staff.roles
        if supervises:
            self._add_work(news)
        self._add(SETTINGS, self.settings, "sliders", "Settings", apart=supervises)
        if first:
            shell.show_page(BOARD if supervises else SETTINGS)

    def _add_work(self, news: News) -> None:
        """What is a supervisor's alone: an administrator or an auditor has no page about victims (CJIS AC-6)."""
        self._add(BOARD, self.board, "board", "Board")
        self._add(QUEUE, self.queue, "list", "Call list")
        self._add(IMPORT, self.imports, "import", "Import")
        self._add(REVIEW, self.review, "check-ring", "Review")
        self._add(PACKETS, self.packets, "document", "Lead sheets")
        self._add(REPORTS, self.reports, "chart", "Reports")
        self._add(WORDING, self.wording, "speech", "Wording")
        self.review.counted.connect(self._on_to_check)
        self.review.sheet_wished.connect(self._on_sheet)
        self.packets.counted.connect(self._on_to_send)
        self.imports.watching.counted.connect(self._on_arrived)
        news.changed.connect(self._on_news)
        self.review.refresh()
        self.packets.refresh()
        self.imports.watching.look()

    def show(self, wish: str) -> None:
        """Go where a page wishes: "review", or a place on a page, "queue:to_decide", "import:type"."""
        name, _, place = wish.partition(":")
        self._shell.show_page(name)
        if name == QUEUE and place:
            self.queue.go_to(place)
        elif name == SETTINGS and place:
            self.settings.show_part(place)
        elif name == REVIEW and place == "concerns":
            self.review.open_concerns()
        elif name == IMPORT and place == "type":
            self.imports.type_one()

    def leave(self) -> None:
        """Nothing of an import stays open, no decision and no changed sentence waits unsaved."""
        self.queue.leave()
        self.imports.leave()
        self.wording.leave()

    def _add(self, name: str, page: DeskPage, icon_name: str, label: str, *, apart: bool = False) -> None:
        self._shell.add_page(name, page, icon_name, label, apart=apart)
        page.page_wished.connect(self.show)
        page.toast_wished.connect(self._on_toast)

    def _on_toast(self, toast: object) -> None:
        if isinstance(toast, Toast):
            self._shell.show_toast(toast)

    def _on_news(self, what: object) -> None:
        """The numbers in the rail are right whatever page is on screen."""
        if isinstance(what, Changes) and what & _COUNTED:
            for page in (self.review, self.packets):
                if not page.isVisible():
                    page.refresh()

    def _on_to_check(self, calls: int) -> None:
        self._shell.set_count(REVIEW, calls)

    def _on_to_send(self, sheets: int) -> None:
        self._shell.set_count(PACKETS, sheets)

    def _on_arrived(self, files: int) -> None:
        self._shell.set_count(IMPORT, files)

    def _on_sheet(self, call_id: int, recipient: str) -> None:
        self._shell.show_page(PACKETS)
        self.packets.make_for(call_id, recipient)

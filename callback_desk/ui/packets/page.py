"""Lead sheets: ready, sent; one made or all of one recipient, looked at inside the program, printed or saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.changes import Changes
from callback_desk.domain.errors import DeskError
from callback_desk.domain.exports import ExportLine
from callback_desk.domain.ids import CallId, ExportId
from callback_desk.domain.people import DeliveryWay, Recipient, news_recipients
from callback_desk.domain.unprintable import Unprintable
from callback_desk.domain.views import ReviewCall, ReviewLine
from callback_desk.ui.components import (
    Card,
    EmptyState,
    PageHead,
    ProgressBar,
    Scroller,
    SecondaryButton,
    set_shown,
)
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForFile, AskForTarget, choosing_folder, saving_as
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notice, Notices
from callback_desk.ui.packets.batch_panel import BatchPanel
from callback_desk.ui.packets.batch_rows import BatchRows
from callback_desk.ui.packets.kept_delivery import kept_delivery
from callback_desk.ui.packets.made_list import MadeList
from callback_desk.ui.packets.make_panel import MakePanel
from callback_desk.ui.packets.no_news_card import NoNewsCard
from callback_desk.ui.packets.print_job import PageDrawer
from callback_desk.ui.packets.private_folder import PrivateFolder
from callback_desk.ui.packets.questions_card import QuestionsCard
from callback_desk.ui.packets.ready_rows import ReadyRows
from callback_desk.ui.packets.receipt_sheet import ReceiptSheet
from callback_desk.ui.packets.sheet_name import next_name
from callback_desk.ui.packets.sheet_view import SheetView
from callback_desk.ui.packets.silent_card import SilentCard
from callback_desk.ui.review.sound_panel import first_recipient
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases import review_call, send_packet
from callback_desk.use_cases.denied_tokens import KEEP_OR_CHANGE
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.send_packet import Delivery, Sent

ASK_FOR_SHEET = saving_as("Save the lead sheet")
ASK_FOR_FOLDER = choosing_folder("Choose the folder for these lead sheets")
_ToMake = tuple[ReviewCall, tuple[Recipient, ...], str, tuple[Unprintable, ...]]
_BESIDE_PX = 900


class PacketsPage(DeskPage):
    """`counted(n)` how many wait to be sent."""

    SHOWS = Changes.PACKETS | Changes.REVIEW | Changes.PEOPLE

    counted = Signal(int)

    def __init__(
        self,
        desk: Desk,
        runner: Runner,
        news: News,
        notices: Notices,
        *,
        preview: PageDrawer,
        choose_target: AskForTarget = ASK_FOR_SHEET,
        choose_folder: AskForFile = ASK_FOR_FOLDER,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, runner, news, notices, parent)
        self._draw, self._choose_target = preview, choose_target
        self.ready: tuple[tuple[ReviewLine, str], ...] = ()
        self._chosen = ""
        self._files: dict[ExportId, Path] = {}
        self._for_printing = PrivateFolder(self)
        self.head = PageHead("Lead sheets")
        self.column.addWidget(self.head)
        self.column.addWidget(notices.place)
        self.scroller, self.lists, self.side = Scroller(), Scroller(), Scroller()
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.scroller.body.addLayout(self._row)
        self._both = QWidget()  # a layout alone keeps its share of the page when all in it is hidden
        self._sides = QHBoxLayout(self._both)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.addWidget(self.lists, 5)
        self._sides.addWidget(self.side, 4)
        self.column.addWidget(self.scroller, 1)
        self.column.addWidget(self._both, 1)
        self.reply = SecondaryButton("Type a reply back", icon_name="pen")
        self.reply.clicked.connect(lambda: self.open_reply(""))
        self.head.right.addWidget(self.reply)
        self.replies = ReceiptSheet(self)
        self.replies.back_wanted.connect(self._close_reply)
        self.column.addWidget(self.replies, 1)
        set_shown(self.replies, False)
        self._left_part, self._right_part = QWidget(), QWidget()
        self._left, self._right = QVBoxLayout(self._left_part), QVBoxLayout(self._right_part)
        for scroller in (self.scroller, self.lists, self.side):
            scroller.body.setContentsMargins(0, 0, 0, 0)
        for column in (self._left, self._right):
            # The ring of a focus lies 5 px round a control and must not be cut by the edge of what scrolls.
            column.setContentsMargins(0, 0, 6, 6)
        self._beside: bool | None = None
        self._build_left()
        self._build_right(choose_folder)
        self._arrange()
        self._style_now()

    def _build_left(self) -> None:
        self.rows = ReadyRows()
        self.rows.make_wanted.connect(lambda call_id, case: self.make_for(call_id, case_number=case))
        self.questions, self.silent = QuestionsCard(self), SilentCard(self)
        self.silent.reply_wanted.connect(self.open_reply)
        self.batches, self.no_news = BatchRows(self), NoNewsCard(self)
        for part in (self.questions, self.silent, self.batches, self.rows, self.no_news):
            self._left.addWidget(part)
        self.sent = MadeList(self.desk.zone)
        self.model, self.table = self.sent.model, self.sent.table
        self.table.row_opened.connect(self._on_opened)
        self._left.addWidget(self.sent, 1)
        self.none_sent = EmptyState("No lead sheet was made yet", "Each one stands here with whom it went to.")
        self._left.addWidget(self.none_sent)
        self._left.addStretch(0)

    def _build_right(self, choose_folder: AskForFile) -> None:
        self.panel = MakePanel()
        self.panel.make_wanted.connect(self._on_make)
        self.panel.left.connect(self._on_left)
        self.busy = Card()
        self.progress = ProgressBar()
        self.progress.stop.hide()
        self.busy.body.addWidget(self.progress)
        self.view = SheetView(self, self._draw)
        self.page_view, self.page_place = self.view.pages, self.view.place
        self.batch = BatchPanel(self, self._draw, self._for_printing, choose_folder)
        self.batch.shown.connect(lambda: self._show_right(self.batch))
        self.batch.left.connect(self._on_left)
        self.batches.batch_wanted.connect(self.batch.begin)
        self.batch.made.connect(self._files.update)
        for part in (self.panel, self.busy, self.view, self.batch):
            self._right.addWidget(part)
            set_shown(part, False)
        self._right.setStretchFactor(self.view, 1000)
        self.nothing = EmptyState("The page shows here", "Choose a call that is ready, or a sheet of this sitting.")
        self._right.addWidget(self.nothing)
        self._right.addStretch(1)

    def open_reply(self, sheet_number: str = "") -> None:
        """Type a reply back, in the place of the lists."""
        self._show_reply(True)
        self.replies.open(sheet_number)

    def _close_reply(self) -> None:
        self._show_reply(False)
        self.reply.setFocus()

    def _show_reply(self, shown: bool) -> None:
        self._replying = shown
        set_shown(self.head, not shown)
        self._show_lists()
        set_shown(self.replies, shown)

    def _show_lists(self) -> None:
        set_shown(self.scroller, not self._beside and not self._replying)
        set_shown(self._both, bool(self._beside) and not self._replying)

    @property
    def last_file(self) -> Path | None:
        """Where the sheet made last in this sitting lies."""
        return next(reversed(self._files.values()), None)

    def refresh(self) -> None:
        """Read the lists again."""
        for card in (self.questions, self.silent, self.batches, self.no_news):
            card.refresh()
        self.ask("ready", lambda: send_packet.ready_to_send(self.desk), self._on_ready)
        self.ask("sent", lambda: send_packet.lead_sheets(self.desk), self._on_sent)

    def make_for(self, call_id: int, recipient: str = "", case_number: str = "") -> None:
        """Begin the sheet of a signed call, about this report or the first that waits for one.

        `recipient` is whom it was meant for at the sign-off.
        """
        self._chosen = recipient
        self.ask("call", lambda: self._read(CallId(call_id), case_number), self._on_call)

    def _read(self, call_id: CallId, wanted: str) -> _ToMake:
        ready = send_packet.ready_to_send(self.desk)
        waiting = [case for line, case in ready if line.call_id == call_id]
        number = wanted if wanted in waiting else next(iter(waiting), "")
        missing = send_packet.letters_missing(self.desk, number, call_id) if number else ()
        return review_call.read_call(self.desk, call_id), send_packet.recipients(self.desk), number, missing

    def _on_ready(self, ready: tuple[tuple[ReviewLine, str], ...]) -> None:
        self.ready = ready
        self.counted.emit(len(ready))
        self.rows.show_ready(ready, self.now, self.desk.zone)

    def _on_sent(self, sheets: tuple[ExportLine, ...]) -> None:
        self.model.set_sheets(sheets, self.now)
        set_shown(self.sent, bool(sheets))
        set_shown(self.none_sent, not sheets)

    def _on_call(self, answer: _ToMake) -> None:
        call, found, number, missing = answer
        receiving = news_recipients(found)
        if not number:
            self.notices.show(
                Notice("The lead sheet of this call was made already. It is in the list.", actions=("OK",))
            )
            return
        self.runner.long(lambda _progress: self.desk.press.warm())  # while the case number is typed
        self._show_right(self.panel)
        cases = [case for case in call.cases if case.number == number]
        several = len(call.cases) > 1  # whom it was meant for at the sign-off may have another report
        meant = "" if several else self._chosen
        self.panel.begin(call, number, receiving, meant or first_recipient(receiving, cases), missing)

    def _on_left(self) -> None:
        self._show_right(self.nothing if self.page_view.empty else self.view)

    def _on_make(self) -> None:
        if (delivery := self._delivery()) is None:
            return
        desk, op, panel = self.desk, self.desk.new_operation(), self.panel
        case, typed, recipient = panel.case_number, panel.confirm.text, panel.recipient
        call = panel.call.call_id if panel.call is not None else None
        reason, own, read = panel.reason.text, panel.own_password.text, panel.keep.isChecked()
        self.progress.set_progress(0, 0, "Writing the page, reading it again, and checking every line")
        self._show_right(self.busy)
        task = self.runner.long(
            lambda _progress: send_packet.send_packet(
                desk,
                op,
                case_number=case,
                confirmed_case=typed,
                recipient_name=recipient,
                delivery=delivery,
                call_id=call,
                reason_other=reason,
                own_password=own,
                kept=read,
            )
        )
        task.succeeded.connect(self._on_made)
        task.failed.connect(self._on_not_made)

    def _delivery(self) -> Delivery | None:
        """The way that is set once for the recipient; a place is asked for only where none is kept."""
        to, password = self.panel.to, self.panel.sheet_password
        if to is not None and (kept := kept_delivery(to, password, self._for_printing)) is not None:
            return kept
        name = next_name(self.model.sheets, self.today.year)
        target = self._choose_target(self, name)
        named = target and (target if target.suffix else target.with_suffix(".pdf"))
        return Delivery(named, password=password) if named else None

    def _on_not_made(self, trouble: object) -> None:
        self._show_right(self.panel)
        code = trouble.code if isinstance(trouble, DeskError) else ""
        self.panel.offer_keep(code == KEEP_OR_CHANGE)
        self.panel.ask_again(code)
        self.notices.show_error(trouble)
        self.news.tell(Changes.PACKETS)

    def _on_made(self, sent: Sent) -> None:
        locked, to = self.panel.is_sealed, self.panel.to
        self.panel.forget_passwords()
        self._files[sent.export_id] = sent.printed.path
        self.view.banner.set_words(f"{sent.sheet_number}, case {self.panel.case_number}, for {self.panel.recipient}")
        self._show_right(self.view)
        printed, kept = sent.printed, to is None or to.way is not DeliveryWay.PRINT
        self.view.show_sheet(sent.export_id, printed.path, printed.pages, locked=locked, kept=kept)
        if self.isVisible() and not locked:
            self.view.print_button.setFocus()
        self.news.tell(sent.changes)

    def _on_opened(self, row: int) -> None:
        line = self.model.sheets[row]
        path = self._files.get(line.id)
        self.view.banner.set_words(f"{line.number}, case {line.case_number}, for {line.recipient}")
        self._show_right(self.view)
        if path is not None:
            self.view.show_sheet(line.id, path, line.pages)
            return
        self.view.say(
            "This sheet was made earlier; the page itself is with its recipient. Its check number starts with "
            f"{line.sha256[:8].upper()}.",
            line.id,
        )

    def _show_right(self, wanted: QWidget) -> None:
        for part in (self.panel, self.busy, self.view, self.batch, self.nothing):
            set_shown(part, part is wanted)
        self._at_hand = wanted is not self.nothing
        self._arrange()
        for scroller in (self.scroller, self.side):
            scroller.verticalScrollBar().setValue(0)

    def _arrange(self) -> None:
        """Side by side, each scrolling alone; where that does not fit, what is in hand stands above the lists."""
        up, down = QBoxLayout.Direction.BottomToTop, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(up if self._at_hand else down)
        beside = self.width() >= self.theme.px(_BESIDE_PX)
        if beside == self._beside:
            self._fit_page()
            return
        self._beside = beside
        held = self.focusWidget()
        if beside:
            self.lists.body.addWidget(self._left_part)
            self.side.body.addWidget(self._right_part)
        else:
            self._row.addWidget(self._left_part)
            self._row.addWidget(self._right_part)
        for part in (self._left_part, self._right_part):
            part.show()
        self._show_lists()
        self._fit_page()
        if held is not None and self.isVisible():
            held.setFocus()  # moving a part takes the focus from it

    def _fit_page(self) -> None:
        self.view.fit(beside=bool(self._beside))

    _at_hand = False
    _replying = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "panel"):
            theme = self.theme
            self._keep_edges_in_line(self.head, left=False)
            self._row.setSpacing(theme.px(16))
            self._sides.setSpacing(theme.px(10))
            for column in (self._left, self._right):
                column.setSpacing(theme.px(16))
            self._arrange()

"""Messages: a volunteer writes one down, a supervisor says what becomes of those that wait, slips for other days."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from callback_desk.domain.access import Act
from callback_desk.domain.changes import Changes
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import MessageId
from callback_desk.domain.messages import NewMessage
from callback_desk.domain.people import Recipient
from callback_desk.ui.components import Card, PageHead, Paragraph, Scroller, SecondaryButton, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForTarget, saving_as
from callback_desk.ui.messages.form import MessageForm
from callback_desk.ui.messages.waiting import WaitingMessages
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notice, Notices
from callback_desk.ui.sealed_saving import SealedSaving
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases.denied_tokens import KEEP_OR_CHANGE
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.dispatch_slip import print_dispatch_slips
from callback_desk.use_cases.hand_on import HandedOn, hand_on, who_gets_news
from callback_desk.use_cases.messages import Logged, ReadMessage, log_message, open_messages, settle_message
from callback_desk.use_cases.others_named import OtherNamed, who_else_is_named
from callback_desk.use_cases.ports_world import Printed

_WHAT = "Somebody rings or leaves word, and no call of ours goes with it."
_NARROW_PX = 900
_ASK_FOR_PAGE = saving_as("Save the page of new information")
_ASK_FOR_SLIPS = saving_as("Save the card and the slips")


class MessagesPage(DeskPage):
    """`take(given)` begins a message about a number or a case number that was typed elsewhere."""

    SHOWS = Changes.QUEUE | Changes.CONCERNS

    def __init__(
        self,
        desk: Desk,
        runner: Runner,
        news: News,
        *,
        choose_target: AskForTarget = _ASK_FOR_SLIPS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, runner, news, Notices(), parent)
        self.notices.setParent(self)
        self.choose_target = choose_target
        self.choose_page: AskForTarget = _ASK_FOR_PAGE
        self._reads = desk.access.may(desk.session.staff.roles, Act.SETTLE_MESSAGE) is not None
        self._head = PageHead("Messages", _WHAT)
        self.column.addWidget(self._head)
        self.column.addWidget(self.notices.place)
        self._scroll = Scroller()
        self.column.addWidget(self._scroll, 1)
        self.waiting = WaitingMessages(desk.zone, desk.info.region)
        self.waiting.settled.connect(self._on_settled)
        self.waiting.handed_on.connect(self._on_hand_on)
        self.waiting.kept.connect(self._on_others_kept)
        self._handing: tuple[MessageId, str, Path] | None = None  # the page that is being made
        set_shown(self.waiting, self._reads)
        self.form = MessageForm(lambda: self.now, desk.zone, self.ask_load)
        self.form.kept.connect(self._on_kept)
        self.slips = Card("For the days nobody is here")
        words = "A card for the front desk and dispatch, and slips to cut out. Type the slips in here the next morning."
        self.slips.body.addWidget(Paragraph(words, full_width=True))
        row = QHBoxLayout()
        self.print_slips = SecondaryButton("Save card and slips as PDF", icon_name="document")
        self.print_slips.setObjectName("printSlips")
        self.print_slips.clicked.connect(self._on_print)
        row.addWidget(self.print_slips)
        row.addStretch(1)
        self.slips.body.addLayout(row)
        for part in (self.waiting, self.form, self.slips):
            self._scroll.body.addWidget(part)
        self._scroll.body.addStretch(1)
        self._style_now()

    def refresh(self) -> None:
        if self._reads:
            self.ask("messages", lambda: (open_messages(self.desk), who_gets_news(self.desk)), self._on_messages)

    def take(self, given: str) -> None:
        """A message about a caller whose number or case number was typed already."""
        self.form.begin(given)
        self._scroll.ensureWidgetVisible(self.form.kinds)
        self.form.kinds.focus_first()

    def _on_messages(self, found: object) -> None:
        messages, recipients = cast("tuple[tuple[ReadMessage, ...], tuple[Recipient, ...]]", found)
        self.waiting.show_messages(messages, self.now, recipients)

    def _on_kept(self, said: object) -> None:
        if not isinstance(said, NewMessage):
            return
        op = self.desk.new_operation()
        task = self.runner.save(lambda: log_message(self.desk, op, said))
        task.succeeded.connect(self._on_logged)
        task.failed.connect(self._on_refused)

    def _on_logged(self, logged: object) -> None:
        if isinstance(logged, Logged):
            self.form.clear()
            self.form.keep.setEnabled(True)
            self.notices.show(Notice(logged.sentence, actions=("OK",), code="message"))
            self.news.tell(logged.changes)
            self.form.kinds.focus_first()

    def _on_refused(self, trouble: object) -> None:
        self.form.refused("")
        self.notices.show_error(trouble)

    def _on_settled(self, message_id: object, how: str) -> None:
        op, message = self.desk.new_operation(), MessageId(cast("int", message_id))
        task = self.save(lambda: settle_message(self.desk, op, message, how))
        task.failed.connect(self._on_not_settled)

    def _on_not_settled(self, _trouble: object) -> None:
        self.waiting.open_again()

    def _on_hand_on(self, message_id: object, to: str) -> None:
        message = MessageId(cast("int", message_id))
        target = self.choose_page(self, f"new-information-{message}.pdf")
        if target is None:
            self.waiting.open_again()
            return
        self._handing = message, to, target
        self._hand_on(kept=False)

    def _on_others_kept(self, message_id: object) -> None:
        if self._handing is not None and self._handing[0] == message_id:
            self._hand_on(kept=True)

    def _hand_on(self, *, kept: bool) -> None:
        if self._handing is None:
            return
        op, (message, to, where) = self.desk.new_operation(), self._handing
        task = SealedSaving(
            self,
            lambda password: hand_on(
                self.desk, op, message_id=message, to=to, target=where, password=password, kept=kept
            ),
        )
        task.succeeded.connect(self._on_handed_on)
        task.failed.connect(self._on_not_handed_on)

    def _on_handed_on(self, done: object) -> None:
        if isinstance(done, HandedOn):
            words = f"{done.how} {done.printed.path.name} is saved: print it, and give it to them."
            self.notices.show(Notice(words, actions=("OK",), code="handed-on"))
            self.news.tell(done.changes)

    def _on_not_handed_on(self, trouble: object) -> None:
        if self._handing is not None and isinstance(trouble, DeskFault) and trouble.code == KEEP_OR_CHANGE:
            message = self._handing[0]
            self.ask("others", lambda: (message, who_else_is_named(self.desk, message)), self._on_others)
            return
        self.waiting.open_again()
        self.notices.show_error(trouble)

    def _on_others(self, found: object) -> None:
        message, others = cast("tuple[MessageId, tuple[OtherNamed, ...]]", found)
        self.waiting.show_others(message, others)

    def _on_print(self) -> None:
        target: Path | None = self.choose_target(self, "front-desk-slips.pdf")
        if target is None:
            return
        to = target
        task = self.runner.long(lambda _progress: print_dispatch_slips(self.desk, to))
        task.succeeded.connect(self._on_printed)
        task.failed.connect(self.notices.show_error)

    def _on_printed(self, printed: object) -> None:
        if isinstance(printed, Printed):
            words = f"{printed.path.name} is saved: {printed.pages} pages. Print it for the front desk and dispatch."
            self.notices.show(Notice(words, actions=("OK",), code="slips"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.form.set_narrow(self.width() / self.theme.scale < _NARROW_PX)

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "slips"):
            self._fit()
            self._keep_edges_in_line(self._head)
            self._scroll.body.setSpacing(self.theme.px(16))

"""The volunteer's side of the window: shift, card, call, joined. Pages do not know one another; this does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from callback_desk.domain.access import Act
from callback_desk.domain.call import CallCard, StartedCall
from callback_desk.domain.changes import Changes
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallbackId, CallId, PhoneId
from callback_desk.domain.skips import SkipReason
from callback_desk.ui.call.begin import Begun, begin_call, get_ready, go_on_with_call
from callback_desk.ui.call.card_page import CardPage
from callback_desk.ui.call.hand import HEARTBEAT, CallInHand
from callback_desk.ui.call.page import CallPage
from callback_desk.ui.call_cover import Cover
from callback_desk.ui.components import Tone, strong_then
from callback_desk.ui.messages.page import MessagesPage
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notice, Notices, notice_of
from callback_desk.ui.packets.print_job import PageDrawer
from callback_desk.ui.paper.page import PaperPage
from callback_desk.ui.shell import Shell
from callback_desk.ui.shift.page import ShiftPage
from callback_desk.ui.skip_undo import SkipUndo
from callback_desk.ui.tasks import Runner
from callback_desk.ui.wording.page import WordingPage
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.finish_call import Finished
from callback_desk.use_cases.next_call import claim_next, give_back, my_card
from callback_desk.use_cases.practice import DATABASE_ID
from callback_desk.use_cases.rang_back import RangBack, rang_back
from callback_desk.use_cases.save_call import heartbeat
from callback_desk.use_cases.skip import skip, take_up_again

SHIFT: Final = "shift"
CARD: Final = "card"
CALL: Final = "call"
PAPER: Final = "paper_calls"
MESSAGES: Final = "messages"
WORDS: Final = "words"
_NOBODY_THERE: Final = "Nobody was there any more. This was no call of ours, and they stand where they stood."
_CARD_KEPT_MS: Final = 10 * 60 * 1000  # a claim not started returns after 10 minutes (settled decisions)


class VolunteerDesk(QObject):
    """Adds its pages to the shell and walks between them. `switch_wanted()`: somebody else sits down.

    `call_begun()` and `call_over()` tell the window's keeper about a call in hand. `practice_wanted()`: the shift page
    asks for the practice desk. `draw` makes pictures of pages for a printer: None where nothing is printed.
    """

    switch_wanted = Signal()
    practice_wanted = Signal()
    call_begun = Signal()
    call_over = Signal()

    def __init__(
        self, desk: Desk, shell: Shell, runner: Runner, news: News, draw: PageDrawer | None, *, first: bool = True
    ) -> None:
        super().__init__(shell)
        self._desk = desk
        self._shell = shell
        self._runner = runner
        self._news = news
        self._they_rang = False
        self._prefer: PhoneId | None = None  # the next number of the same sitting
        self._card: CallCard | None = None
        self._undo = SkipUndo(shell, self)
        self._undo.wanted.connect(self._take_up_again)
        self.shift = ShiftPage(desk, runner, news)
        self.card = CardPage(desk)
        self.call = CallPage(desk, runner, news, draw)
        shell.add_page(SHIFT, self.shift, "home", "My shift")
        if desk.info.database_id != DATABASE_ID:  # practice has no paper
            self.messages = MessagesPage(desk, runner, news)
            shell.add_page(MESSAGES, self.messages, "note", "Messages")
            self.shift.called_back.offer_messages()
            self.shift.called_back.message_wanted.connect(self._on_message_wanted)
            self.paper = PaperPage(desk, runner, news)
            shell.add_page(PAPER, self.paper, "document", "Paper calls", apart=True)
            if desk.access.may(desk.session.staff.roles, Act.PUBLISH_SCRIPT) is None:  # a supervisor has *Wording*
                self.words = WordingPage(desk, runner, news, Notices())
                shell.add_page(WORDS, self.words, "speech", "Words of the call", apart=True)
        shell.add_page(CARD, self.card)
        shell.add_page(CALL, self.call)
        self.shift.next_wanted.connect(self.next_call)
        self.shift.go_on_wanted.connect(self._on_go_on_wanted)
        self.shift.find_wanted.connect(self._on_find_wanted)
        self.shift.switch_wanted.connect(self.switch_wanted)
        self.shift.practice_wanted.connect(self.practice_wanted)
        self.card.start_wanted.connect(self._on_start_wanted)
        self.card.skipped.connect(self._on_skipped)
        self.card.given_back.connect(self._put_back)
        self.call.finished.connect(self._on_finished)
        self.call.taken_back.connect(self._on_taken_back)
        self.cover = Cover(desk, shell, runner, self.card.pin, self.save_now, self._on_trouble)
        self.call.cover_wanted.connect(self.cover.begin)
        shell.cover_wanted.connect(self.cover.begin)
        self._beat = QTimer(self, interval=int(HEARTBEAT.total_seconds() * 1000))
        self._beat.timeout.connect(self._on_beat)
        self._too_long = QTimer(self, singleShot=True, interval=_CARD_KEPT_MS)
        self._too_long.timeout.connect(self._on_too_long)
        if first:
            self.show_shift()

    @property
    def in_call(self) -> bool:
        return self.call.hand is not None

    def show_shift(self) -> None:
        self._shell.show_page(SHIFT)
        self.shift.busy(False)

    def practice_refused(self, trouble: object) -> None:
        """There is no practice desk: said on the page that asked for it."""
        self.shift.practice_waits(False)
        self.shift.notices.show_error(trouble)

    def save_now(self) -> None:
        """Whatever is typed goes to the disk: lock, close, sleep."""
        if self.call.hand is not None:
            self.call.hand.save_now()

    def leave(self) -> None:
        """Somebody signs out: a card goes back, a call stays interrupted with every answer."""
        if self.call.hand is not None:
            self.call.hand.autosave.flush()
        self._undo.drop()
        if self._card is not None and not self.in_call:
            card = self._card
            self._forget_card()
            op = self._desk.new_operation()
            self._runner.save(lambda: give_back(self._desk, op, card.callback_id, card.fence))
        self.call.clear()

    # -- the next person

    def next_call(self) -> None:
        """Claim, and show the card."""
        op = self._desk.new_operation()
        self._save(lambda: claim_next(self._desk, op), self._on_claimed)

    def _on_claimed(self, card: object) -> None:
        self.shift.busy(False)
        self._news.tell(Changes.QUEUE)
        self._they_rang = False
        if isinstance(card, CallCard):
            self._show_card(card)
            return
        self.show_shift()
        self.shift.refresh()
        self.shift.notices.show(
            Notice("Nobody can be called at this moment. The reasons are on this page.", actions=("OK",), code="nobody")
        )

    def _show_card(self, card: CallCard, prefer: PhoneId | None = None) -> None:
        self._undo.drop()
        self._card = card
        self.card.show_card(card, prefer=prefer)
        self._shell.begin_call()
        self._shell.show_page(CARD)
        self._beat.start()
        self._too_long.start()
        rang = self._they_rang
        self._runner.ask(lambda: get_ready(self._desk, they_rang=rang), topic=(id(self), "script"))

    def _forget_card(self) -> None:
        self._card = None
        self._beat.stop()
        self._too_long.stop()
        self.card.clear()

    def _on_skipped(self, reason: object) -> None:
        card = self._card
        if card is not None and isinstance(reason, SkipReason):
            op = self._desk.new_operation()
            done = partial(self._on_skip_done, card)
            self._save(lambda: skip(self._desk, op, card.callback_id, card.fence, reason), done)

    def _on_skip_done(self, card: CallCard, done: object) -> None:
        self._on_back_on_list(done)
        self._undo.offer(card)

    def _take_up_again(self, callback_id: object) -> None:
        if isinstance(callback_id, int):
            op, one = self._desk.new_operation(), CallbackId(callback_id)
            self._save(lambda: take_up_again(self._desk, op, one), self._on_claimed)

    def _put_back(self) -> None:
        card = self._card
        if card is not None:
            op = self._desk.new_operation()
            self._save(lambda: give_back(self._desk, op, card.callback_id, card.fence), self._on_back_on_list)

    def _on_back_on_list(self, done: object) -> None:
        self._news.tell(done)
        self._forget_card()
        self._shell.end_call()
        self.show_shift()
        self.shift.refresh()

    def _on_find_wanted(self, given: str, also: str) -> None:
        op = self._desk.new_operation()
        self._save(lambda: rang_back(self._desk, op, given, also), self._on_found)

    def _on_found(self, found: object) -> None:
        if not isinstance(found, RangBack):
            return
        if found.card is None:
            self.shift.called_back.said(found.sentence, ask_more=found.ask_more)
            return
        self.shift.called_back.forget()
        self._they_rang = True
        self._news.tell(Changes.QUEUE)
        self._show_card(found.card)

    def _on_message_wanted(self, given: str) -> None:
        self._shell.show_page(MESSAGES)
        self.messages.take(given)

    # -- the call

    def _on_start_wanted(self, phone_id: object) -> None:
        card = self._card
        if card is None or not isinstance(phone_id, int):
            return
        op, rang = self._desk.new_operation(), self._they_rang
        phone = PhoneId(phone_id)
        self._save(
            lambda: begin_call(self._desk, op, card, phone, they_rang=rang),
            self._on_started,
            self._on_not_started,
        )

    def _on_go_on_wanted(self, call_id: object) -> None:
        if not isinstance(call_id, int):
            return
        op, call = self._desk.new_operation(), CallId(call_id)
        self._save(lambda: go_on_with_call(self._desk, op, call), self._on_started)

    def _on_started(self, begun: object) -> None:
        if not isinstance(begun, Begun):
            return
        self._forget_card()
        hand = CallInHand(self._desk, self._runner, begun.card, begun.started, begun.form)
        self._shell.begin_call()
        self._shell.show_page(CALL)
        self.call.begin(hand)
        self._news.tell(Changes.QUEUE)
        self.call_begun.emit()

    def _on_not_started(self, trouble: object) -> None:
        self.card.notices.show_error(trouble)
        self.card.open_again()

    def _on_finished(self, done: object, next_call: bool) -> None:
        self._call_is_over()
        if not isinstance(done, Finished):
            self.show_shift()
            return
        if done.next_phone is not None:
            self._prefer = done.next_phone
            then = self._on_next_number if next_call else self._on_card_again
            self._save(lambda: my_card(self._desk, done.callback_id, done.fence), then)
            return
        if next_call:
            self.next_call()
            return
        self.show_shift()
        self.shift.refresh()
        words = strong_then("Your last call.", done.sentence)  # what a supervisor checks, and who is tried again
        self.shift.notices.show(Notice(words, actions=("OK",), code="finished"))

    def _on_taken_back(self, started: object) -> None:
        """I did not dial: the card is still ours. Who rang us and is gone stands where they stood."""
        self._call_is_over()
        if isinstance(started, StartedCall) and self._they_rang:
            work = partial(give_back, self._desk, self._desk.new_operation(), started.callback_id, started.fence)
            self._save(work, self._on_nobody_there)
        elif isinstance(started, StartedCall):
            self._save(lambda: my_card(self._desk, started.callback_id, started.fence), self._on_card_again)

    def _on_nobody_there(self, done: object) -> None:
        self._on_back_on_list(done)
        self.shift.notices.show(Notice(_NOBODY_THERE, actions=("OK",), code="nobody-there"))

    def _on_next_number(self, card: object) -> None:
        """The same person, whose card was read a minute ago: the next number shows at once, its try on record."""
        phone = self._prefer
        self._on_card_again(card)
        if self._card is not None and phone is not None:
            self._on_start_wanted(phone)

    def _on_card_again(self, card: object) -> None:
        prefer, self._prefer = self._prefer, None
        if isinstance(card, CallCard):
            self._show_card(card, prefer)
        else:
            self.show_shift()

    def _call_is_over(self) -> None:
        self._shell.end_call()
        self._news.tell(Changes.QUEUE | Changes.CALL)
        self.call_over.emit()

    # -- the claim of an open card

    def _on_beat(self) -> None:
        card = self._card
        if card is not None:
            self._runner.save(
                lambda: heartbeat(self._desk, self._desk.new_operation(), card.callback_id, card.fence)
            ).failed.connect(self._on_card_lost)

    def _on_card_lost(self, trouble: object) -> None:
        if self._card is not None:
            self._forget_card()
            self._shell.end_call()
            self.show_shift()
            self.shift.notices.show_error(trouble)

    def _on_too_long(self) -> None:
        self._put_back()
        sentence = "The card lay open for 10 minutes without a call, so the person went back to the list."
        self.shift.notices.show(Notice(sentence, actions=("OK",), code="card-too-long"))

    # -- work

    def _save(
        self,
        work: Callable[[], object],
        then: Callable[[object], None],
        otherwise: Callable[[object], None] | None = None,
    ) -> None:
        task = self._runner.save(work)
        task.succeeded.connect(then)
        task.failed.connect(otherwise or self._on_trouble)

    def _on_trouble(self, trouble: object) -> None:
        self.shift.busy(False)
        place = {CARD: self.card.notices, CALL: self.call.notices}.get(self._shell.page_name, self.shift.notices)
        tone = Tone.WARN if isinstance(trouble, DeskFault) else Tone.PLAIN
        notice = notice_of(trouble)
        place.show(Notice(notice.words, tone, notice.actions, code=notice.code))

"""Sending all of one recipient's lead sheets: what goes, how far it is, what became of it, all of it to a printer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.access import EXPORT_WITHOUT_SECOND
from callback_desk.domain.changes import Changes
from callback_desk.domain.errors import DeskError
from callback_desk.domain.people import DeliveryWay, Recipient
from callback_desk.ui.components import (
    Card,
    Field,
    NoticeBar,
    Paragraph,
    PasswordField,
    PrimaryButton,
    ProgressBar,
    SecondaryButton,
    Tone,
    empty_out,
    set_shown,
)
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForFile
from callback_desk.ui.notices import Notice
from callback_desk.ui.packets.kept_delivery import kept_delivery
from callback_desk.ui.packets.print_job import PageDrawer, PrintJob
from callback_desk.ui.packets.private_folder import PrivateFolder
from callback_desk.ui.tasks import Progress, Task
from callback_desk.ui.when import count
from callback_desk.use_cases import send_batch, send_packet
from callback_desk.use_cases.send_batch import BatchSent, BatchSigned, ReadyBatch
from callback_desk.use_cases.send_packet import Delivery, Sent
from callback_desk.use_cases.stepup import STEP_UP_NEEDED
from callback_desk.use_cases.where_to import NEEDS_PASSWORD

_SECOND_WORDS = (
    f"More than {EXPORT_WITHOUT_SECOND} at once: another supervisor or administrator signs as well. If nobody can, "
    "leave their name empty: the wish is kept, and a day later you can send them."
)
_STOPPING = "Stopping after the sheet that is being made."


class BatchPanel(Card):
    """`shown()` when there is something to see here, `left()` when it is over, `made({ExportId: Path})` for the sheets
    that open from the list."""

    shown = Signal()
    made = Signal(object)
    left = Signal()

    def __init__(self, page: DeskPage, draw: PageDrawer, printing: PrivateFolder, choose_folder: AskForFile) -> None:
        super().__init__()
        self._page, self._draw, self._printing, self._choose_folder = page, draw, printing, choose_folder
        self._batch: ReadyBatch | None = None
        self._task: Task | None = None
        self._to_print: list[Sent] = []
        self.sent: tuple[Sent, ...] = ()
        self.title = Paragraph("", face="section", full_width=True)
        self.words = Paragraph("", color="ink2", full_width=True)
        self.progress = ProgressBar()
        self.progress.stop_wanted.connect(self._on_stop)
        self._list = QVBoxLayout()
        self.asked = QWidget()
        column = QVBoxLayout(self.asked)
        column.setContentsMargins(0, 0, 0, 0)
        self.second_words = Paragraph(_SECOND_WORDS, color="ink2", full_width=True)
        self.second = Field("Second person", help_text="By the name they sign in with.")
        self.second_password = PasswordField("Their password")
        self.password = PasswordField("Password for these sheets")
        self.own_password = PasswordField("Your own password, once more")
        self._fields: tuple[Field | PasswordField, ...] = (
            self.second,
            self.second_password,
            self.password,
            self.own_password,
        )
        for part in (self.second_words, *self._fields):
            column.addWidget(part)
        for field in self._fields:
            field.text_changed.connect(self._forget_errors)
        self.trouble = NoticeBar("", tone=Tone.WARN)
        buttons = QHBoxLayout()
        self.leave = SecondaryButton("Not now")
        self.leave.clicked.connect(self._on_leave)
        self.print_all = PrimaryButton("Print", icon_name="printer")
        self.print_all.clicked.connect(self._on_print)
        self.send = PrimaryButton("Send", icon_name="document")
        self.send.clicked.connect(self._on_send)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        buttons.addWidget(self.print_all)
        buttons.addWidget(self.send)
        for widget in (self.title, self.words, self.progress):
            self.body.addWidget(widget)
        self.body.addWidget(self.asked)
        self.body.addWidget(self.trouble)
        self.body.addLayout(buttons)
        self.body.addLayout(self._list)  # last: with forty cases the buttons stay in sight
        self._restyle()

    def begin(self, batch: ReadyBatch) -> None:
        """Everything that will go out, to be read first."""
        if self._task is not None:  # one batch runs: it is shown, and no other is begun
            self.shown.emit()
            return
        self._to_print, self.sent = [], ()
        self._batch, self._drive_asks, self._own_asks = batch, False, False
        how_many = count(len(batch.sheets), "lead sheet")
        self.title.set_words(f"{how_many} for {batch.recipient.name}")
        self.words.set_words(f"{_way(batch.recipient)} Each case is a sheet of its own; all stand below.")
        self._show_lines([f"Case {one.case_number}, {one.name}" for one in batch.sheets])
        self.send.set_label(f"Send {how_many}")
        self.leave.set_label("Not now")
        self._empty_fields()
        self._say("")
        self._show_fields()
        self._show_state(asking=True)
        self.send.setFocus()

    def _show_lines(self, lines: list[str]) -> None:
        empty_out(self._list)
        for line in lines:
            self._list.addWidget(Paragraph(line, face="meta", full_width=True))

    def _show_state(self, *, asking: bool = False, busy: bool = False) -> None:
        set_shown(self.asked, asking)
        set_shown(self.send, asking)
        set_shown(self.progress, busy)
        set_shown(self.leave, not busy)
        set_shown(self.words, not busy)
        set_shown(self.print_all, not asking and not busy and self._prints and bool(self.sent))
        if not self._aside:
            self.shown.emit()

    def _show_fields(self) -> None:
        batch = self._batch
        second = batch is not None and batch.needs_second
        for part in (self.second_words, self.second, self.second_password):
            set_shown(part, second)
        to = batch.recipient if batch is not None else None
        unkept = to is not None and to.way is DeliveryWay.PASSWORD and not to.sealed
        set_shown(self.password, unkept or self._drive_asks)
        set_shown(self.own_password, self._own_asks)

    @property
    def _prints(self) -> bool:
        return self._batch is not None and self._batch.recipient.way is DeliveryWay.PRINT

    def _on_send(self) -> None:
        batch = self._batch
        if batch is None or self._task is not None or (delivery := self._delivery(batch.recipient)) is None:
            return
        desk, op = self._page.desk, self._page.desk.new_operation()
        signed = BatchSigned(self.own_password.text, self.second.text.strip(), self.second_password.text)

        def work(progress: Progress) -> BatchSent:
            return send_batch.send_batch(
                desk,
                op,
                recipient_name=batch.recipient.name,
                sheets=batch.sheets,
                delivery=delivery,
                signed=signed,
                progress=lambda behind, of: progress.report((behind, of)),
                cancelled=lambda: progress.cancelled,
            )

        self._say("")
        self._on_progress((0, len(batch.sheets)))
        self.progress.stop.show()
        self._show_state(busy=True)
        self._aside = False
        self._task = task = self._page.runner.long(work)
        task.progressed.connect(self._on_progress)
        task.succeeded.connect(self._on_sent)
        task.failed.connect(self._on_failed)

    def _delivery(self, to: Recipient) -> Delivery | None:
        """The way kept with the recipient; a folder is asked for only where none is kept."""
        password = self.password.text or None
        if (kept := kept_delivery(to, password, self._printing)) is not None:
            return kept
        folder = self._choose_folder(self)
        return Delivery(None, password=password, into=folder) if folder is not None else None

    def _on_progress(self, told: object) -> None:
        if isinstance(told, tuple):
            behind, of = told
            self.progress.set_progress(behind, of, f"{behind:,} of {of:,} lead sheets")

    def _on_stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.progress.finish(_STOPPING)

    def _on_failed(self, trouble: object) -> None:
        self._task, self._aside = None, self.isHidden()
        code = trouble.code if isinstance(trouble, DeskError) else ""
        self._own_asks = self._own_asks or code == STEP_UP_NEEDED
        self._drive_asks = self._drive_asks or code == NEEDS_PASSWORD
        beside: dict[str, Field | PasswordField] = {
            STEP_UP_NEEDED: self.own_password,
            "first-password": self.own_password,
            NEEDS_PASSWORD: self.password,
            "second-password": self.second_password,
            "one-time": self.second_password,
            "second-is-first": self.second,
            "second-unknown": self.second,
            "second-needed": self.second,
        }
        self._show_fields()
        self._show_state(asking=True)
        if self._aside:
            self._call_back()
        if (field := beside.get(code)) is not None and isinstance(trouble, DeskError):
            field.set_error(trouble.sentence)
            field.setFocus()
        elif isinstance(trouble, DeskError) and not code:
            self._say(trouble.sentence)
        else:
            self._page.notices.show_error(trouble)
        self._page.news.tell(Changes.PACKETS)  # some may have gone out before it

    def _on_sent(self, done: BatchSent) -> None:
        self._task, self._aside, self.sent = None, self.isHidden(), done.sent
        self._to_print = list(done.sent)
        if not self.password.text and self._batch is not None and self._batch.recipient.way is not DeliveryWay.PASSWORD:
            self.made.emit({one.export_id: one.printed.path for one in done.sent})
        self._empty_fields()
        self.words.set_words(self._became(done))
        self._show_lines([f"Case {one.case_number}: {one.why}" for one in done.refused])
        self.leave.set_label("Close")
        self.print_all.set_label(f"Print {count(len(done.sent), 'lead sheet')}")
        self._show_state()
        if self._aside:
            self._call_back()
        else:
            (self.print_all if self.print_all.isVisible() else self.leave).setFocus()
        self._page.news.tell(done.changes)

    def _call_back(self) -> None:
        """Somebody does something else in its place meanwhile, and is not torn from it."""
        words = f"{self.title.text()}: {self.words.text()}" if self._task is None and self.sent else self.title.text()
        self._page.notices.show(Notice(words, actions=("Show",), answered=self._on_called_back))

    def _on_called_back(self, _button: int) -> None:
        self._aside = False
        self.shown.emit()

    def _became(self, done: BatchSent) -> str:
        parts = [f"{len(done.sent):,} of {len(done.sent) + len(done.refused) + done.left:,} lead sheets are made."]
        if done.left:
            parts.append(f"{count(done.left, 'sheet was', 'sheets were')} not begun and can be sent later.")
        if self._prints and done.sent:
            parts.append("Print them now: no file of them is kept.")
        if done.refused:
            parts.append("Below stands what was not made, and why. Such a sheet is made by itself under Ready to send.")
        return " ".join(parts)

    def _on_print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """All sheets of the batch that were not printed yet, one after the other; the trail says of each how many pages
        went to a printer."""
        self.print_all.close_with("They are being printed.")
        self._print_next(printer)

    def _print_next(self, printer: QPrinter) -> None:
        if not self._to_print:
            self.print_all.open_again()
            set_shown(self.print_all, False)
            self.leave.setFocus()
            self.words.set_words(f"{count(len(self.sent), 'lead sheet')} went to the printer.")
            return
        one = self._to_print[0]
        job = PrintJob(self._page.runner, self._draw, one.printed.path, printer, self)
        job.printed.connect(lambda pages: self._on_printed(one, pages, printer))
        job.failed.connect(self._on_not_printed)
        job.start()

    def _on_printed(self, one: Sent, pages: int, printer: QPrinter) -> None:
        self._to_print.remove(one)
        desk, op = self._page.desk, self._page.desk.new_operation()
        self._page.save(lambda: send_packet.sheet_printed(desk, op, one.export_id, pages))
        self._print_next(printer)

    def _on_not_printed(self, trouble: object) -> None:
        self.print_all.open_again()
        self.print_all.set_label(f"Print the other {count(len(self._to_print), 'lead sheet')}")
        self._page.notices.show_error(trouble)

    def _on_leave(self) -> None:
        self._empty_fields()
        self.left.emit()

    def _empty_fields(self) -> None:
        """Nothing typed stays behind."""
        for field in self._fields:
            field.set_error("")
            if isinstance(field, PasswordField):
                field.clear()
            else:
                field.set_text("")

    def _say(self, words: str) -> None:
        self.trouble.words.set_words(words)
        self.trouble.setAccessibleName(words)
        set_shown(self.trouble, bool(words))

    def _forget_errors(self, _text: str) -> None:
        for field in self._fields:
            if field.error:
                field.set_error("")

    _drive_asks = _own_asks = _aside = False


def _way(to: Recipient) -> str:
    if to.way is DeliveryWay.PRINT:
        return "They are made for the printer."
    if to.way is DeliveryWay.FOLDER and to.folder:
        return f"They go into the folder {Path(to.folder).name}."
    if to.way is DeliveryWay.PASSWORD:
        return "They are files with a password. You choose the folder next."
    return "You choose the folder next."


__all__ = ["BatchPanel"]

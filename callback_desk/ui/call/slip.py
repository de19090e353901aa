"""The slip for whoever is on duty, from the call onto the system's own printer: no question, no file that stays.

Where no printer is set up nothing is made: the words are read out on the telephone.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from callback_desk.domain.errors import DeskError
from callback_desk.domain.paper_size import PaperSize, paper_of
from callback_desk.domain.tip import NewTip
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.packets.print_job import PageDrawer, PrintJob
from callback_desk.ui.packets.private_folder import PrivateFolder
from callback_desk.ui.tasks import Runner
from callback_desk.ui.when import clock
from callback_desk.use_cases.going_out import GoneOut
from callback_desk.use_cases.urgent_slip import make_slip, slip_printed

MADE_UP = "Nothing is printed: these people are made up."
NO_PRINTER = "No slip was printed: no printer is set up here. Read the line out."
ON_ITS_WAY = "A slip is being printed."
_READ_OUT = "Read the line out."
_SIZES = {PaperSize.LETTER: QPageSize.PageSizeId.Letter, PaperSize.A4: QPageSize.PageSizeId.A4}


def default_printer() -> QPrinter | None:
    """The printer this computer prints on without a question; None when there is none."""
    info = QPrinterInfo.defaultPrinter()
    return None if info.isNull() else QPrinter(info, QPrinter.PrinterMode.HighResolution)


class SlipPrinter(QObject):
    """Makes the slips of one call and prints them. `said(words)` what has become of the newest; `words` the same."""

    said = Signal(str)

    def __init__(self, hand: CallInHand, runner: Runner, draw: PageDrawer | None, parent: QObject) -> None:
        super().__init__(parent)
        self.words = ""
        self._hand, self._desk, self._call_id = hand, hand.desk, hand.started.call_id
        self._runner, self._draw = runner, draw
        self._printed: set[int] = set()  # ordinals of the lines a slip was made of
        self._folder = PrivateFolder(self)
        self._made = self._going = 0  # slips begun; of them on their way
        self._warm = self._over = False

    def over(self) -> None:
        """The call is over: what is being printed still is, and then nothing of it stays."""
        self._over = True
        self._settle()

    def get_ready(self) -> None:
        """A line may be marked urgent next: start the press now, once a call."""
        if not self._warm and not self._desk.info.synthetic:
            self._warm = True
            self._runner.long(lambda _progress: self._desk.press.warm())

    def print_new(self) -> None:
        """One slip for the urgent lines that were on none; none for made-up people."""
        new = [tip for tip in self._hand.urgent() if tip.ordinal not in self._printed]
        if not new:
            return
        self._printed |= {tip.ordinal for tip in new}
        if self._desk.info.synthetic:
            self._say(MADE_UP)
        elif self._draw is None or (printer := default_printer()) is None:
            self._say(NO_PRINTER)
        else:
            self._say(ON_ITS_WAY)
            self._make(new, printer, self._draw)

    def _make(self, lines: Sequence[NewTip], printer: QPrinter, draw: PageDrawer) -> None:
        desk, call_id, op = self._desk, self._call_id, self._desk.new_operation()
        self._made += 1
        self._going += 1
        target = self._folder.path / f"slip-{self._made}.pdf"
        printer.setPageSize(QPageSize(_SIZES[paper_of(desk.info.region)]))
        printer.setDocName("Callback Desk")
        # Not on the lane that saves: a press that hangs must not keep back what is typed.
        task = self._runner.long(lambda _progress: make_slip(desk, op, call_id, lines, target))
        task.succeeded.connect(lambda gone: self._on_made(gone, target, printer, draw))
        task.failed.connect(self._on_failed)

    def _on_made(self, gone: object, target: Path, printer: QPrinter, draw: PageDrawer) -> None:
        assert isinstance(gone, GoneOut)
        job = PrintJob(self._runner, draw, target, printer, self)
        job.printed.connect(lambda pages: self._on_printed(gone, target, pages))
        job.failed.connect(lambda trouble: self._on_not_printed(trouble, target))
        job.start()

    def _on_printed(self, gone: GoneOut, target: Path, pages: int) -> None:
        _forget(target)
        desk, op = self._desk, self._desk.new_operation()
        self._say(f"Slip printed {clock(desk.clock.now(), desk.zone)}.")
        self._runner.save(lambda: slip_printed(desk, op, gone.id, pages))
        self._ended()

    def _on_not_printed(self, trouble: object, target: Path) -> None:
        _forget(target)
        self._on_failed(trouble)

    def _on_failed(self, trouble: object) -> None:
        why = f" {trouble}" if isinstance(trouble, DeskError) else ""
        self._say(f"No slip was printed. {_READ_OUT}{why}")
        self._ended()

    def _ended(self) -> None:
        self._going -= 1
        self._settle()

    def _settle(self) -> None:
        if self._over and not self._going:
            self.deleteLater()

    def _say(self, words: str) -> None:
        self.words = words
        self.said.emit(words)


def _forget(target: Path) -> None:
    """It is on paper, or never will be; what cannot be removed now goes with its folder."""
    with suppress(OSError):
        target.unlink()

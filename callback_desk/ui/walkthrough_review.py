"""A walk through the supervisor's pages in the real window: for the demo, and for looking at every page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from callback_desk.domain.errors import DeskFault
from callback_desk.ui.imports.places import Place
from callback_desk.ui.shell import Shell
from callback_desk.ui.supervisor_pages import BOARD, IMPORT, PACKETS, QUEUE, REVIEW, SupervisorPages
from callback_desk.ui.tasks import Runner
from callback_desk.ui.walk_until import until


@dataclass(frozen=True, slots=True)
class Walked:
    """What the walk left behind: pictures in the order they were taken, and the lead sheet."""

    pictures: tuple[Path, ...]
    lead_sheet: Path


class _Walk:
    def __init__(self, shell: Shell, pages: SupervisorPages, runner: Runner, out: Path) -> None:
        self.shell, self.pages, self.runner, self._out = shell, pages, runner, out
        self.pictures: list[Path] = []

    def settle(self) -> None:
        """Everything asked is answered and painted."""
        until("an answer", lambda: not self.runner.busy)
        for _ in range(3):
            QCoreApplication.processEvents()
        until("an answer", lambda: not self.runner.busy)

    def go(self, name: str) -> None:
        self.shell.show_page(name)
        self.settle()

    def picture(self, name: str) -> None:
        self.settle()
        path = self._out / f"{name}.png"
        if not self.shell.grab().save(str(path)):
            raise DeskFault(f"The picture {path.name} cannot be written. Choose another folder.")
        self.pictures.append(path)


def walk_review(
    shell: Shell, pages: SupervisorPages, runner: Runner, *, out: Path, export: Path, recipient: str
) -> Walked:
    """Board, call list, the import's match and check pages (nothing is imported), a sign-off, a lead sheet.

    The shell is shown, a supervisor is signed in, a call with new information waits, and `pages` was made with a
    `Files.lead_sheet` that answers a path in `out`. Raises DeskFault when a step does not come about.
    """
    walk = _Walk(shell, pages, runner, out)
    for name in (BOARD, QUEUE):
        walk.go(name)
        walk.picture(f"supervisor-{name}")
    _look_at_import(walk, export)
    lead_sheet = _sign_off_and_send(walk, recipient)
    walk.go(BOARD)
    return Walked(tuple(walk.pictures), lead_sheet)


def _look_at_import(walk: _Walk, export: Path) -> None:
    imports = walk.pages.imports
    walk.go(IMPORT)
    imports.begin_with(export)
    until("the columns", lambda: imports.place is Place.MATCH)
    walk.picture("supervisor-import-match")
    imports.match.foot.onward.click()
    until("the six piles", lambda: imports.place is Place.CHECK)
    walk.picture("supervisor-import-check")
    imports.check.foot.back.click()
    imports.match.foot.back.click()
    walk.settle()


def _sign_off_and_send(walk: _Walk, recipient: str) -> Path:
    review, packets = walk.pages.review, walk.pages.packets
    walk.go(REVIEW)
    until("a call to read", lambda: review.call is not None)
    walk.picture("supervisor-review")
    call = review.call
    if call is None or not call.tips:
        raise DeskFault("The walk found no call with new information.", code="walk-nothing-new")
    review.panel.goes_to.set_value(recipient)
    review.panel.sign.click()
    until("the sign-off", lambda: all(line.call_id != call.call_id for line in review.lines))
    walk.settle()
    review.sheet_wished.emit(call.call_id, recipient)
    until("the lead sheet's form", packets.panel.isVisible)
    if packets.panel.goes_elsewhere:
        packets.panel.reason.set_text("They asked for it today.")
    packets.panel.confirm.set_text(packets.panel.case_number)
    walk.picture("supervisor-lead-sheet-confirm")
    packets.panel.make.click()
    until("the lead sheet", lambda: not packets.page_view.empty)
    walk.picture("supervisor-lead-sheet")
    walk.go(PACKETS)
    made = packets.last_file
    if made is None:
        raise DeskFault("The lead sheet was not made.", code="walk-no-sheet")
    return made

"""An import is taken back: how far it is, and what the next list says of rows that were taken back."""

from __future__ import annotations

from pathlib import Path

from make_export import write_export

from callback_desk.ui.imports.places import Place
from callback_desk.ui.imports.undo_progress import UndoProgress, UndoStep
from callback_desk.ui.walk_until import until
from callback_desk.use_cases.import_report import batches
from callback_desk.use_cases.undo_import import undo_batch
from screenshot_parts.seats import Seat

_ROWS, _MORE_ROWS, _SEED, _FIRST_CASE = 40, 70, 37, 14_000
_DONE, _OF = 7_250, 18_672  # of an import as large as a department's whole year


def taken_back(seat: Seat, folder: Path) -> None:
    """One list is imported and taken back; the list that repeats it is not imported."""
    wizard, desk = seat.supervisor.imports, seat.window.desk
    if desk is None:
        return
    today = desk.clock.now().astimezone(desk.zone).date()
    first, second = folder / "wrong_week.csv", folder / "incidents_to_date.csv"
    for path, rows in ((first, _ROWS), (second, _MORE_ROWS)):
        write_export(path, rows, _SEED, today, first_case=_FIRST_CASE)
    # The second list holds the rows of the first, as a records system repeats them.
    repeated = first.read_text("utf-8").splitlines(keepends=True)
    rest = second.read_text("utf-8").splitlines(keepends=True)[1 + _ROWS :]
    second.write_text("".join([*repeated, *rest]), "utf-8")
    wizard.begin_with(first)
    until("the columns", lambda: wizard.place is Place.MATCH)
    wizard.match.foot.onward.click()
    until("the six piles", lambda: wizard.place is Place.CHECK)
    wizard.check.foot.onward.click()
    until("the report", lambda: wizard.place is Place.REPORT)
    sheet = UndoProgress("incidents_of_the_year.csv", parent=wizard.window())
    sheet.open_dialog()
    sheet.show_step(UndoStep("sort", _DONE, _OF))
    seat.take("import-taking-back")
    sheet.close_dialog()
    undo_batch(desk, desk.new_operation(), batches(desk)[0].id)
    wizard.begin_with(second)
    until("the columns", lambda: wizard.place is Place.MATCH)
    wizard.match.foot.onward.click()
    until("the six piles", lambda: wizard.place is Place.CHECK)
    seat.take("import-check-taken-back")
    wizard.check.taken_back.away.buttons[0].click()
    until("the piles with them", lambda: wizard.place is Place.CHECK)
    seat.take("import-check-brought-back")
    wizard.check.back_wanted.emit()
    wizard.match.back_wanted.emit()
    seat.settle()

"""The supervisor's pages: board, call list, import, review, lead sheets, settings, lock."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from callback_desk.documents.preview import page_picture
from callback_desk.domain.views import Tab
from callback_desk.ui.imports.places import Place
from callback_desk.ui.supervisor_pages import BOARD, IMPORT, PACKETS, QUEUE, REVIEW, SETTINGS
from screenshot_parts.camera import Camera, until
from screenshot_parts.seats import Seat

STATEMENT = "Officers fill in a family violence form with every report; such reports are never exported to this list."


def board_and_list(seat: Seat) -> None:
    """The board without an alert, the list, and why somebody is not called."""
    seat.go(BOARD)
    seat.take("board")
    queue = seat.supervisor.queue
    seat.go(QUEUE)
    seat.take("call-list")
    queue.go_to(Tab.TO_DECIDE.value)
    seat.settle()
    ids = queue.model.ids
    queue.go_to("")
    seat.settle()
    queue.open_person(int((ids or queue.model.ids)[0]))
    until("the person at the side", lambda: queue.panel_open)
    seat.take("call-list-person")
    seat.key(Qt.Key.Key_Escape)


def imports(seat: Seat, export: Path, broken: Path) -> None:
    """Every step of the wizard with a new file, a refused file, and the form for one person."""
    wizard = seat.supervisor.imports
    seat.go(IMPORT)
    seat.take("import-choose")
    take_back(seat)
    wizard.begin_with(broken)
    until("the refusal", lambda: wizard.place is Place.CHOOSE and not seat.window.runner.busy and not wizard.run.busy)
    seat.take("import-refused")
    seat.press("OK")
    wizard.begin_with(export)
    until("the columns", lambda: wizard.place is Place.MATCH)
    seat.take("import-match")
    check_and_import(seat)
    wizard.type_one()
    seat.settle()
    form = wizard.type
    form.first.set_text("Renata")
    form.last.set_text("Thibault")
    form.phone.set_text("217 555 0151")
    form.case_number.set_text("26-004391")
    form.offense.set_value("220")
    form.age.set_text("54")
    seat.take("import-typed-person")
    wizard.type.foot.back.click()


def take_back(seat: Seat) -> None:
    """The sheet that says what taking the newest import back would do; nothing is done."""
    wizard = seat.supervisor.imports
    wizard.choose.table.row_opened.emit(0)
    until("the opened import", lambda: wizard.choose.take_back.isVisibleTo(wizard))
    wizard.choose.take_back.click()
    until("the four piles", lambda: wizard.taking_back.sheet is not None)
    seat.take("import-take-back")
    sheet = wizard.taking_back.sheet
    if sheet is not None:
        sheet.way_out.click()
    seat.settle()


def import_early(seat: Seat, export: Path) -> None:
    """The first export of a new desk, before the hours of telephone calls."""
    wizard = seat.supervisor.imports
    seat.go(IMPORT)
    wizard.begin_with(export)
    until("the columns", lambda: wizard.place is Place.MATCH)
    check_and_import(seat, pictures=False)


def check_and_import(seat: Seat, *, pictures: bool = True) -> None:
    """From the matched columns to the report."""
    wizard = seat.supervisor.imports
    if wizard.match.panel.isVisibleTo(wizard):
        wizard.match.panel.field.set_text(STATEMENT)
        wizard.match.panel.button.click()
        until("the statement", lambda: not wizard.match.panel.isVisibleTo(wizard))
    wizard.match.foot.onward.click()
    until("the six piles", lambda: wizard.place is Place.CHECK)
    if pictures:
        seat.take("import-check")
    wizard.check.foot.onward.click()
    until("the report", lambda: wizard.place is Place.REPORT)
    if pictures:
        seat.take("import-report")


def review_and_sheet(seat: Seat, camera: Camera, recipient: str) -> None:
    """Sign off what is new, make the lead sheet, and draw its page."""
    review, packets = seat.supervisor.review, seat.supervisor.packets
    seat.go(REVIEW)
    until("a call to read", lambda: review.call is not None)
    seat.take("review")
    call = review.call
    if call is None:
        return
    review.panel.goes_to.set_value(recipient)
    review.panel.sign.click()
    until("the sign-off", lambda: review.call is None or review.call.call_id != call.call_id)
    seat.settle()
    review.sheet_wished.emit(call.call_id, recipient)
    until("the lead sheet's form", packets.panel.isVisible)
    packets.panel.confirm.set_text(packets.panel.case_number)
    seat.take("lead-sheet-confirm")
    packets.panel.make.click()
    until("the lead sheet", lambda: not packets.page_view.empty)
    seat.go(PACKETS)
    seat.take("lead-sheets")
    made = packets.last_file
    if made is not None:
        page = page_picture(made, dpi=110)
        pixels = QImage(page.rgba, page.width_px, page.height_px, page.width_px * 4, QImage.Format.Format_RGBA8888)
        camera.keep("lead-sheet", pixels)


def settings(seat: Seat) -> None:
    """Every part this supervisor may use."""
    page = seat.supervisor.settings
    seat.go(SETTINGS)
    for panel, row in zip(page.panels, page.sections.rows, strict=True):
        row.setFocus()
        row.click()
        seat.take("settings-" + panel.title.lower().replace(" ", "-"))


def alert_and_lock(seat: Seat) -> None:
    """The board with an open alert, the alert, and the locked window with its one field."""
    board = seat.supervisor.board
    seat.go(BOARD)
    seat.take("board-alert")
    seat.press("Open the alert")
    until("the alert", lambda: board.sheet_open)
    seat.take("board-alert-open")
    seat.shell.lock()
    seat.settle()
    seat.key(Qt.Key.Key_Space)
    seat.take("locked")

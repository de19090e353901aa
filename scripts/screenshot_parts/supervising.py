"""The supervisor's pages: board, call list, review, lead sheets, settings, lock; the import has a part of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt

from callback_desk.documents.preview import page_picture
from callback_desk.domain.quality import Mark
from callback_desk.domain.views import Tab
from callback_desk.ui.board.promises_sheet import PromisesSheet
from callback_desk.ui.board.view_as_sheet import ViewAsSheet
from callback_desk.ui.packets.preview import image_of
from callback_desk.ui.supervisor_pages import BOARD, PACKETS, QUEUE, REPORTS, REVIEW, SETTINGS
from callback_desk.ui.walk_until import until
from screenshot_parts.camera import Camera
from screenshot_parts.list_walk import list_work
from screenshot_parts.seats import Seat


def board_and_list(seat: Seat) -> None:
    """The board without an alert, the promises to keep, the list, and why somebody is not called."""
    board = seat.supervisor.board
    seat.go(BOARD)
    seat.take("board")
    row = next(row for row in board.waiting.rows if row.line.kind == "promises")
    row.verb.click()
    promises = board.sheets.here
    assert isinstance(promises, PromisesSheet)
    until("the promises", lambda: bool(promises.rows))
    seat.take("promises")
    promises.back.click()
    behind_more(seat)
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
    list_work(seat)


def behind_more(seat: Seat) -> None:
    """How the volunteers are, when people answer, two weeks tried out, the desk as a volunteer sees it."""
    board = seat.supervisor.board
    for name in ("welfare", "papers", "answered", "ahead", "view_as"):
        board.more.buttons[name].click()
        seat.settle()
        sheet = board.sheets.here
        if isinstance(sheet, ViewAsSheet):
            until("the volunteer's window", lambda sheet=sheet: sheet.shift is not None)
            seat.settle()
        seat.take(f"board-{name.replace('_', '-')}")
        board.sheets.close()


def review_and_sheet(seat: Seat, camera: Camera, recipient: str) -> None:
    """Sign off what is new, make the lead sheet, and draw its page."""
    review, packets = seat.supervisor.review, seat.supervisor.packets
    seat.go(REVIEW)
    until("a call to read", lambda: review.call is not None)
    seat.take("review")
    call = review.call
    if call is None:
        return
    review.panel.score.click()
    for row, mark in zip(review.sheet.form.rows, (Mark.YES, Mark.YES, Mark.CANNOT_TELL, Mark.YES), strict=False):
        row.answer(mark)
    seat.take("review-score")
    review.sheet.form.leave.click()
    review.concerns_button.click()
    seat.take("review-complaints")
    review.concerns.back.click()
    review.ladder_button.click()
    until("who calls here", lambda: bool(review.ladder.rows))
    review.ladder.rows[0].move_to.click()
    seat.take("review-which-calls")
    review.ladder.back.click()
    review.panel.goes_to.set_value(recipient)
    review.panel.sign.click()
    until("the sign-off", lambda: all(line.call_id != call.call_id for line in review.lines))
    seat.settle()
    review.sheet_wished.emit(call.call_id, recipient)
    until("the lead sheet's form", packets.panel.isVisible)
    if packets.panel.goes_elsewhere:
        packets.panel.reason.set_text("They asked for it today.")
    packets.panel.confirm.set_text(packets.panel.case_number)
    seat.take("lead-sheet-confirm")
    packets.panel.make.click()
    until("the lead sheet", lambda: not packets.page_view.empty)
    seat.go(PACKETS)
    seat.take("lead-sheets")
    packets.open_reply(packets.model.sheets[0].number)
    until("the points of the sheet", lambda: bool(packets.replies.cards))
    packets.replies.cards[0].choices.choose_key("3")
    packets.replies.cards[0].question.set_text("Which side of the lid is the sticker on?")
    seat.take("lead-sheet-reply")
    packets.replies.back.click()
    made = packets.last_file
    if made is not None:
        camera.keep("lead-sheet", image_of(page_picture(made, dpi=110)))


def figures(seat: Seat) -> None:
    """The counts of this month, and a part of the report as tables."""
    reports = seat.supervisor.reports
    seat.go(REPORTS)
    reports.view.this_month_wanted.emit()
    seat.settle()
    seat.take("reports")
    reports.view.go_to("method")
    seat.settle()
    seat.take("reports-method")


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

"""Board, call list and review of a desk with nobody, with twelve people, on a usual day, and with far too much."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt

from callback_desk.bootstrap.opening import Office
from callback_desk.demo import DEMO_PASSWORD, SUPERVISOR, VOLUNTEERS, demo_desk, springfield
from callback_desk.domain.call import CallDraft, CallResult
from callback_desk.domain.tip import NewTip
from callback_desk.ui.supervisor_pages import BOARD, QUEUE, REVIEW
from callback_desk.ui.walk_until import until
from callback_desk.use_cases import finish_call, import_report, next_call, save_call, start_call
from callback_desk.use_cases.sign_in import sign_in, sign_out
from callback_desk.use_cases.typed_person import TypedPerson, candidate_of
from screenshot_parts.camera import Camera
from screenshot_parts.seats import Seat, sitting

DESKS: Final = ("empty", "twelve", "busy", "overloaded")
_FIRST: Final = ("Bartholomew-Alexander", "Wilhelmina Konstantina", "Ng", "Mary-Catherine Guadalupe")
_LAST: Final = ("Featherstonehaugh-Cholmondeley", "Papadimitropoulou-Vasquez de la Torre", "Wu", "Oyelaran-Abernathy")
_OFFENSES: Final = ("220", "23F", "240", "26A")
_LONG: Final = (
    "A silver van with a ladder on its roof stood by the side gate on three evenings, the neighbor wrote down the "
    "plate and keeps the video for 14 days, and the man beside it wore a jacket of the water company"
)
_SERIAL: Final = "The serial number is 4KX-0917-QD"


def every_desk(camera: Camera, made: Path) -> None:
    """The four, one after the other, each in a folder of its own below `made`."""
    for name in DESKS:
        (made / name).mkdir()
        with demo_desk(made / name) as demo:
            if name in ("empty", "twelve"):
                folder = made / f"{name}-desk"
                office = Office(folder, clock=demo.office.clock)
                office.make(springfield(), DEMO_PASSWORD)
            else:
                office, folder = demo.office, demo.folder
            _people(office, {"twelve": 12, "busy": 6, "overloaded": 60}.get(name, 0))
            for place in range({"busy": 5, "overloaded": 30}.get(name, 0)):
                _finished_call(office, lines=(0, 1, 5)[place % 3], caller=VOLUNTEERS[place % len(VOLUNTEERS)])
            _look_round(name, office, folder, camera)


def _people(office: Office, count: int) -> None:
    """With names that are long, short and hyphenated."""
    desk = sign_in(office.locked(), SUPERVISOR, DEMO_PASSWORD)
    try:
        for place in range(count):
            which = place % len(_FIRST)
            person = TypedPerson(
                case_number=f"26-0{50_000 + place}",
                first_name=_FIRST[which],
                last_name=_LAST[which] + (chr(97 + place % 26) if place >= len(_LAST) else ""),
                offense=_OFFENSES[which],
                reported_at=desk.clock.now() - timedelta(days=3 + place % 40),
                domestic=False,
                birth_date=date(1950 + place % 40, 1 + place % 12, 1 + place % 28),
                mobile=f"(217) 555-0{100 + place % 99}",
            )
            import_report.type_person(desk, desk.new_operation(), candidate_of(desk, person))
    finally:
        sign_out(desk)


def _finished_call(office: Office, *, lines: int, caller: str) -> None:
    desk = sign_in(office.locked(), caller, DEMO_PASSWORD)
    try:
        card = next_call.claim_next(desk, desk.new_operation())
        if card is None:
            return
        started = start_call.start_call(desk, desk.new_operation(), card.callback_id, card.fence, card.phones[0].id)
        save_call.save_draft(desk, started.call_id, started.fence, CallDraft("{}"))
        now = desk.clock.now()
        tips = tuple(NewTip(place, _SERIAL if place % 2 else _LONG, now) for place in range(1, lines + 1))
        result = CallResult("talked_all", tips=tips, note="Talked for a while about the officer." if lines else "")
        finish_call.finish_call(desk, desk.new_operation(), started.call_id, started.fence, result)
    finally:
        sign_out(desk)


def _look_round(name: str, office: Office, folder: Path, camera: Camera) -> None:
    with sitting(office, folder, camera) as seat:
        seat.sign_in(SUPERVISOR)
        _board(seat, name)
        _list(seat, name)
        _review(seat, name)


def _board(seat: Seat, name: str) -> None:
    seat.go(BOARD)
    bar = seat.supervisor.board.scroller.verticalScrollBar()
    for part, at in (("", 0), ("-middle", bar.maximum() // 2), ("-end", bar.maximum())):
        bar.setValue(at)
        seat.take(f"{name}-board{part}")


def _list(seat: Seat, name: str) -> None:
    page = seat.supervisor.queue
    seat.go(QUEUE)
    seat.take(f"{name}-list")
    if len(page.model.ids):
        page.open_person(int(page.model.ids[0]))
        until("a person", lambda: page.panel_open)
        seat.take(f"{name}-list-person")
        seat.key(Qt.Key.Key_Escape)
    page.filters.search.setText("nobody is called so")
    page.filters.search.returnPressed.emit()
    until("the search", lambda: bool(page.asked.text) and page.model.has_ids)
    seat.take(f"{name}-list-nobody-found")
    page.filters.clear_all()


def _review(seat: Seat, name: str) -> None:
    page = seat.supervisor.review
    seat.go(REVIEW)
    seat.take(f"{name}-review")
    page.concerns_button.click()
    seat.take(f"{name}-review-complaints")
    page.concerns.back.click()
    page.ladder_button.click()
    seat.take(f"{name}-review-ladder")
    page.ladder.back.click()

"""What a supervisor is asked in the call list: whether two people of two reports are one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt

from callback_desk.ui.supervisor_pages import QUEUE
from callback_desk.ui.walk_until import until
from callback_desk.use_cases import call_list, import_report
from callback_desk.use_cases.typed_person import TypedPerson, candidate_of
from screenshot_parts.seats import Seat


def maybe_same(seat: Seat) -> None:
    """Two people who are only alike, and the question at the side of the list."""
    desk = seat.window.desk
    assert desk is not None
    first = TypedPerson(
        case_number="26-004410",
        first_name="Winifred",
        last_name="Merriweather",
        offense="220",
        reported_at=desk.clock.now() - timedelta(days=6),
        domestic=False,
        birth_date=date(1970, 3, 9),
        mobile="(217) 555-0198",
    )
    later = replace(first, case_number="26-004466", last_name="Meriweather", offense="23F")
    for person in (first, later):
        import_report.type_person(desk, desk.new_operation(), candidate_of(desk, person))
    queue = seat.supervisor.queue
    seat.go(QUEUE)
    queue.refresh()
    seat.settle()
    [asked] = call_list.why_case(desk, "26-004466")
    queue.open_person(asked.id)
    until("the question at the side", lambda: queue.panel_open and queue.panel.question.asked is not None)
    seat.take("call-list-same-person")
    seat.key(Qt.Key.Key_Escape)

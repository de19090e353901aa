"""A day at the demo desk, from the first start to the evening: every page of the program comes by once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from callback_desk.bootstrap.opening import Office
from callback_desk.bootstrap.world import ShiftedClock
from callback_desk.demo import INVESTIGATOR, SUPERVISOR, VOLUNTEERS, demo_desk
from callback_desk.ui.supervisor_pages import Files
from screenshot_parts import beginning, calling, deciding, importing, messages, paper, practice, supervising, wording
from screenshot_parts.camera import Camera
from screenshot_parts.seats import sitting

_ON_PAPER = "217 555 0118"  # of somebody on the demo's list whom no call of this day is to
_RANG = "217 555 0186"  # of nobody on the list
_EARLIER = timedelta(hours=3)  # before the demo's morning: no hour for a telephone call yet


def walk(camera: Camera, made: Path) -> None:
    """A day at the desk, in the order in which one page makes the next possible."""
    with demo_desk(made) as demo:
        new = made / "new desk"
        early = ShiftedClock(demo.office.clock.now() - _EARLIER)
        with sitting(Office(new, clock=early), new, camera) as seat:
            beginning.first_run(seat)
            seat.sign_in(SUPERVISOR)
            importing.import_early(seat, demo.export)
            calling.empty_shift(seat)
        sheets = made / "Lead sheets"
        sheets.mkdir()
        broken = wording.broken_workbook(made)
        files = Files(lead_sheet=lambda _parent, name: sheets / name, workbook=lambda _parent: broken)
        with sitting(demo.office, demo.folder, camera, files) as seat:
            seat.sign_in(VOLUNTEERS[0], picture=True)
            calling.a_whole_call(seat, camera, made)
            paper.paper_calls(seat, _ON_PAPER)
            messages.take_one(seat, _RANG)
            practice.practice(seat, camera, made)
            seat.sign_out()
            seat.sign_in(SUPERVISOR)
            supervising.board_and_list(seat)
            messages.waiting(seat)
            importing.imports(seat, importing.write_lists(made, demo.office.clock.now().date()))
            deciding.maybe_same(seat)
            supervising.review_and_sheet(seat, camera, INVESTIGATOR)
            wording.wording(seat, made)
            supervising.figures(seat)
            supervising.settings(seat)
            seat.sign_out()
            seat.sign_in(VOLUNTEERS[1])
            calling.a_call_in_danger(seat, camera, made)
            seat.sign_out()
            seat.sign_in(SUPERVISOR)
            supervising.alert_and_lock(seat)

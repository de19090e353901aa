"""From the click that makes a lead sheet until its page is on the screen, in the window and with a warm press."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench_parts import desks
from bench_parts.result import Line, at_most, p50, p95
from callback_desk.domain.ids import RecipientId
from callback_desk.domain.people import DeliveryWay, Recipient
from callback_desk.use_cases import people, review_call

if TYPE_CHECKING:
    from callback_desk.bootstrap.office import Office

PART = "packets"
_PREVIEW_MS = 400.0
_TRAY = "Property Crimes in-tray"


def measure_previews(office: Office, folder: Path) -> list[Line]:
    """A sheet for each call with news that waits at the desk; an application is there already."""
    from callback_desk.documents.preview import page_at
    from callback_desk.ui.news import News
    from callback_desk.ui.notices import Notices
    from callback_desk.ui.packets.page import PacketsPage
    from callback_desk.ui.tasks import Runner
    from callback_desk.ui.walk_until import until

    desk = desks.open_desk(office, desks.SUPERVISOR)
    tray = Recipient(RecipientId(0), _TRAY, way=DeliveryWay.FOLDER, folder=str(folder))
    people.add_recipient(desk, desk.new_operation(), tray)
    waiting = [line.call_id for line in review_call.calls_to_review(desk)]
    for call_id in waiting:
        review_call.sign_off(desk, desk.new_operation(), call_ids=[call_id])
    runner = Runner()
    page = PacketsPage(desk, runner, News(None), Notices(), preview=page_at)
    page.resize(1366, 768)
    page.show()
    took_ms: list[float] = []
    for call_id in waiting:
        until("what is open", lambda: not runner.busy)
        page.make_for(call_id, _TRAY)
        until("the lead sheet's form", page.panel.isVisible)
        until("a warm press", lambda: not runner.busy)
        page.panel.confirm.set_text(page.panel.case_number)
        made, begun_s = page.last_file, time.perf_counter()
        page.panel.make.click()
        until("the lead sheet", lambda made=made: page.last_file != made and page.view.isVisible())  # type: ignore[misc]  # a default binds the loop's value
        until("its page", lambda: not page.page_view.empty)
        took_ms.append((time.perf_counter() - begun_s) * 1000)
    page.close()
    return [
        Line(PART, "click to the preview of a lead sheet, p50", p50(took_ms), "ms"),
        at_most(PART, "  the same, p95", p95(took_ms), "ms", _PREVIEW_MS, f"{len(took_ms)} sheets, each on record"),
    ]

"""What became of a sheet: attached closes it, withdrawn brings its lines back to be sent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import StepKind
from callback_desk.use_cases import close_export, send_packet
from tests.use_cases.made_desks import INVESTIGATOR, World, events
from tests.use_cases.receipt_scenes import sheet_sent


def test_attached_says_who_and_when_and_withdrawn_brings_the_lines_back(world: World) -> None:
    desk, _number, _call = sheet_sent(world)
    (sheet,) = send_packet.lead_sheets(desk)
    today = world.clock.now().astimezone(desk.zone).date()
    for by, on in (("", today), (INVESTIGATOR, today + timedelta(days=1)), (INVESTIGATOR, today - timedelta(days=9))):
        with pytest.raises(DeskFault):
            close_export.attached(desk, desk.new_operation(), sheet.id, by=by, on=on)
    close_export.attached(desk, desk.new_operation(), sheet.id, by=f" {INVESTIGATOR} ", on=today)
    (step,) = close_export.steps_of(desk, sheet.id)
    assert (step.step, step.whom, step.on_day) == (StepKind.ATTACHED, INVESTIGATOR, today)
    assert send_packet.lead_sheets(desk)[0].step is StepKind.ATTACHED
    assert send_packet.ready_to_send(desk) == ()
    with pytest.raises(DeskFault, match="few words"):
        close_export.withdrawn(desk, desk.new_operation(), sheet.id, reason="wrong")
    close_export.withdrawn(desk, desk.new_operation(), sheet.id, reason="to the wrong unit")
    assert len(send_packet.ready_to_send(desk)) == 1
    with pytest.raises(DeskFault, match="withdrawn already"):
        close_export.attached(desk, desk.new_operation(), sheet.id, by=INVESTIGATOR, on=today)
    assert events(desk)[-2:] == ["pdf.deliver", "disclosure.withdrawn"]

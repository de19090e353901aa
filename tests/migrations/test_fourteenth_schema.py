"""A desk of the thirteenth schema: its lead sheets keep number, id and state, and what stood on them is counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import inspect, text

from callback_desk.domain.call import CallState
from callback_desk.domain.exports import ExportKind, ExportState, Series
from callback_desk.domain.receipts import Answer
from callback_desk.storage import lanes, migrate
from callback_desk.storage.engine import Key
from callback_desk.storage.faults import FaultPlan
from tests.contract.test_export_store import SHA, SHEET, Signed
from tests.contract.test_receipt_store import said
from tests.storage.at_hand import KEY, MONDAY, create, reopen


def test_lead_sheets_of_the_thirteenth_schema_are_documents_of_the_fourteenth(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    storage = create(path)
    with storage.write() as unit:
        signed = Signed(unit)
        unit.exports.next_number(Series.LEAD_SHEETS, 2026)
        sheet = signed.send(unit, "LS-2026-0001")
        card = unit.exports.start(replace(SHEET, number="DC-2026-0001", kind=ExportKind.DESK_CARD))
        unit.exports.dropped(card, MONDAY)
        points = unit.exports.points(sheet)
        answer = said(signed.tips[0].id, Answer.USED)
        unit.receipts.add(sheet, answer)
        unit.commit()
    storage.close()
    made = lanes.make_engine(path, Key(KEY), writes=True, connections=1, faults=FaultPlan())
    with made.begin() as connection:
        migrate.downgrade(connection, "0013")
        assert not {"exports", "export_steps", "sheet_points"} & set(inspect(connection).get_table_names())
        before = connection.execute(text("SELECT id, state, sheet_number, case_number, sha256 FROM packets")).all()
        assert [tuple(row) for row in before] == [(sheet, "done", "LS-2026-0001", "26-2", SHA)]
    made.dispose()
    storage = reopen(path)
    try:
        assert storage.schema_version() == migrate.HEAD
        assert storage.integrity() == ()
        with storage.write() as unit:
            line = unit.exports.get(sheet)
            assert (line.number, line.state, line.case_number, line.sha256) == (
                "LS-2026-0001",
                ExportState.DONE,
                "26-2",
                SHA,
            )
            assert line.planned.recipient_id == signed.recipient
            assert unit.exports.points(sheet) == points
            assert unit.receipts.of_tips([signed.tips[0].id]) == {signed.tips[0].id: (answer,)}
            assert unit.calls.signed_without_packet() == ()
            assert unit.calls.get(signed.call).state is CallState.SIGNED
            assert unit.exports.next_number(Series.LEAD_SHEETS, 2026) == "LS-2026-0002"
            assert unit.exports.start(replace(SHEET, number="LS-2026-0002")) > sheet
    finally:
        storage.close()

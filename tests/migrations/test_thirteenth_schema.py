"""A desk of the twelfth schema: nothing was answered on a lead sheet, and no question waits for a call."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect

from callback_desk.storage import lanes, migrate
from callback_desk.storage.engine import Key
from callback_desk.storage.faults import FaultPlan
from tests.storage.at_hand import KEY, create, reopen


def test_receipts_have_their_place_in_a_desk_of_the_twelfth_schema(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    create(path).close()
    made = lanes.make_engine(path, Key(KEY), writes=True, connections=1, faults=FaultPlan())
    with made.begin() as connection:
        migrate.downgrade(connection, "0012")
        assert not {"receipts", "follow_ups"} & set(inspect(connection).get_table_names())
    made.dispose()
    storage = reopen(path)
    try:
        assert storage.schema_version() == migrate.HEAD
        assert storage.integrity() == ()
        with storage.read() as unit:
            assert unit.receipts.sheet("LS-2026-0001") is None
            assert unit.receipts.replies() == {}
    finally:
        storage.close()

"""A desk of the seventeenth schema: no call was read for themes."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect

from callback_desk.storage import lanes, migrate
from callback_desk.storage.engine import Key
from callback_desk.storage.faults import FaultPlan
from tests.storage.at_hand import KEY, create, reopen

TABLES = {"call_themes"}


def test_themes_have_their_place_in_a_desk_of_the_seventeenth_schema(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    create(path).close()
    made = lanes.make_engine(path, Key(KEY), writes=True, connections=1, faults=FaultPlan())
    with made.begin() as connection:
        assert set(inspect(connection).get_table_names()) >= TABLES
        migrate.downgrade(connection, "0017")
        assert not TABLES & set(inspect(connection).get_table_names())
    made.dispose()
    storage = reopen(path)
    try:
        assert storage.schema_version() == migrate.HEAD
        assert storage.integrity() == ()
    finally:
        storage.close()

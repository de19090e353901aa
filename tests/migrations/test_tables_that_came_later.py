"""Desks from before a table came: it has its place when the desk is opened, and nothing else is changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect

from callback_desk.storage import lanes, migrate
from callback_desk.storage.engine import Key
from callback_desk.storage.faults import FaultPlan
from tests.storage.at_hand import KEY, create, reopen

CAME = {
    "0012": {"tip_cases"},  # which report a line is about
    "0015": {"property_facts", "call_entries"},  # articles beside a line, and who typed a paper call in
    "0016": {"feedback_batches", "feedback_forms", "feedback_answers"},  # cards and web forms
    "0017": {"no_news_told"},  # pages of calls without news
    "0018": {"call_themes"},  # what victims tell about their area
}


@pytest.mark.parametrize("revision", CAME)
def test_tables_have_their_place_in_a_desk_from_before_them(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "desk.db"
    create(path).close()
    made = lanes.make_engine(path, Key(KEY), writes=True, connections=1, faults=FaultPlan())
    with made.begin() as connection:
        assert set(inspect(connection).get_table_names()) >= CAME[revision]
        migrate.downgrade(connection, f"{int(revision) - 1:04d}")
        assert not CAME[revision] & set(inspect(connection).get_table_names())
    made.dispose()
    storage = reopen(path)
    try:
        assert storage.schema_version() == migrate.HEAD
        assert storage.integrity() == ()
        with storage.read() as unit:
            assert set(inspect(unit.connection).get_table_names()) >= CAME[revision]
    finally:
        storage.close()

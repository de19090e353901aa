"""A long step over the scratch file can be told from a dead process."""

from __future__ import annotations

from pathlib import Path

from callback_desk.storage.engine import Key
from callback_desk.storage.scratch import ScratchDesk
from tests.storage.at_hand import KEY, create

_LONG = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 500000) SELECT count(*) FROM n"


def test_a_long_statement_tells_that_it_lives_and_a_short_one_is_silent(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    storage = create(path)
    scratch = ScratchDesk(path.with_name("import.scratch"), live=path, live_key=Key(KEY))
    try:
        told: list[None] = []
        scratch.tell_while_working(lambda: told.append(None))
        assert scratch.counts().rows_in == 0
        assert told == []
        assert scratch.connection.execute(_LONG).fetchone() == (500_000,)
        assert len(told) >= 10
    finally:
        scratch.close()
        storage.close()

"""A desk of the fifth schema: every wish not to be called stays and stays guarded; a number alone may be listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from callback_desk.storage import lanes, migrate
from callback_desk.storage.engine import Key
from callback_desk.storage.faults import FaultPlan
from tests.storage.at_hand import KEY, MONDAY, People, create, new_batch, reopen

_WISHES = "SELECT victim_id, e164, reason, by_name, at FROM do_not_contact ORDER BY id"


def test_wishes_survive_the_copy_of_their_table_and_cannot_be_removed_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    storage = create(path)
    with storage.write() as unit:
        ada = People(unit, new_batch(unit)).add("Ada", "Crow", numbers=("+13125550142",))
        unit.people.set_do_not_contact(ada.victim, reason="asked", by="Ruth", at=MONDAY)
        unit.commit()
    storage.close()
    made = lanes.make_engine(path, Key(KEY), writes=True, connections=1, faults=FaultPlan())
    with made.begin() as connection:
        migrate.downgrade(connection, "0005")
        kept = connection.execute(text(_WISHES)).all()
    made.dispose()
    assert len(kept) == 2
    storage = reopen(path)
    try:
        assert storage.schema_version() == migrate.HEAD
        assert storage.integrity() == ()
        with storage.write() as unit:
            assert unit.connection.exec_driver_sql(_WISHES).all() == kept
            assert unit.people.do_not_contact(ada.victim)
            unit.people.set_number_do_not_contact("+13125550150", reason="message", by="Ruth", at=MONDAY)
            with pytest.raises(IntegrityError, match="keeps its rows"):
                unit.connection.execute(text("DELETE FROM do_not_contact"))
    finally:
        storage.close()

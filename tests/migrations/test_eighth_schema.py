"""A desk of the seventh schema: everybody keeps their place in the order, and has the hour of their last try."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from callback_desk.domain.ids import OperationId
from callback_desk.domain.queue import Priority
from callback_desk.storage import lanes, migrate
from callback_desk.storage.engine import Key
from callback_desk.storage.faults import FaultPlan
from tests.storage.at_hand import KEY, MONDAY, People, create, new_batch, new_staff, reopen

LEASE = MONDAY + timedelta(seconds=90)


def test_the_order_is_as_it_was_and_the_last_try_is_known(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    storage = create(path)
    with storage.write() as unit:
        dana, people = new_staff(unit), People(unit, new_batch(unit))
        plain = people.add(callback={"tries": 1})
        promised = people.add(callback={"promised_at": MONDAY, "priority": int(Priority.PROMISED)})
        unit.calls.add_attempt(plain.callback, plain.phones[0], dana, MONDAY, OperationId("e" * 32))
        unit.commit()
    storage.close()
    made = lanes.make_engine(path, Key(KEY), writes=True, connections=1, faults=FaultPlan())
    with made.begin() as connection:
        migrate.downgrade(connection, "0007")
        before = connection.execute(text("SELECT priority FROM callbacks ORDER BY id")).scalars().all()
    made.dispose()
    assert before == [2, 0], "as an older desk has it"
    storage = reopen(path)
    try:
        assert storage.integrity() == ()
        with storage.write() as unit:
            found = unit.queue.get(plain.callback)
            assert (found.priority, found.tried_at, found.urgent) == (Priority.NORMAL, MONDAY, "")
            assert unit.queue.get(promised.callback).firm, "what was agreed so far was to the minute"
            first = unit.queue.claim_first(dana, MONDAY, LEASE, passed_over=())
            assert first is not None
            assert first.id == promised.callback
    finally:
        storage.close()

"""A desk of the ninth schema: a time in a message was a wish about it, and stays one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from callback_desk.domain.messages import MessageKind, NewMessage
from callback_desk.storage import lanes, migrate
from callback_desk.storage.engine import Key
from callback_desk.storage.faults import FaultPlan
from tests.storage.at_hand import KEY, MONDAY, create, reopen

_OLD = NewMessage(MessageKind.CALL_BACK, MONDAY, case_number="26-000001", wish_at=MONDAY)


def test_a_message_of_the_ninth_schema_keeps_its_words_and_asks_for_about_that_time(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    storage = create(path)
    with storage.write() as unit:
        unit.messages.add(_OLD, e164="", callback_id=None, by="Ruth", at=MONDAY)
        unit.commit()
    storage.close()
    made = lanes.make_engine(path, Key(KEY), writes=True, connections=1, faults=FaultPlan())
    with made.begin() as connection:
        migrate.downgrade(connection, "0009")
        assert "wish_firm" not in tuple(connection.execute(text("SELECT * FROM messages")).keys())
    made.dispose()
    storage = reopen(path)
    try:
        assert storage.schema_version() == migrate.HEAD
        with storage.read() as unit:
            (kept,) = unit.messages.open()
        assert (kept.case_number, kept.wish_at, kept.wish_firm) == ("26-000001", MONDAY, False)
    finally:
        storage.close()

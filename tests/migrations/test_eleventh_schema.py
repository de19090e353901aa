"""A desk of the tenth schema: everybody stands for the place of their numbers afterwards."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text, update

from callback_desk.storage import lanes, migrate
from callback_desk.storage.engine import Key
from callback_desk.storage.faults import FaultPlan
from callback_desk.storage.tables_people import phones
from tests.storage.at_hand import KEY, People, create, new_batch, reopen


def test_everybody_stands_for_where_their_numbers_are(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    storage = create(path)
    with storage.write() as unit:
        people = People(unit, new_batch(unit))
        one, other = people.add(), people.add(numbers=("+13125550161", "+13125550162"))
        many = people.add(numbers=("+13125550171", "+13125550172", "+13125550173"))
        nowhere = people.add(numbers=())
        for phone, zones in zip(many.phones, ('["America/Denver"]', '["America/Adak"]', ""), strict=True):
            unit.connection.execute(update(phones).where(phones.c.id == phone).values(zones=zones))
        second = update(phones).where(phones.c.id == other.phones[1])
        unit.connection.execute(second.values(zones='["America/Boise","America/Denver"]'))
        unit.commit()
    storage.close()
    made = lanes.make_engine(path, Key(KEY), writes=True, connections=1, faults=FaultPlan())
    with made.begin() as connection:
        migrate.downgrade(connection, "0010")
        assert "place" not in set(connection.execute(text("SELECT * FROM callbacks")).keys())
    made.dispose()
    storage = reopen(path)
    try:
        assert storage.schema_version() == migrate.HEAD
        assert storage.integrity() == ()
        with storage.read() as unit:
            places = unit.queue.places()
            stands = {
                name: places.get(unit.queue.traits(person.callback).place)
                for name, person in {"one": one, "other": other, "many": many, "nowhere": nowhere}.items()
            }
    finally:
        storage.close()
    assert stands == {
        "one": (("America/Chicago",),),
        "other": (("America/Boise", "America/Denver"), ("America/Chicago",)),
        "many": None,  # too many: asked about one by one
        "nowhere": None,
    }

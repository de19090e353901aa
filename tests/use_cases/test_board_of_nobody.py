"""The board of a desk on which nobody is yet: the first thing to do is to import."""

from __future__ import annotations

from pathlib import Path

from callback_desk.use_cases import board
from tests.use_cases.made_desks import SERGEANT, MovedClock, World, bring_in, make_template, plain_rows, write_rows


def test_an_empty_desk_asks_for_an_import_first_and_no_more_once_somebody_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    make_template(folder, MovedClock(), rows=0)
    world = World(folder, MovedClock())
    sergeant = world.enter(SERGEANT)
    (first, *_) = board.board(sergeant).items
    assert (first.title, first.button, first.page) == ("Nobody is on the call list yet", "Import a file", "import")
    bring_in(sergeant, write_rows(tmp_path / "one.csv", plain_rows(1, world.clock.now().date())))
    assert "nobody" not in {item.kind for item in board.board(sergeant).items}
    world.close()

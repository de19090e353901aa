"""Room beside the database for the day the disk is full."""

from __future__ import annotations

from pathlib import Path

from callback_desk.storage import reserve


def test_it_is_made_once_is_given_up_once_and_made_again(tmp_path: Path) -> None:
    database = tmp_path / "desk.sqlite"
    assert reserve.keep(database)
    place = reserve.reserve_of(database)
    first = place.read_bytes()
    assert len(first) == reserve.BYTES
    assert len(set(first[:4096])) > 100, "a disk that packs zeros would keep no room"
    assert place.stat().st_mode & 0o077 == 0
    assert reserve.keep(database)
    assert place.read_bytes() == first
    assert reserve.give_up(database)
    assert not place.exists()
    assert not reserve.give_up(database)
    assert reserve.keep(database)


def test_half_a_reserve_is_none(tmp_path: Path) -> None:
    database = tmp_path / "desk.sqlite"
    reserve.reserve_of(database).write_bytes(b"half")
    assert reserve.keep(database)
    assert reserve.reserve_of(database).stat().st_size == reserve.BYTES


def test_on_a_full_disk_it_is_not_made_and_nothing_is_raised(tmp_path: Path, monkeypatch) -> None:
    usage = reserve.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(reserve.shutil, "disk_usage", lambda _place: usage._replace(free=1000))
    assert not reserve.keep(tmp_path / "desk.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_where_there_is_no_folder_nothing_is_raised(tmp_path: Path) -> None:
    assert not reserve.keep(tmp_path / "gone" / "desk.sqlite")

"""An older database put back, or its log thrown away, shows: the heads outside it remember."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from callback_desk.bootstrap.heads import HeadKeeper
from callback_desk.bootstrap.opening import Office
from callback_desk.domain.audit import Event, Head
from callback_desk.domain.audit_verify import Finding
from callback_desk.storage.store import SqlStorage
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.sign_in import lock, sign_in, sign_out, unlock
from callback_desk.use_cases.verify_audit import verify_audit
from callback_desk.vault.heads_file import HeadsFile
from callback_desk.vault.secret import SecretKey
from tests.bootstrap.made_office import PASSWORD, SUPERVISOR, MadeOffice
from tests.storage.at_hand import StillClock

STATION = "st-one"
HEADS = "*.audit-head"


def _work(desk: Desk, times: int = 6) -> None:
    """Two lines of the trail each time."""
    for _ in range(times):
        lock(desk, by_itself=False)
        unlock(desk, PASSWORD)


def _worked(here: MadeOffice) -> None:
    desk = here.sign_in()
    _work(desk)
    here.sign_out(desk)


def test_a_desk_that_was_left_alone_is_whole(here: MadeOffice) -> None:
    _worked(here)
    assert len(list(here.folder.glob(HEADS))) == 1
    desk = here.sign_in()
    assert not desk.keys.older_database
    assert verify_audit(desk).exit_code == 0


def test_an_older_database_put_back_is_exit_14_every_time(here: MadeOffice, tmp_path: Path) -> None:
    _worked(here)
    shutil.copy2(here.database, tmp_path / "older.db")
    _worked(here)
    shutil.copy2(tmp_path / "older.db", here.database)
    for _ in range(2):  # signing in writes to the trail, and must not make it look whole
        desk = here.sign_in()
        assert desk.keys.older_database
        verdict = verify_audit(desk)
        assert verdict.finding is Finding.SHORTER_THAN_ANCHOR
        assert verdict.exit_code == 14
        here.sign_out(desk)


def test_work_on_an_older_database_does_not_hide_it(here: MadeOffice, tmp_path: Path) -> None:
    """Longer again than what was remembered, but with another history at that place."""
    _worked(here)
    shutil.copy2(here.database, tmp_path / "older.db")
    _worked(here)
    shutil.copy2(tmp_path / "older.db", here.database)
    _worked(here)
    _worked(here)
    desk = here.sign_in()
    assert verify_audit(desk).finding is Finding.ANCHOR_MISMATCH
    with desk.storage.read() as uow:
        assert uow.audit.count(Event.AUDIT_GAP, desk.info.created_at or desk.session.started_at) == 3


def test_a_log_thrown_away_is_exit_14(here: MadeOffice, tmp_path: Path) -> None:
    """What was committed but lies in the log only is lost with it: as after a kill, before the log is folded in."""
    _worked(here)
    desk = here.sign_in()
    _work(desk)
    desk.keys.remembered_heads()
    other = tmp_path / "taken"
    shutil.copytree(here.folder, other, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    again = sign_in(Office(other).locked(), SUPERVISOR, PASSWORD)
    assert verify_audit(again).exit_code == 14
    sign_out(again)
    assert verify_audit(desk).exit_code == 0


def test_a_forged_or_missing_head_is_only_a_weaker_proof(here: MadeOffice) -> None:
    _worked(here)
    for path in here.folder.glob(HEADS):
        path.write_bytes(b"forged")
    desk = here.sign_in()
    assert verify_audit(desk).exit_code == 0
    here.sign_out(desk)
    assert not here.sign_in().keys.older_database


class _Counting(HeadsFile):
    written = 0

    def write(self, station: str, head: Head) -> None:
        self.written += 1
        super().write(station, head)


def _keeper(folder: Path, clock: StillClock) -> tuple[HeadKeeper, _Counting]:
    office = Office(folder)
    file = _Counting(folder, SecretKey(bytes(32)), db_id="0" * 32, random=office.random)
    return HeadKeeper(file, clock), file


def test_many_commits_in_a_moment_are_one_write_and_the_last_is_kept(tmp_path: Path) -> None:
    keeper, file = _keeper(tmp_path, StillClock())
    for seq in range(1, 101):
        keeper(STATION, Head(seq, bytes([seq]) * 32))
    assert file.written == 1
    keeper.flush()
    assert file.written == 2
    assert file.read()[0] == {STATION: Head(100, bytes([100]) * 32)}


def test_another_window_that_is_ahead_is_not_written_over(tmp_path: Path) -> None:
    one, _ = _keeper(tmp_path, StillClock())
    two, file = _keeper(tmp_path, StillClock())
    two(STATION, Head(9, bytes(32)))
    one(STATION, Head(4, bytes(32)))
    assert file.read()[0][STATION].seq == 9


def test_a_broken_history_is_never_written_over(tmp_path: Path) -> None:
    one, file = _keeper(tmp_path, StillClock())
    one(STATION, Head(9, b"\x01" * 32))
    two, _ = _keeper(tmp_path, StillClock())
    two.compare(lambda _station, _seq: b"\x02" * 32)
    assert two.rolled_back
    two(STATION, Head(50, bytes(32)))
    two.flush()
    assert file.read()[0][STATION] == Head(9, b"\x01" * 32)


@pytest.mark.slow
def test_a_save_is_not_slowed(here: MadeOffice) -> None:
    desk = here.sign_in()
    assert isinstance(desk.storage, SqlStorage)
    keeper = desk.storage.on_commit

    def took_s() -> float:
        start = time.perf_counter()
        _work(desk, 20)
        return time.perf_counter() - start

    times: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(5):
        for kept in (True, False):
            desk.storage.on_commit = keeper if kept else None
            times[kept].append(took_s())
    assert min(times[True]) < min(times[False]) * 1.15

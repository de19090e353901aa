"""A further account of the computer: the folder's access list, the code, and both accounts working in turn."""

from __future__ import annotations

import json
import os
import shutil
import stat
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from callback_desk.bootstrap.folder_access import accounts_of, let_in
from callback_desk.bootstrap.world import SystemRandom
from callback_desk.domain.errors import DeskFault
from callback_desk.paths import private_dir
from callback_desk.vault.atomic_file import open_beside

pwd = pytest.importorskip("pwd", reason="Windows keeps its accounts elsewhere")
ROOT = Path(__file__).parents[2]
FIRST, OTHER, THIRD = "daemon", "nobody", "bin"


def _plays_accounts() -> bool:
    """Whether several accounts can be played: only root may, and Python must not lie in root's own home."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    return all(parent.stat().st_mode & 0o001 for parent in Path(sys.executable).resolve().parents)


several_accounts = pytest.mark.skipif(not _plays_accounts(), reason="several accounts can be played by root alone")


def by(account: str, *words: str | Path) -> dict[str, str]:
    """What `two_accounts` said when this account ran it."""
    who = pwd.getpwnam(account)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bootstrap.two_accounts", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "HOME": "/", "CALLBACK_DESK_TEST_KEYRING": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        user=who.pw_uid,
        group=who.pw_gid,
        extra_groups=[],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(done.stdout))


@pytest.fixture
def folder() -> Iterator[Path]:
    """Of the first account, in a place every account may enter."""
    base = Path(tempfile.mkdtemp(prefix="callback-desk-accounts-"))
    base.chmod(0o711)
    place = base / "shared"
    place.mkdir()
    shutil.chown(place, FIRST)
    yield place / "desk"
    shutil.rmtree(base, ignore_errors=True)


@several_accounts
def test_a_further_account_comes_in_with_the_code_and_both_work_in_turn(folder: Path) -> None:
    assert by(FIRST, "make", folder) == {"ok": "made"}
    assert by(OTHER, "work", folder, "Ruth Ames")["code"] in {"folder-not-ours", "folder-refused"}
    code = by(FIRST, "admit", folder, OTHER)["ok"]
    assert by(OTHER, "come_in", folder, code) == {"ok": "admission"}
    assert by(OTHER, "work", folder, "Ruth Ames") == {"ok": "0 Dana Marsh, Ruth Ames"}
    assert by(FIRST, "work", folder, "Walter Pine") == {"ok": "0 Dana Marsh, Ruth Ames, Walter Pine"}
    assert by(OTHER, "work", folder, "Bill Ostrander")["ok"].startswith("0 Bill Ostrander")
    assert by(OTHER, "come_in", folder, code)["code"] == "E27"  # once
    assert stat.S_IMODE(folder.stat().st_mode) & 0o007 == 0
    third = by(THIRD, "work", folder, "Nobody Else")
    assert third["code"] in {"folder-not-ours", "folder-refused"}
    assert "let this account in" in third["refused"] or "lets this account in" in third["refused"]


@several_accounts
def test_a_third_account_may_use_what_the_second_has_written(folder: Path) -> None:
    by(FIRST, "make", folder)
    by(OTHER, "come_in", folder, by(FIRST, "admit", folder, OTHER)["ok"])
    by(OTHER, "work", folder, "Ruth Ames")
    assert "another one is let in there" in by(OTHER, "admit", folder, THIRD)["refused"]
    by(FIRST, "work", folder, "Lou Okafor")
    code = by(FIRST, "admit", folder, THIRD)["ok"]
    assert accounts_of(folder) == (THIRD, OTHER)
    assert by(THIRD, "come_in", folder, code) == {"ok": "admission"}
    for account, name in ((THIRD, "Bill Ostrander"), (OTHER, "Walter Pine"), (FIRST, "Ines Salazar")):
        assert by(account, "work", folder, name)["ok"].startswith("0 ")


@several_accounts
def test_a_folder_in_a_place_closed_to_others_is_refused(folder: Path) -> None:
    by(FIRST, "make", folder)
    folder.parent.chmod(0o700)
    assert "cannot enter" in by(FIRST, "admit", folder, OTHER)["refused"]
    assert accounts_of(folder) == ()


@pytest.mark.skipif(sys.platform != "linux", reason="access lists of Linux")
def test_the_list_names_both_accounts_and_new_files_take_it_over(tmp_path: Path) -> None:
    base = Path(tempfile.mkdtemp(prefix="callback-desk-accounts-"))
    base.chmod(0o711)
    try:
        place = private_dir(base / "desk")
        (place / "old").write_bytes(b"sealed")
        (place / "old").chmod(0o600)
        assert let_in(place, f" {OTHER} ", random=SystemRandom()) == OTHER
        assert accounts_of(place) == (OTHER,)
        descriptor, beside = open_beside(place / "new", SystemRandom())
        os.close(descriptor)
        for path in (place, place / "old", beside):
            assert set(_users(path)) == {os.geteuid(), pwd.getpwnam(OTHER).pw_uid}
            assert all(rights & 6 == 6 for rights in _users(path).values())
            mode = stat.S_IMODE(path.stat().st_mode)
            assert mode & 0o060 == 0o060, "the mask lets the list hold"
            assert mode & 0o007 == 0
        assert private_dir(place) == place
        assert set(_users(place)) == {os.geteuid(), pwd.getpwnam(OTHER).pw_uid}, "the next start takes nothing back"
        let_in(place, THIRD, random=SystemRandom())
        assert accounts_of(place) == (THIRD, OTHER)
        assert len(_users(place / "old")) == 3
    finally:
        shutil.rmtree(base)


def _users(path: Path) -> dict[int, int]:
    """Rights by user id in the access list of a file (linux/posix_acl_xattr.h)."""
    entries = struct.iter_unpack("<HHI", os.getxattr(path, "system.posix_acl_access")[4:])
    return {number: rights for tag, rights, number in entries if tag == 2}


@pytest.mark.parametrize(
    "account", ["", "  ", "-u", "Everyone", "users", "a/b", 'a"b', "x" * 105, "no-such-account-here"]
)
def test_a_name_that_is_no_accounts_is_a_sentence(tmp_path: Path, account: str) -> None:
    place = private_dir(tmp_path / "desk")
    with pytest.raises(DeskFault) as refused:
        let_in(place, account, random=SystemRandom())
    assert "Nothing was changed." in refused.value.sentence
    assert accounts_of(place) == ()


@pytest.mark.parametrize("content", [b"", b"{", b'{"a": 1}', b"[1, 2]", b"\xff\xfe"])
def test_a_damaged_list_of_accounts_names_nobody(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "desk.accounts").write_bytes(content)
    assert accounts_of(tmp_path) == ()

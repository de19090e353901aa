"""The final name is whole or absent: full disk, missing folder, a kill at any moment."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from callback_desk.documents.writer import remove_left_overs, write_whole
from callback_desk.domain.errors import DeskFault, DiskFull

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX limits, modes and signals")


def test_what_was_written_is_reported_with_its_hash(tmp_path):
    written = write_whole(tmp_path / "a.pdf", b"content", pages=3)
    assert written.path.read_bytes() == b"content"
    assert (written.pages, written.size) == (3, 7)
    assert written.sha256 == hashlib.sha256(b"content").hexdigest()
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@posix
def test_only_the_owner_may_read_it(tmp_path):
    written = write_whole(tmp_path / "a.pdf", b"content", pages=1)
    assert written.path.stat().st_mode & 0o777 == 0o600


def test_a_missing_folder_is_a_sentence(tmp_path):
    with pytest.raises(DeskFault, match=r"is not there\. Nothing was written\."):
        write_whole(tmp_path / "gone" / "a.pdf", b"content", pages=1)


def test_a_folder_in_the_way_is_a_sentence_and_nothing_stays_beside_it(tmp_path):
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(DeskFault, match=r"Nothing was written\."):
        write_whole(tmp_path / "a.pdf", b"content", pages=1)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@posix
def test_a_file_where_the_folder_should_be_is_a_sentence(tmp_path):
    (tmp_path / "folder").write_bytes(b"")
    with pytest.raises(DeskFault, match=r"Nothing was written\."):
        write_whole(tmp_path / "folder" / "a.pdf", b"content", pages=1)


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_a_sentence(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(DeskFault, match=r"cannot be written in this folder\. Nothing was written\."):
            write_whole(tmp_path / "a.pdf", b"content", pages=1)
    finally:
        tmp_path.chmod(0o700)


def test_a_check_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def refuse(finished: Path) -> None:
        assert finished.read_bytes() == b"new"
        raise DeskFault("Not right.")

    with pytest.raises(DeskFault, match="Not right"):
        write_whole(target, b"new", pages=1, check=refuse)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@posix
def test_a_full_disk_says_so_and_leaves_nothing(tmp_path):
    child = textwrap.dedent("""
        import resource, signal, sys
        from pathlib import Path
        from callback_desk.documents.writer import write_whole
        from callback_desk.domain.errors import DiskFull
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            write_whole(Path(sys.argv[1]), b"x" * 200_000, pages=1)
        except DiskFull as full:
            print(full.sentence)
    """)
    done = subprocess.run(
        [sys.executable, "-c", child, str(tmp_path / "a.pdf")], capture_output=True, text=True, check=True, timeout=60
    )
    assert "There is no room on the disk for the document. Nothing was written." in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_real_full_disk_error_is_disk_full(tmp_path, monkeypatch):
    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(DiskFull):
        write_whole(tmp_path / "a.pdf", b"content", pages=1)
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_kill_while_writing_never_leaves_a_part_under_the_final_name(tmp_path):
    child = textwrap.dedent("""
        import sys
        from pathlib import Path
        from callback_desk.documents.writer import write_whole
        content = bytes(range(256)) * 8000
        print("ready", flush=True)
        while True:
            write_whole(Path(sys.argv[1]), content, pages=1)
    """)
    whole = bytes(range(256)) * 8000
    seen = 0
    for attempt in range(12):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        process = subprocess.Popen(
            [sys.executable, "-c", child, str(folder / "a.pdf")], stdout=subprocess.PIPE, text=True
        )
        with process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(0.004 * attempt)
            process.send_signal(signal.SIGKILL)
        final = folder / "a.pdf"
        if final.exists():
            seen += 1
            assert final.read_bytes() == whole
        remove_left_overs(folder)
        assert {path.name for path in folder.iterdir()} <= {"a.pdf"}
    assert seen > 0


def test_left_overs_are_removed_and_nothing_else(tmp_path):
    (tmp_path / ".callback-desk-00112233aabbccdd.part").write_bytes(b"half")
    (tmp_path / "a.pdf").write_bytes(b"whole")
    (tmp_path / "other.part").write_bytes(b"not ours")
    assert remove_left_overs(tmp_path) == 1
    assert {path.name for path in tmp_path.iterdir()} == {"a.pdf", "other.part"}

"""The set-up makes the folder of packages once, trusts only a finished one, and says in words what failed."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from set_up import environment, packages, system_libraries
from set_up.environment import PROGRAM, TESTS, is_ready, make_ready
from set_up.places import Places, find_places, read_json
from set_up.words import Trouble


class FakeMachine:
    """Stands in for pip, uv and apt-get: counts what was asked of it, and fails when told to."""

    def __init__(self, library: Path) -> None:
        self.venvs = 0
        self.installs: list[str] = []
        self.library = library
        self.fail_at_install = False

    def run_aloud(self, command, *, env=None):
        assert "venv" in command
        self.venvs += 1
        places = Places(Path(), Path(command[-1]))
        places.python.parent.mkdir(parents=True)
        places.python.write_text("")
        places.site_packages.mkdir(parents=True)
        return 0, ""

    def install(self, places, lock):
        self.installs.append(lock)
        if self.fail_at_install:
            raise Trouble("no network")

    def provide(self, places, *, window):
        return [str(self.library)]


@pytest.fixture
def machine(tmp_path, monkeypatch) -> FakeMachine:
    library = tmp_path / "libGL.so.1"
    library.write_text("")
    fake = FakeMachine(library)
    monkeypatch.setattr(environment, "run_aloud", fake.run_aloud)
    monkeypatch.setattr(environment, "_refuse_old_c_library", lambda: None)
    monkeypatch.setattr(packages, "install", fake.install)
    monkeypatch.setattr(system_libraries, "provide", fake.provide)
    return fake


@pytest.fixture
def places(tmp_path) -> Places:
    checkout = tmp_path / "my desk"
    checkout.mkdir()
    for lock in ("requirements.lock", "requirements-test.lock"):
        (checkout / lock).write_text("a==1\n")
    return Places(checkout, checkout / ".venv")


def test_a_second_start_does_nothing(machine, places, capsys):
    make_ready(places, PROGRAM, window=False)
    assert (machine.venvs, machine.installs) == (1, ["requirements.lock"])
    out, err = capsys.readouterr()
    assert out == ""
    assert "ready" in err
    make_ready(places, PROGRAM, window=False)
    assert (machine.venvs, len(machine.installs)) == (1, 1)
    assert capsys.readouterr() == ("", "")


def test_a_changed_lock_installs_again_into_the_same_folder(machine, places):
    make_ready(places, PROGRAM, window=False)
    (places.repository / "requirements.lock").write_text("a==2\n")
    make_ready(places, PROGRAM, window=False)
    assert (machine.venvs, len(machine.installs)) == (1, 2)


def test_the_packages_of_the_tests_serve_the_program_too(machine, places):
    make_ready(places, TESTS, window=False)
    assert machine.installs == ["requirements-test.lock"]
    assert is_ready(places, PROGRAM, window=False)


def test_the_program_alone_does_not_serve_the_tests(machine, places):
    make_ready(places, PROGRAM, window=False)
    assert not is_ready(places, TESTS, window=False)


def test_an_interrupted_set_up_is_begun_anew(machine, places):
    machine.fail_at_install = True
    with pytest.raises(Trouble):
        make_ready(places, PROGRAM, window=False)
    assert not is_ready(places, PROGRAM, window=False)
    (places.venv / "half a package").write_text("")
    machine.fail_at_install = False
    make_ready(places, PROGRAM, window=False)
    assert not (places.venv / "half a package").exists()
    assert machine.venvs == 2


def test_a_failed_update_vouches_for_nothing(machine, places):
    make_ready(places, TESTS, window=False)
    (places.repository / "requirements.lock").write_text("a==2\n")
    machine.fail_at_install = True
    with pytest.raises(Trouble):
        make_ready(places, PROGRAM, window=False)
    (places.repository / "requirements.lock").write_text("a==1\n")
    assert not is_ready(places, PROGRAM, window=False)
    assert not is_ready(places, TESTS, window=False)


def test_a_moved_checkout_makes_its_folder_anew(machine, places):
    make_ready(places, PROGRAM, window=False)
    moved = places.repository.with_name("elsewhere")
    places.repository.rename(moved)
    there = Places(moved, moved / ".venv")
    assert not is_ready(there, PROGRAM, window=False)
    make_ready(there, PROGRAM, window=False)
    assert machine.venvs == 2


def test_a_library_that_went_away_is_noticed(machine, places):
    make_ready(places, PROGRAM, window=False)
    machine.library.unlink()
    assert not is_ready(places, PROGRAM, window=False)


def test_a_window_asks_more_than_drawing_off_screen(machine, places):
    make_ready(places, PROGRAM, window=False)
    assert not is_ready(places, PROGRAM, window=True)
    make_ready(places, PROGRAM, window=True)
    assert is_ready(places, PROGRAM, window=True)
    assert is_ready(places, PROGRAM, window=False)
    assert len(machine.installs) == 1


def test_somebodys_own_folder_that_does_not_work_is_left_alone(machine, places):
    places.venv.mkdir()
    (places.venv / "theirs").write_text("precious")
    with pytest.raises(Trouble, match="Move it away"):
        make_ready(places, PROGRAM, window=False)
    assert (places.venv / "theirs").read_text() == "precious"


def test_the_checkout_is_found_by_a_route_without_letters(machine, places):
    make_ready(places, PROGRAM, window=False)
    route = (places.site_packages / "callback_desk_checkout.pth").read_text().strip()
    assert set(route) <= set("./\\")
    assert (places.site_packages / route).resolve() == places.repository


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_the_command_can_be_started(machine, places):
    make_ready(places, PROGRAM, window=False)
    assert (places.venv / "bin" / "callback-desk").stat().st_mode & stat.S_IXUSR


def test_half_a_stamp_is_no_stamp(machine, places):
    make_ready(places, PROGRAM, window=False)
    places.stamp(PROGRAM).write_text(json.dumps({"key": "x"})[:5])
    assert read_json(places.stamp(PROGRAM)) == {}
    assert not is_ready(places, PROGRAM, window=False)


def test_no_room_on_the_disk_is_a_sentence(machine, places, monkeypatch):
    def full(places, lock):
        raise OSError(28, "No space left on device", str(places.venv))

    monkeypatch.setattr(packages, "install", full)
    with pytest.raises(Trouble, match="No space left on device"):
        make_ready(places, PROGRAM, window=False)


def test_a_checkout_that_cannot_be_written_uses_the_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("CALLBACK_DESK_VENV", raising=False)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert find_places(Path("/one")).venv != find_places(Path("/two")).venv
    assert Path("/one") not in find_places(Path("/one")).venv.parents


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("error: Failed to fetch: dns error: failed to lookup address information", "cannot be reached"),
        ("NewConnectionError('<...>: Failed to establish a new connection: [Errno 101]')", "cannot be reached"),
        ("SSLError(SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", "does not trust"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "differs from the one"),
        ("ERROR: No matching distribution found for pyside6-essentials==6.11.3", "no file for this system"),
        ("something else", "the lines above"),
    ],
)
def test_an_installers_words_become_a_sentence(words, sentence):
    assert sentence in packages.reason(words)

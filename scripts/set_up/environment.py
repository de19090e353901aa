"""Makes the folder with the packages, once; afterwards only looks at its stamp."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from set_up import packages, system_libraries
from set_up.places import Places, base_python, read_json, write_whole
from set_up.words import Trouble, clean_environment, run_aloud, run_quietly, say

PROGRAM, TESTS = "program", "tests"
_LOCKS = {PROGRAM: ["requirements.lock"], TESTS: ["requirements.lock", "requirements-test.lock"]}


def make_ready(places: Places, purpose: str, *, window: bool) -> None:
    """Make everything that `purpose` (PROGRAM or TESTS) needs; quick when it is there. Raises Trouble.

    window says that a real window will open, which asks more of the system than drawing off screen.
    """
    if is_ready(places, purpose, window=window):
        return
    _refuse_old_c_library()
    try:
        places.venv.parent.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(places.venv.with_name(places.venv.name + ".lock")):
            if is_ready(places, purpose, window=window):
                return  # somebody else made it while we waited
            _make(places, purpose, window=window)
    except OSError as error:
        raise Trouble(
            f"{error.strerror}: {error.filename or places.venv}. Make room or give access, then try again."
        ) from error


def is_ready(places: Places, purpose: str, *, window: bool) -> bool:
    stamp = read_json(places.stamp(purpose))
    files = stamp.get("libraries")
    return (
        stamp.get("key") == places.key(_LOCKS[purpose])
        and (not window or stamp.get("window") is True)
        and isinstance(files, list)
        and all(Path(str(file)).exists() for file in files)
        and places.python.exists()
    )


def _make(places: Places, purpose: str, *, window: bool) -> None:
    key = places.key(_LOCKS[purpose])
    if read_json(places.stamp(purpose)).get("key") != key or not places.python.exists():
        say("setting up; this happens once and takes a minute or two")
        _make_venv(places, window=window)
        for name in _LOCKS:  # from here until the new stamp, nothing vouches for what is in the folder
            places.stamp(name).unlink(missing_ok=True)
        packages.install(places, _LOCKS[purpose][-1])
        _connect_program(places)
    libraries = system_libraries.provide(places, window=window)
    for name in (PROGRAM, TESTS) if purpose == TESTS else (PROGRAM,):  # the tests' packages hold the program's
        stamp = {"key": places.key(_LOCKS[name]), "window": window, "libraries": libraries}
        write_whole(places.stamp(name), json.dumps(stamp))
    say("ready")


def _make_venv(places: Places, *, window: bool) -> None:
    made_by = read_json(places.made_by)
    finished = any(places.stamp(name).exists() for name in _LOCKS)
    if made_by == places.identity() and places.python.exists() and finished:
        return
    if made_by and not made_by.get("adopted"):
        say("the folder with the packages was moved, left unfinished or made by another Python; making it anew")
        shutil.rmtree(places.venv)
    if places.venv.exists() and any(places.venv.iterdir()):
        _adopt(places)
        return
    _provide_venv_module(window=window)
    places.venv.mkdir(parents=True, exist_ok=True)
    write_whole(places.made_by, json.dumps({"unfinished": "yes"}))  # ours to remove, should this be interrupted
    returncode, words = run_aloud([base_python(), "-m", "venv", places.venv], env=clean_environment())
    if returncode:
        raise Trouble(f"Python could not make {places.venv}: {words.strip()[-300:]}")
    write_whole(places.made_by, json.dumps(places.identity()))


def _adopt(places: Places) -> None:
    """Use a virtual environment that a person has made, when it works."""
    test = "import sys, pip; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)"
    if run_quietly([places.python, "-c", test]).returncode:
        raise Trouble(
            f"{places.venv} is there already, was not made by this command and does not work here. "
            "Move it away, then try again."
        )
    write_whole(places.made_by, json.dumps({"adopted": "yes"}))  # a person's: never removed by us


def _provide_venv_module(*, window: bool) -> None:
    if find_spec("venv") and find_spec("ensurepip"):
        return
    own = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not system_libraries.is_debian_like():
        raise Trouble(
            "This Python has no `venv` or `ensurepip`. Install your system's package for them, then try again."
        )
    names = [own, *system_libraries.debian_packages_foreseen(window=window)]
    system_libraries.install_debian_packages(names, why="for a folder of packages, and for Qt")
    import importlib

    importlib.invalidate_caches()
    if not (find_spec("venv") and find_spec("ensurepip")):
        raise Trouble(f"This Python ({sys.executable}) has no `venv` and `ensurepip`; use /usr/bin/python3 instead.")


def _connect_program(places: Places) -> None:
    """Make the checkout importable and `callback-desk` a command, without a build."""
    route = os.path.relpath(places.repository, places.site_packages)  # of dots and slashes: no encoding can hurt it
    write_whole(places.site_packages / "callback_desk_checkout.pth", f"{route}\n")
    if sys.platform == "win32":
        write_whole(places.python.with_name("callback-desk.cmd"), '@"%~dp0python.exe" -P -m callback_desk %*\n')
        return
    command = places.python.with_name("callback-desk")
    write_whole(command, '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -P -m callback_desk "$@"\n')
    command.chmod(0o755)


def _refuse_old_c_library() -> None:
    if not sys.platform.startswith("linux"):
        return
    try:
        name = os.confstr("CS_GNU_LIBC_VERSION") or ""
        found = tuple(int(part) for part in name.split()[-1].split(".")[:2])
    except (ValueError, IndexError, OSError):
        raise Trouble("Qt's packages need a system with the GNU C library; this one has another.") from None
    needed = (2, 34) if os.uname().machine == "x86_64" else (2, 39)
    if found < needed:
        raise Trouble(
            f"This system's C library is {found[0]}.{found[1]}; Qt 6.11 needs {needed[0]}.{needed[1]} "
            "(Debian 12, Ubuntu 22.04, RHEL 9 or newer on a usual PC)."
        )


@contextlib.contextmanager
def _one_at_a_time(lock_file: Path) -> Iterator[None]:
    with lock_file.open("a") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("another set-up is at work here; waiting for it")
                fcntl.flock(file, fcntl.LOCK_EX)
        yield

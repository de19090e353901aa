"""What Qt lacks is read from ldd, named as Debian names it, installed by root and asked of anybody else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from set_up import system_libraries
from set_up.words import Trouble

LDD = """/x y/.venv/lib/python3.11/site-packages/PySide6/QtGui.abi3.so:
\tlinux-vdso.so.1 (0x00007ffc)
\tlibQt6Gui.so.6 => /x y/.venv/lib/python3.11/site-packages/PySide6/Qt/lib/libQt6Gui.so.6 (0x00007f0)
\tlibGL.so.1 => not found
\tlibfreetype.so.6 => not found
\tlibfontconfig.so.1 => not found
\tlibglib-2.0.so.0 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1)
\t/lib64/ld-linux-x86-64.so.2 (0x00007f2)
/x y/.venv/lib/python3.11/site-packages/PySide6/QtWidgets.abi3.so:
\tlibGL.so.1 => not found
"""


@pytest.fixture
def release(monkeypatch):
    def is_called(text: str) -> None:
        real = Path.read_text
        monkeypatch.setattr(
            Path, "read_text", lambda self, *a, **k: text if str(self) == "/etc/os-release" else real(self, *a, **k)
        )

    return is_called


def test_ldd_is_read_with_spaces_in_paths():
    missing, found = system_libraries.read_ldd(LDD, own="/x y/.venv")
    assert missing == {"libGL.so.1", "libfreetype.so.6", "libfontconfig.so.1", "libglib-2.0.so.0"}
    assert found == {"/lib/x86_64-linux-gnu/libc.so.6"}


@pytest.mark.parametrize(
    ("os_release", "glib"),
    [
        ('ID=debian\nVERSION_ID="12"\n', "libglib2.0-0"),
        ('ID=debian\nVERSION_ID="13"\n', "libglib2.0-0t64"),
        ("ID=debian\n", "libglib2.0-0t64"),
        ('ID=ubuntu\nVERSION_ID="22.04"\n', "libglib2.0-0"),
        ('ID=ubuntu\nVERSION_ID="24.04"\n', "libglib2.0-0t64"),
    ],
)
def test_packages_have_the_name_of_their_release(release, os_release, glib):
    release(os_release)
    missing, _ = system_libraries.read_ldd(LDD, own="/x y/.venv")
    assert system_libraries.debian_packages(missing) == ["libfontconfig1", "libgl1", glib]


def test_who_is_not_root_gets_the_one_command(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Trouble) as caught:
        system_libraries.install_debian_packages(["libgl1", "libegl1"], why="Qt cannot start without them")
    command = str(caught.value).splitlines()[-1].strip()
    assert command == "sudo apt-get update && sudo apt-get install -y --no-install-recommends libgl1 libegl1"


def test_root_updates_the_lists_only_when_it_must(monkeypatch):
    said = []

    def run_aloud(command, *, env):
        said.append(command[1])
        assert env["DEBIAN_FRONTEND"] == "noninteractive"
        return (100 if said == ["install"] else 0), ""

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(system_libraries, "run_aloud", run_aloud)
    system_libraries.install_debian_packages(["libgl1"], why="")
    assert said == ["install", "update", "install"]


def test_apt_that_fails_twice_is_a_sentence_with_the_command(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(system_libraries, "run_aloud", lambda command, *, env: (100, ""))
    with pytest.raises(Trouble, match="apt-get install -y --no-install-recommends libgl1"):
        system_libraries.install_debian_packages(["libgl1"], why="")

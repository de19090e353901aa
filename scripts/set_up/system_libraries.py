"""Sees which libraries of the system Qt lacks (Linux), installs them where it may, or says the one command."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from pathlib import Path

from set_up.places import Places
from set_up.words import Trouble, clean_environment, run_aloud, run_quietly, say

_GLIB = "libglib2.0-0"  # called libglib2.0-0t64 since Debian 13 and Ubuntu 24.04
_DEBIAN_PACKAGES = {
    "libglib-2.0.so.0": _GLIB, "libgthread-2.0.so.0": _GLIB, "libgobject-2.0.so.0": _GLIB,
    "libgio-2.0.so.0": _GLIB, "libGL.so.1": "libgl1", "libGLX.so.0": "libglx0", "libOpenGL.so.0": "libopengl0",
    "libEGL.so.1": "libegl1", "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0", "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfontconfig1", "libdbus-1.so.3": "libdbus-1-3", "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1", "libXext.so.6": "libxext6", "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6", "libxcb.so.1": "libxcb1", "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4", "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1", "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0", "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0", "libxcb-shm.so.0": "libxcb-shm0", "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1", "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0", "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-client.so.0": "libwayland-client0", "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1", "libz.so.1": "zlib1g", "libzstd.so.1": "libzstd1",
}  # fmt: skip
_FORESEEN = ["libglib-2.0.so.0", "libGL.so.1", "libEGL.so.1", "libX11.so.6", "libxkbcommon.so.0"]
_FORESEEN += ["libfontconfig.so.1", "libdbus-1.so.3"]
_FORESEEN_FOR_X11 = ["libxcb-cursor.so.0", "libxkbcommon-x11.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1"]
_FORESEEN_FOR_X11 += ["libxcb-shape.so.0"]
_ALWAYS = ["QtCore.abi3.so", "QtGui.abi3.so", "QtWidgets.abi3.so", "QtPrintSupport.abi3.so", "QtSvg.abi3.so"]
_ALWAYS += ["Qt/plugins/platforms/libqoffscreen.so"]
_FOR_A_WINDOW = {"DISPLAY": "Qt/plugins/platforms/libqxcb.so", "WAYLAND_DISPLAY": "Qt/plugins/platforms/libqwayland.so"}
_TRIAL = "from PySide6 import QtCore, QtGui, QtWidgets; import sqlcipher3; QtWidgets.QApplication([])"


def provide(places: Places, *, window: bool) -> list[str]:
    """See that Qt can start; return the files of the system it leans on. Raises Trouble with the one command."""
    if not sys.platform.startswith("linux"):  # Windows and macOS bring what Qt needs
        _try_qt(places)
        return []
    missing, found = _look(places, window=window)
    if missing:
        say(f"Qt lacks {', '.join(sorted(missing))}")
        if not is_debian_like():
            raise Trouble(_other_systems(missing))
        install_debian_packages(debian_packages(missing), why="Qt cannot start without them")
        missing, found = _look(places, window=window)
        if missing:
            raise Trouble(
                f"Qt still lacks {', '.join(sorted(missing))}. Install the packages that hold them, then try again."
            )
    _try_qt(places)
    return sorted(found)


def _look(places: Places, *, window: bool) -> tuple[set[str], set[str]]:
    """The libraries nobody has, and the files of those somebody has, for every part of Qt we load."""
    qt = places.site_packages / "PySide6"
    parts = [qt / name for name in _ALWAYS]
    if window:
        parts += [qt / name for variable, name in _FOR_A_WINDOW.items() if os.environ.get(variable)]
    linked = run_quietly(["ldd", *(part for part in parts if part.exists())])
    return read_ldd(linked.stdout, own=str(places.venv))


def read_ldd(text: str, *, own: str) -> tuple[set[str], set[str]]:
    """Split what `ldd` prints into missing names and found files, without those under the folder `own`."""
    missing = set(re.findall(r"^\s*(\S+) => not found", text, re.MULTILINE))
    found = set(re.findall(r"^\s*\S+ => (/.*?) \(0x", text, re.MULTILINE))
    return missing, {file for file in found if not file.startswith(own)}


def debian_packages(missing: set[str]) -> list[str]:
    """The packages that hold the libraries; a library we do not know names itself, and apt-get will say so."""
    names = {_DEBIAN_PACKAGES.get(library, library) for library in missing}
    if _GLIB in names and _has_new_time_names():
        names = names - {_GLIB} | {_GLIB + "t64"}
    return sorted(names)


def debian_packages_foreseen(*, window: bool) -> list[str]:
    """What Qt will lack, told before Qt is here, so that one command says it all."""
    known = run_quietly(["/sbin/ldconfig", "-p"]).stdout
    wanted = _FORESEEN + (_FORESEEN_FOR_X11 if window and os.environ.get("DISPLAY") else [])
    return debian_packages({name for name in wanted if known and f"{name} " not in known})


def is_debian_like() -> bool:
    return shutil.which("apt-get") is not None and Path("/etc/debian_version").exists()


def install_debian_packages(names: list[str], *, why: str) -> None:
    """Install when we are root, else raise Trouble with the command. Raises Trouble when apt-get fails, too."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    by_hand = "apt-get update && " + shlex.join(install)
    if os.geteuid() != 0:
        sudo = by_hand.replace("apt-get", "sudo apt-get")
        raise Trouble(f"Some of the system's packages are missing ({why}). Say this, then try again:\n    {sudo}")
    say(f"installing {', '.join(names)}: {why}")
    environment = clean_environment() | {"DEBIAN_FRONTEND": "noninteractive"}
    patient = ["-o", "DPkg::Lock::Timeout=120", "-qq"]
    if run_aloud([*install, *patient], env=environment)[0] == 0:
        return
    run_aloud(["apt-get", "update", *patient], env=environment)
    if run_aloud([*install, *patient], env=environment)[0]:
        raise Trouble(
            f"The system's packages could not be installed; the lines above say why. The command was:\n    {by_hand}"
        )


def _has_new_time_names() -> bool:
    try:
        release = dict(
            re.findall(r'^(ID|VERSION_ID)="?([^"\n]*)"?$', Path("/etc/os-release").read_text(), re.MULTILINE)
        )
    except OSError:
        return False
    version = [int(part) for part in re.findall(r"\d+", release.get("VERSION_ID", ""))] or [99]  # testing has none
    return version >= ([24, 4] if release.get("ID") == "ubuntu" else [13])


def _other_systems(missing: set[str]) -> str:
    capabilities = " ".join(shlex.quote(f"{name}()(64bit)") for name in sorted(missing))
    for tool in ("dnf", "zypper"):
        if shutil.which(tool):
            return (
                f"Qt lacks libraries of the system. Say this, then try again:\n    sudo {tool} install {capabilities}"
            )
    names = ", ".join(sorted(missing))
    return f"Qt lacks libraries of the system: {names}. Install the packages that hold them, then try again."


def _try_qt(places: Places) -> None:
    trial = run_quietly([places.python, "-c", _TRIAL], QT_QPA_PLATFORM="offscreen")
    if trial.returncode:
        last = (trial.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Trouble(f"The packages are there, but Qt does not start: {last}")

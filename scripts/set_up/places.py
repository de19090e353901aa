"""Where the set-up keeps things, and the key that tells whether they are still right."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
VENV_VARIABLE = "CALLBACK_DESK_VENV"
_FORM = 1  # raise it when the set-up itself does something new


@dataclass(frozen=True)
class Places:
    """The checkout and the folder with its packages. `venv` may lie elsewhere when the checkout is read-only."""

    repository: Path
    venv: Path

    @property
    def python(self) -> Path:
        return self.venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    @property
    def site_packages(self) -> Path:
        names = {"base": str(self.venv), "platbase": str(self.venv)}
        return Path(sysconfig.get_path("purelib", "venv", names))

    @property
    def made_by(self) -> Path:
        return self.venv / "callback-desk-made-this.json"

    def stamp(self, purpose: str) -> Path:
        return self.venv / f"callback-desk-{purpose}.json"

    def identity(self) -> dict[str, str]:
        """What must be the same for the folder to be of use: it is neither moved nor taken to another system."""
        return {
            "form": str(_FORM),
            "venv": str(self.venv),
            "repository": str(self.repository),
            "python": sys.version,
            "base": os.path.realpath(base_python()),
            "machine": platform.machine(),
        }

    def key(self, locks: list[str]) -> str:
        """A digest of `identity` and the lock files named, in order."""
        digest = hashlib.sha256(json.dumps(self.identity(), sort_keys=True).encode())
        for name in locks:
            digest.update((self.repository / name).read_bytes())
        return digest.hexdigest()


def base_python() -> str:
    """The Python outside any virtual environment, so that making ours anew never pulls the floor away."""
    return str(getattr(sys, "_base_executable", "") or sys.executable)


def find_places(repository: Path = REPOSITORY) -> Places:
    """The `.venv` of the checkout; a folder of the user's cache when the checkout cannot be written."""
    chosen = os.environ.get(VENV_VARIABLE)
    if chosen:
        return Places(repository, Path(chosen).absolute())
    venv = repository / ".venv"
    if os.access(venv if venv.exists() else repository, os.W_OK):
        return Places(repository, venv)
    name = hashlib.sha256(os.fsencode(repository)).hexdigest()[:16]
    return Places(repository, _cache_folder() / f"venv-{name}")


def _cache_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "callback-desk"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/callback-desk"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "callback-desk"


def write_whole(path: Path, content: str) -> None:
    """Put a file in place in one step, so that an interrupted set-up never leaves half of it."""
    beside = path.with_name(path.name + ".new")
    beside.write_text(content, encoding="utf-8")
    beside.replace(path)


def read_json(path: Path) -> dict[str, object]:
    """The object in a file; empty when there is none, or half of one."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}

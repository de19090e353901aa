"""A folder only this account can read, for pages that go to a printer and stay nowhere."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path


class PrivateFolder:
    """Made when it is first asked for; gone with all in it when `owner` is, at the end of the program at the latest."""

    def __init__(self, owner: object) -> None:
        self._owner = weakref.ref(owner)
        self._path: Path | None = None

    @property
    def path(self) -> Path:
        if self._path is None:
            self._path = Path(tempfile.mkdtemp(prefix="cbd-"))  # 0700
            weakref.finalize(self._owner(), shutil.rmtree, self._path, ignore_errors=True)
        return self._path

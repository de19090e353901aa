"""What the import's own process loads: half a second of SQLAlchemy was paid by every import, and used by none."""

from __future__ import annotations

import subprocess
import sys

_LOADED = "import sys, callback_desk.bootstrap.import_main; print(*sys.modules)"
_NEVER_USED = {"alembic", "asyncio", "pydantic", "PySide6", "reportlab", "sqlalchemy", "sqlmodel"}


def test_the_import_process_loads_the_driver_and_no_mapper():
    done = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, timeout=120, check=True)
    loaded = set(done.stdout.split())
    assert {"sqlcipher3", "callback_desk.storage.loading"} <= loaded
    assert not loaded & _NEVER_USED

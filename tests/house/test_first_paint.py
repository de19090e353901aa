"""Nothing that the sign-in page does not show is loaded before somebody can see it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_TO_FIRST_PAINT = """
import gc, json, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget) and watched.isWindow() and not seen:
            seen["page"] = watched.page_name
            seen["collecting"] = gc.isenabled()
            QTimer.singleShot(0, first)
        return False

def first():
    seen["modules"] = sorted(sys.modules)

def later():
    if "sqlcipher3" in sys.modules and gc.isenabled():
        seen["loaded_later"] = True
        wait.quit()

def wait_for_paint():
    app = QApplication.instance()
    app.installEventFilter(watch)
    timer = QTimer()
    timer.timeout.connect(later)
    timer.start(20)
    QTimer.singleShot(60_000, wait.quit)
    wait.exec()
    sys.stdout.write(json.dumps(seen))
    sys.stdout.flush()
    import os
    os._exit(0)

seen, watch, wait = {}, Watch(), QEventLoop()
QApplication.exec = staticmethod(wait_for_paint)
from callback_desk.app.start import run_window
run_window(Path(sys.argv[1]))
"""
_FOR_LATER = {
    "alembic",
    "argon2",
    "cryptography",
    "getpass",
    "holidays",
    "keyring",
    "phonenumbers",
    "platformdirs",
    "queue",
    "reportlab",
    "socket",
    "sqlalchemy",
    "sqlcipher3",
    "sqlmodel",
    "tomllib",
    "typer",
    "zoneinfo",
}
_OURS_FOR_LATER = {
    "callback_desk.bootstrap",
    "callback_desk.domain.access",
    "callback_desk.storage",
    "callback_desk.ui.components.capture",
    "callback_desk.ui.components.choices",
    "callback_desk.ui.components.stats",
    "callback_desk.ui.components.table",
    "callback_desk.ui.lock_cover",
    "callback_desk.ui.notices",
    "callback_desk.ui.sign_in.recover_form",
    "callback_desk.ui.sign_in.unlock_form",
    "callback_desk.ui.tasks",
    "callback_desk.use_cases",
    "callback_desk.vault",
}


@pytest.fixture(scope="module")
def seen(tmp_path_factory) -> dict[str, object]:
    """What a fresh program said of itself at the first paint of the sign-in page."""
    folder: Path = tmp_path_factory.mktemp("desk")
    (folder / "desk.json").write_text(json.dumps({"agency": "Springfield PD"}), encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("CALLBACK_DESK_TEST_KEYRING", None)  # its warning is a part of its own
    done = subprocess.run(
        [sys.executable, "-c", _TO_FIRST_PAINT, str(folder)],
        env=environment,
        capture_output=True,
        timeout=120,
        check=True,
    )
    return json.loads(done.stdout)


def test_the_sign_in_page_is_painted_before_anything_else_is_loaded(seen):
    assert seen["page"] == "sign_in"
    loaded = set(seen["modules"])
    assert "callback_desk.ui.sign_in.page" in loaded
    assert not loaded & (_FOR_LATER | _OURS_FOR_LATER)


def test_no_rubbish_is_looked_for_until_then_and_the_office_follows(seen):
    assert seen["collecting"] is False
    assert seen["loaded_later"] is True


def test_the_window_alone_loads_nothing_of_the_terminal():
    code = "import sys, callback_desk.__main__; sys.exit('typer' in sys.modules or 'callback_desk.cli' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)

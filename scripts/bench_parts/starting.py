"""From the start of the program to the painted sign-in page, beside a bare PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bench_parts import desks
from bench_parts.result import Line, Settings, at_most, ms_of, p50

PART = "start"
_RUNS = 7
_BARE = """
import sys
sys.path.insert(0, sys.argv[1])
from bench_parts.first_paint import end_at_first_paint
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("A bare window"))
window.resize(1280, 800)
window.show()
end_at_first_paint()
"""
_OURS = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from PySide6.QtWidgets import QApplication
from bench_parts.first_paint import end_at_first_paint
QApplication.exec = staticmethod(end_at_first_paint)
from callback_desk.app.start import run_window
run_window(Path(sys.argv[2]))
"""


def measure(settings: Settings) -> list[Line]:
    folder = settings.folder / "start-desk"
    desks.make_office(folder)
    bare: list[float] = []
    ours: list[float] = []
    for _ in range(settings.times(_RUNS) + 1):
        bare.append(_run(_BARE, folder))
        ours.append(_run(_OURS, folder))
    return [
        Line(PART, "bare PySide6 window, process start to painted", p50(bare[1:]), "ms"),
        Line(PART, "sign-in page, process start to painted", p50(ours[1:]), "ms"),
        at_most(PART, "sign-in page beside the bare window", p50(ours[1:]) / p50(bare[1:]), "", 1.5),
    ]


def _run(code: str, folder: Path) -> float:
    """A fresh process until it ends itself after its first paint; the first run of all is not counted."""
    scripts = Path(__file__).resolve().parents[1]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once, not at each start
    command = [sys.executable, "-c", code, str(scripts), str(folder)]
    return ms_of(lambda: subprocess.run(command, check=True, env=environment, capture_output=True, timeout=60))

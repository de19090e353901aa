"""Whether the window stays awake while an import of many rows runs in its long lane."""

from __future__ import annotations

import os
import time

import make_export

from bench_parts import desks, one_import
from bench_parts.result import Line, Settings, at_most, p95

PART = "window"
_TICK_MS = 5
_QUIET_S = 3.0
_STALL_MS = 50.0


def measure(settings: Settings) -> list[Line]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from callback_desk.ui.shell import Shell
    from callback_desk.ui.tasks import Runner

    export = settings.folder / "window.csv"
    rows = max(settings.rows // 4, 1)
    make_export.write_export(export, rows, 11, desks.TODAY)
    desk = desks.open_desk(desks.make_office(settings.folder / "window-desk"), desks.SUPERVISOR)
    app = QApplication.instance() or QApplication([])
    window = Shell()
    window.show()
    app.processEvents()
    gaps: list[float] = []
    last_s = time.perf_counter()

    def tick() -> None:
        nonlocal last_s
        now_s = time.perf_counter()
        gaps.append((now_s - last_s) * 1000)
        last_s = now_s

    timer = QTimer(window)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    loop = QEventLoop()
    timer.start(_TICK_MS)
    QTimer.singleShot(int(_QUIET_S * 1000), loop.quit)
    loop.exec()
    quiet = gaps[1:]
    gaps.clear()
    runner = Runner()
    trouble: list[object] = []
    task = runner.long(lambda _progress: one_import.import_file(desk, export))
    task.succeeded.connect(loop.quit)
    task.failed.connect(trouble.append)
    task.failed.connect(loop.quit)
    tick()
    gaps.clear()
    loop.exec()
    timer.stop()
    busy = list(gaps)
    runner.shutdown()
    window.close()
    if trouble:
        raise RuntimeError(f"the import failed: {trouble[0]!r}")
    return [
        Line(PART, f"longest gap of a {_TICK_MS} ms timer, nothing running", max(quiet), "ms"),
        at_most(
            PART,
            f"longest gap during an import of {rows} rows",
            max(busy),
            "ms",
            _STALL_MS,
            f"{len(busy):,} ticks, {sum(gap > _STALL_MS for gap in busy)} over {_STALL_MS:.0f} ms",
        ),
        Line(PART, "  the same, p95", p95(busy), "ms"),
    ]

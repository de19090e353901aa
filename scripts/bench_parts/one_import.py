"""One import by the real session, timed; also in a process of its own, whose memory is nobody else's.

python -m bench_parts.one_import DESK_FOLDER FILE    says what it measured as JSON
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from bench_parts import desks
from bench_parts.bare_imports import cpu_s
from bench_parts.memory import PeakMemory
from callback_desk.use_cases import import_report
from callback_desk.use_cases.desk import Desk

_SCREENING = "Officers fill in a form; such reports are never exported."


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of the wall clock, and of the processor in all our processes together; `look_s` is not part of it.

    Memory is in MB and only known of an import in a process of its own.
    """

    look_s: float
    check_s: float
    load_s: float
    cpu_s: float
    rows: int
    piles: dict[str, int]
    together_mb: float = 0.0
    memory: str = ""

    @property
    def rows_s(self) -> float:
        return self.rows / (self.check_s + self.load_s)


def import_file(desk: Desk, path: Path) -> Timed:
    """The real session: parser process, import process, look, check and load."""
    before_s = cpu_s()
    session = import_report.open_import(desk, path)
    try:
        opened_s = time.perf_counter()
        looked = import_report.look(desk, session)
        looked_s = time.perf_counter()
        if looked.unsettled:
            import_report.settle_screening(
                desk, desk.new_operation(), looked.guess.signature, looked.unsettled, _SCREENING
            )
        begun_s = time.perf_counter()
        preview = import_report.check_rows(
            desk, session, None, progress=lambda _what, _done, _of: None, cancelled=lambda: False
        )
        checked_s = time.perf_counter()
        import_report.import_rows(
            desk,
            desk.new_operation(),
            session,
            preview,
            file_name=path.name,
            layout=None,
            turn=lambda: None,
            progress=lambda _what, _done, _of: None,
        )
        loaded_s = time.perf_counter()
    finally:
        session.close()
    counts = preview.counts
    return Timed(
        looked_s - opened_s,
        checked_s - begun_s,
        loaded_s - checked_s,
        cpu_s() - before_s,
        counts.rows_in,
        {pile.value: count for pile, count in counts.piles.items()},
    )


def in_its_own_process(desk_folder: Path, path: Path) -> Timed:
    """The same in a fresh process: the memory is the program's without its window, and none of the bench."""
    places = (Path(__file__).resolve().parents[1], Path(__file__).resolve().parents[2])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([*map(str, places), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-m", "bench_parts.one_import", str(desk_folder), str(path)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    return Timed(**json.loads(done.stdout))


def main(desk_folder: Path, path: Path) -> None:
    desk = desks.open_desk(desks.office_of(desk_folder), desks.SUPERVISOR)
    with PeakMemory() as memory:
        timed = import_file(desk, path)
    print(json.dumps(asdict(replace(timed, together_mb=memory.together, memory=memory.shown))))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

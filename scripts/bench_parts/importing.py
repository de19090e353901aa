"""The whole import of a CSV and of a workbook, beside bare libraries in turns; memory, and who waits meanwhile."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from bench_parts import bare_imports, desks, exports
from bench_parts.bare_imports import Spent
from bench_parts.memory import PeakMemory
from bench_parts.queueing import claim_next
from bench_parts.result import Line, Settings, at_least, at_most, p50, p95
from callback_desk.domain.call import CallDraft
from callback_desk.domain.incident import BatchCounts
from callback_desk.use_cases import import_report, save_call, start_call
from callback_desk.use_cases.desk import Desk

PART = "import"
_SCREENING = "Officers fill in a form; such reports are never exported."
_BIG_ROWS, _BIG_ROW_BYTES, _BIG_MB = 1_000_000, 500, 600.0
_LOOK_S = 2.0
_SAVE_EVERY_S, _SAVE_MS = 0.1, 500.0
_AIMS = {"bare executemany into the encrypted file, no index": 0.25, "sqlite-utils insert --csv, plain file": 2.0}
_DRAFT = '{"answers": "' + "x" * 2_000 + '"}'


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of the wall clock, and of the processor in all our processes together; `look_s` is not part of it."""

    look_s: float
    check_s: float
    load_s: float
    cpu_s: float
    counts: BatchCounts

    @property
    def rows_s(self) -> float:
        return self.counts.rows_in / (self.check_s + self.load_s)


def measure(settings: Settings) -> list[Line]:
    export = exports.csv_export(settings.folder / "export.csv", settings.rows)
    sheet_rows = max(settings.rows // 4, 1)
    sheet = exports.workbook(
        settings.folder / "export.xlsx", exports.csv_export(settings.folder / "sheet.csv", sheet_rows)
    )
    lines = _beside_others(settings, export)
    lines += _alone(settings, sheet, f"XLSX of {sheet_rows:,} rows")
    lines.append(_autosave_meanwhile(settings, export))
    if settings.big:
        big = exports.big_export(settings.folder / "big.csv", _BIG_ROWS, _BIG_ROW_BYTES)
        name = f"CSV of {_BIG_ROWS:,} rows, {big.stat().st_size / 1e6:,.0f} MB"
        lines += _alone(settings, big, name, most_mb=_BIG_MB)
    return lines


def import_file(desk: Desk, path: Path) -> Timed:
    """The real session: parser process, import process, look, check and load."""
    before_s = bare_imports.cpu_s()
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
    return Timed(
        looked_s - opened_s, checked_s - begun_s, loaded_s - checked_s, bare_imports.cpu_s() - before_s, preview.counts
    )


def _beside_others(settings: Settings, export: Path) -> list[Line]:
    """Rounds in which everybody has a turn, so that a busy minute of the machine falls on all of them."""
    ours: list[Timed] = []
    bare: list[Spent] = []
    indexed: list[Spent] = []
    utils: list[Spent] = []
    pandas: list[Spent] = []
    memory = PeakMemory()
    for number in range(1 if settings.quick else 3):
        desk = _new_desk(settings.folder / f"import-desk-{number}")
        bare.append(bare_imports.bare(desk, export, indexed=False))
        indexed.append(bare_imports.bare(desk, export, indexed=True))
        utils.append(bare_imports.sqlite_utils(settings.folder, export))
        if (spent := bare_imports.pandas(settings.folder, export)) is not None:
            pandas.append(spent)
        memory = PeakMemory()
        with memory:
            ours.append(import_file(desk, export))

    others = {
        "bare executemany into the encrypted file, no index": bare,
        "bare executemany into the encrypted file, 4 indexes": indexed,
        "sqlite-utils insert --csv, plain file": utils,
        "pandas to_sql, plain file": pandas,
    }
    lines = _lines_of(f"CSV of {settings.rows:,} rows", ours, memory)
    for name, spent_by in others.items():
        if not spent_by:
            lines.append(Line(PART, name, None, "rows/s", note="pandas is not installed: python -m pip install pandas"))
            continue
        speed = p50([settings.rows / each.wall_s for each in spent_by])
        cost = p50([each.cpu_s / settings.rows * 1e6 for each in spent_by])
        lines.append(Line(PART, name, speed, "rows/s", note=f"{cost:.1f} µs/row of processor time"))
    for name, spent_by in others.items():
        if spent_by:
            turns = zip(ours, spent_by, strict=True)
            beside = p50([mine.rows_s * other.wall_s / settings.rows for mine, other in turns])
            what, aim = f"import beside {name}", _AIMS.get(name)
            lines.append(Line(PART, what, beside, "") if aim is None else at_least(PART, what, beside, "", aim))
    return lines


def _alone(settings: Settings, path: Path, name: str, *, most_mb: float | None = None) -> list[Line]:
    desk = _new_desk(settings.folder / f"desk-of-{path.name}")
    with PeakMemory() as memory:
        timed = import_file(desk, path)
    return _lines_of(name, [timed], memory, most_mb=most_mb)


def _lines_of(name: str, rounds: list[Timed], memory: PeakMemory, *, most_mb: float | None = None) -> list[Line]:
    counts = rounds[-1].counts
    piles = ", ".join(f"{count} {pile.value}" for pile, count in counts.piles.items())
    together, shown = memory.together or None, memory.shown
    what = "  most memory, all processes together"
    held = (
        Line(PART, what, together, "MB", note=shown)
        if most_mb is None or together is None
        else at_most(PART, what, together, "MB", most_mb, shown)
    )
    return [
        Line(
            PART,
            f"{name}: read, judged, compared, sorted, loaded",
            p50([each.rows_s for each in rounds]),
            "rows/s",
            note=piles,
        ),
        at_most(PART, "  look, until the match page can be shown", p50([each.look_s for each in rounds]), "s", _LOOK_S),
        Line(PART, "  of it the check (two processes side by side)", p50([each.check_s for each in rounds]), "s"),
        Line(PART, "  of it the load into the desk", p50([each.load_s for each in rounds]), "s"),
        Line(
            PART,
            "  processor time of all processes",
            p50([each.cpu_s / each.counts.rows_in * 1e6 for each in rounds]),
            "µs/row",
        ),
        held,
    ]


def _autosave_meanwhile(settings: Settings, export: Path) -> Line:
    """A volunteer writes and is saved ten times a second while a supervisor imports into the same desk."""
    office = desks.make_office(settings.folder / "busy-desk")
    supervisor = desks.open_desk(office, desks.SUPERVISOR)
    desks.fill(supervisor, 1_000)
    volunteer = desks.open_desk(office, desks.VOLUNTEER)
    card = claim_next(volunteer)
    call = start_call.start_call(volunteer, volunteer.new_operation(), card.callback_id, card.fence, card.phones[0].id)
    importing = threading.Thread(target=import_file, args=(supervisor, export))
    waits_ms: list[float] = []
    importing.start()
    while importing.is_alive():
        draft = CallDraft(_DRAFT, typed=f"A white van, plate {len(waits_ms)}", answered=len(waits_ms))
        begun_s = time.perf_counter()
        save_call.save_draft(volunteer, call.call_id, call.fence, draft)
        waits_ms.append((time.perf_counter() - begun_s) * 1000)
        time.sleep(_SAVE_EVERY_S)
    what = f"longest wait of a volunteer's save while {settings.rows:,} rows are imported"
    return at_most(PART, what, max(waits_ms), "ms", _SAVE_MS, f"{len(waits_ms):,} saves, p95 {p95(waits_ms):.1f} ms")


def _new_desk(folder: Path) -> Desk:
    return desks.open_desk(desks.make_office(folder), desks.SUPERVISOR)

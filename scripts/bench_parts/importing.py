"""The whole import of a CSV and of a workbook, beside bare libraries in turns; memory, and who waits meanwhile."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from bench_parts import bare_imports, desks, exports
from bench_parts.bare_imports import Spent
from bench_parts.one_import import Timed, import_file, in_its_own_process
from bench_parts.queueing import claim_next
from bench_parts.result import Line, Settings, at_least, at_most, p50, p95
from callback_desk.domain.call import CallDraft
from callback_desk.use_cases import save_call, start_call
from callback_desk.use_cases.desk import Desk

PART = "import"
_BIG_ROWS, _BIG_ROW_BYTES, _BIG_MB = 1_000_000, 500, 600.0
_LOOK_S = 2.0
_SAVE_EVERY_S, _SAVE_MS = 0.1, 500.0
_AIMS = {"bare executemany into the encrypted file, no index": 0.25, "sqlite-utils insert --csv, plain file": 2.0}
_DRAFT = '{"answers": "' + "x" * 2_000 + '"}'


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


def _beside_others(settings: Settings, export: Path) -> list[Line]:
    """Rounds in which everybody has a turn, so that a busy minute of the machine falls on all of them."""
    ours: list[Timed] = []
    bare: list[Spent] = []
    indexed: list[Spent] = []
    utils: list[Spent] = []
    pandas: list[Spent] = []
    for number in range(1 if settings.quick else 3):
        folder = settings.folder / f"import-desk-{number}"
        desk = _new_desk(folder)
        bare.append(bare_imports.bare(desk, export, indexed=False))
        indexed.append(bare_imports.bare(desk, export, indexed=True))
        utils.append(bare_imports.sqlite_utils(settings.folder, export))
        if (spent := bare_imports.pandas(settings.folder, export)) is not None:
            pandas.append(spent)
        ours.append(in_its_own_process(folder, export))
    others = {
        "bare executemany into the encrypted file, no index": bare,
        "bare executemany into the encrypted file, 4 indexes": indexed,
        "sqlite-utils insert --csv, plain file": utils,
        "pandas to_sql, plain file": pandas,
    }
    lines = _lines_of(f"CSV of {settings.rows:,} rows", ours)
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
    folder = settings.folder / f"desk-of-{path.name}"
    _new_desk(folder)
    return _lines_of(name, [in_its_own_process(folder, path)], most_mb=most_mb)


def _lines_of(name: str, rounds: list[Timed], *, most_mb: float | None = None) -> list[Line]:
    piles = ", ".join(f"{count} {pile}" for pile, count in rounds[-1].piles.items())
    together, shown = rounds[-1].together_mb or None, rounds[-1].memory
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
            p50([each.cpu_s / each.rows * 1e6 for each in rounds]),
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

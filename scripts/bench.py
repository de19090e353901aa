"""Measure what the program promises, all in one run on one machine: a table, and JSON with --out.

    python3 scripts/bench.py                     everything
    python3 scripts/bench.py import --rows 20000 one part
    python3 scripts/bench.py --quick             a tenth of everything, the import with 4,000 rows
    python3 scripts/bench.py import --big        a list of a million rows (500 MB) as well

Aims are ratios wherever the machine decides; the exit code is 0 although an aim is not met. Run it with the Python
that has the test packages (scripts/test.py makes it).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from bench_parts import asking, batching, calling, figures, importing, paper, queueing, starting, undo, window  # noqa: E402  # after the path
from bench_parts.result import Line, Part, Settings, load, machine  # noqa: E402

PARTS: dict[str, Part] = {
    "start": starting.measure,
    "packets": paper.measure,
    "batch": batching.measure,
    "figures": figures.measure,
    "autosave": calling.measure,
    "call": asking.measure,
    "claim": queueing.measure_claim,
    "list": queueing.measure_list,
    "window": window.measure,
    "import": importing.measure,
    "undo": undo.measure,
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Measure the program's speed beside bare libraries.")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts; all of them without a name")
    parser.add_argument("--rows", type=int, help="rows of the import (200,000; the workbook has a quarter)")
    parser.add_argument("--waiting", type=int, help="waiting callbacks for the claim (100,000)")
    parser.add_argument("--listed", type=int, help="rows of the call list (1,000,000)")
    parser.add_argument("--big", action="store_true", help="import a list of 1,000,000 rows, too")
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--out", type=Path, help="write machine and lines as JSON")
    given = parser.parse_args(arguments)
    share = 10 if given.quick else 1
    with tempfile.TemporaryDirectory(prefix="callback-desk-bench-", ignore_cleanup_errors=True) as made:
        settings = Settings(
            Path(made),
            given.rows or (4_000 if given.quick else 200_000),
            given.waiting or 100_000 // share,
            given.listed or 1_000_000 // share,
            given.quick,
            given.big,
        )
        here = machine(settings.folder)
        print(_heading(here), flush=True)
        lines: list[Line] = []
        for name in given.parts or PARTS:
            begun_s = time.monotonic()
            found = PARTS[name](settings)
            lines += found
            print(_table(found), f"({time.monotonic() - begun_s:.0f} s)\n", sep="\n", flush=True)
    here["load_at_the_end"] = load()
    print(f"Load at the end: {here['load_at_the_end']}")
    if given.out is not None:
        whole = {"machine": here, "lines": [line.to_dict() for line in lines]}
        given.out.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _heading(here: dict[str, object]) -> str:
    return (
        f"{here['at']}  {here['system']}, {here['processor']}, {here['cores']} cores, Python {here['python']}, "
        f"fsync {here['fsync_ms']} ms, load {here['load']}\n"
    )


def _table(lines: list[Line]) -> str:
    """One row a line, ready to be put into a Markdown page."""
    rows = [["Part", "What", "Measured", "Aim", ""], ["---", "---", "---:", "---", "---"]]
    rows += [
        [line.part, line.what + (f" ({line.note})" if line.note else ""), line.shown, line.aim, line.verdict]
        for line in lines
    ]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

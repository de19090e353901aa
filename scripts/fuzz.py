"""Throws random bytes at the readers of exports until a time is up: python scripts/fuzz.py READER [--minutes 5].

Needs `pip install atheris` (Linux, Python 3.11); it is no dependency of the program. A reader may refuse a file with
a sentence (ImportRefused) and may put rows into piles; anything else is a bug, and the bytes that brought it out are
kept as `crash-…` in the folder of the run. The seeds are the recipes of the tests, so a run begins with whole files;
`--seed FILE` adds one, for a crash to be looked at again. Reader XLSX and ODS change the sheet inside and pack it
anew, since changed bytes of an archive are only ever a damaged archive. XLS is our look through the old container
alone: what the reader behind it takes in memory is bounded by the parser's process, and would end this one.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

import atheris  # noqa: E402  # the program's modules are loaded under its eyes, below

with atheris.instrument_imports(include=["callback_desk.intake"]):
    from callback_desk.domain.errors import ImportRefused
    from callback_desk.domain.offenses import OffenseTable
    from callback_desk.intake.content import FileContent
    from callback_desk.intake.limits import Limits
    from callback_desk.intake.old_workbook import check_old_workbook
    from callback_desk.intake.reading import FileCounts, read_file
    from callback_desk.intake.request import ReadRequest
    from callback_desk.intake.rows import DeskFacts

from tests.hostile import xls_made  # noqa: E402
from tests.intake import lexs_made, nibrs_made, written  # noqa: E402

_ROWS = (
    ("Case Number", "Report Date", "Offense Code", "Victim Name", "Victim DOB", "Victim Phone", "Suspect Phone"),
    ("26-000101", "11/03/2026 14:05", "220", "Marchetti, Elena", "08/04/1962", "312-555-0142", ""),
    (
        "26-000102",
        "11/04/2026",
        "23F",
        "Okafor, Ben",
        "01/19/1988",
        "555-0133 (husband, after 5) / w 555-0144 x12",
        "NA",
    ),
    ("26-000103", "11/05/2026", "240", "Null, Ana", "", "3.125550155E9", "(312) 555-0190"),
)
_SMALL = Limits(text_bytes=1_000_000, rows=5_000, columns=64, cell_chars=2_000, line_chars=100_000,
                workbook_bytes=4_000_000, workbook_entries=50, workbook_cells=200_000)  # fmt: skip
_SHEET, _CONTENT = "xl/worksheets/sheet1.xml", "content.xml"


def _as_it_is(data: bytes) -> bytes:
    return data


def _inside(parts: Mapping[str, str | bytes], name: str) -> Callable[[bytes], bytes]:
    return lambda data: written.packed({**parts, name: data})


def _readers() -> dict[str, tuple[Callable[[bytes], bytes], list[bytes]]]:
    """Name -> (how the bytes become a file, the seeds)."""
    records = [dict(zip(_ROWS[0], row, strict=True)) for row in _ROWS[1:]]
    xlsx, ods = written.xlsx_parts(_ROWS), written.ods_parts(_ROWS)
    lists = {"a.csv": written.delimited(_ROWS, ","), "b.csv": written.delimited(_ROWS, ",")}
    incident = nibrs_made.MadeIncident()
    return {
        "csv": (_as_it_is, [written.delimited(_ROWS, mark) for mark in ",;\t|"]),
        "json": (_as_it_is, [json.dumps(records).encode(), "\n".join(map(json.dumps, records)).encode()]),
        "xls": (_as_it_is, [xls_made.workbook(_ROWS), xls_made.workbook([*_ROWS, *_ROWS[1:] * 40])]),
        "xlsx": (_inside(xlsx, _SHEET), [xlsx[_SHEET].encode()]),
        "ods": (_inside(ods, _CONTENT), [ods[_CONTENT].encode()]),
        "zip": (_as_it_is, [written.packed(lists)]),
        "nibrs-flat": (_as_it_is, [nibrs_made.flat(nibrs_made.flat_incident(incident))]),
        "nibrs-xml": (_as_it_is, [nibrs_made.xml(nibrs_made.xml_incident(incident))]),
        "lexs": (_as_it_is, [lexs_made.message(lexs_made.MadeReport())]),
    }


def _try_one(folder: Path, offenses: OffenseTable, make: Callable[[bytes], bytes]) -> Callable[[bytes], None]:
    path = folder / "export"
    request = ReadRequest(str(path), DeskFacts(area_code="312", today=date(2026, 11, 22)), limits=_SMALL)

    def try_one(data: bytes) -> None:
        path.write_bytes(make(data))
        counts: FileCounts | None = None
        rows = 0
        try:
            for item in read_file(request, offenses):
                if isinstance(item, FileCounts):
                    counts = item
                elif type(item).__name__ in ("Candidate", "RowProblem"):
                    rows += 1
        except ImportRefused as refused:
            if not refused.sentence.strip() or not refused.code:
                raise AssertionError("a refusal without a sentence or a code") from refused
            return
        if counts is None or counts.rows != rows:
            raise AssertionError("the rows do not add up")

    return try_one


def _try_container(folder: Path) -> Callable[[bytes], None]:
    path = folder / "export"

    def try_one(data: bytes) -> None:
        path.write_bytes(data)
        try:
            check_old_workbook(FileContent.of(path))
        except ImportRefused as refused:
            if not refused.sentence.strip() or not refused.code:
                raise AssertionError("a refusal without a sentence or a code") from refused

    return try_one


def main() -> None:
    readers = _readers()
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("reader", choices=sorted(readers))
    asked.add_argument("--minutes", type=float, default=5.0)
    asked.add_argument("--seed", type=Path, action="append", default=[])
    asked.add_argument("--out", type=Path, default=None, help="where crashes are kept; a new folder without it")
    given = asked.parse_args()
    make, seeds = readers[given.reader]
    folder = given.out or Path(tempfile.mkdtemp(prefix="callback-desk-fuzz-"))
    corpus = folder / "seeds"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate([*seeds, *(path.read_bytes() for path in given.seed)]):
        (corpus / f"seed-{number}").write_bytes(seed)
    with (REPOSITORY / "resources" / "rules" / "offenses-2026.toml").open("rb") as file:
        offenses = OffenseTable.from_dict(tomllib.load(file))
    sys.stdout.write(f"{given.reader}: {given.minutes:g} minutes, crashes are kept in {folder}\n")
    sys.stdout.flush()
    options = [f"-max_total_time={int(given.minutes * 60)}", "-max_len=60000", "-timeout=20", "-rss_limit_mb=1024"]
    try_one = _try_container(folder) if given.reader == "xls" else _try_one(folder, offenses, make)
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={folder}/", str(corpus)], try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

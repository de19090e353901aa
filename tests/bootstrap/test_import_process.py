"""The import's own process obeys the window's side alone: what the parser wrote is rows, or nothing."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from callback_desk import paths
from callback_desk.bootstrap.import_answers import GARBAGE
from callback_desk.bootstrap.import_main import ImportProcess
from callback_desk.domain.incident import Candidate, PersonName, ReportFacts, Role, RowPlace
from callback_desk.intake.codec import candidate_to_wire, message_line, rows_line
from tests.storage.at_hand import KEY, create

ROWS = [
    candidate_to_wire(Candidate(RowPlace(line), Role.VICTIM, PersonName("Ada", "", f"Crow{line}"), ReportFacts("26-1")))
    for line in (2, 3)
]


class Asked:
    """One import process, in this one, on a desk without anybody."""

    def __init__(self, folder: Path) -> None:
        self.live, self.scratch = folder / "desk.db", folder / "import.scratch"
        create(self.live)
        self.process = ImportProcess()

    def ask(self, *lines: bytes, **request: object) -> list[dict[str, object]]:
        said = io.StringIO()
        self.process.answer(request, iter([line.decode() + "\n" for line in lines]), said)
        return [json.loads(line) for line in said.getvalue().splitlines()]

    def begin(self) -> None:
        self.ask(
            do="begin",
            live=str(self.live),
            key=KEY.hex(),
            scratch=str(self.scratch),
            resources=str(paths.resources_dir()),
            now="2026-03-11T16:00:00+00:00",
            as_of="2026-03-11",
            region="US",
            tightened={},
            zone="America/Chicago",
            closed_days=[],
            decent=["09:00:00", "20:00:00"],
        )


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Asked]:
    found = Asked(tmp_path)
    found.begin()
    yield found
    found.process.close()


def test_rows_follow_the_request_that_names_them(asked: Asked) -> None:
    assert asked.ask(rows_line(ROWS, []), do="rows") == [{"done": True, "seen": 2}]
    assert asked.ask(rows_line(ROWS[:1], []), do="rows") == [{"done": True, "seen": 3}]


def test_a_request_inside_the_parsers_line_is_not_obeyed(asked: Asked) -> None:
    sly = message_line({"kind": "rows", "do": "end", "rows": ROWS, "problems": []})
    assert asked.ask(sly, do="rows") == [{"done": True, "seen": 2}]
    assert asked.scratch.exists()
    assert asked.ask(rows_line(ROWS, []), do="rows") == [{"done": True, "seen": 4}]


@pytest.mark.parametrize("line", [b'{"kind":"rows",', b'{"kind":"rows","rows":[],"problems":NaN}', b"{}"])
def test_a_line_that_is_no_line_of_rows_is_named(asked: Asked, line: bytes) -> None:
    assert asked.ask(line, do="rows") == [{"done": True, "refused": GARBAGE}]

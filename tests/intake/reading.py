"""Reads a file as the parser does, in this process, with the shipped rules and a Chicago desk."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from callback_desk.domain.incident import Candidate, RowProblem
from callback_desk.domain.layout import Layout, MappingGuess
from callback_desk.domain.offenses import OffenseTable
from callback_desk.intake.limits import Limits
from callback_desk.intake.reading import FileCounts, read_file
from callback_desk.intake.request import ReadRequest
from callback_desk.intake.rows import DeskFacts

REPOSITORY = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 20)


@cache
def offense_data() -> Mapping[str, object]:
    with (REPOSITORY / "resources" / "rules" / "offenses-2026.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def offenses() -> OffenseTable:
    return OffenseTable.from_dict(offense_data())


@dataclass(frozen=True)
class Read:
    guess: MappingGuess
    people: list[Candidate]
    problems: list[RowProblem]
    counts: FileCounts

    @property
    def reasons(self) -> set[str]:
        return {problem.reason for problem in self.problems}


def read(
    path: Path, *, area_code: str = "", limits: Limits | None = None, layout: Layout | None = None, **desk: object
) -> Read:
    facts = DeskFacts(area_code=area_code, today=TODAY, **desk)  # type: ignore[arg-type]
    request = ReadRequest(str(path), facts, layout=layout, limits=limits or Limits())
    items = list(read_file(request, offenses()))
    guess, counts = items[0], items[-1]
    assert isinstance(guess, MappingGuess)
    assert isinstance(counts, FileCounts)
    people = [item for item in items if isinstance(item, Candidate)]
    problems = [item for item in items if isinstance(item, RowProblem)]
    assert counts.rows == len(people) + len(problems)
    assert all(problem.reason for problem in problems)
    return Read(guess, people, problems, counts)


def read_text(folder: Path, text: str | bytes, **given: object) -> Read:
    path = folder / "export.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, **given)  # type: ignore[arg-type]


HEADING = "Case Number,Report Date,Offense Code,Victim Name,Victim DOB,Victim Phone"


def a_row(
    case: str = "26-000101",
    reported: str = "11/10/2026 14:05",
    code: str = "220",
    name: str = "Quillfeather, Ada",
    born: str = "04/12/1980",
    phone: str = "312-555-0142",
) -> str:
    return f'{case},{reported},{code},"{name}",{born},"{phone}"'

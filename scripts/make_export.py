"""Write a fictional export of any size with its known truth beside it.

    python3 scripts/make_export.py 50000 --out export.csv --seed 7
    python3 scripts/make_export.py 10000 --out export.csv --wide --drawn

People are made up of syllables; numbers are 555-0100 to 555-0199 only. The truth file (OUT.truth.json) says for
each line of the file what was planted there, in which piles it may end and who it is about, and for each person
whether they may be called when all their rows are known. Reports are dated 1 to 50 days before --today, so pass the
day the desk believes it is.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

if str(Path(__file__).resolve().parent) not in sys.path:
    sys.path.append(str(Path(__file__).resolve().parent))  # behind everything else: a script here is named "test"

from made_headings import Style, drawn_style, headings_of, plain_style  # after the path
from made_people import HEADINGS, WIDE, WITHOUT_EXTRAS, Maker, Person, numbers_in
from made_plants import SINGLE, Plant, Planted, good
from made_property import ALREADY, TRUTH
from made_stories import MOST_ROWS, STORIES

__all__ = [
    "ALREADY",
    "HEADINGS",
    "PLANTS",
    "WIDE",
    "WITHOUT_EXTRAS",
    "Maker",
    "Person",
    "Planted",
    "Style",
    "Truth",
    "drawn_style",
    "headings_of",
    "make_rows",
    "plain_style",
    "write_export",
    "write_rows",
]

PLANTS: dict[str, Plant] = {**SINGLE, **STORIES}
_BLOCK = 4_000  # rows of one story stand at most about two blocks apart, so that memory does not grow with the file
_LATER = 0.1
_THIN = 0.7  # of an ordinary export: three of four rows may be called


@dataclass
class Known:
    """One person of a file. `numbers` are their own (E.164); `callable_` counts all their rows."""

    last: str
    first: str
    birth: str
    numbers: set[str] = field(default_factory=set)
    cases: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    callable_: bool = True

    def to_dict(self) -> dict[str, object]:
        found = {"last": self.last, "first": self.first, "birth": self.birth, "callable": self.callable_}
        return {**found, **{name: sorted(getattr(self, name)) for name in ("numbers", "cases", "kinds")}}


@dataclass
class Truth:
    """What is known of a file, without its cells: each line's kind, person and possible piles, and its people."""

    seed: int
    today: date
    rows: list[tuple[int, str]] = field(default_factory=list)
    lines: list[tuple[int, int, list[str]]] = field(default_factory=list)
    people: dict[int, Known] = field(default_factory=dict)
    stopping: set[str] = field(default_factory=set)
    already: dict[int, str] = field(default_factory=dict)  # line -> what the report says already

    def add(self, line: int, planted: Planted) -> None:
        person, cells = planted.person, planted.cells
        self.rows.append((line, planted.kind))
        self.lines.append((line, person.who, sorted(planted.piles)))
        if TRUTH in cells:
            self.already[line] = cells[TRUTH]
        known = self.people.get(person.who)
        if known is None:
            known = self.people[person.who] = Known(person.last, person.first, person.birth.isoformat())
        known.numbers |= planted.numbers or numbers_in(cells["Victim Cell Phone"])
        known.numbers |= numbers_in(cells["Victim Home Phone"])
        known.cases.add(cells["Case Number"])
        known.kinds.add(planted.kind)
        if not planted.callable_:
            known.callable_ = False
            self.stopping.add(planted.kind)

    def to_dict(self) -> dict[str, object]:
        kinds = Counter(kind for _line, kind in self.rows)
        return {
            "seed": self.seed,
            "today": self.today.isoformat(),
            "rows_in": len(self.rows),
            "callable_kinds": sorted(kinds.keys() - self.stopping - {"duplicate"}),
            "kinds": dict(sorted(kinds.items())),
            "rows": self.rows,
            "lines": self.lines,
            "already": {str(line): said for line, said in self.already.items()},
            "people": {str(who): known.to_dict() for who, known in self.people.items()},
        }


def make_rows(
    count: int, seed: int, today: date, columns: tuple[str, ...] = HEADINGS, *, first_case: int = 0
) -> Iterator[Planted]:
    """The rows in the file's order. The same seed, day and columns give the same rows."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    wide = not set(columns) <= {*HEADINGS, *ALREADY}
    of_property = random.Random(seed) if set(columns) & set(ALREADY) else None  # noqa: S311  # repeatable, not secret
    maker = Maker(chance, today, serial=first_case, wide=wide, property_of=of_property)
    able = {kind: plant for kind, plant in PLANTS.items() if plant.needs <= set(columns)}
    shares = [plant.share * (1 if wide else _THIN) for plant in able.values()]
    names, weights = [*able, ""], [*shares, max(0.0, 1 - sum(shares))]
    waiting: list[Planted] = []
    made = 0
    while made < count or waiting:
        block = waiting
        waiting = []
        while made < count and len(block) < _BLOCK:
            (name,) = chance.choices(names, weights)
            story = able[name].story(maker) if name and count - made >= MOST_ROWS else [good(maker)]
            made += len(story)
            cut = len(story) - (chance.random() < _LATER) if len(story) > 1 and made < count else len(story)
            _mix(chance, block, story[:cut])
            waiting += story[cut:]
        yield from block


def _mix(chance: random.Random, block: list[Planted], story: list[Planted]) -> None:
    """Put the rows of a story anywhere into the block, in their own order."""
    places = sorted(chance.randint(0, len(block)) for _ in story)
    for moved, (place, planted) in enumerate(zip(places, story, strict=True)):
        block.insert(place + moved, planted)


def write_rows(out: Path, rows: Iterable[Planted], style: Style, seed: int, today: date) -> dict[str, object]:
    """Write planted rows in a style, and their truth beside; returns the truth."""
    truth = Truth(seed, today)
    with out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(style.headings)
        for line, planted in enumerate(rows, 2):
            writer.writerow(style.cells(planted.cells))
            truth.add(line, planted)
    told = truth.to_dict()
    out.with_suffix(out.suffix + ".truth.json").write_text(json.dumps(told), encoding="utf-8")
    return told


def write_export(
    out: Path,
    count: int,
    seed: int,
    today: date,
    headings: tuple[str, ...] = HEADINGS,
    *,
    style: Style | None = None,
    first_case: int = 0,
) -> dict[str, object]:
    """Write the export and its truth; returns the truth: kinds counted, [line, kind] of each row, and the people.

    `style` writes the same rows under other headings, in another order of columns and with other dates.
    """
    rows = make_rows(count, seed, today, headings, first_case=first_case)
    return write_rows(out, rows, style or plain_style(headings), seed, today)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Write a fictional export with known truth.")
    parser.add_argument("count", type=int, help="rows below the heading")
    parser.add_argument("--out", type=Path, required=True, help="the CSV file to write")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--today", type=date.fromisoformat, default=datetime.now(UTC).date())
    columns = parser.add_mutually_exclusive_group()
    columns.add_argument("--narrow", action="store_true", help="13 columns instead of 16")
    columns.add_argument("--wide", action="store_true", help="31 columns: other parties, age, rarer signs")
    parser.add_argument("--property", action="store_true", help="10 columns more: what the report says already")
    parser.add_argument("--drawn", action="store_true", help="headings, columns and dates by chance")
    given = parser.parse_args(arguments)
    headings = WITHOUT_EXTRAS if given.narrow else WIDE if given.wide else HEADINGS
    headings = (*headings, *ALREADY) if given.property else headings
    style = drawn_style(random.Random(given.seed), headings) if given.drawn else None  # noqa: S311  # repeatable
    truth = write_export(given.out, given.count, given.seed, given.today, headings, style=style)
    print(json.dumps({"file": str(given.out), "rows_in": truth["rows_in"], "kinds": truth["kinds"]}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

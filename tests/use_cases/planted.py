"""Made exports with their truth: what a desk must show afterwards, by line and by person."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from callback_desk.domain.incident import BatchCounts, Pile
from callback_desk.domain.views import BatchLine
from callback_desk.use_cases import import_report
from callback_desk.use_cases.desk import Desk
from scripts.make_export import WIDE, Style, drawn_style, plain_style, write_export
from tests.use_cases.made_desks import WORKDAY, ask, bring_in

FIRST_CASE = 500_000  # far from the cases of a desk's own twelve people
TODAY = WORKDAY.date()
_OTHERS = 175  # numbers from 555-0175 on are other parties': see scripts/made_people.py
_SHOWN = "{0}.batch_id IN (SELECT id FROM batches WHERE state = 'shown')"

Whom = tuple[str, str, str]  # last name, first name, birth date as in the truth


@dataclass(frozen=True)
class Made:
    """One file with its truth."""

    path: Path
    truth: dict

    @cached_property
    def may(self) -> set[Whom]:
        return {_whom(one) for one in self.truth["people"].values() if one["callable"]}

    @cached_property
    def may_not(self) -> set[Whom]:
        return {_whom(one) for one in self.truth["people"].values()} - self.may

    @cached_property
    def kinds_of(self) -> dict[Whom, list[str]]:
        return {_whom(one): one["kinds"] for one in self.truth["people"].values()}

    @cached_property
    def rows_of(self) -> Counter[Whom]:
        """How many rows of the file are about somebody."""
        whom = {int(who): _whom(one) for who, one in self.truth["people"].items()}
        return Counter(whom[who] for _line, who, _piles in self.truth["lines"])

    @cached_property
    def numbers_of(self) -> dict[Whom, set[str]]:
        return {_whom(one): set(one["numbers"]) for one in self.truth["people"].values()}


def _whom(one: dict) -> Whom:
    return one["last"].casefold(), one["first"].casefold(), one["birth"]


def made(path: Path, rows: int, seed: int, columns: tuple[str, ...] = WIDE, style: int = 0) -> Made:
    """The rows of a seed in one of endless styles; style 0 has our own headings, in our order."""
    drawn = some_style(style, columns)
    return Made(path, write_export(path, rows, seed, TODAY, columns, style=drawn, first_case=FIRST_CASE))


def some_style(style: int, columns: tuple[str, ...] = WIDE) -> Style:
    return drawn_style(random.Random(style), columns) if style else plain_style(columns)


def people_of_queue(desk: Desk, birth_of: Iterable[Whom]) -> dict[Whom, set[str]]:
    """Everybody whom a volunteer may be given, now or later, with their numbers: read off the desk, not the file.

    A birth date the desk does not know is looked up by the name: of an age column, a firm's contact.
    """
    by_name: dict[tuple[str, str], list[Whom]] = {}
    for whom in birth_of:
        by_name.setdefault(whom[:2], []).append(whom)
    found: dict[Whom, set[str]] = {}
    for last, first, birth, e164 in ask(
        desk,
        "SELECT v.last, v.first, v.birth_date, coalesce(p.e164, '') FROM callbacks c JOIN victims v "
        f"ON v.id = c.victim_id LEFT JOIN phones p ON p.victim_id = v.id AND {_SHOWN.format('p')} "
        f"WHERE c.state = 'waiting' AND {_SHOWN.format('c')}",
    ):
        name = str(last).casefold(), str(first).casefold()
        named = by_name.get(name, [])
        if not named:
            assert str(last).startswith("Quill"), "somebody whom no file names"  # the desk's own people
            continue
        exact = [whom for whom in named if whom[2] == birth]
        (whom,) = exact or named
        found.setdefault(whom, set()).update({str(e164)} - {""})
    return found


def check_lines(one: Made, counts: BatchCounts, ended: dict[int, tuple[str, str]]) -> None:
    """Every line of the file ends in a pile that its truth allows; the sum is the number of rows.

    `ended` holds pile and reason of each line that is not queued.
    """
    truth = one.truth
    assert counts.rows_in == truth["rows_in"] == sum(counts.of(pile) for pile in Pile)
    assert len(ended) == counts.rows_in - counts.of(Pile.QUEUED)
    kinds = dict(truth["rows"])
    wrong = [
        (line, kinds[line], *ended.get(line, ("queued", "")))
        for line, _who, piles in truth["lines"]
        if ended.get(line, ("queued", ""))[0] not in piles
    ]
    assert wrong == [], wrong[:20]


def check_people(one: Made, queue: dict[Whom, set[str]]) -> None:
    """Nobody planted as not to be called is in the queue; at least 97 of 100 others are, by their own numbers alone."""
    wrong = {whom: one.kinds_of[whom] for whom in queue.keys() & one.may_not}
    assert wrong == {}, wrong
    missing = {whom: one.kinds_of[whom] for whom in one.may - queue.keys()}
    assert len(missing) <= 0.03 * len(one.may), missing
    strange = {whom: queue[whom] - one.numbers_of[whom] for whom in queue if queue[whom] - one.numbers_of[whom]}
    assert strange == {}, strange
    assert all(queue.values()), "somebody to ring without a number"
    assert not [number for numbers in queue.values() for number in numbers if int(number[-4:]) >= _OTHERS]


def bring(desk: Desk, path: Path) -> tuple[BatchLine, dict[int, tuple[str, str]]]:
    """The real import: parser child, import process, scratch file, loader. Also where each line ended."""
    batch, preview = bring_in(desk, path)
    assert batch.counts == preview.counts
    problems = import_report.batch_problems(desk, batch.id)
    return batch, {problem.place.line: (problem.pile.value, problem.reason) for problem in problems}


def shown_rows(desk: Desk) -> dict[str, int]:
    """How many rows of shown imports each table has that keeps rows by import; cases stand for themselves."""
    tables = [str(name) for (name,) in ask(desk, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
    found = {}
    for table in tables:
        if table != "cases" and ("batch_id",) in ask(desk, f"SELECT name FROM pragma_table_info('{table}')"):
            ((rows,),) = ask(desk, f"SELECT count(*) FROM {table} WHERE {_SHOWN.format(table)}")
            found[table] = int(str(rows))
    return found

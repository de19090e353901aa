"""Random desks in the real store: every figure of a report against the same work counted another way.

A few desks in the usual run; a campaign draws hundreds. The number of a desk is in the name of a failure.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from callback_desk.domain.figure_periods import Period, periods_to_choose
from callback_desk.domain.figures import Report
from callback_desk.domain.table import TableKind
from callback_desk.use_cases import figures, figures_out
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import SERGEANT, MovedClock, World, make_template, storage_of, worlds
from tests.use_cases.plain_report import Line, PlainReport, Shared
from tests.use_cases.random_desk_rows import Filler
from tests.use_cases.random_desks import Maker, Work

FEW, MANY = range(6), range(1_000, 1_300)
MakeWorld = Callable[..., World]


@pytest.fixture(scope="module")
def nobody(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("none") / "desk"
    make_template(folder, MovedClock(), rows=0)
    return folder


@pytest.fixture
def made(nobody: Path, tmp_path: Path) -> Iterator[MakeWorld]:
    yield from worlds(nobody, tmp_path)


def periods_of(work: Work, chance: random.Random) -> list[Period]:
    """The usual ones, and days somebody typed."""
    found = list(periods_to_choose(work.today).values())
    for _ in range(4):
        first = work.today - timedelta(days=chance.randrange(500))
        found.append(Period(first, first + timedelta(days=chance.randrange(400))))
    return found


def a_desk(made: MakeWorld, seed: int) -> tuple[Desk, Work, random.Random]:
    chance = random.Random(seed)
    work = Maker(seed).make(chance.choice((0, 3, 25, 80, 200, 500)) if seed else 300)
    world = made(MovedClock(work.now), f"desk-{seed}")
    sergeant = world.enter(SERGEANT)
    with storage_of(sergeant).write() as unit:
        Filler(unit, work).fill()
        unit.commit()
    return sergeant, work, chance


def table_in(path: Path) -> list[Line]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sorted(tuple(row) for row in list(csv.reader(file))[2:])  # not its headings, not when it was made


def compare(desk: Desk, work: Work, period: Period, target: Path) -> None:
    plain = PlainReport(work, period.first, period.last)
    figures_out.save_figures(desk, desk.new_operation(), period, target, TableKind.CSV)
    said, expected = table_in(target), sorted(plain.lines)
    assert (sorted(set(said) - set(expected)), sorted(set(expected) - set(said))) == ([], []), "(said, expected)"
    assert len(said) == len(expected)
    report = figures.report(desk, period)
    beside_the_table(report, plain)
    assert [
        (one.name, one.sessions, one.tries, one.answered, one.talked, one.refusals, one.cut_off, one.minutes)
        for one in figures.callers(desk, period)
    ] == [one[:8] for one in plain.callers()]
    for row, one in zip(figures.callers(desk, period), plain.callers(), strict=True):
        assert row.complete.share == (one[8] / row.answered if row.answered >= 30 else None)  # type: ignore[operator]


def beside_the_table(report: Report, plain: PlainReport) -> None:
    assert {(one.question, one.wording): one.waiting for one in report.items} == plain.waiting
    for item in report.items:
        points = [(one.first, one.last, one.top.share, one.top.n) for one in item.trend]
        expected = plain.trends[item.question, item.wording]
        assert points == [(first, last, hits / n, n) for first, last, hits, n in expected]
    assert {one.question: one.difference.share for one in report.drivers} == pytest.approx(plain.differences)
    for table in report.groups:
        assert sum(row.due for row in table.rows) <= table.total_due
        assert sum(row.answered for row in table.rows) <= table.total_answered


@pytest.mark.parametrize("seed", FEW)
def test_every_figure_of_a_few_desks(made: MakeWorld, tmp_path: Path, seed: int) -> None:
    desk, work, chance = a_desk(made, seed)
    for place, period in enumerate(periods_of(work, chance)):
        if period.first <= work.today:
            compare(desk, work, period, tmp_path / f"{place}.csv")


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY)
def test_every_figure_of_many_desks(made: MakeWorld, tmp_path: Path, seed: int) -> None:
    test_every_figure_of_a_few_desks(made, tmp_path, seed)


def test_the_second_way_knows_the_worked_examples_of_the_study() -> None:
    assert Shared(7, 50).cells() == ("0.1400", "50", "0.0695", "0.2619")
    assert Shared(45, 60).cells() == ("0.7500", "60", "0.6277", "0.8422")
    assert Shared(0, 10).cells()[2:] == ("0.0000", "0.2775")
    assert Shared(10, 10).cells()[2:] == ("0.7225", "1.0000")
    assert Shared(9, 9).cells() == ("", "", "", "")

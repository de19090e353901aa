"""What goes in: exports with known truth, whatever their order; nobody who must not be called ever is."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from callback_desk.domain.calling_hours import DayHours
from callback_desk.domain.incident import Pile
from callback_desk.domain.layout import layout_from_guess
from callback_desk.use_cases import import_report, reminders
from scripts.make_export import write_export
from tests.use_cases.made_desks import QUIET, SERGEANT, WORKDAY, World, ask, bring_in, look_at, plain_rows, write_rows

SEEDS = (1, 7, 20261121)
ROWS = 3_000


@pytest.fixture
def empty_world(new_world: Callable[..., World]) -> World:
    """A desk whose twelve people are far from any export's: other case numbers, other birth years."""
    return new_world()


def callable_lines(desk, batch: int) -> set[int]:
    return {
        int(str(row[0]))
        for row in ask(
            desk,
            "SELECT r.line FROM reports r JOIN callbacks c ON c.id = r.callback_id "
            "WHERE r.batch_id = ? AND c.state = 'waiting'",
            batch,
        )
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_every_row_is_accounted_for_and_nobody_planted_is_callable(
    empty_world: World, tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "export.csv"
    truth = write_export(path, ROWS, seed, WORKDAY.date())
    desk = empty_world.enter(SERGEANT)
    _account(desk, path, truth)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_fifty_thousand_rows(empty_world: World, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    truth = write_export(path, 50_000, 3, WORKDAY.date())
    _account(empty_world.enter(SERGEANT), path, truth)


def _account(desk, path: Path, truth: dict[str, object]) -> None:
    batch, preview = bring_in(desk, path)
    counts = preview.counts
    kinds = truth["rows"]
    assert isinstance(kinds, list)
    assert counts.rows_in == truth["rows_in"] == sum(counts.of(pile) for pile in Pile)
    assert all(counts.of(pile) for pile in Pile), "every pile is tried"
    lines = callable_lines(desk, batch.id)
    allowed = set(str(truth["callable_kinds"]).strip("[]").replace("'", "").split(", "))
    planted = {line: kind for line, kind in kinds if kind not in allowed | {"duplicate"}}
    wrong = {line: planted[line] for line in lines & planted.keys()}
    assert not wrong, wrong
    good = {line for line, kind in kinds if kind == "callable"}
    opened = len(good & lines) / len(good)
    assert opened >= 0.97, f"only {opened:.1%} of the callable rows open a callback"
    problems = import_report.batch_problems(desk, batch.id)
    assert len(problems) == counts.rows_in - counts.of(Pile.QUEUED)
    assert all(problem.reason for problem in problems)
    people = ask(desk, "SELECT count(DISTINCT callback_id) FROM reports WHERE batch_id = ?", batch.id)
    assert people == ask(desk, "SELECT count(*) FROM callbacks WHERE batch_id = ?", batch.id)


def test_namesakes_stay_two_and_the_same_person_is_one(empty_world: World, tmp_path: Path) -> None:
    ann, other, again, same_case = plain_rows(4, WORKDAY.date(), seed=2, first=500)
    name = {key: ann[key] for key in ("Victim Last Name", "Victim First Name")}
    other |= name
    again |= name | {"Victim DOB": ann["Victim DOB"]}
    same_case |= {"Case Number": ann["Case Number"]}  # another victim of Ann's case
    rows = [{**row, "Case Number": row["Case Number"].replace("26-", "25-")} for row in (ann, other, again, same_case)]
    desk = empty_world.enter(SERGEANT)
    batch, preview = bring_in(desk, write_rows(tmp_path / "export.csv", rows))
    assert (preview.counts.of(Pile.QUEUED), preview.counts.of(Pile.MERGED)) == (3, 1)
    assert ask(desk, "SELECT count(*) FROM victims WHERE batch_id = ?", batch.id) == [(3,)]
    assert ask(desk, "SELECT count(*) FROM cases WHERE batch_id = ?", batch.id) == [(3,)]


def test_a_suspects_number_holds_its_victim_wherever_the_row_stands(empty_world: World, tmp_path: Path) -> None:
    rows = plain_rows(9, WORKDAY.date(), seed=4, first=520)
    rows[8]["Suspect Phone"] = rows[2]["Victim Cell Phone"]
    for order, place in ((rows, 4), (list(reversed(rows)), 8)):
        fresh = [{**row, "Case Number": row["Case Number"].replace("26-", f"2{place}-")} for row in order]
        path = write_rows(tmp_path / f"export{place}.csv", fresh)
        preview = look_at(empty_world.enter(SERGEANT), path)
        held = [row for row in preview.rows if row.pile is Pile.HELD]
        assert [(row.line, row.reason) for row in held] == [(place, "suspect_number")]


def _piles_by_person(desk, batch: int) -> dict[tuple[object, ...], object]:
    return {
        tuple(row[:3]): row[3]
        for row in ask(
            desk,
            "SELECT ca.number, v.name_key, v.birth_date, c.state FROM reports r JOIN cases ca ON ca.id = r.case_id "
            "JOIN victims v ON v.id = r.victim_id JOIN callbacks c ON c.id = r.callback_id WHERE r.batch_id = ?",
            batch,
        )
    }


def test_the_order_of_the_rows_changes_nobody(new_world: Callable[..., World], tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    write_export(path, 600, 11, WORKDAY.date())
    with path.open(encoding="utf-8", newline="") as file:
        heading, *rows = list(csv.reader(file))
    found = []
    for number in range(3):
        shuffled = tmp_path / f"shuffled{number}.csv"
        with shuffled.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heading, *rows])
        desk = new_world(name=f"desk{number}").enter(SERGEANT)
        batch, _ = bring_in(desk, shuffled)
        found.append(_piles_by_person(desk, batch.id))
        random.Random(number).shuffle(rows)
    assert len(found[0]) > 400
    assert found[0] == found[1] == found[2]


def test_the_strictest_row_wins_also_when_a_later_file_brings_it(empty_world: World, tmp_path: Path) -> None:
    (row,) = plain_rows(1, WORKDAY.date(), seed=6, first=540)
    row["Case Number"] = "25-000777"
    desk = empty_world.enter(SERGEANT)
    batch, _ = bring_in(desk, write_rows(tmp_path / "first.csv", [row]))
    assert callable_lines(desk, batch.id) == {2}
    later = {**row, "Domestic Violence": "Y"}
    bring_in(desk, write_rows(tmp_path / "second.csv", [later]))
    assert ask(desk, "SELECT state FROM callbacks WHERE batch_id = ?", batch.id) == [("excluded",)]
    bring_in(desk, write_rows(tmp_path / "third.csv", [{**row, "Notes": "Nothing new."}]))
    assert ask(desk, "SELECT state FROM callbacks WHERE batch_id = ?", batch.id) == [("excluded",)], "it stays out"


def test_the_same_file_twice_adds_nothing(empty_world: World, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    write_export(path, 400, 5, WORKDAY.date())
    desk = empty_world.enter(SERGEANT)
    first, counted = bring_in(desk, path)
    before = ask(desk, "SELECT id, victim_id, state, fence FROM callbacks ORDER BY id")
    assert isinstance(empty_world.clock.now(), type(WORKDAY))
    empty_world.clock.move(hours=1)  # type: ignore[attr-defined]
    again, preview = bring_in(desk, path)
    assert ask(desk, "SELECT id, victim_id, state, fence FROM callbacks ORDER BY id") == before
    for pile in (Pile.QUEUED, Pile.MERGED, Pile.HELD):
        assert preview.counts.of(pile) == 0, pile
    assert preview.counts.of(Pile.REJECTED) == counted.counts.of(Pile.REJECTED)
    assert preview.counts.rows_in == counted.counts.rows_in
    assert again.id != first.id


def test_a_settled_statement_opens_rows_on_the_next_import(empty_world: World, tmp_path: Path) -> None:
    rows = [
        {**row, "Case Number": f"25-{n:06}"} for n, row in enumerate(plain_rows(6, WORKDAY.date(), seed=8, first=560))
    ]
    headings = tuple(name for name in rows[0] if name != "Domestic Violence")
    path = write_rows(tmp_path / "export.csv", rows, headings)
    desk = empty_world.enter(SERGEANT)
    held, preview = _with_guess(desk, path, "")
    assert preview.counts.of(Pile.HELD) == 6
    assert callable_lines(desk, held) == set()
    _, preview = _with_guess(desk, path, "Officers screen every report for domestic violence.")
    assert preview.counts.of(Pile.MERGED) + preview.counts.of(Pile.QUEUED) == 6
    assert ask(desk, "SELECT state, count(*) FROM callbacks WHERE batch_id = ? GROUP BY 1", held) == [("waiting", 6)]
    _, preview = _with_guess(desk, path, "")
    assert preview.counts.of(Pile.DUPLICATE) == 6


def test_rows_wait_for_the_hours_of_the_agency_not_only_the_shipped_ones(empty_world: World, tmp_path: Path) -> None:
    desk = empty_world.enter(SERGEANT)
    hours = replace(desk.rules.hours, floor=DayHours(time(17), time(18)))
    tighter = replace(desk, rules=replace(desk.rules, hours=hours))
    path = write_rows(tmp_path / "export.csv", plain_rows(3, WORKDAY.date(), seed=9, first=640))
    batch, _ = bring_in(tighter, path)
    ready = ask(desk, "SELECT ready_at FROM callbacks WHERE batch_id = ?", batch.id)
    assert len(ready) == 3
    for (moment,) in ready:
        at = datetime.fromtimestamp(int(str(moment)) / 1e6, UTC).astimezone(desk.zone)
        assert at.hour == 17, at


def test_a_statement_ends_after_a_year(empty_world: World, tmp_path: Path) -> None:
    desk = empty_world.enter(SERGEANT)
    rows = plain_rows(3, WORKDAY.date(), seed=8, first=580)
    headings = tuple(name for name in rows[0] if name != "Domestic Violence")
    path = write_rows(tmp_path / "export.csv", rows, headings)
    batch, _ = _with_guess(desk, path, "Officers screen every report for domestic violence.")
    assert len(callable_lines(desk, batch)) == 3
    assert reminders.reminders(desk).screening_ends == ()
    empty_world.clock.move(days=340)  # type: ignore[attr-defined]
    [(layout, until)] = reminders.reminders(desk).screening_ends
    assert (layout, until.date()) == ("ours", WORKDAY.date() + timedelta(days=365))
    assert any("after that day its rows are held" in one for one in reminders.reminders(desk).sentences(desk.zone))
    empty_world.clock.move(days=40)  # type: ignore[attr-defined]
    session = import_report.open_import(desk, path)
    try:
        looked = import_report.look(desk, session)
        assert {fact.value for fact in looked.unsettled} == {"domestic_sign"}
    finally:
        session.close()


def _with_guess(desk, path: Path, stated: str):
    session = import_report.open_import(desk, path)
    try:
        looked = import_report.look(desk, session)
        if stated:
            import_report.settle_screening(desk, desk.new_operation(), looked.guess.signature, looked.unsettled, stated)
        layout = layout_from_guess(looked.guess, "ours")
        preview = import_report.check_rows(desk, session, layout, **QUIET)
        batch = import_report.import_rows(
            desk,
            desk.new_operation(),
            session,
            preview,
            file_name=path.name,
            layout=layout,
            turn=lambda: None,
            progress=QUIET["progress"],
        )
        return batch.id, preview
    finally:
        session.close()

"""What each volunteer did, as a file: for the supervisor, on record, nothing in it computes, it is not carried away."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from callback_desk.domain.caller_tallies import callers_file, callers_shown
from callback_desk.domain.errors import DeskFault, NotAllowed
from callback_desk.domain.figure_periods import Period
from callback_desk.domain.figures import CallerRow
from callback_desk.domain.measures import percentage
from callback_desk.domain.table import TableKind
from callback_desk.use_cases import figures, finish_call
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.figures_out import save_callers
from callback_desk.use_cases.ports_world import Volume
from tests.use_cases.made_desks import CARMEN, RUTH, SERGEANT, World, ask, events, start, storage_of

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
MANY = CallerRow("Ada Quill", 3, 60, 45, 30, 2, 1, 512, percentage(30, 45, one_person=True))
FEW = CallerRow("Bo Quill", 1, 1200, 29, 4, 0, 0, 61, percentage(4, 29, one_person=True))


def two_who_call(world: World) -> Desk:
    for name, outcome in ((RUTH, "talked_all"), (CARMEN, "no_answer")):
        desk = world.enter(name)
        started = start(desk)
        result = finish_call.CallResult(outcome)
        finish_call.finish_call(desk, desk.new_operation(), started.call_id, started.fence, result)
    return world.enter(SERGEANT)


def save(desk: Desk, target: Path, period: Period = NOVEMBER) -> list[list[str]]:
    save_callers(desk, desk.new_operation(), period, target, TableKind.CSV)
    with target.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_file_says_what_the_page_says_and_is_on_record(world: World, tmp_path: Path) -> None:
    sergeant = two_who_call(world)
    head, *lines = save(sergeant, tmp_path / "volunteers.csv")
    assert [line[0] for line in lines] == [CARMEN, RUTH]
    for line, row in zip(lines, figures.callers(sergeant, NOVEMBER), strict=True):
        said = dict(zip(head, line, strict=True))
        counts = (row.sessions, row.tries, row.answered, row.talked, row.refusals, row.cut_off, row.minutes)
        assert line[1:8] == [str(n) for n in counts]
        assert (said["First day"], said["Last day"]) == ("2026-11-01", "2026-11-30")
        assert said["Talks completed, of answered"] == "" and said["Note"] == "Withheld: fewer than 30 answered"
    assert ask(sergeant, "SELECT kind, state, purpose FROM exports") == [("callers", "done", "supervision")]
    assert events(sergeant)[-2:] == ["export.start", "export.done"]
    with pytest.raises(DeskFault):
        save(sergeant, tmp_path / "volunteers.csv")


def test_a_name_is_never_a_formula(world: World, tmp_path: Path) -> None:
    sergeant = two_who_call(world)
    with storage_of(sergeant).write() as uow:
        uow.connection.exec_driver_sql("UPDATE staff SET name = '=1+1' WHERE name = ?", (RUTH,))
        uow.commit()
    names = [line[0] for line in save(sergeant, tmp_path / "volunteers.csv")[1:]]
    assert len(names) == 2
    assert not any(name.startswith(("=", "+", "-", "@")) for name in names) and any("=1+1" in name for name in names)


def test_it_is_for_supervisors_and_not_carried_away(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sergeant, target = two_who_call(world), tmp_path / "volunteers.csv"
    with pytest.raises(NotAllowed):
        save(world.enter(RUTH), target)
    with pytest.raises(DeskFault, match="Nobody made a try in these days"):
        save(sergeant, target, OCTOBER)
    monkeypatch.setattr(type(sergeant.press), "volume", lambda _press, _folder: Volume.REMOVABLE)
    with pytest.raises(DeskFault, match="can be carried away"):
        save(sergeant, target)
    assert list(tmp_path.glob("*.csv*")) == []


def test_a_share_stands_beside_its_n_and_is_withheld_under_thirty() -> None:
    shown, made = callers_shown((MANY, FEW)), callers_file((MANY, FEW), NOVEMBER)
    assert [row[0] for row in shown.rows] == ["Ada Quill", "Bo Quill"]
    assert shown.rows[0][-1] == "67%" and shown.rows[1][-1] == "fewer than 30 answered"
    assert shown.rows[1][2] == "1,200"
    first, second = (dict(zip(made.headings, row, strict=True)) for row in made.rows)
    assert (str(first["Talks completed, of answered"]), first["Of"]) == ("0.6667", 45)
    assert first["Low"] < first["Talks completed, of answered"] < first["High"]  # type: ignore[operator]
    assert [second[name] for name in ("Talks completed, of answered", "Of", "Low", "High")] == [""] * 4

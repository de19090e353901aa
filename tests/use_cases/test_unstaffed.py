"""People no shift ever reaches are said, with what to do about it."""

from __future__ import annotations

from callback_desk.use_cases import agency_settings, board
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.unstaffed import Unstaffed
from tests.use_cases.made_desks import SUPERVISOR, MovedClock, World, storage_of


def _with_shifts(world: World, *shifts: str) -> Desk:
    desk = world.enter(SUPERVISOR)
    agency_settings.change_settings(desk, desk.new_operation(), {"calendar": {"shifts": list(shifts)}})
    return world.enter(SUPERVISOR)


def _set(desk: Desk, sql: str, *values: object) -> None:
    with storage_of(desk).write(desk.session) as uow:
        uow.connection.exec_driver_sql(sql, values)
        uow.commit()


def _said(desk: Desk) -> list[tuple[int, str, str]]:
    return [(one.count, one.title, one.detail) for one in board.board(desk).items if one.kind == "unstaffed"]


def test_without_shifts_and_with_a_shift_for_everybody_nothing_is_said(world: World) -> None:
    assert _said(world.enter(SUPERVISOR)) == []
    assert _said(_with_shifts(world, "wednesday 9:00-12:00")) == []


def test_people_in_whose_place_it_is_night_in_every_shift_are_counted(world: World) -> None:
    desk = _with_shifts(world, "wednesday 9:00-10:00")
    some = "UPDATE phones SET zones = ? WHERE victim_id IN (SELECT id FROM victims LIMIT 3)"
    _set(desk, some, '["Pacific/Honolulu"]')
    # Written past the program, which would note the new place: not known, so that the numbers themselves are asked.
    _set(desk, "UPDATE callbacks SET place = ? WHERE victim_id IN (SELECT id FROM victims LIMIT 3)", 0)
    detail = "It is never a calling hour there (Honolulu) in a shift. Add one at another hour."
    assert _said(desk) == [(3, "3 people no shift reaches", detail)]


def test_reports_that_pass_their_last_day_before_the_next_shift_are_counted(world: World) -> None:
    desk = _with_shifts(world, "monday 9:00-12:00")
    assert _said(desk) == []
    assert isinstance(world.clock, MovedClock)
    world.clock.move(days=52)
    ((count, title, _detail),) = _said(world.enter(SUPERVISOR))
    assert count > 1
    assert title == f"{count} people will be too old to call before the next shift"


def test_one_person_is_said_as_one() -> None:
    first, second = Unstaffed(1, ("America/Denver",), 1).lines()
    assert (first[0], first[1]) == (1, "1 person no shift reaches")
    assert second[1] == "1 person will be too old to call before the next shift"

"""Themes ticked at the sign-off: frozen with month and area, none for a batch, and in the report."""

from __future__ import annotations

from datetime import timedelta

import pytest

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.figure_periods import Month, month_of
from callback_desk.domain.report_sections import sections
from callback_desk.domain.report_table import table_of
from callback_desk.domain.themes import NEWEST_LIST, ThemeTicks
from callback_desk.storage.themes import SqlThemes
from callback_desk.use_cases import figures, review_call
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import RUTH, SERGEANT, World, ask, storage_of, talk
from tests.use_cases.receipt_scenes import later


def _area(desk: Desk, call_id: int, area: str) -> None:
    with storage_of(desk).write() as unit:
        unit.connection.exec_driver_sql(
            "UPDATE reports SET district = ? WHERE victim_id ="
            " (SELECT victim_id FROM callbacks JOIN calls ON callback_id = callbacks.id WHERE calls.id = ?)",
            (area, call_id),
        )
        unit.commit()


def _kept(desk: Desk) -> dict[ThemeTicks, int]:
    with storage_of(desk).read() as unit:
        return dict(unit.reviews.themes())


def test_what_is_ticked_freezes_with_the_month_and_the_area_of_that_day(world: World) -> None:
    _, call = talk(world.enter(RUTH))
    desk = world.enter(SERGEANT)
    _area(desk, call, " North ")
    review_call.sign_off(desk, desk.new_operation(), [call], themes=("strangers", "lights"))
    today = desk.clock.now().astimezone(desk.zone).date()
    kept = ThemeTicks(Month.of(today), "North", frozenset({"lights", "strangers"}))
    assert _kept(desk) == {kept: 1}
    _area(desk, call, "South")
    world.clock.at += timedelta(days=40)  # type: ignore[attr-defined]  # a clock that a test moves
    assert _kept(world.enter(SERGEANT)) == {kept: 1}


def test_read_without_a_tick_counts_and_not_read_does_not(world: World) -> None:
    _, read = talk(world.enter(RUTH))
    later(world)
    _, unread = talk(world.enter(RUTH), lines=())
    desk = world.enter(SERGEANT)
    review_call.sign_off(desk, desk.new_operation(), [read], themes=())
    review_call.sign_off_quiet(desk, desk.new_operation(), [unread])
    assert ask(desk, "SELECT call_id, list, themes FROM call_themes") == [(read, NEWEST_LIST, "")]


def test_a_theme_nobody_offers_keeps_the_call_unsigned(world: World) -> None:
    _, call = talk(world.enter(RUTH))
    desk = world.enter(SERGEANT)
    with pytest.raises(DeskBug):
        review_call.sign_off(desk, desk.new_operation(), [call], themes=("moonlight",))
    assert [line.call_id for line in review_call.calls_to_review(desk)] == [call] and _kept(desk) == {}


def test_the_report_of_a_month_that_is_over_shows_them_by_area(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _, call = talk(world.enter(RUTH))
    desk = world.enter(SERGEANT)
    _area(desk, call, "North")
    month = month_of(desk.clock.now().astimezone(desk.zone).date())
    assert figures.report(desk, month).themes is None
    review_call.sign_off(desk, desk.new_operation(), [call], themes=("lights",))
    world.clock.at += timedelta(days=32)  # type: ignore[attr-defined]  # a clock that a test moves
    desk = world.enter(SERGEANT)
    few = figures.report(desk, month).themes
    assert few is not None and few.rows == (), "one call is shown to nobody"
    that_month = Month.of(month.first)
    counted = {ThemeTicks(that_month, "North", frozenset({"lights"})): 12, ThemeTicks(that_month, "North"): 30}
    monkeypatch.setattr(SqlThemes, "themes", lambda _self: counted)
    many = figures.report(desk, month)
    assert many.themes is not None and [row.band for row in many.themes.rows] == ["10 to 19"]
    (part,) = [one for one in sections(many) if one.key == "themes"]
    (table,) = part.tables
    assert (table.title, table.rows) == ("North", (("Dark, or lights broken", "10 to 19"),))
    assert [row[1:4] for row in table_of(many).rows if row[0] == "Told about the area"] == [
        ("North", "Dark, or lights broken", "10 to 19")
    ]

"""Scenes of the call list: views, columns, acts on many people, what leaves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from callback_desk.domain.ids import CallbackId, OperationId
from callback_desk.domain.list_views import ListColumn, ListLook, ListView, ListViewId
from callback_desk.domain.many import ManyAct, ManyActId
from callback_desk.domain.views import ListFilter, Tab
from callback_desk.use_cases import list_out, list_views, many_people
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import SERGEANT, World, ask

Held = tuple[Desk, Callable[[OperationId], object]]
VIEW = ListView(ListViewId(0), "Stolen, to decide", ListFilter(Tab.TO_DECIDE, offense="Theft"))
LOOK = ListLook((ListColumn.NAME, ListColumn.CASES, ListColumn.STATE), ((ListColumn.CASES, 140),))
WHY = "The detective asked for a week."


def waiting(desk: Desk, most: int = 5) -> list[CallbackId]:
    rows = ask(desk, "SELECT id FROM callbacks WHERE state = 'waiting' ORDER BY id LIMIT ?", most)
    return [CallbackId(int(str(row[0]))) for row in rows]


def done_to(desk: Desk, act: ManyAct, ids: Sequence[CallbackId]) -> ManyActId:
    """An act that is over."""
    act_id = ManyActId(many_people.begin(desk, desk.new_operation(), act, WHY, len(ids)).id)
    many_people.do_some(desk, desk.new_operation(), act_id, ids)
    return act_id


def keep_view(world: World) -> Held:
    desk = world.enter(SERGEANT)
    return desk, lambda op: list_views.keep_view(desk, op, VIEW)


def drop_view(world: World) -> Held:
    desk = world.enter(SERGEANT)
    kept = ListViewId(list_views.keep_view(desk, desk.new_operation(), VIEW).id)
    return desk, lambda op: list_views.drop_view(desk, op, kept)


def keep_look(world: World) -> Held:
    desk = world.enter(SERGEANT)
    return desk, lambda op: list_views.keep_look(desk, op, LOOK)


def begin(world: World) -> Held:
    desk = world.enter(SERGEANT)
    return desk, lambda op: many_people.begin(desk, op, ManyAct.HOLD, WHY, 5)


def do_some(world: World) -> Held:
    desk = world.enter(SERGEANT)
    act = ManyActId(many_people.begin(desk, desk.new_operation(), ManyAct.HOLD, WHY, 5).id)
    return desk, lambda op: many_people.do_some(desk, op, act, waiting(desk))


def take_back(world: World) -> Held:
    desk = world.enter(SERGEANT)
    act = done_to(desk, ManyAct.HOLD, waiting(desk))
    return desk, lambda op: many_people.take_back(desk, op, act)


def put_some_back(world: World) -> Held:
    desk = world.enter(SERGEANT)
    ids = waiting(desk)
    act = done_to(desk, ManyAct.HOLD, ids)
    return desk, lambda op: many_people.put_some_back(desk, op, act, ids)


def copied(world: World) -> Held:
    desk = world.enter(SERGEANT)
    return desk, lambda op: list_out.copied(desk, op, 3)


def print_rows(world: World) -> Held:
    desk = world.enter(SERGEANT)
    target = world.folder.with_name("list.pdf")
    return desk, lambda _op: list_out.print_rows(desk, "Call list", ("Name", "State"), [("Crow, Ada", "Ready")], target)


def print_shift_list(world: World) -> Held:
    desk = world.enter(SERGEANT)
    target = world.folder.with_name("shift.pdf")
    return desk, lambda _op: list_out.print_shift_list(desk, target)

"""What is kept about the call list itself: views, columns, and acts on many people with how everybody stood before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, delete, func, insert, or_, select, update

from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import CallbackId, StaffId
from callback_desk.domain.list_views import ListColumn, ListLook, ListView, ListViewId
from callback_desk.domain.many import ManyAct, ManyActId, ManyLine
from callback_desk.domain.queue import CallbackState
from callback_desk.domain.views import ListFilter, Tab
from callback_desk.storage import dialect
from callback_desk.storage.columns import from_json, from_micros, to_json, to_micros
from callback_desk.storage.tables_desk import staff
from callback_desk.storage.tables_list import list_looks, list_views, many_acts, many_people
from callback_desk.storage.tables_queue import callbacks
from callback_desk.storage.work import Work, new_id

_NO_VIEW = "This view is not here any more."
_AT_ONCE = 10_000
#: What an act may change about a callback, and what taking it back writes again.
_TIMES = ("ready_at", "promised_at")
_KEPT = (
    "state",
    "priority",
    "reason",
    "rule",
    "rule_version",
    "promise_note",
    "promise_owner",
    "promise_firm",
    "urgent",
    "not_caller",
)


class SqlLists:
    """Fits `ListStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def views(self, staff_id: StaffId) -> tuple[ListView, ...]:
        asked = (
            select(list_views, staff.c.name.label("by"))
            .join(staff, staff.c.id == list_views.c.staff_id)
            .where(or_(list_views.c.staff_id == staff_id, list_views.c.shared))
            .order_by(func.lower(list_views.c.name), list_views.c.id)
        )
        return tuple(_to_view(row, staff_id) for row in self._work.connection.execute(asked).mappings())

    def put_view(self, view: ListView, staff_id: StaffId, at: datetime) -> ListViewId:
        values = {"name": view.name, "shared": view.shared, "content": _view_text(view), "at": at}
        if not view.id:
            made = self._work.connection.execute(insert(list_views).values(staff_id=staff_id, **values))
            return ListViewId(new_id(made))
        written = update(list_views).where(list_views.c.id == view.id, list_views.c.staff_id == staff_id)
        if self._work.connection.execute(written.values(**values)).rowcount != 1:
            raise NotFound(_NO_VIEW, code="no_view")
        return view.id

    def drop_view(self, view_id: ListViewId, staff_id: StaffId) -> None:
        gone = delete(list_views).where(list_views.c.id == view_id, list_views.c.staff_id == staff_id)
        if self._work.connection.execute(gone).rowcount != 1:
            raise NotFound(_NO_VIEW, code="no_view")

    def look(self, staff_id: StaffId) -> ListLook | None:
        asked = select(list_looks.c.content).where(list_looks.c.staff_id == staff_id)
        found = self._work.connection.execute(asked).scalar()
        return None if found is None else _to_look(from_json(found))

    def put_look(self, look: ListLook, staff_id: StaffId, at: datetime) -> None:
        values = {"content": to_json(_look_map(look)), "at": at}
        written = dialect.insert(list_looks).values(staff_id=staff_id, **values)
        self._work.connection.execute(written.on_conflict_do_update(index_elements=["staff_id"], set_=values))

    def states(self, ids: Sequence[int]) -> Mapping[int, tuple[CallbackState, StaffId | None, bool]]:
        found: dict[int, tuple[CallbackState, StaffId | None, bool]] = {}
        for start in range(0, len(ids), _AT_ONCE):
            asked = select(
                callbacks.c.id, callbacks.c.state, callbacks.c.promise_owner, callbacks.c.promised_at.is_not(None)
            ).where(callbacks.c.id.in_(list(ids[start : start + _AT_ONCE])), self._work.visible(callbacks))
            for one, state, owner, promised in self._work.connection.execute(asked):
                found[one] = (CallbackState(state), None if owner is None else StaffId(owner), bool(promised))
        return found

    def start_act(self, act: ManyAct, reason: str, by: str, at: datetime) -> ManyActId:
        values = {"act": act.value, "reason": reason, "by_name": by, "at": at}
        return ManyActId(new_id(self._work.connection.execute(insert(many_acts).values(**values))))

    def remember(self, act_id: ManyActId, callback_id: CallbackId) -> None:
        row = self._work.connection.execute(_standing(callbacks.c.id == callback_id)).mappings().one()
        before: dict[str, object] = {name: row[name] for name in _KEPT}
        before |= {name: None if row[name] is None else to_micros(row[name]) for name in _TIMES}
        values = {"before": to_json(before), "state": row["state"], "fence": row["fence"]}
        self._work.connection.execute(insert(many_people).values(act_id=act_id, callback_id=callback_id, **values))

    def changed(self, act_id: ManyActId, callback_ids: Sequence[CallbackId]) -> None:
        now = select(callbacks.c.state, callbacks.c.fence).where(callbacks.c.id == many_people.c.callback_id)
        written = update(many_people).where(
            many_people.c.act_id == act_id, many_people.c.callback_id.in_(list(callback_ids))
        )
        self._work.connection.execute(
            written.values(
                state=now.with_only_columns(callbacks.c.state).scalar_subquery(),
                fence=now.with_only_columns(callbacks.c.fence).scalar_subquery(),
            )
        )

    def people_of(self, act_id: ManyActId, *, after: int, limit: int) -> tuple[CallbackId, ...]:
        asked = (
            select(many_people.c.callback_id)
            .where(
                many_people.c.act_id == act_id,
                many_people.c.callback_id > after,
                many_people.c.taken_back_at.is_(None),
            )
            .order_by(many_people.c.callback_id)
            .limit(limit)
        )
        return tuple(CallbackId(one) for one in self._work.connection.execute(asked).scalars())

    def put_back(self, act_id: ManyActId, callback_id: CallbackId, at: datetime) -> bool:
        mine = (many_people.c.act_id == act_id) & (many_people.c.callback_id == callback_id)
        row = self._work.connection.execute(select(many_people).where(mine)).mappings().one()
        before = from_json(row["before"])
        assert isinstance(before, dict)
        values = {name: before[name] for name in _KEPT}
        values |= {name: None if before[name] is None else from_micros(int(before[name])) for name in _TIMES}
        written = update(callbacks).where(
            callbacks.c.id == callback_id, callbacks.c.state == row["state"], callbacks.c.fence == row["fence"]
        )
        if self._work.connection.execute(written.values(**values)).rowcount != 1:
            return False
        self._work.connection.execute(update(many_people).where(mine).values(taken_back_at=at))
        return True

    def end_taking_back(self, act_id: ManyActId, by: str, at: datetime) -> None:
        written = update(many_acts).where(many_acts.c.id == act_id)
        self._work.connection.execute(written.values(taken_back_at=at, taken_back_by=by))

    def acts(self, *, limit: int) -> tuple[ManyLine, ...]:
        return self._acts(many_acts.c.id.is_not(None), limit)

    def act(self, act_id: ManyActId) -> ManyLine:
        found = self._acts(many_acts.c.id == act_id, 1)
        if not found:
            raise NotFound("This act is not on record.", code="no_act")
        return found[0]

    def _acts(self, which: ColumnElement[bool], limit: int) -> tuple[ManyLine, ...]:
        asked = (
            select(many_acts, func.count(many_people.c.callback_id), func.count(many_people.c.taken_back_at))
            .join(many_people, many_people.c.act_id == many_acts.c.id, isouter=True)
            .where(which)
            .group_by(many_acts.c.id)
            .order_by(many_acts.c.id.desc())
            .limit(limit)
        )
        return tuple(
            ManyLine(
                ManyActId(row[0]), ManyAct(row.act), row.reason, row.by_name, row.at, row[-2], row[-1],
                row.taken_back_at, row.taken_back_by,
            )
            for row in self._work.connection.execute(asked)
        )  # fmt: skip

    def give_promise(self, callback_id: CallbackId, owner: StaffId) -> None:
        written = update(callbacks).where(callbacks.c.id == callback_id).values(promise_owner=owner)
        self._work.connection.execute(written)


def _standing(which: ColumnElement[bool]) -> Select[Any]:  # SQLAlchemy's row types are tuples of anything
    return select(callbacks.c.fence, *(callbacks.c[name] for name in (*_KEPT, *_TIMES))).where(which)


def _view_text(view: ListView) -> str:
    asked = view.asked
    return to_json(
        {
            "tab": asked.tab.value,
            "text": asked.text,
            "states": sorted(asked.states),
            "offense": asked.offense,
            "sort": asked.sort,
            "descending": asked.descending,
            "reason": asked.reason,
            "look": _look_map(view.look),
        }
    )


def _to_view(row: RowMapping, staff_id: StaffId) -> ListView:
    kept = from_json(row["content"])
    assert isinstance(kept, dict)
    asked = ListFilter(
        Tab(kept["tab"]),
        str(kept["text"]),
        frozenset(str(one) for one in kept["states"]),
        str(kept["offense"]),
        str(kept["sort"]),
        bool(kept["descending"]),
        str(kept["reason"]),
    )
    own = row["staff_id"] == staff_id
    return ListView(ListViewId(row["id"]), row["name"], asked, _to_look(kept["look"]), row["shared"], own, row["by"])


def _look_map(look: ListLook) -> dict[str, object]:
    return {"columns": [one.value for one in look.columns], "widths": {one.value: px for one, px in look.widths}}


def _to_look(kept: object) -> ListLook:
    """A column this program does not know any more is left out."""
    assert isinstance(kept, dict)
    known = {one.value: one for one in ListColumn}
    columns = tuple(known[str(one)] for one in kept["columns"] if str(one) in known)
    widths = tuple((known[str(one)], int(px)) for one, px in kept["widths"].items() if str(one) in known)
    return ListLook(columns, widths).settled()

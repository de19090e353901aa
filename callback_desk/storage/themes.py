"""What was ticked at sign-offs, and how often: append-only."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, insert, select

from callback_desk.domain.figure_periods import Month
from callback_desk.domain.ids import CallId
from callback_desk.domain.themes import ThemeTicks
from callback_desk.storage.columns import from_strings, strings
from callback_desk.storage.tables_review import call_themes
from callback_desk.storage.work import Work


class SqlThemes:
    """The part of `ReviewStore` that keeps what victims tell us about a place."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def put_themes(self, call_id: CallId, ticks: ThemeTicks) -> None:
        values = {
            "list": ticks.list_name,
            "month": ticks.month.first,
            "area": ticks.area,
            "themes": from_strings(sorted(ticks.themes)),
        }
        self._work.connection.execute(insert(call_themes).values(call_id=call_id, **values))

    def themes(self) -> Mapping[ThemeTicks, int]:
        columns = (call_themes.c.list, call_themes.c.month, call_themes.c.area, call_themes.c.themes)
        asked = select(*columns, func.count().label("n")).group_by(*columns)
        return {
            ThemeTicks(Month.of(row.month), row.area, frozenset(strings(row.themes)), row.list): row.n
            for row in self._work.connection.execute(asked)
        }

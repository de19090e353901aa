"""What the use cases ask of what is kept about the call list itself. See `ports`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from callback_desk.domain.ids import CallbackId, StaffId
from callback_desk.domain.list_views import ListLook, ListView, ListViewId
from callback_desk.domain.many import ManyAct, ManyActId, ManyLine
from callback_desk.domain.queue import CallbackState


class ListStore(Protocol):
    """Views, columns, and acts on many people."""

    def views(self, staff_id: StaffId) -> tuple[ListView, ...]:
        """A person's own views and those others share, by name."""
        ...

    def put_view(self, view: ListView, staff_id: StaffId, at: datetime) -> ListViewId:
        """Write a new view (id 0), or one of one's own anew. Raises NotFound for another's."""
        ...

    def drop_view(self, view_id: ListViewId, staff_id: StaffId) -> None:
        """Raises NotFound for one that is not one's own."""
        ...

    def look(self, staff_id: StaffId) -> ListLook | None:
        """How a person's list looks; None as long as nothing was chosen."""
        ...

    def put_look(self, look: ListLook, staff_id: StaffId, at: datetime) -> None: ...
    def states(self, ids: Sequence[int]) -> Mapping[int, tuple[CallbackState, StaffId | None, bool]]:
        """(state, whose promise it is, whether a time is promised) of those that are on the list."""
        ...

    def start_act(self, act: ManyAct, reason: str, by: str, at: datetime) -> ManyActId: ...
    def remember(self, act_id: ManyActId, callback_id: CallbackId) -> None:
        """How somebody stands now, before the act."""
        ...

    def changed(self, act_id: ManyActId, callback_ids: Sequence[CallbackId]) -> None:
        """How they stand right after it."""
        ...

    def people_of(self, act_id: ManyActId, *, after: int, limit: int) -> tuple[CallbackId, ...]:
        """Who is not as before yet, by id, from behind `after`."""
        ...

    def put_back(self, act_id: ManyActId, callback_id: CallbackId, at: datetime) -> bool:
        """As before the act; False, and nothing done, when somebody changed them since."""
        ...

    def end_taking_back(self, act_id: ManyActId, by: str, at: datetime) -> None: ...
    def acts(self, *, limit: int) -> tuple[ManyLine, ...]:
        """Newest first."""
        ...

    def act(self, act_id: ManyActId) -> ManyLine:
        """Raises NotFound."""
        ...

    def give_promise(self, callback_id: CallbackId, owner: StaffId) -> None:
        """A promised call is another volunteer's now; when and what was promised stays."""
        ...

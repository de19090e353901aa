"""Everything on record about one callback: beside the short history every note, agreement, decision and act on many."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from callback_desk.domain.audit import Event
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.many import ManyAct
from callback_desk.domain.views import HistoryLine
from callback_desk.storage.columns import from_json
from callback_desk.storage.tables_desk import audit_events, staff
from callback_desk.storage.tables_list import many_acts, many_people
from callback_desk.storage.tables_people import safe_contacts
from callback_desk.storage.tables_queue import attempt_ends, attempts, callbacks
from callback_desk.storage.work import Work

_ACTS: Mapping[ManyAct, str] = {
    ManyAct.HOLD: "Held",
    ManyAct.OK: "OK to call given",
    ManyAct.KEEP_OFF: "Kept off the list",
    ManyAct.CLOSE: "Closed",
    ManyAct.ASSIGN: "Promised call handed to another volunteer",
    ManyAct.FIRST: "Called first from then on",
}
# An OK to call is told with its reason from its own row.
_DECIDED: Mapping[str, str] = {
    "off": "Kept off the list",
    "again": "Interrupted call: try again",
    "closed": "Interrupted call closed",
    "urgent": "Put before others",
    "in_turn": "In turn again",
    "another": "Told apart from somebody alike",
}


class SqlWholeHistory:
    """The part of `QueueStore` behind *Whole history*: read when somebody opens it, never for a list."""

    _work: Work

    def more_history(self, callback_id: CallbackId) -> tuple[HistoryLine, ...]:
        """What the short history leaves out, newest first."""
        lines = [
            *self._notes(callback_id),
            *self._agreed(callback_id),
            *self._decided(callback_id),
            *self._many(callback_id),
        ]
        return tuple(sorted(lines, key=lambda line: line.at, reverse=True))

    def _notes(self, callback_id: CallbackId) -> list[HistoryLine]:
        asked = (
            select(attempt_ends.c.at, attempt_ends.c.note, attempt_ends.c.message_left, staff.c.name)
            .join(attempts, attempts.c.id == attempt_ends.c.attempt_id)
            .join(staff, staff.c.id == attempt_ends.c.by_staff)
            .where(attempts.c.callback_id == callback_id)
        )
        lines: list[HistoryLine] = []
        for row in self._work.connection.execute(asked):
            if row.note:
                lines.append(HistoryLine(row.at, f"Note by {row.name}: {row.note}"))
            if row.message_left:
                lines.append(HistoryLine(row.at, f"{row.name} left a message."))
        return lines

    def _agreed(self, callback_id: CallbackId) -> list[HistoryLine]:
        asked = (
            select(safe_contacts.c.at, safe_contacts.c.by_name, safe_contacts.c.sentence)
            .join(callbacks, callbacks.c.victim_id == safe_contacts.c.victim_id)
            .where(callbacks.c.id == callback_id, safe_contacts.c.sentence != "")
        )
        return [
            HistoryLine(row.at, f"Agreed about reaching them, noted by {row.by_name}: {row.sentence}")
            for row in self._work.connection.execute(asked)
        ]

    def _decided(self, callback_id: CallbackId) -> list[HistoryLine]:
        asked = (
            select(audit_events.c.at, audit_events.c.fields, staff.c.name)
            .join(staff, staff.c.id == audit_events.c.actor_id)
            .where(
                audit_events.c.event == Event.QUEUE_DECIDE.value,
                audit_events.c.object_kind == "callback",
                audit_events.c.object_id == str(callback_id),
            )
        )
        lines: list[HistoryLine] = []
        for row in self._work.connection.execute(asked):
            fields = from_json(row.fields)
            said = _DECIDED.get(str(fields.get("decided", ""))) if isinstance(fields, dict) else None
            if said:
                lines.append(HistoryLine(row.at, f"{said}, by {row.name}."))
        return lines

    def _many(self, callback_id: CallbackId) -> list[HistoryLine]:
        asked = (
            select(many_acts, many_people.c.taken_back_at.label("mine_back"))
            .join(many_people, many_people.c.act_id == many_acts.c.id)
            .where(many_people.c.callback_id == callback_id)
        )
        lines: list[HistoryLine] = []
        for row in self._work.connection.execute(asked):
            said = _ACTS[ManyAct(row.act)]
            lines.append(HistoryLine(row.at, f"{said} with others, by {row.by_name}: {row.reason}"))
            if row.mine_back is not None:
                lines.append(HistoryLine(row.mine_back, f"Taken back by {row.taken_back_by}: {said.lower()}."))
        return lines

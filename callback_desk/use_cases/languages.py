"""Who speaks what besides English: people are offered first to whoever speaks their language."""

from __future__ import annotations

from dataclasses import replace

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.ids import StaffId
from callback_desk.domain.languages import read_names
from callback_desk.use_cases.desk import Work, does


@does(Act.ENTER_DATES)
def enter_languages(work: Work, staff_id: StaffId, typed: str) -> Done:
    """What this person speaks besides English, as names with commas; "" for nothing.

    Raises NotFound, DeskFault for a name this program does not know.
    """
    spoken = read_names(typed)
    work.uow.staff.put(replace(work.uow.staff.get(staff_id), languages=spoken))
    work.record(Event.RECORD_CHANGE, kind="staff_languages", id=staff_id)
    return Done(Changes.PEOPLE, staff_id)

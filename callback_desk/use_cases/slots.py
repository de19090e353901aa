"""How full the hour is that somebody asks for, before it is agreed."""

from __future__ import annotations

from datetime import datetime

from callback_desk.domain.access import Act
from callback_desk.domain.slots import AROUND, SlotLoad, slot_load
from callback_desk.use_cases.desk import Work, asks
from callback_desk.use_cases.judging import calendar_of
from callback_desk.use_cases.roster import shifts_ahead


@asks(Act.READ_CARD)
def slot(work: Work, at: datetime) -> SlotLoad:
    """What is agreed and who sits at the desk around `at` (UTC); whoever is in hand now is not counted."""
    promised = [one.at for one in work.uow.queue.promises(at + AROUND, owner=None)]
    days = (at.astimezone(work.desk.zone).date() - work.now.astimezone(work.desk.zone).date()).days + 1
    desks = sum(len(one.names) for one in shifts_ahead(work, days) if one.start <= at < one.end) if days > 0 else 0
    return slot_load(at, promised, calendar_of(work).shifts, desks)

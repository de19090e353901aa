"""What became of a volunteer's lines: counts of this month, and nothing of any case."""

from __future__ import annotations

from collections.abc import Mapping

from callback_desk.domain.access import Act
from callback_desk.domain.receipts import Answer
from callback_desk.use_cases.desk import Work, asks


@asks(Act.SEE_SHIFT)
def what_became(work: Work) -> Mapping[Answer, int]:
    """How many lines of one's own calls investigators answered how in this month of the desk; {} for none."""
    today = work.now.astimezone(work.desk.zone).date()
    return work.uow.receipts.became(work.desk.session.staff.id, today.replace(day=1), today)

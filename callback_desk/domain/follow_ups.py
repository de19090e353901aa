"""A question an investigator sends back with a lead sheet, on its way into a call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from callback_desk.domain.ids import CallbackId, CallId, FollowUpId, ReceiptId, TipId
from callback_desk.domain.queue import CallbackState

# The person will be rung, or is on the line: the question is put without anybody else doing something.
ON_ITS_WAY = frozenset({CallbackState.WAITING, CallbackState.CLAIMED, CallbackState.CALLING, CallbackState.INTERRUPTED})
ASKED = "asked"
ANSWERED_OTHERWISE = "another answer came"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One question. `asked_on` is the day on the slip; `refused` the rule that stopped the call, "" for none.

    `state` is the callback's now; `call_id` the call in which a volunteer put the question.
    """

    id: FollowUpId
    receipt_id: ReceiptId
    callback_id: CallbackId
    tip_id: TipId
    sheet_number: str
    case_number: str
    recipient: str
    question: str
    asked_by: str
    asked_on: date
    at: datetime
    reopened: bool
    refused: str
    state: CallbackState
    call_id: CallId | None = None
    settled_at: datetime | None = None
    settled_how: str = ""

    @property
    def waits_for_supervisor(self) -> bool:
        """Nobody will be rung for it unless somebody decides."""
        return self.settled_at is None and self.state not in ON_ITS_WAY


@dataclass(frozen=True, slots=True)
class InvestigatorAsks:
    """A question as the volunteer sees it, behind both checks. `asked`: put in this call already."""

    id: FollowUpId
    question: str
    asked_by: str
    asked_on: date
    asked: bool

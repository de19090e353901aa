"""What somebody told us without a call of ours: on the telephone just now, or on a slip of the front desk or dispatch.

A message is kept as it was said. It invents no case, no person and no try; where the number or the case number is
exactly one person's on the desk, it says so beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from callback_desk.domain.ids import CallbackId, MessageId

TYPED_WITHIN = timedelta(days=30)  # a slip that is older is for the supervisor


class MessageKind(StrEnum):
    """What the caller wants. The order is the form's."""

    CALL_BACK = "call_back"
    NEWS = "news"
    NO_CALLS = "no_calls"
    COMPLAINT = "complaint"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class KindWords:
    """What stands on the form's key and what follows; what the supervisor's list calls it."""

    key: str
    then: str
    name: str


WORDS: dict[MessageKind, KindWords] = {
    MessageKind.CALL_BACK: KindWords(
        "Wants to be called", "First on the list, or at the time they asked for.", "Wants to be called"
    ),
    MessageKind.NEWS: KindWords(
        "Has something new for a case", "A supervisor reads it and passes it on.", "New information"
    ),
    MessageKind.NO_CALLS: KindWords(
        "Does not want to be called", "From here on nobody calls this number.", "Does not want to be called"
    ),
    MessageKind.COMPLAINT: KindWords("Complains", "Goes to a supervisor, as it was said.", "Complaint"),
    MessageKind.OTHER: KindWords("Something else", "A supervisor reads it.", "Message"),
}

#: These may carry something for whoever works on the case.
HAS_NEWS = frozenset({MessageKind.NEWS, MessageKind.OTHER})
#: Of these the words matter: a kind without them says nothing.
NEEDS_WORDS = frozenset({MessageKind.NEWS, MessageKind.COMPLAINT, MessageKind.OTHER})


@dataclass(frozen=True, slots=True)
class NewMessage:
    """As typed. Times are aware; `number` and `case_number` as the caller gave them, "" where they gave none.

    `slip`: written by the front desk or dispatch at `came_at` and typed in now. `wish_at` is when they want to be
    called, None for any time; `wish_firm`: to the minute, not about then.
    """

    kind: MessageKind
    came_at: datetime
    slip: bool = False
    caller: str = ""
    number: str = ""
    case_number: str = ""
    text: str = ""
    wish_at: datetime | None = None
    wish_firm: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """One on record. `number` is E.164 or ""; `callback_id` the one person it names, None when it names no one.

    `settled_how` says what became of it, by whom and when; "" while it waits for a supervisor.
    """

    id: MessageId
    kind: MessageKind
    at: datetime
    by: str
    came_at: datetime
    slip: bool
    caller: str
    number: str
    case_number: str
    text: str
    wish_at: datetime | None
    callback_id: CallbackId | None
    wish_firm: bool = False
    settled_at: datetime | None = None
    settled_by: str = ""
    settled_how: str = ""

"""Danger, distress, complaint, praise: things that end with a person, not with a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callback_desk.domain.ids import CallbackId, CallId, ConcernId


class ConcernKind(StrEnum):
    DANGER = "danger"
    DISTRESS = "distress"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    SOMETHING_WRONG = "something_wrong"
    URGENT_TIP = "urgent_tip"


#: Kinds after which nobody rings this person until a supervisor has decided.
STOPS_CALLS = frozenset({ConcernKind.DANGER, ConcernKind.DISTRESS, ConcernKind.SOMETHING_WRONG})


class Heard(StrEnum):
    """What a volunteer ticks under Danger now."""

    SOMEONE_THERE = "someone_there"
    SELF_HARM = "self_harm"
    CHILD_AT_RISK = "child_at_risk"
    THREATENED = "threatened"
    VERY_UPSET = "very_upset"


class NameUse(StrEnum):
    """Whether a thank-you may be passed on under the person's name. Not asked means no."""

    NOT_ASKED = ""
    WITH_NAME = "with_name"
    WITHOUT_NAME = "without_name"


@dataclass(frozen=True, slots=True)
class NewConcern:
    """`text` is what was said, in the fewest words, and is never edited afterwards; nor is `name_use`."""

    kind: ConcernKind
    text: str = ""
    heard: frozenset[Heard] = frozenset()
    told_whom: str = ""
    told_at: datetime | None = None
    withdrawn: bool = False  # "It was not danger, go back": written down too
    name_use: NameUse = NameUse.NOT_ASKED  # of praise


@dataclass(frozen=True, slots=True)
class Concern:
    id: ConcernId
    callback_id: CallbackId
    call_id: CallId | None
    raised_at: datetime
    raised_by: str
    said: NewConcern
    routed_to: str = ""
    routed_at: datetime | None = None
    acknowledged_at: datetime | None = None  # of a complaint: the office says it has it
    reference: str = ""  # under which number

    @property
    def open(self) -> bool:
        return self.routed_at is None and not self.said.withdrawn

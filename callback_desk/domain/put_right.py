"""What a supervisor needs to put the ending of a last try right, and where the reason of a fix is kept."""

from __future__ import annotations

from dataclasses import dataclass

from callback_desk.domain.ids import AttemptId, CallbackId, PhoneId, StaffId


@dataclass(frozen=True, slots=True)
class LastTry:
    """The newest try of a callback that was not taken back. `outcome` "" for one that was never ended."""

    attempt_id: AttemptId
    phone_id: PhoneId
    staff_id: StaffId
    outcome: str


def fix_note(callback_id: CallbackId, number: int | None = None) -> str:
    """The desk note of one fix of this person, or with None what all of them begin with."""
    return f"put_right:{callback_id}:" + ("" if number is None else f"{number:04d}")

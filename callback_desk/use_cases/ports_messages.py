"""What the use cases ask of the messages somebody took. See `ports`."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from callback_desk.domain.ids import CallbackId, MessageId
from callback_desk.domain.messages import Message, NewMessage


class MessageStore(Protocol):
    """What was said is written once; what became of it is added."""

    def add(
        self, said: NewMessage, *, e164: str, callback_id: CallbackId | None, by: str, at: datetime
    ) -> MessageId: ...
    def get(self, message_id: MessageId) -> Message:
        """Raises NotFound."""
        ...

    def settle(self, message_id: MessageId, how: str, *, by: str, at: datetime) -> None: ...
    def open(self) -> tuple[Message, ...]:
        """Those that wait for a supervisor, the oldest first."""
        ...

    def open_count(self) -> tuple[int, datetime | None]:
        """How many wait, and since when the oldest."""
        ...

    def of(self, callback_id: CallbackId) -> tuple[Message, ...]:
        """All that name this person, the newest first."""
        ...

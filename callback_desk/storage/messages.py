"""Messages that were taken. What was said is written once; what became of it is added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import RowMapping, func, insert, select, update

from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import CallbackId, MessageId
from callback_desk.domain.messages import WORDS, Message, MessageKind, NewMessage
from callback_desk.domain.views import HistoryLine
from callback_desk.storage.tables_calls import messages
from callback_desk.storage.work import Work, new_id

_NONE = "This message is not on the desk."


class SqlMessages:
    """Fits `MessageStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, said: NewMessage, *, e164: str, callback_id: CallbackId | None, by: str, at: datetime) -> MessageId:
        made = self._work.connection.execute(
            insert(messages).values(
                at=at,
                by_name=by,
                came_at=said.came_at,
                slip=said.slip,
                kind=said.kind.value,
                caller=said.caller,
                e164=e164,
                case_number=said.case_number,
                text=said.text,
                wish_at=said.wish_at,
                wish_firm=said.wish_firm,
                callback_id=callback_id,
            )
        )
        return MessageId(new_id(made))

    def get(self, message_id: MessageId) -> Message:
        """Raises NotFound."""
        row = self._work.connection.execute(select(messages).where(messages.c.id == message_id)).mappings().first()
        if row is None:
            raise NotFound(_NONE, code="no_message")
        return _message(row)

    def settle(self, message_id: MessageId, how: str, *, by: str, at: datetime) -> None:
        """What became of it. Raises NotFound."""
        done = self._work.connection.execute(
            update(messages).where(messages.c.id == message_id).values(settled_at=at, settled_by=by, settled_how=how)
        )
        if done.rowcount != 1:
            raise NotFound(_NONE, code="no_message")

    def open(self) -> tuple[Message, ...]:
        """Those that wait for a supervisor, the oldest first."""
        asked = select(messages).where(messages.c.settled_at.is_(None)).order_by(messages.c.came_at, messages.c.id)
        return tuple(_message(row) for row in self._work.connection.execute(asked).mappings())

    def open_count(self) -> tuple[int, datetime | None]:
        """How many wait, and since when the oldest."""
        asked = select(func.count(), func.min(messages.c.came_at)).where(messages.c.settled_at.is_(None))
        many, oldest = self._work.connection.execute(asked).one()
        return int(many), oldest

    def of(self, callback_id: CallbackId) -> tuple[Message, ...]:
        """All that name this person, the newest first."""
        asked = select(messages).where(messages.c.callback_id == callback_id).order_by(messages.c.id.desc())
        return tuple(_message(row) for row in self._work.connection.execute(asked).mappings())


def told_of(work: Work, callback_id: CallbackId) -> list[HistoryLine]:
    """What a supervisor reads of messages in a person's history: who took them and what became of them."""
    return [
        HistoryLine(one.at, f"Message taken by {one.by}: {WORDS[one.kind].name.lower()}. {one.settled_how}".strip())
        for one in SqlMessages(work).of(callback_id)
    ]


def _message(row: RowMapping) -> Message:
    return Message(
        id=MessageId(row["id"]),
        kind=MessageKind(row["kind"]),
        at=row["at"],
        by=row["by_name"],
        came_at=row["came_at"],
        slip=row["slip"],
        caller=row["caller"],
        number=row["e164"],
        case_number=row["case_number"],
        text=row["text"],
        wish_at=row["wish_at"],
        wish_firm=row["wish_firm"],
        callback_id=None if row["callback_id"] is None else CallbackId(row["callback_id"]),
        settled_at=row["settled_at"],
        settled_by=row["settled_by"],
        settled_how=row["settled_how"],
    )

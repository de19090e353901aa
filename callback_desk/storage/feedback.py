"""Answers on cards and web forms. Rows are only added; a batch taken back keeps its rows and counts no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, Select, func, insert, select, update

from callback_desk.domain.errors import NotFound
from callback_desk.domain.feedback import WORDING, Channel, FeedbackBatch, FeedbackForm, Said
from callback_desk.domain.ids import FeedbackBatchId
from callback_desk.storage.tables_feedback import feedback_answers, feedback_batches, feedback_forms
from callback_desk.storage.work import Work, new_id

_COUNTS = feedback_batches.c.taken_back_at.is_(None)
_HOW_MANY = select(func.count()).where(feedback_forms.c.batch_id == feedback_batches.c.id).correlate(feedback_batches)


class SqlFeedback:
    """Fits `FeedbackStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def keep(
        self, channel: Channel, forms: Sequence[FeedbackForm], *, by: str, at: datetime, file_sha256: str = ""
    ) -> FeedbackBatchId:
        connection = self._work.connection
        made = connection.execute(
            insert(feedback_batches).values(
                channel=channel.value, wording=WORDING, file_sha256=file_sha256, by_name=by, at=at, taken_back_by=""
            )
        )
        batch_id = new_id(made)
        for form in forms:
            added = connection.execute(insert(feedback_forms).values(batch_id=batch_id, day=form.day, ref=form.ref))
            form_id = new_id(added)
            answers = [{"form_id": form_id, "item": item, "value": value} for item, value in form.answers.items()]
            connection.execute(insert(feedback_answers), answers)
        return FeedbackBatchId(batch_id)

    def batches(self) -> tuple[FeedbackBatch, ...]:
        """What was kept, the newest first, with those taken back."""
        found = self._work.connection.execute(_batches().order_by(feedback_batches.c.id.desc()))
        return tuple(_batch(row) for row in found.mappings())

    def batch(self, batch_id: FeedbackBatchId) -> FeedbackBatch:
        """Raises NotFound."""
        found = self._work.connection.execute(_batches().where(feedback_batches.c.id == batch_id)).mappings().first()
        if found is None:
            raise NotFound("These answers are not on record.")
        return _batch(found)

    def take_back(self, batch_id: FeedbackBatchId, *, by: str, at: datetime) -> None:
        self._work.connection.execute(
            update(feedback_batches)
            .where(feedback_batches.c.id == batch_id, _COUNTS)
            .values(taken_back_at=at, taken_back_by=by)
        )

    def numbers(self, channel: Channel) -> frozenset[str]:
        """The `ref` of every form of a channel that counts, without those that have none."""
        asked = (
            select(feedback_forms.c.ref)
            .join(feedback_batches, feedback_batches.c.id == feedback_forms.c.batch_id)
            .where(_COUNTS, feedback_batches.c.channel == channel.value, feedback_forms.c.ref != "")
        )
        return frozenset(self._work.connection.execute(asked).scalars())

    def read_before(self, channel: Channel, file_sha256: str) -> FeedbackBatch | None:
        """The batch of this very file that counts; None when there is none."""
        asked = (
            _batches()
            .where(_COUNTS, feedback_batches.c.channel == channel.value)
            .where(feedback_batches.c.file_sha256 == file_sha256, feedback_batches.c.file_sha256 != "")
            .order_by(feedback_batches.c.id)
            .limit(1)
        )
        found = self._work.connection.execute(asked).mappings().first()
        return None if found is None else _batch(found)

    def said(self) -> tuple[Said, ...]:
        """Every form that counts, the oldest first."""
        asked = (
            select(
                feedback_forms.c.id,
                feedback_forms.c.day,
                feedback_batches.c.channel,
                feedback_batches.c.wording,
                feedback_answers.c.item,
                feedback_answers.c.value,
            )
            .join_from(feedback_forms, feedback_batches, feedback_batches.c.id == feedback_forms.c.batch_id)
            .join(feedback_answers, feedback_answers.c.form_id == feedback_forms.c.id)
            .where(_COUNTS)
            .order_by(feedback_forms.c.id, feedback_answers.c.id)
        )
        found: dict[int, Said] = {}
        answers: dict[int, dict[str, str]] = {}
        for id_, day, channel, wording, item, value in self._work.connection.execute(asked):
            if id_ not in found:
                answers[id_] = {}
                found[id_] = Said(Channel(channel), day, wording, answers[id_])
            answers[id_][item] = value
        return tuple(found.values())


def _batches() -> Select[tuple[object, ...]]:
    return select(*feedback_batches.c, _HOW_MANY.scalar_subquery().label("forms"))


def _batch(row: RowMapping) -> FeedbackBatch:
    return FeedbackBatch(
        id=FeedbackBatchId(row["id"]),
        channel=Channel(row["channel"]),
        forms=row["forms"],
        by=row["by_name"],
        at=row["at"],
        file_sha256=row["file_sha256"],
        taken_back=row["taken_back_at"],
    )

"""Cards and web forms: added, never changed; a batch that is taken back stays on record and counts no more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from callback_desk.domain.errors import NotFound
from callback_desk.domain.feedback import WORDING, Channel, FeedbackForm, Said
from callback_desk.domain.ids import FeedbackBatchId
from callback_desk.storage.store import SqlStorage
from callback_desk.storage.tables_feedback import feedback_answers, feedback_batches, feedback_forms
from tests.storage.at_hand import MONDAY

DAY = date(2026, 11, 18)
ONE = FeedbackForm(DAY, {"whole": "neither", "reach": "very_easy"}, "a" * 64)
TWO = FeedbackForm(DAY + timedelta(days=1), {"whole": "very_satisfied"})


def test_forms_are_kept_by_channel_and_a_batch_taken_back_counts_no_more(storage: SqlStorage) -> None:
    with storage.write() as unit:
        card = unit.feedback.keep(Channel.CARD, [TWO], by="Dana", at=MONDAY)
        web = unit.feedback.keep(Channel.WEB, [ONE, TWO], by="Dana", at=MONDAY, file_sha256="f" * 64)
        unit.commit()
    with storage.read() as unit:
        assert unit.feedback.said() == (
            Said(Channel.CARD, TWO.day, WORDING, TWO.answers),
            Said(Channel.WEB, ONE.day, WORDING, ONE.answers),
            Said(Channel.WEB, TWO.day, WORDING, TWO.answers),
        )
        assert [(one.id, one.forms, one.from_file) for one in unit.feedback.batches()] == [
            (web, 2, True),
            (card, 1, False),
        ]
        assert unit.feedback.numbers(Channel.WEB) == {"a" * 64}
        assert unit.feedback.numbers(Channel.CARD) == frozenset()
        found = unit.feedback.read_before(Channel.WEB, "f" * 64)
        assert found is not None and found.id == web
        assert unit.feedback.read_before(Channel.CARD, "f" * 64) is None
        assert unit.feedback.read_before(Channel.CARD, "") is None, "cards that were typed in have no file"
    with storage.write() as unit:
        unit.feedback.take_back(web, by="Lee", at=MONDAY + timedelta(hours=1))
        unit.feedback.take_back(web, by="Dana", at=MONDAY + timedelta(hours=2))
        unit.commit()
    with storage.read() as unit:
        assert [one.channel for one in unit.feedback.said()] == [Channel.CARD]
        assert unit.feedback.batch(web).taken_back == MONDAY + timedelta(hours=1), "the first time stays"
        assert unit.feedback.numbers(Channel.WEB) == frozenset()
        assert unit.feedback.read_before(Channel.WEB, "f" * 64) is None
        with pytest.raises(NotFound):
            unit.feedback.batch(FeedbackBatchId(99))


def test_nothing_of_a_form_is_changed_or_removed(storage: SqlStorage) -> None:
    with storage.write() as unit:
        unit.feedback.keep(Channel.WEB, [ONE], by="Dana", at=MONDAY, file_sha256="f" * 64)
        unit.commit()
    for statement in (
        update(feedback_answers).values(value="very_satisfied"),
        update(feedback_forms).values(day=TWO.day),
        update(feedback_batches).values(channel="card"),
        delete(feedback_answers),
        delete(feedback_forms),
        delete(feedback_batches),
    ):
        with storage.write() as unit, pytest.raises(IntegrityError):
            unit.connection.execute(statement)

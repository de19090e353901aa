"""Scenes of answers on cards and web forms. See `scenes`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from callback_desk.domain.feedback import Channel, FeedbackForm
from callback_desk.domain.feedback_file import FeedbackFile, FeedbackRow
from callback_desk.domain.ids import FeedbackBatchId, OperationId
from callback_desk.use_cases import feedback
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import SERGEANT, World

Held = tuple[Desk, Callable[[OperationId], object]]
FORM = FeedbackForm(date(2026, 11, 2), {"whole": "very_satisfied"})


def card_keyed(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    return sergeant, lambda op: feedback.key_card(sergeant, op, Channel.CARD, FORM)


def file_kept(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    file = FeedbackFile((FeedbackRow(2, FORM),), (), False, "f" * 64)
    return sergeant, lambda op: feedback.keep_feedback_file(sergeant, op, file, Channel.WEB)


def taken_back(world: World) -> Held:
    sergeant, press = card_keyed(world)
    press(sergeant.new_operation())
    (batch,) = feedback.kept_feedback(sergeant)
    return sergeant, lambda op: feedback.take_back_feedback(sergeant, op, FeedbackBatchId(batch.id))

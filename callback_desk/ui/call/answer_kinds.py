"""Which part answers which question."""

from __future__ import annotations

from callback_desk.call_script.form import Appearance, QuestionKind
from callback_desk.call_script.steps import Step
from callback_desk.ui.call.answer_minimal import MinimalPart
from callback_desk.ui.call.answer_rank import RankPart
from callback_desk.ui.call.answer_scale import scale_part
from callback_desk.ui.call.answers import AcknowledgePart, AnswerPart, ChoicesPart, FixedPart, ManyPart, typed_part
from callback_desk.ui.call.capture_part import CapturePart
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.room import Room


def part_for(hand: CallInHand, step: Step, room: Room) -> AnswerPart:  # noqa: PLR0911  # one line for each kind
    """A fresh part for the question of `step`, showing its answer."""
    match step.kind:
        case QuestionKind.CAPTURE:
            return CapturePart(hand, step, room)
        case QuestionKind.SELECT_ONE if step.appearance is Appearance.MINIMAL:
            return MinimalPart(hand, step)
        case QuestionKind.SELECT_ONE if step.appearance is Appearance.LIKERT:
            return scale_part(hand, step, room)
        case QuestionKind.SELECT_ONE:
            return ChoicesPart(hand, step, room)
        case QuestionKind.SELECT_MULTIPLE:
            dense = step.appearance is Appearance.MINIMAL and room is not Room.TIGHT
            return ManyPart(hand, step, dense=dense)
        case QuestionKind.RANK:
            return RankPart(hand, step)
        case QuestionKind.ACKNOWLEDGE:
            return AcknowledgePart(hand, step, room)
        case QuestionKind.NOTE if step.value_text:
            return FixedPart(hand, step)
        case QuestionKind.NOTE | None:
            return AnswerPart(hand)
        case _:
            return typed_part(hand, step)

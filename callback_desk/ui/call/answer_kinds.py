"""Which part answers which question."""

from __future__ import annotations

from callback_desk.call_script.form import Appearance, QuestionKind
from callback_desk.call_script.steps import Step
from callback_desk.ui.call.answer_minimal import MinimalPart
from callback_desk.ui.call.answer_rank import RankPart
from callback_desk.ui.call.answer_scale import ScalePart, fits_side_by_side
from callback_desk.ui.call.answer_typed import TypedPart
from callback_desk.ui.call.answers import AcknowledgePart, AnswerPart, ChoicesPart, FixedPart, ManyPart
from callback_desk.ui.call.capture_part import CapturePart
from callback_desk.ui.call.room import Room


def part_of(step: Step, room: Room) -> type[AnswerPart]:  # noqa: PLR0911  # one line for each kind
    """The kind of part that answers the question of `step`."""
    match step.kind:
        case QuestionKind.CAPTURE:
            return CapturePart
        case QuestionKind.SELECT_ONE if step.appearance is Appearance.MINIMAL:
            return MinimalPart
        case QuestionKind.SELECT_ONE if step.appearance is Appearance.LIKERT and fits_side_by_side(step, room):
            return ScalePart
        case QuestionKind.SELECT_ONE:
            return ChoicesPart
        case QuestionKind.SELECT_MULTIPLE:
            return ManyPart
        case QuestionKind.RANK:
            return RankPart
        case QuestionKind.ACKNOWLEDGE:
            return AcknowledgePart
        case QuestionKind.NOTE if step.value_text:
            return FixedPart
        case QuestionKind.NOTE | None:
            return AnswerPart
        case _:
            return TypedPart

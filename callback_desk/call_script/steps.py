"""What the call screen shows of one moment: values only, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from callback_desk.call_script.form import Appearance, Question, QuestionKind, SayTag
from callback_desk.call_script.state import Line
from callback_desk.call_script.wording import Words


@dataclass(frozen=True, slots=True)
class ShownChoice:
    key: str  # "1" to "9" in reading order, "0" for does not know or would rather not say, "" when keys run out
    name: str
    label: str
    leads_to: str = ""
    closed_reason: str = ""  # not "": shown, cannot be pressed
    outcome: str = ""  # not "": the call ends with this answer
    chosen: bool = False
    place: int = 0  # in a ranking: 1 is first, 0 has no place yet


@dataclass(frozen=True, slots=True)
class Ending:
    outcome: str  # a name of the outcome table, "" when a script without outcomes ran out
    next_action: str = ""


@dataclass(frozen=True, slots=True)
class StageMark:
    name: str
    label: str
    state: Literal["done", "here", "ahead"]


@dataclass(frozen=True, slots=True)
class Crumb:
    """One follow-up question of the line in hand: "Kind: a vehicle", "Heard how"."""

    label: str
    value: str  # the answer in words, "" while there is none
    state: Literal["done", "here", "ahead"]


@dataclass(frozen=True, slots=True)
class Step:
    """Either a question or the ending. `heading` is read by the eye, `words` are read aloud, `do_line` is done."""

    question: Question | None
    ending: Ending | None
    key: str  # names this step: question path and round
    heading: str = ""
    words: Words = field(default_factory=Words)
    do_line: str = ""
    tag: SayTag = SayTag.SAY
    compare: str = ""  # what the volunteer compares and never reads aloud
    choices: tuple[ShownChoice, ...] = ()
    kind: QuestionKind | None = None
    stage: str = ""
    position_text: str = ""  # "What is new, 1 of 6"
    answer: str = ""
    value_text: str = ""  # in words, what a question shows that cannot be changed
    error: str = ""
    line: Line | None = None  # the kept line these follow-ups are about
    line_text: str = ""  # "Line 1 of 3"
    crumbs: tuple[Crumb, ...] = ()
    missing: tuple[str, ...] = ()  # facts that had no words, in heading, words or do line
    may_capture: bool = False  # the capture line may be used
    may_skip: bool = True  # goes on without an answer

    @property
    def appearance(self) -> Appearance:
        return self.question.appearance if self.question is not None else Appearance.PLAIN

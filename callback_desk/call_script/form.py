"""A call script, frozen: questions in order, their stages, choices and conditions. Nothing here knows an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from callback_desk.domain.call import Gate


class QuestionKind(StrEnum):
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"  # every answer gets a place, first to last
    TEXT = "text"
    CAPTURE = "capture"  # text whose lines are kept one by one (desk:tip = "line")
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    NOTE = "note"  # words to say, nothing to answer; also what is shown and cannot be changed (read_only)
    ACKNOWLEDGE = "acknowledge"  # one answer, "OK"
    CALCULATE = "calculate"  # never asked
    HIDDEN = "hidden"  # never asked
    UNSUPPORTED = "unsupported"  # named by the checker, never asked


NEVER_ASKED = frozenset({QuestionKind.CALCULATE, QuestionKind.HIDDEN, QuestionKind.UNSUPPORTED})
SELECTS = frozenset({QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE, QuestionKind.RANK})
SEVERAL = frozenset({QuestionKind.SELECT_MULTIPLE, QuestionKind.RANK})  # their answer is names with blanks between
ACKNOWLEDGED: Final = "OK"  # what ODK stores for an acknowledge


class Appearance(StrEnum):
    """How answers are laid out. Any other appearance of XLSForm is refused."""

    PLAIN = ""
    LIKERT = "likert"  # a scale from left to right
    MINIMAL = "minimal"  # a closed list


class SayTag(StrEnum):
    """What stands over the words to say."""

    SAY = "say"
    SAY_LISTEN = "say_listen"
    SAY_ONLY = "say_only"
    ASK_IF = "ask_if"


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """Plain words, or an expression whose value is piped in."""

    text: str = ""
    expression: str = ""


Template = tuple[TemplatePart, ...]
ByLanguage = Mapping[str, Template]  # by language code, "en", "es"


def plain(template: Template) -> str:
    """The words without what is piped into them: for checks and for paper."""
    return "".join(part.text if not part.expression else "____" for part in template)


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    labels: ByLanguage
    hints: ByLanguage = field(default_factory=dict)  # "right in gray": what it leads to
    says: ByLanguage = field(default_factory=dict)  # words of a card
    outcome: str = ""  # the call ends here, with this outcome
    next_action: str = ""
    key: str = ""  # "0" puts it on the 0 key
    closed_if: str = ""  # an expression; while true the choice is shown and cannot be pressed
    closed_reasons: ByLanguage = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)  # all further columns, for choice filters


@dataclass(frozen=True, slots=True)
class Question:
    """`labels` say what to find out, `hints` are the words to say, `guidance` the line with the hand icon."""

    name: str
    path: str  # "/data/opening/who"
    kind: QuestionKind
    labels: ByLanguage = field(default_factory=dict)
    hints: ByLanguage = field(default_factory=dict)
    guidance: ByLanguage = field(default_factory=dict)
    short: ByLanguage = field(default_factory=dict)  # a word or two for the row of follow-ups
    fallback: Mapping[str, str] = field(default_factory=dict)  # said where a piped value is missing
    when_known: bool = False  # a whole sentence: where it is missing nothing is said in its place
    say_tag: SayTag = SayTag.SAY
    choices: tuple[Choice, ...] = ()
    itemset: str = ""  # the expression that picks from the list, "" when it has no filter
    relevant: str = ""
    constraint: str = ""
    constraint_message: ByLanguage = field(default_factory=dict)
    required: str = ""
    required_message: ByLanguage = field(default_factory=dict)
    calculate: str = ""
    default: str = ""
    dynamic_default: str = ""
    read_only: bool = False  # shown with its value; never answered, never brought back
    appearance: Appearance = Appearance.PLAIN
    stage: str = ""
    opens: Gate | None = None
    opens_when: tuple[str, ...] = ()
    needs: Gate | None = None  # its own or inherited, whichever is stricter
    tip: str = ""
    rating: str = ""  # "core-v1/respect": wording version and item
    consent: str = ""
    compare: str = ""  # name of the value the volunteer compares with and never reads aloud
    aside: str = ""  # reached by a key from anywhere, e.g. "someone_else"
    repeat: str = ""  # path of the repeat it belongs to
    adds_round: bool = False  # ours, at the end of a repeat without a count: yes opens one more round

    @property
    def asked(self) -> bool:
        return self.kind not in NEVER_ASKED

    @property
    def answered(self) -> bool:
        """Whether its value is an answer of the person called."""
        return self.asked and not self.read_only and not self.adds_round

    @property
    def has_default(self) -> bool:
        return bool(self.default or self.dynamic_default)

    def label(self, language: str) -> Template:
        """The heading in that language; empty when it is not translated."""
        return self.labels.get(language, ())


@dataclass(frozen=True, slots=True)
class Group:
    path: str
    name: str
    labels: ByLanguage = field(default_factory=dict)
    relevant: str = ""
    needs: Gate | None = None
    stage: str = ""
    repeat: bool = False
    count: str = ""  # expression of a counted repeat
    adds: str = ""  # path of the question that opens one more round, where nothing else counts them
    lines: bool = False  # one round for each kept line
    inside: str = ""  # path of the repeat around it


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    labels: ByLanguage = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """`sha256` is of the XForm text: with `version` it is the script version a call names."""

    name: str
    title: str
    version: str
    sha256: str
    languages: tuple[str, ...]
    default_language: str
    language_names: Mapping[str, str]
    root: str  # "/data"
    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    stages: tuple[Stage, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    order: tuple[str, ...] = ()  # paths, each after what it reads
    affects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # path -> what to work out again, in order

    def question(self, name: str) -> Question:
        """Raises KeyError for a name the form does not have."""
        for question in self.questions:
            if question.name == name:
                return question
        raise KeyError(name)

    def lines_repeat(self) -> Group | None:
        return next((group for group in self.groups if group.lines), None)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reader found. `path` is of the question or group, or "list/choice"; `column` as in the sheet."""

    path: str
    column: str
    code: str
    sentence: str
    stops: bool = True

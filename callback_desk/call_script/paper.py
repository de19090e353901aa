"""A script flattened onto paper: every question with its words, boxes with the numbers they are entered with.

The numbers of questions and answers are the same in every language and on the page where a finished paper call is
entered, so both sides ask `numbered` and `paper_choices`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase

from callback_desk.call_script.cards import NEVER_SAY
from callback_desk.call_script.form import SELECTS, Choice, Form, Group, Question, QuestionKind, Template
from callback_desk.call_script.paper_conditions import Conditions
from callback_desk.call_script.paper_pruning import FAMILY, never_met
from callback_desk.call_script.paper_words import paper_word
from callback_desk.call_script.wording import BLANK, in_language
from callback_desk.domain.call import Gate
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart

LINES_ON_PAPER = 4  # columns of the follow-ups
_LINES_OF_A_NOTE = 2
_LINES_AT_THE_END = 8
_ZERO_NAMES = ("prefer_not", "not_said", "dont_know")


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """One box. Choices with the same words, of which only one ever applies, are one box with several names."""

    number: str
    names: tuple[str, ...]
    choice: Choice


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What is printed for everybody: the agency's own words, and the endings with their words, in order."""

    agency: str = ""
    values: Mapping[str, str] = field(default_factory=dict)  # open facts by name: agency, callback_phone, minutes
    endings: Sequence[str] = ()
    family: str = ""  # the one kind of reports it is for; "" is all of them


def numbered(form: Form) -> Mapping[str, str]:
    """Path -> number on paper: "1", "2" ... in order; follow-ups of a line "a", "b" ..."""
    repeat = form.lines_repeat()
    found: dict[str, str] = {}
    number, letter = 0, 0
    for question in form.questions:
        if not question.asked:
            continue
        if repeat is not None and question.repeat == repeat.path:
            found[question.path] = _letters(letter)
            letter += 1
        else:
            number += 1
            found[question.path] = str(number)
    return found


def _letters(index: int) -> str:
    first, second = divmod(index, len(ascii_lowercase))
    return (ascii_lowercase[first - 1] if first else "") + ascii_lowercase[second]


def paper_choices(form: Form, question: Question) -> tuple[PaperChoice, ...]:
    """The boxes of a question in order, 1 to 9 and on; 0 stands last, as on the screen."""
    zero = _zero(question.choices)
    groups: dict[Template, list[Choice]] = {}
    for choice in question.choices:
        if choice is not zero:
            groups.setdefault(in_language(choice.labels, form.default_language, form.default_language), []).append(
                choice
            )
    boxes = [
        PaperChoice(str(number), tuple(choice.name for choice in same), same[0])
        for number, same in enumerate(groups.values(), start=1)
    ]
    return (*boxes, PaperChoice("0", (zero.name,), zero)) if zero is not None else tuple(boxes)


def _zero(choices: Sequence[Choice]) -> Choice | None:
    named = [choice for choice in choices if choice.key == "0"]
    named += [choice for name in _ZERO_NAMES for choice in choices if choice.name == name]
    return named[0] if named else None


def paper_of(form: Form, language: str, facts: PaperFacts | None = None) -> PaperDocument:
    """The whole form in one language; one the script does not have falls back to its own."""
    page = _Page(form, language if language in form.languages else form.default_language, facts or PaperFacts())
    return PaperDocument(
        title=f"{page.word('kind')}: {form.title}",
        head=" \u00b7 ".join(word for word in (page.facts.agency, page.word("kind")) if word),
        under=page.under(),
        foot=page.word("foot"),
        page=page.word("page", page="{page}", pages="{pages}"),
        language=page.language,
        parts=tuple(page.parts()),
    )


class _Page:
    def __init__(self, form: Form, language: str, facts: PaperFacts) -> None:
        self.form = form
        self.language = language
        self.facts = facts
        self._numbers = numbered(form)
        self._conditions = Conditions(form, self._numbers, language, self.said)
        self._lines = form.lines_repeat()
        self._known = {FAMILY: facts.family} if facts.family else {}

    def word(self, key: str, **parts: str | int) -> str:
        return paper_word(key, self.language, **parts)

    def under(self) -> str:
        """Which script, and for which reports."""
        form = self.form
        under = self.word("under", title=form.title, version=form.version, sha=form.sha256[:12])
        family = self.facts.family
        return self.word("for", under=under, family=family.replace("_", " ")) if family else under

    def said(self, template: Template) -> str:
        return "".join(part.text or self._piped(part.expression) for part in template)

    def _piped(self, expression: str) -> str:
        """The agency's own words where they are known; else what the script says instead, in brackets."""
        name = expression.strip().rpartition("/")[2]
        if value := self.facts.values.get(name):
            return value
        source = next((question for question in self.form.questions if question.name == name), None)
        other = source.fallback.get(self.language, "") if source is not None else ""
        return f"[{other}]" if other else BLANK

    def _words(self, texts: Mapping[str, Template]) -> str:
        return self.said(in_language(texts, self.form.default_language, self.language))

    def parts(self) -> Iterator[PaperPart]:
        yield PaperPart(PaperKind.TITLE, self.form.title)
        yield PaperPart(PaperKind.TEXT, self.word("when"))
        yield PaperPart(PaperKind.FIELDS, items=(self.word("person"), self.word("case")))
        yield PaperPart(PaperKind.FIELDS, items=(self.word("number"), self.word("caller")))
        yield PaperPart(PaperKind.FIELDS, items=(self.word("day"), self.word("time")))
        yield PaperPart(PaperKind.BOXED, self.word("checks"), " ".join(self._checks()))
        yield from self._never_say()
        yield from self._questions()
        yield from self._end()

    def _checks(self) -> Iterator[str]:
        opening = [question for question in self.form.questions if question.opens is not None]
        for index, question in enumerate(opening, start=1):
            answers = [self._words(choice.labels) for choice in question.choices if choice.name in question.opens_when]
            yield self.word(
                "check",
                n=index,
                q=self._numbers.get(question.path, ""),
                words=self._words(question.labels),
                answers=", ".join(f"“{answer}”" for answer in answers),
            )

    def _never_say(self) -> Iterator[PaperPart]:
        never = self.form.lists.get(NEVER_SAY, ())
        if never:
            yield PaperPart(PaperKind.HEADING, self.word("never"))
            for choice in never:
                yield PaperPart(PaperKind.POINT, self._words(choice.labels))

    def _questions(self) -> Iterator[PaperPart]:
        group = ""
        for question in self.form.questions:
            if not question.asked or never_met(question.relevant, self._known):
                continue
            above = question.path.rpartition("/")[0]
            if above != group:
                group = above
                yield from self._group(above)
            yield from self._question(question)

    def _group(self, path: str) -> Iterator[PaperPart]:
        found = next((group for group in self.form.groups if group.path == path), None)
        if found is None:
            return
        if self._lines is not None and found.path == self._lines.path:
            yield PaperPart(PaperKind.HEADING, self.word("lines"))
            yield PaperPart(PaperKind.SMALL, self.word("lines_how"))
            return
        stage = next((stage for stage in self.form.stages if stage.name == found.stage), None)
        heading = self._words(found.labels) or (self._words(stage.labels) if stage is not None else "")
        if heading:
            yield PaperPart(PaperKind.HEADING, heading)
        if when := " ".join(self._when(found)):
            yield PaperPart(PaperKind.SMALL, when)

    def _when(self, group: Group) -> Iterator[str]:
        if group.needs is not None:
            yield self.word("after_safe" if group.needs is Gate.SAFE else "after_person")
        if group.relevant:
            yield self.word("only_if", condition=self._conditions.say(group.relevant))

    def _question(self, question: Question) -> Iterator[PaperPart]:
        number = self._numbers[question.path]
        only = self.word("only_if", condition=self._conditions.say(question.relevant)) if question.relevant else ""
        yield PaperPart(PaperKind.QUESTION, f"{number}\t{self._words(question.labels) or question.name}", only)
        if words := self._words(question.hints):
            yield PaperPart(PaperKind.SAY, f"“{words}”")
        if do := self._words(question.guidance):
            yield PaperPart(PaperKind.SMALL, self.word("do", words=do))
        if question.compare:
            yield PaperPart(PaperKind.SMALL, self.word("compare"))
        yield from self._room(question)

    def _room(self, question: Question) -> Iterator[PaperPart]:
        of_line = self._lines is not None and question.repeat == self._lines.path
        if question.kind in SELECTS:
            if question.kind is not QuestionKind.SELECT_ONE:
                several = question.kind is QuestionKind.SELECT_MULTIPLE
                yield PaperPart(PaperKind.SMALL, self.word("several" if several else "rank"))
            boxes = paper_choices(self.form, question)
            if of_line:
                named = [f"{box.number} = {self._words(box.choice.labels)}" for box in boxes]
                yield PaperPart(PaperKind.TEXT, "; ".join(named))
            else:
                yield PaperPart(PaperKind.CHOICES, items=tuple(self._box(box) for box in boxes))
        if of_line:
            labels = tuple(self.word("line", n=n) for n in range(1, LINES_ON_PAPER + 1))
            yield PaperPart(PaperKind.FIELDS, items=labels)
        elif question.kind in (QuestionKind.CAPTURE, QuestionKind.TEXT):
            yield PaperPart(PaperKind.LINES, items=("1",))  # there is more room at the end
        elif question.kind is QuestionKind.ACKNOWLEDGE:
            yield PaperPart(PaperKind.CHOICES, items=("1\tOK",))
        elif question.kind not in SELECTS and question.kind is not QuestionKind.NOTE:
            yield PaperPart(PaperKind.FIELDS, items=(self.word("answer"), ""))

    def _box(self, box: PaperChoice) -> str:
        ends = self.word("ends") if box.choice.outcome else ""
        return "\t".join(part.replace("\t", " ") for part in (box.number, self._words(box.choice.labels), ends))

    def _end(self) -> Iterator[PaperPart]:
        yield PaperPart(PaperKind.HEADING, self.word("more"))
        yield PaperPart(PaperKind.SMALL, self.word("more_how"))
        yield PaperPart(PaperKind.LINES, items=(str(_LINES_AT_THE_END),))
        if self.facts.endings:
            yield PaperPart(PaperKind.HEADING, self.word("ended"))
            yield PaperPart(PaperKind.SMALL, self.word("ended_how"))
            boxes = (f"{number}\t{words}" for number, words in enumerate(self.facts.endings, start=1))
            yield PaperPart(PaperKind.CHOICES, items=tuple(boxes))
        yield PaperPart(PaperKind.FIELDS, items=(self.word("next"), ""))
        yield PaperPart(PaperKind.TEXT, self.word("note"))
        yield PaperPart(PaperKind.LINES, items=(str(_LINES_OF_A_NOTE),))
        yield PaperPart(PaperKind.FIELDS, items=(self.word("entered"), self.word("entered_by")))

"""Are all words there, in every language, and does every name mean something?"""

from __future__ import annotations

from collections.abc import Iterator

from callback_desk.call_script import cards
from callback_desk.call_script.expressions import parsed
from callback_desk.call_script.form import (
    SELECTS,
    ByLanguage,
    Choice,
    Form,
    Problem,
    Question,
    QuestionKind,
    TemplatePart,
    plain,
)
from callback_desk.call_script.harvest import TIP_FIELDS
from callback_desk.call_script.order import reads, resolve
from callback_desk.call_script.xpath import Expression, ExpressionRefused
from callback_desk.domain.call import VoicemailPolicy
from callback_desk.domain.outcomes import Outcome

_KEYS = 9
#: What `next` may say; a word that means nothing would be a wish that nobody keeps.
NEXT_ACTIONS = frozenset(
    {
        "appointment", "close", "do_not_call", "interpreter", "other_number", "redial", "retry_later", "retry_once",
        "retry_soon", "review", "start_again", "supervisor", "will_call_in",
    }
)  # fmt: skip


def name_problems(form: Form) -> Iterator[Problem]:
    """Names in conditions, and values of our own columns, that mean nothing."""
    if not form.version:
        yield Problem("settings", "version", "no_version", "The script needs a version, for example 1.")
    known = {question.path: question for question in form.questions}
    paths = set(known) | {group.path for group in form.groups} | {form.root}
    for question in form.questions:
        for column, source in _conditions(question):
            expression = _read(source)
            if expression is None:
                continue
            for path in reads(source, question.path):
                if path not in paths:
                    name = path.rsplit("/", 1)[-1]
                    yield Problem(question.path, column, "unknown_name", f"There is no question named “{name}”.")
            yield from _unknown_choices(question.path, column, expression, known)
        yield from _marks(form, question)
    for group in form.groups:
        expression = _read(group.relevant)
        if expression is not None:
            yield from _unknown_choices(group.path, "relevant", expression, known)
    captures = [question for question in form.questions if question.kind is QuestionKind.CAPTURE]
    if captures and form.lines_repeat() is None:
        sentence = "Lines are kept here, and no repeat has tip = lines to ask about each one."
        yield Problem(captures[0].path, "bind::desk:tip", "no_follow_up", sentence)


def _conditions(question: Question) -> list[tuple[str, str]]:
    pairs = [
        ("relevant", question.relevant),
        ("constraint", question.constraint),
        ("required", question.required),
        ("calculation", question.calculate),
    ]
    return [(column, source) for column, source in pairs if source]


def _read(source: str) -> Expression | None:
    try:
        return parsed(source) if source else None
    except ExpressionRefused:
        return None


def _unknown_choices(path: str, column: str, expression: Expression, known: dict[str, Question]) -> Iterator[Problem]:
    for reference, literal in expression.compared:
        question = known.get(resolve(path, reference))
        if question is None or question.kind not in SELECTS or not literal or "starts-with" in expression.source:
            continue
        if literal not in {choice.name for choice in question.choices}:
            sentence = f"“{literal}” is not an answer of “{question.name}”, so this never holds."
            yield Problem(path, column, "unknown_choice", sentence)


def _marks(form: Form, question: Question) -> Iterator[Problem]:
    if question.tip and question.tip not in TIP_FIELDS:
        sentence = f"“{question.tip}” is not a part of new information. See docs/scripts.md."
        yield Problem(question.path, "bind::desk:tip", "unknown_mark", sentence)
    if question.rating and not all(question.rating.partition("/")[::2]):
        sentence = "Write the wording version and the item, for example core-v1/respect."
        yield Problem(question.path, "bind::desk:rating", "unknown_mark", sentence)
    if question.consent and not {"yes", "no"} <= {choice.name for choice in question.choices}:
        sentence = "A consent question needs the answers yes and no."
        yield Problem(question.path, "bind::desk:consent", "unknown_mark", sentence)
    if question.compare and question.compare not in {other.name for other in form.questions}:
        sentence = f"There is no question named “{question.compare}”."
        yield Problem(question.path, "bind::desk:compare", "unknown_name", sentence)
    if len(question.choices) > _KEYS + 1 and not question.itemset:
        sentence = f"{len(question.choices)} answers are more than the number keys. Ask in two steps."
        yield Problem(question.path, "type", "too_many_choices", sentence, stops=False)


def word_problems(form: Form) -> Iterator[Problem]:
    """Every text in every language; nothing said twice; a fact that may be missing has another word."""
    lists_seen: set[int] = set()
    for stage in form.stages:
        group = next((group for group in form.groups if group.stage == stage.name), None)
        if group is not None:
            yield from _untranslated(form, group.path, "label", stage.labels, stops=True)
    for question in form.questions:
        yield from _languages_of_marks(form, question)
        if not question.asked:
            continue
        if not question.labels:
            yield Problem(question.path, "label", "no_words", "It has no heading: say what to find out.")
        for column, texts, stops in (
            ("label", question.labels, True),
            ("hint", question.hints, True),
            ("guidance_hint", question.guidance, False),
            ("constraint_message", question.constraint_message, False),
            ("required_message", question.required_message, False),
        ):
            yield from _untranslated(form, question.path, column, texts, stops=stops)
        for language, label in question.labels.items():
            if label and plain(label) == plain(question.hints.get(language, ())):
                sentence = "The heading and the words to say are the same sentence. The heading says what to find out."
                yield Problem(question.path, f"hint:{language}", "said_twice", sentence, stops=False)
        for name, choices in form.lists.items():
            if choices is question.choices and id(choices) not in lists_seen:
                lists_seen.add(id(choices))
                yield from _choice_words(form, name, choices)


def _choice_words(form: Form, name: str, choices: tuple[Choice, ...]) -> Iterator[Problem]:
    for choice in choices:
        path = f"{name}/{choice.name}"
        if not choice.labels:
            yield Problem(path, "label", "no_words", "This answer has no words.")
        yield from _untranslated(form, path, "label", choice.labels, stops=True)
        yield from _untranslated(form, path, "leads", choice.hints, stops=False)
        yield from _untranslated(form, path, "closed", choice.closed_reasons, stops=False)


def _untranslated(form: Form, path: str, column: str, texts: ByLanguage, *, stops: bool) -> Iterator[Problem]:
    if not texts:
        return
    for language in form.languages:
        if language not in texts:
            name = form.language_names.get(language, language)
            yield Problem(path, f"{column}:{language}", "untranslated", f"The words in {name} are missing.", stops)


def _languages_of_marks(form: Form, question: Question) -> Iterator[Problem]:
    """Other words for a missing fact, and short names: there in one language and not in another."""
    if question.fallback:
        told = {language: (TemplatePart(words),) for language, words in question.fallback.items() if words}
        used = [one for one in form.languages if one in _said_in(form, question)]
        for language in used:
            if language not in told:
                name = form.language_names.get(language, language)
                sentence = f"The words in {name} are missing, for when it is not known."
                yield Problem(question.path, f"bind::desk:fallback_{language}", "untranslated", sentence, stops=False)
    for problem in _untranslated(form, question.path, "short", question.short, stops=False):
        language = problem.column.rpartition(":")[2]
        yield Problem(problem.path, f"bind::desk:short_{language}", problem.code, problem.sentence, stops=False)


def _said_in(form: Form, source: Question) -> frozenset[str]:
    """The languages in whose words a fact is piped."""
    return frozenset(
        language
        for question in form.questions
        for texts in (question.hints, question.labels, question.guidance)
        for language, template in texts.items()
        if any(source.path in reads(part.expression, question.path) for part in template if part.expression)
    )


def outcome_problems(form: Form) -> Iterator[Problem]:
    """Endings that no table knows: the call would end, and nobody would know how."""
    outcomes = {outcome.value for outcome in Outcome}
    for name, choices in form.lists.items():
        for choice in choices:
            if choice.outcome and choice.outcome not in outcomes:
                sentence = f"“{choice.outcome}” is not an outcome of this program. See docs/scripts.md."
                yield Problem(f"{name}/{choice.name}", "outcome", "unknown_outcome", sentence)
            if choice.next_action and choice.next_action not in NEXT_ACTIONS:
                sentence = f"“{choice.next_action}” is not one of the next steps. See docs/scripts.md."
                yield Problem(f"{name}/{choice.name}", "next", "unknown_next", sentence)


def card_problems(form: Form) -> Iterator[Problem]:
    """Every call has its never-say card and its words for danger, a complaint, somebody else and a machine."""

    def missing(code: str, sentence: str) -> Problem:
        return Problem("choices", "", code, sentence)

    if not form.lists.get(cards.NEVER_SAY):
        yield missing("missing_never_say", f"The never-say card is missing: add a list named {cards.NEVER_SAY}.")
    if not form.lists.get(cards.THEY_ASK):
        yield missing("missing_they_ask", f"The answers under They ask are missing: add a list named {cards.THEY_ASK}.")
    spoken = {choice.name: choice for choice in form.lists.get(cards.WORDS, ()) if choice.says}
    for name in cards.NEEDED_WORDS:
        if name not in spoken:
            yield missing("missing_words", f"The words for “{name}” are missing from the list {cards.WORDS}.")
    policies = {choice.name for choice in form.lists.get(cards.VOICEMAIL, ())}
    for policy in VoicemailPolicy:
        if policy not in policies:
            yield missing(
                "missing_voicemail",
                f"What may be left on a machine under “{policy}” is missing from {cards.VOICEMAIL}.",
            )
    if not any(question.aside == "someone_else" for question in form.questions):
        yield missing(
            "missing_aside", "No question has aside = someone_else: there are no words for somebody else on the line."
        )
    for name in cards.CARD_LISTS:
        for choice in form.lists.get(name, ()):
            yield from _untranslated(form, f"{name}/{choice.name}", "label", choice.labels, stops=True)
            yield from _untranslated(form, f"{name}/{choice.name}", "say", choice.says, stops=True)

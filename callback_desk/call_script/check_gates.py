"""Is there a way round a check? Is a case fact read where a stranger could hear it?"""

from __future__ import annotations

from collections.abc import Iterator

from callback_desk.call_script.cards import CARD_LISTS
from callback_desk.call_script.expressions import parsed
from callback_desk.call_script.facts import CASE, SAFE, TABLES
from callback_desk.call_script.form import ByLanguage, Form, Problem, Question, QuestionKind
from callback_desk.call_script.gates import ORDER, needed_gates, openers
from callback_desk.call_script.order import case_bearing, reads
from callback_desk.call_script.xpath import ExpressionRefused
from callback_desk.domain.call import Gate


def gate_problems(form: Form) -> Iterator[Problem]:
    place = {question.path: index for index, question in enumerate(form.questions)}
    for gate in ORDER:
        found = openers(form, gate)
        if not found:
            sentence = f"No question opens the check “{gate}”. Without both checks a script cannot be used for calls."
            yield Problem("settings", "", "no_check", sentence)
        for question in found:
            yield from _opener_problems(question)
    first_safe = min((place[question.path] for question in openers(form, Gate.SAFE)), default=None)
    for question in openers(form, Gate.PERSON):
        if Gate.SAFE not in needed_gates(question.needs):
            sentence = "This asks for the right person before it is safe to talk. Give it needs = safe."
            yield Problem(question.path, "bind::desk:needs", "way_round", sentence)
        elif first_safe is not None and place[question.path] < first_safe:
            sentence = "This stands before the question that opens “safe”, so it is never asked."
            yield Problem(question.path, "", "unreachable", sentence)
    yield from _place_problems(form, place)


def _opener_problems(question: Question) -> Iterator[Problem]:
    def problem(column: str, code: str, sentence: str) -> Problem:
        return Problem(question.path, column, code, sentence)

    if question.kind is not QuestionKind.SELECT_ONE:
        yield problem("type", "way_round", "A check is a question with one answer (select_one).")
        return
    if question.calculate or question.default or question.dynamic_default:
        yield problem("default", "way_round", "A check may not answer itself. Take the default or calculation out.")
    if question.repeat:
        yield problem("type", "way_round", "A check may not stand in a repeat.")
    names = {choice.name for choice in question.choices}
    if not question.opens_when:
        yield problem("bind::desk:opens_when", "way_round", "Say which answer opens the check, in opens_when.")
    for name in question.opens_when:
        if name not in names:
            yield problem("bind::desk:opens_when", "unknown_choice", f"“{name}” is not one of its answers.")
    if names and names <= set(question.opens_when):
        yield problem("bind::desk:opens_when", "way_round", "Every answer opens the check, so it checks nothing.")


def _place_problems(form: Form, place: dict[str, int]) -> Iterator[Problem]:
    for question in form.questions:
        for gate in ORDER:
            found = openers(form, gate)
            if question.asked and gate in needed_gates(question.needs) and found:
                first = min(place[opener.path] for opener in found)
                if place[question.path] < first:
                    sentence = f"This needs the check “{gate}”, which is opened only by a later question."
                    yield Problem(question.path, "bind::desk:needs", "unreachable", sentence)
        marked = question.tip or question.rating or question.consent
        if marked and question.needs is not Gate.PERSON:
            sentence = "What a person tells, and what a person agrees to, is asked only behind needs = person."
            yield Problem(question.path, "bind::desk:needs", "way_round", sentence)
        if question.aside and question.needs is not None:
            sentence = "These words are for somebody else on the line, and so may not stand behind a check."
            yield Problem(question.path, "bind::desk:needs", "way_round", sentence)


# -- facts


def fact_problems(form: Form) -> Iterator[Problem]:
    tainted = case_bearing(form.questions, form.order)
    for path, column, expression, needs in _expressions(form):
        try:
            facts = parsed(expression).facts
        except ExpressionRefused:
            continue
        for table, name in facts:
            wanted = {SAFE: Gate.SAFE, CASE: Gate.PERSON}.get(table)
            if table not in TABLES:
                sentence = f"There is no table “{table}”. Facts stand in open, safe and case."
                yield Problem(path, column, "unknown_table", sentence)
            elif wanted is not None and wanted not in needed_gates(needs):
                yield Problem(path, column, "case_fact", f"The fact “{name}” is known only behind needs = {wanted}.")
        for other in reads(expression, path):
            if other in tainted and other != path and Gate.PERSON not in needed_gates(needs):
                name = other.rsplit("/", 1)[-1]
                sentence = f"“{name}” comes from the case, and this is asked before the person check."
                yield Problem(path, column, "case_fact", sentence)
    yield from _piped_problems(form)


def _expressions(form: Form) -> Iterator[tuple[str, str, str, Gate | None]]:
    for group in form.groups:
        yield from (
            (group.path, c, e, group.needs) for c, e in _pairs(relevant=group.relevant, repeat_count=group.count)
        )
    for question in form.questions:
        pairs = _pairs(
            relevant=question.relevant,
            constraint=question.constraint,
            required=question.required,
            calculation=question.calculate,
            default=question.dynamic_default,
            choice_filter=question.itemset,
        )
        pairs += [("closed_if", choice.closed_if) for choice in question.choices if choice.closed_if]
        yield from ((question.path, column, expression, question.needs) for column, expression in pairs)


def _pairs(**expressions: str) -> list[tuple[str, str]]:
    return [(column, expression) for column, expression in expressions.items() if expression]


def _piped_problems(form: Form) -> Iterator[Problem]:
    by_path = {question.path: question for question in form.questions}
    for question in form.questions:
        texts = [
            ("label", question.labels),
            ("hint", question.hints),
            ("guidance_hint", question.guidance),
            ("constraint_message", question.constraint_message),
            ("required_message", question.required_message),
        ]
        for column, by_language in texts:
            for language, source in _piped(by_language, question.path, by_path):
                yield from _refused(source, question.path, f"{column}:{language}", question.needs)
        compared = next((other for other in form.questions if other.name == question.compare), None)
        if compared is not None:
            yield from _refused(compared, question.path, "bind::desk:compare", question.needs)
        for choice in question.choices:
            for column, by_language in (
                ("label", choice.labels),
                ("leads", choice.hints),
                ("closed", choice.closed_reasons),
            ):
                for language, source in _piped(by_language, question.path, by_path):
                    yield from _refused(source, question.path, f"{column}:{language}", question.needs)
    for name in CARD_LISTS:
        for choice in form.lists.get(name, ()):
            for column, by_language in (("label", choice.labels), ("say", choice.says)):
                for language, source in _piped(by_language, form.root, by_path):
                    yield from _refused(source, f"{name}/{choice.name}", f"{column}:{language}", None)


def _piped(by_language: ByLanguage, context: str, by_path: dict[str, Question]) -> list[tuple[str, Question]]:
    found = [
        (language, path)
        for language, template in by_language.items()
        for part in template
        if part.expression
        for path in reads(part.expression, context)
    ]
    return [(language, by_path[path]) for language, path in dict.fromkeys(found) if path in by_path]


def _refused(source: Question, path: str, column: str, needs: Gate | None) -> Iterator[Problem]:
    if not needed_gates(source.needs) <= needed_gates(needs):
        sentence = f"“{source.name}” stands behind needs = {source.needs}, and these words are said before it."
        yield Problem(path, column, "case_piped", sentence)

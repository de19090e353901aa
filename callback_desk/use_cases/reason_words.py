"""Every reason a row or a person is not on the list, with what is wrong and what to do, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from callback_desk.domain.eligibility import Effect, Rule
from callback_desk.domain.eligibility_facts import RuleTest
from callback_desk.domain.errors import DeskBug
from callback_desk.domain.import_rows import SharedNumbers
from callback_desk.domain.incident import Role, RowProblem
from callback_desk.domain.layout import Field, Layout
from callback_desk.intake.problems import problem
from callback_desk.use_cases.desk import Rules

_OWN = {
    "not_a_victim": ("This row is about somebody who is not the victim.", "Nothing to do; only victims are called."),
    "same_row_twice": ("The same row stands twice in this file.", "Nothing to do."),
    "here_already": ("This row is here already, with nothing new.", "Nothing to do."),
    "taken_back": (
        "This row was taken back with an earlier import.",
        "To have it again, import the file it came with once more.",
    ),
    "known_person": ("This person is on the list already; the report was added.", "Nothing to do."),
    "same_person": ("The same person as an earlier row; one call covers both.", "Nothing to do."),
    "no_number_left": ("No number is left that may be tried.", "Ask Records for another number."),
    "rang": (
        "This person rang us while their call was interrupted, and nobody spoke with them.",
        "Say OK to call, or close it.",
    ),
    "skip_often": ("Volunteers skipped this person again and again.", "The history says why. Then OK to call, or not."),
    "skip_unclear": ("Something on the card was unclear to a volunteer.", "Look at it, then OK to call, or not."),
    "held_by_hand": ("A supervisor holds this call.", "The history says why. Then OK to call, or not."),
    "kept_off": ("A supervisor keeps this person off the list.", "Nothing to do."),
}
_DECIDE = "Decide after the import."
_TO_DO = {
    RuleTest.OFFENSE_KNOWN: "Ask Records what this offense code means.",
    RuleTest.REPORT_DATE_MISSING: "Ask Records for the report date.",
    RuleTest.AGE_MISSING: "Ask Records for the birth date.",
    RuleTest.AGE_CONFLICT: "Ask Records for the birth date.",
    RuleTest.NO_NUMBER: "Ask Records for a number.",
    RuleTest.UNSETTLED: "Say once how you screen for this, for this column set-up.",
    RuleTest.OPEN_ASSIGNED: "Ask the detective, then decide.",
    RuleTest.STATUS_UNKNOWN: "Ask Records what this status means.",
    RuleTest.NO_CONTACT_NAME: "Ask Records whom to ask for.",
}
# Which columns a rule looked at, so that the problem list can name one.
_FIELDS = {
    RuleTest.OFFENSE_KNOWN: (Field.OFFENSE_CODE, Field.OFFENSE_NAME),
    RuleTest.OFFENSE_LEVEL: (Field.OFFENSE_CODE, Field.OFFENSE_NAME),
    RuleTest.REPORT_DATE_MISSING: (Field.REPORTED_AT,),
    RuleTest.REPORT_DATE_AHEAD: (Field.REPORTED_AT,),
    RuleTest.TOO_OLD: (Field.REPORTED_AT,),
    RuleTest.AGE_MISSING: (Field.BIRTH_DATE, Field.AGE),
    RuleTest.AGE_UNDER: (Field.BIRTH_DATE, Field.AGE),
    RuleTest.AGE_FROM: (Field.BIRTH_DATE, Field.AGE),
    RuleTest.AGE_CONFLICT: (Field.BIRTH_DATE, Field.AGE),
    RuleTest.NO_NUMBER: (Field.PHONE,),
    RuleTest.OPEN_ASSIGNED: (Field.STATUS, Field.INVESTIGATOR),
    RuleTest.STATUS_UNKNOWN: (Field.STATUS,),
    RuleTest.RELATIONSHIP: (Field.RELATIONSHIP,),
    RuleTest.RELATIONSHIP_ELSEWHERE: (Field.RELATIONSHIP,),
    RuleTest.RELATIONSHIP_UNKNOWN: (Field.RELATIONSHIP,),
    RuleTest.VICTIM_TYPE: (Field.VICTIM_TYPE,),
    RuleTest.NO_CONTACT_NAME: (Field.FULL_NAME, Field.LAST_NAME),
}
# "{what}" is filled for one person; in a list of reasons it stands for all of them.
_WHAT = {
    RuleTest.OFFENSE_LEVEL: "This offense",
    RuleTest.OUTCOME_TYPE: "This outcome",
    RuleTest.AGE_FROM: "80 or more",
}


def _what(rule: Rule) -> str:
    if rule.test is RuleTest.FACTS_OLD:
        return f"more than {rule.params.amount} days ago"
    return str(rule.params.amount) if rule.test in (RuleTest.TOO_OLD, RuleTest.TOO_NEW) else _WHAT.get(rule.test, "")


_NEVER = "Nothing to do; this rule stops the call."


def reason_words(rules: Rules, reason: str) -> tuple[str, str]:
    """(what is wrong, what to do) for a reason code of a row or a callback. Never a cell's content."""
    if reason in _OWN:
        return _OWN[reason]
    for rule in rules.eligibility.rules:
        if rule.id == reason:
            sentence = rule.sentence.replace("{what}", _what(rule)).strip()
            return sentence, _NEVER if rule.effect is Effect.EXCLUDED else _TO_DO.get(rule.test, _DECIDE)
    try:
        found = problem(reason)
    except (DeskBug, KeyError):
        said = rules.outcomes.says.get(reason, reason.replace("_", " ").capitalize() + ".")
        return said, "See the history of this person."
    return found.sentence, found.what_to_do


_NOTHING_TO_DO = "Nothing to do."


def file_words(findings: Iterable[tuple[str, str]], *, leave_out: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What was noticed about a whole file, each in words, once: what it is, where, what to do.

    `findings` are (code, detail) of a MappingGuess; a detail is a heading, a name of a sheet, or how many.
    """
    details: dict[str, list[str]] = {}
    for code, detail in findings:
        if code not in leave_out:
            known = details.setdefault(code, [])
            if detail and detail not in known:
                known.append(detail)
    return tuple(_file_word(code, known) for code, known in details.items())


def _file_word(code: str, details: list[str]) -> str:
    found = problem(code)
    where = f" ({', '.join(details[:5])}{' …' if len(details) > 5 else ''})" if details else ""
    sentence = found.sentence.removesuffix(".") + where + "."
    return sentence if found.what_to_do == _NOTHING_TO_DO else f"{sentence} {found.what_to_do}"


def no_rows_words(lines: int) -> str:
    """Lines of a file that are neither rows nor blank; "" for none."""
    if not lines:
        return ""
    what = "1 line of the file is no row" if lines == 1 else f"{lines:,} lines of the file are no rows"
    return f"{what}: totals, a footer, or the headings once more."


def shared_lines(shared: SharedNumbers, *, at_most: int) -> str:
    """ "lines 4 and 9; 12 and 13; and others": of each number `at_most` lines, whoever shares two only once."""
    groups = dict.fromkeys(tuple(dict.fromkeys(one)) for one in shared.examples)
    more = "; and others" if shared.numbers > len(shared.examples) else ""
    one_line = len(groups) == 1 and all(len(lines) == 1 for lines in groups) and not more
    words = "; ".join(_lines_in_words(lines, at_most=at_most) for lines in groups)
    return f"{'line' if one_line else 'lines'} {words}{more}"


def _lines_in_words(lines: Sequence[int], *, at_most: int) -> str:
    """Lines of a file for a sentence: "4, 9 and 12", or the first of them "and 3 more"."""
    shown = [f"{line:,}" for line in lines[:at_most]]
    if len(lines) > at_most:
        return ", ".join(shown) + f" and {len(lines) - at_most:,} more"
    return ", ".join(shown[:-1]) + f" and {shown[-1]}" if len(shown) > 1 else shown[0]


def column_of(rules: Rules, layout: Layout, reason: str) -> str:
    """The heading of the column a rule looked at, "" when it looked at several or at none of the file.

    Where a row holds several victims, the headings of all of theirs: the line is one for all of them.
    """
    test = next((rule.test for rule in rules.eligibility.rules if rule.id == reason), None)
    if test is None:
        return ""
    for field in _FIELDS.get(test, ()):
        own = [column for column in layout.columns if column.field is field and column.role is Role.VICTIM]
        families = {column.family: column.header for column in reversed(own)}
        if families:
            return " / ".join(families[family] for family in sorted(families))
    return ""


def with_columns(rules: Rules, layout: Layout, problems: Iterable[RowProblem]) -> Iterator[RowProblem]:
    """Problems with the heading each is about, where one can be named."""
    for problem_found in problems:
        column = problem_found.column or column_of(rules, layout, problem_found.reason)
        yield replace(problem_found, column=column)

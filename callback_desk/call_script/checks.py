"""The checker: everything that would go wrong in a call is said before the script is published, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from callback_desk.call_script import check_gates, check_pipes, check_ratings, check_walks, check_words, comparing
from callback_desk.call_script.check_ratings import RatingBook
from callback_desk.call_script.form import Form, Problem
from callback_desk.call_script.form_limits import WORKBOOK
from callback_desk.call_script.form_reader import read_form
from callback_desk.call_script.workbook import Rows, WorkbookRefused, compile_script, rows_of
from callback_desk.domain.findings import Finding, Severity
from callback_desk.domain.scripts import LookedAt


@dataclass(frozen=True, slots=True)
class Beside:
    """What a script is held against: wordings of service questions, the published script, versions in use."""

    ratings: RatingBook = field(default_factory=dict)
    published: Form | None = None
    versions: frozenset[str] = frozenset()


NOTHING = Beside()


def check_script(source: Path | str, beside: Beside = NOTHING) -> tuple[Finding, ...]:
    """Every finding, in the order of the workbook; empty means it may be published.

    `source` is a path (.md, .xlsx) or Markdown tables as text. Takes some seconds: the script is walked as well.
    Raises ScriptRefused only for a file that is no workbook at all.
    """
    return check_workbook(source, beside).findings


def check_workbook(source: Path | str, beside: Beside = NOTHING) -> LookedAt:
    """The findings of `check_script`, and the XForm that was made of the workbook. Raises as it does."""
    try:
        compiled = compile_script(source)
    except WorkbookRefused as refused:
        return LookedAt(refused.findings)
    looked = _looked(compiled.xform, beside, rows_of(source))
    remarks = [finding for finding in compiled.findings if not _said_better(finding)]
    return replace(looked, findings=_in_order([*looked.findings, *remarks]))


def check_xform(xform: str, beside: Beside = NOTHING) -> LookedAt:
    """The findings of a script that has no workbook any more: they name the question, not a row. Raises as above."""
    return _looked(xform, beside, Rows({}, {}))


def _looked(xform: str, beside: Beside, rows: Rows) -> LookedAt:
    form, read_problems = read_form(xform)
    problems = [*read_problems, *check_form(form), *_beside(form, beside)]
    if not any(problem.stops for problem in problems) and not _walked_before(form, beside.published):
        problems += check_walks.walk_problems(form)
    found = _in_order([_placed(problem, rows) for problem in problems])
    return LookedAt(found, xform, form.sha256, form.version, form.title)


def _walked_before(form: Form, published: Form | None) -> bool:
    """Whether only sentences differ from the published script: the way through it is the same, and was walked."""
    if published is None:
        return False
    changes = comparing.compare(published, form).changes
    return all(change.kind is comparing.Kind.REWORDED for change in changes)


def _in_order(found: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: (_SHEETS.get(finding.sheet, 9), finding.row)))


def _beside(form: Form, beside: Beside) -> Iterator[Problem]:
    yield from check_ratings.rating_problems(form, beside.ratings)
    published = beside.published
    if published is None:
        return
    yield from check_ratings.changed_wording(published, form)
    if form.version in beside.versions and form.sha256 != published.sha256:
        sentence = f"Version {form.version} is published already, and a published version never changes. Write another."
        yield Problem("settings", "version", "version_used", sentence)


def check_form(form: Form) -> Iterator[Problem]:
    """What can be told without walking."""
    yield from check_gates.gate_problems(form)
    yield from check_gates.fact_problems(form)
    yield from check_words.name_problems(form)
    yield from check_words.word_problems(form)
    yield from check_words.card_problems(form)
    yield from check_words.outcome_problems(form)
    yield from check_pipes.pipe_problems(form)


_SHEETS = {"settings": 0, "survey": 1, "choices": 2, "workbook": 3}


def _placed(problem: Problem, rows: Rows) -> Finding:
    severity = Severity.ERROR if problem.stops else Severity.WARNING
    owner, _, name = problem.path.rpartition("/")
    if problem.path == WORKBOOK:
        return Finding("workbook", 0, problem.column, severity, problem.sentence, problem.code)
    if problem.path.startswith("settings"):
        return Finding("settings", 2, problem.column, severity, problem.sentence, problem.code)
    if problem.path.startswith("/"):
        column = _written(problem.column, rows.survey_columns)
        row = rows.survey.get(name, 0)
        sentence = f"{name}: {problem.sentence}" if row or not rows.survey else problem.sentence
        return Finding("survey", row, column, severity, sentence, problem.code)
    row = rows.choices.get((owner, name), 0)
    sentence = f"{name}: {problem.sentence}" if row or not rows.survey else problem.sentence
    column = _written(problem.column, rows.choice_columns)
    return Finding("choices", row, column, severity, sentence, problem.code)


def _written(column: str, headings: tuple[str, ...]) -> str:
    """The heading as it stands in the sheet: "label:es" finds "label::Spanish (es)"."""
    name, _, language = column.partition(":") if "::" not in column else (column, "", "")
    for heading in headings:
        if heading in (column, f"{name}_{language}") or (heading.split("::")[0] == name and f"({language})" in heading):
            return heading
    return name if "::" not in column else column


def _said_better(finding: Finding) -> bool:
    """pyxform's remark on missing translations names columns; ours name each row."""
    return "is missing the survey column" in finding.sentence or "is missing the choices column" in finding.sentence

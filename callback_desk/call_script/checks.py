"""The checker: everything that would go wrong in a call is said before the script is published, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from callback_desk.call_script import check_gates, check_walks, check_words
from callback_desk.call_script.form import Form, Problem
from callback_desk.call_script.form_limits import WORKBOOK
from callback_desk.call_script.form_reader import read_form
from callback_desk.call_script.workbook import Rows, WorkbookRefused, compile_script, rows_of
from callback_desk.domain.findings import Finding, Severity


def check_script(source: Path | str) -> tuple[Finding, ...]:
    """Every finding, in the order of the workbook; empty means it may be published.

    `source` is a path (.md, .xlsx) or Markdown tables as text. Takes some seconds: the script is walked as well.
    Raises ScriptRefused only for a file that is no workbook at all.
    """
    try:
        compiled = compile_script(source)
    except WorkbookRefused as refused:
        return refused.findings
    rows = rows_of(source)
    form, read_problems = read_form(compiled.xform)
    problems = [*read_problems, *check_form(form)]
    if not any(problem.stops for problem in problems):
        problems += check_walks.walk_problems(form)
    found = [_placed(problem, rows) for problem in problems]
    found += [finding for finding in compiled.findings if not _said_better(finding)]
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: (_SHEETS.get(finding.sheet, 9), finding.row)))


def check_form(form: Form) -> Iterator[Problem]:
    """What can be told without walking."""
    yield from check_gates.gate_problems(form)
    yield from check_gates.fact_problems(form)
    yield from check_words.name_problems(form)
    yield from check_words.word_problems(form)
    yield from check_words.card_problems(form)


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
        sentence = f"{name}: {problem.sentence}" if row else problem.sentence
        return Finding("survey", row, column, severity, sentence, problem.code)
    row = rows.choices.get((owner, name), 0)
    sentence = f"{name}: {problem.sentence}" if row else problem.sentence
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

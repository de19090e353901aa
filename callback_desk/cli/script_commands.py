"""`script check`, `script paper` and `rules check`: without a sign-in, for files that may be anybody's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from callback_desk.bootstrap.checking import RuleFileLine, rule_findings, script_findings
from callback_desk.bootstrap.paper import paper_form
from callback_desk.cli.front import JsonOption, give, put, say, sentences
from callback_desk.domain.findings import Finding, Severity
from callback_desk.domain.rule_dates import said

script_app = typer.Typer(no_args_is_help=True, help="Call scripts (XLSForm).")
rules_app = typer.Typer(no_args_is_help=True, help="Rules as dated data.")


@script_app.command("check")
def script_check(file: Annotated[Path, typer.Argument()], as_json: JsonOption = False) -> None:
    """Say everything that is wrong with a call script, and where."""
    with sentences():
        found = script_findings(file)
    if as_json:
        give(findings_json(found))
    else:
        say_findings(found)
    if errors_in(found):
        raise typer.Exit(1)


def errors_in(found: Sequence[Finding]) -> int:
    return sum(one.severity is Severity.ERROR for one in found)


def findings_json(found: Sequence[Finding]) -> dict[str, object]:
    """How many must be put right, and every finding."""
    return {
        "errors": errors_in(found),
        "findings": [
            {
                "sheet": one.sheet,
                "row": one.row,
                "column": one.column,
                "severity": one.severity.value,
                "code": one.code,
                "sentence": one.sentence,
            }
            for one in found
        ],
    }


def say_findings(found: Sequence[Finding]) -> None:
    """A line for each, and the sum."""
    for one in found:
        put(f"{one.severity.value:8}{one.place}: {one.sentence}")
    errors = errors_in(found)
    say(f"{errors} to put right, {len(found) - errors} to look at." if found else "Nothing to put right.")


@script_app.command("paper")
def script_paper(
    file: Annotated[Path, typer.Argument()],
    out: Annotated[Path, typer.Option("--out", help="The PDF that is written.")],
    language: Annotated[str, typer.Option("--language", help="For example es; without it the script's own.")] = "",
    agency: Annotated[str, typer.Option("--agency", help="The department's name, for the words to say.")] = "",
    phone: Annotated[str, typer.Option("--phone", help="The published number to call back.")] = "",
    family: Annotated[str, typer.Option("--family", help="For one kind of report, e.g. burglary; shorter.")] = "",
    as_json: JsonOption = False,
) -> None:
    """A script as a form to write on, for a day without the computer."""
    with sentences():
        made = paper_form(
            file, out.absolute(), language=language.lower(), agency=agency, phone=phone, family=family.lower()
        )
    if as_json:
        give({"path": str(made.path), "pages": made.pages, "sha256": made.sha256})
    else:
        put(str(made.path))
        say(f"{made.pages} pages.")


@rules_app.command("check")
def rules_check(
    file: Annotated[
        Path | None, typer.Argument(help="A rule file or a folder of them; without one, those of the program.")
    ] = None,
    on: Annotated[str, typer.Option("--on", help="The day they are for, e.g. 2027-01-01; without one, today.")] = "",
    region: Annotated[str, typer.Option("--region", help="Country, ISO 3166-1, e.g. GB.")] = "US",
    as_json: JsonOption = False,
) -> None:
    """Say everything that is wrong with rule data, and where. No rule may be looser than the program's."""
    day = _day(on)
    with sentences():
        looked = rule_findings(file, on=day, region=region.upper())
    found = looked.problems
    errors = sum(not one.warns for one in found)
    if as_json:
        give(
            {
                "errors": errors,
                "findings": [
                    {
                        "place": one.place,
                        "file": one.file,
                        "rule": one.entry,
                        "key": one.key,
                        "severity": (Severity.WARNING if one.warns else Severity.ERROR).value,
                        "sentence": one.sentence,
                        "what_to_do": one.to_do,
                    }
                    for one in found
                ],
                "on": looked.on.isoformat(),
                "region": looked.region,
                "profile": looked.profile,
                "files": [
                    {
                        "file": one.head.file,
                        "version": one.head.dated.version,
                        "effective": one.head.dated.effective.isoformat(),
                        "until": one.head.dated.until.isoformat() if one.head.dated.until else None,
                        "state": _state(one),
                    }
                    for one in looked.files
                ],
            }
        )
    else:
        for problem in found[:_MOST_FINDINGS]:
            kind = (Severity.WARNING if problem.warns else Severity.ERROR).value
            put(f"{kind:8}{problem.place}: {problem.sentence} {problem.to_do}".rstrip())
        if len(found) > _MOST_FINDINGS:
            put(f"… and {len(found) - _MOST_FINDINGS:,} more")
        for line in looked.files:
            say(f"{line.head.file} ({line.head.dated.version}): {_STATES[_state(line)]}{_from(line)}")
        say(f"Country: {looked.profile or f'{looked.region}, with the codes of the United States'}.")
        say(f"{errors} to put right, {len(found) - errors} to look at." if found else "Nothing to put right.")
    if errors:
        raise typer.Exit(1)


_MOST_FINDINGS = 200
_STATES = {"in_force": "in force", "waits": "waits until ", "replaced": "replaced"}


def _state(line: RuleFileLine) -> str:
    return "in_force" if line.counts else "waits" if line.ahead else "replaced"


def _from(line: RuleFileLine) -> str:
    return said(line.head.dated.effective) if line.ahead else ""


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text[:40]} is not a day such as 2027-01-01.", param_hint="--on") from None

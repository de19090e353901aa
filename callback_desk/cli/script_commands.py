"""`script check` and `rules check`: findings with sheet, row and column, without a sign-in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from callback_desk.bootstrap.checking import rule_findings, script_findings
from callback_desk.cli.front import JsonOption, give, put, say, sentences
from callback_desk.domain.findings import Severity

script_app = typer.Typer(no_args_is_help=True, help="Call scripts (XLSForm).")
rules_app = typer.Typer(no_args_is_help=True, help="Rules as dated data.")


@script_app.command("check")
def script_check(file: Annotated[Path, typer.Argument()], as_json: JsonOption = False) -> None:
    """Say everything that is wrong with a call script, and where."""
    with sentences():
        found = script_findings(file)
    errors = sum(one.severity is Severity.ERROR for one in found)
    if as_json:
        give(
            {
                "errors": errors,
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
        )
    else:
        for one in found:
            put(f"{one.severity.value:8}{one.place}: {one.sentence}")
        say(f"{errors} to put right, {len(found) - errors} to look at." if found else "Nothing to put right.")
    if errors:
        raise typer.Exit(1)


@rules_app.command("check")
def rules_check(file: Annotated[Path, typer.Argument()], as_json: JsonOption = False) -> None:
    """Say everything that is wrong with rule data, and where."""
    with sentences():
        found = rule_findings(file)
    if as_json:
        give({"findings": [{"place": one.place, "sentence": one.sentence} for one in found]})
    else:
        for one in found:
            put(f"{one.place}: {one.sentence}")
        if not found:
            say("Nothing to put right.")
    if found:
        raise typer.Exit(1)

"""`what-left`: every document that left the desk, in words, as JSON, or as a table for a spreadsheet."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from callback_desk.cli.front import DeskOption, JsonOption, PasswordOption, UserOption, give, put, say, signed_in
from callback_desk.domain.exports import ExportFilter
from callback_desk.domain.table import TableKind
from callback_desk.use_cases.what_left import LeftLine, save_what_left, what_left


def show_left(
    words: Annotated[str, typer.Option("--words", help="A number, a case, a recipient or a name.")] = "",
    days: Annotated[int, typer.Option("--days", help="How many days back; 0 for all.", min=0)] = 30,
    out: Annotated[Path | None, typer.Option("--out", help="Write all of it to this file, .csv or .xlsx.")] = None,
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
) -> None:
    """What left the desk: to whom, for what, how, and its hash. An auditor sees case numbers masked."""
    ending = out.suffix.casefold().removeprefix(".") if out is not None else ""
    if out is not None and ending not in (TableKind.CSV, TableKind.XLSX):
        raise typer.BadParameter("Say a file that ends in .csv or .xlsx.")
    with signed_in(desk, user, password_file) as opened:
        since = opened.clock.now() - timedelta(days=days) if days else None
        wanted = ExportFilter(since=since, words=words.strip())
        if out is not None:
            gone = save_what_left(opened, opened.new_operation(), wanted, out, TableKind(ending))
            say(f"The list is in {gone.printed.path}, on record as {gone.number}.")
            return
        lines = what_left(opened, wanted)
    if as_json:
        give({"documents": [_plain(line) for line in lines]})
        return
    for line in lines:
        to = f", to {line.recipient}" if line.recipient else ""
        put(f"{line.at:%Y-%m-%d %H:%M} UTC  {line.number}  {line.what}, {line.state.lower()}{to}, by {line.by}")
    say(f"{len(lines)} documents.")


def _plain(line: LeftLine) -> dict[str, object]:
    return {
        "at": line.at.isoformat(),
        "number": line.number,
        "copy": line.copy,
        "what": line.what,
        "state": line.state,
        "by": line.by,
        "second": line.second_by,
        "to": line.recipient,
        "agency": line.agency,
        "for": line.purpose,
        "how": line.means,
        "cases": list(line.cases),
        "people": line.people,
        "pages": line.pages,
        "sha256": line.sha256,
        "signed_by": line.signed_by,
        "reason": line.reason,
    }

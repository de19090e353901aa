"""`rows-to-correct`: rows of an import that a clerk can mend, as a file to open in a spreadsheet and import again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from callback_desk.cli.front import (
    DeskOption,
    JsonOption,
    PasswordOption,
    UserOption,
    give,
    input_line,
    password_from,
    say,
    second_password_from,
    sentences,
    signed_in,
)
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import BatchId
from callback_desk.use_cases.rows_to_correct import RowsSaved, Signature, rows_to_correct, save_rows_to_correct


def save_rows(
    batch: Annotated[int, typer.Argument(help="The import's number, as `batches` shows it.")],
    source: Annotated[Path, typer.Option("--from", help="The very file that was imported.")],
    out: Annotated[Path, typer.Option("--out", help="Where to save the rows, as CSV; never over another file.")],
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    reason: Annotated[str, typer.Option("--reason", help="Why you need these rows; kept with your name.")] = "",
    second: Annotated[
        str, typer.Option("--second", "--second-user", help="Who signs as well, for more than 25 rows.")
    ] = "",
    second_password_file: Annotated[
        Path | None, typer.Option("--second-password-file", help="A file whose first line is that person's password.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Save the rows of an import that can be corrected, with their cells and what is wrong with each."""
    with sentences():
        password = password_from(password_file)  # the same password signs in and signs for the rows
    with signed_in(desk, user, None, typed=password) as opened:
        known = rows_to_correct(opened, BatchId(batch))
        if known.why_not:
            raise DeskFault(f"{known.why_not} Nothing was saved.")
        second_password = ""
        if known.needs_second and second:
            second_password = second_password_from(second, second_password_file)
        saved = save_rows_to_correct(
            opened,
            opened.new_operation(),
            known.batch.id,
            source=source,
            target=out,
            signature=Signature(reason or _asked_reason(), password, second, second_password),
            cancelled=lambda: False,
        )
    if as_json:
        written = saved.written
        give({"batch": batch, "rows": written.rows, "sha256": written.sha256, "cloud": saved.cloud})
    _say(saved)


def _say(saved: RowsSaved) -> None:
    rows = f"{saved.written.rows:,} rows are" if saved.written.rows != 1 else "1 row is"
    say(
        f"{rows} in {saved.path.name}, with names and telephone numbers in clear text. Correct them there, import the "
        "file, then remove it."
    )
    if saved.cloud:
        say(f"Its folder is copied to {saved.cloud}: the names in it go to other computers. Move it soon.")


def _asked_reason() -> str:
    if not sys.stdin.isatty():
        raise DeskFault("Say why you need these rows with --reason. Nothing was saved.")
    return input_line("Why you need these rows")

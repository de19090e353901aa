"""`subject-access`: what is kept about one person, for that person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from callback_desk.cli.front import (
    DeskOption,
    FilePasswordOption,
    JsonOption,
    PasswordOption,
    UserOption,
    file_password_from,
    give,
    password_from,
    say,
    second_password_from,
    sentences,
    signed_in,
)
from callback_desk.domain.errors import DeskFault
from callback_desk.use_cases.rows_to_correct import Signature
from callback_desk.use_cases.subject_access import Subject, give_record, subjects_of_case


def subject_access(
    case: Annotated[str, typer.Option("--case", help="A case number of the person.")],
    name: Annotated[str, typer.Option("--name", help="The name as the list has it, where several are on it.")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="The PDF to write.")] = None,
    reason: Annotated[str, typer.Option("--reason", help="Who asked, and how you know it was them; it is kept.")] = "",
    second: Annotated[str, typer.Option("--second", "--second-user", help="Who signs as well.")] = "",
    second_password_file: Annotated[
        Path | None, typer.Option("--second-password-file", help="A file whose first line is that person's password.")
    ] = None,
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    file_password: FilePasswordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Everything the desk keeps about one person, as a PDF, or with --json on standard output."""
    if out is None and not as_json:
        raise typer.BadParameter("Say --out, or --json.")
    with sentences():
        password = password_from(password_file)  # the same password signs in and signs for the record
    with signed_in(desk, user, None, typed=password) as opened:
        person = _the_one(subjects_of_case(opened, case), name)
        second_password = second_password_from(second, second_password_file) if second else ""
        signature = Signature(reason, password, second, second_password)
        record = give_record(opened, person.victim_id, signature, out, file_password_from(file_password))
    if as_json:
        give(record.to_dict())
    if out is not None:
        say(f"Everything about {record.name} is in {out.name}. Look through it before you hand it over.")


def _the_one(found: tuple[Subject, ...], name: str) -> Subject:
    wanted = " ".join(name.split()).casefold()
    chosen = [one for one in found if not wanted or one.name.casefold() == wanted]
    if len(chosen) != 1:
        raise DeskFault(
            f"{len(found)} people are on this case. Say which with --name, as the list shows it. Nothing was written."
        )
    return chosen[0]

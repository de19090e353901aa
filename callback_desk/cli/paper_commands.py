"""`paper`: the desk's own sheets as PDFs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from callback_desk.cli.front import (
    DeskOption,
    FilePasswordOption,
    PasswordOption,
    UserOption,
    file_password_from,
    say,
    signed_in,
)
from callback_desk.domain.ids import BatchId
from callback_desk.use_cases.paper_anchor import print_anchor_sheet
from callback_desk.use_cases.paper_hand_over import print_hand_over_sheet
from callback_desk.use_cases.paper_import import print_import_sheet
from callback_desk.use_cases.paper_privacy import print_privacy_facts
from callback_desk.use_cases.paper_shift import print_shift_packet

paper_app = typer.Typer(no_args_is_help=True, help="The desk's own sheets: hand-over, shift, import, anchors, facts.")
OutOption = Annotated[Path, typer.Option("--out", help="The PDF to write.")]


@paper_app.command("hand-over")
def hand_over(
    out: OutOption,
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    file_password: FilePasswordOption = None,
) -> None:
    """What the next supervisor must know. Names are short."""
    with signed_in(desk, user, password_file) as opened:
        printed = print_hand_over_sheet(opened, out, file_password_from(file_password))
    say(f"The hand-over sheet is in {printed.path}.")


@paper_app.command("shift")
def shift(
    out: OutOption,
    forms: Annotated[int, typer.Option("--forms", help="How many blank forms, 0 to 25.")] = 1,
    language: Annotated[str, typer.Option("--language", help="The forms' language, en or es.")] = "en",
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    file_password: FilePasswordOption = None,
) -> None:
    """A whole shift on paper: today's list, numbers to give, blank forms. Shred it when every call is entered."""
    with signed_in(desk, user, password_file) as opened:
        printed = print_shift_packet(opened, out, file_password_from(file_password), forms=forms, language=language)
    say(f"The shift packet is in {printed.path}, {printed.pages} pages. It names people: lock it away.")


@paper_app.command("import")
def import_report(
    batch: Annotated[int, typer.Argument(help="The import's number, see `batches`.")],
    out: OutOption,
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
) -> None:
    """Where every row of an import went. Nobody is named."""
    with signed_in(desk, user, password_file) as opened:
        printed = print_import_sheet(opened, BatchId(batch), out)
    say(f"The import report is in {printed.path}.")


@paper_app.command("anchors")
def anchors(
    out: OutOption, desk: DeskOption = None, user: UserOption = "", password_file: PasswordOption = None
) -> None:
    """The heads of the audit trail, to be kept outside. Nobody is named."""
    with signed_in(desk, user, password_file) as opened:
        printed = print_anchor_sheet(opened, out)
    say(f"The anchor sheet is in {printed.path}. Keep it where nobody who works here can take it away.")


@paper_app.command("privacy")
def privacy(
    out: OutOption, desk: DeskOption = None, user: UserOption = "", password_file: PasswordOption = None
) -> None:
    """One page of facts for the privacy officer. Nobody is named."""
    with signed_in(desk, user, password_file) as opened:
        printed = print_privacy_facts(opened, out)
    say(f"The facts are in {printed.path}.")

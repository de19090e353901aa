"""`sign`: the agency's signature on lead sheets and reports, on and off."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from callback_desk.cli.front import DeskOption, PasswordOption, UserOption, password_from, say, signed_in
from callback_desk.use_cases import agency_signature

sign_app = typer.Typer(no_args_is_help=True, help="The agency's signature on lead sheets and reports.")


@sign_app.command("set")
def set_signature(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The agency's PKCS#12 file (.p12, .pfx).")],
    passphrase_file: Annotated[
        Path | None, typer.Option("--passphrase-file", help="A file whose first line opens FILE; else it is asked for.")
    ] = None,
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
) -> None:
    """Sign lead sheets and reports from now on with this certificate."""
    with signed_in(desk, user, password_file) as opened:
        passphrase = password_from(passphrase_file, f"Passphrase of {file.name}")
        found = agency_signature.set_signature(opened, file, passphrase)
        say(f"Lead sheets and reports are signed from now on: {found.said}.")
        say(f"Leave {file.name} where it is: it is read for every signature.")


@sign_app.command("off")
def end_signature(desk: DeskOption = None, user: UserOption = "", password_file: PasswordOption = None) -> None:
    """Sign no more; this computer forgets the passphrase."""
    with signed_in(desk, user, password_file) as opened:
        agency_signature.end_signature(opened)
        say("Nothing is signed any more. What was signed stays so.")

"""`people release`, `people reset`, `password`, `new-code` and `recover`: when a way in is lost, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from callback_desk.cli.desk_commands import people_app
from callback_desk.cli.front import (
    DeskOption,
    JsonOption,
    PasswordOption,
    UserOption,
    first_line,
    give,
    office,
    password_from,
    put,
    say,
    second_password_from,
    sentences,
    signed_in,
)
from callback_desk.use_cases import admission, own_password, recovery_code, reminders
from callback_desk.use_cases.ports_world import CodeUsed

NewPasswordOption = Annotated[Path, typer.Option("--new-password-file", help="First line: the new password.")]
CodeOption = Annotated[Path, typer.Option("--recovery-code-file", help="First line: the recovery code.")]


@people_app.command("release")
def release(
    name: Annotated[str, typer.Argument(help="Who was locked out.")],
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
) -> None:
    """Let a person try again after too many wrong passwords."""
    with signed_in(desk, user, password_file) as opened:
        own_password.release_lockout(opened, opened.new_operation(), name=name)
    say(f"{name} can try again.")


@people_app.command("reset")
def reset(
    name: Annotated[str, typer.Argument(help="Who forgot the password.")],
    new_password_file: NewPasswordOption,
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
) -> None:
    """Give a person a one-time password: 72 hours, to be changed at the first sign-in."""
    with signed_in(desk, user, password_file) as opened:
        own_password.reset_password(
            opened, opened.new_operation(), name=name, one_time_password=first_line(new_password_file)
        )
    say(f"{name} has a one-time password for 72 hours.")


def password(
    new_password_file: NewPasswordOption,
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
) -> None:
    """Change your own password."""
    with sentences():
        old = password_from(password_file)
    with signed_in(desk, user, password_file, typed=old) as opened:
        own_password.change_password(opened, old, first_line(new_password_file))
    say("Your password is changed.")


def confirm_code(
    recovery_code_file: CodeOption,
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
) -> None:
    """Show that the recovery sheet exists: the whole code, typed back."""
    with signed_in(desk, user, password_file) as opened:
        reminders.confirm_recovery_code(opened, first_line(recovery_code_file))
    say("The recovery code is right. Nobody is reminded of it any more.")


def new_code(
    second: Annotated[str, typer.Option("--second", "--second-user", help="Who signs as well.")] = "",
    second_password_file: Annotated[
        Path | None, typer.Option("--second-password-file", help="A file whose first line is that person's password.")
    ] = None,
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Another recovery code, because the sheet was lost or seen: two people sign. The old one ends at once."""
    with sentences():
        password = password_from(password_file)  # the same password signs in and signs for the code
    with signed_in(desk, user, None, typed=password) as opened:
        second_password = second_password_from(second, second_password_file) if second else ""
        drawn = recovery_code.draw_code(opened, recovery_code.CodeSigned(password, second, second_password))
        recovery_code.put_in_force(opened, drawn, typed=None)
    if as_json:
        give({"recovery_code": drawn.text})
    else:
        put(drawn.text)
    say("Write the code down and put it into the safe, then type it back with confirm-code. The old sheet opens")
    say("nothing here any more; keep it only with the backups made until now.")


def admit(
    account: Annotated[str, typer.Argument(help="The account, as it signs in to this computer.")],
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let another account of this computer open the desk: a code, typed there once within 15 minutes."""
    with signed_in(desk, user, password_file) as opened:
        made = admission.admit_account(opened, opened.new_operation(), account=account)
        until = f"{made.until.astimezone(opened.zone):%H:%M}"
    if as_json:
        give({"code": made.text, "until": made.until, "folder": str(made.folder), "account": made.account})
    else:
        put(made.text)
    say(f"Sign in to this computer as {made.account} and run, until {until}:")
    say(f'callback-desk recover --desk "{made.folder}" --recovery-code-file FILE')
    say("FILE holds the code. It works once, and opens nothing without a name and a password of this desk.")


def recover(
    recovery_code_file: CodeOption,
    name: Annotated[str, typer.Option("--reset", help="Also give this person a one-time password.")] = "",
    new_password_file: Annotated[
        Path | None, typer.Option("--new-password-file", help="With --reset: first line, the one-time password.")
    ] = None,
    desk: DeskOption = None,
) -> None:
    """The key store lost the desk's key, or nobody can sign in: put it right with the recovery sheet.

    Every lock-out ends. Supervisors are told of it for 30 days. In an account that was let in with `admit`, the code
    from there brings it the key.
    """
    if bool(name) != (new_password_file is not None):
        raise typer.BadParameter("--reset and --new-password-file go together.")
    with sentences():
        here = office(desk)
        door = here.locked().door
        code, now = first_line(recovery_code_file), here.clock.now()
        used = door.recover(code, now)
        if name and new_password_file is not None:
            door.reset_with_code(code, name, first_line(new_password_file), now)
            say(f"{name} has a one-time password for 72 hours.")
    if used is CodeUsed.ADMISSION:
        say("This account has the key to the desk now. Everybody signs in with their own name and password.")
    else:
        say("The key is back in this computer's key store. Everybody signs in as before.")

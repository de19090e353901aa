"""What every command has in common: which desk, who signs in, JSON on standard output, words on standard error."""

from __future__ import annotations

import errno
import getpass
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from callback_desk.bootstrap.opening import Office, note_trouble, office_in
from callback_desk.domain.errors import DeskBug, DeskError, DeskFault
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.reminders import reminders
from callback_desk.use_cases.sign_in import USE_BANNER, sign_in, sign_out

DeskOption = Annotated[
    Path | None, typer.Option("--desk", help="The data folder; without it CALLBACK_DESK_HOME or the platform's own.")
]
UserOption = Annotated[str, typer.Option("--user", help="Who signs in.")]
PasswordOption = Annotated[
    Path | None, typer.Option("--password-file", help="A file whose first line is the password; else it is asked for.")
]
FilePasswordOption = Annotated[
    Path | None,
    typer.Option(
        "--file-password-file",
        help="A file whose first line seals the PDF; people leave on a drive that can be carried away no other way.",
    ),
]
STOPPED = "Stopped. What was saved stays; an import that was not finished has brought in nobody."
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]


def say(words: str) -> None:
    """Words for a person: standard error, so that standard output is the result alone. Never fails."""
    with suppress(OSError, ValueError, AttributeError):  # closed, full or not there: then nobody reads it
        sys.stderr.write(plain(words.rstrip()) + "\n")


def give(result: Mapping[str, object]) -> None:
    """The result as one JSON object on standard output."""
    _out(json.dumps(result, ensure_ascii=False, indent=2, default=_as_text) + "\n")


def put(line: str) -> None:
    """One line of a result in words on standard output."""
    _out(plain(line) + "\n")


def plain(words: str) -> str:
    """Without what a terminal would obey: names of files and people are words, never commands to it."""
    return "".join(one if one.isprintable() or one in "\n\t" else "\ufffd" for one in words)


def _out(text: str) -> None:
    """Written through at once, so that a reader who has gone is noticed here. Ends the command then."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError as gone:  # `| head -1` has what it wanted
        _drop_output()
        raise typer.Exit(1) from gone
    except (OSError, ValueError, AttributeError) as trouble:
        _drop_output()
        say("The result could not be written to standard output: it is closed, or the disk is full.")
        raise typer.Exit(1) from trouble


def _drop_output() -> None:
    """What is left in the buffer would raise once more when the program ends."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _as_text(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def refuse(sentence: str) -> NoReturn:
    """End with a sentence and exit code 1."""
    say(sentence)
    raise typer.Exit(1)


_until_the_end: ContextVar[ExitStack | None] = ContextVar("until_the_end", default=None)


@contextmanager
def sentences() -> Iterator[None]:
    """A known trouble ends the command with its sentence, a bug with its number; no traceback reaches a person."""
    with ExitStack() as stack:
        token = _until_the_end.set(stack)
        try:
            yield
        except DeskBug as error:
            _bug(error)
        except DeskError as error:
            say(error.sentence)
            raise typer.Exit(1) from error
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except KeyboardInterrupt as error:
            say(STOPPED)
            raise typer.Exit(1) from error
        except OSError as error:
            sentence = _of_the_computer(error)
            if not sentence:
                _bug(error)
            say(sentence)
            raise typer.Exit(1) from error
        except Exception as error:  # the last place that could tell a person
            _bug(error)
        finally:
            _until_the_end.reset(token)


def _of_the_computer(error: OSError) -> str:
    """A sentence for what is no fault of this program; "" for everything else."""
    match error.errno:
        case errno.ENAMETOOLONG:
            return "A name is longer than this computer allows. Choose a shorter one."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            name = Path(os.fsdecode(error.filename)).name if isinstance(error.filename, str | bytes) else "a file"
            return f"This account may not use {name}. Choose another place, or ask who looks after this computer."
        case errno.ENOSPC:
            return "There is no room left on the disk. Free some room and try again."
    return ""


def _bug(error: BaseException) -> NoReturn:
    number = note_trouble(error)
    say(f"Something went wrong in this program. Everything that was saved is safe. Quote number {number}.")
    raise typer.Exit(1) from error


def office(desk: Path | None) -> Office:
    """The desk's folder on this computer, with its warnings said; the log runs until the command ends."""
    found = office_in(desk)
    stack = _until_the_end.get()
    if stack is not None:
        stack.callback(found.start_log())
    if found.for_tests:
        say(found.test_warning)
    return found


def first_line(path: Path) -> str:
    """The first line of a password file. Raises DeskFault."""
    try:
        with path.open(encoding="utf-8-sig") as file:  # Windows' editor puts a mark first
            return file.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DeskFault(f"The password file {path.name} cannot be read. Nothing was done.") from error


def file_password_from(path: Path | None) -> str | None:
    """What seals a PDF, None when it is not to be sealed. Raises DeskFault for a file that cannot be read."""
    return None if path is None else first_line(path)


def password_from(path: Path | None, what: str = "Password") -> str:
    """From the file, or asked for on a terminal. Raises DeskFault when neither is possible."""
    if path is not None:
        return first_line(path)
    if not sys.stdin.isatty():
        raise DeskFault("There is no terminal to ask for the password. Give --password-file.")
    return getpass.getpass(f"{what}: ", stream=sys.stderr)


def second_password_from(name: str, path: Path | None) -> str:
    """Of a second person who signs as well. Raises DeskFault when it can be neither read nor asked for."""
    if path is not None:
        return first_line(path)
    if not sys.stdin.isatty():
        raise DeskFault(f"There is no terminal to ask {name} for the password. Give --second-password-file.")
    return password_from(None, f"Password of {name}")


@contextmanager
def signed_in(desk: Path | None, user: str, password_file: Path | None, *, typed: str = "") -> Iterator[Desk]:
    """Sign in like a person, with the use banner and the reminders; sign out whatever happens.

    `typed` is a password that was asked for already.
    """
    with sentences():
        here = office(desk)
        locked = here.locked()
        say(USE_BANNER)
        name = user or _asked_name()
        opened = sign_in(locked, name, typed or password_from(password_file))
        try:
            for sentence in reminders(opened).sentences(opened.zone):
                say(sentence)
            yield opened
        finally:
            sign_out(opened)
            locked.press.close()


def _asked_name() -> str:
    if not sys.stdin.isatty():
        raise DeskFault("Say who signs in with --user NAME.")
    return input_line("Name")


def input_line(what: str) -> str:
    """One line from the terminal; the question goes to standard error."""
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"{what}: ")
        sys.stderr.flush()
    return sys.stdin.readline().strip()


def no_wait() -> None:
    """The terminal has no window whose saves go first."""

"""`callback-desk`: without a command the window opens, with one the terminal answers."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from callback_desk import logs, paths
from callback_desk.domain.errors import DeskFault


def main() -> None:
    """Entry point of `callback-desk` and of `python -m callback_desk`."""
    try:
        _run()
    except KeyboardInterrupt:  # before a command has begun, which says it itself
        with contextlib.suppress(OSError, AttributeError):
            sys.stderr.write("Stopped. Nothing was begun.\n")
        sys.exit(1)


def _run() -> None:
    if sys.argv[1:2] == ["--child"]:  # a frozen build starts its children through itself
        from callback_desk.processes.child_main import main as child

        sys.exit(child(sys.argv[2:]))
    if len(sys.argv) == 1:
        sys.exit(_window_with_log(None))
    _say_every_name()
    from callback_desk.cli.main import make_app

    app = make_app()
    app.command("window")(window)
    app.command("demo")(demo)
    app(prog_name="callback-desk")


def _say_every_name() -> None:
    """A pipe on Windows takes the code page of the computer, in which not every name can be written."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")


def window(
    desk: Annotated[Path | None, typer.Option("--desk", help="The data folder.")] = None,
) -> None:
    """Open the window (the same as no command at all, with another data folder)."""
    raise typer.Exit(_window_with_log(desk))


def _window_with_log(desk: Path | None) -> int:
    """The window, with its log in the data folder; what nobody caught goes there by place and number, never by word."""
    folder = paths.desk_dir(desk, os.environ)
    with contextlib.suppress(DeskFault):  # the window says it itself
        paths.private_dir(folder)
    stop_log = logs.start_quietly(folder)
    put_back = logs.install_last_resort(lambda _words: None)  # the window tells people; this only writes it down
    try:
        from callback_desk.app.start import run_window

        return run_window(desk)
    finally:
        put_back()
        stop_log()


def demo(
    headless: Annotated[bool, typer.Option("--headless", help="No window on a screen; walk the whole job.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Where the PDF and the pictures go.")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the demo desk instead of removing it.")] = False,
) -> None:
    """A throw-away desk with fictional people: import, a scripted call, sign-off, the lead sheet."""
    from callback_desk.demo import run_demo

    raise typer.Exit(run_demo(headless=headless, out=out, keep=keep))


if __name__ == "__main__":
    main()

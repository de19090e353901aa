"""`callback-desk`: without a command the window opens, with one the terminal answers."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path

from callback_desk import logs, paths
from callback_desk.app.screen import NO_SCREEN, has_screen
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
    from callback_desk.app.commands import add_commands
    from callback_desk.cli.main import make_app

    app = make_app()
    add_commands(app, _window_with_log)
    app(prog_name="callback-desk")


def _say_every_name() -> None:
    """A pipe on Windows takes the code page of the computer, in which not every name can be written."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")


def _window_with_log(desk: Path | None) -> int:
    """The window, with its log in the data folder; what nobody caught goes there by place and number, never by word."""
    if not has_screen():
        sys.stderr.write(f"{NO_SCREEN}\n")
        return 1
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


if __name__ == "__main__":
    main()

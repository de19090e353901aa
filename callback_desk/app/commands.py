"""The window and the demo as commands of the terminal. Loaded for a command line only: the window alone needs none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer


def add_commands(app: typer.Typer, open_window: Callable[[Path | None], int]) -> None:
    """Join `window` and `demo` to the terminal's commands. `open_window` returns the exit code."""

    @app.command("window")
    def window(
        desk: Annotated[Path | None, typer.Option("--desk", help="The data folder.")] = None,
    ) -> None:
        """Open the window (the same as no command at all, with another data folder)."""
        raise typer.Exit(open_window(desk))

    app.command("demo")(demo)


def demo(
    headless: Annotated[bool, typer.Option("--headless", help="No window on a screen; walk the whole job.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Where the PDF and the pictures go.")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the demo desk instead of removing it.")] = False,
) -> None:
    """A throw-away desk with fictional people: import, a scripted call, sign-off, the lead sheet."""
    from callback_desk.demo import run_demo

    raise typer.Exit(run_demo(headless=headless, out=out, keep=keep))

"""`layouts`: column set-ups this desk remembers, written to a file for another desk, and taken in from one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from callback_desk.cli.front import DeskOption, JsonOption, PasswordOption, UserOption, give, put, say, signed_in
from callback_desk.use_cases import layouts as set_ups

layouts_app = typer.Typer(no_args_is_help=True, help="Column set-ups: which heading of an export means what.")


@layouts_app.command("list")
def list_layouts(
    desk: DeskOption = None, user: UserOption = "", password_file: PasswordOption = None, as_json: JsonOption = False
) -> None:
    """Column set-ups this desk remembers."""
    with signed_in(desk, user, password_file) as opened:
        found = set_ups.layouts(opened)
    if as_json:
        give(
            {
                "layouts": [
                    {"name": one.name, "headings_sha256": one.signature, "columns": len(one.columns)} for one in found
                ]
            }
        )
        return
    for one in found:
        put(f"{one.name}\t{len(one.columns)} columns")
    if not found:
        say("No column set-up is saved yet. An import in the window saves one, and so does `layouts add`.")


@layouts_app.command("save")
def save(
    name: Annotated[str, typer.Argument(help="The set-up's name, as `layouts list` shows it.")],
    file: Annotated[Path, typer.Argument(help="Where to write it.")],
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
) -> None:
    """Write a column set-up to a file: headings and what they mean, nothing of any row."""
    with signed_in(desk, user, password_file) as opened:
        set_ups.save_layout(opened, set_ups.layout_named(opened, name), file)
    say(f"The set-up is in {file.name}. It holds headings and what they mean, and nothing of any row.")


@layouts_app.command("add")
def add(
    file: Annotated[Path, typer.Argument(help="A file that `layouts save` wrote.")],
    name: Annotated[str, typer.Option("--name", help="Keep it under another name.")] = "",
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a column set-up in: files with its headings are read by it from now on."""
    with signed_in(desk, user, password_file) as opened:
        taken = set_ups.read_layout_file(opened, file, name=name)
        set_ups.add_layout(opened, opened.new_operation(), taken.layout)
    for heading in taken.doubtful:
        say(f"Look at {heading}: it is taken for the victim’s number, and its heading names somebody else.")
    if as_json:
        give({"name": taken.layout.name, "columns": len(taken.layout.columns), "look_at": list(taken.doubtful)})
    else:
        say(f"{taken.layout.name} is saved with {len(taken.layout.columns)} columns. Say once how you screen here.")

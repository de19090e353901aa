"""`front-desk-card`: the page for whoever answers the published number."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from callback_desk.cli.front import DeskOption, PasswordOption, UserOption, say, signed_in
from callback_desk.use_cases.front_desk_card import print_front_desk_card


def front_desk_card(
    out: Annotated[Path, typer.Option("--out", help="The PDF to write.")],
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
) -> None:
    """Write the front-desk card: what to say to somebody who checks whether a caller was ours."""
    with signed_in(desk, user, password_file) as opened:
        printed = print_front_desk_card(opened, out)
    say(f"The front-desk card is in {printed.path}. Give it to whoever answers the published number.")

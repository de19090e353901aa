"""`settings`: what the agency made stricter, as JSON in and out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from callback_desk.cli.front import DeskOption, PasswordOption, UserOption, give, say, signed_in
from callback_desk.domain.errors import DeskFault
from callback_desk.use_cases import agency_settings


def settings(
    change: Annotated[
        Path | None, typer.Option("--change", help='A JSON file, e.g. {"sign_in": {"idle_lock_min": 5}}.')
    ] = None,
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
) -> None:
    """Show the settings, or make some of them stricter."""
    with signed_in(desk, user, password_file) as opened:
        if change is not None:
            agency_settings.change_settings(opened, opened.new_operation(), _from(change))
            say("The settings are changed. They are in force from the next sign-in.")
        found = agency_settings.settings(opened)
        profile = opened.rules.offenses.profile
        country = profile.said if profile else f"{opened.info.region}, with the codes of the United States"
        say(f"Country: {country}. Rules: {opened.rules.eligibility.version}.")
    give(found)


def _from(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DeskFault(f"The file {path.name} cannot be read as JSON. Nothing was changed.") from error
    if not isinstance(found, dict):
        raise DeskFault("Settings are a JSON object of groups. Nothing was changed.")
    return found

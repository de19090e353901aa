"""`script publish` and `script versions`: what calls are made with from now on, and what they were made with before."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from callback_desk.cli.front import (
    DeskOption,
    JsonOption,
    PasswordOption,
    UserOption,
    give,
    put,
    say,
    second_password_from,
    signed_in,
)
from callback_desk.cli.script_commands import errors_in, findings_json, say_findings, script_app
from callback_desk.domain.scripts import NewerScript
from callback_desk.use_cases.newer_scripts import newer_scripts
from callback_desk.use_cases.publish_script import SecondSignature, publish_script, touched_words
from callback_desk.use_cases.scripts import CALL, propose_workbook, script_at_hand

__all__ = ["script_app", "script_publish", "script_versions"]

PurposeOption = Annotated[
    str, typer.Option("--purpose", help="What the script is for, as `script versions` shows it: call, called_back.")
]


@script_app.command("publish")
def script_publish(
    file: Annotated[Path, typer.Argument(help="The workbook: .xlsx, or the same as Markdown tables.")],
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    purpose: PurposeOption = CALL,
    second: Annotated[
        str, typer.Option("--second", help="Who signs as well, where a check, a service question or a consent changes.")
    ] = "",
    second_password_file: Annotated[
        Path | None, typer.Option("--second-password-file", help="A file whose first line is that person's password.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check a workbook and publish it: new calls take it, calls that were begun keep their own version."""
    with signed_in(desk, user, password_file) as opened:
        proposal = propose_workbook(opened, file, purpose)
        found, looked = proposal.looked.findings, proposal.looked
        if not looked.may_be_published:
            if as_json:
                give({"published": False, **findings_json(found)})
            else:
                say_findings(found)
            say("Nothing was published.")
            raise typer.Exit(1)
        password = second_password_from(second, second_password_file) if proposal.needs_second and second else ""
        publish_script(opened, opened.new_operation(), proposal, SecondSignature(second, password))
    touches = touched_words(proposal.comparison.touches)
    if as_json:
        give(
            {
                "published": True,
                "purpose": purpose,
                "version": looked.version,
                "sha256": looked.sha256,
                "before": proposal.base_version,
                "changes": len(proposal.comparison.changes),
                "touches": sorted(one.value for one in proposal.comparison.touches),
                "errors": errors_in(found),
            }
        )
    changed = f" It changed {touches}." if touches else ""
    say(f"Version {looked.version} is published. New calls take it.{changed}")


@script_app.command("versions")
def script_versions(
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Every published version of every script, newest first, and what newer ones the program brings."""
    with signed_in(desk, user, password_file) as opened:
        purposes = script_at_hand(opened).purposes
        lines = [line for purpose in purposes for line in script_at_hand(opened, purpose).versions]
        newer = newer_scripts(opened)
        zone = opened.zone
    if as_json:
        give(
            {
                "versions": [
                    {
                        "purpose": one.purpose,
                        "version": one.version,
                        "title": one.title,
                        "source": one.source,
                        "sha256": one.sha,
                        "published_at": one.published_at.isoformat(),
                        "published_by": one.published_by,
                    }
                    for one in lines
                ],
                "newer": [
                    {
                        "purpose": one.brings.purpose,
                        "version": one.brings.version,
                        "title": one.brings.title,
                        "source": one.brings.path.name,
                        "reads": one.reads,
                        "left_by": one.left_by,
                        "left_at": one.left_at.isoformat() if one.left_at else None,
                    }
                    for one in newer
                ],
            }
        )
        return
    for one in lines:
        at = one.published_at.astimezone(zone)
        put(f"{one.purpose:14}{one.version:8}{at:%Y-%m-%d %H:%M}  {one.published_by}  {one.title}")
    for brought in newer:
        say(_newer_words(brought))


def _newer_words(newer: NewerScript) -> str:
    reads = f"calls read version {newer.reads}" if newer.reads else "this desk has none"
    what = f"The program brings version {newer.brings.version} of {newer.brings.purpose}; {reads}."
    if newer.left_by and newer.left_at is not None:
        return f"{what} {newer.left_by} left it on {newer.left_at:%Y-%m-%d}."
    return f"{what} Look at it on the Wording page: nothing changes before somebody takes it over."

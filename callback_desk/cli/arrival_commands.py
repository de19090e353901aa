"""`arrivals`: the folder the records system saves its exports in, and what lies there now."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from callback_desk.cli.front import DeskOption, JsonOption, PasswordOption, UserOption, give, put, say, signed_in
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.export_files import Arrivals, Arrived
from callback_desk.use_cases import watched_folder
from callback_desk.use_cases.desk import Desk


def arrivals(
    watch: Annotated[Path | None, typer.Option("--watch", help="Look into this folder from now on.")] = None,
    stop: Annotated[bool, typer.Option("--stop", help="Watch no folder any more.")] = False,
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Exports that lie in the watched folder, newest first, and which of them were imported."""
    with signed_in(desk, user, password_file) as opened:
        _change(opened, watch, stop=stop)
        found = watched_folder.arrivals_at_once(opened)
        zone = opened.zone
    for sentence in _sentences(found):
        say(sentence)
    if as_json:
        give(
            {
                "folder": str(found.folder) if found.folder is not None else None,
                "copied_to": found.cloud,
                "trouble": found.trouble,
                "being_written": found.being_written,
                "files": [_as_json(one) for one in found.arrived],
            }
        )
        return
    for one in found.arrived:
        at = one.imported_at
        known = f"imported {at.astimezone(zone):%Y-%m-%d %H:%M}" if at is not None else "new"
        put(f"{one.file.name}\t{one.file.size_bytes:,} bytes\t{known}")


def _change(opened: Desk, watch: Path | None, *, stop: bool) -> None:
    if watch is not None and stop:
        raise DeskFault("Give --watch or --stop, not both. Nothing was changed.")
    if watch is not None or stop:
        folder = watch.absolute() if watch is not None else None
        watched_folder.watch_folder(opened, opened.new_operation(), folder)


def _sentences(found: Arrivals) -> list[str]:
    if found.folder is None:
        return ["No folder is watched. Name one with --watch FOLDER."]
    said = [found.trouble] if found.trouble else []
    if found.cloud:
        said.append(f"{found.cloud} copies this folder to other computers. Have the exports saved elsewhere.")
    if found.being_written:
        said.append(f"Still being written, and not listed: {found.being_written}.")
    if not (found.arrived or found.being_written or found.trouble):
        said.append(f"There is no export in {found.folder}.")
    return said


def _as_json(one: Arrived) -> dict[str, object]:
    file = one.file
    return {
        "file": file.name,
        "path": str(file.path),
        "bytes": file.size_bytes,
        "sha256": file.sha256,
        "imported_at": one.imported_at,
    }

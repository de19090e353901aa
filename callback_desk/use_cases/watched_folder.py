"""A folder the records system writes into: what arrived is offered, nothing is imported by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault, ImportRefused
from callback_desk.domain.export_files import Arrivals, Arrived, FoundFile
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, does

STILL_FOR = timedelta(seconds=2)  # a file is offered when its size and time stayed the same for so long
_READ_UP_TO = 32_000_000  # bytes; whether a larger file was imported is said when somebody chooses it
_GROUP, _NAME = "imports", "watched_folder"
_THE_DESK = 1


@asks(Act.IMPORT_FILE)
def watched_folder(work: Work) -> Path | None:
    """The folder that is looked into, or None."""
    group = work.uow.desk.settings().get(_GROUP)
    named = group.get(_NAME) if isinstance(group, Mapping) else ""
    return Path(named) if isinstance(named, str) and named else None


@does(Act.IMPORT_FILE)
def watch_folder(work: Work, folder: Path | None) -> Done:
    """Look into this folder from now on, or into none. Raises DeskFault when there is no such folder."""
    if folder is not None and not folder.is_absolute():
        raise DeskFault("Give the whole path of the folder, from the drive on.")
    if folder is not None:
        work.desk.intake.found_in(folder, work.now)
    stored = work.uow.desk.settings()
    group = stored.get(_GROUP)
    kept = dict(group) if isinstance(group, Mapping) else {}
    merged: dict[str, object] = {**stored, _GROUP: {**kept, _NAME: str(folder or "")}}
    work.desk.rules_for(work.desk.info, merged)
    work.uow.desk.put_settings(merged)
    work.record(Event.SETTINGS_CHANGE, kind="desk", id=work.desk.info.database_id, groups=1)
    return Done(Changes.SETTINGS | Changes.IMPORTS, _THE_DESK)


def arrivals(desk: Desk, before: Sequence[FoundFile] = ()) -> Arrivals:
    """What lies in the watched folder now; `before` is what the last look saw (`Arrivals.seen`).

    A file is offered when two looks at least two seconds apart saw the same size and time.
    """
    check(desk, Act.IMPORT_FILE)
    folder = watched_folder(desk)
    if folder is None:
        return Arrivals()
    cloud = desk.intake.cloud_of(folder)
    try:
        found = desk.intake.found_in(folder, desk.clock.now())
    except DeskFault as fault:
        return Arrivals(folder, cloud=cloud, trouble=fault.sentence)
    known = {one.path: one for one in before}
    seen = tuple(_looked_again(desk, one, known.get(one.path)) for one in found)
    still = [one for one in seen if desk.clock.now() - one.first_seen >= STILL_FOR]
    with desk.storage.read(desk.session) as uow:
        batches = {one.sha256: uow.imports.seen_file(one.sha256) for one in still if one.sha256}
    arrived = []
    for one in still:
        batch = batches.get(one.sha256)
        arrived.append(Arrived(one, batch.imported_at if batch is not None else None))
    return Arrivals(folder, tuple(arrived), len(seen) - len(still), cloud, seen=seen)


declared(arrivals, Act.IMPORT_FILE, writes=False)


def arrivals_at_once(desk: Desk) -> Arrivals:
    """The same in one look, for the terminal: at rest is what was last written to two seconds ago or earlier."""
    seen = arrivals(desk).seen
    written = (datetime.fromtimestamp(one.changed_s, UTC) for one in seen)
    return arrivals(desk, tuple(replace(one, first_seen=at) for one, at in zip(seen, written, strict=True)))


declared(arrivals_at_once, Act.IMPORT_FILE, writes=False)


def _looked_again(desk: Desk, now: FoundFile, before: FoundFile | None) -> FoundFile:
    """The same file as at the last look keeps its first moment, and is read once when it has come to rest."""
    if before is None or (before.size_bytes, before.changed_ns) != (now.size_bytes, now.changed_ns):
        return now
    if before.sha256 or now.first_seen - before.first_seen < STILL_FOR or now.size_bytes > _READ_UP_TO:
        return before
    try:
        return replace(before, sha256=desk.intake.sha256_of(now.path))
    except ImportRefused:  # somebody else holds it open: its own refusal comes when it is chosen
        return before

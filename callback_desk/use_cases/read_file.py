"""A file that was imported still holds names and numbers in clear text: where it lies, and taking it away."""

from __future__ import annotations

from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import BatchId
from callback_desk.use_cases.desk import Desk, check, declared, writing


def cloud_of(desk: Desk, path: Path) -> str:
    """The service that copies this file or folder to other computers, by name; "" when none is known to."""
    check(desk, Act.IMPORT_FILE)
    return desk.intake.cloud_of(path)


declared(cloud_of, Act.IMPORT_FILE, writes=False)


def remove_read_file(desk: Desk, path: Path, file_sha256: str) -> BatchId:
    """Remove a file this desk has imported, when it is still the very content that was read; on record.

    Returns the import it was read for. Raises DeskFault, and then the file stays.
    """
    check(desk, Act.IMPORT_FILE)
    with desk.storage.read(desk.session) as uow:
        batch = uow.imports.seen_file(file_sha256) if file_sha256 else None
    if batch is None:
        raise DeskFault(f"{path.name} was not imported at this desk. It stays.")
    # Before the line of the trail: what cannot be taken away must not be written down as gone.
    desk.intake.remove_file(path, file_sha256)
    with writing(desk, Act.IMPORT_FILE) as work:
        work.record(Event.IMPORT_FILE_REMOVED, kind="batch", id=batch.id, file=file_sha256[:32])
    return batch.id


declared(remove_read_file, Act.IMPORT_FILE, writes=True)

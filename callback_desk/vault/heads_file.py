"""The audit trail's heads outside the database: who puts back an older database file is found out.

One small file a station in the desk folder, authenticated with a key from the key store, so that somebody who can
copy files but not read the key store cannot forge it. It is replaced whole and not fsynced: after a power cut
it may show an older head, which is still a true one. Deleting it hides nothing that a printed anchor shows.
"""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from callback_desk.domain.audit import Head
from callback_desk.domain.audit_verify import Anchor
from callback_desk.vault.atomic_file import open_beside
from callback_desk.vault.secret import NotOpened, RandomSource, SecretKey, seal, unseal

_SUFFIX = ".audit-head"
_MAX_BYTES = 4_096


class HeadsFile:
    """Writes and reads the heads of one desk. key is `Unlocked.heads_key()`."""

    def __init__(self, folder: Path, key: SecretKey, *, db_id: str, random: RandomSource) -> None:
        self._folder, self._key, self._db_id, self._random = folder, key, db_id, random

    def write(self, station: str, head: Head) -> None:
        """Remember where the chain of `station` stands; called after each commit. Silent when the disk is full."""
        content = json.dumps({"station": station, "seq": head.seq, "mac": head.mac.hex()}).encode("ascii")
        sealed = base64.b64encode(seal(self._key, content, self._aad(), self._random))
        name = base64.b32encode(station.encode("utf-8")).decode("ascii").rstrip("=").lower()
        target = self._folder / f"{name}{_SUFFIX}"
        with contextlib.suppress(OSError):  # the trail itself is committed; a missing head is only a weaker proof
            descriptor, beside = open_beside(target, self._random)
            with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
                file.write(sealed)
            try:
                beside.replace(target)
            except OSError:
                beside.unlink(missing_ok=True)

    def read(self) -> tuple[Mapping[str, Head], tuple[str, ...]]:
        """Heads by station, and the names of files that were changed or belong to another desk."""
        heads: dict[str, Head] = {}
        wrong: list[str] = []
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            try:
                with path.open("rb") as file:
                    sealed = base64.b64decode(file.read(_MAX_BYTES), validate=True)
                item = json.loads(unseal(self._key, sealed, self._aad()))
                heads[str(item["station"])] = Head(int(item["seq"]), bytes.fromhex(item["mac"]))
            except (OSError, ValueError, NotOpened):
                wrong.append(path.name)
        return heads, tuple(wrong)

    def anchors(self) -> Mapping[str, Anchor]:
        """The same as anchors for `verify_chain`, by station; an empty chain gives none."""
        heads, _ = self.read()
        return {station: Anchor(head.seq, head.mac[:5]) for station, head in heads.items() if head.seq}

    def _aad(self) -> bytes:
        return f"audit-head|{self._db_id}".encode()

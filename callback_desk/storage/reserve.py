"""Room kept beside the database for the day the disk is full: given up, it lets the words on the screen be saved.

Research F09. The file holds noise and nothing else; it is made in daily work and never needed to open the desk.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from callback_desk.domain.errors import DatabaseRefused
from callback_desk.storage.engine import private_file

BYTES: Final = 2_000_000  # some two hundred saves of a long call
_ROOM_FOR_IT: Final = 50 * BYTES  # it is not made when the disk is nearly full already


def reserve_of(database: Path) -> Path:
    """Where the reserve of a database lies."""
    return database.with_name(f"{database.name}.reserve")


def keep(database: Path) -> bool:
    """Make the reserve if it is missing and there is room. True when it is there. Never raises for a full disk."""
    place = reserve_of(database)
    try:
        if place.is_file() and place.stat().st_size == BYTES:
            return True
        if shutil.disk_usage(place.parent).free < _ROOM_FOR_IT:
            return False
        place.unlink(missing_ok=True)
        private_file(place)
        place.write_bytes(os.urandom(BYTES))  # noise: a disk that packs zeros would keep no room
    except (OSError, DatabaseRefused):
        place.unlink(missing_ok=True)
        return False
    return True


def give_up(database: Path) -> bool:
    """Free the room. True when there was some."""
    try:
        reserve_of(database).unlink()
    except OSError:
        return False
    return True

"""Whether a file about a person may lie in a folder."""

from __future__ import annotations

from pathlib import Path

from callback_desk.domain.errors import DeskFault
from callback_desk.use_cases.desk import Work
from callback_desk.use_cases.ports_world import Volume


def volume_allowed(work: Work, folder: Path) -> Volume:
    """What kind of place it is. Raises DeskFault for one whose files are copied to other computers."""
    volume = work.desk.press.volume(folder)
    if volume in (Volume.CLOUD, Volume.NETWORK):
        what = "is copied to other computers" if volume is Volume.CLOUD else "lies on a network drive"
        raise DeskFault(f"The folder {folder.name} {what}. Choose a folder on this computer. Nothing was written.")
    return volume

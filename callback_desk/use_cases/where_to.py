"""Where a document may be written: what lies there is read by whoever has the folder, or finds the drive."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import ExportKind
from callback_desk.use_cases.ports_world import Press, Volume

_NOTHING: Final = "Nothing was written."
#: Names, cases, or what somebody said stand on it, and it is never sealed. Lead sheets and their articles have a rule
#: of their own; cards, blank forms, reports and counts name nobody and are made to be handed round.
OF_PEOPLE: Final = frozenset(
    {
        ExportKind.NEWS_PAGE,
        ExportKind.CONCERN_SHEET,
        ExportKind.PEOPLE_LIST,
        ExportKind.SHIFT_LIST,
        ExportKind.SHIFT_PACKET,
        ExportKind.HAND_OVER_SHEET,
        ExportKind.REMINDER_SLIPS,
        ExportKind.SUBJECT_RECORD,
        ExportKind.EXPORTS_LOG,
    }
)


def volume_allowed(press: Press, folder: Path) -> Volume:
    """What kind of place it is. Raises DeskFault for one whose files are copied to other computers."""
    volume = press.volume(folder)
    if volume in (Volume.CLOUD, Volume.NETWORK):
        what = "is copied to other computers" if volume is Volume.CLOUD else "lies on a network drive"
        raise DeskFault(f"The folder {folder.name} {what}. Choose a folder on this computer. {_NOTHING}")
    return volume


def refuse_place(press: Press, kind: ExportKind, folder: Path) -> None:
    """Raises DeskFault when a document of this kind carries people, and the folder carries it away."""
    if kind in OF_PEOPLE and volume_allowed(press, folder) is Volume.REMOVABLE:
        raise DeskFault(
            "People stand on this page, and a drive that can be carried away gets only what has a password, which this "
            f"page cannot have. Choose a folder on this computer, or print it. {_NOTHING}",
            code="removable",
        )

"""Where a document may be written: what lies there is read by whoever has the folder, or finds the drive."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import ExportKind
from callback_desk.use_cases.ports_world import Press, Volume
from callback_desk.use_cases.recipients import LEAST_PASSWORD

NEEDS_PASSWORD: Final = "needs-password"  # noqa: S105 - a code of a refusal, not a secret
_NOTHING: Final = "Nothing was written."
#: Names, cases, or what somebody said stand on it: it leaves on a drive only sealed. Lead sheets and their articles
#: have a rule of their own; cards, blank forms, reports and counts name nobody and are made to be handed round.
OF_PEOPLE: Final = frozenset(
    {
        ExportKind.NEWS_PAGE,
        ExportKind.NO_NEWS_PAGE,
        ExportKind.CONCERN_SHEET,
        ExportKind.PEOPLE_LIST,
        ExportKind.SHIFT_LIST,
        ExportKind.SHIFT_PACKET,
        ExportKind.HAND_OVER_SHEET,
        ExportKind.REMINDER_SLIPS,
        ExportKind.SUBJECT_RECORD,
        ExportKind.EXPORTS_LOG,
        ExportKind.CALLERS,
    }
)


def volume_allowed(press: Press, folder: Path) -> Volume:
    """What kind of place it is. Raises DeskFault for one whose files are copied to other computers."""
    volume = press.volume(folder)
    if volume in (Volume.CLOUD, Volume.NETWORK):
        what = "is copied to other computers" if volume is Volume.CLOUD else "lies on a network drive"
        raise DeskFault(f"The folder {folder.name} {what}. Choose a folder on this computer. {_NOTHING}")
    return volume


def refuse_place(
    press: Press, kind: ExportKind, folder: Path, password: str | None = None, *, sealable: bool = True
) -> None:
    """Raises DeskFault when a document of this kind carries people, and the folder carries it away unsealed: with the
    code NEEDS_PASSWORD where a password is the answer, and for a password that can be guessed."""
    if password is not None:
        refuse_short(password)
    if kind not in OF_PEOPLE or volume_allowed(press, folder) is not Volume.REMOVABLE or (sealable and password):
        return
    if sealable:
        raise DeskFault(
            "People stand on this page, and a drive that can be carried away gets only what has a password. Type one, "
            f"or choose a folder on this computer. {_NOTHING}",
            code=NEEDS_PASSWORD,
        )
    raise DeskFault(
        "People stand on this list, and a drive that can be carried away gets only what has a password, which a list "
        f"for a spreadsheet cannot have. Choose a folder on this computer. {_NOTHING}",
        code="removable",
    )


def refuse_short(password: str) -> None:
    """Raises DeskFault for a password of a file that is too short: it can be tried without end (security.md C13)."""
    if len(password) < LEAST_PASSWORD:
        raise DeskFault(
            f"A password for a file has at least {LEAST_PASSWORD} letters. Four words in a row are easy to type. "
            f"{_NOTHING}",
            code=NEEDS_PASSWORD,
        )

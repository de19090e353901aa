"""The anchor sheet: the heads of the audit trail on paper, so that somebody outside can prove it was not rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.audit_verify import anchor_text
from callback_desk.domain.exports import ExportKind, Purpose
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.use_cases.days import day_in_words
from callback_desk.use_cases.desk import Desk, Work, asks, declared
from callback_desk.use_cases.on_paper import OnPaper, pressed
from callback_desk.use_cases.ports_world import Printed

_SHARES = "5 3 6"
_FOOT = "Callback Desk, anchor sheet. No person, no case and nothing of a call is named here."
_PROVES = (
    "No entry up to the number above was changed, removed, added or moved since this sheet was printed.",
    "The trail is not shorter than on this day: nobody cut its end off or put an older copy back.",
)
_DOES_NOT = (
    "What came before this sheet: it proves nothing of a change that was made earlier than it was printed.",
    "What was never entered: work done outside the program is not in its trail.",
    "Who held the sheet: it proves only as much as the drawer it lay in.",
)


@asks(Act.VERIFY_AUDIT)
def anchor_sheet(work: Work) -> PaperDocument:
    """A head for every station, as `audit verify --anchor` takes it (seq and 40 bits of the chain value), what it
    proves and what it cannot (research/security, 2.4: anchors are the only defence against a holder of the key).
    """
    info = work.uow.desk.info()
    on = work.now.astimezone(work.desk.zone)
    heads = {
        station: (seq, anchor_text(seq, bytes.fromhex(mac))) for station, (seq, mac) in work.uow.audit.heads().items()
    }
    return PaperDocument(
        title="Anchor sheet",
        head=info.agency,
        under=f"Audit trail, {day_in_words(work.now, work.desk.zone)}, {on:%H:%M %Z}",
        foot=_FOOT,
        parts=tuple(_parts(info.database_id, heads)),
    )


def print_anchor_sheet(desk: Desk, target: Path) -> Printed:
    """Write it as a PDF. Raises DeskFault or DiskFull; then nothing was written."""
    what = OnPaper(ExportKind.ANCHOR_SHEET, ("desk", desk.info.database_id), Purpose.SUPERVISION)
    return pressed(desk, Act.VERIFY_AUDIT, anchor_sheet(desk), target, what)


declared(print_anchor_sheet, Act.VERIFY_AUDIT, writes=True)


def _parts(database_id: str, heads: dict[str, tuple[int, str]]) -> Iterator[PaperPart]:
    yield PaperPart(PaperKind.TITLE, "The audit trail as it stands today")
    yield PaperPart(PaperKind.ROW, "head", _SHARES, ("Station", "Entries", "Anchor"))
    for station, (seq, text) in sorted(heads.items()):
        yield PaperPart(PaperKind.ROW, "", _SHARES, (station, f"{seq:,}", text))
    yield PaperPart(PaperKind.SMALL, f"Desk {database_id}.")
    yield PaperPart(PaperKind.HEADING, "What this sheet proves")
    for line in _PROVES:
        yield PaperPart(PaperKind.POINT, line)
    yield PaperPart(PaperKind.HEADING, "What it cannot prove")
    for line in _DOES_NOT:
        yield PaperPart(PaperKind.POINT, line)
    yield PaperPart(PaperKind.HEADING, "To check it later")
    yield PaperPart(
        PaperKind.TEXT,
        "In the program: Settings, Audit trail, Verify now; type an anchor as it stands above. In a terminal: "
        "callback-desk audit verify --anchor, then the anchor. Capital or small letters and blanks do not matter.",
    )
    yield PaperPart(
        PaperKind.TEXT,
        "Keep this sheet where nobody who works with the program can take it away: with the records officer, or in "
        "the minutes of the weekly review. A new one each week leaves at most a week unproved.",
    )
    yield PaperPart(PaperKind.FIELDS, items=("Printed by", "Received by", "On"))

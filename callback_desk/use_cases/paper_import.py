"""The report of one import on paper: where every row went, that the sum holds, and which column to ask about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.exports import ExportKind, Purpose
from callback_desk.domain.ids import BatchId
from callback_desk.domain.incident import Pile
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.domain.records import ScreeningStatement
from callback_desk.domain.rows_to_correct import BatchOrigin
from callback_desk.domain.views import BatchLine
from callback_desk.use_cases.days import day_in_words
from callback_desk.use_cases.desk import Desk, Work, asks, declared
from callback_desk.use_cases.on_paper import OnPaper, pressed
from callback_desk.use_cases.ports_world import Printed
from callback_desk.use_cases.reason_words import reason_words

PILES = (
    (Pile.QUEUED, "On the call list", "Somebody new who may be called."),
    (Pile.MERGED, "Added to somebody", "A report of somebody who is on the list already."),
    (Pile.DUPLICATE, "Here already", "The same row once more; nothing changed."),
    (Pile.HELD, "Waits for a decision", "Nobody is called before a supervisor decides."),
    (Pile.EXCLUDED, "Not to be called", "A rule keeps them off the list."),
    (Pile.REJECTED, "Could not be read", "Nothing of the row was kept."),
)
_SHARES = "4 2 9"
_REASONS = "8 2 5 8"
_MOST_REASONS = 40
_FOOT = "Callback Desk, import report. No person, no case and no content of a cell is named here."


@asks(Act.LIST_BATCHES)
def import_sheet(work: Work, batch_id: BatchId) -> PaperDocument:
    """One import's counts, reasons and origin. Raises NotFound. Never a name or what stood in a cell."""
    batch = work.uow.imports.batch(batch_id)
    origin = work.uow.imports.origin(batch_id)
    stated: tuple[ScreeningStatement, ...] = ()
    if origin.layout is not None:
        stated = tuple(
            one for one in work.uow.imports.statements(origin.layout.signature) if one.at <= batch.imported_at
        )
    found = Counter((one.pile, one.reason, one.column) for one in work.uow.imports.problems(batch_id))
    return PaperDocument(
        title=f"Report of {batch.label}",
        head=work.uow.desk.info().agency,
        under=f"Import of {day_in_words(batch.imported_at, work.desk.zone)} by {batch.by}",
        foot=_FOOT,
        parts=tuple(_parts(work, batch, origin, stated, found)),
    )


def print_import_sheet(desk: Desk, batch_id: BatchId, target: Path) -> Printed:
    """Write it as a PDF. Raises NotFound, DeskFault or DiskFull; then nothing was written."""
    what = OnPaper(ExportKind.IMPORT_SHEET, ("batch", batch_id), Purpose.SUPERVISION)
    return pressed(desk, Act.LIST_BATCHES, import_sheet(desk, batch_id), target, what)


declared(print_import_sheet, Act.LIST_BATCHES, writes=True)

_Found = Counter[tuple[Pile, str, str]]


def _parts(
    work: Work, batch: BatchLine, origin: BatchOrigin, stated: tuple[ScreeningStatement, ...], found: _Found
) -> Iterator[PaperPart]:
    counts, zone = batch.counts, work.desk.zone
    at = batch.imported_at.astimezone(zone)
    yield PaperPart(PaperKind.TITLE, f"Report of {batch.label}")
    yield PaperPart(
        PaperKind.TEXT, f"{batch.file_name}, {day_in_words(batch.imported_at, zone)}, {at:%H:%M %Z}, {batch.by}."
    )
    if batch.undone_at is not None:
        yield PaperPart(PaperKind.BOXED, "This import was taken back.", f"On {day_in_words(batch.undone_at, zone)}.")
    yield PaperPart(PaperKind.HEADING, "Where every row went")
    yield PaperPart(PaperKind.ROW, "head", _SHARES, ("Pile", "Rows", "What it means"))
    for pile, name, meaning in PILES:
        yield PaperPart(PaperKind.ROW, "", _SHARES, (name, f"{counts.of(pile):,}", meaning))
    together = "The six add up to the rows of the file." if counts.accounted else "THE SIX DO NOT ADD UP."
    yield PaperPart(PaperKind.ROW, "head", _SHARES, ("All rows", f"{counts.rows_in:,}", together))
    if counts.table_rows and counts.table_rows != counts.rows_in:
        yield PaperPart(
            PaperKind.SMALL, f"{counts.table_rows:,} lines of the file; a line of several people counts for each."
        )
    phones = counts.phones
    yield PaperPart(
        PaperKind.SMALL,
        f"Telephone numbers: {phones.diallable:,} can be rung ({phones.distinct:,} different), "
        f"{phones.undiallable:,} cannot, {phones.blank:,} blank.",
    )
    yield from _reasons(work, found)
    yield PaperPart(PaperKind.HEADING, "The file")
    if origin.file_sha256:
        yield PaperPart(PaperKind.TEXT, f"SHA-256 {_in_fours(origin.file_sha256)}")
    if origin.layout is not None:
        yield PaperPart(PaperKind.TEXT, f"Column set-up: {origin.layout.name}.")
    for one in stated:
        facts = ", ".join(sorted(fact.value.replace("_", " ") for fact in one.facts))
        yield PaperPart(
            PaperKind.POINT, f"Without a column for {facts}: “{one.text}” {one.by}, {day_in_words(one.at, zone)}."
        )
    yield PaperPart(PaperKind.SMALL, f"Rules {work.desk.rules.version}.")


def _reasons(work: Work, found: _Found) -> Iterator[PaperPart]:
    if not found:
        return
    yield PaperPart(PaperKind.HEADING, "Why rows are not on the list")
    yield PaperPart(PaperKind.ROW, "head", _REASONS, ("Reason", "Rows", "Column", "What to do"))
    ranked = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    for (_, reason, column), many in ranked[:_MOST_REASONS]:
        what, to_do = reason_words(work.desk.rules, reason)
        yield PaperPart(PaperKind.ROW, "", _REASONS, (what, f"{many:,}", column, to_do))
    if rest := ranked[_MOST_REASONS:]:
        yield PaperPart(PaperKind.SMALL, f"And {sum(many for _, many in rest):,} rows of {len(rest)} rarer kinds.")


def _in_fours(digits: str) -> str:
    return " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))

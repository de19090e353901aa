"""`undo-import`: an import is taken back, or only what that would do is said."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from callback_desk.cli.front import DeskOption, JsonOption, PasswordOption, UserOption, give, say, signed_in
from callback_desk.domain.ids import BatchId
from callback_desk.domain.undo import REASON_WORDS, UndoPile, UndoReason, UndoReport
from callback_desk.use_cases.pace import after_others
from callback_desk.use_cases.undo_import import undo_batch, undo_preview

_PILES = {
    UndoPile.REMOVED: "removed",
    UndoPile.KEPT_CALLED: "kept because called",
    UndoPile.KEPT_EDITED: "kept because changed since",
    UndoPile.ALREADY_GONE: "already gone",
}


def undo_import(
    batch: Annotated[int, typer.Argument(help="The import's number, as `batches` shows it.")],
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would do; change nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Take an import back, in four piles. Calls, wishes and alerts are never touched.

    Volunteers can go on meanwhile. Ctrl+C before it is done leaves the import as it was.
    """
    with signed_in(desk, user, password_file) as opened:
        if dry_run:
            report = undo_preview(opened, BatchId(batch))
        else:
            report = undo_batch(opened, opened.new_operation(), BatchId(batch), turn=after_others, progress=_progress)
    if as_json:
        give(_as_json(report))
        return
    for line in _in_words(report):
        say(line)


def _progress(what: str, done: int, of: int) -> None:
    if not sys.stderr.isatty():
        return
    words = f"Looking at person {done:,} of {of:,}" if what == "sort" else "It is taken back. Tidying up"
    sys.stderr.write(f"\r{words:<60}")
    if what != "sort":
        sys.stderr.write("\n")


def _as_json(report: UndoReport) -> dict[str, object]:
    """No names: they belong on a screen, not into a log of a schedule."""
    return {
        "batch": report.batch_id,
        "file": report.file_name,
        "people": report.counts.people,
        **{pile.value: report.counts.of(pile) for pile in UndoPile},
        "reasons": {reason.value: count for reason, count in report.counts.reasons.items()},
        "judged_again": report.judged_again,
        "undone_at": report.undone_at,
    }


def _in_words(report: UndoReport) -> list[str]:
    piles = ", ".join(f"{report.counts.of(pile)} {words}" for pile, words in _PILES.items())
    end = "It is taken back." if report.undone_at else "Nothing was changed (dry run)."
    lines = [f"Import {report.batch_id} ({report.file_name}): {report.counts.people} people: {piles}. {end}"]
    kept = (reason for reason in UndoReason if reason is not UndoReason.NOTHING_SINCE)
    for reason in kept:
        if count := report.counts.reasons.get(reason, 0):
            lines.append(f"  {count}: {REASON_WORDS[reason]}")
    return lines

"""`import` and `batches`: the terminal never asks; it takes the best mapping or says why not."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Annotated

import typer

from callback_desk.cli.front import (
    DeskOption,
    JsonOption,
    PasswordOption,
    UserOption,
    give,
    no_wait,
    refuse,
    say,
    signed_in,
)
from callback_desk.domain.errors import DeskFault, ImportRefused
from callback_desk.domain.import_rows import Preview
from callback_desk.domain.incident import BatchCounts, Pile, RowProblem
from callback_desk.domain.layout import Layout
from callback_desk.use_cases import import_report
from callback_desk.use_cases.desk import Desk, Rules
from callback_desk.use_cases.ports_import import ImportSession
from callback_desk.use_cases.reason_words import reason_words

Report = dict[str, object]


def import_files(
    files: Annotated[list[Path], typer.Argument(help="Exports of the records system.")],
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    layout: Annotated[str, typer.Option("--layout", help="A saved column set-up, by name.")] = "",
    screening_stated: Annotated[
        str, typer.Option("--screening-stated", help="How the agency screens for facts the export has no column for.")
    ] = "",
    accept_changes: Annotated[bool, typer.Option("--accept-changes", help="Import although much has changed.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check every row; import nothing.")] = False,
    as_json: JsonOption = False,
    problems: Annotated[
        Path | None, typer.Option("--problems", help="Write the rows that were not queued: line, column, reason.")
    ] = None,
) -> None:
    """Bring in people from an export; every row is accounted for."""
    failed = False
    reports: list[Report] = []
    listed: list[tuple[str, RowProblem]] = []
    with signed_in(desk, user, password_file) as opened:
        for path in files:
            try:
                report, rows = _one(
                    opened,
                    path,
                    layout=layout,
                    stated=screening_stated,
                    accept=accept_changes,
                    dry_run=dry_run,
                    want_problems=problems is not None,
                )
                listed += [(path.name, row) for row in rows]
            except ImportRefused as refused:
                failed = True
                say(f"{path.name}: {refused.sentence}")
                report = {
                    **_counts(None, BatchCounts()),
                    "refused": {"code": refused.code, "sentence": refused.sentence},
                }
            reports.append({"file": path.name, **report})
            if not as_json and "refused" not in report:
                say(_sum_in_words(path.name, report, dry_run=dry_run))
        if problems is not None:
            _write_problems(problems, listed, opened.rules)
    if as_json:
        give(reports[0] if len(reports) == 1 else {"files": reports, **_total(reports)})
    if failed:
        raise typer.Exit(1)


def _one(
    opened: Desk, path: Path, *, layout: str, stated: str, accept: bool, dry_run: bool, want_problems: bool
) -> tuple[Report, list[RowProblem]]:
    session = import_report.open_import(opened, path)
    try:
        looked = import_report.look(opened, session)
        if stated and looked.unsettled:
            import_report.settle_screening(
                opened, opened.new_operation(), looked.guess.signature, looked.unsettled, stated
            )
        elif looked.unsettled:
            facts = ", ".join(sorted(fact.value.replace("_", " ") for fact in looked.unsettled))
            say(f"{path.name} has no column for: {facts}. Rows that need it wait. Settle it with --screening-stated.")
        chosen = _layout_named(opened, layout) if layout else None
        preview = import_report.check_rows(opened, session, chosen, progress=_progress, cancelled=lambda: False)
        rows = list(session.problems()) if want_problems else []
        if dry_run:
            return _counts(None, preview.counts), rows
        if preview.major_change and not accept:
            refuse(f"{preview.major_change} Nothing was imported. Add --accept-changes if this is right.")
        batch = _import(opened, session, preview, path, chosen)
        return _counts(batch, preview.counts), rows
    except ImportRefused as refused:
        import_report.refused(opened, session.file_sha256, refused.code)
        raise
    finally:
        session.close()


def _import(
    opened: Desk,
    session: ImportSession,
    preview: Preview,
    path: Path,
    layout: Layout | None,
) -> int:
    batch = import_report.import_rows(
        opened,
        opened.new_operation(),
        session,
        preview,
        file_name=path.name,
        layout=layout,
        turn=no_wait,
        progress=_progress,
    )
    return batch.id


def _layout_named(opened: Desk, name: str) -> Layout:
    for layout in import_report.known_layouts(opened):
        if layout.name.casefold() == name.casefold():
            return layout
    raise DeskFault(f"There is no column set-up named {name}. Nothing was imported.")


def _progress(what: str, done: int, of: int) -> None:
    if sys.stderr.isatty():
        words = {"read": "Reading row", "sort": "Comparing rows", "import": "Importing people"}[what]
        sys.stderr.write(f"\r{words} {done:,}" + (f" of {of:,}" if of else "") + "   ")
        if of and done >= of:
            sys.stderr.write("\n")


def _counts(batch: int | None, counts: BatchCounts) -> Report:
    return {
        "batch": batch,
        "rows_in": counts.rows_in,
        **{pile.value: counts.of(pile) for pile in Pile},
        "reasons": dict(counts.reasons),
        "phones": {
            "diallable": counts.phones.diallable,
            "distinct": counts.phones.distinct,
            "undiallable": counts.phones.undiallable,
            "blank": counts.phones.blank,
        },
    }


def _total(reports: list[Report]) -> Report:
    names = ["rows_in", *(pile.value for pile in Pile)]
    return {name: sum(int(str(report[name])) for report in reports) for name in names}


def _sum_in_words(name: str, report: Report, *, dry_run: bool) -> str:
    piles = ", ".join(f"{report[pile.value]} {pile.value}" for pile in Pile)
    end = "Nothing was imported (dry run)." if dry_run else f"Import {report['batch']}."
    return f"{name}: all {report['rows_in']} rows are accounted for: {piles}. {end}"


def _write_problems(target: Path, listed: list[tuple[str, RowProblem]], rules: Rules) -> None:
    """Line, column, reason, what to do; no cell content (decisions: problem list)."""
    try:
        with target.open("w", encoding="utf-8", newline="") as file:
            sheet = csv.writer(file)
            sheet.writerow(["file", "sheet", "line", "column", "pile", "reason", "what is wrong", "what to do"])
            for name, row in listed:
                wrong, to_do = reason_words(rules, row.reason)
                sheet.writerow(
                    [name, row.place.sheet, row.place.line, row.column, row.pile.value, row.reason, wrong, to_do]
                )
    except OSError as error:
        raise DeskFault(f"The problem list cannot be written to {target}. The import itself is done.") from error


def list_batches(
    desk: DeskOption = None, user: UserOption = "", password_file: PasswordOption = None, as_json: JsonOption = False
) -> None:
    """Imports so far, newest first."""
    with signed_in(desk, user, password_file) as opened:
        found = import_report.batches(opened)
    if as_json:
        give(
            {
                "batches": [
                    {
                        "imported_at": one.imported_at,
                        "by": one.by,
                        "file": one.file_name,
                        "undone_at": one.undone_at,
                        **_counts(one.id, one.counts),
                    }
                    for one in found
                ]
            }
        )
        return
    for one in found:
        piles = ", ".join(f"{one.counts.of(pile)} {pile.value}" for pile in Pile)
        sys.stdout.write(f"{one.id}\t{one.imported_at:%Y-%m-%d %H:%M} UTC\t{one.file_name}\t{piles}\n")

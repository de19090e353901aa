"""`import` and `batches`: the terminal never asks; it takes the best mapping or says why not."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
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
    put,
    say,
    signed_in,
)
from callback_desk.domain.errors import DeskFault, ImportRefused
from callback_desk.domain.formula_guard import guarded
from callback_desk.domain.import_rows import Preview, SharedNumbers
from callback_desk.domain.incident import BatchCounts, Pile, RowProblem
from callback_desk.domain.layout import Layout, SettledFact, layout_called, layout_from_guess
from callback_desk.use_cases import import_report
from callback_desk.use_cases.desk import Desk, Rules
from callback_desk.use_cases.ports_import import ImportSession
from callback_desk.use_cases.reason_words import (
    file_words,
    no_rows_words,
    reason_words,
    shared_lines,
    with_columns,
)

Report = dict[str, object]
_NO_LIST = "no_row_usable"
_NO_ROWS = "no_rows"
_LINES_SHOWN = 4  # of one number
_LOOK = "Look whether it is the list of reports, with its headings in the first lines."


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
    bring_back: Annotated[
        bool, typer.Option("--bring-back", help="Import rows, too, that were taken back with another file.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check every row; import nothing.")] = False,
    as_json: JsonOption = False,
    problems: Annotated[
        Path | None, typer.Option("--problems", help="Write the rows that were not queued: line, column, reason.")
    ] = None,
) -> None:
    """Bring in people from an export; every row is accounted for."""
    reports: list[Report] = []
    with signed_in(desk, user, password_file) as opened, _problem_sheet(problems, opened.rules) as write:
        for path in files:
            report, rows = _one(
                opened,
                path,
                _Wishes(layout, screening_stated, accept_changes, dry_run, problems is not None, bring_back),
            )
            name = path.name or path.absolute().name or str(path)
            write(name, rows)
            reports.append({"file": name, **report})
            if "refused" in report:
                say(f"{name}: {_sentence(report)}")
            elif not report["rows_in"]:
                say(f"{name}: {' '.join(reason_words(opened.rules, _NO_ROWS))} Nothing was imported.")
            elif not as_json:
                say(_sum_in_words(name, report, dry_run=dry_run))
    if as_json:
        give(reports[0] if len(reports) == 1 else {"files": reports, **_total(reports)})
    if any("refused" in report for report in reports):
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the command line asked for, the same for every file."""

    layout: str
    stated: str
    accept: bool
    dry_run: bool
    want_problems: bool
    bring_back: bool


def _one(opened: Desk, path: Path, wishes: _Wishes) -> tuple[Report, list[RowProblem]]:
    """One file; a file that is refused has every key too, with the reason under "refused"."""
    session: ImportSession | None = None
    try:
        session = import_report.open_import(opened, path)
        return _checked(opened, session, path, wishes)
    except ImportRefused as refused:
        if session is not None:
            import_report.refused(opened, session.file_sha256, refused.code)
        return _refusal(BatchCounts(), refused.code, refused.sentence), []
    finally:
        if session is not None:
            session.close()


def _checked(opened: Desk, session: ImportSession, path: Path, wishes: _Wishes) -> tuple[Report, list[RowProblem]]:
    chosen = _layout_named(opened, wishes.layout) if wishes.layout else None
    looked = import_report.look(opened, session)
    for words in file_words(looked.guess.findings):
        say(f"{path.name}: {words}")
    tried_on: tuple[SettledFact, ...] = ()
    if looked.unsettled and wishes.stated and wishes.dry_run:
        today = opened.clock.now().astimezone(opened.zone).date()
        tried_on = tuple(SettledFact(fact, opened.session.name, today, wishes.stated) for fact in looked.unsettled)
    elif looked.unsettled and wishes.stated:
        import_report.settle_screening(
            opened, opened.new_operation(), looked.guess.signature, looked.unsettled, wishes.stated
        )
    elif looked.unsettled:
        facts = ", ".join(sorted(fact.value.replace("_", " ") for fact in looked.unsettled))
        say(f"{path.name} has no column for: {facts}. Rows that need it wait. Settle it with --screening-stated.")
    if looked.taken_back:
        day = looked.taken_back.astimezone(opened.zone)
        say(f"{path.name} was taken back on {day:%B} {day.day}, {day.year}. To import it again brings its people back.")
    # A statement stands for headings, whether or not their set-up was saved under a name.
    mapping = chosen or layout_from_guess(looked.guess, looked.layout_name or path.stem)
    preview = import_report.check_rows(
        opened,
        session,
        mapping,
        progress=_progress,
        cancelled=lambda: False,
        tried_on=tried_on,
        bring_back=wishes.bring_back,
    )
    rows = list(with_columns(opened.rules, mapping, session.problems())) if wishes.want_problems else []
    if left := preview.counts.reasons.get("taken_back", 0):
        say(f"{left} rows were taken back with an earlier import and stay away. To have them, add --bring-back.")
    if 0 < preview.counts.rows_in == preview.counts.of(Pile.REJECTED):
        import_report.refused(opened, session.file_sha256, _NO_LIST)
        return _refusal(
            preview.counts, _NO_LIST, "No row of this file could be used. Nothing was imported. " + _LOOK
        ), rows
    if preview.no_rows:
        say(f"{path.name}: {no_rows_words(preview.no_rows)}")
    _say_shared(path.name, session.shared_numbers())
    if wishes.dry_run:
        for one in preview.reasons:
            say(f"{path.name}: {one.rows:,} {one.pile.value}: {reason_words(opened.rules, one.reason)[0]}")
    if wishes.dry_run or not preview.counts.rows_in:  # an export of a quiet day is no fault, and no import either
        return _counts(None, preview.counts), rows
    if preview.major_change and not wishes.accept:
        sentence = f"{preview.major_change} Nothing was imported. Add --accept-changes if this is right."
        return _refusal(preview.counts, "major_change", sentence), rows
    return _counts(_import(opened, session, preview, path, chosen), preview.counts), rows


def _say_shared(name: str, shared: SharedNumbers) -> None:
    """A warning as in the problem list: lines, and no cell's content."""
    if not shared.numbers:
        return
    what = "1 number is" if shared.numbers == 1 else f"{shared.numbers:,} numbers are each"
    say(
        f"{name}: {what} given for more than one person, {shared.people:,} people in all, who stay apart: "
        f"{shared_lines(shared, at_most=_LINES_SHOWN)}. Whoever answers may be the other one."
    )


def _refusal(counts: BatchCounts, code: str, sentence: str) -> Report:
    return {**_counts(None, counts), "refused": {"code": code, "sentence": sentence}}


def _sentence(report: Report) -> str:
    refused = report["refused"]
    assert isinstance(refused, dict)
    return str(refused["sentence"])


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
    found = layout_called(import_report.known_layouts(opened), name)
    if found is None:
        raise DeskFault(f"There is no column set-up named {name}. Nothing was imported.")
    return found


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
        **({"table_rows": counts.table_rows} if counts.table_rows else {}),
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
    rows = f"{report['rows_in']} people of {report['table_rows']} rows" if "table_rows" in report else ""
    return f"{name}: all {rows or str(report['rows_in']) + ' rows'} are accounted for: {piles}. {end}"


_PROBLEM_COLUMNS = ("file", "sheet", "line", "column", "pile", "reason", "what is wrong", "what to do")


@contextmanager
def _problem_sheet(target: Path | None, rules: Rules) -> Iterator[Callable[[str, list[RowProblem]], None]]:
    """Line, column, reason, what to do; no cell content (decisions: problem list).

    Opened before anything is imported, so that a place that cannot be written stops the command first, and named
    when it is whole.
    """
    if target is None:
        yield lambda _name, _rows: None
        return
    _refuse_other_file(target)
    beside = target.with_name(f".{target.name}.part")
    begun = False
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            sheet = csv.writer(file)
            sheet.writerow(_PROBLEM_COLUMNS)
            begun = True
            yield lambda name, rows: sheet.writerows(_problem_line(name, row, rules) for row in rows)
        beside.replace(target)
    except OSError as error:
        told = "`batches` shows what was imported" if begun else "nothing was imported"
        raise DeskFault(f"The problem list cannot be written to {target}. Choose another place; {told}.") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _refuse_other_file(target: Path) -> None:
    """An older problem list may be written over, nothing else: a slip would cost the export, or the desk itself."""
    heading = ",".join(_PROBLEM_COLUMNS[:4])
    try:
        if target.exists() and not target.is_file():
            raise IsADirectoryError(str(target))  # the same sentence as for what the system finds
        with target.open("rb") as file:
            kind_known = file.read(len(heading)) in (b"", heading.encode("ascii"))
    except FileNotFoundError:
        return
    except OSError as error:
        raise DeskFault(
            f"The problem list cannot be written to {target}. Choose another place; nothing was imported."
        ) from error
    if not kind_known:
        raise DeskFault(
            f"There is a file {target.name} already, and it is no problem list. It stays as it is. Choose another name "
            "for --problems; nothing was imported."
        )


def _problem_line(name: str, row: RowProblem, rules: Rules) -> list[str | int]:
    wrong, to_do = reason_words(rules, row.reason)
    texts = (name, row.place.sheet, "", row.column, row.pile.value, row.reason, wrong, to_do)
    line: list[str | int] = [guarded(cell) for cell in texts]
    line[2] = row.place.line
    return line


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
        back = "\ttaken back" if one.undone_at else ""
        put(f"{one.id}\t{one.imported_at:%Y-%m-%d %H:%M} UTC\t{one.file_name}\t{piles}{back}")

"""The figures of a period, or what each volunteer did, as a table for a spreadsheet; that it left is on record."""

from __future__ import annotations

from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.caller_tallies import callers_file
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import ExportKind, Means, NewExport, Purpose, Series
from callback_desk.domain.figure_periods import Period
from callback_desk.domain.ids import OperationId
from callback_desk.domain.report_table import table_of
from callback_desk.domain.table import TableFile, TableKind
from callback_desk.use_cases.desk import Desk, Work, check, declared
from callback_desk.use_cases.figures import callers, report
from callback_desk.use_cases.going_out import GoneOut, Leaving, go_out


def save_figures(desk: Desk, op: OperationId, period: Period, target: Path, kind: TableKind) -> GoneOut:
    """Write the report of these days as `target`. Aggregates alone: nobody is in it, so nobody signs a second time.

    Raises NotAllowed, DiskFull, and DeskFault for days still ahead and for a name that is taken; nothing was written
    then.
    """
    check(desk, Act.MAKE_REPORT)
    content = TableFile(table_of(report(desk, period)), kind)  # counted before: the plan stands in a save
    return _save(desk, op, period, target, content, ExportKind.FIGURES)


def save_callers(desk: Desk, op: OperationId, period: Period, target: Path, kind: TableKind) -> GoneOut:
    """Write what each volunteer did in these days as `target`: for the supervisor, and no part of a report.

    Raises NotAllowed, DiskFull, and DeskFault for days without a try, for a name that is taken and for a place that
    carries it away; nothing was written then.
    """
    check(desk, Act.MAKE_REPORT)
    rows = callers(desk, period)
    if not rows:
        raise DeskFault("Nobody made a try in these days. Choose other days. Nothing was written.")
    return _save(desk, op, period, target, TableFile(callers_file(rows, period), kind), ExportKind.CALLERS)


def _save(desk: Desk, op: OperationId, period: Period, target: Path, content: TableFile, what: ExportKind) -> GoneOut:
    def plan(work: Work) -> Leaving:
        year = work.now.astimezone(work.desk.zone).year
        return Leaving(
            NewExport(
                kind=what,
                number=work.uow.exports.next_number(Series.REPORTS, year),
                by=work.by,
                at=work.now,
                means=Means.SAVE,
                purpose=Purpose.SUPERVISION,
                object_kind="report",
                object_id=f"from.{period.first.isoformat()}.to.{period.last.isoformat()}",
                anchor=work.uow.audit.anchor(),
                target=str(target),
            ),
            content,
        )

    return go_out(desk, Act.MAKE_REPORT, plan, op=op)


declared(save_figures, Act.MAKE_REPORT, writes=True)
declared(save_callers, Act.MAKE_REPORT, writes=True)

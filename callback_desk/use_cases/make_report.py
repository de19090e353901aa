"""The figures of some days leave as a PDF for the agency, or as one page for everybody; each is on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.exports import ExportKind, Means, NewExport, Purpose, Series
from callback_desk.domain.figure_periods import Period
from callback_desk.domain.ids import OperationId
from callback_desk.domain.paper import PaperDocument
from callback_desk.domain.public_summary import ChiefWords, public_summary, summary_paper
from callback_desk.domain.report_paper import Made, report_paper
from callback_desk.use_cases import figures
from callback_desk.use_cases.desk import Desk, Work, check, declared
from callback_desk.use_cases.going_out import GoneOut, Leaving, go_out


def make_report(desk: Desk, op: OperationId, period: Period, target: Path) -> GoneOut:
    """The whole report as a PDF, for the agency itself. Raises NotAllowed, DeskFault or DiskFull: nothing is there."""
    check(desk, Act.MAKE_REPORT)
    report = figures.report(desk, period)
    return _leave(
        desk,
        op,
        period,
        target,
        (ExportKind.REPORT, Purpose.SUPERVISION),
        lambda made: report_paper(report, made),
    )


def make_public_summary(
    desk: Desk, op: OperationId, period: Period, said: ChiefWords, target: Path, *, web: bool = False
) -> GoneOut:
    """One page for everybody as a PDF or, `web`, as a page for a web site; without a name, small numbers left out.

    Raises NotAllowed, DeskFault (also while the days are not over) or DiskFull: nothing lies there then.
    """
    check(desk, Act.MAKE_REPORT)
    summary = public_summary(figures.report(desk, period))
    return _leave(
        desk,
        op,
        period,
        target,
        (ExportKind.PUBLIC_SUMMARY, Purpose.PUBLIC_REPORT),
        lambda made: summary_paper(summary, said, made.on, web=web),
    )


def _leave(
    desk: Desk,
    op: OperationId,
    period: Period,
    target: Path,
    what: tuple[ExportKind, Purpose],
    draw: Callable[[Made], PaperDocument],
) -> GoneOut:
    kind, purpose = what

    def plan(work: Work) -> Leaving:
        today: date = work.now.astimezone(work.desk.zone).date()
        number = work.uow.exports.next_number(Series.REPORTS, today.year)
        export = NewExport(
            kind=kind,
            number=number,
            by=work.by,
            at=work.now,
            means=Means.SAVE,
            purpose=purpose,
            object_kind="period",
            object_id=f"from-{period.first}-to-{period.last}",
            anchor=work.uow.audit.anchor(),
            target=str(target),
        )
        return Leaving(export, draw(Made(work.by, today, number)))

    return go_out(desk, Act.MAKE_REPORT, plan, op=op)


declared(make_report, Act.MAKE_REPORT, writes=True)
declared(make_public_summary, Act.MAKE_REPORT, writes=True)

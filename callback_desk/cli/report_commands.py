"""`report`: the figures of a period, in words, as one JSON object, or as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from callback_desk.cli.front import DeskOption, JsonOption, PasswordOption, UserOption, give, put, say, signed_in
from callback_desk.domain.caller_tallies import COUNTED, counts_of
from callback_desk.domain.feedback import CHANNEL_WORDS, COLLECTED_OTHERWISE, NOT_COMPARED
from callback_desk.domain.figure_periods import Period, month_of
from callback_desk.domain.figures import COLLECTED, CallerRow, Report
from callback_desk.domain.measures import Percentage
from callback_desk.domain.table import TableKind
from callback_desk.use_cases import figures
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.figures_out import save_callers, save_figures
from callback_desk.use_cases.make_report import make_report


def report(
    first: Annotated[str, typer.Option("--from", help="The first day, e.g. 2026-10-01; without it last month.")] = "",
    last: Annotated[str, typer.Option("--to", help="The last day, e.g. 2026-10-31.")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="Write a table for a spreadsheet to this file.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="With --out: as CSV.")] = False,
    as_xlsx: Annotated[bool, typer.Option("--xlsx", help="With --out: as a workbook.")] = False,
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
    callers: Annotated[bool, typer.Option("--callers", help="What each volunteer did; with --out as a file.")] = False,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="The whole report as this PDF; it is on record.")] = None,
) -> None:
    """The figures of some days: six plain counts, how callbacks ended, what people said. Small groups are withheld."""
    days = _days(first, last)
    kind = _kind(out, as_csv=as_csv, as_xlsx=as_xlsx)
    with signed_in(desk, user, password_file) as opened:
        days = days or _last_month(opened)
        if out is not None and kind is not None:
            save = save_callers if callers else save_figures
            gone = save(opened, opened.new_operation(), days, out, kind)
            say(f"The figures are in {gone.printed.path}, on record as {gone.number}.")
            return
        if pdf is not None:
            left = make_report(opened, opened.new_operation(), days, pdf)
            say(f"The report {left.number} is in {left.printed.path}: {left.printed.pages} pages.")
            return
        if callers:
            _put_callers(figures.callers(opened, days), as_json=as_json)
            return
        made = figures.report(opened, days)
    if as_json:
        found = _plain(made)
        assert isinstance(found, dict)
        give(found)
        return
    _in_words(made)


def _kind(out: Path | None, *, as_csv: bool, as_xlsx: bool) -> TableKind | None:
    """How the file is written; by its ending where nothing is said. None without a file."""
    if as_csv and as_xlsx:
        raise typer.BadParameter("One file is one of the two.", param_hint="--csv")
    if out is None:
        if as_csv or as_xlsx:
            raise typer.BadParameter("Say where the file goes.", param_hint="--out")
        return None
    if as_csv or as_xlsx:
        return TableKind.CSV if as_csv else TableKind.XLSX
    try:
        return TableKind(out.suffix.lower().removeprefix("."))
    except ValueError:
        raise typer.BadParameter(
            "Give --csv or --xlsx, or a name ending with .csv or .xlsx.", param_hint="--out"
        ) from None


def _last_month(opened: Desk) -> Period:
    first = opened.clock.now().astimezone(opened.zone).date().replace(day=1)
    return month_of(date.fromordinal(first.toordinal() - 1))


def _days(first: str, last: str) -> Period | None:
    if not first and not last:
        return None
    if not first or not last:
        raise typer.BadParameter("Give both days, --from and --to.", param_hint="--from" if last else "--to")
    begin, end = _day(first, "--from"), _day(last, "--to")
    if end < begin:
        raise typer.BadParameter("The last day lies before the first.", param_hint="--to")
    return Period(begin, end)


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("A day such as 2026-10-31 is needed.", param_hint=option) from None


def _put_callers(rows: tuple[CallerRow, ...], *, as_json: bool) -> None:
    if as_json:
        give({"callers": _plain(rows)})
        return
    put("\t".join(["Name", *COUNTED, "Talks completed, of answered"]))
    for row in rows:
        put("\t".join([row.name, *map(str, counts_of(row)), _said(row.complete)]))


def _in_words(made: Report) -> None:
    plain = made.plain
    put(f"{made.agency}\t{made.period.first} to {made.period.last}")
    put(f"People due a call\t{plain.due}")
    put(f"Reached\t{plain.reached}")
    put(f"New information\t{plain.new_information}")
    put(f"Used by a detective\t{'no receipts yet' if plain.used is None else plain.used}")
    put(f"Complaints routed\t{plain.complaints_routed}")
    put(f"Praise passed on\t{plain.praise}")
    for item in made.items:
        put(f"{item.label} ({item.wording})\t{_said(item.top)}{' over twelve months' if item.widened else ''}")
    if made.items:
        put(COLLECTED)
    for one in made.channels:
        for item in one.items:
            put(f"{CHANNEL_WORDS[one.channel]}: {item.label} ({item.wording})\t{_said(item.top)}")
        put(f"{COLLECTED_OTHERWISE[one.channel]} {NOT_COMPARED}")


def _said(share: Percentage) -> str:
    if share.share is None or share.interval is None:
        return "too few"
    low, high = round(100 * share.interval.low), round(100 * share.interval.high)
    return f"{100 * share.share:.0f}% ({low} to {high}) of {share.n}"


def _plain(value: object) -> object:
    """Values as JSON knows them; a share keeps its n beside it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value

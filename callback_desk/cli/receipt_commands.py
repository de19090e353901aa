"""`receipt`, `receipt-form`, `receipts-file`: what became of a lead sheet's points, from a slip or a filled form."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from callback_desk.cli.front import (
    DeskOption,
    JsonOption,
    PasswordOption,
    UserOption,
    give,
    say,
    signed_in,
)
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.receipt_form import Verdict
from callback_desk.domain.receipts import WORDS, Answer, AnsweredSheet, PointAnswer
from callback_desk.use_cases import import_receipts
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.receive_receipt import Received, receive_receipt, sheet_to_answer

_VERDICTS = {
    Verdict.TAKEN: "can be taken.",
    Verdict.KNOWN: "is on record already.",
    Verdict.OPEN: "no box is marked.",
    Verdict.REFUSED: "refused.",
}
_POINT = "2=used, 2=known, 2=not-useful, or 2=need-more: the question. Once for each point."


def receipt(
    sheet: Annotated[str, typer.Argument(metavar="SHEET", help="The sheet's number: LS-2026-0417.")],
    point: Annotated[list[str] | None, typer.Option("--point", metavar="ANSWER", help=_POINT)] = None,
    by: Annotated[str, typer.Option("--by", help="Who answered; nobody named: whom the sheet was for.")] = "",
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="The day of the answer, 2026-11-20; today.")] = "",
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the points of a lead sheet with their answers, or keep the answers of a reply slip."""
    with signed_in(desk, user, password_file) as opened:
        received = _keep(opened, sheet, point, by, on) if point else None
        answered = sheet_to_answer(opened, sheet)
    if as_json:
        give(_as_json(answered, received))
        return
    if received is not None:
        say(received.sentence)
    for line in _lines(answered):
        say(line)


def receipt_form(
    sheet: Annotated[str, typer.Argument(metavar="SHEET", help="The sheet's number: LS-2026-0417.")],
    out: Annotated[Path, typer.Option("--out", help="Where to save the form, as CSV; never over another file.")],
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
) -> None:
    """Save a form to fill in beside a lead sheet: numbers and boxes, and nothing of the case."""
    with signed_in(desk, user, password_file) as opened:
        text = import_receipts.receipt_form(opened, sheet)
        try:
            with out.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
        except OSError as error:
            raise DeskFault(f"{out.name} cannot be written, or is there already. Nothing was saved.") from error
    say(f"{out.name} is the form. Filled in, it is read with receipts-file.")


def receipts_file(
    file: Annotated[Path, typer.Argument(help="A form that was filled in.")],
    keep: Annotated[bool, typer.Option("--keep", help="Save the answers; without it they are only shown.")] = False,
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what became of each line of a filled form, and save the answers once."""
    with signed_in(desk, user, password_file) as opened:
        form = import_receipts.look_at_form(opened, file)
        kept = import_receipts.keep_form(opened, opened.new_operation(), form) if keep else None
        judged = kept.lines if kept else import_receipts.preview_form(opened, form)
    if as_json:
        lines: list[dict[str, object]] = [
            {"line": one.given.line, "verdict": one.verdict.value, "why": one.why} for one in judged
        ]
        give({"lines": lines, "taken": kept.taken if kept else 0, "sha256": form.sha256})
        return
    for one in judged:
        say(f"Line {one.given.line}: {_VERDICTS[one.verdict]}{' ' + one.why if one.why else ''}")
    say(kept.sentence if kept else "Nothing was saved yet: --keep saves what can be taken.")


def _keep(desk: Desk, sheet: str, points: list[str], by: str, on: str) -> Received:
    answers = [_answer(one) for one in points]
    day = _day(on) if on else desk.clock.now().astimezone(desk.zone).date()
    who = by or sheet_to_answer(desk, sheet).sheet.recipient
    return receive_receipt(desk, desk.new_operation(), sheet, answers, by=who, on=day)


def _answer(typed: str) -> PointAnswer:
    number, equals, rest = typed.partition("=")
    word, _, question = rest.partition(":")
    kind = word.strip().lower().replace("-", "_").replace(" ", "_")
    if not equals or not number.strip().isdecimal() or kind not in set(Answer):
        raise DeskFault(f"--point is like {_POINT} Nothing was written.")
    return PointAnswer(int(number), Answer(kind), question.strip())


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise DeskFault("--on is a day like 2026-11-20. Nothing was written.") from error


def _lines(answered: AnsweredSheet) -> list[str]:
    sheet = answered.sheet
    lines = [f"{sheet.sheet_number}, case {sheet.case_number}, for {sheet.recipient}"]
    for one in answered.points:
        newest = one.newest
        said = f"{WORDS[newest.answer]}, {newest.answered_by}, {newest.answered_on}" if newest else "no answer yet"
        question = f" Question: {newest.question}" if newest and newest.question else ""
        lines.append(f"  {one.number}  {one.text}  [{said}]{question}")
    return lines


def _as_json(answered: AnsweredSheet, received: Received | None) -> dict[str, object]:
    sheet = answered.sheet
    points: list[dict[str, object]] = [
        {
            "point": one.number,
            "text": one.text,
            "answers": [
                {
                    "answer": said.answer.value,
                    "question": said.question,
                    "by": said.answered_by,
                    "on": said.answered_on.isoformat(),
                }
                for said in one.receipts
            ],
        }
        for one in answered.points
    ]
    taken = {"taken": received.taken, "known": received.known} if received else {}
    return {
        "sheet": sheet.sheet_number,
        "case": sheet.case_number,
        "recipient": sheet.recipient,
        "points": points,
        **taken,
    }

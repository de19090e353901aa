"""A filled form comes back: each line has its verdict, one save, and the same file twice changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.domain.errors import DeskError
from callback_desk.domain.receipt_form import Verdict
from callback_desk.domain.receipts import Answer, Way
from callback_desk.use_cases import follow_up, import_receipts, receive_receipt
from tests.use_cases.made_desks import World, changed_tables, snapshot
from tests.use_cases.receipt_scenes import later, sheet_sent

LINES = ("A gray van.", "A dent.", "A red cap.")


def test_a_filled_form_is_read_once(world: World, tmp_path: Path) -> None:
    desk, number, _ = sheet_sent(world, LINES)
    form = import_receipts.receipt_form(desk, number)
    assert all(words not in form for words in LINES), "nothing of the case stands in it"
    head, first, second, third, _ = form.split("\r\n")
    first = first.replace(f"{number},1,,", f"{number},1,x,")
    second = second.replace(",2,,,,,,,", ",2,,,x,,Which side?,Det. Rosa Lind,")
    filled = tmp_path / "filled.csv"
    wrong = f"LS-2026-7777,1,x,,,,,,\r\n{number},9,x,,,,,,\r\n{number},1,,x,,,,,"
    filled.write_text("\r\n".join((head, first, second, third, wrong)) + "\r\n", "utf-8")
    read = import_receipts.look_at_form(desk, filled)
    before = snapshot(desk)
    judged = import_receipts.preview_form(desk, read)
    verdicts = [one.verdict for one in judged]
    assert verdicts == [Verdict.TAKEN, Verdict.TAKEN, Verdict.OPEN, *[Verdict.REFUSED] * 3]
    assert ["no lead sheet LS-2026-7777" in judged[3].why, "no point 9" in judged[4].why] == [True, True]
    assert "Line 2 of this file" in judged[5].why
    assert changed_tables(before, snapshot(desk)) == set(), "a preview writes nothing"
    kept = import_receipts.keep_form(desk, desk.new_operation(), read)
    assert (kept.taken, kept.sentence) == (2, "2 answers saved.")
    points = receive_receipt.sheet_to_answer(desk, number).points
    assert [one.newest.answer if one.newest else None for one in points] == [Answer.USED, Answer.NEED_MORE, None]
    newest = points[1].newest
    assert newest is not None
    assert (newest.answered_by, newest.question, newest.way) == ("Det. Rosa Lind", "Which side?", Way.FILE)
    assert newest.file_sha256 == read.sha256
    assert [one.question for one in follow_up.open_questions(desk)] == ["Which side?"]
    again = import_receipts.keep_form(desk, desk.new_operation(), import_receipts.look_at_form(desk, filled))
    assert again.taken == 0 and "Nothing was changed" in again.sentence
    assert [one.verdict for one in again.lines][:2] == [Verdict.KNOWN, Verdict.KNOWN]


def test_a_form_without_days_is_read_once_on_any_day(world: World, tmp_path: Path) -> None:
    desk, number, _ = sheet_sent(world, LINES)
    filled = tmp_path / "filled.csv"
    form = import_receipts.receipt_form(desk, number)
    filled.write_text(form.replace(f"{number},1,,,,,,,", f"{number},1,,,x,,Which side?,,"), "utf-8", newline="")
    assert import_receipts.keep_form(desk, desk.new_operation(), import_receipts.look_at_form(desk, filled)).taken == 1
    later(world)
    again = import_receipts.keep_form(desk, desk.new_operation(), import_receipts.look_at_form(desk, filled))
    assert (again.taken, again.lines[0].verdict) == (0, Verdict.KNOWN)
    assert len(receive_receipt.sheet_to_answer(desk, number).points[0].receipts) == 1
    assert len(follow_up.open_questions(desk)) == 1, "the victim is asked once"


@pytest.mark.parametrize("content", [b"", b"name,number\r\na,b\r\n", b"\x00" * 40, b"x" * 1_100_000])
def test_what_is_no_form_is_refused(world: World, tmp_path: Path, content: bytes) -> None:
    desk, _, _ = sheet_sent(world)
    file = tmp_path / "other.csv"
    file.write_bytes(content)
    with pytest.raises(DeskError):
        import_receipts.look_at_form(desk, file)

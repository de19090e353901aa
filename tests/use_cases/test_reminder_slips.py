"""Reminders on paper: a page for each recipient with their own sheets, and nobody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from callback_desk.documents.self_check import read_pages
from callback_desk.domain.errors import DeskFault, NotAllowed
from callback_desk.domain.exports import ExportFilter
from callback_desk.domain.ids import ExportId
from callback_desk.domain.paper import PaperKind
from callback_desk.use_cases import overdue, what_left
from callback_desk.use_cases.reminder_slips import print_reminder_slips, reminder_paper
from tests.use_cases.made_desks import INVESTIGATOR, RUTH, SERGEANT, World, ask, events
from tests.use_cases.receipt_scenes import sheet_sent


def test_a_late_sheet_is_on_the_page_of_its_recipient_without_a_victim_or_a_case(world: World, tmp_path: Path) -> None:
    desk, number, _ = sheet_sent(world)
    with pytest.raises(DeskFault, match="nobody to remind"):
        print_reminder_slips(desk, tmp_path / "none.pdf")
    world.clock.at += timedelta(days=9)  # type: ignore[attr-defined]  # a clock that a test moves
    desk = world.enter(SERGEANT)
    made = print_reminder_slips(desk, tmp_path / "slips.pdf")
    (page,) = [" ".join(page.words.split()) for page in read_pages(made.path.read_bytes())]
    assert f"Reminder for {INVESTIGATOR}" in page and number in page and " 9 " in page
    names = [str(name) for row in ask(desk, "SELECT first, last FROM victims") for name in row if len(str(name)) > 3]
    cases = [str(one) for (one,) in ask(desk, "SELECT number FROM cases")]
    assert names and cases and [token for token in (*names, *cases) if token in page] == []
    assert not (tmp_path / "none.pdf").exists()
    newest = what_left.what_left(desk, ExportFilter())[0]
    assert (newest.what, newest.people, newest.cases) == ("Reminder of lead sheets", 0, ())
    assert events(desk)[-2:] == ["export.start", "export.done"]
    with pytest.raises(NotAllowed):
        print_reminder_slips(world.enter(RUTH), tmp_path / "hers.pdf")


def test_each_recipient_has_a_page_of_their_own_sheets_longest_waiting_first(world: World) -> None:
    sheet_sent(world)
    world.clock.at += timedelta(days=9)  # type: ignore[attr-defined]  # a clock that a test moves
    desk = world.enter(SERGEANT)
    (late,) = overdue.not_acknowledged(desk)
    sheets = [
        replace(late, id=ExportId(7), sheet_number="LS-2026-0907", recipient="Robbery tray", urgent=True),
        replace(late, id=ExportId(8), sheet_number="LS-2026-0908", sent_at=late.sent_at - timedelta(days=30)),
        late,
    ]
    paper = reminder_paper(desk.info, sheets, desk.clock.now(), desk.zone)
    pages: list[list[str]] = [[]]
    for part in paper.parts:
        if part.kind is PaperKind.PAGE:
            pages.append([])
        pages[-1].append(" ".join((part.text, *part.items)))
    first, second = ("\n".join(page) for page in pages)
    assert first.startswith(f"Reminder for {late.recipient}") and "Reminder for Robbery tray" in second
    assert first.index("LS-2026-0908") < first.index(late.sheet_number)
    assert "LS-2026-0907" not in first and "LS-2026-0908" not in second and late.sheet_number not in second
    assert "Urgent" in second and "Urgent" not in first

"""A supervisor's day in the real window: an export through the wizard, and a call from sign-off to a page on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from callback_desk.documents.preview import page_picture
from callback_desk.domain.audit_verify import Finding
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.incident import Pile
from callback_desk.domain.page_picture import PagePicture
from callback_desk.domain.queue import Priority
from callback_desk.domain.tip import NewTip, TipKind
from callback_desk.domain.views import ListFilter, Tab
from callback_desk.ui.imports.places import Place
from callback_desk.ui.shell import Shell
from callback_desk.ui.supervisor_pages import BOARD, IMPORT, PACKETS, QUEUE, REVIEW, Files, SupervisorPages
from callback_desk.ui.theme import Theme
from callback_desk.ui.walkthrough_review import walk_review
from callback_desk.use_cases import call_list, import_report, send_packet
from callback_desk.use_cases.verify_audit import verify_audit
from tests.ui.a_desk import INVESTIGATOR, Around, a_finished_call, an_office, around

NEW_LINE = "The neighbor keeps a picture of the van"


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    Theme().apply(qapp)


@pytest.fixture
def here(desk_folder: Path, qtbot: QtBot) -> Iterator[Around]:
    office = an_office(desk_folder)
    a_finished_call(office, NewTip(1, NEW_LINE, office.clock.now(), TipKind.CAMERA))
    with around(desk_folder, qtbot, office=office) as made:
        yield made


def drawn(path: Path, page: int, _dpi: float) -> PagePicture:
    return page_picture(path, page=page, dpi=72)


@pytest.fixture
def window(here: Around, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., tuple[Shell, SupervisorPages]]]:
    made: list[SupervisorPages] = []

    def open_window(export: Path | None = None) -> tuple[Shell, SupervisorPages]:
        shell = Shell()
        qtbot.addWidget(shell)
        shell.resize(1366, 768)
        files = Files(export=lambda _parent: export, lead_sheet=lambda _parent, name: tmp_path / name)
        pages = SupervisorPages(here.desk, shell, here.runner, here.news, preview=drawn, files=files)
        made.append(pages)
        shell.show()
        here.settle()
        return shell, pages

    yield open_window
    for pages in made:
        pages.leave()


def test_an_export_goes_through_the_wizard_to_the_call_list(
    here: Around, qtbot: QtBot, window: Callable[..., tuple[Shell, SupervisorPages]], tmp_path: Path
) -> None:
    day = here.desk.clock.now().astimezone(here.desk.zone).date() - timedelta(days=8)
    export = tmp_path / "week.csv"
    export.write_text(
        "IncidentNo,VicFullName,VicPhone1,VicDOB,UCR,RptDate\n"
        f'26-930001,"THIBAULT, RENEE",(312) 555-0151,03/24/1971,220,{day:%m/%d/%Y} 20:40\n'
        f'26-930002,"OKONJO, VICTOR",(312) 555-0152,03/25/1972,120X,{day:%m/%d/%Y} 20:40\n'
        f'26-930003,"SALAZAR, INES",(312) 555-0153,{day:%m/%d}/2020,220,{day:%m/%d/%Y} 20:40\n',
        "utf-8",
    )
    before = len(call_list.all_ids(here.desk, ListFilter()))
    shell, pages = window(export)
    assert shell.page_name == "board"
    shell.show_page(IMPORT)
    wizard = pages.imports
    wizard.choose.drop.choose.setFocus()
    qtbot.keyClick(wizard.choose.drop.choose, Qt.Key.Key_Return)
    here.until(lambda: wizard.place is Place.MATCH)
    wizard.match.panel.field.set_text("Officers write a form, and such reports are never exported.")
    wizard.match.panel.button.click()
    here.until(lambda: not wizard.match.panel.isVisibleTo(wizard))
    qtbot.keyClick(wizard.match.foot.onward, Qt.Key.Key_Return)
    here.until(lambda: wizard.place is Place.CHECK)
    counts = wizard.check.sum.counts
    assert counts.rows_in == 3
    assert counts.accounted
    assert [counts.of(pile) for pile in (Pile.QUEUED, Pile.HELD, Pile.EXCLUDED)] == [1, 1, 1]
    assert len(call_list.all_ids(here.desk, ListFilter())) == before, "nothing is imported by looking"
    qtbot.keyClick(wizard.check.foot.onward, Qt.Key.Key_Return)
    here.until(lambda: wizard.place is Place.REPORT)
    assert import_report.batches(here.desk)[0].file_name == "week.csv"
    qtbot.keyClick(wizard.report.onward, Qt.Key.Key_Return)
    assert shell.page_name == QUEUE
    here.settle()
    found = call_list.first_rows(here.desk, ListFilter(text="thibault"), 5)[1]
    assert [row.name.casefold() for row in found] == ["thibault, renee"]
    assert export.exists(), "the file is removed only when somebody says so"


def test_from_sign_off_to_a_page_on_paper(
    here: Around, window: Callable[..., tuple[Shell, SupervisorPages]], tmp_path: Path
) -> None:
    shell, pages = window()
    here.until(lambda: any(item.name == REVIEW for item in shell.rail_items))
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    export = tmp_path / "again.csv"
    export.write_text(
        "IncidentNo,VicFullName,VicPhone1,VicDOB,UCR,RptDate\n1,A B,3125550150,40,220,1/1/2026\n", "utf-8"
    )
    walked = walk_review(shell, pages, here.runner, out=pictures, export=export, recipient=INVESTIGATOR)
    assert [path.stem for path in walked.pictures] == [
        "supervisor-board",
        "supervisor-queue",
        "supervisor-import-match",
        "supervisor-import-check",
        "supervisor-review",
        "supervisor-lead-sheet-confirm",
        "supervisor-lead-sheet",
    ]
    assert all(path.stat().st_size > 5_000 for path in walked.pictures)
    made = send_packet.lead_sheets(here.desk)
    assert [(line.recipient, line.number) for line in made] == [(INVESTIGATOR, walked.lead_sheet.stem)]
    document = pypdfium2.PdfDocument(str(walked.lead_sheet))
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert NEW_LINE in text
    assert send_packet.ready_to_send(here.desk) == ()
    assert len(import_report.batches(here.desk)) == 1, "the walk only looks at the import"
    assert verify_audit(here.desk).finding is Finding.CLEAN
    assert shell.page_name != PACKETS


def test_a_missed_time_on_the_board_leads_to_the_person_a_pin_and_on_to_review(
    here: Around, window: Callable[..., tuple[Shell, SupervisorPages]]
) -> None:
    ids = call_list.all_ids(here.desk, ListFilter(states=frozenset({"waiting"})))
    missed = here.desk.clock.now() - timedelta(hours=2)
    with here.desk.storage.write(here.desk.session) as unit:
        entry = unit.queue.get(CallbackId(ids[0]))
        unit.queue.put(replace(entry, promised_at=missed, ready_at=missed, priority=Priority.PROMISED))
        unit.commit()
    shell, pages = window()
    board, queue = pages.board, pages.queue
    row = next(one for one in board.slipping.rows if one.accessibleName() == "Promised time missed, 1")
    row.click()
    here.until(lambda: shell.page_name == QUEUE and list(queue.model.ids) == [entry.id])
    assert queue.asked.tab is Tab.MISSED
    queue.open_person(entry.id)
    here.until(lambda: queue.panel_open)
    here.settle()
    queue.pin_part.open.click()
    queue.pin_part.field.set_text("We promised ten o'clock; say sorry first.")
    queue.pin_part.keep.click()
    here.settle()
    assert queue.pin_part.unpin.isVisibleTo(queue)

    pages.show(BOARD)
    here.settle()
    here.until(lambda: board.view is not None and len(board.view.pinned) == 1)
    assert [one.sentence for one in board.view.pinned] == ["We promised ten o'clock; say sorry first."]
    board.hand_over.open_wanted.emit(int(entry.id))
    here.until(lambda: shell.page_name == QUEUE and queue.panel_open)
    pages.show(BOARD)
    here.settle()
    board.hand_over.unpin_wanted.emit(int(entry.id))
    here.until(lambda: board.view is not None and not board.view.pinned)
    next(one for one in board.waiting.rows if one.line.kind == "review").verb.click()
    here.until(lambda: shell.page_name == REVIEW and pages.review.call is not None)
    assert pages.review.call is not None
    assert NEW_LINE in {tip.said.text for tip in pages.review.call.tips}

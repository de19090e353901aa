"""All of theirs: seen before it goes, counted, stopped between two, what was refused named, each told when printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from callback_desk.domain.changes import Changes
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import Means, StepKind
from callback_desk.domain.page_picture import PagePicture
from callback_desk.domain.people import DeliveryWay
from callback_desk.domain.tip import NewTip, TipKind
from callback_desk.ui.packets.page import PacketsPage
from callback_desk.ui.theme import Theme
from callback_desk.ui.tokens import Mode
from callback_desk.use_cases import recipients, review_call, send_packet
from callback_desk.use_cases.send_batch import BatchSent, ReadyBatch, SheetRefused, SheetWanted
from tests.ui.a_desk import Around, a_finished_call, an_office, around
from tests.ui.test_packets_page import drawn


@pytest.fixture
def here(desk_folder: Path, qtbot: QtBot) -> Iterator[Around]:
    office = an_office(desk_folder)
    now = office.clock.now()
    calls = [a_finished_call(office, NewTip(1, "A silver van by the gate", now, TipKind.VEHICLE)) for _ in range(3)]
    with around(desk_folder, qtbot, office=office) as made:
        review_call.sign_off(made.desk, made.desk.new_operation(), calls)
        for one in recipients.everybody(made.desk):  # the tray on duty alone: all three are theirs
            if one.duty:
                continue
            closed = replace(one, closed_at=now)
            recipients.close_recipient(made.desk, made.desk.new_operation(), closed.id)
        yield made


@pytest.fixture
def page(here: Around, qtbot: QtBot, tmp_path: Path) -> PacketsPage:
    made = PacketsPage(
        here.desk, here.runner, here.news, here.notices, preview=drawn, choose_folder=lambda _parent: tmp_path
    )
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    here.until(lambda: bool(made.batches.batches))
    return made


def test_all_of_theirs_are_read_sent_and_printed(page: PacketsPage, here: Around, tmp_path: Path) -> None:
    page.batches.buttons[0].click()
    assert page.batch.isVisible() and not page.batch.second.isVisible()
    assert page.batch.send.text() == "Send 3 lead sheets"
    page.batch.send.click()
    assert page.batch.progress.isVisible() and "of 3 lead sheets" in page.batch.progress.sentence.text()
    here.until(page.batch.print_all.isVisible)
    assert page.batch.words.text().startswith("3 of 3 lead sheets are made. Print them now")
    made = send_packet.lead_sheets(here.desk)
    assert {line.planned.means for line in made} == {Means.PRINT} and len(made) == 3
    here.until(lambda: not page.batches.isVisible())
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    page.batch.print_on(printer)
    here.until(lambda: "went to the printer" in page.batch.words.text())
    here.settle()
    assert [line.step for line in send_packet.lead_sheets(here.desk)] == [StepKind.PRINTED] * 3
    page.batch.leave.click()
    assert not page.batch.isVisible()
    page._on_opened(0)
    here.until(lambda: not page.page_view.empty)  # each opens from the list, to be printed again


def test_what_the_printer_did_not_take_is_printed_next_and_nothing_twice(
    page: PacketsPage, here: Around, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page.batches.buttons[0].click()
    page.batch.send.click()
    here.until(page.batch.print_all.isVisible)
    taken: list[Path] = []

    def out_of_paper(path: Path, page_number: int, _dpi: float) -> PagePicture:
        if len(taken) == 1:
            taken.append(path)
            raise DeskFault("The page cannot be read.")
        taken.append(path)
        return drawn(path, page_number, _dpi)

    page.batch._draw = out_of_paper
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    page.batch.print_on(printer)
    here.until(lambda: page.batch.print_all.text() == "Print the other 2 lead sheets")
    page.batch.print_on(printer)
    here.until(lambda: "went to the printer" in page.batch.words.text())
    here.settle()
    assert taken == [taken[0], taken[1], taken[1], taken[3]] and len(set(taken)) == 3
    assert [line.step for line in send_packet.lead_sheets(here.desk)] == [StepKind.PRINTED] * 3


def test_whoever_makes_another_sheet_meanwhile_is_not_torn_from_it(page: PacketsPage, here: Around) -> None:
    page.batches.buttons[0].click()
    page.batch.send.click()
    page._show_right(page.panel)
    here.until(lambda: here.notices.now is not None)
    assert page.panel.isVisible() and not page.batch.isVisible()
    assert "3 of 3 lead sheets are made" in str(here.notices.now.words)
    here.notices.now.answered(0)
    assert page.batch.isVisible() and page.batch.print_all.isVisible()


def test_stopped_it_says_how_many_are_made_and_the_rest_still_waits(
    page: PacketsPage, here: Around, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.batches.buttons[0].click()
    prepare = here.desk.press.prepare

    def stopped_meanwhile(content, target, *, password, size, signed_by):
        page.batch._task.cancel()
        return prepare(content, target, password=password, size=size, signed_by=signed_by)

    monkeypatch.setattr(here.desk.press, "prepare", stopped_meanwhile)
    page.batch.send.click()
    here.until(page.batch.leave.isVisible)
    assert page.batch.words.text().startswith("1 of 3 lead sheets are made. 2 sheets were not begun")
    here.until(lambda: bool(page.batches.batches) and len(page.batches.batches[0].sheets) == 2)


def test_a_folder_is_asked_for_where_none_is_kept_and_a_password_beside_its_field(
    page: PacketsPage, here: Around, tmp_path: Path
) -> None:
    tray = next(one for one in send_packet.recipients(here.desk) if one.duty)
    recipients.change_recipient(here.desk, here.desk.new_operation(), replace(tray, way=DeliveryWay.PASSWORD))
    page.refresh()
    here.until(lambda: page.batches.batches[0].recipient.way is DeliveryWay.PASSWORD)
    page.batches.buttons[0].click()
    page.batch.send.click()
    here.until(lambda: bool(page.batch.password.error))
    assert list(tmp_path.glob("*.pdf")) == [] and page.batch.send.isVisible()
    page.batch.password.edit.setText("a willow at the river")
    page.batch.send.click()
    here.until(lambda: page.batch.leave.text() == "Close")
    assert len(list(tmp_path.glob("*.pdf"))) == 3 and page.batch.password.text == ""
    assert not page.batch.print_all.isVisible()


def test_more_than_25_ask_for_a_second_person_beside_the_field(page: PacketsPage, here: Around) -> None:
    (batch,) = page.batches.batches
    more = tuple(SheetWanted(one.call_id, f"{one.case_number}-{place}") for place in range(9) for one in batch.sheets)
    page.batch.begin(ReadyBatch(batch.recipient, more))
    assert page.batch.second.isVisible() and page.batch.second_words.isVisible()
    page.batch.send.click()
    here.until(lambda: bool(page.batch.second.error))
    assert send_packet.lead_sheets(here.desk) == ()


def test_what_was_refused_is_named_with_its_reason(page: PacketsPage) -> None:
    page.batch.begin(page.batches.batches[0])
    page.batch._on_sent(BatchSent((), (SheetRefused("26-000417", "The folder is full."),), 0, Changes.NOTHING))
    lines = [page.batch._list.itemAt(at).widget().text() for at in range(page.batch._list.count())]
    assert lines == ["Case 26-000417: The folder is full."]
    assert page.batch.words.text().startswith("0 of 1 lead sheets are made.")


def test_at_large_text_chosen_while_it_is_open_nothing_is_cut(
    page: PacketsPage, here: Around, qapp: QApplication
) -> None:
    assert page.lists.isVisible()
    try:
        Theme(Mode.DARK, 2.0).apply(qapp)
        here.until(page.scroller.isVisible)
        assert not page.lists.isVisible()
        right = page.batches.mapTo(page.scroller, page.batches.rect().topRight()).x()
        assert right <= page.scroller.width()
    finally:
        Theme().apply(qapp)
    here.until(page.lists.isVisible)

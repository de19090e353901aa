"""Lead sheets: the case number typed again, the file named by our own number, the page seen inside the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from callback_desk.bootstrap.world import ShiftedClock
from callback_desk.documents.preview import page_picture
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import Means, StepKind
from callback_desk.domain.ids import ExportId
from callback_desk.domain.page_picture import PagePicture
from callback_desk.domain.people import DeliveryWay
from callback_desk.domain.property_facts import PropertyFact
from callback_desk.domain.tip import NewTip, TipKind
from callback_desk.ui.packets.page import PacketsPage
from callback_desk.ui.packets.sheet_name import next_name
from callback_desk.use_cases import close_export, recipients, review_call, send_packet, tip_facts
from callback_desk.use_cases.denied_tokens import KEEP_OR_CHANGE
from tests.ui.a_desk import Around, a_finished_call, an_office, around


def drawn(path: Path, page: int, _dpi: float) -> PagePicture:
    return page_picture(path, page=page, dpi=60)


@pytest.fixture
def here(desk_folder: Path, qtbot: QtBot) -> Iterator[Around]:
    office = an_office(desk_folder)
    call = a_finished_call(office, NewTip(1, "A silver van by the gate", office.clock.now(), TipKind.PROPERTY_ID))
    with around(desk_folder, qtbot, office=office) as made:
        (tip,) = review_call.read_call(made.desk, call).tips
        tip_facts.keep_articles(made.desk, made.desk.new_operation(), tip.id, (PropertyFact(kind="Van"),))
        review_call.sign_off(made.desk, made.desk.new_operation(), [call])
        yield made


@pytest.fixture
def page(here: Around, qtbot: QtBot, tmp_path: Path) -> PacketsPage:
    made = PacketsPage(
        here.desk,
        here.runner,
        here.news,
        here.notices,
        preview=drawn,
        choose_target=lambda _parent, name: tmp_path / name,
    )
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    here.until(lambda: bool(made.ready))
    return made


def begin(page: PacketsPage, here: Around) -> str:
    page.rows.rows[0].make.click()
    here.until(page.panel.isVisible)
    return page.ready[0][1]


def test_another_case_number_cannot_finish(page: PacketsPage, here: Around) -> None:
    number = begin(page, here)
    assert not page.panel.make.isEnabled()
    page.panel.confirm.set_text(number[:-1] + ("0" if number[-1] != "0" else "1"))
    assert page.panel.closed_because == "This is another case number."
    page.panel.confirm.entered.emit()
    here.settle()
    assert send_packet.lead_sheets(here.desk) == ()
    page.panel.goes_to.set_value("")
    page.panel.confirm.set_text(number)
    page.panel._on_changed()
    assert page.panel.closed_because == "Choose whom the sheet is for."


def test_one_sheet_is_one_file_one_row_and_one_picture(page: PacketsPage, here: Around, tmp_path: Path) -> None:
    number = begin(page, here)
    page.panel.confirm.set_text(number)
    page.panel.make.click()
    here.until(lambda: not page.page_view.empty)
    here.settle()
    made = send_packet.lead_sheets(here.desk)
    assert [line.case_number for line in made] == [number]
    assert page.last_file is not None and page.last_file.name == f"{made[0].number}.pdf"
    assert list(page.last_file.parent.iterdir()) == [page.last_file], "for the printer: in a folder of its own"
    assert not list(tmp_path.glob("*.pdf")) and made[0].planned.means is Means.PRINT
    assert page.model.rowCount() == 1
    assert page.ready == ()
    assert page.page_view.heightForWidth(400) > 400


def test_a_sheet_is_copied_for_the_report_and_leaves_the_clipboard(page: PacketsPage, here: Around) -> None:
    button = page.view.copy_button
    assert button.isHidden()
    number = begin(page, here)
    page.panel.confirm.set_text(number)
    page.panel.make.click()
    here.until(lambda: not button.isHidden())
    button.click()
    here.until(lambda: QGuiApplication.clipboard().text().startswith(f"CASE {number}\n"))
    assert "CALLBACK DESK LEAD SHEET LS-" in QGuiApplication.clipboard().text()
    button.take_back()
    assert QGuiApplication.clipboard().text() == ""
    QGuiApplication.clipboard().setText("theirs")
    button.take_back()
    assert QGuiApplication.clipboard().text() == "theirs", "what somebody else put there stays"
    QGuiApplication.clipboard().clear()


def test_the_articles_of_a_sheet_are_saved_as_the_ending_says_and_never_over_a_file(
    page: PacketsPage, here: Around, tmp_path: Path
) -> None:
    button = page.view.articles_button
    assert button.isHidden()
    page.panel.confirm.set_text(begin(page, here))
    page.panel.make.click()
    here.until(lambda: not button.isHidden())
    button.ask_for = lambda _parent, _name: None
    button.click()
    button.ask_for = lambda _parent, _name: tmp_path / "list"
    button.click()
    here.until(lambda: here.notices.now is not None and "saved as list.csv" in str(here.notices.now.words))
    assert '"Van"' in (tmp_path / "list.csv").read_text("utf-8-sig")
    button.click()
    here.until(lambda: here.notices.now is not None and "is a file list.csv already" in str(here.notices.now.words))
    assert button.isEnabled()
    button.ask_for = lambda _parent, _name: tmp_path / "list.JSON"
    button.click()
    here.until((tmp_path / "list.JSON").exists)
    here.settle()
    assert '"Kind": "Van"' in (tmp_path / "list.JSON").read_text("utf-8")
    assert sorted(tmp_path.glob("list*")) == [tmp_path / "list.JSON", tmp_path / "list.csv"]


def test_the_day_a_sheet_was_attached_is_typed_and_lies_between_its_making_and_today(
    page: PacketsPage, here: Around
) -> None:
    closing = page.view.closing
    page.panel.confirm.set_text(begin(page, here))
    page.panel.make.click()
    here.until(lambda: not closing.isHidden())
    here.settle()
    assert closing.on.text == "today"
    (sheet,) = send_packet.lead_sheets(here.desk)
    closing.words.set_text("Records, J. Doe")
    closing.on.set_text("some day")
    closing.attach.click()
    assert closing.on.error == "Type a day that has been, like 11/19."
    for day in (f"{page.today.year - 1}-03-01", f"{page.today + timedelta(days=1)}"):
        closing.on.set_text(day)
        closing.on.entered.emit()
        here.until(lambda: here.notices.now is not None)
        assert "Give a day from then until today" in str(here.notices.now and here.notices.now.words)
        here.notices.clear("attached_day")
        here.settle()
    assert send_packet.lead_sheets(here.desk)[0].step is None
    clock = here.desk.clock
    assert isinstance(clock, ShiftedClock)
    clock.run_on(3 * 86_400)
    closing.on.set_text("yesterday")
    closing.attach.click()
    here.until(lambda: send_packet.lead_sheets(here.desk)[0].step is StepKind.ATTACHED)
    (step,) = close_export.steps_of(here.desk, sheet.id)
    assert step.on_day == page.today - timedelta(days=1) and step.whom == "Records, J. Doe"
    here.settle()


def test_reminder_slips_are_saved_for_sheets_nobody_answered(page: PacketsPage, here: Around, tmp_path: Path) -> None:
    assert page.silent.isHidden()
    page.panel.confirm.set_text(begin(page, here))
    page.panel.make.click()
    here.until(lambda: not page.view.closing.isHidden())
    clock = here.desk.clock
    assert isinstance(clock, ShiftedClock)
    clock.run_on(9 * 86_400)
    page.refresh()
    here.until(lambda: len(page.silent.sheets) == 1)
    page.silent.ask_for = lambda _parent, _name: None
    page.silent.slips.click()
    page.silent.ask_for = lambda _parent, name: tmp_path / name
    page.silent.slips.click()
    here.until(lambda: here.notices.now is not None and "1 page to print" in str(here.notices.now.words))
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["reminders.pdf"]
    assert page.silent.slips.isEnabled()
    here.settle()


def test_calls_without_news_are_saved_on_a_page_for_their_recipient_and_are_gone(
    page: PacketsPage, here: Around, tmp_path: Path
) -> None:
    assert page.no_news.isHidden(), "the one call that was signed brought something"
    call = a_finished_call(here.office)
    review_call.sign_off(here.desk, here.desk.new_operation(), [call])
    page.refresh()
    here.until(page.no_news.isVisible)
    (waiting,) = page.no_news.waiting
    assert waiting.recipient is not None
    (save,) = page.no_news.buttons
    assert save.accessibleName() == f"Save the page for {waiting.recipient.name}"
    page.no_news.ask_for = lambda _parent, _name: None
    save.click()
    assert save.isEnabled(), "nothing happens to who changes their mind"
    page.no_news.ask_for = lambda _parent, name: tmp_path / name
    save.setFocus()
    QTest.keyClick(save, Qt.Key.Key_Space)
    here.until(page.no_news.isHidden)
    assert here.notices.now is not None and "1 case, 1 page for" in str(here.notices.now.words)
    (made,) = tmp_path.glob("no-news-*.pdf")
    assert " " not in made.name
    here.settle()


def test_a_folder_that_cannot_be_written_is_a_sentence(page: PacketsPage, here: Around, tmp_path: Path) -> None:
    tray = next(one for one in send_packet.recipients(here.desk) if one.duty)
    folder = replace(tray, way=DeliveryWay.FOLDER, folder=str(tmp_path / "not here"))
    recipients.change_recipient(here.desk, here.desk.new_operation(), folder)
    number = begin(page, here)
    page.panel.confirm.set_text(number)
    page.panel.make.click()
    here.until(lambda: here.notices.now is not None)
    assert page.panel.isVisible(), "the page stays usable"


def test_nothing_ready_says_where_calls_come_from(page: PacketsPage) -> None:
    page._on_ready(())
    assert page.rows.empty.isVisible()
    assert "signed off" in page.rows.empty.text()


def test_beside_each_other_each_side_scrolls_alone_and_nothing_is_cut(page: PacketsPage, here: Around) -> None:
    page.resize(1150, 768)
    here.settle()
    assert not page.scroller.isVisible()
    assert page.lists.isVisible()
    assert page.side.isVisible()
    assert page.side.geometry().bottom() <= page.height()
    page.resize(700, 768)
    here.settle()
    assert page.scroller.isVisible()
    assert page.rows.isVisible()
    assert not page.lists.isVisible()
    here.until(lambda: page.scroller.geometry().bottom() > page.height() - 40)  # no half of the page stays empty


def test_the_name_is_our_number_and_never_words_of_a_case() -> None:
    assert next_name((), 2026) == "LS-2026-0001.pdf"


def test_the_models_are_models(page: PacketsPage, qtmodeltester) -> None:
    qtmodeltester.check(page.model)


def test_the_page_fits_the_window_and_scrolls_inside_its_card(page: PacketsPage, here: Around) -> None:
    number = begin(page, here)
    page.panel.confirm.set_text(number)
    page.panel.make.click()
    here.until(lambda: not page.page_view.empty)
    inside, outside = page.page_place.verticalScrollBar(), page.side.verticalScrollBar()
    here.until(lambda: inside.maximum() > 0)
    assert outside.maximum() == 0, "the card ends in the window"
    assert page.lists.verticalScrollBar().maximum() == 0
    page.page_place.setFocus()
    QTest.keyClick(page.page_place, Qt.Key.Key_PageDown)
    assert inside.value() > 0
    page.resize(700, 768)
    here.until(lambda: inside.maximum() == 0)
    assert page.scroller.verticalScrollBar().maximum() > 0, "above the lists the whole page is there to scroll to"


def _printed(here: Around) -> list[object]:
    with here.desk.storage.read() as uow:
        rows = [entry.event for entry in uow.audit.rows(here.desk.session.station)]
    return [row.fields["pages"] for row in rows if row.event is Event.PRINT]


def test_every_page_is_shown_and_goes_to_the_printer_and_the_trail_says_so(
    page: PacketsPage, here: Around, tmp_path: Path
) -> None:
    three = tmp_path / "three.pdf"
    with pypdfium2.PdfDocument.new() as document:
        for _ in range(3):
            document.new_page(612, 792)
        document.save(three)
    page.panel.confirm.set_text(begin(page, here))
    page.panel.make.click()
    here.until(lambda: not page.page_view.empty)
    here.settle()
    (sheet,) = send_packet.lead_sheets(here.desk)
    view = page.view
    view.show_sheet(sheet.id, three, 3)
    here.until(lambda: len(view.pages.pages) == 3)
    assert "3 pages" in view.where.text()
    assert view.pages.pages[2].accessibleName().startswith("Page 3 of 3")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    view.print_on(printer)
    here.until(view.print_button.isEnabled)
    here.settle()
    with pypdfium2.PdfDocument(tmp_path / "paper.pdf") as paper:
        assert len(paper) == 3
    assert _printed(here) == [3]
    (sheet,) = send_packet.lead_sheets(here.desk)
    assert sheet.step is StepKind.PRINTED


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)  # Qt says it as well
def test_a_printer_that_does_not_answer_is_a_sentence(page: PacketsPage, here: Around, tmp_path: Path) -> None:
    one = tmp_path / "one.pdf"
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(612, 792)
        document.save(one)
    view = page.view
    view.show_sheet(ExportId(7), one, 1)
    here.until(lambda: not page.page_view.empty)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "not here" / "paper.pdf"))
    view.print_on(printer)
    here.until(lambda: here.notices.now is not None)
    assert view.print_button.isEnabled()


@pytest.fixture
def odd(desk_folder: Path, qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Around, PacketsPage]]:
    """A line with a letter that no font of paper has."""
    office = an_office(desk_folder)
    call = a_finished_call(office, NewTip(1, "A van with a \U0001f6b2 on it", office.clock.now(), TipKind.VEHICLE))
    with around(desk_folder, qtbot, office=office) as here:
        review_call.sign_off(here.desk, here.desk.new_operation(), [call])
        made = PacketsPage(
            here.desk,
            here.runner,
            here.news,
            here.notices,
            preview=drawn,
            choose_target=lambda _parent, name: tmp_path / name,
        )
        qtbot.addWidget(made)
        made.show()
        here.until(lambda: bool(made.ready))
        yield here, made


def test_letters_that_cannot_be_printed_are_named_before_the_sheet_is_made(odd: tuple[Around, PacketsPage]) -> None:
    here, page = odd
    begin(page, here)
    assert page.panel.missing.isVisible()
    assert "Point 1: U+1F6B2" in page.panel.missing.text()
    assert send_packet.lead_sheets(here.desk) == ()


def test_a_refused_line_may_be_kept_by_a_tick_and_the_tick_is_gone_for_the_next_sheet(
    page: PacketsPage, here: Around, tmp_path: Path
) -> None:
    number = begin(page, here)
    assert not page.panel.missing.isVisible()
    assert not page.panel.keep.isVisible()
    page._on_not_made(DeskFault("Point 1 holds a name.", code=KEEP_OR_CHANGE))
    assert page.panel.keep.isVisible() and not page.panel.keep.isChecked()
    page.panel.keep.setChecked(True)
    page.panel.confirm.set_text(number)
    page.panel.make.click()
    here.until(lambda: not page.page_view.empty)
    here.settle()
    assert len(send_packet.lead_sheets(here.desk)) == 1
    page.panel.offer_keep(False)
    assert not page.panel.keep.isChecked()

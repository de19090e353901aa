"""Reports: six counts, one chart a view, the same as a table, other days, nobody waits for the window."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.figure_periods import Period, month_of, periods_to_choose
from callback_desk.domain.figures import CallerRow, Report
from callback_desk.domain.measures import percentage
from callback_desk.domain.table import TableKind
from callback_desk.ui.figures import page as page_module
from callback_desk.ui.figures.marks_view import MarksView
from callback_desk.ui.figures.page import ReportsPage
from callback_desk.ui.figures.table_twin import FiguresTable
from callback_desk.ui.theme import Mode, Theme
from callback_desk.ui.times import read_past_day
from callback_desk.use_cases.desk import Desk
from tests.domain.made_reports import a_report, an_empty_report
from tests.ui.a_desk import Around

TODAY = date(2026, 11, 22)


class Counted:
    """Stands in for the counting, which has tests of its own: which days were asked for."""

    def __init__(self) -> None:
        self.asked: list[Period] = []
        self.empty = False
        self.held = threading.Event()
        self.held.set()

    def report(self, _desk: Desk, period: Period) -> Report:
        self.asked.append(period)
        assert self.held.wait(30)
        return an_empty_report(period) if self.empty else a_report(period=period)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    made = Counted()
    monkeypatch.setattr(page_module.figures, "report", made.report)
    return made


@pytest.fixture
def page(here: Around, qtbot: QtBot, counted: Counted, tmp_path: Path) -> ReportsPage:
    made = ReportsPage(
        here.desk,
        here.runner,
        here.news,
        here.notices,
        choose_pdf=lambda _page, name: tmp_path / name,
        choose_web=lambda _page, name: tmp_path / name,
        choose_csv=lambda _page, name: tmp_path / name,
    )
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    here.settle()
    return made


def tables_of(page: ReportsPage) -> list[FiguresTable]:
    return page.view.findChildren(FiguresTable)


def test_last_month_is_counted_first_and_its_six_counts_stand_there(page: ReportsPage, counted: Counted) -> None:
    last_month = periods_to_choose(page.today)["last_month"]
    assert counted.asked == [last_month]
    assert [tile.accessibleName() for tile in page.plain.tiles] == [
        "People due a call: 214",
        "Reached: 151",
        "New information: 38",
        "Used by a detective: 11",
        "Complaints routed: 2",
        "Praise passed on: 19",
    ]


def test_the_table_has_the_numbers_of_the_chart(page: ReportsPage) -> None:
    chart = page.view.section.chart
    assert chart is not None
    assert [one.accessibleName() for one in page.view.findChildren(MarksView)] == [chart.title]
    page.view.twin.click()
    twin = tables_of(page)[0]
    model = twin.model()
    first = [model.index(0, column).data() for column in range(model.columnCount())]
    assert first == ["Easy to reach someone who could help", "78%", "70 to 84", "131"]
    assert page.view.twin.label == "Show as a chart"


def test_the_link_leads_to_the_method(page: ReportsPage) -> None:
    page.view.method.click()
    assert page.view.section.key == "method"
    assert [one.accessibleName() for one in tables_of(page)] == [
        "Rates, of callbacks that ended in these days",
        "Last words they come from",
        "No last word yet",
    ]


def test_what_was_looked_at_stays_when_other_days_are_chosen(page: ReportsPage, here: Around, counted: Counted) -> None:
    page.view.go_to("missed.age_band")
    page.menu.setCurrentIndex(page.menu.findData("this_year"))
    page.menu.activated.emit(page.menu.currentIndex())
    here.settle()
    assert counted.asked[-1] == periods_to_choose(page.today)["this_year"]
    assert page.view.section.key == "missed.age_band"


def test_days_of_ones_own_by_keyboard_alone(page: ReportsPage, here: Around, qtbot: QtBot, counted: Counted) -> None:
    page.menu.setCurrentIndex(page.menu.findData("own"))
    page.menu.activated.emit(page.menu.currentIndex())
    assert page.own.first.edit.hasFocus()
    qtbot.keyClicks(page.own.first.edit, "2/30/2026")
    qtbot.keyClick(page.own.first.edit, Qt.Key.Key_Return)
    assert page.own.first.error
    page.own.first.set_text("10/5/2025")
    page.own.last.set_text("10/4/2025")
    qtbot.keyClick(page.own.last.edit, Qt.Key.Key_Return)
    assert page.own.last.error == "The last day lies before the first."
    page.own.last.set_text("10/9/2025")
    qtbot.keyClick(page.own.last.edit, Qt.Key.Key_Return)
    here.settle()
    assert counted.asked[-1] == Period(date(2025, 10, 5), date(2025, 10, 9))
    assert page.menu.currentText() == "October 5 to 9, 2025"
    assert not page.own.isVisible()


def test_escape_leaves_the_days_as_they_were(page: ReportsPage, qtbot: QtBot, counted: Counted) -> None:
    before = page.menu.currentText()
    page.menu.setCurrentIndex(page.menu.findData("own"))
    page.menu.activated.emit(page.menu.currentIndex())
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.menu.currentText() == before
    assert len(counted.asked) == 1


def test_nothing_in_a_time_says_when_the_first_figure_comes(page: ReportsPage, here: Around, counted: Counted) -> None:
    counted.empty = True
    page.refresh()
    here.settle()
    assert "The first appears when a call is signed off" in page.view.section.empty
    assert page.plain.tiles[3].accessibleName() == "Used by a detective: no receipts yet"
    page.view.this_month_wanted.emit()
    here.settle()
    assert counted.asked[-1] == periods_to_choose(page.today)["this_month"]


def test_counting_can_be_stopped_and_its_answer_never_comes(page: ReportsPage, here: Around, counted: Counted) -> None:
    shown = page.report
    counted.held.clear()
    page._count(month_of(TODAY))
    here.until(lambda: page.busy.isVisible() and len(counted.asked) == 2)
    page.progress.stop.click()
    counted.held.set()
    here.settle()
    assert page.report is shown
    assert not page.busy.isVisible()
    assert page.growing.text().startswith("Stopped.")


@pytest.mark.parametrize(
    ("typed", "day"),
    [("10/1", date(2026, 10, 1)), ("12/24", date(2025, 12, 24)), ("12/24/2026", date(2026, 12, 24)), ("x", None)],
)
def test_a_day_without_a_year_is_one_that_has_been(typed: str, day: date | None) -> None:
    assert read_past_day(typed, TODAY) == day


def test_every_control_has_a_name(page: ReportsPage) -> None:
    assert page.menu.accessibleName() == "Which days"
    assert page.view.choice.accessibleName() == "What to look at"
    chart = page.view.findChildren(MarksView)[0]
    assert "71%" in chart.accessibleDescription()


def test_the_report_is_saved_and_the_page_says_under_which_number(
    page: ReportsPage, here: Around, tmp_path: Path
) -> None:
    page.pdf.click()
    here.settle()
    assert [one.read_bytes()[:5] for one in tmp_path.glob("report-*.pdf")] == [b"%PDF-"]
    assert here.notices.now is not None
    assert "It is on record as RP-" in str(here.notices.now.words)
    assert page.pdf.isEnabled()


def test_the_page_for_everybody_needs_words_and_is_saved_in_both_ways(
    page: ReportsPage, here: Around, qtbot: QtBot, tmp_path: Path
) -> None:
    page.public.click()
    assert page.sheet.isVisible() and not page.scroller.isVisible()
    page.sheet.pdf.click()
    assert page.sheet.changed.error.startswith("Say in a few words")
    page.sheet.changed.set_text("We call sooner.")
    page.sheet.reach.set_text("(312) 555-0142")
    page.sheet.pdf.click()
    here.settle()
    page.sheet.web.click()
    here.settle()
    assert sorted(one.suffix for one in tmp_path.glob("public-summary-*")) == [".html", ".pdf"]
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.scroller.isVisible() and not page.sheet.isVisible()


def test_the_look_changes_again_and_again_while_a_report_stands(
    page: ReportsPage, here: Around, qapp: QApplication
) -> None:
    """Several of its parts, as a chart and as a table: what was made for one look is not asked for in the next."""
    choice = page.view.choice
    try:
        for place in range(min(3, choice.count())):
            choice.setCurrentIndex(place)
            choice.activated.emit(place)
            page.view.twin.setChecked(place % 2 == 1)
            for look in (Theme(Mode.DARK), Theme(scale=2.0), Theme()):
                look.apply(qapp)
                here.settle()
                assert page.plain.tiles[0].isVisible()
    finally:
        Theme().apply(qapp)


def test_at_large_text_the_page_is_no_wider_than_a_laptop(page: ReportsPage, here: Around, qapp: QApplication) -> None:
    try:
        Theme(Mode.DARK, 2.0).apply(qapp)
        page.resize(1300, 700)
        here.settle()
        here.until(lambda: page.minimumSizeHint().width() <= 1300)
        assert page.pdf.isVisible() and page.public.isVisible() and page.cards.isVisible()
    finally:
        Theme().apply(qapp)
    page.resize(1150, 768)
    here.until(page.title.isVisible)


def test_what_each_volunteer_did_stands_behind_the_figures_and_is_saved(
    page: ReportsPage, here: Around, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rows = (CallerRow("Ada Quill", 3, 60, 45, 30, 2, 1, 512, percentage(30, 45, one_person=True)),)
    monkeypatch.setattr(page_module.figures, "callers", lambda _desk, _period: rows)
    page.callers.click()
    assert page.volunteers.isVisible() and not page.scroller.isVisible()
    assert not page.volunteers.save.isEnabled(), "nothing is counted yet"
    here.settle()
    (table,) = page.volunteers.findChildren(FiguresTable)
    assert [table.model().index(0, column).data() for column in (0, 2, 8)] == ["Ada Quill", "60", "67%"]
    made: list[tuple[object, ...]] = []

    def save(*given: object) -> object:
        made.append(given)
        raise DeskFault("The disk is full. Nothing was written.")

    monkeypatch.setattr(page_module, "save_callers", save)
    page.volunteers.save.click()
    here.settle()
    ((_desk, _op, period, target, kind),) = made
    assert (period, kind) == (page.menu.period, TableKind.CSV)
    assert target == tmp_path / f"volunteers-{page.menu.period.first}-to-{page.menu.period.last}.csv"
    assert page.volunteers.save.isEnabled(), "it can be tried again"
    page.volunteers.back.click()
    assert page.callers.isVisible() and QApplication.focusWidget() in (page.callers, None)


def test_days_without_a_try_have_no_file(page: ReportsPage, here: Around, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module.figures, "callers", lambda _desk, _period: ())
    page.callers.click()
    here.settle()
    assert not page.volunteers.save.isEnabled()
    assert page.volunteers.findChildren(FiguresTable) == []

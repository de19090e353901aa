"""Import: the match page, what is settled, the six piles, one person by hand, and the page after trouble."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from callback_desk.domain.import_rows import PreviewRow
from callback_desk.domain.incident import Pile, RowPlace, RowProblem, Screening
from callback_desk.domain.views import ListFilter
from callback_desk.ui.components import Dialog
from callback_desk.ui.imports.page import ImportPage
from callback_desk.ui.imports.places import Place
from callback_desk.ui.imports.problem_list import write_problems
from callback_desk.ui.imports.rows_model import RowsModel, ShownRow, shown_row
from callback_desk.ui.imports.wanted import Match
from callback_desk.use_cases import call_list, import_report
from tests.ui.a_desk import Around

HEAD = "IncidentNo,VicFullName,VicPhone1,RP_Phone,VicDOB,UCR,RptDate,Beat Color\n"


@pytest.fixture
def page(here: Around, qtbot: QtBot, tmp_path: Path) -> Iterator[ImportPage]:
    made = ImportPage(
        here.desk,
        here.runner,
        here.news,
        here.notices,
        choose_target=lambda _parent, name: tmp_path / name,
    )
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    here.settle()
    yield made
    made.leave()


def export(folder: Path, here: Around, *codes: str, day: date | None = None) -> Path:
    """An export of one row a code, reported on `day`, else nine days before the desk's today."""
    day = day or here.desk.clock.now().astimezone(here.desk.zone).date() - timedelta(days=9)
    rows = [
        f'26-0188{place:02d},"{"ABCDE"[place]}MARCHETTI, ELENA",(312) 555-01{place:02d},312-555-0199,'
        f"03/{24 + place:02d}/1971,{code},"
        f"{day:%m/%d/%Y} 20:40,gray\n"
        for place, code in enumerate(codes)
    ]
    file = folder / "incidents_nov17.csv"
    file.write_text(HEAD + "".join(rows), "utf-8")
    return file


def look_at(page: ImportPage, here: Around, file: Path) -> None:
    page.begin_with(file)
    here.until(lambda: page.place is Place.MATCH)


def chip(page: ImportPage, label: str) -> Match:
    return next(line.row.match for line in page.match.lines if line.row.slot.label == label)


def test_what_was_noticed_about_the_file_stands_above_its_columns(
    page: ImportPage, here: Around, tmp_path: Path
) -> None:
    look_at(page, here, export(tmp_path, here, "220"))
    assert not page.match.noticed.isVisible()
    file = export(tmp_path, here, "220", "220")
    file.write_text("Burglaries of the week\n" + file.read_text("utf-8").replace("Beat Color", "UCR"), "utf-8")
    look_at(page, here, file)
    here.until(page.match.noticed.isVisible)
    said = page.match.noticed.text()
    assert "Lines above the headings were left out." in said
    assert "kept apart by their letter (UCR)" in said


def test_a_reporters_number_is_asked_about_and_left_out_unless_somebody_says_otherwise(
    page: ImportPage, here: Around, tmp_path: Path
) -> None:
    look_at(page, here, export(tmp_path, here, "220"))
    notice = page.match.notice
    assert notice is not None
    assert "RP_Phone may be the reporter’s number." in notice.accessibleName()
    assert chip(page, "Case number") is Match.SURE
    assert chip(page, "Birth date") is Match.MONTH_FIRST
    assert chip(page, "Sign of family violence") is Match.SETTLE_ONCE
    numbers = [one.header for one in page.match.layout_made().columns if one.role == "victim" and one.field == "phone"]
    assert numbers == ["VicPhone1"]
    notice.action.emit(1)
    numbers = [one.header for one in page.match.layout_made().columns if one.role == "victim" and one.field == "phone"]
    assert numbers == ["VicPhone1", "RP_Phone"]


def test_an_unsettled_fact_holds_rows_and_does_not_block_the_check(
    page: ImportPage, here: Around, tmp_path: Path
) -> None:
    file = export(tmp_path, here, "220", "220")
    look_at(page, here, file)
    assert page.match.foot.onward.isEnabled()
    page.match.check_wanted.emit()
    here.until(lambda: page.place is Place.CHECK)
    assert page.check.preview is not None
    assert page.check.preview.counts.of(Pile.HELD) == 2
    assert "All 2 rows are accounted for" in page.check.sum.title.text()
    assert page.check.sum.sum.text() == "2 = 0 + 0 + 0 + 2 + 0 + 0"
    page.check.back_wanted.emit()
    page.match.panel.field.set_text("yes")
    page.match.panel.button.click()
    assert page.match.panel.field.error, "one word is no sentence"
    page.match.panel.field.set_text("Officers write a form and such reports are never exported.")
    page.match.panel.button.click()
    here.until(lambda: chip(page, "Sign of family violence") is Match.SETTLED)
    page.match.check_wanted.emit()
    here.until(lambda: page.place is Place.CHECK)
    assert page.check.preview.counts.of(Pile.QUEUED) == 2


def test_columns_can_be_corrected_by_hand(page: ImportPage, here: Around, tmp_path: Path) -> None:
    look_at(page, here, export(tmp_path, here, "220"))
    line = next(one for one in page.match.lines if one.row.slot.label == "Birth date")
    line.column_chosen.emit(None)
    assert chip(page, "Birth date") is Match.MISSING
    place = next(i for i in range(line.combo.count()) if line.combo.itemText(i) == "VicDOB")
    line.column_chosen.emit(line.combo.itemData(place))
    assert chip(page, "Birth date") in (Match.CHOSEN, Match.MONTH_FIRST)
    assert "VicDOB" in {one.header for one in page.match.layout_made().columns}


def test_the_problem_list_names_place_and_reason_and_no_content(page: ImportPage, here: Around, tmp_path: Path) -> None:
    look_at(page, here, export(tmp_path, here, "220", "120X"))
    page.match.check_wanted.emit()
    here.until(lambda: page.place is Place.CHECK)
    page.check.problems_wanted.emit()
    here.until(lambda: here.notices.now is not None)
    with (tmp_path / "incidents_nov17 problems.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["line"] for row in rows] == ["2", "3"]
    assert all(row["what is wrong"] and row["what to do"] for row in rows)
    assert "MARCHETTI" not in (tmp_path / "incidents_nov17 problems.csv").read_text("utf-8-sig")


def test_a_file_that_is_refused_leaves_the_page_usable(page: ImportPage, here: Around, tmp_path: Path) -> None:
    not_a_list = tmp_path / "letter.pdf"
    not_a_list.write_bytes(b"%PDF-1.7\n1 0 obj\n")
    page.begin_with(not_a_list)
    here.until(lambda: here.notices.now is not None)
    assert page.place is Place.CHOOSE
    assert page.choose.drop.choose.isEnabled()
    look_at(page, here, export(tmp_path, here, "220"))
    assert here.notices.now is None, "what was said of one file must not stand over the next"


def test_a_refusal_names_the_file_and_not_its_folder(page: ImportPage, here: Around, tmp_path: Path) -> None:
    def told() -> str:
        here.until(lambda: here.notices.now is not None and page.place is not Place.BUSY)
        notice = here.notices.now
        assert notice is not None
        here.notices.clear(notice.code)
        return str(notice.words)

    not_a_list = tmp_path / "letter.pdf"
    not_a_list.write_bytes(b"%PDF-1.7\n1 0 obj\n")
    page.begin_with(not_a_list)
    assert told().startswith("letter.pdf: This is not a table")
    page.begin_with(tmp_path / "gone.csv")
    assert told().count("gone.csv") == 1
    page.begin_with_rows(" \n \n")
    assert told().startswith("Pasted rows: ")
    later = export(tmp_path, here, "220")
    look_at(page, here, later)
    later.write_bytes(b"%PDF-1.7\n1 0 obj\n")
    page.match.check_wanted.emit()
    assert told().startswith(f"{later.name}: ")


def test_one_person_by_hand_meets_the_same_rules(page: ImportPage, here: Around) -> None:
    page.type_one()
    form = page.type
    form.foot.onward.click()
    wrong = {name for name, field in form.fields.items() if field.error}
    assert wrong == {"last", "phone", "case_number", "offense_code", "reported", "born_or_age", "family", "hurt"}

    def fill(last: str, family: str, number: str) -> None:
        form.first.set_text("Renee")
        form.last.set_text(last)
        form.phone.set_text(number)
        form.case_number.set_text(f"26-9{number[-4:]}")
        form.offense.set_value("220")
        form.reported.set_text(f"{page.today - timedelta(days=8):%m/%d/%Y}")
        form.age.set_text("41")
        form.family.set_value(family)
        form.hurt.set_value("no")
        form.foot.onward.click()
        here.settle()

    fill("Thibault", "no", "312 555 0161")
    assert form.said == "Renee is on the call list."
    assert form.last.text == "", "ready for the next person"
    fill("Okonjo", "unknown", "312 555 0162")
    assert form.said.startswith("Renee waits for a decision.")
    _, rows = call_list.first_rows(here.desk, ListFilter(text="Thibault"), 5)
    assert [row.name for row in rows] == ["Thibault, Renee"]


def test_dates_are_refused_in_words(page: ImportPage) -> None:
    page.type_one()
    page.type.reported.set_text("31/31/1990")
    page.type.foot.onward.click()
    assert page.type.reported.error == "There is no month 31. Month comes first."


def test_facts_settled_once_are_known_the_next_time(page: ImportPage, here: Around, tmp_path: Path) -> None:
    file = export(tmp_path, here, "220")
    look_at(page, here, file)
    signature = page.match.layout_made().signature
    facts = frozenset(Screening)
    import_report.settle_screening(
        here.desk, here.desk.new_operation(), signature, facts, "Such reports never reach this list."
    )
    page.match.back_wanted.emit()
    look_at(page, here, file)
    assert chip(page, "Kind of victim") is Match.SETTLED
    assert not page.match.panel.isVisible()


def test_dates_that_read_both_ways_are_asked_about_once(page: ImportPage, here: Around, tmp_path: Path) -> None:
    both_ways = date(here.desk.clock.now().year - 1, 3, 4)  # neither reading lies ahead, which would settle it
    file = export(tmp_path, here, "220", day=both_ways)
    file.write_text(file.read_text("utf-8").replace("03/24/1971", "03/04/1971"), "utf-8")
    look_at(page, here, file)
    line = next(one for one in page.match.lines if one.row.slot.label == "Birth date")
    assert line.row.match is Match.WHICH_ORDER
    assert line.order.isVisible()
    line.order.activated.emit(line.order.findText("Day first"))
    assert chip(page, "Birth date") is Match.DAY_FIRST


def test_stop_says_what_was_kept_and_the_page_goes_on(page: ImportPage, here: Around, tmp_path: Path) -> None:
    look_at(page, here, export(tmp_path, here, "220"))
    page.match.check_wanted.emit()
    assert page.place is Place.BUSY
    page.busy.bar.stop.click()
    here.until(lambda: page.place is not Place.BUSY)
    stopped = here.notices.now
    if page.place is Place.MATCH:  # the one row may have been read before the wish to stop was heard
        assert stopped is not None
        assert stopped.words == "Stopped. Nothing was imported."
    page.match.check_wanted.emit()
    here.until(lambda: page.place is Place.CHECK)


def test_the_file_goes_only_after_a_question(page: ImportPage, here: Around, tmp_path: Path) -> None:
    file = export(tmp_path, here, "220")
    look_at(page, here, file)
    page.match.check_wanted.emit()
    here.until(lambda: page.place is Place.CHECK)
    page.check.import_wanted.emit()
    here.until(lambda: page.place is Place.REPORT)
    page.report.remove.click()
    dialog = next(one for one in page.findChildren(Dialog) if one.isVisible())
    assert file.exists()
    dialog.verb.click()
    here.until(lambda: not file.exists())
    here.settle()
    assert "was removed" in page.report.file_words.text()


def test_the_history_tells_why_rows_were_not_called(page: ImportPage, here: Around) -> None:
    assert page.choose.history.isVisible()
    batch = page.choose.model.batches[0]
    page.choose.table.row_opened.emit(0)
    here.settle()
    waiting = batch.counts.rows_in - batch.counts.of(Pile.QUEUED)
    assert page.choose.problem_rows.rowCount() == waiting
    assert all(page.choose.problem_rows.row_at(row).why for row in range(waiting))


def test_the_models_are_models(page: ImportPage, qtmodeltester) -> None:
    qtmodeltester.check(page.choose.model)
    rows = RowsModel()
    rows.set_rows([ShownRow("2", "Thibault, Renee", "Age is missing", "VicDOB", "Ask Records", "Age.", "Ask.")])
    qtmodeltester.check(rows)


def test_the_piles_cut_no_words_and_say_where_no_column_is_meant(
    page: ImportPage, here: Around, tmp_path: Path
) -> None:
    file = export(tmp_path, here, "220", "120X")
    with file.open("a", encoding="utf-8") as added:
        added.write(HEAD + "Total: 2,,,,,,,\n")
    look_at(page, here, file)
    page.match.check_wanted.emit()
    here.until(lambda: page.place is Place.CHECK)
    assert page.check.words.text().endswith(
        "2 lines of the file are no rows: totals, a footer, or the headings once more."
    )
    counted = page.check.list.reasons.text().split(" · ")
    assert len(counted) == 2, "each reason of the pile, and how many rows it holds"
    assert all(one.endswith(": 1") for one in counted)
    table, model = page.check.list.table, page.check.list.model
    assert model.rowCount() > 0
    here.until(lambda: all(table.rowHeight(row) >= table.sizeHintForRow(row) for row in range(model.rowCount())))
    assert table.horizontalScrollBar().maximum() == 0
    without = shown_row(PreviewRow(2, "", Pile.HELD, "Thibault, Renee", "age_missing"), here.desk.rules)
    assert without.in_file == "no column"
    named = shown_row(PreviewRow(2, "", Pile.HELD, "Thibault, Renee", "age_missing", "VicDOB"), here.desk.rules)
    assert named.in_file == "VicDOB"


def test_a_cell_of_a_problem_list_is_never_a_formula(here: Around, tmp_path: Path) -> None:
    target = tmp_path / "problems.csv"
    found = [
        RowProblem(RowPlace(2), Pile.HELD, "age_missing", "VicDOB"),
        RowProblem(RowPlace(3, "  =SUM(A1)"), Pile.HELD, "age_missing", "\uff1d1+1"),
    ]
    write_problems(target, "=1+1.csv", found, here.desk.rules)
    with target.open(encoding="utf-8-sig", newline="") as file:
        _headings, plain, obeyed = csv.reader(file)
    assert plain[:4] == ["'=1+1.csv", "", "2", "VicDOB"]
    assert obeyed[:4] == ["'=1+1.csv", "'  =SUM(A1)", "3", "'\uff1d1+1"]


def test_the_cards_of_a_step_stand_in_line_with_the_title_of_the_page(page: ImportPage, here: Around) -> None:
    left = page.head.title.mapTo(page, QPoint(0, 0)).x()
    right = page.width() - left
    assert left == 28, "the page's edge in the design"
    here.until(lambda: page.choose.drop.width() > 0)
    card = page.choose.drop
    assert card.mapTo(page, QPoint(0, 0)).x() == left
    page.go_to(Place.CHECK)
    here.until(page.check.sum.isVisible)
    assert page.check.sum.mapTo(page, QPoint(0, 0)).x() == left
    assert page.check.foot.back.mapTo(page, QPoint(0, 0)).x() == left
    onward = page.check.foot.onward
    here.until(lambda: onward.mapTo(page, QPoint(onward.width(), 0)).x() == right)

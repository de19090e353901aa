"""A number that is given for more than one person is said before the import, by lines and without the number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from callback_desk.domain.import_rows import SharedNumbers
from callback_desk.ui.imports.page import ImportPage
from callback_desk.ui.imports.places import Place
from callback_desk.ui.imports.shared_words import shared_words
from tests.ui.a_desk import Around


@pytest.fixture
def page(here: Around, qtbot: QtBot) -> Iterator[ImportPage]:
    made = ImportPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(made)
    made.show()
    here.settle()
    yield made
    made.leave()


def check(page: ImportPage, here: Around, file: Path, numbers: tuple[str, ...]) -> None:
    day = here.desk.clock.now().astimezone(here.desk.zone).date() - timedelta(days=9)
    rows = "".join(
        f'26-0288{place:02d},"{"ABCDE"[place]}MARCHETTI, ELENA",{number},03/{14 + place}/1971,220,{day:%m/%d/%Y}\n'
        for place, number in enumerate(numbers)
    )
    file.write_text("IncidentNo,VicFullName,VicPhone1,VicDOB,UCR,RptDate\n" + rows, "utf-8")
    page.begin_with(file)
    here.until(lambda: page.place is Place.MATCH)
    page.match.check_wanted.emit()
    here.until(lambda: page.place is Place.CHECK)


def test_the_check_page_names_the_lines_and_no_number(page: ImportPage, here: Around, tmp_path: Path) -> None:
    check(page, here, tmp_path / "one.csv", ("312-555-0101", "312-555-0102", "(312) 555-0101"))
    assert page.check.shared.isVisible()
    said = page.check.shared.accessibleName()
    assert said.startswith("The same number is given for more than one person: lines 2 and 4. Both are kept")
    assert "555" not in said
    page.check.back_wanted.emit()
    check(page, here, tmp_path / "two.csv", ("312-555-0103", "312-555-0104"))
    assert not page.check.shared.isVisible(), "what was said of one file must not stand over the next"


def test_the_words_count_numbers_people_and_lines() -> None:
    assert shared_words(SharedNumbers()) == ""
    assert "lines 4, 9 and 12. All 3 are kept" in shared_words(SharedNumbers(1, 3, ((4, 9, 12),)))
    several = shared_words(SharedNumbers(5, 11, ((4, 9), (1_200, 1_201, 1_202))))
    assert several.startswith(
        "5 numbers are each given for more than one person: lines 4 and 9; 1,200, 1,201 and 1,202;"
    )
    assert "and others" in several
    assert "All 11" in several
    two_each = shared_words(SharedNumbers(2, 2, ((6, 30), (6, 30))))
    assert two_each.startswith("2 numbers are each given for more than one person: lines 6 and 30. Both are kept")
    assert "person: line 6. Both are kept" in shared_words(SharedNumbers(1, 2, ((6, 6),))), "two people of one row"
    assert "lines 6; 6 and 9. All 3" in shared_words(SharedNumbers(2, 3, ((6, 6), (6, 6, 9))))
    assert "2, 3, 4, 5, 6, 7 and 3 more" in shared_words(SharedNumbers(1, 9, (tuple(range(2, 11)),)))

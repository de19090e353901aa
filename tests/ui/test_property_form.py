"""Articles at review: proposed from the line's words, kept, changed, taken out; a half-filled form stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from callback_desk.domain.changes import Changes
from callback_desk.domain.property_facts import IdType, PropertyFact
from callback_desk.domain.tip import NewTip, TipKind
from callback_desk.ui.review.page import ReviewPage
from callback_desk.ui.review.property_form import Articles, article_words
from tests.ui.a_desk import Around, a_finished_call, an_office, around

LINE = "Two gray Dell laptops, serial 4KX-0917-QD."


@pytest.fixture
def here(desk_folder: Path, qtbot: QtBot) -> Iterator[Around]:
    office = an_office(desk_folder)
    now = datetime(2026, 11, 17, 16, tzinfo=UTC)
    property_line = NewTip(1, LINE, now, kind=TipKind.PROPERTY_ID, read_back=True)
    a_finished_call(office, property_line, NewTip(2, "A van.", now, kind=TipKind.VEHICLE))
    with around(desk_folder, qtbot, office=office) as made:
        yield made


@pytest.fixture
def page(here: Around, qtbot: QtBot) -> ReviewPage:
    made = ReviewPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    here.until(lambda: made.call is not None and len(made.sheet.lines) == 2)
    here.settle()
    return made


def articles_of(page: ReviewPage) -> Articles:
    (found,) = [line.articles for line in page.sheet.lines if line.articles is not None]
    return found


def kept(page: ReviewPage) -> list[PropertyFact]:
    assert page.call is not None
    return [fact for facts in page.call.articles.values() for fact in facts]


def test_an_article_is_proposed_from_the_words_and_kept_as_somebody_leaves_it(page: ReviewPage, here: Around) -> None:
    part = articles_of(page)
    assert part.draft is None
    part.open.click()
    form = part.form
    assert (form.quantity.text, form.kind.text, form.maker.text) == ("2", "laptops", "Dell")
    assert (form.id_type.value, form.identifier.text, form.color.text) == (IdType.SERIAL, "4KX-0917-QD", "gray")
    assert form.read_back.isChecked()
    assert kept(page) == [], "a proposal is nothing before somebody keeps it"
    form.value.set_text("$900")
    form.keep.click()
    here.until(lambda: len(kept(page)) == 1)
    laptops = PropertyFact(2, "laptops", "Dell", "", IdType.SERIAL, "4KX-0917-QD", "gray", "$900", read_back=True)
    assert kept(page) == [laptops]
    assert article_words(laptops) == "2 x laptops, Dell, Serial 4KX-0917-QD, gray, $900. Read back."
    assert articles_of(page).open.label == "Another article"


def test_what_cannot_be_kept_is_said_at_its_field(page: ReviewPage) -> None:
    part = articles_of(page)
    part.open.click()
    part.form.begin(PropertyFact())
    part.form.quantity.set_text("many")
    part.form.keep.click()
    assert part.form.quantity.error == "Write a number from 1 on."
    assert part.form.kind.error == "Write what it is, its maker or its number."
    assert kept(page) == []


def test_a_half_filled_form_stays_when_somebody_else_saves(page: ReviewPage, here: Around) -> None:
    before = articles_of(page)
    before.open.click()
    before.form.model.set_text("Latitude")
    here.news.tell(Changes.REVIEW)
    here.until(lambda: articles_of(page) is not before)
    after = articles_of(page)
    assert not after.form.isHidden()
    assert after.form.model.text == "Latitude"
    after.form.left.emit()
    assert after.draft is None and not after.open.isHidden()


def test_an_article_is_taken_out_again(page: ReviewPage, here: Around) -> None:
    articles_of(page).kept.emit((PropertyFact(kind="Laptop"), PropertyFact(kind="Charger")))
    here.until(lambda: len(kept(page)) == 2)
    articles_of(page).kept.emit((PropertyFact(kind="Charger"),))
    here.until(lambda: kept(page) == [PropertyFact(kind="Charger")])

"""The board: what waits and in which order, the red notice until it is answered, and a page that never blocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from callback_desk.demo import VOLUNTEERS
from callback_desk.domain.concerns import ConcernKind, Heard, NewConcern
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallbackId, ConcernId
from callback_desk.domain.tip import NewTip
from callback_desk.domain.views import ListFilter, Tab
from callback_desk.ui.board import page as page_module
from callback_desk.ui.board.link_row import LinkRow
from callback_desk.ui.board.page import BoardPage
from callback_desk.ui.board.state_column import open_words
from callback_desk.ui.board.words import waiting_lines
from callback_desk.ui.components import Label, Paragraph, PrimaryButton, Tone
from callback_desk.ui.notices import Notice
from callback_desk.use_cases import call_list, next_call, raise_concern, start_call
from callback_desk.use_cases.board import board
from callback_desk.use_cases.sign_in import sign_in, sign_out
from tests.ui.a_desk import DEMO_PASSWORD, Around, a_finished_call


@pytest.fixture
def page(board_page: BoardPage) -> BoardPage:
    return board_page


def shown(page: BoardPage, here: Around) -> BoardPage:
    page.show()
    here.settle()
    return page


def texts(widget: QWidget) -> list[str]:
    found = [*widget.findChildren(Label), *widget.findChildren(Paragraph)]
    return [label.text() for label in found if label.isVisibleTo(widget) and label.text()]


def told(here: Around, *said: NewConcern) -> list[tuple[CallbackId, ConcernId]]:
    """A volunteer in a call hears these."""
    desk = sign_in(here.office.locked(), VOLUNTEERS[1], DEMO_PASSWORD)
    try:
        card = next_call.claim_next(desk, desk.new_operation())
        assert card is not None
        started = start_call.start_call(desk, desk.new_operation(), card.callback_id, card.fence, card.phones[0].id)
        made = [
            raise_concern.raise_concern(desk, desk.new_operation(), started.callback_id, started.call_id, one)
            for one in said
        ]
        return [(started.callback_id, ConcernId(one.id)) for one in made]
    finally:
        sign_out(desk)


DANGER = NewConcern(ConcernKind.DANGER, "The car is outside again.", frozenset({Heard.SOMEONE_THERE}))
COMPLAINT = NewConcern(ConcernKind.COMPLAINT, "Nobody came for six hours.")


def verbs(page: BoardPage) -> list[str]:
    return [row.verb.label for row in page.waiting.rows]


def filled(page: BoardPage) -> list[str]:
    rows = [row.verb.label for row in page.waiting.rows if row.verb.is_primary]
    return rows + [one.label for one in page.findChildren(PrimaryButton) if one.isVisible()]


def test_what_waits_is_a_list_of_verbs_with_one_filled_button_on_the_oldest_promise(
    page: BoardPage, here: Around
) -> None:
    told(here, COMPLAINT)
    a_finished_call(here.office, NewTip(1, "A dent beside the hinge.", here.desk.clock.now()))
    shown(page, here)
    kinds = [row.line.kind for row in page.waiting.rows]
    assert kinds[:2] == ["complaint", "review"]
    assert "held" in kinds[2:]  # what has no date stands after what was promised
    assert filled(page) == ["Route it"]


def test_each_verb_leads_to_its_page(page: BoardPage, here: Around, qtbot: QtBot) -> None:
    a_finished_call(here.office, NewTip(1, "A dent.", here.desk.clock.now()))
    shown(page, here)
    wishes: list[str] = []
    page.page_wished.connect(wishes.append)
    for row in page.waiting.rows:
        row.verb.click()
    page.call_list.tiles["Blocked"].click()
    page.call_list.tiles["Due"].click()
    assert wishes == ["review", "queue:to_decide", "queue:to_decide", "queue:due_today"]


def test_danger_is_red_until_it_is_routed_and_the_list_has_no_filled_button_beside_it(
    page: BoardPage, here: Around
) -> None:
    ((callback_id, _),) = told(here, DANGER)
    shown(page, here)
    notice = here.notices.now
    assert notice is not None
    assert notice.tone is Tone.DANGER
    assert page.isAncestorOf(here.notices.place)
    said = "".join(texts(here.notices.place))
    assert "heard by Carmen Ibarra at" in said
    assert "Nobody is noted as told yet." in said
    assert filled(page) == []
    press_alert(page, here)
    case = call_list.why(here.desk, callback_id)
    read = texts(page.sheet)
    assert any(case.case_numbers[0] in line for line in read)
    assert case.name.display in read
    assert "“The car is outside again.”" in read
    assert "Someone is there, or coming" in read
    assert "Telephone now" in read
    assert not page.sheet.verb.isEnabled()
    page.sheet.back.click()
    assert not page.sheet_open
    assert here.notices.now is not None  # looked at is not answered
    assert here.notices.now.tone is Tone.DANGER

    press_alert(page, here)
    page.sheet.name_field.set_text("  Lt. Moreno, patrol ")
    page.sheet.verb.click()
    here.until(lambda: not page.sheet_open)
    assert here.notices.now is None
    assert raise_concern.open_concerns(here.desk) == ()


def press_alert(page: BoardPage, here: Around) -> None:
    bar = here.notices.place.findChildren(QWidget, "")
    button = next(one for one in bar if getattr(one, "label", None) == "Open the alert" and one.isVisible())
    button.click()
    here.until(lambda: page.sheet_open)


def test_the_tick_stops_all_calls_before_the_alert_is_closed(page: BoardPage, here: Around) -> None:
    ((callback_id, _),) = told(here, DANGER)
    shown(page, here)
    before = call_list.why(here.desk, callback_id).stopped
    press_alert(page, here)
    page.sheet.no_calls.setChecked(True)
    page.sheet.name_field.set_text("Victim advocate")
    page.sheet.verb.click()
    here.until(lambda: not page.sheet_open)
    here.settle()
    after = call_list.why(here.desk, callback_id).stopped
    assert "Something felt wrong" in [said for said, _ in before]  # the open alert itself stops the calls
    assert [said for said, _ in after] == ["Asked not to be called"]


def test_two_alerts_come_one_after_the_other(page: BoardPage, here: Around) -> None:
    told(here, NewConcern(ConcernKind.DISTRESS, "Cannot sleep."), DANGER)
    shown(page, here)
    assert "1 more alert after this one." in "".join(texts(here.notices.place))
    press_alert(page, here)
    assert page.sheet.head.title.text() == "Danger"  # before the older distress
    page.sheet.name_field.set_text("Lt. Moreno")
    page.sheet.verb.click()
    here.until(lambda: page.sheet.head.title.text() == "A person in distress")
    assert page.sheet_open
    assert page.sheet.name_field.text == ""


def test_a_refused_route_says_why_and_keeps_what_was_typed(
    page: BoardPage, here: Around, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(here, COMPLAINT)
    shown(page, here)
    page.waiting.rows[0].verb.click()
    here.until(lambda: page.sheet_open)

    def full(*_args: object) -> None:
        raise DeskFault("The disk is full. Nothing was changed.")

    monkeypatch.setattr(page_module.raise_concern, "route_concern", full)
    page.sheet.name_field.set_text("Professional Standards")
    page.sheet.verb.click()
    here.until(lambda: here.notices.now is not None)
    assert page.sheet_open
    assert page.sheet.name_field.text == "Professional Standards"
    assert page.sheet.verb.isEnabled()


def test_news_is_shown_while_the_page_is_seen_and_the_typed_name_survives_it(page: BoardPage, here: Around) -> None:
    told(here, COMPLAINT)
    shown(page, here)
    page.waiting.rows[0].verb.click()
    here.until(lambda: page.sheet_open)
    page.sheet.name_field.set_text("Professional Stan")
    page.refresh()
    here.settle()
    assert page.sheet.name_field.text == "Professional Stan"
    page.sheet.back.click()
    row = page.waiting.rows[0]
    told(here, COMPLAINT)
    here.news.tell(page_module.Changes.CONCERNS)
    here.settle()
    assert page.waiting.rows[0] is row  # the same widget: a refresh takes nobody's focus
    assert row.line.title == "2 complaints to route"


def test_it_asks_again_each_minute_while_it_is_shown_and_not_while_it_is_hidden(
    page: BoardPage, here: Around, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(page, here)
    asked: list[int] = []
    monkeypatch.setattr(page, "_read", lambda: asked.append(1) or page_module._Reading(page.view, ()))
    assert page._minute.isActive()
    assert page._minute.interval() == 60_000
    page._minute.setInterval(20)
    here.until(lambda: len(asked) >= 2)
    page.hide()
    here.settle()
    before = len(asked)
    here.qtbot.wait(120)
    assert len(asked) == before
    page.show()
    here.until(lambda: len(asked) > before)


def test_much_news_at_once_is_read_twice_and_the_first_answer_is_shown(
    page: BoardPage, here: Around, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(page, here)
    asked: list[int] = []
    monkeypatch.setattr(page, "_read", lambda: asked.append(1) or page_module._Reading(page.view, ()))
    for _ in range(50):
        here.news.tell(page_module.Changes.QUEUE)
    here.settle()
    assert len(asked) == 2


def test_a_reading_that_failed_is_told_and_the_next_one_works(
    page: BoardPage, here: Around, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(page, here)

    works = page._read

    def broken() -> None:
        raise DeskFault("The records cannot be read just now.")

    monkeypatch.setattr(page, "_read", broken)
    page.refresh()
    here.until(lambda: here.notices.now is not None)
    monkeypatch.setattr(page, "_read", works)
    a_finished_call(here.office, NewTip(1, "A dent.", here.desk.clock.now()))
    page.refresh()
    here.until(lambda: "review" in [row.line.kind for row in page.waiting.rows])


def test_figures_are_those_of_the_use_case_and_the_blocked_rules_have_bars(page: BoardPage, here: Around) -> None:
    shown(page, here)
    view = page.view
    assert view is not None
    assert view.counts.blocked_by, "the demo desk holds some people"
    spoken = page.call_list.tiles["Blocked"].accessibleName()
    assert spoken == f"Blocked, {view.counts.blocked}"
    read = texts(page.call_list)
    first = view.counts.blocked_by[0]
    assert first.sentence in read
    assert str(first.count) in read


def test_an_empty_list_says_so_and_offers_the_import(page: BoardPage, here: Around) -> None:
    shown(page, here)
    assert page.view is not None
    empty = replace(page.view, items=(), counts=type(page.view.counts)(), people=0, records_as_of=None)
    page._on_reading(page_module._Reading(empty, ()))
    assert page.waiting.empty is not None
    assert page.waiting.empty.what.text() == "Nothing waits for you"
    wishes: list[str] = []
    page.page_wished.connect(wishes.append)
    assert page.waiting.empty.button is not None
    page.waiting.empty.button.click()
    assert wishes == ["import"]
    assert page.records.text() == "No records yet"


def test_old_records_are_amber_and_say_their_age(page: BoardPage, here: Around) -> None:
    shown(page, here)
    assert page.view is not None
    old = replace(page.view, records_as_of=page.today - timedelta(days=9))
    page._on_reading(page_module._Reading(old, ()))
    assert page.records.text().endswith("9 days old")
    assert page.records.look.tone is Tone.WARN


def test_another_notice_waits_behind_the_red_one(page: BoardPage, here: Around) -> None:
    told(here, DANGER)
    shown(page, here)
    here.notices.show(Notice("The printer is out of paper.", actions=("OK",)))
    page.refresh()
    here.settle()
    assert here.notices.now is not None
    assert here.notices.now.tone is Tone.DANGER
    assert len(here.notices.waiting) == 1


@pytest.mark.parametrize("width", [620, 870, 1150])
def test_nothing_is_wider_than_the_page(page: BoardPage, here: Around, width: int) -> None:
    told(here, COMPLAINT)
    page.resize(width, 700)
    shown(page, here)
    assert page.width() == width
    inside = page.scroller.widget()
    assert inside.width() <= page.scroller.viewport().width()
    assert inside.minimumSizeHint().width() <= page.scroller.viewport().width()


def test_no_name_of_a_victim_stands_on_the_board_itself(page: BoardPage, here: Around) -> None:
    told(here, COMPLAINT, DANGER)
    shown(page, here)
    _, rows = call_list.first_rows(here.desk, ListFilter(), 50)
    words = " ".join(texts(page))
    assert rows
    assert not [row.id for row in rows if row.name.split(",")[0] in words]


def test_the_board_and_the_list_count_the_same_people(page: BoardPage, here: Around) -> None:
    shown(page, here)
    everyone = call_list.tab_counts(here.desk)[Tab.EVERYONE.value]
    not_called = call_list.tab_counts(here.desk)[Tab.NOT_CALLED.value]
    assert not_called > 0
    assert page.call_list.people.text() == f"{everyone - not_called} of {everyone} people are open"


@pytest.mark.parametrize(
    ("still_open", "everyone", "said"),
    [
        (35, 41, "35 of 41 people are open"),
        (1, 2, "1 of 2 people is open"),
        (0, 1, "0 of 1 person are open"),
        (12, 12, "12 people"),
        (0, 0, "0 people"),
        (900_000, 1_000_000, "900,000 of 1,000,000 people are open"),
    ],
)
def test_the_words_of_the_count(still_open: int, everyone: int, said: str) -> None:
    assert open_words(still_open, everyone) == said


def test_every_number_opens_exactly_the_people_it_counts(page: BoardPage, here: Around) -> None:
    a_finished_call(here.office, NewTip(1, "A dent.", here.desk.clock.now()))
    shown(page, here)
    view = page.view
    assert view is not None
    wishes: list[str] = []
    page.page_wished.connect(wishes.append)
    for tile in page.call_list.tiles.values():
        tile.click()
    for row in (*page.slipping.rows, *page.today_card.findChildren(LinkRow), *page.call_list.findChildren(LinkRow)):
        row.click()
    held = {f"queue:blocked_by:{one.reason}": one.count for one in view.counts.blocked_by[:4]}
    figures = {
        "queue:due_today": view.counts.due,
        "queue:ready": view.counts.ready,
        "queue:later": view.counts.later,
        "queue:to_decide": view.counts.blocked,
        "queue:waiting_long": view.waiting_long,
        "queue:missed": view.promises_missed,
        "queue:too_old_soon": view.too_old_soon,
        "queue:reached_today": view.reached_today,
        "queue:news_today": view.with_news_today,
        **held,
    }
    assert set(wishes) == {*figures, "queue:tried_today", "review"}
    assert view.reached_today == view.with_news_today == 1
    for place, figure in figures.items():
        _, tab, *reason = place.split(":")
        asked = ListFilter(tab=Tab(tab), reason="".join(reason))
        assert call_list.first_rows(here.desk, asked, 50)[0] == figure, place


def test_a_complaint_has_a_clock_until_it_is_routed(page: BoardPage, here: Around) -> None:
    told(here, COMPLAINT)
    now, zone = here.desk.clock.now(), here.desk.zone
    (item,) = [one for one in board(here.desk).items if one.kind == "complaint"]
    (today,) = waiting_lines((item,), now, zone)
    assert today.detail.endswith("Due at Professional Standards today, as it was said.")
    (later,) = waiting_lines((replace(item, days_late=2),), now + timedelta(days=2), zone)
    assert "2 days ago. It was due at Professional Standards the same day." in later.detail
    assert (today.icon_color, later.icon_color) == ("accent", "warn")

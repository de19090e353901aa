"""Who may be on the list already: the panel asks, and goes on with whoever stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from callback_desk.domain.ids import CallbackId
from callback_desk.ui.queue.list_page import QueuePage
from callback_desk.use_cases import call_list, import_report
from callback_desk.use_cases.typed_person import TypedPerson, candidate_of
from tests.ui.a_desk import Around


@pytest.fixture
def page(queue_page: QueuePage) -> QueuePage:
    return queue_page


def alike_pair(here: Around) -> CallbackId:
    """Two people typed in who are only alike; the one who waits for an answer."""
    for case, last in (("26-H0003", "Merriweather"), ("26-H0004", "Meriweather")):
        import_report.type_person(
            here.desk,
            here.desk.new_operation(),
            candidate_of(
                here.desk,
                TypedPerson(
                    case_number=case,
                    first_name="Winifred",
                    last_name=last,
                    offense="220",
                    reported_at=here.desk.clock.now() - timedelta(days=5),
                    domestic=False,
                    birth_date=date(1970, 3, 9),
                    mobile="(217) 555-0198",
                ),
            ),
        )
    [waits] = call_list.why_case(here.desk, "26-H0004")
    return waits.id


@pytest.mark.parametrize("same", [True, False])
def test_who_may_be_here_already_is_asked_about(page: QueuePage, here: Around, same: bool) -> None:
    one = alike_pair(here)
    page.open_person(one)
    here.until(lambda: page.panel.person == one and page.panel_open)
    panel = page.panel
    assert panel.question.question.text() == "Is this Winifred Merriweather, case 26-H0003?"
    assert panel.question.why.text().startswith("Name spelled alike, same birth date, same number.")
    assert "Winifred Merriweather: same number; waits for a call." in panel.others.words
    assert not panel.ok.isVisibleTo(panel)
    (panel.question.same if same else panel.question.two).click()
    assert not panel.question.same.isEnabled()
    page.deciding.put_off.do_now()
    if same:
        [other] = call_list.why_case(here.desk, "26-H0003")
        here.until(lambda: page.panel.person == other.id)
        here.until(lambda: call_list.why(here.desk, one).state == "withdrawn")
        assert set(call_list.why(here.desk, other.id).case_numbers) == {"26-H0003", "26-H0004"}
    else:
        here.until(lambda: call_list.why(here.desk, one).state == "waiting")
        here.until(lambda: not panel.question.isVisibleTo(panel))
        assert page.panel.person == one

"""Who is found on the call list by a few typed words."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from callback_desk.domain.ids import CallbackId
from callback_desk.domain.incident import ReportFacts
from callback_desk.domain.views import ListFilter, Tab
from callback_desk.storage import list_plan
from callback_desk.storage.name_words import plain_words, words_of
from callback_desk.storage.store import SqlStorage
from tests.storage.at_hand import MONDAY, People, new_batch

_PEOPLE = (
    # first, last, case number, telephone number
    ("Mary-Ann", "O'Brien", "26-018902", "+13125550101"),
    ("Juan", "de la Cruz", "26-018903", "+13125550102"),
    ("José", "Núñez García", "2026/00044", "+13125550103"),
    ("Ian", "McDonald", "SPD 26.7", "+442079460104"),
    ("Łukasz", "Smith", "26-500000", "+12175550101"),
    ("Smitha", "Ray", "26-500001", "+13125550199"),
)


@pytest.fixture
def listed(storage: SqlStorage) -> dict[str, CallbackId]:
    with storage.write() as unit:
        people = People(unit, new_batch(unit))
        made = {
            first: people.add(first, last, numbers=(number,), facts=(ReportFacts(case_number=case),)).callback
            for first, last, case, number in _PEOPLE
        }
        unit.commit()
    return made


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("obrien", {"Mary-Ann"}),
        ("O’Brien", {"Mary-Ann"}),
        ("o brien", {"Mary-Ann"}),
        ("maryann OBRI", {"Mary-Ann"}),
        ("ann mary", {"Mary-Ann"}),
        ("  Mary   Ann, O'Brien", {"Mary-Ann"}),
        ("delacruz", {"Juan"}),
        ("juan cruz", {"Juan"}),
        ("de la cruz juan", {"Juan"}),
        ("nunez", {"José"}),
        ("jose garcia", {"José"}),
        ("GARCÍA NÚÑEZ", {"José"}),
        ("mc donald ian", {"Ian"}),
        ("lukasz", {"Łukasz"}),
        ("smi", {"Łukasz", "Smitha"}),
        ("smith ray", {"Smitha"}),
        ("smith garcia", set()),
        ("26018902", {"Mary-Ann"}),
        ("26 018 90", {"Mary-Ann", "Juan"}),
        ("26-018902", {"Mary-Ann"}),
        ("2026-00044", {"José"}),
        ("spd267", {"Ian"}),
        ("spd 26", {"Ian"}),
        ("(312) 555-0101", {"Mary-Ann"}),
        ("+1 312.555.0101", {"Mary-Ann"}),
        ("555 0101", {"Mary-Ann", "Łukasz"}),
        ("020 7946 0104", {"Ian"}),
        ("555 01", set()),
        ("smith 217 555 0101", {"Łukasz"}),
        ("ray 312 555 0101", set()),
        ("%", set()),
        ("' - ,", set()),
    ],
)
def test_people_are_found_by_words_in_any_order_and_numbers_in_any_writing(
    storage: SqlStorage, listed: dict[str, CallbackId], text: str, found: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for few in (list_plan.FEW, 0):  # fetched one by one, and met along the index
        monkeypatch.setattr(list_plan, "FEW", few)
        monkeypatch.setattr(list_plan, "FEW_OF_ALL", few)
        with storage.read() as unit:
            asked = ListFilter(text=text)
            ids = unit.queue.ids(asked, MONDAY)
            rows = unit.queue.rows(asked, MONDAY, offset=0, limit=50)
        assert set(ids) == {listed[one] for one in found}, few
        assert [row.id for row in rows] == list(ids)


def test_a_row_says_which_number_was_found(storage: SqlStorage, listed: dict[str, CallbackId]) -> None:
    ids = sorted(listed.values())
    with storage.read() as unit:
        assert unit.queue.found_by(ids, "26018 9") == {listed["Mary-Ann"]: "26-018902", listed["Juan"]: "26-018903"}
        assert unit.queue.found_by(ids, "312 5550199") == {listed["Smitha"]: "+13125550199"}
        assert unit.queue.found_by(ids, "smith 217 555 0101") == {listed["Łukasz"]: "+12175550101"}
        assert unit.queue.found_by(ids, "smith") == {}


def test_a_search_stays_within_the_tab_and_the_filters(storage: SqlStorage, listed: dict[str, CallbackId]) -> None:
    with storage.write() as unit:
        held = unit.queue.get(listed["Smitha"])
        unit.queue.put(held.held("unknown_code"))
        unit.commit()
    with storage.read() as unit:
        assert list(unit.queue.ids(ListFilter(text="smi", tab=Tab.TO_DECIDE), MONDAY)) == [listed["Smitha"]]
        assert unit.queue.ids(ListFilter(text="smi", offense="Theft"), MONDAY) == unit.queue.ids(
            ListFilter(text="nobody"), MONDAY
        )


def test_words_are_few_and_never_none() -> None:
    assert plain_words("O'Brien-Lee, Zoë") == ("obrien", "lee", "zoe")
    assert words_of("Pine, Walter", "pine walter") == ("walter",)
    assert words_of("Cher", "cher") == ("",)
    assert words_of("", "") == ("",)
    assert len(words_of(", ".join("abcdefghijklmnopqrstuvwxyz"), "")) <= 12


def test_a_page_costs_as_many_statements_with_three_people_as_with_forty(storage: SqlStorage) -> None:
    with storage.write() as unit:
        people = People(unit, new_batch(unit))
        for number in range(40):
            people.add(f"Ann{number}", "Pine")
        unit.commit()

    def statements(asked: ListFilter, limit: int) -> int:
        seen: list[str] = []

        def heard(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            seen.append(statement)

        with storage.read() as unit:
            unit.queue.count(ListFilter(), MONDAY)  # what every unit of work asks once
            event.listen(unit.connection.engine, "before_cursor_execute", heard)
            try:
                rows = unit.queue.rows(asked, MONDAY, offset=0, limit=limit)
                unit.queue.found_by([int(row.id) for row in rows], asked.text)
            finally:
                event.remove(unit.connection.engine, "before_cursor_execute", heard)
        assert len(rows) == limit
        return len(seen)

    for asked in (ListFilter(), ListFilter(text="pine ann"), ListFilter(offense="Burglary", sort="reported")):
        few = statements(asked, 3)
        assert 1 < few == statements(asked, 40), asked

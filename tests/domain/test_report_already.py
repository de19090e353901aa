"""What a report says already: one closed line, and what several rows and imports of a case amount to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.report_already import Already, AlreadyLine, Item, Known, report_has, together

CARRY = frozenset({"bicycle", "laptop", "phone"})
ITEMS = st.lists(st.builds(Item, st.sampled_from(["bicycle", "laptop", "jewelry", "other"]), st.booleans()), max_size=4)
SAID = st.builds(
    Already, ITEMS.map(tuple), st.frozensets(st.sampled_from(Known)), st.frozensets(st.sampled_from(Known))
)


@given(SAID)
def test_a_line_read_again_says_the_same(said: Already) -> None:
    line = said.text
    assert Already.read(line).text == line
    assert Already.read(line).yes == said.yes
    assert not Already.read(line).no & said.yes
    assert {item.kind for item in Already.read(line).items} == {item.kind for item in said.items}


def test_nothing_is_said_with_nothing() -> None:
    assert Already().text == ""
    assert Already.read("") == Already()


def test_words_of_a_later_version_say_nothing_to_this_one() -> None:
    assert Already.read("fingerprint -tattoo plate") == Already(yes=frozenset({Known.PLATE}))


def test_two_of_a_kind_have_their_number_only_where_both_have_it() -> None:
    assert Already((Item("phone", True), Item("phone"))).text == "item:phone"


def own(*lines: tuple[int, str]) -> Already:
    return together([AlreadyLine(True, batch, text) for batch, text in lines])


def test_rows_of_one_import_are_added_up() -> None:
    found = own((3, "item:bicycle#"), (3, "item:laptop witness"), (3, "plate"))
    assert [(item.kind, item.numbered) for item in found.items] == [("bicycle", True), ("laptop", False)]
    assert found.yes == {Known.WITNESS, Known.PLATE}


def test_the_newest_import_says_how_it_stands() -> None:
    found = own((5, "item:laptop -witness"), (3, "item:bicycle# witness camera"))
    assert [item.kind for item in found.items] == ["laptop"]
    assert (found.yes, found.no) == ({Known.CAMERA}, {Known.WITNESS})


def test_a_blank_takes_nothing_back() -> None:
    found = own((5, "item:bicycle"), (3, "item:bicycle# camera"))
    assert found.items == (Item("bicycle", True),)
    assert found.yes == {Known.CAMERA}


def test_a_yes_beside_a_no_in_one_import_is_a_yes() -> None:
    assert own((5, "-camera"), (5, "camera")).yes == {Known.CAMERA}


def test_what_another_persons_row_lists_too_is_not_said_to_be_anybodys() -> None:
    lines = [
        AlreadyLine(True, 3, "item:bicycle# serial plate witness"),
        AlreadyLine(False, 3, "item:bicycle# item:laptop"),
    ]
    found = together(lines)
    assert found.items == ()
    assert Known.SERIAL not in found.yes
    assert Known.WITNESS in found.yes, "it decides only what is asked"


def test_things_of_other_people_are_never_this_persons() -> None:
    found = together([AlreadyLine(True, 3, "item:bicycle"), AlreadyLine(False, 3, "item:laptop plate")])
    assert found == Already((Item("bicycle"),))


@pytest.mark.parametrize(
    ("said", "has"),
    [
        ("item:bicycle", {Known.PROPERTY}),
        ("item:bicycle#", {Known.PROPERTY, Known.SERIAL}),
        ("item:bicycle# item:laptop", {Known.PROPERTY}),
        ("item:bicycle# item:jewelry", {Known.PROPERTY, Known.SERIAL}),
        ("item:jewelry", {Known.PROPERTY}),
        ("item:jewelry serial", {Known.PROPERTY}),
        ("item:bicycle item:jewelry serial", {Known.PROPERTY, Known.SERIAL}),
        ("item:bicycle item:laptop serial", {Known.PROPERTY}),
        ("serial", {Known.SERIAL}),
        ("plate", {Known.PLATE}),
        ("plate vin", {Known.PLATE, Known.VIN, Known.VEHICLE}),
        ("-camera witness", {Known.WITNESS}),
        ("", set()),
    ],
)
def test_a_number_is_known_where_each_thing_that_carries_one_has_it(said: str, has: set[Known]) -> None:
    assert report_has(Already.read(said), CARRY) == has


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 3), SAID), max_size=6))
def test_nothing_is_known_that_no_row_said(rows: list[tuple[bool, int, Already]]) -> None:
    lines = [AlreadyLine(mine, batch, said.text) for mine, batch, said in sorted(rows, key=lambda row: -row[1])]
    found = together(lines)
    mine = [said for is_mine, _batch, said in rows if is_mine]
    assert found.yes <= frozenset[Known]().union(*(said.yes for said in mine))
    assert {item.kind for item in found.items} <= {item.kind for said in mine for item in said.items}
    assert not found.yes & found.no

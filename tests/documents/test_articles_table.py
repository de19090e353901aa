"""The articles of a sheet as a table: what it holds, what it may not, and what comes back out of its files."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callback_desk.documents.table_file import content_of
from callback_desk.domain.articles_table import HEADINGS, articles_table, check_of_sheet
from callback_desk.domain.errors import DeskBug
from callback_desk.domain.formula_guard import unguarded
from callback_desk.domain.packet import CasePacket, PropertyLine
from callback_desk.domain.table import Table, TableKind

OBEYED = tuple("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20")
PART = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("'=+-@\t\r\n\",; <&>"), max_size=24
) | st.sampled_from(
    ["", "=1+1", "'=1", "@SUM(A1)", "-5", "+1 312 555 0142", "0012345", "1E5", "S/N 4KX-0917-QD", "مفتاح"]
)
ARTICLES = st.lists(
    st.builds(
        PropertyLine,
        point=st.just(1), quantity=st.integers(1, 9_999), kind=PART, maker=PART, model=PART, id_type=PART,
        identifier=PART, color=PART, value=PART, read_back=st.booleans(),
    ),
    max_size=5,
).map(tuple)  # fmt: skip


def holding(packet: CasePacket, lines: tuple[PropertyLine, ...]) -> CasePacket:
    return replace(packet, property_lines=lines)


CORRECTED = {
    "point": 1, "text": "It is 4KX-0917-QE.", "author": "Sgt. D. Whitlock", "at": "2026-11-18T15:00:00+00:00",
    "reason": "Heard wrongly.",
}  # fmt: skip


def read_csv(content: bytes) -> list[dict[str, str]]:
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return [{name: cell for name, cell in row.items() if name is not None} for row in csv.DictReader(text)]


def line_of(row: dict[str, str]) -> PropertyLine:
    """An article out of a row, as a property system would take it."""
    said = {name: unguarded(cell) for name, cell in row.items()}
    return PropertyLine(
        int(said["Point"]), int(said["Quantity"]), said["Kind"], said["Maker"], said["Model"], said["Number is"],
        said["Number"], said["Color"], said["Value"], said["Read back"] == "yes",
    )  # fmt: skip


def writable(line: PropertyLine) -> PropertyLine:
    """Without what no spreadsheet has a letter for."""
    parts = {
        name: re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", getattr(line, name))
        for name in ("kind", "maker", "model", "id_type", "identifier", "color", "value")
    }
    return replace(line, **parts)


def check_round_trips(packet: CasePacket) -> None:
    table = articles_table(packet)
    check_of_sheet(table, packet)
    rows = read_csv(content_of(table, TableKind.CSV))
    assert [line_of(row) for row in rows] == [writable(line) for line in packet.property_lines]
    assert not any(cell.lstrip(" ").startswith(OBEYED) for row in rows for cell in row.values())
    found = json.loads(content_of(table, TableKind.JSON))
    assert [tuple(row.values()) for row in found["rows"]] == list(table.rows)
    assert all(tuple(row) == HEADINGS for row in found["rows"])


def test_an_article_stands_in_the_order_of_a_property_entry(a_packet):
    table = articles_table(a_packet())
    assert table.headings == HEADINGS
    assert table.rows == (
        ("26-018834", "LS-2026-0417", 1, 1, "Laptop", "Dell", "Latitude 5420", "Serial", "4KX-0917-QD", "Gray", "$900",
         "yes", "no"),
        ("26-018834", "LS-2026-0417", 1, 1, "Box", "", "", "Receipt", "0392-118", "", "", "no", "no"),
    )  # fmt: skip


def test_an_article_that_was_corrected_after_the_sign_off_says_so(a_packet):
    table = articles_table(a_packet({"corrections": [CORRECTED]}))
    assert [row[-1] for row in table.rows] == ["yes", "yes"]  # both of point 1


def test_nothing_but_articles_is_in_it(a_packet):
    packet = a_packet({"reach.0.number": "Mobile 312 555 0199", "wants": "Zanzibar"})
    text = content_of(articles_table(packet), TableKind.JSON).decode()
    for word in ("Marchetti", "0199", "Zanzibar", "silver van", "Haas", "Keller"):
        assert word not in text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ARTICLES)
def test_what_goes_out_comes_back(a_packet, lines):
    check_round_trips(holding(a_packet(), lines))


@pytest.mark.slow
@settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ARTICLES)
def test_ten_thousand_lists_come_back(a_packet, lines):
    check_round_trips(holding(a_packet(), lines))


@pytest.mark.parametrize("leak", ["Elena Marchetti", "312 555 0158", "Very satisfied", 77])
def test_a_cell_that_is_no_article_of_the_sheet_blocks_it(a_packet, leak):
    packet = a_packet()
    table = articles_table(packet)
    for place, heading in enumerate(HEADINGS):
        row = (*table.rows[0][:place], leak, *table.rows[0][place + 1 :])
        with pytest.raises(DeskBug, match=f"column {heading} holds"):
            check_of_sheet(Table(table.title, HEADINGS, (row,)), packet)

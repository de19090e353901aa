"""A plainly written block is measured the short way: the verdict is the long way's, whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.errors import ImportRefused
from callback_desk.intake import workbook_gate
from callback_desk.intake.limits import Limits

SMALL = Limits(rows=1_200, columns=30, workbook_cells=4_000)

ROW_NUMBERS = st.sampled_from(["0", "1", "7", "999", "1200", "1201", "9999", "10000", "123456789012345678901"])
LETTERS = st.sampled_from(["A", "z", "AD", "AE", "ZZ", "XFD", "ABCD"])
CELLS = st.builds(
    lambda form, letters, row: form.format(letters + row),
    st.sampled_from(
        [
            '<c r="{}"/>',
            '<c r="{}" t="inlineStr"><is><t>a :c row r="9999999"</t></is></c>',
            "<c r='{}'/>",
            '<c t="n" r="{}"/>',
            '<x:c r="{}"/>',
            '<c\nr = "{}"/>',
            "<c/>",
        ]
    ),
    LETTERS,
    ROW_NUMBERS,
)
ROWS = st.builds(
    lambda form, row: form.format(row),
    st.sampled_from(['<row r="{}">', '<row r="{}" hidden="1">', '<x:row r="{}">', '<row spans="1:3" r="{}">', "<row>"]),
    ROW_NUMBERS,
)
BLOCKS = st.lists(st.one_of(CELLS, ROWS), max_size=12).map(lambda parts: "".join(parts).encode())


def verdict(block: bytes, *, short: bool) -> str:
    with pytest.MonkeyPatch.context() as patch:
        if not short:
            patch.setattr(workbook_gate, "_is_ordinary", lambda _window, _limits: False)
        try:
            workbook_gate._check_extent(block, SMALL)
        except ImportRefused as refused:
            return refused.sentence
    return ""


@given(BLOCKS)
def test_the_short_way_says_what_the_long_way_says(block: bytes) -> None:
    assert verdict(block, short=True) == verdict(block, short=False)


@pytest.mark.parametrize(
    ("block", "ordinary"),
    [
        (b'<row r="2"><c r="A2" t="s"><v>1</v></c><c r="AD999"/>', True),
        (b'<row r="2"><c r="AE2"/>', False),
        (b'<row r="1201"><c r="A2"/>', False),
        (b'<row r="2"><c r="A0"/>', False),
        (b"<row r=\"2\"><c r='A2'/>", False),
        (b'<x:row r="2"><c r="A2"/>', False),
    ],
)
def test_what_goes_the_short_way(block: bytes, ordinary: bool) -> None:
    assert workbook_gate._is_ordinary(block, SMALL) is ordinary

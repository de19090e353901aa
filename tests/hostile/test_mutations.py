"""Good files with bytes changed at random: an answer of ours always, an accident of a library never."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callback_desk.domain.errors import ImportRefused
from callback_desk.intake.limits import Limits
from tests.intake.reading import HEADING, read
from tests.intake.written import FORMATS

SMALL = Limits(text_bytes=200_000, rows=500, columns=64, workbook_bytes=2_000_000, workbook_cells=200_000)
ADA = ["26-000101", "11/10/2026 14:05", "220", "Quillfeather, Ada", "04/12/1980", "312-555-0142"]
GOOD = {name: make([HEADING.split(","), *[ADA] * 3]) for name, make in FORMATS.items()}
CHANGES = st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=0, max_size=6)), min_size=1, max_size=6)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


def answered(path: Path) -> None:
    try:
        read(path, limits=SMALL)
    except ImportRefused as refused:
        assert refused.code
        assert refused.sentence.endswith("Nothing was imported.")


@pytest.mark.parametrize("name", FORMATS)
def test_changed_bytes_are_answered(name: str, tmp_path: Path) -> None:
    path = tmp_path / "list"

    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(CHANGES)
    def each(changes: list[tuple[float, bytes]]) -> None:
        content = bytearray(GOOD[name])
        for share, new in changes:
            at = int(share * len(content))
            content[at : at + len(new)] = new
        path.write_bytes(content)
        answered(path)

    each()


def test_any_json_is_answered(tmp_path: Path) -> None:
    import json

    path = tmp_path / "list.json"

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(JSON)
    def each(value: object) -> None:
        path.write_text(json.dumps(value), encoding="utf-8")
        answered(path)

    each()

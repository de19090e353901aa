"""Single cases that made exports with planted truth have shown, each as small as it goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.use_cases.made_desks import SERGEANT, WORKDAY, World, ask, bring_in, plain_rows, write_rows


def _dated(days: int) -> dict[str, str]:
    return {"Report Date": f"{WORKDAY - timedelta(days=days):%m/%d/%Y} 10:30"}


@pytest.mark.parametrize("first", ["the old report", "the new report"])
def test_a_report_that_is_only_too_old_does_not_speak_for_a_newer_one(
    new_world: Callable[..., World], tmp_path: Path, first: str
) -> None:
    """Both stand in one file. The row that came first once decided, whatever the other said."""
    (row,) = plain_rows(1, WORKDAY.date(), seed=6, first=600)
    old = {**row, "Case Number": "25-000100", **_dated(200)}
    new = {**row, "Case Number": "26-000900", **_dated(9)}
    rows = [old, new] if first == "the old report" else [new, old]
    desk = new_world().enter(SERGEANT)
    batch, preview = bring_in(desk, write_rows(tmp_path / "export.csv", rows))
    stands = ask(desk, "SELECT state, rule FROM callbacks WHERE batch_id = ?", batch.id)
    assert stands == [("waiting", "")]
    assert {pile.value: count for pile, count in preview.counts.piles.items() if count} == {"queued": 1, "excluded": 1}

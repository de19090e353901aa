"""The same tests over every backend that fits the ports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from callback_desk.storage.store import SqlStorage
from tests.storage.at_hand import StillClock, create


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture(params=["sqlcipher"])
def storage(request: pytest.FixtureRequest, tmp_path: Path, clock: StillClock) -> Iterator[SqlStorage]:
    """An empty desk of each backend; PostgreSQL joins the list with its own issue."""
    assert request.param == "sqlcipher"
    made = create(tmp_path / "desk.db", clock)
    yield made
    made.close()

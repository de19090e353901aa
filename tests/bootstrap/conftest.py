"""The desk every test of this room begins with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from callback_desk.bootstrap.opening import Office
from tests.bootstrap.made_office import ASKED, PASSWORD, MadeOffice


@pytest.fixture
def here(desk_folder: Path) -> Iterator[MadeOffice]:
    office = Office(desk_folder)
    made = MadeOffice(office, office.make(ASKED, PASSWORD))
    yield made
    made.close()

"""Every page of a day at the desk: with a screen reader, by the Tab key, and nothing cut off."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

_REPOSITORY = Path(__file__).resolve().parents[2]
_PATIENCE_S = 1_200
pytestmark = pytest.mark.timeout(_PATIENCE_S)  # the first to ask waits for the whole walk
Found = dict[str, list[str]]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.pages.walk"],
        cwd=_REPOSITORY,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    said = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(said, dict)
    return said


@pytest.fixture
def found(walked: dict[str, Found]) -> Found:
    return walked["found"]


def test_the_walk_comes_past_every_page_and_each_has_something_to_press(walked) -> None:
    drawn = {"lead-sheet"}  # a sheet of paper, not a page of the window
    stops = walked["found"]["stops"]
    assert set(walked["pages"]) - drawn <= set(stops)
    assert min(stops.values()) >= 1


def test_every_control_says_its_name(found: Found) -> None:
    assert found["nameless"] == []


def test_every_control_says_what_it_is(found: Found) -> None:
    assert found["odd_roles"] == []


def test_tab_goes_in_the_order_in_which_the_page_is_read(found: Found) -> None:
    assert found["backward"] == []


def test_no_word_is_cut_off(found: Found) -> None:
    assert found["cut_off"] == []

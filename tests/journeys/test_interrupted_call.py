"""The program is killed in the middle of a call. The next window offers to go on, with every letter."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.hands import REPOSITORY
from tests.journeys.window_process import HALF, KEPT
from tests.journeys.windows import K, sitting
from tests.use_cases.made_desks import CARMEN, RUTH, World


@pytest.fixture
def cut_off(world: World, tmp_path: Path) -> dict[str, object]:
    """A call in a window that died by SIGKILL right after it said *Saved*: what it said."""
    if not hasattr(signal, "SIGKILL"):
        pytest.skip("this system has no SIGKILL")
    command = [sys.executable, "-m", "tests.journeys.window_process", str(world.folder)]
    with subprocess.Popen(
        [*command, world.clock.now().isoformat(), RUTH],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "TMPDIR": str(tmp_path)},
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert line, "the window ended before it said that it saved"
    told: dict[str, object] = json.loads(line)
    assert str(told["saved"]).startswith("Saved ")
    return told


def test_it_goes_on_where_it_was(qtbot, world: World, cut_off) -> None:
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        seat.named("goOnWith").click()
        seat.until(lambda: seat.shell.page_name == "call" and seat.page.hand is not None)
        seat.until(lambda: seat.hand.case is not None)
        seat.saved()
        assert seat.hand.started.facts["full_name"] == cut_off["name"]
        assert seat.heading == "Is there anything new?"
        assert [line.text for line in seat.hand.nav.lines] == [KEPT]
        assert seat.hand.answered() == cut_off["answers"]
        assert seat.page.sheet.part.line.text() == HALF
        seat.type(" red cap")
        seat.key(K.Key_Return)
        assert [line.text for line in seat.hand.nav.lines] == [KEPT, f"{HALF} red cap"]
        seat.saved()


def test_nobody_else_is_offered_it(qtbot, world: World, cut_off) -> None:
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(CARMEN)
        name = str(cut_off["name"])
        assert "Go on with" not in seat.seen()
        assert name not in seat.seen()
        seat.window.volunteer.shift.focus_next()
        seat.key(K.Key_Return)
        seat.until(lambda: seat.shell.page_name == "card")
        assert name not in seat.seen()

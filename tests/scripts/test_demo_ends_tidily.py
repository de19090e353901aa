"""A demo that is stopped from outside ends in good order and leaves nothing in the temporary folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a program without asking it")
_PATIENCE_S = 90


def as_at_a_terminal():
    """A shell's background job, and so its tests, ignore Ctrl+C; a terminal's program does not."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def under_nohup():
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def started(tmp_path, *, display, beforehand=as_at_a_terminal):
    """The demo on a screen that is none (a window that stays), or headless; and the folder it makes its desk in."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment |= {"TMPDIR": str(temporary), "QT_QPA_PLATFORM": "offscreen"}
    if display:
        environment["DISPLAY"] = ":none"  # only asked whether there is one; the platform above opens nothing there
    child = subprocess.Popen(
        [sys.executable, "-m", "callback_desk", "demo", "--out", str(tmp_path / "out")],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=beforehand,  # noqa: PLW1509  # the child becomes another program at once
    )
    return child, temporary


def until(child, told):
    begun_s = time.monotonic()
    while not told():
        assert child.poll() is None, child.communicate()
        assert time.monotonic() - begun_s < _PATIENCE_S
        time.sleep(0.05)


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=["ctrl-c", "terminated", "hung-up"]
)
def test_a_signal_closes_the_window_and_the_desk_goes(tmp_path, number):
    child, temporary = started(tmp_path, display=True)
    until(child, lambda: list(temporary.glob("callback-desk-demo-*/desk/window.lock")))
    child.send_signal(number)
    _out, said = child.communicate(timeout=_PATIENCE_S)
    assert child.returncode == 0, said
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminated"])
def test_a_demo_stopped_while_its_desk_is_made_takes_the_desk_along(tmp_path, number):
    child, temporary = started(tmp_path, display=False)
    until(child, lambda: list(temporary.glob("callback-desk-demo-*")))
    child.send_signal(number)
    out, said = child.communicate(timeout=_PATIENCE_S)
    assert child.returncode in (130, 128 + number), said
    assert "Traceback" not in said
    assert out == ""
    assert list(temporary.iterdir()) == []


def test_what_was_to_be_ignored_is_ignored(tmp_path):
    child, temporary = started(tmp_path, display=True, beforehand=under_nohup)
    until(child, lambda: list(temporary.glob("callback-desk-demo-*/desk/window.lock")))
    child.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(2)
    child.send_signal(signal.SIGTERM)
    child.communicate(timeout=_PATIENCE_S)
    assert child.returncode == 0
    assert list(temporary.iterdir()) == []

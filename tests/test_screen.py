"""Where no window can open the program says so: Qt would end it without a word."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from callback_desk.app.screen import NO_SCREEN, has_screen


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_screen_is_known_by_what_the_system_names(platform: str, environment: dict[str, str], expected: bool) -> None:
    assert has_screen(environment, platform) is expected


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there a session can be without a screen")
def test_without_a_screen_the_window_is_a_sentence_and_makes_nothing(tmp_path: Path) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-m", "callback_desk", "window", "--desk", str(tmp_path / "desk")],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{NO_SCREEN}\n")
    assert list(tmp_path.iterdir()) == []

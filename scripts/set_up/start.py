"""From a bare checkout to the running program."""

from __future__ import annotations

import os
import subprocess
import sys

from set_up.environment import PROGRAM, make_ready
from set_up.places import find_places
from set_up.words import Trouble, clean_environment, say


def run_program(arguments: list[str]) -> int:
    """Set up what is missing and become `callback-desk` with these arguments; `demo` when there are none."""
    places = find_places()
    arguments = arguments or ["demo"]
    try:
        make_ready(places, PROGRAM, window=_opens_a_window(arguments))
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except KeyboardInterrupt:
        say("stopped; the next start goes on from here")
        return 130
    command = [str(places.python), "-P", "-m", "callback_desk", *arguments]
    environment = clean_environment()
    if sys.platform != "win32":
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(command[0], command, environment)  # signals and the exit code are the program's
    try:
        return subprocess.call(command, env=environment)
    except KeyboardInterrupt:
        return 130


def _opens_a_window(arguments: list[str]) -> bool:
    if "--headless" in arguments or os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))

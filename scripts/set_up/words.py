"""What the set-up says: to standard error, in plain sentences."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

_KEPT_LINES = 60


class Trouble(Exception):
    """The set-up cannot go on. Holds the sentences for the person who started it."""


def say(words: str) -> None:
    print(f"callback-desk: {words}", file=sys.stderr, flush=True)


def run_aloud(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run a command with its words passed on to standard error; return its exit code and its last words."""
    words = [str(part) for part in command]
    try:
        with subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(env) if env is not None else None,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process:
            assert process.stdout is not None
            kept: deque[str] = deque(maxlen=_KEPT_LINES)
            for line in process.stdout:
                kept.append(line)
                sys.stderr.write(f"    {line}")
                sys.stderr.flush()
            return process.wait(), "".join(kept)
    except OSError as error:
        return 127, str(error)


def run_quietly(command: Sequence[str | Path], **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command and keep its words; `more` is added to the environment. Exit code 127: it is not there."""
    words = [str(part) for part in command]
    try:
        return subprocess.run(
            words, env=clean_environment() | more, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
    except OSError as error:
        return subprocess.CompletedProcess(words, 127, "", str(error))


def clean_environment() -> dict[str, str]:
    """Our environment without what would send packages or imports elsewhere."""
    environment = dict(os.environ)
    for name in ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "VIRTUAL_ENV"):
        environment.pop(name, None)
    environment["PIP_USER"] = "0"
    environment.setdefault("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    environment.setdefault("PIP_RETRIES", "2")
    environment.setdefault("UV_HTTP_RETRIES", "1")
    return environment

"""Puts the locked packages in place: with uv when it can be had, with pip when not. Hashes are always checked."""

from __future__ import annotations

import re
from pathlib import Path

from set_up.places import Places
from set_up.words import Trouble, clean_environment, run_aloud, say

_REASONS = (
    (
        r"resolve|resolution|unreachable|NewConnection|Connection refused|connect error|ConnectTimeout|timed out"
        r"|ProxyError|error sending request|Could not fetch|Max retries|dns error",
        "The package index cannot be reached. Check the network or the proxy, then try again.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate|SSLError",
        "The package index shows a certificate this computer does not trust. Ask whoever looks after the network.",
    ),
    (r"No space left|os error 28|Errno 28", "The disk is full: the packages need 1 GB. Make room, then try again."),
    (
        r"DO NOT MATCH THE HASHES|Hash mismatch",
        "A package differs from the one that was locked, so it was not installed. Do not go on; tell the developers.",
    ),
    (
        r"No matching distribution|no wheels|No solution found|not a supported wheel",
        "A package has no file for this system or this Python. Python 3.11 to 3.14 on a 64-bit system will do.",
    ),
)
_NETWORK = _REASONS[0][0]


def install(places: Places, lock: str) -> None:
    """Install what `lock` names into the folder. Raises Trouble with the reason in plain words."""
    environment = clean_environment()
    lock_path = places.repository / lock
    pip: list[str | Path] = [
        places.python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--require-hashes",
        "--no-deps",
    ]
    say("fetching the installer")
    returncode, words = run_aloud([*pip, "-r", places.repository / "requirements-setup.lock"], env=environment)
    if returncode and re.search(_NETWORK, words):
        raise Trouble(reason(words))
    say("installing the packages (about 250 MB; Qt is the largest)")
    if not returncode:
        uv: list[str | Path] = [places.python, "-m", "uv", "pip", "install", "--quiet", "--python", places.python]
        returncode, words = run_aloud(
            [*uv, "--require-hashes", "--no-deps", "--compile-bytecode", "-r", lock_path], env=environment
        )
        if not returncode:
            return
    say("the quick installer did not manage; pip does it now")
    returncode, words = run_aloud([*pip, "-r", lock_path], env=environment)
    if returncode:
        raise Trouble(reason(words))


def reason(words: str) -> str:
    """What an installer's last words mean for a person."""
    for pattern, sentence in _REASONS:
        if re.search(pattern, words, re.IGNORECASE):
            return sentence
    return "The packages could not be installed; the lines above say why."

"""Whether there is a screen to open a window on. Qt ends the whole program, without a sentence, when there is none."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Final

NO_SCREEN: Final = (
    "There is no screen here to open the window on. Start the program at the desk itself, or use a command: "
    "callback-desk --help lists them."
)


def has_display(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Windows and macOS always have one; elsewhere it is named."""
    return not platform.startswith("linux") or any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def has_screen(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """A display, or a platform of Qt is named, which may need none."""
    return has_display(environment, platform) or bool(environment.get("QT_QPA_PLATFORM"))

"""What a child that reads a file says: JSON lines, and about once a second that it still reads."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from callback_desk.intake.codec import message_line

_TICK_S = 1.0


def say(stdout: BinaryIO, message: Mapping[str, object]) -> None:
    """One line. Nothing of a file goes to standard error: a log may be made of it."""
    stdout.write(message_line(message) + b"\n")


@dataclass(slots=True)
class SignOfLife:
    """Progress without rows, about once a second: the parent gives up a reader that it hears nothing of."""

    stdout: BinaryIO
    said_at: float = 0.0

    def __call__(self, share: float) -> None:
        now = time.monotonic()
        if not self.said_at:
            self.said_at = now
        elif now - self.said_at >= _TICK_S:
            self.said_at = now
            say(self.stdout, {"kind": "progress", "rows": 0, "share": round(share, 4)})
            self.stdout.flush()

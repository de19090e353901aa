"""Runs the walk in a process of its own, and says what it found as JSON on its last line.

A process of its own: at its end it is gone at once, instead of taking some hundred windows apart in whatever order.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

_REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(_REPOSITORY / "scripts"), str(_REPOSITORY)]

from screenshot_parts import day, pages  # noqa: E402  # after the path

from callback_desk.app.start import make_application  # noqa: E402
from callback_desk.ui.theme import Theme  # noqa: E402
from tests.pages.inspector import Inspector  # noqa: E402


def main() -> None:
    app = make_application([])
    Theme().apply(app)
    inspector = Inspector(app)
    with tempfile.TemporaryDirectory(prefix="callback-desk-walk-", ignore_cleanup_errors=True) as made:
        day.walk(inspector, Path(made))
    names = [name for _page, name, _shows in pages.PAGES]
    print(json.dumps({"found": asdict(inspector.found), "pages": names}), flush=True)


if __name__ == "__main__":
    main()
    os._exit(0)

"""Pictures of every page of Callback Desk, from a demo desk with fictional people.

    python3 scripts/screenshots.py                        all pages, light and dark, into docs/pictures
    python3 scripts/screenshots.py --only call --out made only names that begin so, into another folder
    python3 scripts/screenshots.py --all-sizes            also 1093x614 and text at 200 %
    python3 scripts/screenshots.py --calls --out made     every state of a call, a folder for each language and look
    python3 scripts/screenshots.py --calls es-1366x768    only that folder; again for more
    python3 scripts/screenshots.py --desks --out made     board, list, review: empty, 12 people, busy, overloaded
    python3 scripts/screenshots.py --desks 1366x768-dark  only in that look

Run it with the Python that has the program's packages (scripts/run.py makes it). No display is needed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

_REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_REPOSITORY / "scripts"), str(_REPOSITORY)]
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication  # noqa: E402  # after the path
from screenshot_parts import calls, day, four_desks, pages  # noqa: E402
from screenshot_parts.camera import WORN, Camera  # noqa: E402

from callback_desk.app.start import make_application  # noqa: E402
from callback_desk.domain.errors import DeskError  # noqa: E402
from callback_desk.ui.theme import Theme  # noqa: E402

CALL_FOLDERS = tuple(f"{language}-{look}" for language in ("en", "es") for look in WORN)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Pictures of every page from a demo desk.")
    parser.add_argument("--out", type=Path, default=_REPOSITORY / "docs" / "pictures", help="folder for the pictures")
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME", help="only names that begin so; again for more"
    )
    parser.add_argument("--all-sizes", action="store_true", help="also 1093x614 and text at 200 percent")
    parser.add_argument(
        "--calls",
        nargs="*",
        metavar="FOLDER",
        choices=CALL_FOLDERS,
        help="every state of a call, a folder for each look",
    )
    parser.add_argument(
        "--desks", nargs="*", metavar="LOOK", choices=tuple(WORN), help="a supervisor's pages, a folder for each look"
    )
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    app = make_application([])
    Theme().apply(app)
    try:
        if given.calls is not None:
            return _calls(app, given.out, given.calls or CALL_FOLDERS, given.only)
        if given.desks is not None:
            return _desks(app, given.out, given.desks or tuple(WORN), given.only)
        camera = Camera(app, given.out, only=given.only, all_sizes=given.all_sizes)
        with tempfile.TemporaryDirectory(prefix="callback-desk-pictures-", ignore_cleanup_errors=True) as made:
            day.walk(camera, Path(made))
    except DeskError as error:
        print(error.sentence, file=sys.stderr)
        return 1
    if not given.only:
        pages.write_table(given.out, camera.taken)
    for paths in camera.taken.values():
        for path in paths:
            print(path)
    return 0


def _calls(app: QApplication, out: Path, folders: Sequence[str], only: Sequence[str]) -> int:
    """One walk for each folder, in its look from the first step to the last."""
    for folder in folders:
        language, _, look = folder.partition("-")
        (out / folder).mkdir(parents=True, exist_ok=True)
        camera = Camera(app, out / folder, only=only, looks=(WORN[look],), numbered=True)
        with tempfile.TemporaryDirectory(prefix="callback-desk-pictures-", ignore_cleanup_errors=True) as made:
            calls.every_state(camera, Path(made), language)
        print(f"{out / folder}: {len(camera.taken)} pictures")
    return 0


def _desks(app: QApplication, out: Path, looks: Sequence[str], only: Sequence[str]) -> int:
    """Four desks for each look."""
    for look in looks:
        (out / look).mkdir(parents=True, exist_ok=True)
        camera = Camera(app, out / look, only=only, looks=(WORN[look],))
        with tempfile.TemporaryDirectory(prefix="callback-desk-pictures-", ignore_cleanup_errors=True) as made:
            four_desks.every_desk(camera, Path(made))
        print(f"{out / look}: {len(camera.taken)} pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

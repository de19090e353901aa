"""A process of its own that sets up or restores a desk and is gone at a named step: no clean-up, like a power cut.

kill_at.py FOLDER STEP            set up
kill_at.py FOLDER STEP FILE CODE  restore
"""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path

from callback_desk.bootstrap import make, opening, restoring
from tests.bootstrap.made_office import ASKED, PASSWORD

NOT_REACHED, KILLED = 3, 9


def main(folder: str, last: str, *backup: str) -> None:
    def step(name: str) -> None:
        if name == last:
            os._exit(KILLED)

    office = opening.Office(Path(folder))
    if backup:
        restoring.restore_desk(office, Path(backup[0]), backup[1], step=step)
    else:
        opening.make_desk = functools.partial(make.make_desk, step=step)  # type: ignore[assignment]
        office.make(ASKED, PASSWORD)
    sys.exit(NOT_REACHED)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""A real window in a process of its own, in the middle of a call, to be killed by a test.

Arguments: the desk folder, the desk's present as ISO text, who signs in. Says one JSON line when the words it typed
were shown as saved, and then goes on until it is killed.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import datetime
from pathlib import Path

from callback_desk.app.start import make_application
from callback_desk.app.window import DeskWindow
from callback_desk.bootstrap.opening import Office
from callback_desk.bootstrap.world import ShiftedClock
from callback_desk.ui.shell import Shell
from callback_desk.ui.walkthrough import Walk
from tests.use_cases.made_desks import PASSWORD, TESTING

KEPT = "A van with a ladder on its roof"
HALF = "and the driver wore a"


def main() -> None:
    folder, at, name = Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), sys.argv[3]
    app = make_application()
    office = Office(folder, clock=ShiftedClock(at), environment=TESTING)
    shell = Shell()
    window = DeskWindow(folder, lambda: office, shell)
    shell.resize(1366, 768)
    window.start()
    shell.show()
    page = shell.page("sign_in")
    page.sign_in_wanted.emit(name, PASSWORD)
    until = time.monotonic() + 60
    while window.volunteer is None:
        app.processEvents()
        assert time.monotonic() < until, "nobody could sign in"
    walk = Walk(shell, window.volunteer, folder.parent / "pictures", patience_s=60)
    walk.to_the_call()
    walk.to_what_is_new()
    walk.write_down((KEPT,))
    walk.type(HALF)
    walk.saved()
    mark = window.volunteer.call.rail.saved_mark.text()
    told = {"saved": mark, "name": walk.hand.started.facts["full_name"], "answers": walk.hand.answered()}
    print(json.dumps(told), flush=True)
    while True:
        app.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    main()

"""A filled desk of fictional people for tests of the window: made once a process, copied for each test."""

from __future__ import annotations

import atexit
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from functools import lru_cache
from pathlib import Path

from pytestqt.qtbot import QtBot

from callback_desk.bootstrap.opening import Office
from callback_desk.demo import DEMO_PASSWORD, INVESTIGATOR, SUPERVISOR, VOLUNTEERS, demo_desk
from callback_desk.domain.call import CallDraft, CallResult
from callback_desk.domain.ids import CallId
from callback_desk.domain.tip import NewTip
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notices
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases import finish_call, next_call, save_call, start_call
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.sign_in import sign_in, sign_out

__all__ = ["DEMO_PASSWORD", "INVESTIGATOR", "SUPERVISOR", "Around", "a_finished_call", "an_office", "around"]


@lru_cache(maxsize=1)
def _made() -> tuple[Path, Office]:
    base = Path(tempfile.mkdtemp(prefix="callback-desk-test-desk-"))
    atexit.register(shutil.rmtree, base, ignore_errors=True)
    with redirect_stderr(io.StringIO()), demo_desk(base) as made:
        shutil.copytree(made.folder, base / "desk")
        return base / "desk", made.office


def an_office(folder: Path) -> Office:
    """A fresh copy of the filled desk, locked, in `folder`. Needs the test keyring in the environment."""
    source, made = _made()
    shutil.copytree(source, folder, dirs_exist_ok=True)
    folder.chmod(0o700)
    return Office(folder, clock=made.clock)


class Around:
    """What a page is given: the desk of a signed-in person, a runner, news, notices; and how to wait for them."""

    def __init__(self, office: Office, name: str, qtbot: QtBot) -> None:
        self.office = office
        self.qtbot = qtbot
        self.desk: Desk = sign_in(office.locked(), name, DEMO_PASSWORD)
        self.runner = Runner()
        self.news = News()
        self.notices = Notices()

    def settle(self) -> None:
        """Wait until everything asked was answered."""
        self.qtbot.waitUntil(lambda: not self.runner.busy, timeout=30_000)

    def until(self, told: Callable[[], bool]) -> None:
        """Wait for something to be so."""
        self.qtbot.waitUntil(told, timeout=30_000)


@contextmanager
def around(folder: Path, qtbot: QtBot, *, name: str = SUPERVISOR, office: Office | None = None) -> Iterator[Around]:
    """A signed-in person's surroundings; everything is closed again afterwards."""
    made = Around(office or an_office(folder), name, qtbot)
    try:
        yield made
    finally:
        made.runner.shutdown(10)
        sign_out(made.desk)


def a_finished_call(office: Office, *tips: NewTip, outcome: str = "talked_all", note: str = "") -> CallId:
    """A volunteer makes the next call and ends it, as the window would."""
    desk = sign_in(office.locked(), VOLUNTEERS[0], DEMO_PASSWORD)
    try:
        card = next_call.claim_next(desk, desk.new_operation())
        assert card is not None, "somebody is callable on the demo desk"
        started = start_call.start_call(desk, desk.new_operation(), card.callback_id, card.fence, card.phones[0].id)
        save_call.save_draft(desk, started.call_id, started.fence, CallDraft("{}"))
        result = CallResult(outcome, tips=tips, note=note)
        finish_call.finish_call(desk, desk.new_operation(), started.call_id, started.fence, result)
        return started.call_id
    finally:
        sign_out(desk)

"""Practice: the way in, the cards, a partner's card, a call under the ribbon, what to look at afterwards."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton

from callback_desk.ui.practice.practising import AFTER, PRACTICE, ROLE
from callback_desk.ui.volunteer_desk import SHIFT
from callback_desk.ui.walk_until import until
from callback_desk.ui.walkthrough import Walk
from screenshot_parts.camera import Camera, named
from screenshot_parts.seats import Seat

_LINE = "A silver van stood by the side gate the evening before"


def _press(seat: Seat, name: str) -> None:
    button = named(seat.shell, name)
    if isinstance(button, QPushButton):
        button.click()
    seat.settle()


class _PracticeWalk(Walk):
    """The demo's walk over the practice desk; only the pages that look different there are pictured."""

    def __init__(self, seat: Seat, camera: Camera, folder: Path) -> None:
        super().__init__(seat.shell, seat.volunteer, folder, patience_s=60.0)
        self._seat = seat
        self._camera = camera

    def picture(self, name: str) -> Path:
        self._seat.settle()
        if name in ("my-shift", "call-opening", "call-what-is-new"):
            self._camera.take(f"practice-{name}")
        return Path(name)

    def finish(self) -> None:
        self.saved()
        _press(self._seat, "finishAndRest")
        until("what to look at", lambda: self._seat.shell.page_name == AFTER)


def practice(seat: Seat, camera: Camera, folder: Path) -> None:
    """Somebody with a volunteer's role is signed in; afterwards they are on their own shift page again."""
    seat.go(SHIFT)
    seat.window.practice.begin()
    until("practice", lambda: seat.shell.page_name == PRACTICE)
    seat.take("practice-cards")
    _press(seat, "beginStep")
    until("the partner's card", lambda: seat.shell.page_name == ROLE)
    seat.take("practice-card")
    _press(seat, "beginPractice")
    until("the practice shift", lambda: seat.shell.page_name == SHIFT)
    walk = _PracticeWalk(seat, camera, folder)
    walk.to_the_call()
    walk.to_what_is_new()
    walk.write_down((_LINE,))
    walk.to_the_end()
    walk.finish()
    seat.take("practice-what-to-look-at")
    _press(seat, "cardsAndSteps")
    seat.take("practice-first-hour")
    _press(seat, "leavePractice")
    until("the real shift", lambda: seat.shell.page_name == SHIFT)
    seat.settle()

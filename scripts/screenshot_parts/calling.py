"""The volunteer's pages: shift, card, every sheet of a call, and a call that becomes an alert."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from callback_desk.bootstrap.world import ShiftedClock
from callback_desk.demo import DEMO_PASSWORD
from callback_desk.ui.call.beside_sheets import BesideSheet
from callback_desk.ui.call.danger import DangerSheet
from callback_desk.ui.call.ending import EndingSheet
from callback_desk.ui.volunteer_desk import SHIFT
from callback_desk.ui.walkthrough import LINES, Walk
from screenshot_parts.camera import Camera, named
from screenshot_parts.seats import Seat

_PROMISED = "A letter with the report number."
_NAMES = {"call-what-is-new": "call-new-information"}


class PictureWalk(Walk):
    """The walk of the demo; its pictures are taken in every look, and the keys between questions are pressed too."""

    def __init__(self, seat: Seat, camera: Camera, folder: Path) -> None:
        clock = seat.window.desk.clock if seat.window.desk is not None else None
        run_on = clock.run_on if isinstance(clock, ShiftedClock) else None
        super().__init__(seat.shell, seat.volunteer, folder, patience_s=60.0, pass_time=run_on)
        self._seat = seat
        self._camera = camera

    def picture(self, name: str) -> Path:
        self._seat.settle()
        if self._seat.volunteer.call.hand is not None:
            self.saved()
        if name == "call-right-person":
            self._camera.take(name)
            self.danger_by_mistake()
        elif name == "call-how-did-it-end":
            self._camera.take(name)
            self.promise()
        elif name == "card-before-the-dial":
            self._camera.take(name)
            self._seat.press("Skip this person")
            self._camera.take("card-skip")
            self._seat.press("Back to the card")
            self._seat.volunteer.card.start.setFocus()
        else:
            self._camera.take(_NAMES.get(name, name))
        return Path(name)

    def keys_of_the_opening(self) -> None:
        """Someone else, they ask, cover: each opened and left again."""
        self.key(Qt.Key.Key_F2)
        self.wait(lambda: self.hand.someone_else, "someone else answered")
        self.saved()
        self.picture("call-someone-else")
        self.key(Qt.Key.Key_F2)
        self.wait(lambda: not self.hand.someone_else, "the question again")
        self.saved()
        self.key(Qt.Key.Key_F1)
        self.wait(lambda: isinstance(self._seat.volunteer.call.sheet, BesideSheet), "they ask")
        self.number("1")
        self.picture("call-they-ask")
        self.key(Qt.Key.Key_F1)
        self.wait(lambda: not isinstance(self._seat.volunteer.call.sheet, BesideSheet), "the question again")
        self.saved()
        self.key(Qt.Key.Key_Escape)
        self.wait(lambda: self._seat.shell.is_covered, "the cover")
        self.picture("call-covered")
        self.key(Qt.Key.Key_Space)
        self.type(DEMO_PASSWORD)
        self.key(Qt.Key.Key_Return)
        self.wait(lambda: not self._seat.shell.is_covered, "the question again")
        self.saved()

    def promise(self) -> None:
        """One sentence and a day, before the call is finished."""
        sheet = self._seat.volunteer.call.sheet
        if not isinstance(sheet, EndingSheet) or sheet.promise.text.text:
            return
        sheet.promise.text.edit.setFocus()
        self.type(_PROMISED)
        sheet.promise.day.edit.setFocus()
        self.type("tomorrow")
        sheet.setFocus()
        self.saved()
        self._camera.take("call-promise")

    def danger(self) -> None:
        self.key(Qt.Key.Key_F8)
        self.wait(lambda: isinstance(self._seat.volunteer.call.sheet, DangerSheet), "danger now")
        self._seat.settle()

    def danger_by_mistake(self) -> None:
        """Opened, seen, and gone back from."""
        self.danger()
        self._camera.take("call-danger-now")
        self._press("wasNotDanger")
        self.wait(lambda: not isinstance(self._seat.volunteer.call.sheet, DangerSheet), "the question again")
        self.saved()

    def told_and_finished(self) -> None:
        """A person was told; the call ends with an alert on the board."""
        self.danger()
        self.number("1")
        self._press("toldAPerson")
        self.wait(lambda: isinstance(self._seat.volunteer.call.sheet, EndingSheet), "how did it end")
        self.saved()
        self.finish()

    def _press(self, name: str) -> None:
        button = named(self._seat.shell, name)
        if isinstance(button, QPushButton):
            button.click()


def a_whole_call(seat: Seat, camera: Camera, folder: Path) -> None:
    """From the shift to the break after the call. Somebody with a volunteer's role is signed in."""
    walk = PictureWalk(seat, camera, folder)
    walk.to_the_call()
    walk.keys_of_the_opening()
    walk.to_what_is_new()
    walk.write_down(LINES)
    walk.to_the_end()
    walk.finish()


def a_call_in_danger(seat: Seat, camera: Camera, folder: Path) -> None:
    """A second call that becomes an alert."""
    walk = PictureWalk(seat, camera, folder)
    walk.to_the_call()
    walk.told_and_finished()


def empty_shift(seat: Seat) -> None:
    """The shift before the hour at which somebody may be called."""
    seat.go(SHIFT)
    seat.take("my-shift-empty")

"""Messages: one is taken, and a supervisor sees what waits."""

from __future__ import annotations

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.messages import MessageKind
from callback_desk.ui.messages.page import MessagesPage
from callback_desk.ui.volunteer_desk import MESSAGES, SHIFT
from callback_desk.ui.walk_until import until
from screenshot_parts.seats import Seat


def _page(seat: Seat) -> MessagesPage:
    seat.go(MESSAGES)
    page = seat.shell.page(MESSAGES)
    if not isinstance(page, MessagesPage):
        raise DeskFault("The page of messages did not come.", code="pictures-pages")
    return page


def take_one(seat: Seat, number: str) -> None:
    """Somebody who calls is signed in, and writes down what another rang about."""
    form = _page(seat).form
    form.begin(number)
    key = next(part.choice.number for part in form.kinds.parts if part.choice.value == MessageKind.NEWS)
    form.kinds.choose_key(key)
    form.words.set_text("The receipt for the camera turned up. The serial number is on it.")
    seat.take("messages")
    seat.press("Keep the message")
    seat.go(SHIFT)


def waiting(seat: Seat) -> None:
    """A supervisor is signed in."""
    page = _page(seat)
    until("what waits", lambda: page.waiting.rows)
    seat.take("messages-waiting")

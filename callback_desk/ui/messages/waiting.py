"""Messages that wait for a supervisor: what was said, whom it is about, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.ids import MessageId
from callback_desk.domain.messages import HAS_NEWS, WORDS, Message
from callback_desk.domain.people import Recipient
from callback_desk.domain.phone import display_text
from callback_desk.ui.components import (
    Card,
    ComboField,
    Field,
    HairLine,
    Paragraph,
    SecondaryButton,
    Themed,
    empty_out,
    set_shown,
)
from callback_desk.ui.messages.others import OthersNamed
from callback_desk.ui.sight import bring_into_sight
from callback_desk.ui.when import count, moment
from callback_desk.use_cases.messages import ReadMessage
from callback_desk.use_cases.others_named import OtherNamed

_LARGE_TEXT = 1.5  # from here the button has no room beside the name
_NONE = "No message waits. What volunteers write down below comes here, and so do slips that are typed in."


class MessageRow(Themed, QWidget):
    """One message: `settled(how)`, or `handed_on(recipient's name)` for one that carries news.

    Where it names others of the report, `kept()` lets them stand; going back leaves everything as it was.
    """

    settled = Signal(str)
    handed_on = Signal(str)
    kept = Signal()

    def __init__(
        self, read: ReadMessage, now: datetime, zone: ZoneInfo, region: str, recipients: Sequence[Recipient] = ()
    ) -> None:
        super().__init__()
        self.message = read.message
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        kind = WORDS[read.message.kind].name
        head = f"{kind}: {read.name}" if read.name else kind
        column.addWidget(Paragraph(head, face="strong", full_width=True))
        if read.message.text:
            column.addWidget(Paragraph(f"“{read.message.text}”", full_width=True))
        column.addWidget(Paragraph(_whose(read.message, region), full_width=True))
        column.addWidget(Paragraph(_came(read.message, now, zone), face="meta", color="ink2", full_width=True))
        self.goes_to = ComboField("New for", [(one.name, _named(one)) for one in recipients])
        self.hand_on = SecondaryButton("Hand on as new information…", icon_name="document")
        self.hand_on.setAccessibleName(f"Hand on as new information: {head}")
        self.hand_on.clicked.connect(self._on_hand_on)
        self._news = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._news.addWidget(self.goes_to, 1)
        self._news.addWidget(self.hand_on, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(self._news)
        has_news = read.message.kind in HAS_NEWS and bool(read.message.text) and bool(recipients)
        for part in (self.goes_to, self.hand_on):
            set_shown(part, has_news)
        self.others = OthersNamed()
        self.others.kept.connect(self._on_kept)
        self.others.went_back.connect(self.open_again)
        column.addWidget(self.others)
        set_shown(self.others, False)
        line = QHBoxLayout()
        self.how = Field("What became of it", hint="For example: handed to Det. Serrano")
        self.how.edit.setObjectName("becameOfIt")
        self.how.entered.connect(self._on_done)
        self.done = SecondaryButton("Done", icon_name="check")
        self.done.setAccessibleName(f"Done: {head}")
        self.done.clicked.connect(self._on_done)
        line.addWidget(self.how, 1)
        line.addWidget(self.done, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(line)
        self._column, self._line = column, line
        self.setAccessibleName(head)
        self._style_now()

    def _on_done(self) -> None:
        how = self.how.text.strip()
        if len(how.split()) < 2:
            self.how.set_error("Say in a few words what became of it.")
            self.how.edit.setFocus()
            return
        self.done.setEnabled(False)
        self.settled.emit(how)

    def open_again(self) -> None:
        """It could not be written down, or nobody chose where: everything stays."""
        for part in (self.done, self.hand_on, self.goes_to):
            part.setEnabled(True)
        if self.others.isVisibleTo(self):
            set_shown(self.others, False)
            self.hand_on.setFocus()

    def show_others(self, found: Sequence[OtherNamed]) -> None:
        """Nothing was made yet: these are named."""
        self.goes_to.setEnabled(False)
        set_shown(self.others, True)
        self.others.show_others(found)
        bring_into_sight(self.others)

    def _on_kept(self) -> None:
        set_shown(self.others, False)
        self.kept.emit()

    def _on_hand_on(self) -> None:
        self.hand_on.setEnabled(False)
        self.handed_on.emit(str(self.goes_to.value))

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(6))
        below = self.theme.scale >= _LARGE_TEXT
        self._news.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        for row in (self._line, self._news):
            row.setSpacing(self.theme.px(12))


class WaitingMessages(Card):
    """`settled(MessageId, how)`, `handed_on(MessageId, recipient's name)`, `kept(MessageId)`.

    A row somebody types in stays while others come and go.
    """

    settled = Signal(object, str)
    handed_on = Signal(object, str)
    kept = Signal(object)

    def __init__(self, zone: ZoneInfo, region: str) -> None:
        super().__init__()
        self._zone, self._region = zone, region
        self._title = Paragraph("", face="section", full_width=True)
        self.body.addWidget(self._title)
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)
        self.rows: list[MessageRow] = []
        self._shown: tuple[object, object] | None = None

    def show_messages(self, found: Sequence[ReadMessage], now: datetime, recipients: Sequence[Recipient] = ()) -> None:
        """Other messages, and who gets news; the same ones change nothing."""
        shown = (tuple(found), tuple(recipients))
        if shown == self._shown:
            return
        typed = {row.message.id: row.how.text for row in self.rows}
        self._shown = shown
        empty_out(self._rows)
        self.rows = []
        many = len(found)
        self._title.set_words(f"{count(many, 'message')} {'waits' if many == 1 else 'wait'}" if many else "Messages")
        if not found:
            self._rows.addWidget(Paragraph(_NONE, full_width=True))
        for read in found:
            row = MessageRow(read, now, self._zone, self._region, recipients)
            row.how.set_text(typed.get(read.message.id, ""))
            row.settled.connect(self._on_settled)
            row.handed_on.connect(self._on_handed_on)
            row.kept.connect(self._on_kept)
            self._rows.addWidget(HairLine())
            self._rows.addWidget(row)
            self.rows.append(row)

    def open_again(self) -> None:
        """It could not be written down: what is typed stays."""
        for row in self.rows:
            row.open_again()

    def show_others(self, message_id: MessageId, found: Sequence[OtherNamed]) -> None:
        """Whom this message names besides; nothing when its row is gone."""
        for row in self.rows:
            if row.message.id == message_id:
                row.show_others(found)

    def _on_kept(self) -> None:
        row = self.sender()
        if isinstance(row, MessageRow):
            self.kept.emit(row.message.id)

    def _on_settled(self, how: str) -> None:
        row = self.sender()
        if isinstance(row, MessageRow):
            self.settled.emit(row.message.id, how)

    def _on_handed_on(self, to: str) -> None:
        row = self.sender()
        if isinstance(row, MessageRow):
            self.handed_on.emit(row.message.id, to)

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "_rows"):
            self._rows.setSpacing(self.theme.px(12))


def _named(one: Recipient) -> str:
    return f"{one.name}, {one.unit}" if one.unit else one.name


def _whose(message: Message, region: str) -> str:
    """ "Walter, 312 555 0142, case 26-018902": what the caller gave, and nothing else."""
    parts = [
        message.caller,
        display_text(message.number, region) if message.number else "",
        f"case {message.case_number}" if message.case_number else "",
    ]
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:] or "They gave no name, no number and no case number."


def _came(message: Message, now: datetime, zone: ZoneInfo) -> str:
    came = moment(message.came_at, now, zone)
    wish = ""
    if message.wish_at is not None:
        about = "" if message.wish_firm else "about "
        wish = f" Wants to be called {about}{moment(message.wish_at, now, zone)}."
    if message.slip:
        return f"On a slip from {came}, typed in by {message.by}.{wish}"
    return f"Taken {came} by {message.by}.{wish}"

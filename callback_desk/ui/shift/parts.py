"""The cards of the shift page. They do not know one another."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.ids import CallId
from callback_desk.domain.views import InterruptedCall, PromiseLine, QueueCounts, ShiftView
from callback_desk.ui.components import (
    ButtonSize,
    Card,
    Chip,
    HairLine,
    Icon,
    Label,
    Paragraph,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    StatTile,
    Tone,
    empty_out,
    set_shown,
)
from callback_desk.ui.leave_note import LeaveNote
from callback_desk.ui.shift import words
from callback_desk.ui.times import past
from callback_desk.ui.when import clock


class NextCallCard(Card):
    """The one thing to do: `next_wanted()`; with nobody to call, what to do meanwhile: `note_wanted()`,
    `practice_wanted()`."""

    next_wanted = Signal()
    note_wanted = Signal()
    practice_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(padding_px=28)
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(24))
        self._clock = Icon("clock", "accent", size_px=36)
        row.addWidget(self._clock, 0, Qt.AlignmentFlag.AlignTop)
        left = QVBoxLayout()
        left.setSpacing(self.theme.px(4))
        self.title = Paragraph("", face="name", full_width=True)
        self.sentence = Paragraph("", full_width=True)
        left.addWidget(self.title)
        left.addWidget(self.sentence)
        self.note = SecondaryButton("Write a hand-over note", icon_name="note", size=ButtonSize.LARGE)
        self.note.clicked.connect(self.note_wanted)
        beside = QHBoxLayout()
        beside.setSpacing(self.theme.px(12))
        self.practice = SecondaryButton("Practice a call", icon_name="play", size=ButtonSize.LARGE)
        self.practice.setObjectName("practiceMeanwhile")
        self.practice.clicked.connect(self.practice_wanted)
        beside.addWidget(self.note)
        beside.addWidget(self.practice)
        beside.addStretch(1)
        set_shown(self.practice, False)
        left.addSpacing(self.theme.px(8))
        left.addLayout(beside)
        row.addLayout(left, 1)
        self.next = PrimaryButton("Next call", icon_name="phone", key="Enter", size=ButtonSize.NEXT)
        self.next.setObjectName("nextCall")
        self.next.clicked.connect(self.next_wanted)
        row.addWidget(self.next, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self.show_counts(QueueCounts(), None, None)

    def show_counts(self, counts: QueueCounts, now: datetime | None, zone: ZoneInfo | None) -> None:
        """Before the first answer of the desk nothing is claimed about anybody."""
        ready = counts.ready > 0
        if now is None or zone is None:
            self.title.set_words("Looking who can be called")
            self.sentence.set_words("")
        elif ready:
            self.title.set_words(words.can_be_called(counts))
            self.sentence.set_words(
                "The program picks the right person for this hour and shows you why. You will see the card first. "
                "Nothing is dialed for you."
            )
        else:
            title, why = words.nobody(counts, now, zone)
            self.title.set_words(title)
            self.sentence.set_words(why)
        known = now is not None
        set_shown(self.next, ready)
        set_shown(self.note, known and not ready)
        set_shown(self._clock, known and not ready)

    @property
    def first(self) -> QWidget:
        """What takes the focus."""
        return self.next if self.next.isVisibleTo(self) else self.note


class CountsCard(Card):
    """Due, ready, later, blocked; then why."""

    _TILES: Final = (("Due", "calendar"), ("Ready", "phone"), ("Later", "clock"), ("Blocked", "ban"))

    def __init__(self) -> None:
        super().__init__(padding_px=24)
        self._row = QHBoxLayout()
        self._row.setSpacing(self.theme.px(16))
        self._tiles: list[StatTile] = []
        for index, (label, icon) in enumerate(self._TILES):
            if index:
                self._row.addWidget(HairLine(vertical=True))
            tile = StatTile(label, 0, icon_name=icon)
            tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a volunteer has no list to open from here
            tile.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._tiles.append(tile)
            self._row.addWidget(tile, 1)
        self.body.addLayout(self._row)
        self._line = HairLine()
        self.body.addWidget(self._line)
        self._why = Label("", face="strong")
        self.body.addWidget(self._why)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(self.theme.px(12))
        self.body.addLayout(self._reasons)

    def show_counts(self, counts: QueueCounts, now: datetime, zone: ZoneInfo) -> None:
        shown = (
            (counts.due, words.due_words(now, zone)),
            (counts.ready, "May be called now"),
            (counts.later, words.later_words(counts, now, zone)),
            (counts.blocked, "See the reasons below" if counts.blocked else "Nobody is blocked"),
        )
        for tile, (number, sentence) in zip(self._tiles, shown, strict=True):
            tile.set_count(number, sentence)
        empty_out(self._reasons)
        people = "1 person is" if counts.blocked == 1 else f"{counts.blocked:,} people are"
        self._why.setText(f"Why {people} blocked")
        for part in (self._line, self._why):
            set_shown(part, bool(counts.blocked_by))
        for reason in counts.blocked_by:
            row = QHBoxLayout()
            row.setSpacing(self.theme.px(16))
            how_many = Label(f"{reason.count:,}", face="strong", align=Qt.AlignmentFlag.AlignRight)
            how_many.setMinimumWidth(self.theme.px(31))
            row.addWidget(how_many, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Paragraph(reason.sentence, full_width=True), 1)
            if reason.when:
                row.addWidget(Label(reason.when, face="meta", color="ink2"), 0, Qt.AlignmentFlag.AlignTop)
            self._reasons.addLayout(row)


class PromisesCard(Card):
    """You promised to call: names short, other people see this screen."""

    def __init__(self) -> None:
        super().__init__()
        head = QHBoxLayout()
        head.addWidget(Label("You promised to call", face="section"))
        head.addStretch(1)
        self._count = Label("", face="strong", color="ink2")
        head.addWidget(self._count)
        self.body.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(self.theme.px(8))
        self.body.addLayout(self._rows)

    def show_promises(self, promises: tuple[PromiseLine, ...], zone: ZoneInfo) -> None:
        empty_out(self._rows)
        self._count.setText(str(len(promises)) if promises else "")
        if not promises:
            self._rows.addWidget(Paragraph("Nothing promised for today.", full_width=True))
        for index, promise in enumerate(promises):
            self._rows.addWidget(HairLine())
            row = QHBoxLayout()
            row.setSpacing(self.theme.px(16))
            at = Label(clock(promise.at, zone), face="figures", strong=True)
            at.setMinimumWidth(self.theme.px(76))
            row.addWidget(at)
            who = QVBoxLayout()
            who.setSpacing(0)
            who.addWidget(Paragraph(promise.short_name))
            if promise.note:
                who.addWidget(Paragraph(promise.note, face="meta", color="ink2"))
            row.addLayout(who, 1)
            if index == 0:
                row.addWidget(Chip("Next", tone=Tone.NEXT))
            self._rows.addLayout(row)


class InterruptedCard(Card):
    """My own calls that were cut off: `go_on_wanted(CallId)`."""

    go_on_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("A call was interrupted", edge="warn_edge", edge_px=2)
        self.body.addWidget(
            Paragraph("Every answer is kept. Only you can go on with it, or your supervisor decides.", full_width=True)
        )
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)
        set_shown(self, False)

    def show_calls(self, calls: tuple[InterruptedCall, ...], now: datetime, zone: ZoneInfo) -> None:
        """Who, when it began, and what would come back: nothing of it is repeated here."""
        empty_out(self._rows)
        for one in calls:
            if one.called_at is not None:
                began = f"{one.short_name}, called {past(one.called_at, now, zone)}: {one.kept}"
                self._rows.addWidget(Paragraph(began, full_width=True))
            if one.missing:
                words = f"{one.short_name}: sent back by your supervisor. {one.missing}"
                self._rows.addWidget(Paragraph(words, full_width=True))
            button = SecondaryButton(f"Go on with {one.short_name}", icon_name="play")
            button.setObjectName("goOnWith")
            button.setProperty("call_id", int(one.call_id))
            button.clicked.connect(self._on_clicked)
            self._rows.addWidget(button)
        set_shown(self, bool(calls))

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, SecondaryButton):
            self.go_on_wanted.emit(CallId(int(button.property("call_id"))))


class NoteCard(Card):
    """Note from the last shift, and a place to write the next one: `note_written(str)`."""

    note_written = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(14))
        icon = QVBoxLayout()
        icon.addSpacing(self.theme.px(10))  # beside the words, which stand in the middle of a button's height
        icon.addWidget(Icon("note", "ink"))
        icon.addStretch(1)
        row.addLayout(icon)
        right = QVBoxLayout()
        right.setSpacing(self.theme.px(2))
        head = QHBoxLayout()
        head.addWidget(Label("Note from the last shift", face="strong"))
        head.addStretch(1)
        self.write = QuietButton("Write one", icon_name="pen")
        head.addWidget(self.write)
        right.addLayout(head)
        self._text = Paragraph("", full_width=True)
        self._by = Paragraph("", face="meta", color="ink2", full_width=True)
        right.addWidget(self._text)
        right.addWidget(self._by)
        self.leave = LeaveNote(self.write)
        self.leave.written.connect(self.note_written)
        right.addWidget(self.leave)
        row.addLayout(right, 1)
        self.body.addLayout(row)

    def show_view(self, view: ShiftView) -> None:
        self._text.set_words(view.note or "Nobody left a note.")
        self._by.set_words(view.note_by)
        set_shown(self._by, bool(view.note_by))

"""How many of 100 calls are read at each stage: what holds now, *Change…* from closed lists, who changed it and why."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.sampling import Ladder, Stage, stage_words
from callback_desk.ui.components import (
    Card,
    ComboField,
    Field,
    Paragraph,
    QuietButton,
    SecondaryButton,
    empty_out,
    set_shown,
)
from callback_desk.ui.when import moment
from callback_desk.use_cases.reading_ladder import Shares

_SETTLED: Final = (15, 20, 25, 30, 50, 100)
_EXPERIENCED: Final = (2, 5, 10, 15, 25, 50, 100)
_AFTER: Final = (10, 15, 20, 30, 50)
_EVERY: Final = 100
_LARGE_TEXT: Final = 1.5  # from here three fields have no room beside one another


class SharesCard(Card):
    """`changed(Ladder, reason)`. New people's calls are all read, whatever stands here."""

    changed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__("How many calls are read")
        self._shown: Shares | None = None
        self._now = QVBoxLayout()
        self.body.addLayout(self._now)
        line = QHBoxLayout()
        self.change = QuietButton("Change…", flush=True)
        self.change.setAccessibleName("Change how many calls are read")
        self.change.clicked.connect(self._on_open)
        line.addWidget(self.change)
        line.addStretch(1)
        self.body.addLayout(line)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        self.settled = ComboField("Of somebody who has settled in")
        self.experienced = ComboField("Of somebody experienced")
        self.after = ComboField("Moving up is offered after")
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for field in (self.settled, self.experienced, self.after):
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        form.addLayout(row)
        foot = QHBoxLayout()
        self.reason = Field("Why, in one line")
        self.reason.edit.setMaxLength(200)
        self.reason.entered.connect(self._on_save)
        self.save = SecondaryButton("Save")
        self.save.setAccessibleName("Save how many calls are read")
        self.save.clicked.connect(self._on_save)
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.save, 0, Qt.AlignmentFlag.AlignBottom)
        form.addLayout(foot)
        kept = "Kept with your name. It counts from the next call on."
        form.addWidget(Paragraph(kept, face="meta", color="ink2", full_width=True))
        self._fields, self._rows = row, (row, foot, form)
        self.body.addWidget(self._form)
        self._history = QVBoxLayout()
        self.body.addLayout(self._history)
        set_shown(self._form, False)
        self._style_now()

    @property
    def changing(self) -> bool:
        return self._form.isVisibleTo(self)

    def show_shares(self, shares: Shares, now: datetime, zone: ZoneInfo) -> None:
        """What holds; a form that is open keeps what was chosen in it, until it is saved."""
        if shares == self._shown:
            return
        self._shown = shares
        ladder = shares.ladder
        empty_out(self._now)
        for stage in Stage:
            self._now.addWidget(Paragraph(f"{stage_words(stage, ladder.percent(stage))}.", full_width=True))
        offered = f"After {ladder.new_calls} calls that were signed off, moving somebody new up is offered."
        self._now.addWidget(Paragraph(offered, color="ink2", full_width=True))
        fewest = shares.fewest
        _offer(self.settled, _SETTLED, fewest.settled_percent, ladder.settled_percent, "of 100")
        _offer(self.experienced, _EXPERIENCED, fewest.experienced_percent, ladder.experienced_percent, "of 100")
        _offer(self.after, _AFTER, fewest.new_calls, ladder.new_calls, "calls")
        empty_out(self._history)
        for one in shares.changes:
            told = f"{one.by}, {moment(one.at, now, zone)}: {one.text}"
            self._history.addWidget(Paragraph(told, face="meta", color="ink2", full_width=True))
        self.reason.set_text("")
        self.save.open_again()
        set_shown(self._form, False)

    def open_again(self) -> None:
        """It was refused: everything chosen stays."""
        self.save.open_again()

    def _on_open(self) -> None:
        set_shown(self._form, not self.changing)
        (self.settled.combo if self.changing else self.change).setFocus()

    def _on_save(self) -> None:
        if self._shown is None:
            return
        ladder = Ladder(
            new_percent=self._shown.ladder.new_percent,
            settled_percent=_number(self.settled),
            experienced_percent=_number(self.experienced),
            new_calls=_number(self.after),
        )
        if ladder == self._shown.ladder:
            self.reason.set_error("Choose another number first.")
            self.settled.combo.setFocus()
            return
        if not self.reason.text.strip():
            self.reason.set_error("Say in one line why.")
            self.reason.edit.setFocus()
            return
        self.reason.set_error("")
        self.save.close_with("It is being written down.")
        self.changed.emit(ladder, self.reason.text.strip())

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "_history"):
            below = self.theme.scale >= _LARGE_TEXT
            self._fields.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
            for row in self._rows:
                row.setSpacing(self.theme.px(12))
            self._now.setSpacing(self.theme.px(4))
            self._history.setSpacing(self.theme.px(4))


def _offer(field: ComboField, usual: tuple[int, ...], fewest: int, now: int, unit: str) -> None:
    steps = sorted({*(one for one in usual if one >= fewest), now})
    words = [(one, "every call" if one == _EVERY and unit == "of 100" else f"{one} {unit}") for one in steps]
    field.set_options(words)
    field.set_value(now)


def _number(field: ComboField) -> int:
    return field.value if isinstance(field.value, int) else 0

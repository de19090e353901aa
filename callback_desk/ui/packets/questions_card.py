"""Questions of investigators nothing became of yet: those a supervisor decides first, then those on their way."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.follow_ups import FollowUp
from callback_desk.ui.components import (
    Card,
    Field,
    HairLine,
    Paragraph,
    QuietButton,
    SecondaryButton,
    Themed,
    empty_out,
    set_shown,
)
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.when import day
from callback_desk.use_cases import follow_up

_ON_ITS_WAY: Final = "On its way: the next call with this person shows it."
_NOT_PUT: Final = "The call is over, and nobody said that this was asked."


class QuestionRow(Themed, QWidget):
    """One question: `ask_wanted()`, `close_wanted(why)`."""

    ask_wanted = Signal()
    close_wanted = Signal(str)

    def __init__(self, one: FollowUp, page: DeskPage) -> None:
        super().__init__()
        self.one = one
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(Paragraph(f"“{one.question}”", face="strong", full_width=True))
        asked = f"{one.asked_by}, {day(one.asked_on, page.today)}, on {one.sheet_number}, case {one.case_number}"
        self._column.addWidget(Paragraph(asked, face="meta", color="ink2", full_width=True))
        stands = (one.refused or _NOT_PUT) if one.waits_for_supervisor else _ON_ITS_WAY
        self._column.addWidget(Paragraph(stands, full_width=True))
        line = QHBoxLayout()
        self.ask = SecondaryButton("Ask in a call", icon_name="phone")
        self.ask.setAccessibleName(f"Ask in a call: {one.question}")
        self.ask.clicked.connect(self.ask_wanted)
        set_shown(self.ask, one.waits_for_supervisor)
        self.leave = QuietButton("Do not ask…", flush=True)
        self.leave.setAccessibleName(f"Do not ask: {one.question}")
        self.leave.clicked.connect(self._on_leave)
        line.addWidget(self.ask)
        line.addWidget(self.leave)
        line.addStretch(1)
        self._column.addLayout(line)
        self._why = QWidget()
        why = QHBoxLayout(self._why)
        why.setContentsMargins(0, 0, 0, 0)
        self.why = Field("Why this is not asked", hint="The case is closed")
        self.why.entered.connect(self._on_why)
        self.close_it = SecondaryButton("Close the question", key="Enter")
        self.close_it.clicked.connect(self._on_why)
        why.addWidget(self.why, 1)
        why.addWidget(self.close_it, 0, Qt.AlignmentFlag.AlignBottom)
        self._column.addWidget(self._why)
        self._line = why
        set_shown(self._why, False)
        self._style_now()

    @property
    def typing(self) -> bool:
        """A reason is being written."""
        return self._why.isVisibleTo(self)

    def _on_leave(self) -> None:
        set_shown(self._why, not self.typing)
        self.updateGeometry()
        (self.why.edit if self.typing else self.leave).setFocus()

    def _on_why(self) -> None:
        if self.why.text.strip():
            self.close_wanted.emit(self.why.text)
        else:
            self.why.set_error("Write why: the investigator may want to know.")

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(4))
        self._line.setSpacing(self.theme.px(12))


class QuestionsCard(Card):
    """Out of sight while there is none."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__("Investigators ask")
        self._page = page
        self.rows: list[QuestionRow] = []
        self._shown: tuple[FollowUp, ...] = ()
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        set_shown(self, False)

    def refresh(self) -> None:
        desk = self._page.desk
        self._page.ask("questions", lambda: follow_up.open_questions(desk), self._on_questions)

    def _on_questions(self, found: tuple[FollowUp, ...]) -> None:
        if found == self._shown:
            return
        if any(row.typing for row in self.rows) and {row.one.id for row in self.rows} <= {one.id for one in found}:
            return  # nobody's half-written reason goes away
        self._shown, self.rows = found, []
        empty_out(self._list)
        for place, one in enumerate(found):
            if place:
                self._list.addWidget(HairLine())
            row = QuestionRow(one, self._page)
            row.ask_wanted.connect(self._on_ask)
            row.close_wanted.connect(self._on_close)
            self.rows.append(row)
            self._list.addWidget(row)
            row.show()
        set_shown(self, bool(found))

    def _on_ask(self) -> None:
        row = self.sender()
        if isinstance(row, QuestionRow):
            desk, op, one = self._page.desk, self._page.desk.new_operation(), row.one
            self._page.save(lambda: follow_up.ask_in_a_call(desk, op, one.id))

    def _on_close(self, why: str) -> None:
        row = self.sender()
        if isinstance(row, QuestionRow):
            desk, op, one = self._page.desk, self._page.desk.new_operation(), row.one
            self._page.save(lambda: follow_up.close_question(desk, op, one.id, why))


__all__ = ["QuestionRow", "QuestionsCard"]

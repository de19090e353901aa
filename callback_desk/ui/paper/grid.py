"""A finished paper form on one screen: head, rows in the order of the paper, ending. By keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.paper_entry import PaperEntry
from callback_desk.domain.outcomes import Outcome, OutcomeRule
from callback_desk.ui.components import Card, NoticeBar, Themed, Tone
from callback_desk.ui.paper.ending import EndingFields
from callback_desk.ui.paper.head import HeadFields
from callback_desk.ui.paper.row import PaperLine
from callback_desk.ui.wish_time import AskLoad, WishRead
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.paper_call import PaperCall, PaperFacts, PaperPerson


class PaperGrid(Themed, QWidget):
    """`facts_wanted()`: the form says a check was passed; answer with `show_facts`. `entered(PaperCall)`.

    `went_to(QWidget)`: the caret is there now.
    """

    facts_wanted = Signal()
    entered = Signal(object)
    went_to = Signal(object)

    def __init__(
        self,
        desk: Desk,
        person: PaperPerson,
        endings: Sequence[OutcomeRule],
        *,
        ask_load: AskLoad,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.person = person
        self._desk = desk
        self.entry = PaperEntry(
            form_from_xform(person.xform), person.facts, language="en", now=desk.clock.now, zone=desk.zone
        )
        self.lines: dict[str, PaperLine] = {}
        self._asked = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        if person.warning:
            words = f"{person.warning} The call is logged all the same, and a supervisor decides what follows."
            self._column.addWidget(NoticeBar(words, tone=Tone.WARN))
        self.head = HeadFields(desk, person)
        self._column.addWidget(self.head)
        held = Card("Answers, in the order of the form", note="Type the number of the box. Enter goes on.")
        self._rows = QVBoxLayout()
        held.body.addLayout(self._rows)
        self._column.addWidget(held)
        self.ending = EndingFields(desk, endings, called_at=self.head.called_at, ask_load=ask_load)
        self.ending.enter_wanted.connect(self._on_enter_wanted)
        self._column.addWidget(self.ending)
        self.head.finished.connect(self._on_head_finished)
        self._show_rows()
        self._style_now()

    def show_facts(self, facts: PaperFacts) -> None:
        """The facts that decide which questions apply after the checks."""
        self.entry.open_facts(facts.safe, facts.case.facts)
        self._show_rows()

    def refused(self, sentence: str) -> None:
        """The form cannot be entered as it is."""
        self.ending.say(sentence)
        self.ending.open_again()

    def _on_head_finished(self) -> None:
        self._focus(next(iter(self._keys()), ""))

    def _on_typed(self, key: str, text: str, go_on: bool) -> None:
        self.entry.put(key, text)
        self._show_rows()
        if self.entry.needs_facts and not self._asked:
            self._asked = True
            self.facts_wanted.emit()
        if go_on and not self.lines[key].edit.property("wrong"):
            keys = self._keys()
            place = keys.index(key) + 1 if key in keys else len(keys)
            self._focus(keys[place] if place < len(keys) else "")

    def _keys(self) -> list[str]:
        return [row.key for row in self.entry.rows()]

    def _focus(self, key: str) -> None:
        """That row's field; after the last row the ending."""
        line = self.lines.get(key)
        if line is None:
            self.ending.focus_first()
            self.went_to.emit(self.ending)
            return
        line.edit.setFocus(Qt.FocusReason.TabFocusReason)
        line.edit.selectAll()
        self.went_to.emit(line)

    def _show_rows(self) -> None:
        """What applies now; a row that stays keeps its field and its caret."""
        rows = self.entry.rows()
        wanted = {row.key for row in rows}
        for key in [key for key in self.lines if key not in wanted]:
            gone = self.lines.pop(key)
            self._rows.removeWidget(gone)
            gone.hide()
            gone.setParent(None)
            gone.deleteLater()
        before: QWidget = self.head.last
        for place, row in enumerate(rows):
            line = self.lines.get(row.key)
            if line is None:
                line = self.lines[row.key] = PaperLine(row)
                line.typed.connect(self._on_typed)
            else:
                line.show_row(row)
            if self._rows.indexOf(line) != place:
                self._rows.removeWidget(line)
                self._rows.insertWidget(place, line)
            QWidget.setTabOrder(before, line.edit)
            before = line.edit
        self.ending.follow(self.entry.outcome, urgent=self.entry.urgent, after=before)

    def _on_enter_wanted(self) -> None:
        called_at = self.head.called_at()
        if called_at is None or not self.head.phone_id:
            self.ending.say("Look at the fields at the top: they say what is missing.")
            return
        wrong = self.entry.wrong
        if wrong:
            self.ending.say("A number in the rows above is not printed at its question. It is marked.")
            self._focus(wrong[0])
            return
        outcome = self.ending.outcome
        if outcome is None:
            self.ending.say("Type the number of the ending.")
            return
        wish = self.ending.asked_for()
        if wish.wrong:
            self.ending.say(wish.wrong)
            self.ending.wish.show_what_is_wrong()
            return
        self.ending.close()
        self.entered.emit(self._paper(called_at, outcome, wish))

    def _paper(self, called_at: datetime, outcome: Outcome, wish: WishRead) -> PaperCall:
        result = self.entry.result(self.ending.note)
        return PaperCall(
            callback_id=self.person.callback_id,
            phone_id=self.head.phone_id,
            caller=self.head.caller,
            called_at=called_at,
            script=self.person.script,
            result=replace(result, outcome=outcome.value, next_at=wish.at, next_firm=wish.firm),
            told=self.ending.told_whom,
        )

    def _restyle(self) -> None:
        theme = self.theme
        self._column.setSpacing(theme.px(12))
        self._rows.setSpacing(theme.px(10))

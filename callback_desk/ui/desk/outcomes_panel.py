"""How calls end: the table of outcomes, one change at a time, and the versions that were made of it."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from callback_desk.domain.outcome_versions import OutcomeChange
from callback_desk.domain.outcomes import Follow, Outcome
from callback_desk.ui.components import (
    Card,
    CheckRow,
    ComboField,
    Field,
    Label,
    Paragraph,
    QuietButton,
    TableView,
    empty_out,
    set_shown,
)
from callback_desk.ui.desk.lines_model import LinesModel
from callback_desk.ui.desk.outcome_words import (
    OUTCOME_HEADINGS,
    days_to_begin,
    locked_words,
    outcome_line,
    steps_of,
    version_words,
)
from callback_desk.ui.desk.panel import NOTHING_CHANGED, Form, Panel
from callback_desk.ui.desk_page import DeskPage
from callback_desk.use_cases import outcome_table
from callback_desk.use_cases.outcome_table import OutcomeLine, OutcomePage

_ROWS_SHOWN: Final = 6
_NARROW_PX: Final = 740
_VERSIONS_SHOWN: Final = 5
_WAITS: Final = {
    Follow.BUSY_AGAIN: ("Minutes until it is tried again", "delay_min"),
    Follow.NEXT_TRY: ("Days until the next try, at least", "delay_days"),
    Follow.LATER: ("Days until the next try, at least", "delay_days"),
    Follow.SOFT_REFUSAL: ("Days until somebody else may ask once more", "delay_days"),
}


class OutcomesPanel(Panel):
    """A table of every ending, and below it the form for one of them."""

    title = "How calls end"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(
            page,
            "What happens after each way a call can end. You may call less than the program does, never more; what "
            "keeps people safe and figures right is locked.",
        )
        self._page: OutcomePage | None = None
        self._at = 0
        self.model = LinesModel(OUTCOME_HEADINGS, self)
        self.table = TableView("How calls end")
        self.table.setModel(self.model)
        self.table.row_chosen.connect(self._on_row)
        card = Card(padding_px=0)
        card.body.addWidget(self.table)
        self.body.addWidget(card)
        self._add_form()
        self.body.addWidget(self.form)
        self.history_label = Label("Changes so far", face="strong")
        self.body.addWidget(self.history_label)
        self.history = Card()
        self.body.addWidget(self.history)
        for widget in (self.history_label, self.history):
            set_shown(widget, False)
        self.body.addStretch(1)
        self._op = page.desk.new_operation()
        self._look()
        self._style_now()

    def _add_form(self) -> None:
        self.form = Form("Save this change")
        self.which = ComboField("The ending")
        self.which.value_chosen.connect(self._on_which)
        self.locked = Paragraph("", color="ink2", full_width=True)
        self.words = Field("Words on the key")
        self.step = ComboField("What happens then")
        self.step.value_chosen.connect(self._look)
        self.wait = Field("Wait")
        self.note = CheckRow("A few words about it are needed", boxed=True)
        self.said = Field("What the volunteer reads afterwards")
        self.begins = ComboField("Counts from", days_to_begin(self.page.today))
        self.reason = Field("Why", help_text="Kept with your name. It counts for each person from the next sign-in.")
        for field in (self.words, self.wait, self.said, self.reason):
            field.text_changed.connect(self._look)
        self.note.toggled.connect(self._look)
        self.form.add(
            self.which, self.locked, self.words, self.step, self.wait, self.note, self.said, self.begins, self.reason
        )
        self.form.verb.clicked.connect(self._on_save)

    @property
    def line(self) -> OutcomeLine | None:
        """The ending whose form is shown."""
        lines = self._page.lines if self._page else ()
        return lines[self._at] if self._at < len(lines) else None

    def refresh(self) -> None:
        desk = self.page.desk
        self.page.ask("outcomes", lambda: outcome_table.outcome_page(desk), self._on_page)

    def leave(self) -> None:
        self.form.say("")

    def _on_page(self, page: OutcomePage) -> None:
        typing = self._page is not None and bool(self._change().plain() != self._kept().plain())
        self._page = page
        self.model.set_lines([outcome_line(line) for line in page.lines])
        self.which.set_options([(line.shipped.outcome.value, line.newest.screen) for line in page.lines])
        self.which.set_value(page.lines[self._at].shipped.outcome.value)
        if not typing:
            self._show_line()
        self._show_versions(page)
        self._fit_rows()

    def _show_line(self) -> None:
        line = self.line
        if line is None:
            return
        row = line.newest
        self.locked.set_words(locked_words(line.shipped))
        self.words.set_text(row.screen)
        self.step.set_options(steps_of(line.shipped))
        self.step.set_value(row.follow.value)
        set_shown(self.step, len(steps_of(line.shipped)) > 1)
        wait = _WAITS.get(line.shipped.follow)
        set_shown(self.wait, wait is not None)
        if wait is not None:
            self.wait.ask(wait[0], f"At least {_least(line)}.")
            self.wait.set_text(str(max(getattr(row, wait[1]), _least(line))))
        self.note.setChecked(row.note)
        self.said.set_text(row.sentence)
        self.reason.set_text("")
        self._look()

    def _kept(self) -> OutcomeChange:
        """What the newest version says of this ending."""
        line, page = self.line, self._page
        if line is None or page is None or not page.versions:
            return OutcomeChange()
        return page.versions[0].changes.get(line.shipped.outcome, OutcomeChange())

    def _change(self) -> OutcomeChange:
        """What is typed, as far as it is not as it came with the program."""
        line = self.line
        if line is None:
            return OutcomeChange()
        shipped = line.shipped
        words, said = " ".join(self.words.text.split()), " ".join(self.said.text.split())
        step = Follow(str(self.step.value)) if self.step.value is not None else shipped.follow
        number = int(self.wait.text) if self.wait.text.strip().isdecimal() else _least(line)
        place = _WAITS.get(shipped.follow, ("", ""))[1]
        waits = number if place and number != _least(line) else None
        as_before = said in (line.newest.sentence, shipped.sentence)
        return OutcomeChange(
            screen=None if words == shipped.screen else words,
            sentence=self._kept().sentence if as_before else said,
            follow=None if step is shipped.follow else step,
            note=None if self.note.isChecked() is shipped.note else self.note.isChecked(),
            delay_min=waits if place == "delay_min" else None,
            delay_days=waits if place == "delay_days" else None,
        )

    def _look(self, _value: object = None) -> None:
        verb = self.form.verb
        if self.line is None or self._change().plain() == self._kept().plain():
            verb.close_with(NOTHING_CHANGED)
        elif self.wait.text.strip() and not self.wait.text.strip().isdecimal() and self.line.shipped.follow in _WAITS:
            verb.close_with("The wait is a whole number.")
        elif not self.reason.text.strip():
            verb.close_with("Say why first.")
        else:
            verb.open_again()

    def _on_which(self, value: object) -> None:
        lines = self._page.lines if self._page else ()
        self._at = next((at for at, line in enumerate(lines) if line.shipped.outcome.value == value), self._at)
        self.form.say("")
        self._show_line()

    def _on_row(self, row: int) -> None:
        line = self.line
        if line is not None and 0 <= row < len(self.model.lines) and self._change().plain() == self._kept().plain():
            self._at = row
            self.which.set_value(self._page.lines[row].shipped.outcome.value if self._page else "")
            self.form.say("")
            self._show_line()

    def _on_save(self) -> None:
        line = self.line
        if line is None:
            return
        desk, op, outcome, change = self.page.desk, self._op, line.shipped.outcome, self._change()
        reason, begins = self.reason.text, date.fromisoformat(str(self.begins.value))
        self.form.verb.close_with("It is being saved.")
        task = self.page.save(
            lambda: outcome_table.change_outcome(desk, op, outcome, change, reason, begins),
            lambda _done: self._on_saved(outcome),
        )
        task.failed.connect(self._look)

    def _on_saved(self, _outcome: Outcome) -> None:
        self._op = self.page.desk.new_operation()
        self._page = None  # what is shown is what was kept
        self.form.say(f"Saved: {' '.join(self.words.text.split())}. It counts from each person’s next sign-in.")
        self.refresh()

    def _show_versions(self, page: OutcomePage) -> None:
        empty_out(self.history.body)
        for widget in (self.history_label, self.history):
            set_shown(widget, bool(page.versions))
        for version in page.versions[:_VERSIONS_SHOWN]:
            row = QWidget()
            beside = QHBoxLayout(row)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.addWidget(Paragraph(version_words(version, page.today), full_width=True), 1)
            if version is page.versions[0]:
                back = QuietButton("Take back")
                back.setAccessibleName(f"Take back version {version.number}")
                back.clicked.connect(lambda _checked=False, number=version.number: self._on_back(number))
                beside.addWidget(back)
            self.history.body.addWidget(row)

    def _on_back(self, number: int) -> None:
        desk, op = self.page.desk, self._op
        self.page.save(
            lambda: outcome_table.take_back_outcomes(desk, op, number, f"Version {number} was taken back"),
            lambda _done: self._on_taken_back(number),
        )

    def _on_taken_back(self, number: int) -> None:
        self._op = self.page.desk.new_operation()
        self._page = None
        self.form.say(f"Version {number} is taken back. The table is as before it.")
        self.refresh()

    def _restyle(self) -> None:
        super()._restyle()
        self.table.set_column_widths(270, 270, 120, 110, stretch=0)
        self._fit_rows()
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """With little room the table says what happens; wait and note stand in the form."""
        for column in (2, 3):
            self.table.setColumnHidden(column, self.width() < self.theme.px(_NARROW_PX))

    def _fit_rows(self) -> None:
        self.table.setFixedHeight(self.theme.px(40 + _ROWS_SHOWN * 48))


def _least(line: OutcomeLine) -> int:
    """The shortest wait the program allows: what came with it, and a day between two tries."""
    shipped = line.shipped
    if shipped.follow is Follow.BUSY_AGAIN:
        return shipped.delay_min
    return max(1, shipped.delay_days)

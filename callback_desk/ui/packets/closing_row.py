"""What became of a sheet: *Attached by*, and *Withdraw* with its reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.exports import ExportStep, StepKind
from callback_desk.domain.ids import ExportId
from callback_desk.ui.components import Field, Paragraph, QuietButton, SecondaryButton, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.times import read_past_day
from callback_desk.ui.when import short_day
from callback_desk.use_cases import close_export

STEPS = {
    StepKind.PRINTED: "printed",
    StepKind.ATTACHED: "attached",
    StepKind.WITHDRAWN: "withdrawn",
    StepKind.REMINDED: "reminded",
}


class ClosingRow(QWidget):
    """One line to type in, the day it was attached, and two verbs; gone when the sheet was withdrawn."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__()
        self._page = page
        self._sheet: ExportId | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.said = Paragraph("", face="meta", color="ink2", full_width=True)
        column.addWidget(self.said)
        self.words = Field("Attached by, or why it is withdrawn")
        self.on = Field("On which day", "today")
        self.on.entered.connect(self._on_attach)
        self._line = QHBoxLayout()
        self._line.addWidget(self.words, 5)
        self._line.addWidget(self.on, 2)
        column.addLayout(self._line)
        row = QHBoxLayout()
        self.attach = SecondaryButton("Attached to the case", icon_name="check")
        self.attach.clicked.connect(self._on_attach)
        self.withdraw = QuietButton("Withdraw")
        self.withdraw.clicked.connect(self._on_withdraw)
        row.addWidget(self.attach)
        row.addWidget(self.withdraw)
        row.addStretch(1)
        column.addLayout(row)
        set_shown(self, False)

    def show_for(self, sheet: ExportId | None) -> None:
        """Another sheet; None where there is none."""
        self._sheet = sheet
        self.words.set_text("")
        self.on.set_text("today")
        self.on.set_error("")
        set_shown(self, sheet is not None)
        if sheet is not None:
            desk = self._page.desk
            self._page.ask("steps", lambda: close_export.steps_of(desk, sheet), self._on_steps)

    def _on_steps(self, steps: tuple[ExportStep, ...]) -> None:
        self.said.set_words(" ".join(self._sentence(step) for step in steps))
        set_shown(self.said, bool(self.said.text()))
        gone = any(step.step is StepKind.WITHDRAWN for step in steps)
        for part in (self.words, self.on, self.attach, self.withdraw):
            set_shown(part, not gone)

    def _sentence(self, step: ExportStep) -> str:
        day = step.on_day or step.at.astimezone(self._page.desk.zone).date()
        on = short_day(day, self._page.today)
        if step.step is StepKind.PRINTED:
            return f"Printed by {step.by}, {on}."
        if step.step is StepKind.ATTACHED:
            return f"Attached to the case by {step.whom}, {on}."
        if step.step is StepKind.REMINDED:
            return f"A reminder was made by {step.by}, {on}."
        return f"Withdrawn by {step.by}, {on}: {step.note}."

    def _on_attach(self) -> None:
        desk, sheet, op = self._page.desk, self._sheet, self._page.desk.new_operation()
        by, on = self.words.text, read_past_day(self.on.text, self._page.today)
        self.on.set_error("" if on is not None else "Type a day that has been, like 11/19.")
        if sheet is not None and on is not None:
            self._save(lambda: close_export.attached(desk, op, sheet, by=by, on=on))

    def _on_withdraw(self) -> None:
        desk, sheet, op = self._page.desk, self._sheet, self._page.desk.new_operation()
        why = self.words.text
        if sheet is not None:
            self._save(lambda: close_export.withdrawn(desk, op, sheet, reason=why))

    def _save(self, work: Callable[[], object]) -> None:
        sheet = self._sheet
        self._page.save(work, lambda _done: self.show_for(sheet))

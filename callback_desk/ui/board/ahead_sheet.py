"""Two weeks ahead: other waits, limits, hours and shifts played through in memory, with who would never be tried."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from callback_desk.domain.desk_calendar import Shift
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.outcome_versions import OutcomeChange
from callback_desk.domain.outcomes import Outcome
from callback_desk.ui.back_sheet import BackSheet
from callback_desk.ui.components import (
    Card,
    ComboField,
    Label,
    Paragraph,
    PrimaryButton,
    ProgressBar,
    QuietButton,
    TableView,
    TextField,
    empty_out,
    set_shown,
)
from callback_desk.ui.desk.ahead_words import what_if_lines
from callback_desk.ui.desk.lines_model import LinesModel
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.sentences import sentence
from callback_desk.ui.tasks import Progress, Task
from callback_desk.ui.when import count
from callback_desk.use_cases import roster, what_if
from callback_desk.use_cases.what_if import WhatIf

_MOST_NAMES: Final = 200
_ROWS_SHOWN: Final = 8
_FIELD_PX: Final = 320
_MISSED: Final = (Outcome.NO_ANSWER, Outcome.MACHINE_NO_MESSAGE, Outcome.MACHINE_MESSAGE)
_FIRST: Final = ((72, "3 days"), (120, "5 days"), (168, "7 days"), (336, "14 days"))
_STOPPED: Final = "Stopped. Nothing was changed."


class AheadSheet(BackSheet):
    """Each list begins at what is in force. Nothing here is ever saved: *Settings* is where it is changed."""

    title = "The next two weeks"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._task: Task | None = None
        self.card = Card("Try out something else")
        self.card.body.addWidget(
            Paragraph(
                "Played through in memory, with one caller at a time. Nothing is saved and nobody is called by it. "
                "What you like is entered in Settings.",
                color="ink2",
                full_width=True,
            )
        )
        self._grid = QGridLayout()
        self.card.body.addLayout(self._grid)
        self._add_lists()
        self.shifts = TextField(
            "Shifts", help_text="One on each line, such as tuesday 9:00-12:00, or 2026-11-28 10:00-13:00."
        )
        self.card.body.addWidget(self.shifts)
        row = QHBoxLayout()
        self.again = QuietButton("As it is now")
        self.again.clicked.connect(self.refresh)
        self.play = PrimaryButton("Play two weeks")
        self.play.clicked.connect(self._on_play)
        row.addWidget(self.again)
        row.addStretch(1)
        row.addWidget(self.play)
        self.card.body.addLayout(row)
        self.progress = ProgressBar("The two weeks are being played.")
        self.progress.stop_wanted.connect(self._on_stop)
        self.card.body.addWidget(self.progress)
        self.body.addWidget(self.card)
        self.found = Card()
        self.found.setAccessibleName("What came of it")
        self.body.addWidget(self.found)
        self._add_table()
        self.body.addStretch(1)
        set_shown(self.progress, False)
        set_shown(self.found, False)
        self._style_now()

    def _add_lists(self) -> None:
        self.fields: dict[str, ComboField] = {}
        now: list[tuple[object, str]] = [(0, "As it is now")]
        for name, words, options in (
            ("attempts_person", "Tries a person, at most", _numbers(6, "try", "tries")),
            ("attempts_number", "Tries a number, at most", _numbers(3, "try", "tries")),
            ("rounds_week", "Days a week with a try, at most", _numbers(3, "day", "days")),
            ("wait", "After no answer, wait at least", [*now, *_numbers(7, "day", "days")]),
            ("first_call_h", "First call after the report", [*now, *_FIRST]),
            ("not_after_h", "No call after", [*now, *((hour, f"{hour - 12} PM") for hour in (19, 18, 17, 16))]),
        ):
            self.fields[name] = ComboField(words, options)
        self._columns = 0
        self._lay_grid()

    def _lay_grid(self) -> None:
        """As many columns as there is room for."""
        columns = max(1, min(3, self.width() // self.theme.px(_FIELD_PX)))
        if columns == self._columns:
            return
        self._columns = columns
        for field in self.fields.values():
            self._grid.removeWidget(field)
        for place, field in enumerate(self.fields.values()):
            self._grid.addWidget(field, place // columns, place % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_grid()

    def _add_table(self) -> None:
        self.never = Card("Who would not be tried")
        self.model = LinesModel(("Person", "Why not"), self)
        self.table = TableView("Who would not be tried, and why")
        self.table.setModel(self.model)
        self.never.body.addWidget(self.table)
        self.more = Label("", face="meta", color="ink2")
        self.never.body.addWidget(self.more)
        self.body.addWidget(self.never)
        set_shown(self.never, False)

    def refresh(self) -> None:
        """Every list at what is in force; an answer that stands goes on standing until the next one."""
        if self._task is not None:
            return
        for name, field in self.fields.items():
            field.set_value(self._now().get(name, 0))
        desk = self.page.desk
        self.page.ask("ahead", lambda: roster.roster(desk).shifts, self._on_shifts)

    def _on_shifts(self, shifts: tuple[Shift, ...]) -> None:
        self.shifts.set_text("\n".join(one.said() for one in shifts))

    def leave(self) -> None:
        self._on_stop()

    def asked(self) -> tuple[Mapping[str, object], Mapping[Outcome, OutcomeChange]]:
        """What is different from now, in the words of the settings."""
        asked = {name: self._number(name) for name in self.fields if name != "wait"}
        changed = {name: value for name, value in asked.items() if value != self._now().get(name, 0)}
        typed = [line.strip() for line in self.shifts.text.splitlines() if line.strip()]
        changes: dict[str, object] = {"calendar": {"shifts": typed}}
        if changed:
            changes["calling"] = changed
        wait = self._number("wait")
        delays = {outcome: OutcomeChange(delay_days=wait) for outcome in _MISSED} if wait else {}
        return changes, delays

    def _now(self) -> dict[str, int]:
        limits = self.page.desk.rules.limits
        return {
            "attempts_person": limits.attempts_person,
            "attempts_number": limits.attempts_number,
            "rounds_week": limits.rounds_week,
        }

    def _number(self, name: str) -> int:
        value = self.fields[name].value
        return value if isinstance(value, int) else 0

    def _on_play(self) -> None:
        desk, (changes, delays) = self.page.desk, self.asked()

        def work(progress: Progress) -> object:
            def going(done: int, of: int) -> bool:
                progress.report((done, of))
                return not progress.cancelled

            return what_if.what_if(desk, changes, going=going, delays=delays)

        self._task = self.page.runner.long(work)
        self._task.progressed.connect(self._on_moved)
        self._task.succeeded.connect(self._on_found)
        self._task.failed.connect(self._on_trouble)
        self.play.close_with("The weeks are being played.")
        self.progress.set_progress(0, 100, "The two weeks are being played.")
        set_shown(self.progress, True)

    def _on_moved(self, moved: tuple[int, int]) -> None:
        self.progress.set_progress(*moved, f"The two weeks are being played: {moved[0]} of 100 parts.")

    def _on_stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _done(self) -> None:
        self._task = None
        self.play.open_again()
        set_shown(self.progress, False)

    def _on_trouble(self, trouble: object) -> None:
        self._done()
        self.page.notices.show_error(trouble if isinstance(trouble, Exception) else DeskFault(_STOPPED))

    def _on_found(self, found: WhatIf | None) -> None:
        self._done()
        empty_out(self.found.body)
        lines = (_STOPPED,) if found is None else what_if_lines(found)
        for line in lines:
            self.found.body.addWidget(Paragraph(line, full_width=True))
        set_shown(self.found, True)
        not_tried = found.not_tried if found is not None else ()
        self.model.set_lines([(one.name, sentence(one.why)) for one in not_tried[:_MOST_NAMES]])
        more = len(not_tried) - _MOST_NAMES
        self.more.setText(f"and {count(more, 'more person', 'more people')}" if more > 0 else "")
        set_shown(self.more, more > 0)
        set_shown(self.never, bool(not_tried))
        self._fit_table()

    def _fit_table(self) -> None:
        rows = min(max(self.model.rowCount(), 1), _ROWS_SHOWN)
        self.table.setFixedHeight(self.theme.px(40 + rows * 48))

    def _restyle(self) -> None:
        super()._restyle()
        self._grid.setSpacing(self.theme.px(12))
        self._lay_grid()
        self.table.set_column_widths(240, 400, stretch=1)
        self._fit_table()


def _numbers(last: int, one: str, many: str) -> list[tuple[object, str]]:
    return [(number, f"{number} {one if number == 1 else many}") for number in range(1, last + 1)]


__all__ = ["AheadSheet"]

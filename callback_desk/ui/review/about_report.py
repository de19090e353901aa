"""Which of a person's reports a line of new information is about: asked where there are several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from callback_desk.domain.tip import Tip
from callback_desk.domain.views import CaseRef
from callback_desk.ui.components import ComboField
from callback_desk.ui.when import day

_ASKED = "Which report is it about?"
_WHY = "Its investigator gets the line, and nobody else does."


class AboutReport(ComboField):
    """`chosen(case_id)` by hand. Nothing is chosen beforehand: what nobody looked at must not go to an investigator."""

    chosen = Signal(int)

    def __init__(self, tip: Tip, cases: Sequence[CaseRef], now: datetime, zone: ZoneInfo) -> None:
        super().__init__(_ASKED, help_text=_WHY, icon_name="document")
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(8)
        self.combo.setAccessibleName(f"{_ASKED} {tip.said.text}")
        today = now.astimezone(zone).date()
        known = tip.case_chosen
        options: list[tuple[object, str]] = [] if known else [(0, "Choose the report")]
        for case in cases:
            on = f", {day(case.reported_at.astimezone(zone).date(), today)}" if case.reported_at else ""
            options.append((int(case.id), f"{case.number}, {case.offense_plain}{on}"))
        self.set_options(options)
        self.set_value(int(tip.case_id) if known else 0)
        self.value_chosen.connect(self._on_value)

    def _on_value(self, value: object) -> None:
        if isinstance(value, int) and value:
            self.chosen.emit(value)


def all_said(tips: Sequence[Tip], cases: Sequence[CaseRef]) -> bool:
    """Whether it is known of each line which report it is about."""
    return len(cases) < 2 or all(tip.case_chosen for tip in tips)

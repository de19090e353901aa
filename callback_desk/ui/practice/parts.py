"""What the pages of practice are built of: a line with its mark, a list of sentences."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.practice import Goal, Sight
from callback_desk.ui.components import Icon, Paragraph, Themed


class MarkedLine(Themed, QWidget):
    """A sentence behind a mark: done, or not yet. The mark has its word in the accessible name."""

    def __init__(self, words: str, *, done: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(10))
        icon = Icon("check-ring" if done else "ring", "good" if done else "ink2", beside="body")
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Paragraph(words, color="ink", full_width=True), 1)
        self.setAccessibleName(f"{words}: {'done' if done else 'not yet'}")
        self._style_now()


def goals_of(goals: Iterable[Goal], seen: frozenset[Sight]) -> QWidget:
    """One marked line for each goal."""
    return column_of(MarkedLine(goal.words, done=goal.reached(seen)) for goal in goals)


def sentences(lines: Iterable[str], icon_name: str) -> QWidget:
    """Sentences under one another, each behind the same small icon."""
    return column_of(_Line(line, icon_name) for line in lines)


def column_of(parts: Iterable[QWidget]) -> QWidget:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for part in parts:
        column.addWidget(part)
    return held


class _Line(Themed, QWidget):
    def __init__(self, words: str, icon_name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(10))
        row.addWidget(Icon(icon_name, "ink2", size_px=18, beside="body"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Paragraph(words, full_width=True), 1)
        self._style_now()

"""Health check: each thing with an icon, a word, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.ui.components import Card, HairLine, Icon, Label, Paragraph, SecondaryButton, Themed
from callback_desk.ui.desk.panel import Panel
from callback_desk.ui.desk_page import DeskPage
from callback_desk.use_cases.ports_world import HealthLine

LookAtHealth = Callable[[], Sequence[HealthLine]]
_LOOKS = {
    "good": ("check-ring", "good", "In order"),
    "warn": ("warning", "warn", "Look at this"),
    "bad": ("cross", "warn", "Not in order"),
}


class HealthRow(Themed, QWidget):
    """Icon, what it is and its state as words, one sentence."""

    def __init__(self, line: HealthLine) -> None:
        super().__init__()
        icon_name, color, word = _LOOKS.get(line.state, _LOOKS["warn"])
        self._row = QHBoxLayout(self)
        self._row.addWidget(Icon(icon_name, color, beside="body"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Paragraph(line.what, face="strong", full_width=True))
        words.addWidget(Paragraph(line.sentence, full_width=True))
        self._row.addLayout(words, 1)
        self.state = Label(word, face="meta_strong", color=color)
        self._row.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"{line.what}: {word}. {line.sentence}")
        self._style_now()

    def _restyle(self) -> None:
        theme = self.theme
        self._row.setContentsMargins(theme.px(16), theme.px(5), theme.px(16), theme.px(5))
        self._row.setSpacing(theme.px(12))


class HealthPanel(Panel):
    """The same lines as the health check of the command line, worst first."""

    title = "Health check"

    def __init__(self, page: DeskPage, look: LookAtHealth) -> None:
        super().__init__(page)
        self._look = look
        self.sum = Paragraph("", full_width=True)
        self.body.addWidget(self.sum)
        self.card = Card(padding_px=0)
        self.body.addWidget(self.card)
        self.card.hide()
        self.rows: list[HealthRow] = []
        self.again = SecondaryButton("Look again")
        self.again.clicked.connect(self.refresh)
        self.body.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._style_now()

    def refresh(self) -> None:
        if not self.rows:
            self.sum.set_words("Looking at the records, the keys and the disk.")
        self.page.ask("health", lambda: tuple(self._look()), self._on_lines)

    def _on_lines(self, lines: tuple[HealthLine, ...]) -> None:
        while (item := self.card.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        order = {"bad": 0, "warn": 1}
        ordered = sorted(lines, key=lambda line: order.get(line.state, 2))
        self.rows = [HealthRow(line) for line in ordered]
        for place, row in enumerate(self.rows):
            if place:
                self.card.body.addWidget(HairLine())
            self.card.body.addWidget(row)
        self.card.show()
        wrong = sum(1 for line in lines if line.state != "good")
        self.sum.set_words(
            "Everything is in order." if not wrong else f"{wrong} of {len(lines)} need a look. They stand first."
        )

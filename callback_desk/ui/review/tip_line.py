"""One line of new information: the words as they were kept, what was asked about them, corrections below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.property_facts import PropertyFact
from callback_desk.domain.tip import Tip, TipKind
from callback_desk.domain.views import CaseRef
from callback_desk.ui.components import (
    Chip,
    Field,
    HairLine,
    Label,
    Paragraph,
    QuietButton,
    SecondaryButton,
    TextField,
    Themed,
    set_shown,
)
from callback_desk.ui.flow import Flow
from callback_desk.ui.review.about_report import AboutReport
from callback_desk.ui.review.property_form import Articles
from callback_desk.ui.review.words import chips_of
from callback_desk.ui.when import moment


class TipLine(Themed, QWidget):
    """`corrected(tip_id, text, reason)` when a correction is kept. The line itself never changes.

    `case_chosen(tip_id, case_id)` where the person has several reports; `articles_kept(tip_id, articles)` of a line
    about property.
    """

    corrected = Signal(int, str, str)
    case_chosen = Signal(int, int)
    articles_kept = Signal(int, object)

    def __init__(
        self,
        number: int,
        tip: Tip,
        cases: Sequence[CaseRef],
        articles: Sequence[PropertyFact],
        now: datetime,
        zone: ZoneInfo,
    ) -> None:
        super().__init__()
        self.tip = tip
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._row = QHBoxLayout()
        outer.addLayout(self._row)
        self.number = Label(str(number), face="strong", color="ink2", align=Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        self._words = QVBoxLayout()
        self._row.addLayout(self._words, 1)
        self.text = Paragraph(tip.said.text, face="answer", full_width=True)
        self._words.addWidget(self.text)
        if tip.said.exact_words:
            self._words.addWidget(
                Paragraph(f"Exact words: “{tip.said.exact_words}”", face="body", color="ink2", full_width=True)
            )
        looks = chips_of(tip.said, now.astimezone(zone).date())
        self.chips = Flow([Chip(look.word, icon_name=look.icon_name, tone=look.tone) for look in looks])
        self._words.addWidget(self.chips)
        self.about: AboutReport | None = None
        if len(cases) > 1:
            self._words.addWidget(self._about_report(cases, now, zone))
        self.articles: Articles | None = None
        if tip.said.kind is TipKind.PROPERTY_ID and (articles or not tip.frozen):
            self.articles = Articles(tip, articles)
            self.articles.kept.connect(lambda kept: self.articles_kept.emit(tip.id, kept))
            self._words.addWidget(self.articles)
        for one in tip.corrections:
            reason = f" ({one.reason})" if one.reason else ""
            said = f"Corrected by {one.by}, {moment(one.at, now, zone)}{reason}: {one.text}"
            self._words.addWidget(Paragraph(said, color="ink", full_width=True))
        self.correct = SecondaryButton("Correct", icon_name="pen")
        self.correct.clicked.connect(self._on_correct)
        self._row.addWidget(self.correct, 0, Qt.AlignmentFlag.AlignTop)
        self.editor = CorrectionEditor()
        self.editor.kept.connect(self._on_kept)
        self.editor.left.connect(self._on_left)
        set_shown(self.editor, False)
        self._words.addWidget(self.editor)
        outer.addWidget(HairLine())
        self._style_now()

    def _about_report(self, cases: Sequence[CaseRef], now: datetime, zone: ZoneInfo) -> QWidget:
        """Asked until the call is signed off; said afterwards."""
        tip = self.tip
        if tip.frozen:
            number = next((case.number for case in cases if case.id == tip.case_id), "")
            return Paragraph(f"About case {number}" if number else "", color="ink2", full_width=True)
        self.about = AboutReport(tip, cases, now, zone)
        self.about.chosen.connect(lambda case: self.case_chosen.emit(tip.id, case))
        return self.about

    def _on_correct(self) -> None:
        self.editor.begin()
        set_shown(self.editor, True)
        self.correct.close_with("Write the correction below.")
        self.editor.words.setFocus()

    def _on_left(self) -> None:
        set_shown(self.editor, False)
        self.correct.open_again()
        self.correct.setFocus()

    def _on_kept(self, text: str, reason: str) -> None:
        self.corrected.emit(self.tip.id, text, reason)
        self._on_left()

    def _restyle(self) -> None:
        theme = self.theme
        self._row.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        self._row.setSpacing(theme.px(16))
        self._words.setSpacing(theme.px(6))
        self.number.setFixedWidth(theme.px(16))


class CorrectionEditor(Themed, QWidget):
    """`kept(text, reason)`, `left()`."""

    kept = Signal(str, str)
    left = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.words = TextField(
            "The correction", lines=2, help_text="The line above stays as it is. Yours stands below."
        )
        self.reason = Field("Why, in a few words")
        column.addWidget(self.words)
        column.addWidget(self.reason)
        row = QHBoxLayout()
        keep = SecondaryButton("Keep the correction")
        leave = QuietButton("Leave it")
        keep.clicked.connect(self._on_keep)
        leave.clicked.connect(self.left)
        row.addWidget(keep)
        row.addWidget(leave)
        row.addStretch(1)
        column.addLayout(row)
        self._style_now()

    def begin(self) -> None:
        """Empty fields."""
        self.words.set_text("")
        self.reason.set_text("")
        self.words.set_error("")

    def _on_keep(self) -> None:
        if not self.words.text.strip():
            self.words.set_error("Write the correction first.")
            self.words.setFocus()
            return
        self.kept.emit(self.words.text.strip(), self.reason.text.strip())

"""The call in the middle: who, which case, when, every new line, and the volunteer's note at the foot."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from callback_desk.domain.call import CallState
from callback_desk.domain.ids import CallId
from callback_desk.domain.quality import score_words
from callback_desk.domain.views import ReviewCall
from callback_desk.ui.components import (
    Card,
    HairLine,
    NoticeBar,
    Paragraph,
    Scroller,
    Themed,
    Tone,
    empty_out,
    set_shown,
    strong_then,
)
from callback_desk.ui.review.quality_form import QualityFormCard
from callback_desk.ui.review.theme_ticks import ThemeTicks
from callback_desk.ui.review.tip_line import TipLine
from callback_desk.ui.review.words import concern_sentence, most_urgent_first
from callback_desk.ui.sight import bring_to_the_top
from callback_desk.ui.when import clock, day, moment


class CallSheet(Card):
    """`corrected(tip_id, text, reason)`, `case_chosen(tip_id, case_id)`, `articles_kept(tip_id, articles)`,
    `scored(NewCheck)`, `complaint_wanted()`.
    """

    corrected = Signal(int, str, str)
    case_chosen = Signal(int, int)
    articles_kept = Signal(int, object)
    scored = Signal(object)
    complaint_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(padding_px=0, parent=parent)
        self.lines: list[TipLine] = []
        self._call_id: CallId | None = None
        self._chosen = False
        self._in_sight = QTimer(self)  # a form has its place in the next turn
        self._in_sight.setSingleShot(True)
        self._in_sight.setInterval(0)
        self._in_sight.timeout.connect(self._bring_into_sight)
        head = QWidget()
        self._head = QVBoxLayout(head)
        self.title = Paragraph("", face="section", full_width=True)
        self.about = Paragraph("", face="meta", color="ink2", full_width=True)
        self._head.addWidget(self.title)
        self._head.addWidget(self.about)
        self.why = Paragraph("", face="meta", full_width=True)
        self._head.addWidget(self.why)
        self.body.addWidget(head)
        self.body.addWidget(HairLine())
        self.scroller = Scroller()
        self.scroller.body.setContentsMargins(0, 0, 0, 0)
        self.scroller.body.setSpacing(0)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(0)
        self.scroller.body.addLayout(self._parts)
        self.themes = ThemeTicks()
        self.scroller.body.addWidget(self.themes)
        set_shown(self.themes, False)
        self._kept = QVBoxLayout()
        self._kept.setSpacing(0)
        self.scroller.body.addLayout(self._kept)
        self.form = QualityFormCard()
        self.form.kept.connect(self.scored)
        self.form.left.connect(self.close_form)
        self.scroller.body.addWidget(self.form)
        set_shown(self.form, False)
        self.scroller.body.addStretch(1)
        self.body.addWidget(self.scroller, 1)
        self.note = _Note()
        self.body.addWidget(self.note)
        self._restyle()

    def show_call(self, call: ReviewCall, now: datetime, zone: ZoneInfo) -> None:
        """Read another call. A form that is being filled in stays while it is the same call."""
        another = self._call_id != call.call_id
        self._call_id = call.call_id
        cases = " and ".join(case.number for case in call.cases)
        self.title.set_words(f"{call.name.display}, case {cases}" if cases else call.name.display)
        today = now.astimezone(zone).date()
        on = day(call.started_at.astimezone(zone).date(), today)
        times = f"{clock(call.started_at, zone)} to {clock(call.ended_at, zone)}"
        script = f" Script: {call.script_title}, {call.script_version}." if call.script_title else ""
        self.about.set_words(f"Call by {call.volunteer}, {on}, {times}.{script}")
        why = " ".join(call.why_read)
        self.why.set_words(strong_then("Read before the sign-off.", why) if why else "")
        set_shown(self.why, bool(why))
        choosing = not another and any(line.about and line.about.combo.hasFocus() for line in self.lines)
        drafts = {line.tip.id: line.articles.draft for line in self.lines if line.articles}
        empty_out(self._parts)
        self.lines = []
        if call.complaint:
            self._parts.addWidget(_Inset(self._complaint_bar()))
        for concern in call.concerns:
            self._parts.addWidget(_Inset(NoticeBar(concern_sentence(concern), tone=Tone.WARN)))
        for place, tip in enumerate(most_urgent_first(call.tips), start=1):
            line = TipLine(place, tip, call.cases, call.articles.get(tip.id, ()), now, zone)
            draft = drafts.get(tip.id)
            if line.articles and draft and not tip.frozen:
                line.articles.go_on(draft)
            line.articles_kept.connect(self.articles_kept)
            line.corrected.connect(self.corrected)
            line.case_chosen.connect(self.case_chosen)
            self._parts.addWidget(line)
            self.lines.append(line)
        if not call.tips:
            nothing = "Nothing new was said in this call. Signing off ends it; no lead sheet is made."
            self._parts.addWidget(_Inset(Paragraph(nothing, color="ink2", full_width=True)))
        empty_out(self._kept)
        for check in call.scored:
            beside = " They sat beside the caller." if check.said.beside else ""
            told = f"Scored by {check.by}, {moment(check.at, now, zone)}. {score_words(check.said)}{beside}"
            self._kept.addWidget(_Inset(Paragraph(f"{told} {check.said.note}".strip(), full_width=True)))
        self.note.say(f"Volunteer’s note: {call.note}" if call.note else "")
        if choosing:
            self._on_to_next_choice()
        set_shown(self.themes, call.state is CallState.REVIEW and not call.own)
        if another:
            self.themes.begin()
            self.form.begin()
            set_shown(self.form, False)
            self.scroller.verticalScrollBar().setValue(0)
        if self._chosen:
            self._chosen = False
            bring_to_the_top(self)

    def _on_to_next_choice(self) -> None:
        """One report was said: the focus goes to the next line without one, else it stays with the last."""
        asked = [line.about for line in self.lines if line.about is not None]
        target = next((about for about in asked if not about.value), asked[-1] if asked else None)
        if target is not None:
            target.combo.setFocus(Qt.FocusReason.OtherFocusReason)

    def come_first(self) -> None:
        """The next call shown was chosen by hand: where the columns stand under one another its head comes up."""
        self._chosen = True

    def open_form(self) -> None:
        """Score this call: the first line is asked."""
        set_shown(self.form, True)
        self.form.take_focus()
        self._in_sight.start()

    def close_form(self) -> None:
        set_shown(self.form, False)

    def _bring_into_sight(self) -> None:
        self.scroller.verticalScrollBar().setValue(self.form.y())  # its heading at the upper edge
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None:  # where the columns stand one under the other
            page.ensureWidgetVisible(self.form.rows[0], 0, self.theme.px(120))

    def _complaint_bar(self) -> NoticeBar:
        bar = NoticeBar(
            "There is a complaint. It goes to the office for complaints, and stands on a sheet of its own.",
            tone=Tone.WARN,
            actions=("Open it",),
        )
        bar.action.connect(lambda _place: self.complaint_wanted.emit())
        return bar

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "_head"):
            theme = self.theme
            self._head.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(12))
            self._head.setSpacing(theme.px(2))


class _Inset(Themed, QWidget):
    def __init__(self, part: QWidget) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.addWidget(part)
        self._style_now()

    def _restyle(self) -> None:
        side = self.theme.px(16)
        self._column.setContentsMargins(side, side, side, side)


class _Note(Themed, QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self.words = Paragraph("", face="meta", color="ink2", full_width=True)
        self._column.addWidget(self.words)
        set_shown(self, False)
        self._style_now()

    def say(self, text: str) -> None:
        self.words.set_words(text)
        set_shown(self, bool(text))

    def _restyle(self) -> None:
        theme = self.theme
        self._column.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        line = theme.px(1)
        painter.fillRect(self.rect().adjusted(line, 0, -line, -line), theme.color("sunken"))
        painter.fillRect(0, 0, self.width(), line, theme.color("line"))
        painter.end()

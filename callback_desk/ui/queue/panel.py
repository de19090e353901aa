"""The side panel of the call list: one person, why there is or is no call, what may be decided, and the history."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.views import ShownState
from callback_desk.ui.components import (
    Card,
    Chip,
    DeskButton,
    IconButton,
    Label,
    Paragraph,
    PrimaryButton,
    Scroller,
    SecondaryButton,
    empty_out,
    set_shown,
)
from callback_desk.ui.queue.columns import MAY_KEEP_OFF
from callback_desk.ui.queue.maybe_same import Others, SameQuestion
from callback_desk.ui.queue.panel_parts import History, OkForm, RuleLine
from callback_desk.ui.queue.panel_words import (
    HEADINGS,
    INTERRUPTED_WORDS,
    Shown,
    chip_of,
    lifted_words,
    reported_words,
    sentence_of,
    under_the_name,
    why_no_ok,
)
from callback_desk.use_cases.desk import Rules


class WhyPanel(Card):
    """`keep_off_wanted()`, `ok_given(reason, days)`, `try_again_wanted()`, `close_wanted()`, `left()`,
    `who_said(likeness id, same)`.
    """

    keep_off_wanted = Signal()
    ok_given = Signal(str, int)
    try_again_wanted = Signal()
    close_wanted = Signal()
    left = Signal()
    who_said = Signal(int, bool)

    def __init__(self, rules: Rules, zone: ZoneInfo, *, parent: QWidget | None = None) -> None:
        super().__init__(padding_px=0, parent=parent)
        self._rules, self._zone = rules, zone
        self.shown: Shown | None = None
        self._put_off = ""
        self.setAccessibleName("Why, and what to do")
        self.name = Paragraph("", face="section", full_width=True)
        self.leave = IconButton("close", "Close this panel")
        self.leave.clicked.connect(self.left)
        self._head = QHBoxLayout()
        self._head.addWidget(self.name, 1, Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._head)
        self.scroller = Scroller()
        self.body.addWidget(self.scroller, 1)
        self._case = Paragraph("", face="meta", color="ink2", full_width=True)
        self._chip = Chip("")
        self._heading = Label("", face="strong")
        self.sentence = Paragraph("", full_width=True)
        self._rule_lines = QVBoxLayout()
        self.form = OkForm()
        self.question, self.others = SameQuestion(), Others()
        self.question.answered.connect(self.who_said)
        self._make_buttons()
        self.note = Paragraph("", face="meta", color="ink2", full_width=True)
        self.history = History()
        inside = self.scroller.body
        above: tuple[QWidget, ...] = (self._case, self._chip, self._heading, self.sentence)
        for part in above:
            inside.addWidget(part)
        inside.setAlignment(self._chip, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.question)
        inside.addLayout(self._rule_lines)
        inside.addLayout(self._buttons)
        inside.addWidget(self.note)
        inside.addWidget(self.form)
        inside.addStretch(1)
        inside.addWidget(self.others)
        inside.addWidget(self.history)
        self.scroller.verticalScrollBar().rangeChanged.connect(self._on_bar_range)
        self.form.missed.connect(self._on_missed)
        self.form.given.connect(self.ok_given)
        self.form.left.connect(self._on_form_left)
        set_shown(self.form, False)
        self._style_now()

    def _make_buttons(self) -> None:
        self.keep_off: DeskButton = PrimaryButton("Keep off the list")
        self.keep_off_too: DeskButton = SecondaryButton("Keep off the list")
        self.ok = SecondaryButton("OK to call...")
        self.again = PrimaryButton("Try again")
        self.close_call = SecondaryButton("Close")
        self.close_call.setAccessibleName("Close this interrupted call")
        self._buttons = QHBoxLayout()
        for button in (self.keep_off, self.ok, self.again, self.close_call, self.keep_off_too):
            self._buttons.addWidget(button)
            set_shown(button, False)
        self._buttons.addStretch(1)
        self.keep_off.clicked.connect(self.keep_off_wanted)
        self.keep_off_too.clicked.connect(self.keep_off_wanted)
        self.ok.clicked.connect(self._on_ok)
        self.again.clicked.connect(self.try_again_wanted)
        self.close_call.clicked.connect(self.close_wanted)

    @property
    def person(self) -> int:
        """The callback shown, 0 when none is."""
        return int(self.shown.view.id) if self.shown is not None else 0

    @property
    def form_open(self) -> bool:
        return self.form.isVisibleTo(self)

    def forget(self) -> None:
        """Nobody is shown any more."""
        self.shown = None
        set_shown(self.form, False)

    def show_person(self, shown: Shown, now: datetime, *, put_off: str = "") -> None:
        """Show a person. `put_off` is what happens to this one in a moment: the buttons are closed with it."""
        if shown == self.shown and put_off == self._put_off:
            return  # nothing changed: what is typed in the form and the focus stay
        other = self.shown is None or self.shown.view.id != shown.view.id
        decided = self.shown is not None and self.shown.view.state != shown.view.state
        self.shown, self._put_off = shown, put_off
        if other or decided or put_off:
            set_shown(self.form, False)
        view = shown.view
        self.name.set_words(view.name.display)
        reported = reported_words(shown, now.astimezone(self._zone).date(), self._zone)
        self._case.set_words("\n".join(part for part in (under_the_name(view), reported) if part))
        look = chip_of(view)
        self._chip.set_state(look.word, icon_name=look.icon_name, tone=look.tone)
        self._heading.setText(HEADINGS[view.shown])
        self.sentence.set_words(sentence_of(shown, self._rules))
        self._show_rules()
        self._show_buttons()
        self.others.show_people(view.others)
        self.history.show_lines(view.history, now, self._zone)
        if other:
            self.scroller.verticalScrollBar().setValue(0)

    def _show_rules(self) -> None:
        empty_out(self._rule_lines)
        assert self.shown is not None
        if self.form_open:
            set_shown(self.history, False)
            return  # the form names the rules it lifts
        for words, where in self.shown.view.stopped:
            self._rule_lines.addWidget(RuleLine(words, where, stops=True))
        for words in self.shown.view.passed:
            self._rule_lines.addWidget(RuleLine(words, stops=False))
        set_shown(self.history, True)

    def _show_buttons(self) -> None:
        assert self.shown is not None
        view, state = self.shown.view, self.shown.view.shown
        held, interrupted = state is ShownState.TO_DECIDE, state is ShownState.INTERRUPTED
        idle = not self.form_open
        self.question.show_question(view.maybe_same if idle else (), put_off=self._put_off)
        set_shown(self.keep_off, held and idle)
        set_shown(self.ok, held and idle and not view.maybe_same)
        set_shown(self.again, interrupted)
        set_shown(self.close_call, interrupted)
        set_shown(self.keep_off_too, state in MAY_KEEP_OFF and not held and not interrupted)
        note = ""
        for button in (self.keep_off, self.keep_off_too, self.ok, self.again, self.close_call):
            if self._put_off:
                button.close_with(self._put_off)
            else:
                button.open_again()
        if self._put_off:
            note = self._put_off
        elif held and view.maybe_same:
            note = ""  # the question says it
        elif held and not view.may_release:
            note = why_no_ok(view, self._rules)
            self.ok.close_with(note)
        elif held:
            note = "An OK needs a reason and an end. It is kept with your name."
        elif interrupted:
            note = INTERRUPTED_WORDS
        elif state is ShownState.NOT_CALLED and view.stopped:
            note = "No OK lifts this. Only a corrected fact in a later import opens this call."
        elif view.next_try and state in _HAS_A_TIME:
            note = f"Next try: {view.next_try}"
        self.note.set_words(note)
        set_shown(self.note, bool(note) and idle)

    def _on_ok(self) -> None:
        assert self.shown is not None
        self.form.begin(lifted_words(self.shown.view))
        self._show_rules()
        self._show_buttons()
        self.scroller.ensureWidgetVisible(self.form)

    def _on_missed(self) -> None:
        self.scroller.ensureWidgetVisible(self.form.reason)

    def _on_form_left(self) -> None:
        set_shown(self.form, False)
        self._show_rules()
        self._show_buttons()
        self.ok.setFocus()

    def _on_bar_range(self, *_range: int) -> None:
        # The bar takes most of its room from the margin; 5 px stay for the focus ring.
        theme, bar = self.theme, self.scroller.verticalScrollBar()
        right = theme.px(5 if bar.maximum() > 0 else 11)
        self.scroller.body.setContentsMargins(theme.px(11), 0, right, theme.px(14))

    def take_focus(self) -> None:
        """Begin at the way out: a second Enter closes the panel and decides nothing."""
        self.leave.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _restyle(self) -> None:
        super()._restyle()
        theme = self.theme
        if not hasattr(self, "_head"):
            return
        self._head.setContentsMargins(theme.px(11), theme.px(8), theme.px(8), 0)
        self._on_bar_range()
        self.scroller.body.setSpacing(theme.px(8))
        self._rule_lines.setSpacing(theme.px(6))
        self._buttons.setSpacing(theme.px(8))
        self._buttons.setContentsMargins(0, theme.px(6), 0, 0)


_HAS_A_TIME = frozenset({ShownState.DUE, ShownState.READY, ShownState.LATER})

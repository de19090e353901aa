"""The notice of a page, the toast with undo, the progress of long work, the honest empty state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from callback_desk.ui.components.base import Run, Themed, Words, plain, set_shown
from callback_desk.ui.components.buttons import DangerButton, DeskButton, SecondaryButton
from callback_desk.ui.components.card import Card, Icon
from callback_desk.ui.components.chip import TONES, Tone
from callback_desk.ui.components.drawing import draw_box
from callback_desk.ui.components.paragraph import Label, Paragraph
from callback_desk.ui.components.say import draw_box_with_bar


class NoticeBar(Themed, QWidget):
    """Icon, sentence, at most two buttons right, a bar left. Tones: PLAIN (gray), WARN (amber), DANGER (red).

    `action(index)` says which button was pressed. Role: its name is the sentence.
    """

    action = Signal(int)

    def __init__(
        self,
        words: Words,
        *,
        tone: Tone = Tone.PLAIN,
        actions: Sequence[str] = (),
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._row = QHBoxLayout(self)
        drawn = icon_name or ("info" if tone == Tone.PLAIN else "warning")
        self._icon = Icon(drawn, TONES[tone].icon, beside="body")
        self.words = Paragraph(words, full_width=True)
        # The icon stands at the first line of the words, and both in the middle of what a button makes higher.
        middle = QVBoxLayout()
        self._line = QHBoxLayout()
        self._line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(self.words, 1)
        middle.addStretch(1)
        middle.addLayout(self._line)
        middle.addStretch(1)
        self._row.addLayout(middle, 1)
        self.buttons: list[DeskButton] = []
        for index, label in enumerate(actions[:2]):
            first_red = tone == Tone.DANGER and index == 0
            button = DangerButton(label, filled=True) if first_red else SecondaryButton(label)
            button.setProperty("action_index", index)
            button.clicked.connect(self._on_pressed)
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            self.buttons.append(button)
        self.setAccessibleName(plain(words))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._style_now()

    @property
    def tone(self) -> Tone:
        return self._tone

    def _on_pressed(self) -> None:
        button = self.sender()
        if isinstance(button, DeskButton):
            self.action.emit(int(button.property("action_index")))

    def _restyle(self) -> None:
        theme = self.theme
        tall = theme.px(12 if self.buttons else 9)
        self._row.setContentsMargins(theme.px(20), tall, theme.px(16), tall)
        self._row.setSpacing(theme.px(12))
        self._line.setSpacing(theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self._tone == Tone.PLAIN:
            draw_box_with_bar(painter, box, fill="sunken", bar="edge", edge="line")
        elif self._tone == Tone.WARN:
            draw_box_with_bar(painter, box, fill="warn_tint", bar="warn_edge", edge="warn_edge")
        else:
            draw_box_with_bar(painter, box, fill="danger_tint", bar="danger", edge="danger")
        painter.end()


class Toast(Themed, QWidget):
    """One thing was done and can be undone for 10 s. The count stops while it has the focus.

    `undone()` when Undo is pressed, `gone()` when the time is over or it was undone.
    """

    undone = Signal()
    gone = Signal()

    def __init__(self, sentence: str, *, seconds: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left_s = seconds
        self._row = QHBoxLayout(self)
        self.words = Paragraph(sentence, color="surface", full_width=True)
        self._seconds = Label(f"{seconds} s", face="figures", color="surface")
        self.undo = _ToastButton("Undo")
        self.undo.clicked.connect(self._on_undo)
        self._row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._seconds)
        self._row.addWidget(self.undo)
        self.setAccessibleName(sentence)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._on_second)
        self._timer.start()
        self._style_now()

    @property
    def seconds_left(self) -> int:
        return self._left_s

    def _on_undo(self) -> None:
        self._timer.stop()
        self.undone.emit()
        self.leave()

    def _on_second(self) -> None:
        if self.undo.hasFocus():
            return
        self._left_s -= 1
        self._seconds.setText(f"{self._left_s} s")
        if self._left_s <= 0:
            self.leave()

    def leave(self) -> None:
        """Its time is over, or what it is about has gone on."""
        self._timer.stop()
        self.hide()
        self.gone.emit()
        self.deleteLater()

    def _restyle(self) -> None:
        theme = self.theme
        self._row.setContentsMargins(theme.px(16), theme.px(8), theme.px(8), theme.px(8))
        self._row.setSpacing(theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), fill=self.theme.color("ink"), edge=None)
        painter.end()


class _ToastButton(DeskButton):
    def _ink(self) -> str:
        return "surface"

    def _fill(self) -> str:
        return "ink"

    def _edge(self) -> str:
        return "surface"


class _Bar(Themed, QProgressBar):
    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._style_now()

    def _restyle(self) -> None:
        self.setFixedHeight(self.theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        draw_box(painter, box, fill=theme.color("surface"), edge=None)
        span = self.maximum() - self.minimum()
        share = (self.value() - self.minimum()) / span if span else 0.0
        painter.save()
        painter.setClipRect(QRectF(0, 0, box.width() * share, box.height()))
        draw_box(painter, box, fill=theme.color("accent"), edge=None)
        painter.restore()
        draw_box(painter, box, fill=None, edge=theme.color("edge"))
        painter.end()


class ProgressBar(Themed, QWidget):
    """Long work: a sentence with numbers, a bar 12 high, Stop. After Stop the page says what was kept."""

    stop_wanted = Signal()

    def __init__(self, sentence: str = "", *, stop_label: str = "Stop", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self.sentence = Paragraph(sentence, full_width=True)
        self.stop = SecondaryButton(stop_label)
        self.stop.clicked.connect(self.stop_wanted)
        row.addWidget(self.sentence, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.stop)
        self._bar = _Bar()
        self._bar.setAccessibleName(sentence)
        self._column.addLayout(row)
        self._column.addWidget(self._bar)
        self._style_now()

    def set_progress(self, done: int, total: int, sentence: str) -> None:
        """`done` of `total`; total 0 when it is not known yet. The sentence holds the numbers."""
        # QProgressBar counts in 32 bits; thousandths are finer than any screen.
        self._bar.setRange(0, 1000)
        self._bar.setValue(min(1000, done * 1000 // total) if total > 0 else 0)
        self._bar.setAccessibleName(sentence)
        self.sentence.set_words(sentence)

    def finish(self, sentence: str) -> None:
        """Say what was done or kept; Stop goes away."""
        self.sentence.set_words(sentence)
        self.stop.hide()

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(6))


_LINE_PX = 560  # about 75 characters


class EmptyState(Card):
    """What, why, when, and one thing to do: `action_wanted()`. Never "No data"."""

    action_wanted = Signal()

    def __init__(self, what: str, why: str = "", *, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(padding_px=17, parent=parent)
        center = Qt.AlignmentFlag.AlignHCenter
        self.what = Paragraph(what, face="strong", align=center, full_width=True)
        self.why = Paragraph(why, face="meta", color="ink2", align=center, full_width=True)
        self.body.setSpacing(0)
        self.body.addWidget(self.what)
        row = QHBoxLayout()  # in the middle, no wider than a line can be read
        row.addStretch(1)
        row.addWidget(self.why, 1000)
        row.addStretch(1)
        self.body.addLayout(row)
        set_shown(self.why, bool(why))
        self.button: DeskButton | None = None
        if action:
            self.button = SecondaryButton(action)
            self.button.clicked.connect(self.action_wanted)
            self.body.addSpacing(self.theme.px(12))
            self.body.addWidget(self.button, 0, center)
        self._style_now()

    def _restyle(self) -> None:
        super()._restyle()
        self.body.setSpacing(0)
        if hasattr(self, "why"):
            self.why.setMaximumWidth(self.theme.px(_LINE_PX))


def strong_then(strong: str, rest: str) -> tuple[Run, Run]:
    """A sentence that begins with its weight: "Not saved for 4 seconds." and then what to do."""
    return Run(strong, strong=True), Run(f" {rest}")


__all__ = ["EmptyState", "NoticeBar", "ProgressBar", "Toast", "strong_then"]

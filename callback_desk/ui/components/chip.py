"""Small marks: key caps, chips of a person's state, the saved mark, the dashed box of what is not shown yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from callback_desk.ui.components.base import TextBlock, Themed, Words, plain
from callback_desk.ui.components.drawing import cap_size, draw_box, draw_cap
from callback_desk.ui.icons import pixmap
from callback_desk.ui.theme import current_theme


class Tone(StrEnum):
    """The four families of colour a chip or notice may have, and plain."""

    PLAIN = "plain"  # gray
    NEXT = "next"  # petrol: what comes next
    GOOD = "good"
    WARN = "warn"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class ToneColors:
    fill: str
    edge: str
    icon: str


TONES = {
    Tone.PLAIN: ToneColors("surface", "line", "ink2"),
    Tone.NEXT: ToneColors("tint", "tint_edge", "accent"),
    Tone.GOOD: ToneColors("good_tint", "good_edge", "good"),
    Tone.WARN: ToneColors("warn_tint", "warn_edge", "warn"),
    Tone.DANGER: ToneColors("danger_tint", "danger_edge", "danger"),
}


class ChipState(StrEnum):
    """Every chip of the design: states of a person and endings of a try. The word on it is the value."""

    DUE = "Due"
    READY = "Ready"
    LATER = "Later"
    IN_A_CALL = "In a call"
    INTERRUPTED = "Interrupted"
    TO_DECIDE = "To decide"
    TO_CHECK = "To check"
    DONE = "Done"
    NOT_TO_BE_CALLED = "Not to be called"
    WITHDRAWN = "Withdrawn"
    TALKED = "Talked"
    PART_WAY = "Part way"
    ANOTHER_TIME = "Wants another time"
    NO_ANSWER = "No answer"
    VOICEMAIL = "Voicemail"
    BUSY = "Busy"
    WRONG_NUMBER = "Wrong number"
    NO_CALLS_WANTED = "No calls wanted"
    DANGER = "Danger"


@dataclass(frozen=True, slots=True)
class ChipLook:
    """What a chip shows: its word, icon ("" for none) and tone."""

    word: str
    icon_name: str = ""
    tone: Tone = Tone.PLAIN


_LOOKS: dict[ChipState, tuple[str, Tone]] = {
    ChipState.DUE: ("calendar", Tone.NEXT),
    ChipState.READY: ("phone", Tone.NEXT),
    ChipState.LATER: ("clock", Tone.PLAIN),
    ChipState.IN_A_CALL: ("phone", Tone.GOOD),
    ChipState.INTERRUPTED: ("interrupted", Tone.WARN),
    ChipState.TO_DECIDE: ("question-ring", Tone.WARN),
    ChipState.TO_CHECK: ("check-ring", Tone.PLAIN),
    ChipState.DONE: ("check", Tone.GOOD),
    ChipState.NOT_TO_BE_CALLED: ("ban", Tone.PLAIN),
    ChipState.WITHDRAWN: ("cross", Tone.PLAIN),
    ChipState.TALKED: ("check", Tone.GOOD),
    ChipState.PART_WAY: ("pause", Tone.NEXT),
    ChipState.ANOTHER_TIME: ("calendar", Tone.NEXT),
    ChipState.NO_ANSWER: ("phone", Tone.PLAIN),
    ChipState.VOICEMAIL: ("tray", Tone.PLAIN),
    ChipState.BUSY: ("hang-up", Tone.PLAIN),
    ChipState.WRONG_NUMBER: ("cross", Tone.PLAIN),
    ChipState.NO_CALLS_WANTED: ("ban", Tone.PLAIN),
    ChipState.DANGER: ("warning", Tone.DANGER),
}


def chip_look(state: ChipState) -> ChipLook:
    """Word, icon and tone of a state."""
    icon_name, tone = _LOOKS[state]
    return ChipLook(state.value, icon_name, tone)


def chip_width(look: ChipLook) -> float:
    """Width in px of a chip, scaled. For widgets and delegates alike."""
    theme = current_theme()
    text = QFontMetricsF(theme.font("meta")).horizontalAdvance(look.word)
    return text + theme.px(41 if look.icon_name else 22)


def paint_chip(painter: QPainter, rect: QRectF, look: ChipLook, ratio: float) -> None:
    """A chip filling `rect`, which is as wide as `chip_width` says and 28 high."""
    theme = current_theme()
    tone = TONES[look.tone]
    draw_box(painter, rect, fill=theme.color(tone.fill), edge=theme.color(tone.edge), radius_px=14)
    left = rect.left() + theme.px(9 if look.icon_name else 11)
    if look.icon_name:
        side = theme.px(16)
        drawn = pixmap(look.icon_name, tone.icon, 16, ratio)
        painter.drawPixmap(QPointF(round(left), round(rect.center().y() - side / 2)), drawn)
        left += side + theme.px(6)
    painter.setFont(theme.font("meta"))
    painter.setPen(theme.color("ink"))
    text_rect = QRectF(left, rect.top(), rect.right() - left, rect.height())
    painter.drawText(text_rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, look.word)


class Chip(Themed, QLabel):
    """A state in a word with its icon. `Chip(ChipState.DUE)`, or free: `Chip("Mobile", icon_name="phone")`."""

    def __init__(
        self,
        state: ChipState | str,
        *,
        icon_name: str = "",
        tone: Tone = Tone.PLAIN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.look = ChipLook("")
        self.set_state(state, icon_name=icon_name, tone=tone)
        self._style_now()

    def set_state(self, state: ChipState | str, *, icon_name: str = "", tone: Tone = Tone.PLAIN) -> None:
        """Show another state; the same again costs nothing."""
        look = chip_look(state) if isinstance(state, ChipState) else ChipLook(state, icon_name, tone)
        if look == self.look:
            return
        self.look = look
        self.setText(self.look.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(chip_width(self.look) + 0.5), self.theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self.look, self.devicePixelRatioF())
        painter.end()


class KeyCap(Themed, QLabel):
    """A key drawn beside its word."""

    def __init__(self, key: str, *, color: str = "ink", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._color = color
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._style_now()

    def sizeHint(self) -> QSize:
        width, height = cap_size(self.text())
        return QSize(round(width), round(height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_cap(painter, QRectF(self.rect()), self.text(), self.theme.color(self._color))
        painter.end()


class SavedMark(Themed, QLabel):
    """Whether the words are on the disk. Set by the commit and by nothing else."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = "ring"
        self._color = "ink2"
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._style_now()

    def saved(self, at: str) -> None:
        """Committed at a time already written for people: "10:21 AM"."""
        self._show("check-ring", "good", f"Saved {at}".rstrip())

    def saving(self) -> None:
        """From the first letter until the commit."""
        self._show("ring", "ink2", "Saving")

    def not_saved(self) -> None:
        """After 4 seconds without a commit."""
        self._show("warning", "danger", "Not saved")

    def clear(self) -> None:
        self._show("ring", "ink2", "")

    def _show(self, icon_name: str, color: str, text: str) -> None:
        if (icon_name, color, text) == (self._icon_name, self._color, self.text()):
            return
        self._icon_name, self._color = icon_name, color
        self.setText(text)
        self.updateGeometry()
        self.update()

    def _restyle(self) -> None:
        self.setFont(self.theme.font("meta_strong"))

    def sizeHint(self) -> QSize:
        theme = self.theme
        width = QFontMetricsF(theme.font("meta_strong")).horizontalAdvance(self.text())
        return QSize(round(width + 1) + theme.px(28), theme.px(26))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.text():
            return
        theme = self.theme
        painter = QPainter(self)
        side = theme.px(20)
        drawn = pixmap(self._icon_name, self._color, 20, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(0, round((self.height() - side) / 2)), drawn)
        painter.setFont(theme.font("meta_strong"))
        painter.setPen(theme.color(self._color))
        rect = QRectF(theme.px(28), 0, self.width() - theme.px(28), self.height())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class MaskedBox(Themed, QLabel):
    """The dashed box with a lock: says when facts will show. The facts themselves are nowhere in it."""

    def __init__(self, words: Words = "Shows after both checks.", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(plain(words))
        self._block = TextBlock(words, face="meta")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._style_now()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._block.height(width - self.theme.px(58)) + self.theme.px(22)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(280), self.heightForWidth(self.theme.px(280)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.theme.px(42))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        draw_box(painter, box, fill=theme.color("surface"), edge=theme.color("edge"), dashed=True)
        drawn = pixmap("lock", "ink2", 20, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(theme.px(13), theme.px(11)), drawn)
        rect = QRectF(theme.px(43), theme.px(11), box.width() - theme.px(58), box.height())
        self._block.paint(painter, rect, theme.color("ink2"))
        painter.end()

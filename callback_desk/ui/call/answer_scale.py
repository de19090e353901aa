"""A scale: the answers side by side, from one end to the other (appearance likert)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from callback_desk.call_script.steps import Step
from callback_desk.ui.call.answers import ChoicesPart
from callback_desk.ui.call.room import Room
from callback_desk.ui.components import NumberedChoice
from callback_desk.ui.components.base import TextBlock
from callback_desk.ui.components.drawing import draw_box
from callback_desk.ui.theme import current_theme
from callback_desk.ui.tokens import CAP_RADIUS_PX

_SIDE_PX = 8
_NUMBER_PX = 32
_ABOVE_PX = 10
_GAP_PX = 8
_ROOM_PX = {Room.FULL: 540, Room.FOLDED: 780}  # what the middle of a call gives the answers at least


class ScaleChoice(NumberedChoice):
    """One step of a scale: its number above its words. Role and name as any answer."""

    def _words(self, *, strong: bool) -> TextBlock:
        return self._block(self.choice.label, face="body", strong=strong, align=Qt.AlignmentFlag.AlignHCenter)

    def _below(self) -> TextBlock | None:
        right = self._right()
        return self._block(right, face="meta", align=Qt.AlignmentFlag.AlignHCenter) if right else None

    def narrowest_px(self) -> float:
        """The width below which a word of it would break."""
        return self._words(strong=True).minimum_width() + 2 * self.theme.px(_SIDE_PX)

    def heightForWidth(self, width: int) -> int:
        theme = self.theme
        text_px = width - 2 * theme.px(_SIDE_PX)
        below = self._below()
        height = self._words(strong=True).height(text_px) + (below.height(text_px) if below else 0)
        return int(theme.px(2 * _ABOVE_PX + _NUMBER_PX + _GAP_PX) + height) + 1

    def sizeHint(self) -> QSize:
        one_line = self.heightForWidth(int(self._words(strong=True).natural_width() + 2 * self.theme.px(_SIDE_PX)) + 1)
        return QSize(int(self.narrowest_px()) + 1, one_line)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _paint_number(self, painter: QPainter, chosen: bool, open_: bool) -> None:
        theme = self.theme
        side = theme.px(_NUMBER_PX)
        square = QRectF((self.width() - side) / 2, theme.px(_ABOVE_PX), side, side)
        fill, edge = ("accent", "accent") if chosen else ("sunken", "line")
        draw_box(painter, square, fill=theme.color(fill), edge=theme.color(edge), radius_px=CAP_RADIUS_PX)
        painter.setFont(theme.font("answer", strong=True))
        painter.setPen(theme.color("on_accent" if chosen else ("ink" if open_ else "ink2")))
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, self.choice.number)

    def _paint_words(self, painter: QPainter, box: QRectF, open_: bool) -> None:
        theme = self.theme
        inset = theme.px(_SIDE_PX)
        width = box.width() - 2 * inset
        top = theme.px(_ABOVE_PX + _NUMBER_PX + _GAP_PX)
        block, below = self._words(strong=self.isChecked()), self._below()
        height = block.height(width)
        block.paint(painter, QRectF(inset, top, width, height), theme.color("ink" if open_ else "ink2"))
        if below is not None:
            below.paint(painter, QRectF(inset, top + height, width, box.height() - top - height), theme.color("ink2"))


class ScalePart(ChoicesPart):
    """One answer on a scale; its number answers and goes on."""

    kind = ScaleChoice

    def stand_close(self, close: int) -> None:
        """Side by side they are one row already."""

    def _columns(self, step: Step) -> int:
        return len(step.choices)


def fits_side_by_side(step: Step, room: Room) -> bool:
    """Whether no word of the scale would break; else it stands as any list of answers."""
    if room not in _ROOM_PX or not step.choices or any(not choice.key for choice in step.choices):
        return False
    theme = current_theme()
    widest = max(TextBlock(choice.label, face="body", strong=True).minimum_width() for choice in step.choices)
    wanted = len(step.choices) * (widest + theme.px(2 * _SIDE_PX + _GAP_PX))
    return wanted <= theme.px(_ROOM_PX[room])

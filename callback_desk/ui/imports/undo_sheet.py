"""The sheet that says what taking an import back does, in four piles, before it is done and after."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.undo import REASON_WORDS, UndoPile, UndoReason, UndoReport
from callback_desk.ui.components import Dialog, Label, Paragraph, Scroller, Themed
from callback_desk.ui.when import count

_NAMED = 3
_ROOM_PX = 260  # what title, sentence and buttons need beside the piles
_LEAST_PX = 120
_EDGES_PX = 64  # the card's own edges and the bar that scrolls
_WORDS = {
    UndoPile.REMOVED: ("person goes off the call list", "people go off the call list"),
    UndoPile.KEPT_CALLED: ("person stays: called since", "people stay: called since"),
    UndoPile.KEPT_EDITED: ("person stays: changed since", "people stay: changed since"),
    UndoPile.ALREADY_GONE: ("person was gone already", "people were gone already"),
}
_AFTER = {
    UndoPile.REMOVED: ("person went off the call list", "people went off the call list"),
    UndoPile.KEPT_CALLED: ("person stayed: called since", "people stayed: called since"),
    UndoPile.KEPT_EDITED: ("person stayed: changed since", "people stayed: changed since"),
    UndoPile.ALREADY_GONE: ("person was gone already", "people were gone already"),
}


def pile_words(report: UndoReport, pile: UndoPile) -> str:
    """ "3 people stay: called since", as a plan or as what was done."""
    one, many = (_WORDS if report.undone_at is None else _AFTER)[pile]
    return count(report.counts.of(pile), one, many)


def reason_lines(report: UndoReport, pile: UndoPile) -> list[str]:
    """Why people are in a pile, each with how many and the first names; nothing for who simply goes."""
    lines = []
    for reason in UndoReason:
        people = [one.name for one in report.people if one.reason is reason and one.pile is pile]
        if not people:
            continue
        many = report.counts.reasons.get(reason, 0)
        names = "; ".join(people[:_NAMED]) + (f" and {many - _NAMED:,} more" if many > _NAMED else "")
        said = "" if reason is UndoReason.NOTHING_SINCE else f"{REASON_WORDS[reason]} "
        lines.append(f"{said}{names}")
    return lines


class PileLines(Themed, QWidget):
    """One pile: its figure in words, and below it why, with the first names."""

    def __init__(self, report: UndoReport, pile: UndoPile) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(Label(pile_words(report, pile), face="strong"))
        head.addStretch(1)
        self._column.addLayout(head)
        for line in reason_lines(report, pile):
            self._column.addWidget(Paragraph(line, face="meta", color="ink2", full_width=True))
        self._style_now()

    def _restyle(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self.theme.px(2))


class UndoSheet(Dialog):
    """`confirmed()` when the import is to be taken back; the sheet of what was done has one button."""

    def __init__(self, report: UndoReport, *, parent: QWidget) -> None:
        done = report.undone_at is not None
        super().__init__(
            f"{report.file_name} was taken back" if done else f"Take {report.file_name} back?",
            _sentence(report),
            verb="OK" if done else "Take it back",
            way_out="Close" if done else "Keep the import",
            loss=not done,
            parent=parent,
        )
        self.report = report
        self.scroller = Scroller()
        for pile in UndoPile:
            self.scroller.body.addWidget(PileLines(report, pile))
        self.scroller.body.addStretch(1)
        self.body.addWidget(self.scroller)
        self.way_out.setVisible(not done)
        if done:
            self.confirmed.connect(self.close_dialog)
        self._style_now()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.scroller.verticalScrollBar()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -4, Qt.Key.Key_PageDown: 4}.get(
            Qt.Key(event.key()), 0
        )
        if step:
            bar.setValue(bar.value() + step * self.theme.px(48))
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        super()._restyle()
        if not hasattr(self, "scroller"):
            return
        theme = self.theme
        under = self._under()
        self.card.setFixedWidth(min(theme.px(560), max(theme.px(320), under.width() - theme.px(16))))
        self.scroller.body.setSpacing(theme.px(10))
        self.scroller.body.setContentsMargins(0, 0, theme.px(8), 0)
        wanted = self.scroller.body.heightForWidth(self.card.width() - theme.px(_EDGES_PX))
        room = under.height() - theme.px(_ROOM_PX)
        self.scroller.setFixedHeight(max(theme.px(_LEAST_PX), min(wanted + theme.px(12), room)))


def _sentence(report: UndoReport) -> str:
    if report.undone_at is None:
        return (
            "Calls, wishes and alerts are never touched. The rows do not come back with the next export; "
            "importing this file again brings them back."
        )
    if not report.judged_again:
        return "No call, wish or alert was touched."
    again = count(report.judged_again, "person who stays was", "people who stay were")
    return f"No call, wish or alert was touched. {again} judged again by what the other imports say."

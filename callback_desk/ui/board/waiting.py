"""Waiting for you: a row for each thing only a supervisor can do, and one filled button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.ui.board.words import WaitingLine
from callback_desk.ui.components import (
    Card,
    DeskButton,
    EmptyState,
    HairLine,
    Icon,
    Label,
    Paragraph,
    Themed,
    set_shown,
)


class VerbButton(DeskButton):
    """The verb of a row: filled for the first row, outlined for the others. It stays where it is when that changes."""

    def __init__(self, label: str, *, parent: QWidget | None = None) -> None:
        self.is_primary = False
        super().__init__(label, parent=parent)

    def set_primary(self, primary: bool) -> None:
        """Fill it, or not."""
        self.is_primary = primary
        self.update()

    def _ink(self) -> str:
        return "on_accent" if self.is_primary else super()._ink()

    def _fill(self) -> str:
        if not self.is_primary:
            return super()._fill()
        if self.isDown():
            return "accent_press"
        return "accent_hover" if self.underMouse() else "accent"

    def _edge(self) -> str:
        return "" if self.is_primary else super()._edge()


class WaitingRow(Themed, QWidget):
    """An icon, what waits, a line about it, its verb: `wanted(WaitingLine)`."""

    wanted = Signal(object)

    def __init__(self, line: WaitingLine, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(HairLine())
        self._row = QHBoxLayout()
        outer.addLayout(self._row)
        self.icon = Icon(line.icon_name, line.icon_color)
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        self.title = Paragraph("", face="strong", full_width=True)
        self.detail = Paragraph("", face="meta", color="ink2", full_width=True)
        self._words.addWidget(self.title)
        self._words.addWidget(self.detail)
        self.verb = VerbButton(line.verb)
        self.verb.clicked.connect(self._on_pressed)
        self._row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(self._words, 1)
        self._row.addWidget(self.verb, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_line(line)
        self._style_now()

    def show_line(self, line: WaitingLine) -> None:
        """Other words for the same kind of thing; the button keeps the focus it has."""
        self.line = line
        self.icon.set_icon(line.icon_name, line.icon_color)
        self.title.set_words(line.title)
        self.detail.set_words(line.detail)
        if self.verb.label != line.verb:
            self.verb.set_label(line.verb)
        self.verb.setAccessibleName(f"{line.verb}: {line.title}")
        self.setAccessibleName(line.title)

    def _on_pressed(self) -> None:
        self.wanted.emit(self.line)

    def _restyle(self) -> None:
        theme = self.theme
        self._row.setContentsMargins(theme.px(17), theme.px(10), theme.px(16), theme.px(10))
        self._row.setSpacing(theme.px(15))
        self.verb.setMinimumWidth(theme.px(112))


class WaitingCard(Card):
    """The rows in their order: `wanted(WaitingLine)`; with none of them an honest sentence, `import_wanted()`."""

    wanted = Signal(object)
    import_wanted = Signal()
    _head: QHBoxLayout | None = None  # the card styles itself before its parts are there

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(padding_px=0, parent=parent)
        self.setAccessibleName("Waiting for you")
        head = QHBoxLayout()
        head.addWidget(Label("Waiting for you", face="section"))
        head.addStretch(1)
        self.order = Label("Oldest promise first", face="meta", color="ink2")
        head.addWidget(self.order)
        self._head = head
        self.body.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self._shown: dict[str, WaitingRow] = {}
        self._empty: EmptyState | None = None
        self._style_now()

    @property
    def rows(self) -> tuple[WaitingRow, ...]:
        """From top to bottom."""
        return tuple(self._shown.values())

    @property
    def empty(self) -> EmptyState | None:
        """What stands here when nothing waits."""
        return self._empty

    def show_lines(self, lines: Sequence[WaitingLine], *, primary: bool) -> None:
        """Show these. A row that stays keeps its widget, so that a refresh takes nobody's focus away.

        `primary` is false while something else on the page is the one thing to answer.
        """
        self._drop_empty()
        kept = {line.kind for line in lines}
        for kind in [kind for kind in self._shown if kind not in kept]:
            row = self._shown.pop(kind)
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        ordered: dict[str, WaitingRow] = {}
        for place, line in enumerate(lines):
            row = self._shown.get(line.kind) or self._new_row(line)
            row.show_line(line)
            row.verb.set_primary(primary and place == 0)
            if self._rows.indexOf(row) != place:
                self._rows.removeWidget(row)
                self._rows.insertWidget(place, row)
            ordered[line.kind] = row
        self._shown = ordered
        set_shown(self.order, len(lines) > 1)

    def show_empty(self, what: str, why: str, action: str) -> None:
        """Nothing waits: say so, and when that changes."""
        self.show_lines((), primary=False)
        self._empty = EmptyState(what, why, action=action)
        self._empty.action_wanted.connect(self.import_wanted)
        self._empty.set_edge("surface")
        self._rows.addWidget(self._empty)

    def _new_row(self, line: WaitingLine) -> WaitingRow:
        row = WaitingRow(line)
        row.wanted.connect(self.wanted)
        return row

    def _drop_empty(self) -> None:
        if self._empty is not None:
            self._rows.removeWidget(self._empty)
            self._empty.hide()
            self._empty.deleteLater()
            self._empty = None

    def _restyle(self) -> None:
        super()._restyle()
        theme = self.theme
        if self._head is not None:
            self._head.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))

"""One sentence: the shipped one left, ours right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from callback_desk.call_script.wording_parts import Item, Line
from callback_desk.ui.components import (
    Icon,
    Label,
    Paragraph,
    QuietButton,
    Run,
    Themed,
    set_shown,
)
from callback_desk.ui.wording.edits import Edits
from callback_desk.ui.wording.sentence_edit import SentenceEdit
from callback_desk.ui.wording.words import line_title

_BESIDE_PX = 620  # below it ours stands under the shipped sentence
NOT_SHIPPED = "Not in the shipped script."


def with_pipes(words: str) -> tuple[Run, ...]:
    """Words with what is filled in at weight 600."""
    runs: list[Run] = []
    rest = words
    while "[" in rest and "]" in rest.partition("[")[2]:
        before, _, after = rest.partition("[")
        name, _, rest = after.partition("]")
        runs += [Run(before), Run(f"[{name}]", strong=True)]
    return (*runs, Run(rest))


def _as_wide_as_told(words: Paragraph) -> None:
    """Both sides take half, however long their words are."""
    policy = words.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    words.setSizePolicy(policy)


class SentenceRow(Themed, QWidget):
    """Reads and writes one place of `edits`. Locked or for a reader: both sides are plain words."""

    def __init__(self, line: Line, item: Item, edits: Edits, *, may_change: bool) -> None:
        super().__init__()
        self.line, self.place, self._edits = line, line.place, edits
        self._told = " ".join(edits.words(line.place).split())
        title = line_title(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        self.title = Label(title, face="meta_strong", color="ink2")
        self.state = Label("", face="meta", color="accent")
        head.addWidget(self.title)
        head.addWidget(self.state)
        head.addStretch(1)
        self.back = QuietButton("Put the shipped words back", icon_name="undo")
        self.back.setAccessibleName(f"Put the shipped words back: {item.title}, {title}")
        self.back.clicked.connect(self._on_back)
        head.addWidget(self.back)
        column.addLayout(head)
        self._beside = True
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        column.addLayout(self._sides)
        self.shipped = Paragraph("", color="ink2", full_width=True)
        self._left = QVBoxLayout()
        self._left.addWidget(self.shipped)
        self._left.addStretch(1)
        self._sides.addLayout(self._left, 1)
        _as_wide_as_told(self.shipped)
        self.edit: SentenceEdit | None = None
        self.ours = Paragraph("", full_width=True)
        right = QVBoxLayout()
        if may_change and item.lock is None:
            self.edit = SentenceEdit(f"{item.title}: {title}", edits.words(self.place))
            self.edit.textChanged.connect(self._on_typed)
            right.addWidget(self.edit)
        else:
            column.addWidget(self.ours)  # alone on its line: nobody compares what nobody changes
        wrong = QHBoxLayout()
        self._warning = Icon("warning", "warn", size_px=18, beside="meta")
        self.wrong = Paragraph("", face="meta", color="warn", full_width=True)
        wrong.addWidget(self._warning, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self.wrong, 1)
        right.addLayout(wrong)
        right.addStretch(1)
        self._sides.addLayout(right, 1)
        self._right = right
        self.show_now()
        self._style_now()

    @property
    def is_changed(self) -> bool:
        """Ours are not the shipped words."""
        return self._edits.words(self.place) != self._edits.shipped(self.place)

    def show_now(self) -> None:
        """What the edits say of this place."""
        shipped, ours = self._edits.shipped(self.place), self._edits.words(self.place)
        told = with_pipes(shipped) if shipped else (Run(NOT_SHIPPED),)
        alone = self.edit is None or not self._beside
        self.shipped.set_words((Run("Shipped: ", strong=True), *told) if alone and shipped else told)
        self.ours.set_words(with_pipes(ours))
        if self.edit is not None and self.edit.words != " ".join(ours.split()):
            self._told = " ".join(ours.split())
            self.edit.set_words(ours)
        wrong = self._edits.wrong(self.place)
        self.show_wrong(wrong)
        # What nobody changes here and nobody has changed is said once.
        set_shown(self.shipped, self.edit is not None or self.is_changed)
        unpublished = self.place in self._edits.places
        self.state.setText("Not published yet" if unpublished else "Ours" if self.is_changed and shipped else "")
        set_shown(self.back, self.edit is not None and bool(shipped) and self.is_changed)

    def show_wrong(self, wrong: Sequence[str]) -> None:
        self.wrong.set_words(" ".join(wrong))
        for part in (self._warning, self.wrong):
            set_shown(part, bool(wrong))
        if self.edit is not None:
            self.edit.set_wrong(bool(wrong))
            self.edit.setAccessibleDescription(" ".join(wrong))

    def _on_back(self) -> None:
        self._edits.put_back(self.place)
        if self.edit is not None:
            self.edit.setFocus()  # the button goes with the difference

    def _on_typed(self) -> None:
        if self.edit is not None and self.edit.words != self._told:  # drawing the pipes anew is no letter
            self._told = self.edit.words
            self._edits.type(self.place, self._told)

    def _restyle(self) -> None:
        theme = self.theme
        self._sides.setSpacing(theme.px(20))
        self._right.setSpacing(theme.px(4))
        # The words of both sides begin in one line: what is typed stands 12 px inside its border.
        self._left.setContentsMargins(0, theme.px(12) if self.edit is not None else 0, 0, 0)
        self._fold()

    def _fold(self) -> None:
        beside = self.edit is not None and self.width() >= self.theme.px(_BESIDE_PX)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._sides.direction() != way:
            self._sides.setDirection(way)
            self._sides.setSpacing(self.theme.px(20 if beside else 6))
            self._beside = beside
            self.show_now()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

"""What the pages before the desk share: the brand, the notice of use."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.ui.components import AppMark, HairLine, Label, Paragraph, Themed

_SIDE_PX = 560
_NARROW_PX = 360


class BrandSide(Themed, QWidget):
    """White, left: who we are, what one agrees to, where this is."""

    def __init__(self, agency: str, title: str, sentences: tuple[str, ...], foot: tuple[str, ...]) -> None:
        super().__init__()
        self.setProperty("sheet", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout()
        outer.addLayout(self._column, 1)
        outer.addWidget(HairLine(vertical=True))
        brand = QHBoxLayout()
        brand.addWidget(AppMark(48))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label("Callback Desk", face="question"))
        self.agency = Paragraph(agency, face="meta", color="ink2", full_width=True)
        words.addWidget(self.agency)
        brand.addLayout(words, 1)
        self._brand = brand
        self._column.addLayout(brand)
        self._gap = QWidget()
        self._column.addWidget(self._gap)
        self._column.addWidget(Label(title, face="section"))
        for sentence in sentences:
            self._column.addWidget(Paragraph(sentence, full_width=True))
        self._column.addStretch(1)
        for line in foot:
            self._column.addWidget(Paragraph(line, face="meta", color="ink2", full_width=True))
        self._narrow = False
        self._style_now()

    def set_narrow(self, narrow: bool) -> None:
        """Folded: the form keeps its width, this side gives way."""
        self._narrow = narrow
        self._restyle()

    def _restyle(self) -> None:
        theme = self.theme
        self.setFixedWidth(theme.px(_NARROW_PX if self._narrow else _SIDE_PX))
        side = theme.px(24 if self._narrow else 64)
        end = theme.px(24 if self._narrow else 56)
        self._column.setContentsMargins(side, end, side, end)
        self._column.setSpacing(theme.px(8 if self._narrow else 12))
        self._brand.setSpacing(theme.px(14))
        self._gap.setFixedHeight(theme.px(8 if self._narrow else 32))

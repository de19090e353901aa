"""One sheet of paper: its size, and where text may stand on it. Points (1/72 inch)."""

from __future__ import annotations

from dataclasses import dataclass

from callback_desk.domain.paper_size import PaperSize


@dataclass(frozen=True, slots=True)
class Sheet:
    """Margins are the same on every size. from the upper edge: body_bottom, foot_top."""

    width: float
    height: float
    margin: float = 48.0  # 0.67 inch

    @property
    def text_width(self) -> float:
        return self.width - 2 * self.margin

    @property
    def body_bottom(self) -> float:
        """Where the body ends, which is where a receipt box stands."""
        return self.height - 42.0

    @property
    def foot_top(self) -> float:
        """Where the line at the foot begins."""
        return self.height - 33.8


LETTER = Sheet(612.0, 792.0)
A4 = Sheet(595.28, 841.89)
_SHEETS = {PaperSize.LETTER: LETTER, PaperSize.A4: A4}


def sheet_of(size: PaperSize) -> Sheet:
    return _SHEETS[size]

"""How wide a window is, in the three classes of the design."""

from __future__ import annotations

from enum import StrEnum


class WidthClass(StrEnum):
    WIDE = "wide"  # from 1600
    NORMAL = "normal"  # 1200 to 1599
    FOLDED = "folded"  # below 1200 wide or 600 high


def width_class_of(width_px: int, height_px: int, scale: float) -> WidthClass:
    """The class of a window. Text at 200 % makes the same window half as wide."""
    width, height = width_px / scale, height_px / scale
    if width < 1200 or height < 600:
        return WidthClass.FOLDED
    return WidthClass.WIDE if width >= 1600 else WidthClass.NORMAL

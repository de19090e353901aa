"""Colours and type sizes of the design, as data. The only place in the program where a colour is written as hex.

Source: docs of the design, sections 2 and 3. Sizes are logical pixels at 100 % text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Mode(StrEnum):
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class TypeSize:
    """One line of the type table: letter and line height in px, weight 400 or 600, digits of one width or not."""

    size_px: int
    line_px: int
    weight: int = 400
    tabular: bool = False


_LIGHT: Final = {
    "desk": "#E9EEED",
    "surface": "#FFFFFF",
    "sunken": "#F3F6F5",
    "line": "#CDD6D4",
    "edge": "#6F7E7B",
    "ink": "#15201E",
    "ink2": "#485552",
    "accent": "#0A5C66",
    "accent_hover": "#084B54",
    "accent_press": "#063A41",
    "on_accent": "#FFFFFF",
    "tint": "#E1F0F1",
    "tint_edge": "#8FC0C4",
    "danger": "#B01E1E",
    "danger_hover": "#8F1717",
    "on_danger": "#FFFFFF",
    "danger_tint": "#FCEBEA",
    "danger_edge": "#D98B87",
    "warn": "#664400",
    "warn_tint": "#FFF2D1",
    "warn_edge": "#C79324",
    "good": "#17603A",
    "good_tint": "#E4F3EA",
    "good_edge": "#86BFA0",
    "focus": "#15201E",
}

_DARK: Final = {
    "desk": "#0F1614",
    "surface": "#19221F",
    "sunken": "#141C1A",
    "line": "#36433F",
    "edge": "#82928D",
    "ink": "#E9EFED",
    "ink2": "#B3C0BC",
    "accent": "#63C7D0",
    "accent_hover": "#84D6DD",
    "accent_press": "#4AB1BB",
    "on_accent": "#05262A",
    "tint": "#12363B",
    "tint_edge": "#2F6C73",
    "danger": "#FF9A92",
    "danger_hover": "#FFB4AE",
    "on_danger": "#3B0806",
    "danger_tint": "#3B1A19",
    "danger_edge": "#8A4441",
    "warn": "#F6C65B",
    "warn_tint": "#352A0F",
    "warn_edge": "#8A6A1F",
    "good": "#84D3A2",
    "good_tint": "#153222",
    "good_edge": "#3C7A57",
    "focus": "#FFFFFF",
}

PALETTES: Final[dict[Mode, dict[str, str]]] = {Mode.LIGHT: _LIGHT, Mode.DARK: _DARK}

TYPE: Final[dict[str, TypeSize]] = {
    "number": TypeSize(31, 40, 600, tabular=True),
    "stat": TypeSize(40, 44, 600),
    "stat_narrow": TypeSize(32, 36, 600),
    "page": TypeSize(28, 36, 600),
    "question": TypeSize(26, 34, 600),
    "say": TypeSize(22, 32),
    "name": TypeSize(22, 30, 600),
    "answer": TypeSize(19, 26),
    "section": TypeSize(19, 26, 600),
    "body": TypeSize(16, 24),
    "strong": TypeSize(16, 24, 600),
    "figures": TypeSize(16, 24, tabular=True),
    "meta": TypeSize(15, 20),
    "meta_strong": TypeSize(15, 20, 600),
    "time": TypeSize(15, 20, tabular=True),
}

SMALLEST_PX: Final = 15
FAMILY: Final = "Atkinson Hyperlegible Next"
FALLBACK_FAMILIES: Final = ("Noto Sans", "DejaVu Sans")
SCALES_PERCENT: Final = (100, 125, 150, 175, 200)

# Sizes of section 4 that more than one part needs.
TARGET_PX: Final = 40
CHOICE_PX: Final = 48
NEXT_CALL_PX: Final = 72
RADIUS_PX: Final = 6
CARD_RADIUS_PX: Final = 8
CAP_RADIUS_PX: Final = 4
RING_PX: Final = 3
RING_GAP_PX: Final = 2
RAIL_PX: Final = 216


def contrast_ratio(one: str, other: str) -> float:
    """WCAG 2.2 contrast of two colours "#RRGGBB": 1.0 to 21.0, whatever their order."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

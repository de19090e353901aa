"""A page of a document as pixels: what the press's reader draws and a window shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PagePicture:
    """Pixels of one page, row by row from the top, four bytes each: red, green, blue, alpha (always 255)."""

    rgba: bytes
    width_px: int
    height_px: int
    page: int  # from 1
    pages: int

"""Sizes of the lead sheet in points (1/72 inch), one place. From picture 14 of the design; the paper: `sheets`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SMALLEST_TEXT = 9.0  # nothing on paper is smaller

HEAD_TOP = 33.0  # from the page's upper edge to the letterhead
HEAD_PAD = 8.6  # letterhead to its rule

HAIRLINE = 0.75
FRAME_LINE = 1.5
QUOTE_BAR = 2.25
ROW_GRAY = 0.53

POINT_INDENT = 22.5
QUOTE_INDENT = 11.25
BOX_PAD = 12.0
SECOND_COLUMN = 142.5
THIRD_COLUMN = 300.0
COLUMN_GAP = 9.0


class Face(StrEnum):
    """The three cuts of the paper's one family."""

    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Size and line height in points."""

    size: float
    leading: float
    face: Face = Face.REGULAR


AGENCY = TextStyle(11.25, 15.0, Face.BOLD)
LETTERHEAD = TextStyle(9.75, 13.5)
TITLE = TextStyle(19.5, 25.5, Face.BOLD)
CASE_LINE = TextStyle(11.25, 15.75)
ACT_BY = TextStyle(12.75, 18.0, Face.BOLD)
ACT_BY_TEXT = TextStyle(11.25, 18.0)
HEADING = TextStyle(11.25, 15.0, Face.BOLD)
POINT = TextStyle(12.75, 16.5, Face.SEMIBOLD)
DETAIL = TextStyle(11.25, 15.0)
TABLE = TextStyle(10.75, 15.0)
TABLE_HEAD = TextStyle(10.75, 15.0, Face.BOLD)
ARTICLE = TextStyle(9.75, 13.0)  # eight columns beside one another
QUOTE = TextStyle(12.0, 17.25)
SOURCE = TextStyle(9.5, 13.25)
RECEIPT_TITLE = TextStyle(11.25, 15.0, Face.BOLD)
RECEIPT_NOTE = TextStyle(9.75, 13.5)
RECEIPT_BOX = TextStyle(11.25, 15.0)
FOOT = TextStyle(9.0, 11.25)

ALL_STYLES = (
    AGENCY, LETTERHEAD, TITLE, CASE_LINE, ACT_BY, ACT_BY_TEXT, HEADING, POINT, DETAIL, TABLE, TABLE_HEAD,
    ARTICLE, QUOTE, SOURCE, RECEIPT_TITLE, RECEIPT_NOTE, RECEIPT_BOX, FOOT,
)  # fmt: skip

GAP_SECTION = 12.0  # above a heading
GAP_AFTER_HEADING = 5.4
GAP_FIRST_POINT = 6.9
GAP_POINT = 8.25
GAP_AFTER_POINTS = 18.75  # above the heading that follows the points
GAP_RECEIPT = 14.0
SMALLEST_GAP_SCALE = 0.4  # gaps and pads may shrink to this part before a second page is used
SMALLEST_TITLE = 10.5

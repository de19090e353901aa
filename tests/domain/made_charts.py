"""Charts of a fictional desk for tests, and a ruler that every machine agrees on."""

from __future__ import annotations

from callback_desk.domain.charts import (
    ChartBreak,
    ChartFoot,
    ChartPoint,
    PairChart,
    PairRow,
    TrendChart,
    WhiskerChart,
    WhiskerRow,
)
from callback_desk.domain.marks import Face
from callback_desk.domain.measures import percentage

FOOT = ChartFoot(
    134,
    "62% (RR1), 64% (RR3)",
    "Collected by telephone by police volunteers.",
    "Question set 2 from July 1, 2026; earlier answers are not mixed in.",
)
WHISKERS = WhiskerChart(
    "How was the service?",
    "Share who gave one of the two best answers of five.",
    (
        WhiskerRow("Easy to reach someone who could help", percentage(102, 131)),
        WhiskerRow("Explained what would happen next", percentage(5, 8)),
        WhiskerRow("Whole experience", percentage(94, 133), apart=True),
    ),
    FOOT,
)
TREND = TrendChart(
    "Whole experience by month",
    "Share who gave one of the two best answers.",
    (
        ChartPoint("Apr", "2026", percentage(25, 40)),
        ChartPoint("May", "", percentage(26, 38)),
        ChartPoint("Jun", "", percentage(4, 6)),
        ChartPoint("Jul", "", percentage(20, 36)),
        ChartPoint("Aug", "", percentage(22, 37)),
        ChartPoint("Sep", "", percentage(24, 38)),
    ),
    (ChartBreak(5, "September 1: question set 2"),),
    FOOT,
)
PAIRS = PairChart(
    "Who answered, and who was due a call",
    "Shares of everybody.",
    ("Answered", "Due a call"),
    (
        PairRow("Burglary", percentage(50, 134), percentage(90, 214)),
        PairRow("Assault", percentage(4, 8), percentage(12, 214)),
    ),
    FOOT,
)
CHARTS = (WHISKERS, TREND, PAIRS)


class EvenRuler:
    """Every letter is 8 wide, every line 20 high. Fits `domain.marks.Ruler`."""

    unit = 1.0

    def width(self, words: str, face: Face) -> float:
        return 8.0 * len(words)

    def line(self, face: Face) -> float:
        return 20.0

    def baseline(self, face: Face) -> float:
        return 15.0

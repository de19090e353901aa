"""Charts in the window: the marks that paper has, heard in words, whole at every width and size of text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from callback_desk.documents.draw_marks import PaperRuler
from callback_desk.documents.make import kit_of
from callback_desk.domain.chart_layout import lay_out
from callback_desk.domain.charts import says_of
from callback_desk.domain.marks import Dot, Picture, Text
from callback_desk.ui.figures.marks_view import MarksView, WindowRuler
from callback_desk.ui.theme import Theme, current_theme
from callback_desk.ui.tokens import Mode
from tests.domain.made_charts import CHARTS, WHISKERS

FONTS = Path(__file__).resolve().parents[2] / "resources" / "theme" / "fonts"
IDS = [type(chart).__name__ for chart in CHARTS]


def words_of(picture: Picture) -> Counter[str]:
    return Counter(word for mark in picture.marks if isinstance(mark, Text) for word in mark.words.split())


@pytest.mark.parametrize("chart", CHARTS, ids=IDS)
def test_window_and_paper_have_the_same_marks(qapp: QApplication, chart) -> None:
    paper = lay_out(chart, 516.0, PaperRuler(kit_of(FONTS).fonts))
    window = MarksView(chart).picture(1050.0)
    assert words_of(window) == words_of(paper)
    assert [type(one) for one in window.marks if not isinstance(one, Text)] == [
        type(one) for one in paper.marks if not isinstance(one, Text)
    ]


@pytest.mark.parametrize("chart", CHARTS, ids=IDS)
def test_no_words_lie_over_other_words_or_outside(qapp: QApplication, chart) -> None:
    for scale in (1.0, 2.0):
        Theme(Mode.LIGHT, scale).apply(qapp)
        ruler = WindowRuler(current_theme())
        for width in (1054.0, 700.0):
            boxes = []
            for mark in MarksView(chart).picture(width).marks:
                if isinstance(mark, Text):
                    wide = ruler.width(mark.words, mark.face)
                    left = mark.x - {"left": 0.0, "middle": wide / 2, "right": wide}[mark.align]
                    assert left >= -0.5
                    assert left + wide <= width + 0.5, mark.words
                    boxes.append((left, left + wide, mark.y))
            for place, (left, right, y) in enumerate(boxes):
                for other_left, other_right, other_y in boxes[place + 1 :]:
                    if abs(y - other_y) < 4:
                        assert right <= other_left + 0.5 or other_right <= left + 0.5


def test_it_is_heard_in_words_and_is_as_high_as_it_must_be(qapp: QApplication) -> None:
    view = MarksView(WHISKERS)
    assert view.accessibleName() == WHISKERS.title
    assert view.accessibleDescription() == says_of(WHISKERS)
    assert view.heightForWidth(900) >= view.picture(900.0).height


def test_dots_are_painted_in_the_ink_of_the_look(qapp: QApplication) -> None:
    for mode in (Mode.LIGHT, Mode.DARK):
        Theme(mode).apply(qapp)
        view = MarksView(WHISKERS)
        view.resize(900, view.heightForWidth(900))
        drawn = view.grab().toImage()
        dot = next(mark for mark in view.picture(900.0).marks if isinstance(mark, Dot))
        assert drawn.pixelColor(round(dot.x), round(dot.y)) == current_theme().color("accent")

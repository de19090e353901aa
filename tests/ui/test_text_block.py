"""Words laid out: what is measured once stays right for every width and look."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from callback_desk.ui.components import Paragraph
from callback_desk.ui.components.base import Run, TextBlock, Words
from callback_desk.ui.theme import Theme

WORDS: tuple[Words, ...] = (
    "",
    "Yes",
    "Is there anything new since you made the report, for example somebody who saw it?",
    "First line\nand a second, longer line that may have to wrap\n\nafter an empty one",
    (Run("Case 26-0917-QD", strong=True), ", serial 4KX-0917-QD, taken from the yard"),
)


def laid_out(block: TextBlock, width: float) -> int:
    return sum(layout.lineCount() for layout in block._layouts(width))


@pytest.mark.parametrize("words", WORDS)
def test_lines_are_those_of_a_whole_layout_at_every_width(qapp: QApplication, words: Words) -> None:
    block = TextBlock(words, face="body")
    for width in [*range(40, 900, 7), block.natural_width(), block.natural_width() + 1]:
        counted = block.line_count(width)
        assert counted == laid_out(TextBlock(words, face="body"), width), width
        assert block.line_count(width) == counted


def test_the_same_height_is_not_laid_out_twice(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    block = TextBlock(WORDS[2])
    made: list[float] = []
    lay_out = TextBlock._layout
    monkeypatch.setattr(
        TextBlock, "_layout", lambda self, runs, width: (made.append(width), lay_out(self, runs, width))[1]
    )
    for _ in range(5):
        assert block.height(150) == block.height(150) > block.height(2000)
    assert made == [150]


def test_another_look_is_measured_anew(qapp: QApplication) -> None:
    block = TextBlock(WORDS[2])
    before = block.natural_width(), block.height(300), block.minimum_width()
    Theme(scale=2.0).apply(qapp)
    after = block.natural_width(), block.height(300), block.minimum_width()
    assert all(larger > smaller * 1.5 for smaller, larger in zip(before, after, strict=True))
    Theme().apply(qapp)
    assert (block.natural_width(), block.height(300), block.minimum_width()) == before


def test_other_words_in_a_paragraph_have_their_own_height(qapp: QApplication, qtbot) -> None:
    shown = Paragraph("Short")
    qtbot.addWidget(shown)
    low = shown.heightForWidth(200)
    shown.set_words(WORDS[2])
    assert shown.heightForWidth(200) > low
    shown.set_words("Short")
    assert (shown.heightForWidth(200), shown.text()) == (low, "Short")

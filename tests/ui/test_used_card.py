"""What became of a volunteer's lines, in a sentence."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from callback_desk.domain.receipts import Answer
from callback_desk.ui.shift.used_card import UsedCard, became_words

U, K, M, N = Answer.USED, Answer.KNOWN, Answer.NEED_MORE, Answer.NOT_USEFUL


@pytest.mark.parametrize(
    ("became", "words"),
    [
        ({}, ""),
        ({U: 1}, "1 of your lines was used this month."),
        ({U: 2, M: 1}, "2 of your lines were used this month. An investigator asks for more about 1."),
        ({U: 1, M: 1}, "1 of your lines was used this month. An investigator asks for more about another."),
        ({M: 2}, "An investigator asks for more about 2."),
        ({U: 2, K: 1, N: 1}, "2 of your lines were used this month. 2 more were read."),
        ({K: 1}, "1 of your lines was read this month."),
    ],
)
def test_in_words(became: dict[Answer, int], words: str) -> None:
    assert became_words(became) == words


def test_it_takes_no_room_while_nothing_was_answered(qtbot: QtBot) -> None:
    card = UsedCard()
    qtbot.addWidget(card)
    card.show_became({})
    assert card.isHidden()
    card.show_became({U: 1})
    assert not card.isHidden()

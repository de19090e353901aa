"""What prompts bring: of talks, by offense, and how much of it was used."""

from __future__ import annotations

from callback_desk.domain.figure_rows import Talk
from callback_desk.domain.ids import CallId
from callback_desk.domain.yields import yields


def talk(call: int, *prompts: str, offense: str = "Burglary") -> Talk:
    return Talk(CallId(call), offense, frozenset(prompts))


def test_what_brought_most_stands_first_and_small_offenses_stand_only_in_the_whole() -> None:
    talks = [talk(one, "camera", *(["others"] if one < 4 else [])) for one in range(1, 11)]
    talks += [talk(one, "camera", offense="Fraud") for one in range(11, 14)] + [talk(20, offense="Fraud")]
    found = [(row.offense, row.question, row.brought, row.asked) for row in yields(talks, None)]
    assert found == [
        ("", "camera", 13, 14),
        ("", "others", 3, 14),
        ("Burglary", "camera", 10, 10),
        ("Burglary", "others", 3, 10),
    ]


def test_used_is_counted_for_the_prompt_it_came_from_and_unknown_without_receipts() -> None:
    talks = [talk(one, "camera", "others") for one in range(1, 13)]
    used = {(CallId(1), "camera"), (CallId(2), "camera"), (CallId(1), "others"), (CallId(99), "camera")}
    assert {row.question: row.used for row in yields(talks, used) if not row.offense} == {"camera": 2, "others": 1}
    assert {row.used for row in yields(talks, None)} == {None}
    assert yields([], used) == ()


def test_of_few_talks_no_share_is_shown() -> None:
    (row,) = yields([talk(1, "camera"), talk(2)], None)
    assert row.share.withheld and (row.brought, row.asked) == (1, 2)

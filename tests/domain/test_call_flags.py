"""Signs in a finished call: each with its sentence, none where a call is as calls are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from callback_desk.domain.call import Answer, CallResult, NewRating
from callback_desk.domain.call_flags import Flag, flags_of
from callback_desk.domain.rating_scale import step_of

START = datetime(2026, 11, 17, 16, 0, tzinfo=UTC)
BEST = ("very_easy", "very_satisfied", "strongly_agree", "strongly_agree", "strongly_agree", "very_satisfied")
SECOND = ("fairly_easy", "fairly_satisfied", "agree", "agree", "agree", "fairly_satisfied")
MIXED = ("very_easy", "neither", "agree", "disagree", "agree", "fairly_satisfied")
AGREED = {"tip": "yes", "rating": "yes"}


def result(
    *values: str, answers: int = 0, outcome: str = "talked_all", consents: dict[str, str] | None = None
) -> CallResult:
    return CallResult(
        outcome,
        answers=tuple(Answer(f"q{number}", "x") for number in range(answers)),
        ratings=tuple(NewRating(f"i{place}", value, "core-v1") for place, value in enumerate(values)),
        consents=AGREED if consents is None else consents,
    )


def flags(made: CallResult, took: timedelta = timedelta(minutes=10)) -> list[Flag]:
    return [line.flag for line in flags_of(made, START, START + took)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (MIXED, []),
        (BEST, [Flag.ALL_TOP]),
        (SECOND, [Flag.STRAIGHT_LINE]),
        (("neither",) * 6, [Flag.STRAIGHT_LINE]),
        (SECOND[:4], []),  # four happen to anybody
        ((*SECOND[:4], "dont_know", "prefer_not"), []),
        (("dont_know",) * 6, [Flag.NONE_ANSWERED]),
        (("prefer_not", "not_yet"), []),
        ((*BEST, "yes", "Nothing"), [Flag.ALL_TOP]),  # would report again, and words, are no part of the row
        ((), []),
    ],
)
def test_a_row_of_service_answers(values: tuple[str, ...], expected: list[Flag]) -> None:
    assert flags(result(*values)) == expected


def test_service_answers_without_a_yes() -> None:
    assert flags(result(*MIXED, consents={"rating": "no"})) == [Flag.WITHOUT_YES]
    assert flags(result(*MIXED, consents={"rating": ""})) == [Flag.WITHOUT_YES]
    assert flags(result(*MIXED, consents={})) == [], "a script without that question has nothing to show"
    assert flags(result("dont_know", consents={"rating": "no"})) == []


def test_a_call_too_short_for_its_answers() -> None:
    assert flags(result(answers=30), timedelta(seconds=119)) == [Flag.TOO_SHORT]
    assert flags(result(answers=30), timedelta(seconds=120)) == []
    assert flags(result(answers=7), timedelta(0)) == [], "a few answers are given in a breath"
    assert flags(result(answers=30, outcome="soft_refusal"), timedelta(seconds=5)) == []
    (line,) = flags_of(result(answers=30), START, START + timedelta(seconds=61))
    assert line.sentence == "30 answers in 1 minute. Was every question asked?"


def test_a_record_that_came_much_later() -> None:
    (line,) = flags_of(result(answers=30), START, START + timedelta(days=2, hours=3))
    assert (line.flag, line.sentence) == (
        Flag.LATE_ENTRY,
        "2 days lie between the start of the call and the end of its record.",
    )
    assert flags(result(), timedelta(hours=11)) == []


def test_nobody_knows_when_it_ended() -> None:
    assert flags_of(result(answers=30), START, None) == ()


def test_no_sentence_blames() -> None:
    for made, took in (
        (result(*BEST), timedelta(minutes=9)),
        (result(*SECOND), timedelta(minutes=9)),
        (result(*("dont_know",) * 6), timedelta(minutes=9)),
        (result(answers=20), timedelta(seconds=10)),
    ):
        for line in flags_of(made, START, START + took):
            assert line.sentence.endswith((".", "?"))
            assert not {"wrong", "fault", "false", "invent"} & set(line.sentence.casefold().split())


def test_the_steps_of_every_shipped_scale_are_known() -> None:
    """`resources/ratings/` says which answers stand on a step: "valid" ones of the scales with five."""
    from callback_desk.paths import resources_dir

    rows = [
        [cell.strip() for cell in line.strip("| \n").split("|")]
        for line in (resources_dir() / "ratings" / "core-v1.md").read_text("utf-8").splitlines()
        if line.startswith("| ") and line.rstrip().endswith(("| yes |", "| no |"))
    ]
    steps: dict[str, list[int | None]] = {}
    for scale, value, *_words, valid in rows:
        if valid == "yes" and scale != "report_again":
            steps.setdefault(scale, []).append(step_of(value))
        elif valid == "no":
            assert step_of(value) is None
    assert len(steps) >= 4
    assert all(found == [1, 2, 3, 4, 5] for found in steps.values())

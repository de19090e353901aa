"""Cards and steps as they are shipped: whole, in plain words, each to be seen by the program."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callback_desk.domain.practice import Goal, PracticeBook, Sight, read_book
from callback_desk.domain.rule_data import Fields, RulesRefused

ASKED_FOR = {"calm", "angry", "distressed", "stranger", "child", "abuse", "machine", "rings_back"}


def data_of(repository: Path) -> dict[str, object]:
    return tomllib.loads((repository / "resources" / "practice" / "practice-v1.toml").read_text("utf-8"))


@pytest.fixture
def book(repository: Path) -> PracticeBook:
    return read_book(Fields(data_of(repository), "practice-v1.toml"))


def test_every_hard_moment_has_a_card_and_there_are_six_steps(book: PracticeBook) -> None:
    assert {card.id for card in book.cards} == ASKED_FOR
    assert len(book.steps) == 6
    assert len({(card.person.first, card.person.last) for card in book.cards}) == len(book.cards)


def test_what_stands_in_braces_is_filled_in(book: PracticeBook) -> None:
    for card in book.cards:
        told = card.told(datetime(2026, 11, 13, tzinfo=UTC))
        words = " ".join((*told.play, *told.say, *told.talk_about))
        assert "{" not in words
        assert told.person == card.person
        if card.id not in ("child", "stranger", "machine"):
            assert "November 2026" in words and card.person.street in words, card.id


def test_no_card_tells_the_partner_a_number_or_a_case(book: PracticeBook) -> None:
    for card in book.cards:
        assert not any("555" in line for line in card.play)


def test_a_step_is_done_when_everything_was_seen_and_the_next_one_follows(book: PracticeBook) -> None:
    seen: frozenset[Sight] = frozenset()
    for step in book.steps:
        assert book.here(seen) is step
        assert not step.done(seen)
        for goal in step.goals:
            assert step.next_goal(seen) is goal
            seen |= {goal.sees}
        assert step.done(seen)
    assert book.here(seen) is None


def test_what_must_not_happen_is_reached_as_long_as_it_did_not() -> None:
    goal = Goal(Sight.PERSON_CHECK, "The case never showed", never=True)
    assert goal.reached(frozenset())
    assert not goal.reached(frozenset({Sight.PERSON_CHECK}))


def test_a_step_with_a_card_nobody_has_is_refused_with_its_place(repository: Path) -> None:
    data = data_of(repository)
    steps = data["step"]
    assert isinstance(steps, list)
    steps[2]["card"] = "nobody"
    with pytest.raises(RulesRefused, match=r"step 3 \(what-is-new\): card: There is no card"):
        read_book(Fields(data, "practice-v1.toml"))


def test_a_sight_the_program_cannot_see_is_refused(repository: Path) -> None:
    data = data_of(repository)
    cards = data["card"]
    assert isinstance(cards, list)
    cards[0]["goal"][0]["sees"] = "smiled"
    with pytest.raises(RulesRefused, match="One of these words"):
        read_book(Fields(data, "practice-v1.toml"))

from __future__ import annotations

import tomllib
from datetime import timedelta

import pytest

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.measures import CaseClass
from callback_desk.domain.outcomes import SAYS, CallLimits, Follow, Outcome, OutcomeTable, SupervisorTask
from callback_desk.domain.rule_data import Fields, RulesRefused
from tests.domain.rules_at_hand import BOOK, RESOURCES

TABLE = BOOK.outcomes

# AAPOR code, class by our convention, class by AAPOR's own table (research on victim callbacks, sections 4.1 and 4.3).
CODES = {
    "talked_all": ("1.1", "I", "I"),
    "talked_part": ("1.2", "P", "P"),
    "another_time": ("2.113", "R", "R"),
    "no_calls_wanted": ("2.112", "R", "R"),
    "soft_refusal": ("2.11", "R", "R"),
    "language_no_interpreter": ("2.333", "O", "O"),
    "cut_off": ("2.12", "R", "R"),
    "no_answer": ("3.13", "UH", "UH"),
    "busy": ("3.12", "UH", "UH"),
    "machine_no_message": ("2.22", "NC", "NC"),
    "machine_message": ("2.22", "NC", "NC"),
    "not_in_service": ("4.32", "NC", "NE"),
    "wrong_number": ("4.10", "NC", "NE"),
    "someone_else": ("2.20", "NC", "NC"),
    "unsafe": ("3.17", "UH", "UH"),
    "not_the_person": ("3.20", "UO", "UO"),
    "away": ("2.25", "NC", "NC"),
    "deceased": ("2.31", "O", "NE"),
    "unable": ("2.32", "O", "O"),
    "something_wrong": ("2.90", "O", "O"),
    "not_dialed": ("3.11", "UH", "UH"),
    "danger": ("2.30", "O", "O"),
}


@pytest.mark.parametrize("name", Outcome)
def test_every_outcome_has_its_code_and_both_classes(name: Outcome) -> None:
    rule = TABLE.rule(name)
    assert (rule.aapor, rule.kind, rule.strict_kind) == CODES[name]
    assert TABLE.kind_of(str(name)) is CaseClass(CODES[name][1])
    assert TABLE.kind_of(name, strict=True) is CaseClass(CODES[name][2])
    assert rule.screen and rule.sentence.endswith(".")


def test_the_names_are_all_here_and_no_other() -> None:
    assert set(CODES) == set(Outcome) == set(TABLE.rows)


def test_only_a_message_that_was_left_says_so() -> None:
    """Implementations disagree on 2.221 and 2.222: what leaves the house is 2.22, the flag is ours."""
    assert [name for name in Outcome if TABLE.rule(name).message_left] == ["machine_message"]
    assert not any(TABLE.rule(name).aapor.startswith("2.22") and len(TABLE.rule(name).aapor) > 4 for name in Outcome)


def test_who_said_no_for_good_is_on_the_list() -> None:
    assert {name for name in Outcome if TABLE.rule(name).do_not_contact} == {"no_calls_wanted", "deceased"}


def test_dead_numbers_are_closed_and_nothing_else_is() -> None:
    assert {name for name in Outcome if TABLE.rule(name).closes_number} == {"not_in_service", "wrong_number"}


def test_what_felt_wrong_stops_every_try_until_somebody_decides() -> None:
    for name in ("unsafe", "something_wrong", "danger", "not_the_person"):
        rule = TABLE.rule(name)
        assert rule.follow is Follow.HELD
        assert rule.task is not SupervisorTask.NONE
    assert TABLE.rule("danger").task is SupervisorTask.ALERT


def test_only_what_was_not_dialed_does_not_count() -> None:
    assert [name for name in Outcome if not TABLE.rule(name).counts] == ["not_dialed"]


def test_screen_words_differ() -> None:
    assert len({TABLE.rule(name).screen for name in Outcome}) == len(Outcome)
    assert TABLE.rule("talked_all").screen == "Talked, all questions done"


def test_a_name_that_is_no_outcome_is_our_own_fault() -> None:
    with pytest.raises(DeskBug):
        TABLE.rule("hung_up")


def _data() -> dict[str, object]:
    return tomllib.loads((RESOURCES / "rules" / "outcomes-v1.toml").read_text("utf-8"))


def _with(name: str, **changes: object) -> dict[str, object]:
    data = _data()
    rows = data["outcome"]
    assert isinstance(rows, list)
    data["outcome"] = [{**row, **changes} if row["outcome"] == name else row for row in rows]
    return data


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (_with("busy", delay_min=0), "How many minutes"),
        (_with("away", delay_days=0), "How many days"),
        (_with("soft_refusal", delay_days=0), "How many days"),
        (_with("no_answer", do_not_contact=True), "cannot be tried again"),
        (_with("unsafe", task="none"), "somebody's task"),
        (_with("not_dialed", counts=True), "does not count"),
        (_with("busy", outcome="no_answer"), "here twice"),
        (_with("busy", outcome="engaged"), "One of these words"),
        (_with("busy", aapor=3.12), "Text in quotation marks"),
        (_with("busy", counts="yes"), "true or false"),
        (_with("busy", delay_min=True), "whole number"),
        (_with("busy", delay_min=5000), "between 0 and 1440"),
        ({**_data(), "says": {}}, "This is missing"),
        ({**_data(), "says": "hello"}, "A table is needed"),
        ({**_data(), "effective": "2026-31-01"}, "A date such as"),
        ({**_data(), "effective": 2026}, "A date such as"),
        (
            {**_data(), "outcome": [row for row in _data()["outcome"] if row["outcome"] != "danger"]},
            "danger is missing",
        ),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(data: dict[str, object], says: str) -> None:
    with pytest.raises(RulesRefused) as refused:
        OutcomeTable.from_dict(data, "outcomes-v1.toml")
    lines = [f"{one.place}: {one.sentence}" for one in refused.value.problems]
    assert any(says in line for line in lines), lines
    assert refused.value.code == "rules_refused"


def test_every_sentence_that_limits_need_is_there() -> None:
    assert set(TABLE.says) == set(SAYS)


LIMITS = {
    "attempts_person": 6,
    "attempts_number": 3,
    "rounds_week": 3,
    "messages_person": 1,
    "status_fresh_days": 7,
    "lease_s": 90,
    "heartbeat_s": 20,
    "unstarted_min": 10,
}


def test_the_limits_are_the_settled_ones() -> None:
    limits = CallLimits.from_fields(Fields(LIMITS, "x"), "calling-2026.1")
    assert limits == BOOK.limits
    assert limits.lease == timedelta(seconds=90)


@pytest.mark.parametrize(
    "change",
    [
        {"attempts_person": 7},
        {"attempts_number": 4},
        {"attempts_person": 2},
        {"rounds_week": 0},
        {"messages_person": 2},
        {"status_fresh_days": 8},
        {"heartbeat_s": 31},
        {"lease_s": 20},
    ],
)
def test_an_agency_may_tighten_but_not_loosen(change: dict[str, int]) -> None:
    with pytest.raises(RulesRefused):
        CallLimits.from_fields(Fields({**LIMITS, **change}, "calling-2026.toml: limits"))

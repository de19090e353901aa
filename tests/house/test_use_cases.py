"""Every door into the desk says who may go through it."""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest

import callback_desk.use_cases
from callback_desk.domain.access import ACCESS, Act, Role
from callback_desk.use_cases.desk import UseCase, use_case_of
from scripts.house_checks import program_sources

# The frame use cases are built with; each of it checks roles itself.
FRAME = {"check", "go_out", "pressed", "step_up", "writing"}
# Parts of use cases: they live inside a unit of work somebody was let into. A front end never names one.
PARTS = {
    "agency_answers",
    "alert_told",
    "already_facts",
    "another_answer",
    "answering",
    "around",
    "ask_again",
    "asked_in",
    "asleep",
    "asleep_now",
    "attribution_of",
    "blocked_sentence",
    "break_offer",
    "build_packet",
    "calendar_of",
    "call_ended",
    "card_of",
    "card_to_come",
    "case_card",
    "check_facts",
    "complaint_counts",
    "dates_running_out",
    "debriefs",
    "decide",
    "denied_of",
    "desk_sheet",
    "draw_call",
    "emergency_number",
    "end_of_day",
    "found_sheet",
    "give_ok",
    "handing_said",
    "history_of",
    "into_review",
    "is_other",
    "judge_again",
    "keep_answers",
    "keep_result",
    "keep_what_waits",
    "ladder_of",
    "last_call_days",
    "last_note",
    "late_sheets",
    "late_words",
    "lay_down",
    "lay_everything_down",
    "lines_about",
    "may_ring",
    "maybe_same",
    "named_callbacks",
    "names_elsewhere",
    "naming",
    "newer_scripts_of",
    "newest_case",
    "nobody_waits_for_urgent",
    "one_each",
    "open_alerts",
    "open_facts",
    "others_in",
    "others_of",
    "outside_own_hours",
    "own_call",
    "packet_of_sheet",
    "packet_with",
    "people_to_tell",
    "person_matched",
    "pinned",
    "plan_sheet",
    "private_of",
    "private_of_reports",
    "promise_counts",
    "property_of",
    "put_aside",
    "queue_counts",
    "rates_of",
    "reach_of",
    "recipient_of_news",
    "refuse_denied",
    "refuse_recipient",
    "refuse_the_line",
    "said_facts",
    "script_for",
    "second_asked",
    "settle",
    "settle_by_birth_dates",
    "shift_view",
    "shifts_ahead",
    "shown_state",
    "signs_with",
    "stage_of",
    "start_of_day",
    "unstaffed",
    "urgent_told",
    "versions_of",
    "what_comes_back",
    "whom_it_names",
    "why_view",
    "work_on",
    "zones_of",
}
# Ends, at a sign-in at the latest, what was begun: nobody's decision, so nobody's role. It opens its own units of work.
TIDYING = {"finish_undos", "judge_the_rest"}
# Makes a value out of what was typed; reads no record and writes none.
VALUES = {"candidate_of"}
FRONTS = ("callback_desk/ui/", "callback_desk/cli/", "callback_desk/app/", "callback_desk/demo.py")


def functions() -> Iterator[tuple[str, Callable[..., object]]]:
    """Every public function of the use cases that is handed a desk or a unit of work."""
    for module_info in pkgutil.iter_modules(callback_desk.use_cases.__path__):
        module = import_module(f"callback_desk.use_cases.{module_info.name}")
        for name, thing in vars(module).items():
            if name.startswith("_") or not inspect.isfunction(thing) or thing.__module__ != module.__name__:
                continue
            parameters = list(inspect.signature(thing).parameters.values())
            if parameters and parameters[0].annotation in ("Desk", "Work"):
                yield f"{module_info.name}.{name}", thing


FOUND = dict(functions())


def test_the_walk_sees_the_use_cases() -> None:
    marked = [name for name, function in FOUND.items() if use_case_of(function)]
    assert len(marked) > 45
    assert "next_call.claim_next" in marked
    assert "send_packet.send_packet" in marked


def test_what_takes_a_desk_or_a_unit_of_work_says_who_may() -> None:
    unmarked = {name for name, function in FOUND.items() if use_case_of(function) is None}
    undeclared = {name for name in unmarked if name.rpartition(".")[2] not in FRAME | PARTS | TIDYING | VALUES}
    assert not undeclared, f"mark these with asks(), does(), gives() or declared(): {sorted(undeclared)}"


def test_the_lists_above_hold_nothing_that_is_gone() -> None:
    names = {name.rpartition(".")[2] for name, function in FOUND.items() if use_case_of(function) is None}
    assert names == FRAME | PARTS | TIDYING | VALUES


def test_no_part_takes_a_desk() -> None:
    """Who has only a desk in hand must be checked; who has a unit of work was checked already."""
    takes_desk = {
        name
        for name, function in FOUND.items()
        if use_case_of(function) is None
        and next(iter(inspect.signature(function).parameters.values())).annotation == "Desk"
    }
    assert {name.rpartition(".")[2] for name in takes_desk} == FRAME | TIDYING | VALUES


def test_no_front_end_names_a_part() -> None:
    wrong = []
    seen = 0
    for file, source in program_sources().items():
        if not file.startswith(FRONTS):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("callback_desk.use_cases"):
                seen += 1
                wrong += [f"{file}: {alias.name}" for alias in node.names if alias.name in FRAME | PARTS | TIDYING]
    assert seen > 5
    assert not wrong, f"ask a use case instead: {wrong}"


@pytest.mark.parametrize("act", sorted(Act))
def test_every_act_has_a_row_in_the_access_table(act: Act) -> None:
    assert ACCESS.carries.get(act), f"nobody may {act.value}"


def test_every_mark_names_an_act_of_the_table() -> None:
    for name, function in FOUND.items():
        mark = use_case_of(function)
        if mark is not None:
            assert isinstance(mark, UseCase), name
            assert ACCESS.carries.get(mark.act), name


def test_no_act_of_a_volunteer_lists_people() -> None:
    """Research 6.1: search is an exact number the victim gives; nothing a volunteer may do walks the list."""
    for act in (Act.SEARCH_QUEUE, Act.WHY, Act.REVIEW_CALLS, Act.SEND_PACKET, Act.LIST_BATCHES, Act.IMPORT_FILE):
        assert ACCESS.may({Role.VOLUNTEER}, act) is None
        assert ACCESS.may({Role.AUDITOR}, act) is None
        assert ACCESS.may({Role.ADMINISTRATOR}, act) is None

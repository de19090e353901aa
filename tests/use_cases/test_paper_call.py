"""A paper call is entered by the same rules: both days, whoever dialed, and nothing hidden when it was a mistake."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from callback_desk.domain.call import Answer, CallResult, CallState
from callback_desk.domain.concerns import ConcernKind
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.queue import CallbackState
from callback_desk.domain.tip import NewTip
from callback_desk.use_cases import decide_hold, next_call, review_call
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.paper_call import PaperCall, PaperPerson, enter_paper_call, find_paper_person, paper_facts
from tests.use_cases.made_desks import CARMEN, RUTH, SERGEANT, World, ask, claim, events, start

TIP = "The laptop has a dent beside the hinge."


@pytest.fixture
def ruth(world: World) -> Desk:
    return world.enter(RUTH)


def a_case(desk: Desk, place: int = 0) -> str:
    return str(ask(desk, "SELECT number FROM cases ORDER BY id")[place][0])


def person_of(desk: Desk, place: int = 0) -> PaperPerson:
    found = find_paper_person(desk, a_case(desk, place))
    assert found is not None
    return found


def paper(desk: Desk, person: PaperPerson, outcome: str = "talked_all", **more: object) -> PaperCall:
    result = CallResult(outcome, tips=more.pop("tips", ()), note=str(more.pop("note", "")))  # type: ignore[arg-type]
    made = PaperCall(
        person.callback_id,
        person.phones[0].id,
        caller=CARMEN,
        called_at=desk.clock.now() - timedelta(days=1, minutes=30),
        script=person.script,
        result=result,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def enter(desk: Desk, form: PaperCall):
    return enter_paper_call(desk, desk.new_operation(), form)


def state_of(desk: Desk, person: PaperPerson) -> CallbackState:
    with desk.storage.read() as uow:
        return uow.queue.get(person.callback_id).state


def test_found_by_case_number_or_number_and_every_look_is_on_record(ruth: Desk) -> None:
    person = person_of(ruth)
    assert person.warning == "" and person.phones[0].dial_text.startswith("9 1 ")
    again = find_paper_person(ruth, person.phones[0].dial_text.removeprefix("9 1 "))
    assert again is not None and again.callback_id == person.callback_id
    assert find_paper_person(ruth, "999999") is None
    assert events(ruth).count("call.rang_back") == 3
    assert person.script_name.endswith(f"({person.script[:12]})")


def test_a_whole_call_goes_to_review_with_both_days_and_who_dialed(world: World, ruth: Desk) -> None:
    person = person_of(ruth)
    form = paper(ruth, person, tips=(NewTip(1, TIP, ruth.clock.now()),), note="Sounded glad.")
    entered = enter(ruth, form)
    assert not entered.asked
    assert state_of(ruth, person) is CallbackState.REVIEW
    sergeant = world.enter(SERGEANT)
    with sergeant.storage.read() as uow:
        call = uow.calls.get(entered.call_id)
        carmen = uow.staff.by_name(CARMEN)
        assert carmen is not None
        assert (call.started_at, call.staff_id) == (form.called_at, carmen.id)
        assert call.script == person.script and call.state is CallState.REVIEW
    read = review_call.read_call(sergeant, entered.call_id)
    assert "Entered from paper on November 17, 2026, by Ruth Keller." in read.note
    assert "The call was made on November 16, 2026, at 9:30 AM by Carmen Ibarra." in read.note
    assert read.note.endswith("Sounded glad.")
    assert ask(ruth, "SELECT text FROM tips") == [(TIP,)]
    assert "call.paper" in events(ruth)


def test_the_try_counts_from_the_day_it_was_made(ruth: Desk) -> None:
    person = person_of(ruth)
    form = paper(ruth, person, "no_answer")
    enter(ruth, form)
    with ruth.storage.read() as uow:
        entry = uow.queue.get(person.callback_id)
        tries = uow.calls.attempts(uow.queue.victim_of(person.callback_id))
    assert entry.state is CallbackState.WAITING and entry.attempts == 1
    assert entry.ready_at is not None and entry.ready_at >= ruth.clock.now()
    assert [(one.at, one.outcome) for one in tries] == [(form.called_at, "no_answer")]


def test_the_same_form_pressed_twice_is_one_call(ruth: Desk) -> None:
    form, op = paper(ruth, person_of(ruth)), ruth.new_operation()
    first = enter_paper_call(ruth, op, form)
    assert enter_paper_call(ruth, op, form).call_id == first.call_id
    assert ask(ruth, "SELECT count(*) FROM calls") == [(1,)]


def test_who_wants_no_calls_is_never_called_again(ruth: Desk) -> None:
    person = person_of(ruth)
    enter(ruth, paper(ruth, person, "no_calls_wanted"))
    again = find_paper_person(ruth, a_case(ruth))
    assert again is not None and again.warning


def test_somebody_who_may_not_be_called_is_logged_and_a_supervisor_is_asked(world: World, ruth: Desk) -> None:
    sergeant = world.enter(SERGEANT)
    person = person_of(ruth)
    decide_hold.keep_off(sergeant, sergeant.new_operation(), [person.callback_id])
    before = state_of(ruth, person)
    held = person_of(ruth)
    assert held.warning
    entered = enter(ruth, paper(ruth, held, tips=(NewTip(1, TIP, ruth.clock.now()),)))
    assert entered.asked and held.warning in entered.sentence
    assert state_of(ruth, person) is before
    with ruth.storage.read() as uow:
        (concern,) = uow.concerns.of_call(entered.call_id)
        assert uow.calls.get(entered.call_id).state is CallState.REVIEW
    assert concern.said.kind is ConcernKind.SOMETHING_WRONG and concern.open
    assert "should not have been" in concern.said.text
    assert ask(ruth, "SELECT text FROM tips") == [(TIP,)]  # what was said is not lost


def test_a_second_form_about_a_person_who_was_called_is_a_question_to_the_supervisor(ruth: Desk) -> None:
    person = person_of(ruth)
    enter(ruth, paper(ruth, person))
    assert enter(ruth, paper(ruth, person_of(ruth))).asked


def test_while_somebody_has_the_person_the_form_waits(world: World, ruth: Desk) -> None:
    carmen = world.enter(CARMEN)
    card = claim(carmen)
    with ruth.storage.read() as uow:
        case = uow.people.cases(uow.queue.victim_of(card.callback_id))[0].number
    person = find_paper_person(ruth, case)
    assert person is not None
    with pytest.raises(DeskFault, match="has this person in hand"):
        enter(ruth, paper(ruth, person))
    start(carmen, card)
    with pytest.raises(DeskFault, match="has this person in hand"):
        enter(ruth, paper(ruth, person))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"called_at": timedelta(minutes=1)}, "later than now"),
        ({"called_at": timedelta(days=-31)}, "more than 30 days ago"),
        ({"caller": "Nobody Here"}, "Nobody of this name"),
        ({"caller": "Ines Vance"}, "Nobody of this name"),  # an auditor makes no calls
    ],
)
def test_a_form_that_cannot_be_right_is_refused_and_nothing_is_kept(
    ruth: Desk, change: dict[str, object], words: str
) -> None:
    now: datetime = ruth.clock.now()
    change = {key: now + value if isinstance(value, timedelta) else value for key, value in change.items()}
    form = paper(ruth, person_of(ruth), **change)
    with pytest.raises(DeskFault, match=words):
        enter(ruth, form)
    assert ask(ruth, "SELECT count(*) FROM attempts") == [(0,)]


@pytest.mark.parametrize("outcome", ["not_dialed", "cut_off"])
def test_an_ending_that_is_none_on_paper_is_refused(ruth: Desk, outcome: str) -> None:
    with pytest.raises(DeskFault, match="choose how the call ended"):
        enter(ruth, paper(ruth, person_of(ruth), outcome))


def test_danger_and_urgent_lines_name_who_was_told(ruth: Desk) -> None:
    person = person_of(ruth)
    urgent = (NewTip(1, TIP, ruth.clock.now(), urgent=True),)
    for form in (paper(ruth, person, "danger", note="Afraid of tonight."), paper(ruth, person, tips=urgent)):
        with pytest.raises(DeskFault, match="Write whom"):
            enter(ruth, form)
    entered = enter(ruth, paper(ruth, person, "danger", tips=urgent, told="Sgt. Fields", note="Afraid of tonight."))
    with ruth.storage.read() as uow:
        concerns = uow.concerns.of_call(entered.call_id)
    assert {one.said.kind for one in concerns} == {ConcernKind.DANGER, ConcernKind.URGENT_TIP}
    assert {one.said.told_whom for one in concerns} == {"Sgt. Fields"}


def test_an_hour_outside_the_calling_hours_is_said(ruth: Desk) -> None:
    late = ruth.clock.now().replace(hour=4) - timedelta(days=1)  # ten in the evening in Chicago
    entered = enter(ruth, paper(ruth, person_of(ruth), called_at=late))
    with ruth.storage.read() as uow:
        assert "outside the calling hours" in uow.calls.result(entered.call_id).note


def test_a_number_that_is_another_persons_is_refused(ruth: Desk) -> None:
    first, second = person_of(ruth), person_of(ruth, 1)
    with pytest.raises(DeskFault):
        enter(ruth, paper(ruth, first, phone_id=second.phones[0].id))


def test_the_facts_behind_the_checks_are_logged(ruth: Desk) -> None:
    person = person_of(ruth)
    seen = events(ruth).count("record.reveal")
    facts = paper_facts(ruth, person.callback_id)
    assert facts.case.case_number == a_case(ruth) and facts.safe["street"]
    assert events(ruth).count("record.reveal") == seen + 1


def test_after_a_machine_the_person_is_called_again_by_the_usual_way(world: World, ruth: Desk) -> None:
    person = person_of(ruth)
    enter(ruth, paper(ruth, person, "busy"))
    world.clock.move(minutes=10)  # type: ignore[attr-defined]
    while (card := next_call.claim_next(ruth, ruth.new_operation())) is not None:
        if card.callback_id == person.callback_id:
            assert len(card.tries) == 1
            return
    pytest.fail("the person did not come back")


@pytest.mark.parametrize("told", ["", "Sgt. Fields"])
def test_too_upset_to_go_on_stands_on_the_board_whether_or_not_somebody_was_told(ruth: Desk, told: str) -> None:
    person = person_of(ruth)
    form = paper(ruth, person, "talked_part", told=told)
    upset = (Answer("how_are_you", "stop"), Answer("too_upset", "no_more"))
    entered = enter(ruth, replace(form, result=replace(form.result, answers=upset)))
    with ruth.storage.read() as uow:
        (alert,) = uow.concerns.of_call(entered.call_id)
    assert (alert.said.kind, alert.said.told_whom) == (ConcernKind.DISTRESS, told)
    assert (alert.said.told_at is not None) is bool(told)
    assert alert.open


def test_a_form_of_somebody_who_rang_back_is_of_their_script(ruth: Desk) -> None:
    theirs = find_paper_person(ruth, a_case(ruth), "called_back")
    ours = person_of(ruth)
    assert theirs is not None
    assert theirs.callback_id == ours.callback_id
    assert theirs.script != ours.script
    assert enter(ruth, paper(ruth, theirs)).call_id
    assert [row[0] for row in ask(ruth, "SELECT script FROM calls")] == [theirs.script]

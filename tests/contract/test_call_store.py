"""Attempts, calls, drafts, results, tips and what a supervisor sees of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from callback_desk.domain.call import (
    Answer,
    CallDraft,
    CallResult,
    CallState,
    NewRating,
    Promise,
)
from callback_desk.domain.concerns import Concern, ConcernKind, Heard, NewConcern
from callback_desk.domain.errors import DeskFault, NotFound, StaleClaim
from callback_desk.domain.ids import CallId, OperationId, StaffId, TipId
from callback_desk.domain.incident import ReportFacts
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.phone import PhoneKind
from callback_desk.domain.property_facts import IdType, PropertyFact
from callback_desk.domain.records import OpenCall
from callback_desk.domain.tip import Correction, NewTip, Sureness, TipKind, TipSource
from callback_desk.storage.store import SqlStorage
from callback_desk.storage.unit_of_work import SqlUnitOfWork
from tests.storage.at_hand import MONDAY, SCRIPT, People, Person, new_batch, new_script, new_staff

LEASE = timedelta(seconds=90)
MINUTE = timedelta(minutes=1)
CAMERA = NewTip(
    ordinal=1,
    text="The neighbor's doorbell looks at the alley.",
    kept_at=MONDAY,
    kind=TipKind.CAMERA,
    source=TipSource.SAW,
    source_who="herself",
    sure=Sureness.VERY,
    read_back=True,
    exact_words="It looks right at the alley.",
    urgent=True,
    act_by=date(2026, 11, 20),
    statement=True,
    question="cameras",
)
RESULT = CallResult(
    outcome="talked_all",
    note="Friendly.",
    message_left=False,
    answers=(Answer("safe", "yes", 0, "opening"), Answer("item", "bicycle", 1), Answer("item", "lock", 2)),
    tips=(CAMERA,),
    ratings=(NewRating("treated", "4", "2026-1"),),
    consents={"information": "yes", "service": ""},
    promises=(Promise("Report copy by mail", "Dana Marsh", MONDAY + timedelta(days=2)),),
    next_at=MONDAY + timedelta(days=7),
    next_note="evenings",
    language="es",
    state='{"at":"end"}',
    do_not_call=True,
)


class Started:
    """A volunteer with a claimed callback and an opened call."""

    def __init__(self, unit: SqlUnitOfWork, person: Person, staff: StaffId, op: str = "op-1") -> None:
        self.person, self.staff = person, staff
        entry = unit.queue.claim(person.callback, staff, MONDAY, MONDAY + LEASE)
        assert entry is not None
        self.fence = entry.fence
        self.attempt = unit.calls.add_attempt(person.callback, person.phones[0], staff, MONDAY, OperationId(op))
        self.call = unit.calls.open_call(self.attempt, person.callback, SCRIPT, MONDAY, "en")


@pytest.fixture
def started(storage: SqlStorage) -> Started:
    with storage.write() as unit:
        new_script(unit)
        staff = new_staff(unit)
        facts = (
            ReportFacts(case_number="26-1", reported_at=MONDAY - timedelta(days=9)),
            ReportFacts(case_number="26-2", reported_at=MONDAY - timedelta(days=3)),
        )
        person = People(unit, new_batch(unit)).add(facts=facts, numbers=("+13125550142", "+13125550143"))
        begun = Started(unit, person, staff)
        unit.commit()
    return begun


def test_an_opened_call_is_read_back_whole(storage: SqlStorage, started: Started) -> None:
    with storage.read() as unit:
        assert unit.calls.get(started.call) == OpenCall(
            started.call,
            started.attempt,
            started.person.callback,
            started.person.phones[0],
            started.staff,
            SCRIPT,
            CallState.OPEN,
            "en",
            MONDAY,
        )
        assert [call.id for call in unit.calls.open_calls()] == [started.call]
        assert unit.calls.interrupted_of(started.staff) == ()
        with pytest.raises(NotFound):
            unit.calls.get(CallId(99))


def test_a_replayed_attempt_is_the_first_one(storage: SqlStorage, started: Started) -> None:
    with storage.write() as unit:
        again = unit.calls.add_attempt(
            started.person.callback, started.person.phones[0], started.staff, MONDAY, OperationId("op-1")
        )
        assert again == started.attempt
        assert unit.calls.tried(started.person.callback) == ((MONDAY, "", started.person.phones[0]),)


def test_tries_and_messages_count_what_was_dialed(storage: SqlStorage, started: Started) -> None:
    person, staff = started.person, started.staff
    with storage.write() as unit:
        calls = unit.calls
        calls.end_attempt(started.attempt, outcome="busy", at=MONDAY, note="", message_left=False, by=staff)
        calls.end_attempt(
            started.attempt, outcome="machine_message", at=MONDAY, note="beep", message_left=True, by=staff
        )
        later = calls.add_attempt(person.callback, person.phones[1], staff, MONDAY + MINUTE, OperationId("op-2"))
        undialed = calls.add_attempt(person.callback, person.phones[1], staff, MONDAY + 2 * MINUTE, OperationId("op-3"))
        calls.end_attempt(undialed, outcome=Outcome.NOT_DIALED.value, at=MONDAY, note="", message_left=False, by=staff)
        withdrawn = calls.add_attempt(
            person.callback, person.phones[1], staff, MONDAY + 3 * MINUTE, OperationId("op-4")
        )
        call = calls.open_call(withdrawn, person.callback, SCRIPT, MONDAY, "en")
        calls.put_state(call, CallState.WITHDRAWN, MONDAY)
        assert [(past.at, past.outcome, past.kind) for past in calls.attempts(person.victim)] == [
            (MONDAY + MINUTE, "", PhoneKind.MOBILE),
            (MONDAY, "machine_message", PhoneKind.MOBILE),
        ]
        assert calls.tried(person.callback) == (
            (MONDAY, "machine_message", person.phones[0]),
            (MONDAY + MINUTE, "", person.phones[1]),
        )
        assert calls.messages_left(person.victim) == 1
        assert calls.today(MONDAY) == (2, 0, 0)
        calls.end_attempt(later, outcome="talked_part", at=MONDAY, note="", message_left=False, by=staff)
        assert calls.today(MONDAY) == (2, 1, 0)
        assert calls.today(MONDAY + timedelta(hours=1)) == (0, 0, 0)


def test_the_draft_saved_last_is_the_one_found(storage: SqlStorage, started: Started) -> None:
    drafts = [CallDraft(f'{{"at":{n}}}', f"typed {n}", "es", n, "cameras") for n in range(3)]
    with storage.write() as unit:
        assert unit.calls.draft(started.call) is None
        for draft in drafts:
            unit.calls.put_draft(started.call, started.fence, draft, MONDAY)
        unit.commit()
    with storage.read() as unit:
        assert unit.calls.draft(started.call) == drafts[-1]


@pytest.mark.parametrize("commits", [True, False])
def test_words_that_come_too_late_are_kept_whoever_has_the_call_now(
    storage: SqlStorage, started: Started, commits: bool
) -> None:
    mine, late = CallDraft('{"at":1}', "mine"), CallDraft('{"at":2}', "too late")
    with storage.write() as unit:
        unit.calls.put_draft(started.call, started.fence, mine, MONDAY)
        entry = unit.queue.get(started.person.callback)
        unit.queue.put(replace(entry, fence=entry.fence + 1))
        unit.commit()
    if commits:
        with storage.write() as unit:
            with pytest.raises(StaleClaim):
                unit.calls.put_draft(started.call, started.fence, late, MONDAY)
            unit.commit()
    else:
        with pytest.raises(StaleClaim), storage.write() as unit:
            unit.calls.put_draft(started.call, started.fence, late, MONDAY)
    with storage.read() as unit:
        assert unit.calls.draft(started.call) == mine
        assert [note.typed for _, note in unit.calls.late_notes(started.call)] == ["too late"]


def test_a_finished_call_brings_back_everything(storage: SqlStorage, started: Started) -> None:
    with storage.write() as unit:
        with pytest.raises(NotFound):
            unit.calls.result(started.call)
        unit.calls.finish(started.call, RESULT, MONDAY + MINUTE)
        unit.calls.put_state(started.call, CallState.REVIEW, MONDAY + MINUTE)
        unit.commit()
    with storage.read() as unit:
        assert unit.calls.result(started.call) == RESULT
        (tip,) = unit.calls.tips(started.call)
        assert tip.said == CAMERA
        assert tip.case_id == started.person.cases[1]  # the newest case
        assert not tip.frozen
        assert unit.calls.tip(tip.id) == tip
        assert unit.calls.get(started.call).ended_at == MONDAY + MINUTE
        assert unit.calls.today(MONDAY) == (1, 0, 1)


def test_a_call_sent_back_gets_a_newer_result_and_changed_lines_only(storage: SqlStorage, started: Started) -> None:
    second = replace(CAMERA, ordinal=2, text="A gray van stood there.", urgent=False)
    changed = replace(second, text="A gray van stood there twice.")
    with storage.write() as unit:
        unit.calls.finish(started.call, replace(RESULT, tips=(CAMERA, second)), MONDAY)
        before = unit.calls.tips(started.call)
        unit.calls.put_state(started.call, CallState.RETURNED, MONDAY)
        again = replace(RESULT, tips=(CAMERA, changed), answers=RESULT.answers[:1])
        unit.calls.finish(started.call, again, MONDAY + MINUTE)
        after = unit.calls.tips(started.call)
        assert unit.calls.result(started.call) == again
    assert after[0] == before[0]
    assert [tip.said.text for tip in after] == [CAMERA.text, changed.text]


def test_sign_off_freezes_and_corrections_stand_below(storage: SqlStorage, started: Started) -> None:
    correction = Correction(MONDAY + MINUTE, "Pat Ruiz", "It is the east alley.", "called back")
    with storage.write() as unit:
        unit.calls.finish(started.call, RESULT, MONDAY)
        assert unit.calls.sign_tips(started.call, "Pat Ruiz", MONDAY) == 1
        assert unit.calls.sign_tips(started.call, "Pat Ruiz", MONDAY) == 0
        (tip,) = unit.calls.tips(started.call)
        unit.calls.add_correction(tip.id, correction)
        (tip,) = unit.calls.tips(started.call)
        assert (tip.frozen, tip.signed_by, tip.signed_at) == (True, "Pat Ruiz", MONDAY)
        assert tip.corrections == (correction,)
        assert tip.said == CAMERA
        changed = replace(RESULT, tips=(replace(CAMERA, text="else"),))
        with pytest.raises(DeskFault, match="correction"):
            unit.calls.finish(started.call, changed, MONDAY)
        with pytest.raises(NotFound):
            unit.calls.add_correction(TipId(99), correction)


def test_the_review_list_tells_urgent_news_and_complaints(storage: SqlStorage, started: Started) -> None:
    with storage.write() as unit:
        other = Started(unit, People(unit, new_batch(unit)).add("Ida", "Quist"), started.staff, "op-2")
        calls = unit.calls
        calls.finish(other.call, replace(RESULT, tips=()), MONDAY)
        calls.put_state(other.call, CallState.REVIEW, MONDAY)
        calls.finish(started.call, RESULT, MONDAY + MINUTE)
        calls.put_state(started.call, CallState.REVIEW, MONDAY + MINUTE)
        unit.concerns.add(other.person.callback, other.call, "D", MONDAY, NewConcern(ConcernKind.COMPLAINT, "rude"))
        first, second = calls.to_review()
        assert (first.call_id, first.new_count, first.urgent, first.complaint) == (started.call, 1, True, False)
        assert (second.call_id, second.new_count, second.urgent, second.complaint) == (other.call, 0, False, True)
        assert (first.name, first.volunteer, first.ended_at) == ("Pine, Walter", "Dana Marsh", MONDAY + MINUTE)
        calls.put_state(started.call, CallState.SIGNED, MONDAY + 2 * MINUTE)
        assert [line.call_id for line in calls.to_review()] == [other.call]
        assert [call.id for call in calls.signed_of([started.person.callback])] == [started.call]
        assert calls.signed_of([other.person.callback]) == ()


def test_a_cut_off_call_belongs_to_its_volunteer(storage: SqlStorage, started: Started) -> None:
    with storage.write() as unit:
        lee = new_staff(unit, "Lee Okafor")
        unit.calls.put_state(started.call, CallState.INTERRUPTED, MONDAY)
        assert [call.id for call in unit.calls.interrupted_of(started.staff)] == [started.call]
        assert unit.calls.interrupted_of(lee) == ()
        assert unit.calls.open_calls() == ()
        assert unit.calls.get(started.call).ended_at is None


def test_concerns_of_a_call_are_read_back_whole(storage: SqlStorage, started: Started) -> None:
    said = NewConcern(
        ConcernKind.DANGER, "He is outside.", frozenset({Heard.THREATENED, Heard.CHILD_AT_RISK}), "Sgt. Ortiz", MONDAY
    )
    with storage.write() as unit:
        raised = unit.concerns.add(started.person.callback, started.call, "Dana Marsh", MONDAY, said)
        unit.concerns.add(started.person.callback, started.call, "D", MONDAY, NewConcern(ConcernKind.PRAISE))
        found = unit.concerns.of_call(started.call)
        assert found[0] == Concern(raised, started.person.callback, started.call, MONDAY, "Dana Marsh", said)
        assert [one.said.kind for one in unit.concerns.open(frozenset({ConcernKind.PRAISE}))] == [ConcernKind.PRAISE]
        assert len(unit.concerns.open()) == 2
        unit.concerns.route(raised, "Patrol", MONDAY)
        assert [one.id for one in unit.concerns.open()] == [found[1].id]
        assert unit.concerns.get(raised).callback_id == started.person.callback, "also when it is decided"
        with pytest.raises(NotFound):
            unit.concerns.get(type(raised)(99))
        with pytest.raises(NotFound):
            unit.concerns.told(type(raised)(99), "nobody", MONDAY)


def test_the_newest_word_says_which_report_a_line_is_about(storage: SqlStorage, started: Started) -> None:
    older, newer = started.person.cases
    with storage.write() as unit:
        calls = unit.calls
        calls.finish(started.call, replace(RESULT, tips=(CAMERA, replace(CAMERA, ordinal=2, text="A van"))), MONDAY)
        calls.put_state(started.call, CallState.SIGNED, MONDAY)
        camera, van = calls.tips(started.call)
        assert (camera.case_id, camera.case_chosen, van.case_id) == (newer, False, newer)
        calls.choose_case(camera.id, newer, "Pat Ruiz", MONDAY)
        calls.choose_case(camera.id, older, "Pat Ruiz", MONDAY)
        camera, van = calls.tips(started.call)
        assert (camera.case_id, camera.case_chosen, van.case_id) == (older, True, newer)
        assert calls.tip(camera.id).case_id == older
        assert {(number, line.new_count) for line, number in calls.signed_without_packet()} == {
            ("26-1", 1),
            ("26-2", 1),
        }
        with pytest.raises(NotFound):
            calls.choose_case(TipId(99), older, "Pat Ruiz", MONDAY)


LAPTOP = PropertyFact(
    1, "Laptop", "Dell", "Latitude 5420", IdType.SERIAL, "4KX-0917-QD", "gray", "$900", read_back=True
)


def test_the_newest_list_of_articles_counts_and_those_before_stay(storage: SqlStorage, started: Started) -> None:
    with storage.write() as unit:
        calls = unit.calls
        calls.finish(started.call, replace(RESULT, tips=(CAMERA, replace(CAMERA, ordinal=2, text="A van"))), MONDAY)
        camera, van = (tip.id for tip in calls.tips(started.call))
        assert calls.property_facts([camera, van]) == {}
        phone = replace(LAPTOP, kind="Phone", quantity=2, id_type=IdType.NONE, read_back=False)
        calls.put_property_facts(camera, (LAPTOP,), "Pat Ruiz", MONDAY)
        calls.put_property_facts(van, (LAPTOP, phone), "Pat Ruiz", MONDAY)
        assert calls.property_facts([camera, van]) == {camera: (LAPTOP,), van: (LAPTOP, phone)}
        calls.put_property_facts(van, (phone,), "Pat Ruiz", MONDAY)
        calls.put_property_facts(camera, (), "Pat Ruiz", MONDAY)
        assert calls.property_facts([camera, van]) == {van: (phone,)}
        unit.commit()


def test_who_entered_a_paper_call_is_written_once(storage: SqlStorage, started: Started) -> None:
    with storage.write() as unit:
        assert unit.calls.entry(started.call) is None
        unit.calls.put_entry(started.call, "Pat Ruiz", MONDAY)
        assert unit.calls.entry(started.call) == ("Pat Ruiz", MONDAY)

"""Which finished calls a supervisor reads, what goes off in the batch, the scored form, and what a volunteer sees."""

from __future__ import annotations

from datetime import timedelta

import pytest

from callback_desk.domain.call import CallDraft, CallResult
from callback_desk.domain.concerns import ConcernKind, NewConcern
from callback_desk.domain.errors import DeskFault, NotAllowed
from callback_desk.domain.ids import CallId, CheckId, StaffId
from callback_desk.domain.quality import FORM, Band, Mark, NewCheck
from callback_desk.domain.sampling import Ladder, Stage, Why
from callback_desk.domain.tip import NewTip
from callback_desk.use_cases import finish_call, raise_concern, reading_ladder, review_call, save_call, score_call
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import AUDITOR, RUTH, SERGEANT, SUPERVISOR, World, ask, events, start, storage_of, talk

HOUR = timedelta(hours=1)
ALL_YES = {item.key: Mark.YES for item in FORM.items}


def staff_id(desk: Desk, name: str) -> StaffId:
    ((found,),) = ask(desk, "SELECT id FROM staff WHERE name = ?", name)
    return StaffId(int(str(found)))


def moved(desk: Desk, stage: Stage, name: str = RUTH) -> None:
    reading_ladder.move_on_ladder(desk, desk.new_operation(), staff_id(desk, name), stage, "All of them sound.")


def sign_quiet(desk: Desk, *calls: CallId) -> int:
    return review_call.sign_off_quiet(desk, desk.new_operation(), calls).id


def score(desk: Desk, call_id: CallId, said: NewCheck | None = None) -> CheckId:
    return CheckId(score_call.score_call(desk, desk.new_operation(), call_id, said or NewCheck(ALL_YES)).id)


def test_every_call_of_somebody_new_is_read_and_none_goes_off_in_the_batch(world: World) -> None:
    _, call_id = talk(world.enter(RUTH), lines=())
    sergeant = world.enter(SERGEANT)
    (line,) = review_call.calls_to_review(sergeant)
    assert (line.chosen, line.quiet) == (True, False)
    assert review_call.read_call(sergeant, call_id).why_read == ("Ruth is new.",)
    assert sign_quiet(sergeant, call_id) == 0
    assert len(review_call.calls_to_review(sergeant)) == 1
    review_call.sign_off(sergeant, sergeant.new_operation(), [call_id])
    assert review_call.calls_to_review(sergeant) == ()


def test_the_batch_takes_only_what_is_quiet_at_that_moment(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    moved(sergeant, Stage.EXPERIENCED)
    ruth = world.enter(RUTH)
    _, plain = talk(ruth, lines=())
    _, news = talk(ruth)
    started, complained = talk(ruth, lines=())
    lines = {line.call_id: line.quiet for line in review_call.calls_to_review(sergeant)}
    assert lines == {plain: True, news: False, complained: True}
    said = NewConcern(ConcernKind.COMPLAINT, "The officer laughed.")
    raise_concern.raise_concern(ruth, ruth.new_operation(), started.callback_id, complained, said)
    assert sign_quiet(sergeant, plain, news, complained) == 1
    assert {line.call_id for line in review_call.calls_to_review(sergeant)} == {news, complained}
    assert review_call.read_call(sergeant, complained).why_read == ("There is a complaint.",)


def test_nobodys_own_call_is_in_their_batch_or_scored_by_them(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    moved(world.enter(SUPERVISOR), Stage.EXPERIENCED, SERGEANT)
    _, mine = talk(sergeant, lines=())
    (line,) = review_call.calls_to_review(sergeant)
    assert (line.own, line.quiet) == (True, False)
    assert sign_quiet(sergeant, mine) == 0
    for press in (
        lambda: score(sergeant, mine),
        lambda: review_call.sign_off(sergeant, sergeant.new_operation(), [mine]),
        lambda: review_call.send_back(sergeant, sergeant.new_operation(), mine, "What color?"),
    ):
        with pytest.raises(NotAllowed, match="Another supervisor"):
            press()
    other = world.enter(SUPERVISOR)
    assert [one.quiet for one in review_call.calls_to_review(other)] == [True]
    assert sign_quiet(other, mine) == 1


@pytest.mark.parametrize("kind", [ConcernKind.DISTRESS, ConcernKind.COMPLAINT, ConcernKind.SOMETHING_WRONG])
def test_a_call_with_distress_or_a_complaint_is_read_however_it_ended(world: World, kind: ConcernKind) -> None:
    sergeant = world.enter(SERGEANT)
    moved(sergeant, Stage.EXPERIENCED)
    ruth = world.enter(RUTH)
    started = start(ruth)
    save_call.save_draft(ruth, started.call_id, started.fence, CallDraft("{}"))
    done = raise_concern.raise_concern(
        ruth, ruth.new_operation(), started.callback_id, started.call_id, NewConcern(kind, "Their words.")
    )
    if kind is ConcernKind.DISTRESS:
        raise_concern.told_a_person(ruth, ruth.new_operation(), done.id, "Sgt. Fields")
    finish_call.finish_call(
        ruth, ruth.new_operation(), started.call_id, started.fence, CallResult("soft_refusal", note="Not today.")
    )
    (line,) = review_call.calls_to_review(sergeant)
    assert (line.call_id, line.chosen, line.quiet) == (started.call_id, True, False)
    call = review_call.read_call(sergeant, started.call_id)
    assert call.why_read
    assert call.complaint is (kind is ConcernKind.COMPLAINT)
    assert any("Their words." in words for words in call.concerns) is (kind is not ConcernKind.COMPLAINT)


def test_a_lead_does_not_wait_for_its_form(world: World) -> None:
    _, call_id = talk(world.enter(RUTH))
    sergeant = world.enter(SERGEANT)
    assert score_call.calls_to_score(sergeant) == ()
    review_call.sign_off(sergeant, sergeant.new_operation(), [call_id])
    assert [line.call_id for line in score_call.calls_to_score(sergeant)] == [call_id]
    score(sergeant, call_id)
    assert score_call.calls_to_score(sergeant) == ()
    assert [check.by for check in review_call.read_call(sergeant, call_id).scored] == [SERGEANT]


def test_what_is_forgotten_after_a_month_is_not_asked_for(world: World) -> None:
    _, call_id = talk(world.enter(RUTH))
    sergeant = world.enter(SERGEANT)
    review_call.sign_off(sergeant, sergeant.new_operation(), [call_id])
    world.clock.move(days=31)
    later = world.enter(SERGEANT)
    assert score_call.calls_to_score(later) == ()


def test_the_volunteer_reads_the_score_in_words_and_once_as_new(world: World) -> None:
    ruth = world.enter(RUTH)
    _, call_id = talk(ruth)
    sergeant = world.enter(SERGEANT)
    marks = ALL_YES | {"promised": Mark.NO, "words": Mark.CANNOT_TELL}
    first = score(sergeant, call_id, NewCheck(marks, "You said we would catch them. Please do not.", beside=True))
    told = score_call.my_feedback(ruth)
    assert told.stage == "New: every call is read"
    (line,) = told.lines
    assert line.words == "To talk over: 7 of 8 lines yes, 1 could not be told."
    assert line.to_talk_over == ("Promised nothing that is not ours to promise",)
    assert (line.note, line.by, line.beside, line.new) == (
        "You said we would catch them. Please do not.", SERGEANT, True, True,
    )  # fmt: skip
    score_call.feedback_read(ruth, ruth.new_operation(), first)
    assert score_call.my_feedback(ruth).new == 0
    score(sergeant, call_id)
    assert [one.new for one in score_call.my_feedback(ruth).lines] == [True, False]


def test_nobody_reads_or_puts_away_what_is_about_somebody_else(world: World) -> None:
    _, call_id = talk(world.enter(RUTH))
    sergeant = world.enter(SERGEANT)
    check = score(sergeant, call_id)
    carmen = world.enter("Carmen Ibarra")
    assert score_call.my_feedback(carmen).lines == ()
    with pytest.raises(DeskFault, match="not about a call of yours"):
        score_call.feedback_read(carmen, carmen.new_operation(), check)


def test_a_kept_form_is_never_changed(world: World) -> None:
    _, call_id = talk(world.enter(RUTH))
    sergeant = world.enter(SERGEANT)
    score(sergeant, call_id)
    assert "review.score" in events(sergeant)
    for statement in (
        "UPDATE quality_checks SET note = 'x'",
        "DELETE FROM draws",
        "UPDATE ladder_moves SET stage = 'x'",
    ):
        table = statement.split()[1] if statement.startswith("UPDATE") else statement.split()[2]
        if table == "ladder_moves":
            moved(sergeant, Stage.SETTLED)
        with storage_of(sergeant).write() as unit, pytest.raises(Exception, match="append-only"):
            unit.connection.exec_driver_sql(statement)


def change(desk: Desk, ladder: Ladder, reason: str = "A new script.") -> None:
    reading_ladder.change_shares(desk, desk.new_operation(), ladder, reason)


def test_more_calls_are_read_from_the_next_on_and_what_was_drawn_keeps_its_share(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    moved(sergeant, Stage.SETTLED)
    ruth = world.enter(RUTH)
    _, before = talk(ruth, lines=())
    change(sergeant, Ladder(settled_percent=100))
    _, after = talk(ruth, lines=())
    assert ask(sergeant, "SELECT call_id, percent FROM draws ORDER BY id") == [(before, 15), (after, 100)]
    assert review_call.read_call(sergeant, after).why_read == ("Drawn by chance: 100 in 100 of Ruth’s calls are read.",)
    change(sergeant, Ladder(), "The script is known by now.")
    assert review_call.read_call(sergeant, after).why_read, "its reason stays"
    auditor = world.enter(AUDITOR)
    again = reading_ladder.do_draws_again(auditor, sergeant.clock.now() - HOUR, sergeant.clock.now() + HOUR)
    assert (again.draws, again.other) == (2, ()), "each is drawn again by the share it was drawn with"


def test_shares_are_changed_with_a_reason_never_below_the_floor_and_on_record(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    for ladder, reason, match in (
        (Ladder(settled_percent=14), "Too much to read.", "15"),
        (Ladder(experienced_percent=1), "Too much to read.", "2"),
        (Ladder(new_percent=50), "Too much to read.", "100"),
        (Ladder(settled_percent=30), " ", "Say in one line why"),
        (Ladder(), "As before.", "Nothing was changed"),
    ):
        with pytest.raises(DeskFault, match=match):
            change(sergeant, ladder, reason)
    assert reading_ladder.shares(sergeant).changes == ()
    change(sergeant, Ladder(settled_percent=30, new_calls=20), "A new  script.")
    found = reading_ladder.shares(sergeant)
    assert found.ladder == Ladder(settled_percent=30, new_calls=20)
    (one,) = found.changes
    assert one.text == ("settled in: 15 to 30 of 100; moving up is offered after 20 calls, not 10. A new script.")
    assert one.by == SERGEANT
    assert "rules.change" in events(sergeant)
    with pytest.raises(NotAllowed):
        change(world.enter(RUTH), Ladder(settled_percent=40))


def test_only_a_supervisor_moves_anybody_with_a_reason_and_never_themselves(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    ruth = staff_id(sergeant, RUTH)
    with pytest.raises(DeskFault, match="Say in one line why"):
        reading_ladder.move_on_ladder(sergeant, sergeant.new_operation(), ruth, Stage.SETTLED, " ")
    with pytest.raises(DeskFault, match="stand there already"):
        reading_ladder.move_on_ladder(sergeant, sergeant.new_operation(), ruth, Stage.NEW, "As before.")
    with pytest.raises(NotAllowed):
        moved(sergeant, Stage.EXPERIENCED, SERGEANT)
    moved(sergeant, Stage.SETTLED)
    found = {one.name: one for one in reading_ladder.who_stands_where(sergeant)}
    assert (found[RUTH].stage, found[RUTH].percent, found[RUTH].moved_by) == (Stage.SETTLED, 15, SERGEANT)
    assert found["Carmen Ibarra"].stage is Stage.NEW
    assert list(found) == sorted(found)
    assert "ladder.move" in events(sergeant)


def test_moving_up_is_offered_once_enough_calls_were_signed_off(world: World) -> None:
    sergeant, ruth = world.enter(SERGEANT), world.enter(RUTH)
    for _ in range(10):
        assert all(one.offer is None for one in reading_ladder.who_stands_where(sergeant))
        _, call_id = talk(ruth, lines=())
        review_call.sign_off(sergeant, sergeant.new_operation(), [call_id])
    (stands,) = (one for one in reading_ladder.who_stands_where(sergeant) if one.name == RUTH)
    assert (stands.read, stands.stage, stands.offer) == (10, Stage.NEW, Stage.SETTLED)


def test_an_auditor_does_the_draws_again_and_finds_one_that_was_made_up(world: World) -> None:
    ruth = world.enter(RUTH)
    _, call_id = talk(ruth)
    talk(ruth, lines=())
    auditor = world.enter(AUDITOR)
    now = auditor.clock.now()
    span = (now - timedelta(days=1), now + timedelta(days=1))
    again = reading_ladder.do_draws_again(auditor, *span)
    assert (again.draws, again.other) == (2, ())
    assert len(bytes.fromhex(again.seed_hex)) == 32
    with storage_of(ruth).write() as unit:
        unit.connection.exec_driver_sql(
            "INSERT INTO draws (call_id, at, stage, percent, draw, reasons, flags) "
            "SELECT call_id, at, stage, percent, (draw + 1) % 10000, '', '' FROM draws WHERE call_id = ?",
            (call_id,),
        )
        unit.commit()
    assert reading_ladder.do_draws_again(auditor, *span).other == (call_id,)


def test_figures_count_what_was_chosen_and_name_nobody(world: World) -> None:
    sergeant, ruth = world.enter(SERGEANT), world.enter(RUTH)
    _, first = talk(ruth)
    started = start(ruth)
    save_call.save_draft(ruth, started.call_id, started.fence, CallDraft("{}"))
    urgent = NewTip(1, "He sells it tonight.", ruth.clock.now(), urgent=True)
    from callback_desk.use_cases import urgent_tip

    urgent_tip.told_of_urgent(ruth, ruth.new_operation(), started.call_id, "Sgt. Fields", [urgent.text])
    result = CallResult("talked_all", tips=(urgent,))
    finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, result)
    moved(sergeant, Stage.EXPERIENCED)
    talk(ruth, lines=())
    score(sergeant, first, NewCheck(ALL_YES | {"open": Mark.NO}))
    found = score_call.review_figures(sergeant, sergeant.clock.now() - timedelta(days=1))
    assert (found.finished, found.chosen, found.scored) == (3, 2, 1)
    assert found.reasons == {Why.URGENT: 1, Why.NEW: 2}
    assert found.bands == {Band.MOSTLY: 1}
    assert {item.words: (item.yes, item.no) for item in found.items}[
        "Asked openly, without putting words in anybody’s mouth"
    ] == (0, 1)
    assert RUTH.split()[0] not in repr(found)

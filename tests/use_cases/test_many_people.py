"""One act on many people: seen beforehand, done in short steps, taken back as long as nobody decided otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.many import MOST_ASKED, MOST_PEOPLE, Left, ManyAct, ManyActId, left_alone
from callback_desk.domain.queue import MOVES, CallbackState, Move
from callback_desk.use_cases import call_list, decide_hold, list_out, list_views, many_people, next_call
from callback_desk.use_cases.desk import Desk
from tests.use_cases.list_scenes import LOOK, VIEW, WHY, done_to, waiting
from tests.use_cases.made_desks import CARMEN, RUTH, SERGEANT, World, ask, claim, events


def _standing(desk: Desk) -> dict[int, tuple[object, ...]]:
    rows = ask(
        desk,
        "SELECT id, state, ready_at, priority, reason, rule, rule_version, promised_at, promise_note, promise_owner, "
        "fence, urgent FROM callbacks",
    )
    return {int(str(row[0])): row[1:] for row in rows}


def _back(desk: Desk, act: ManyActId) -> int:
    many_people.take_back(desk, desk.new_operation(), act)
    after, back = 0, 0
    while some := many_people.to_put_back(desk, act, after):
        back += many_people.put_some_back(desk, desk.new_operation(), act, some).id
        after = some[-1]
    return back


@pytest.mark.parametrize("act", [ManyAct.HOLD, ManyAct.KEEP_OFF, ManyAct.CLOSE])
def test_who_is_being_called_is_left_alone_and_everybody_else_comes_back_as_they_were(
    world: World, act: ManyAct
) -> None:
    desk, ruth = world.enter(SERGEANT), world.enter(RUTH)
    busy = claim(ruth).callback_id
    before = _standing(desk)
    ids = sorted(before)
    shown = many_people.preview(desk, act, [*ids, 9_999])
    assert set(shown.will) == set(ids) - {busy}
    assert dict(shown.left) == {Left.IN_CALL: 1, Left.GONE: 1}
    done = done_to(desk, act, ids)
    after = _standing(desk)
    expected = {ManyAct.HOLD: "held", ManyAct.KEEP_OFF: "excluded", ManyAct.CLOSE: "done"}[act]
    assert {after[one][0] for one in shown.will} == {expected}
    assert after[busy] == before[busy]
    assert next_call.claim_next(world.enter(CARMEN), desk.new_operation()) is None
    assert _back(desk, done) == len(shown.will)
    assert _standing(desk) == before
    (line,) = many_people.on_record(desk)
    assert (line.act, line.reason, line.people, line.back) == (act, WHY, len(shown.will), len(shown.will))
    assert line.taken_back_by == SERGEANT
    assert events(desk).count("queue.decide") == 2  # one line for the act, one for taking it back


def test_what_somebody_decided_since_stays(world: World) -> None:
    desk = world.enter(SERGEANT)
    first, second, *_ = ids = waiting(desk)
    done = done_to(desk, ManyAct.HOLD, ids)
    decide_hold.keep_off(desk, desk.new_operation(), [first])
    assert _back(desk, done) == len(ids) - 1
    after = _standing(desk)
    assert (after[first][0], after[second][0]) == ("excluded", "waiting")


def test_an_ok_for_many_opens_who_may_be_opened_and_is_over_when_taken_back(world: World) -> None:
    desk = world.enter(SERGEANT)
    held, ruled, plain = waiting(desk, 3)
    done_to(desk, ManyAct.HOLD, [held])
    ((number,),) = ask(
        desk, "SELECT c.number FROM cases c JOIN reports r ON r.case_id = c.id WHERE r.callback_id = ?", ruled
    )
    decide_hold.hold_case(desk, desk.new_operation(), str(number), "The detective asked for it.", None)
    shown = many_people.preview(desk, ManyAct.OK, [held, ruled, plain])
    assert shown.will == (held,)
    assert dict(shown.left) == {Left.RULE: 1, Left.NOT_HELD: 1}
    assert call_list.why(desk, held).may_release
    done = done_to(desk, ManyAct.OK, [held, ruled, plain])
    assert [_standing(desk)[one][0] for one in (held, ruled, plain)] == ["waiting", "held", "waiting"]
    assert _back(desk, done) == 1
    assert _standing(desk)[held][0] == "held"
    ((until, at),) = ask(desk, "SELECT until, at FROM releases ORDER BY id DESC LIMIT 1")
    assert until == at  # the newest counts, and it is over


def test_a_promised_call_is_handed_to_another_volunteer(world: World) -> None:
    desk = world.enter(SERGEANT)
    promised, other = waiting(desk, 2)
    owners = {one.name: one.id for one in many_people.volunteers(desk)}
    assert set(owners) == {RUTH, CARMEN}
    with desk.storage.write(desk.session) as uow:
        entry = uow.queue.get(promised)
        at = desk.clock.now() + timedelta(hours=3)
        uow.queue.put(entry.finished(Move.HOLD, promised_at=at))
        uow.queue.put(uow.queue.get(promised).reopened(Move.RELEASE, at))
        uow.queue.put_promise_note(promised, "after work", owner=owners[RUTH])
        uow.commit()
    before = _standing(desk)
    shown = many_people.preview(desk, ManyAct.ASSIGN, [promised, other], owners[CARMEN])
    assert (shown.will, dict(shown.left)) == ((promised,), {Left.NO_PROMISE: 1})
    op = desk.new_operation()
    act = ManyActId(many_people.begin(desk, op, ManyAct.ASSIGN, "Ruth is ill today.", 1, owners[CARMEN]).id)
    many_people.do_some(desk, desk.new_operation(), act, [promised, other], 7, owners[CARMEN])
    after = _standing(desk)
    assert after[promised][8] == owners[CARMEN]
    assert after[other] == before[other]
    assert dict(many_people.preview(desk, ManyAct.ASSIGN, [promised], owners[CARMEN]).left) == {Left.THEIRS_ALREADY: 1}
    _back(desk, act)
    assert _standing(desk) == before


def test_an_act_needs_a_reason_somebody_and_not_too_many(world: World) -> None:
    desk = world.enter(SERGEANT)
    with pytest.raises(DeskFault, match="sentence why"):
        many_people.begin(desk, desk.new_operation(), ManyAct.HOLD, "no", 3)
    with pytest.raises(DeskFault, match="Nobody is left"):
        many_people.begin(desk, desk.new_operation(), ManyAct.HOLD, WHY, 0)
    with pytest.raises(DeskFault, match="Narrow the list"):
        many_people.preview(desk, ManyAct.HOLD, range(MOST_PEOPLE + 1))
    with pytest.raises(DeskFault, match="Narrow the list"):
        many_people.preview(desk, ManyAct.OK, range(MOST_ASKED + 1))
    with pytest.raises(DeskFault, match="Choose the volunteer"):
        many_people.begin(desk, desk.new_operation(), ManyAct.ASSIGN, WHY, 1)


def test_an_act_touches_nobody_whom_the_table_of_moves_does_not_let_it_touch() -> None:
    moves = {
        ManyAct.HOLD: Move.HOLD,
        ManyAct.OK: Move.RELEASE,
        ManyAct.KEEP_OFF: Move.EXCLUDE,
        ManyAct.CLOSE: Move.CLOSE,
    }
    for act, move in moves.items():
        touched = [state for state in CallbackState if left_alone(act, state) is None]
        assert touched
        assert all((state, move) in MOVES for state in touched), act


def test_a_view_is_kept_replaced_shared_and_removed_by_its_owner_alone(world: World) -> None:
    desk = world.enter(SERGEANT)
    list_views.keep_view(desk, desk.new_operation(), VIEW)
    (kept,) = list_views.views(desk)
    assert (kept.name, kept.asked, kept.own, kept.shared) == (VIEW.name, VIEW.asked, True, False)
    from dataclasses import replace

    list_views.keep_view(desk, desk.new_operation(), replace(VIEW, name="stolen, to DECIDE", shared=True, look=LOOK))
    (kept,) = list_views.views(desk)
    assert (kept.shared, kept.look) == (True, LOOK)
    with pytest.raises(DeskFault, match="a name"):
        list_views.keep_view(desk, desk.new_operation(), replace(VIEW, name="  "))
    list_views.drop_view(desk, desk.new_operation(), kept.id)
    assert list_views.views(desk) == ()


def test_how_the_list_looks_is_remembered_per_person(world: World) -> None:
    desk = world.enter(SERGEANT)
    assert list_views.look(desk) == type(LOOK)()
    list_views.keep_look(desk, desk.new_operation(), LOOK)
    assert list_views.look(desk) == LOOK
    assert list_views.look(world.enter(SERGEANT)) == LOOK


def test_no_more_than_twenty_five_people_leave_the_list_at_once_and_each_time_is_on_record(world: World) -> None:
    desk = world.enter(SERGEANT)
    list_out.copied(desk, desk.new_operation(), 25)
    for people, words in ((26, "At most 25"), (0, "Choose somebody")):
        with pytest.raises(DeskFault, match=words):
            list_out.copied(desk, desk.new_operation(), people)
    assert events(desk).count("export.done") == 1


def test_the_list_of_a_shift_names_who_may_be_called_and_nothing_of_the_report(world: World) -> None:
    desk = world.enter(SERGEANT)
    off: CallbackId = waiting(desk, 1)[0]
    done_to(desk, ManyAct.HOLD, [off])
    name = call_list.why(desk, off).name.display
    lines = list_out.shift_lines(desk)
    assert 0 < len(lines) <= list_out.MOST_ROWS
    assert name not in {line[1] for line in lines}
    on_paper = " ".join(" ".join(line) for line in lines)
    for (said,) in ask(desk, "SELECT number FROM cases UNION SELECT offense_label FROM callbacks"):
        assert str(said) not in on_paper


def test_who_is_to_be_called_first_is_and_as_before_when_it_is_taken_back(world: World) -> None:
    desk = world.enter(SERGEANT)
    last = CallbackId(int(str(ask(desk, "SELECT max(id) FROM callbacks WHERE state = 'waiting'")[0][0])))
    act = done_to(desk, ManyAct.FIRST, [last])
    assert ask(desk, "SELECT urgent, priority FROM callbacks WHERE id = ?", last) == [(WHY, 1)]
    assert _back(desk, act) == 1
    assert ask(desk, "SELECT urgent, priority FROM callbacks WHERE id = ?", last) == [("", 3)]

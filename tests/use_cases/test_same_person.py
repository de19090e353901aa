"""Two people who are only alike: asked about, held until somebody says, and one callback when they are one."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.ids import BatchId, CallbackId, LikenessId
from callback_desk.domain.import_rows import Preview
from callback_desk.domain.incident import Pile
from callback_desk.use_cases import call_list, decide_hold, next_call, same_person, undo_import
from callback_desk.use_cases.desk import Desk, Work
from callback_desk.use_cases.judge_again import judge_the_rest
from tests.use_cases.made_desks import RUTH, SERGEANT, WORKDAY, World, ask, bring_in, plain_rows, write_rows

NOOR, STRANGER = plain_rows(2, WORKDAY.date(), seed=31, first=600)
NOOR = {**NOOR, "Victim Last Name": "Merriweather", "Victim First Name": "Noor", "Case Number": "26-900001"}
ALIKE = {**NOOR, "Victim Last Name": "Meriweather", "Case Number": "26-900002", "Victim Cell Phone": "312-555-0167"}


def _in(desk: Desk, tmp_path: Path, *rows: dict[str, str], name: str = "list.csv") -> tuple[BatchId, Preview]:
    batch, preview = bring_in(desk, write_rows(tmp_path / name, list(rows)))
    return batch.id, preview


def _asked(desk: Desk) -> tuple[LikenessId, CallbackId, CallbackId]:
    """The open question, who waits, and the callback of the other."""
    [(likeness, own, other)] = ask(
        desk,
        "SELECT l.id, c.id, o.id FROM likenesses l JOIN callbacks c ON c.victim_id = l.victim_id "
        "LEFT JOIN callbacks o ON o.victim_id = l.other_id WHERE l.answer = ''",
    )
    return LikenessId(int(str(likeness))), CallbackId(int(str(own))), CallbackId(int(str(other)))


def _state(desk: Desk, callback_id: CallbackId) -> tuple[object, object]:
    [(state, reason)] = ask(desk, "SELECT state, reason FROM callbacks WHERE id = ?", callback_id)
    return state, reason


def _settled(desk: Desk, batch: BatchId) -> None:
    """What an import does of itself, once more: what it answered is not answered twice."""
    with desk.storage.write(desk.session) as uow:
        same_person.settle_by_birth_dates(Work(uow, desk.clock.now(), desk, Role.SUPERVISOR), batch)
        uow.commit()
    judge_the_rest(desk)


def _decided(desk: Desk) -> list[tuple[object, ...]]:
    return ask(
        desk,
        "SELECT event, object_id, fields FROM audit_events WHERE event IN ('queue.decide', 'merge.link') ORDER BY seq",
    )


def _nobody_else(desk: Desk) -> None:
    """Whoever was on the list before is kept off it: the next card is of these two."""
    waiting = [CallbackId(int(str(row[0]))) for row in ask(desk, "SELECT id FROM callbacks WHERE state = 'waiting'")]
    decide_hold.keep_off(desk, desk.new_operation(), waiting)


def _cases(desk: Desk, callback_id: CallbackId) -> set[str]:
    return set(call_list.why(desk, callback_id).case_numbers)


@pytest.mark.parametrize("one_file", [True, False])
def test_who_is_only_alike_waits_for_an_answer(world: World, tmp_path: Path, one_file: bool) -> None:
    desk = world.enter(SERGEANT)
    if one_file:
        _, preview = _in(desk, tmp_path, NOOR, STRANGER, ALIKE)
    else:
        _in(desk, tmp_path, NOOR, STRANGER)
        _, preview = _in(desk, tmp_path, ALIKE, name="later.csv")
    assert preview.counts.of(Pile.HELD) == 1
    assert preview.counts.reasons["maybe_same"] == 1
    _, own, other = _asked(desk)
    assert _state(desk, own) == ("held", "maybe_same")
    assert _state(desk, other) == ("waiting", "")
    view = call_list.why(desk, own)
    assert not view.may_release
    [question] = view.maybe_same
    assert question.name == "Noor Merriweather"
    assert question.case_numbers == ("26-900001",)
    assert question.words == "Name spelled alike, same birth date, same address"
    assert question.standing == "waits for a call"


def test_the_same_person_is_one_callback_with_both_reports(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    _in(desk, tmp_path, NOOR)
    _in(desk, tmp_path, ALIKE, name="later.csv")
    likeness, own, other = _asked(desk)
    done = same_person.say_who(desk, desk.new_operation(), likeness, same=True)
    assert done.id == other
    assert _state(desk, own)[0] == "withdrawn"
    assert _state(desk, other) == ("waiting", "")
    view = call_list.why(desk, other)
    assert set(view.case_numbers) == {"26-900001", "26-900002"}
    assert "+13125550167" in view.phones
    assert len(view.phones) == 2
    # the next list that spells the name so is about the one person
    _, preview = _in(desk, tmp_path, {**ALIKE, "Notes": "Left a card."}, name="third.csv")
    assert preview.counts.of(Pile.MERGED) == 1
    assert _state(desk, own)[0] == "withdrawn"
    _, preview = _in(desk, tmp_path, {**ALIKE, "Case Number": "26-900003"}, name="fourth.csv")
    assert preview.counts.reasons == {"repeat_victim": 1}  # the third report in a year
    assert _cases(desk, other) == {"26-900001", "26-900002", "26-900003"}


def test_another_person_is_called_and_never_asked_about_again(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    _in(desk, tmp_path, NOOR)
    _in(desk, tmp_path, ALIKE, name="later.csv")
    likeness, own, _ = _asked(desk)
    same_person.say_who(desk, desk.new_operation(), likeness, same=False)
    assert _state(desk, own) == ("waiting", "")
    assert call_list.why(desk, own).maybe_same == ()
    _, preview = _in(desk, tmp_path, {**ALIKE, "Case Number": "26-900003"}, name="third.csv")
    assert preview.counts.of(Pile.MERGED) == 1
    assert _state(desk, own) == ("waiting", "")
    with pytest.raises(NotFound, match="answered"):
        same_person.say_who(desk, desk.new_operation(), likeness, same=True)


def test_an_answer_lifts_no_other_rule(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    _nobody_else(desk)
    _in(desk, tmp_path, NOOR)
    _in(desk, tmp_path, {**ALIKE, "Domestic Violence": "Y"}, name="later.csv")
    likeness, own, other = _asked(desk)
    assert _state(desk, own) == ("excluded", "domestic")
    same_person.say_who(desk, desk.new_operation(), likeness, same=True)
    assert _state(desk, other) == ("excluded", "domestic")  # one person, and one of the reports says never
    assert next_call.claim_next(world.enter(RUTH), desk.new_operation()) is None


def test_a_wish_goes_with_the_person(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    _in(desk, tmp_path, NOOR)
    _in(desk, tmp_path, ALIKE, name="later.csv")
    likeness, own, other = _asked(desk)
    decide_hold.do_not_contact(desk, desk.new_operation(), own, "asked by letter")
    same_person.say_who(desk, desk.new_operation(), likeness, same=True)
    assert _state(desk, other) == ("excluded", "do_not_contact")


def test_nobody_is_joined_while_in_a_call(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    _nobody_else(desk)
    _in(desk, tmp_path, NOOR)
    _in(desk, tmp_path, ALIKE, name="later.csv")
    likeness, own, other = _asked(desk)
    ruth = world.enter(RUTH)
    card = next_call.claim_next(ruth, ruth.new_operation())
    assert card is not None
    assert card.callback_id == other
    desk = world.enter(SERGEANT)
    with pytest.raises(DeskFault, match="in a call"):
        same_person.say_who(desk, desk.new_operation(), likeness, same=True)
    assert _asked(desk)[0] == likeness
    assert _state(desk, own) == ("held", "maybe_same")


def test_a_number_of_a_crowd_says_nothing(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    many = plain_rows(14, WORKDAY.date(), seed=33, first=640)
    names = ("Merriweather", "Meriweather", *(f"Tarn{letter}" for letter in "abcdefghijkl"))
    rows = [
        {**row, "Victim Last Name": name, "Victim First Name": "Noor", "Victim Cell Phone": "312-555-0166"}
        for row, name in zip(many, names, strict=True)
    ]
    for row in rows:
        row["Victim DOB"] = ""
    _in(desk, tmp_path, *rows)
    assert ask(desk, "SELECT count(*) FROM likenesses") == [(0,)]
    two = [{**row, "Case Number": f"26-9100{at:02d}"} for at, row in enumerate(rows[:2])]
    _in(desk, tmp_path, *two, name="two.csv")
    assert ask(desk, "SELECT count(*) FROM likenesses") == [(0,)]


def test_the_question_goes_with_the_import_it_is_about(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    first, _ = _in(desk, tmp_path, NOOR)
    _in(desk, tmp_path, ALIKE, name="later.csv")
    _, own, _ = _asked(desk)
    undo_import.undo_batch(desk, desk.new_operation(), first)
    assert call_list.why(desk, own).maybe_same == ()
    assert _state(desk, own) == ("waiting", "")


def test_co_victims_and_household_are_shown(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    brother = {**STRANGER, "Case Number": NOOR["Case Number"]}
    flatmate = {**plain_rows(1, WORKDAY.date(), seed=32, first=700)[0], "Victim Cell Phone": NOOR["Victim Cell Phone"]}
    cousin = {
        **plain_rows(1, WORKDAY.date(), seed=35, first=710)[0],
        "Victim Last Name": "Merriweather",
        "Victim Address": NOOR["Victim Address"],
    }
    _in(desk, tmp_path, NOOR, brother, flatmate, cousin)
    [(noor,)] = ask(desk, "SELECT c.id FROM callbacks c JOIN victims v ON v.id = c.victim_id WHERE v.first = 'Noor'")
    others = call_list.why(desk, CallbackId(int(str(noor)))).others
    assert [one.words for one in others] == [
        "on the same report; waits for a call",
        "same number; waits for a call",
        "same surname and address; waits for a call",
    ]
    assert all(one.callback_id for one in others)


# One number, one spelling apart, and no birth date on one of the two: only a later list can say.
NO_DAY = {**ALIKE, "Victim Cell Phone": NOOR["Victim Cell Phone"], "Victim DOB": ""}
OTHER_DAY = "06/15/1961"


def _two_alike(desk: Desk, tmp_path: Path, *, known: bool) -> tuple[LikenessId, CallbackId, CallbackId]:
    """`known`: the birth date of the one who was first is here, that of the one who waits is not; or the reverse."""
    first = NOOR if known else {**NOOR, "Victim DOB": ""}
    second = NO_DAY if known else {**NO_DAY, "Victim DOB": NOOR["Victim DOB"]}
    _in(desk, tmp_path, first)
    _in(desk, tmp_path, second, name="second.csv")
    return _asked(desk)


@pytest.mark.parametrize("known", [True, False])
def test_another_birth_date_answers_two_people(world: World, tmp_path: Path, known: bool) -> None:
    desk = world.enter(SERGEANT)
    likeness, own, other = _two_alike(desk, tmp_path, known=known)
    assert _state(desk, own)[0] == "held"
    late = {**(NO_DAY if known else NOOR), "Victim DOB": OTHER_DAY}
    batch, preview = _in(desk, tmp_path, late, name="third.csv")
    assert preview.counts.of(Pile.HELD) == 0  # said before it is imported as it is after
    assert preview.counts.of(Pile.MERGED) == 1
    _settled(desk, batch)  # what the import answered is not answered twice
    assert _state(desk, own) == ("waiting", "")
    assert _state(desk, other) == ("waiting", "")
    assert call_list.why(desk, own).maybe_same == ()
    said = '{"by":"birth-dates","decided":"another"}'
    assert [row for row in _decided(desk) if row[1] == str(own)] == [("queue.decide", str(own), said)]
    with pytest.raises(NotFound, match="answered"):
        same_person.say_who(desk, desk.new_operation(), likeness, same=True)
    # a list after that asks nothing more and holds nobody
    _, preview = _in(desk, tmp_path, {**late, "Notes": "Left a card."}, name="fourth.csv")
    assert preview.counts.of(Pile.HELD) == 0
    assert _state(desk, own) == ("waiting", "")


def test_the_same_birth_date_is_a_reason_more_and_a_person_answers(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    _, own, _ = _two_alike(desk, tmp_path, known=True)
    [before] = call_list.why(desk, own).maybe_same
    assert before.words == "Name spelled alike, same number, same address"
    _, preview = _in(desk, tmp_path, {**NO_DAY, "Victim DOB": NOOR["Victim DOB"]}, name="third.csv")
    assert preview.counts.reasons.get("maybe_same") == 1
    assert _state(desk, own) == ("held", "maybe_same")
    [after] = call_list.why(desk, own).maybe_same
    assert after.words == "Name spelled alike, same birth date, same number, same address"


def test_two_birth_dates_of_one_person_answer_nothing(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    _, own, _ = _two_alike(desk, tmp_path, known=True)
    rows = [
        {**NO_DAY, "Victim DOB": day, "Case Number": f"26-90001{at}"}
        for at, day in enumerate((OTHER_DAY, "06/16/1961"))
    ]
    for at, row in enumerate(rows):
        with desk.storage.write(desk.session) as uow:  # a list that was read wrong
            uow.connection.exec_driver_sql("UPDATE victims SET birth_date = NULL")
            uow.commit()
        _in(desk, tmp_path, row, name=f"wrong{at}.csv")
    assert _cases(desk, own) == {"26-900002", "26-900010", "26-900011"}
    assert len(call_list.why(desk, own).maybe_same) == 1


def test_the_question_comes_back_when_the_birth_date_is_taken_back(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    _, own, _ = _two_alike(desk, tmp_path, known=True)
    batch, _ = _in(desk, tmp_path, {**NO_DAY, "Victim DOB": OTHER_DAY}, name="third.csv")
    assert _state(desk, own) == ("waiting", "")
    undo_import.undo_batch(desk, desk.new_operation(), batch)
    assert len(call_list.why(desk, own).maybe_same) == 1
    assert _state(desk, own)[0] == "held"


def test_two_who_became_one_are_on_record_as_linked(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    _in(desk, tmp_path, NOOR)
    _in(desk, tmp_path, ALIKE, name="later.csv")
    likeness, _, other = _asked(desk)
    same_person.say_who(desk, desk.new_operation(), likeness, same=True)
    assert _decided(desk) == [("merge.link", str(other), "{}")]

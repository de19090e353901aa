"""Two people who are only alike: asked about, held until somebody says, and one callback when they are one."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.ids import BatchId, CallbackId, LikenessId
from callback_desk.domain.import_rows import Preview
from callback_desk.domain.incident import Pile
from callback_desk.use_cases import call_list, decide_hold, next_call, same_person, undo_import
from callback_desk.use_cases.desk import Desk
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

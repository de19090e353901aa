"""The conflict radar remembers: what one export gives for a suspect, another may give for a victim."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.domain.ids import CallbackId
from callback_desk.domain.incident import Pile
from callback_desk.use_cases import call_list, decide_hold, import_report, next_call, undo_import
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import CARMEN, RUTH, SERGEANT, WORKDAY, World, ask, bring_in, plain_rows, write_rows

ANN, BEN, CAL = (
    {**row, "Case Number": f"26-88000{at}"} for at, row in enumerate(plain_rows(3, WORKDAY.date(), seed=41, first=800))
)
NAMED = {**BEN, "Suspect Phone": ANN["Victim Cell Phone"]}  # Ben's report gives Ann's number for its suspect


def _state(desk: Desk, row: dict[str, str]) -> tuple[CallbackId, object, object]:
    [(callback_id, state, reason)] = ask(
        desk,
        "SELECT DISTINCT c.id, c.state, c.reason FROM callbacks c JOIN reports r ON r.callback_id = c.id "
        "JOIN cases k ON k.id = r.case_id WHERE k.number = ?",
        row["Case Number"],
    )
    return CallbackId(int(str(callback_id))), state, reason


def test_a_number_an_earlier_report_gave_for_a_suspect_holds_its_victim(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    bring_in(desk, write_rows(tmp_path / "first.csv", [NAMED]))
    _batch, preview = bring_in(desk, write_rows(tmp_path / "later.csv", [ANN, CAL]))
    assert preview.counts.reasons == {"suspect_number": 1}
    assert preview.counts.of(Pile.QUEUED) == 1
    assert _state(desk, ANN)[1:] == ("held", "suspect_number")


def test_a_later_report_that_gives_the_number_for_a_suspect_holds_who_waits(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    bring_in(desk, write_rows(tmp_path / "first.csv", [ANN, CAL]))
    assert _state(desk, ANN)[1] == "waiting"
    bring_in(desk, write_rows(tmp_path / "later.csv", [NAMED]))
    ann, state, reason = _state(desk, ANN)
    assert (state, reason) == ("held", "suspect_number")
    assert _state(desk, CAL)[1] == "waiting"
    view = call_list.why(desk, ann)
    assert view.stopped[0][0] == "Number is also the suspect’s"
    assert view.may_release
    decide_hold.release(desk, desk.new_operation(), ann, "The detective knows, and says call.", 7)
    assert _state(desk, ANN)[1] == "waiting"


def test_who_was_not_judged_before_a_kill_is_never_offered(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = world.enter(SERGEANT)
    bring_in(desk, write_rows(tmp_path / "first.csv", [ANN]))
    with monkeypatch.context() as struck:
        struck.setattr(import_report, "judge_the_rest", lambda *_given, **_more: 0)
        bring_in(desk, write_rows(tmp_path / "later.csv", [NAMED]))
    ann, before, _reason = _state(desk, ANN)
    assert before == "waiting"
    for name in (RUTH, CARMEN):  # for each of the two who wait
        volunteer = world.enter(name)
        offered = next_call.claim_next(volunteer, volunteer.new_operation())
        assert offered is None or offered.callback_id != ann
    assert _state(desk, ANN)[1:] == ("held", "suspect_number"), "the claim asks the rules itself"


def test_who_was_not_judged_before_a_kill_is_judged_at_the_next_start(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = world.enter(SERGEANT)
    bring_in(desk, write_rows(tmp_path / "first.csv", [ANN]))
    with monkeypatch.context() as struck:
        struck.setattr(import_report, "judge_the_rest", lambda *_given, **_more: 0)
        bring_in(desk, write_rows(tmp_path / "later.csv", [NAMED]))
    assert _state(desk, ANN)[1] == "waiting"
    assert ask(desk, "SELECT count(*) FROM to_judge") == [(1,)]
    desk = world.enter(SERGEANT)
    assert _state(desk, ANN)[1:] == ("held", "suspect_number")
    assert ask(desk, "SELECT count(*) FROM to_judge") == [(0,)]


def test_who_went_with_an_import_is_not_judged(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = world.enter(SERGEANT)
    first, _preview = bring_in(desk, write_rows(tmp_path / "first.csv", [ANN]))
    with monkeypatch.context() as struck:
        struck.setattr(import_report, "judge_the_rest", lambda *_given, **_more: 0)
        struck.setattr(undo_import, "judge_the_rest", lambda *_given, **_more: 0)
        bring_in(desk, write_rows(tmp_path / "later.csv", [NAMED]))
        undo_import.undo_batch(desk, desk.new_operation(), first.id)
    assert ask(desk, "SELECT count(*) FROM to_judge") == [(1,)]
    desk = world.enter(SERGEANT)
    assert ask(desk, "SELECT count(*) FROM to_judge") == [(0,)]


def test_a_wish_or_an_exclusion_is_not_loosened_by_a_mark(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    bring_in(desk, write_rows(tmp_path / "first.csv", [ANN]))
    ann, _state_before, _reason = _state(desk, ANN)
    decide_hold.do_not_contact(desk, desk.new_operation(), ann, "asked by letter")
    bring_in(desk, write_rows(tmp_path / "later.csv", [NAMED]))
    assert _state(desk, ANN)[1:] == ("excluded", "do_not_contact")


def test_a_list_of_suspects_alone_counts_too(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    nobody = {**NAMED, "Victim Type": "S", "Offense Code": "35A", "Offense Description": "Drug/Narcotic Violations"}
    bring_in(desk, write_rows(tmp_path / "first.csv", [nobody]))
    _batch, preview = bring_in(desk, write_rows(tmp_path / "later.csv", [ANN]))
    assert preview.counts.reasons == {"suspect_number": 1}


def test_marks_are_no_numbers_to_ring(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    bring_in(desk, write_rows(tmp_path / "first.csv", [NAMED]))
    [(e164,)] = ask(desk, "SELECT value FROM suspect_marks WHERE kind = 'number'")
    assert ask(desk, "SELECT count(*) FROM phones WHERE e164 = ?", e164) == [(0,)]
    ben, _was, _why = _state(desk, NAMED)
    assert e164 not in call_list.why(desk, ben).phones


def test_the_mark_goes_with_its_import(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    bring_in(desk, write_rows(tmp_path / "first.csv", [ANN]))
    named, _preview = bring_in(desk, write_rows(tmp_path / "later.csv", [NAMED]))
    assert _state(desk, ANN)[1:] == ("held", "suspect_number")
    undo_import.undo_batch(desk, desk.new_operation(), named.id)
    assert _state(desk, ANN)[1:] == ("waiting", "")

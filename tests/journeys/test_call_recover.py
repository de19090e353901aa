"""Never lose a word: killed at every step of the script, a full disk, two windows, a cover. By keyboard alone."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from callback_desk.call_script.facts import Facts
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.result import call_result
from callback_desk.call_script.state import DraftState
from callback_desk.call_script.typed_words import TypedIn, from_text
from callback_desk.domain.call import Gate
from callback_desk.domain.errors import DiskFull, ScriptRefused
from callback_desk.storage import reserve
from callback_desk.storage.store import open_storage
from callback_desk.ui.call.safe_contact import SafeContactSheet
from callback_desk.use_cases import save_call
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.finish_call import finish_call
from callback_desk.use_cases.recover_calls import interrupt_own_calls
from callback_desk.use_cases.shift import my_shift
from callback_desk.use_cases.start_call import resume_call
from tests.journeys.call_hands import MOST_STEPS, finish, keep_line, name_of, one_step, to_question
from tests.journeys.windows import K, Seat, sitting
from tests.use_cases.made_desks import RUTH, SERGEANT, MovedClock, World, ask, events

LINE = "A van with a ladder"
WHEN = "Mornings. Never the neighbor, 2 doors down"


def as_killed(seat: Seat, target: Path) -> Desk:
    """The desk's files as a kill or a power cut at this moment leaves them, opened by the next window."""
    desk = seat.window.desk
    place, station = desk.storage._path, desk.storage._station
    target.mkdir(mode=0o700)
    for file in place.parent.glob(f"{place.name}*"):
        if not file.name.endswith(".reserve"):
            shutil.copy(file, target / file.name)
    clock = MovedClock(desk.clock.now())
    clock.move(minutes=6)
    storage = open_storage(
        target / place.name,
        desk.storage._key.raw,
        database_id=station.database_id,
        station=f"{station.name}-next",
        audit_key=station.audit_key,
        clock=clock,
    )
    return replace(desk, storage=storage, clock=clock)


def comes_back(desk: Desk) -> Navigator:
    """What the next window would stand on: the explicit recovery of this person's own call."""
    interrupt_own_calls(desk, desk.new_operation())
    (offered,) = my_shift(desk).my_interrupted
    assert offered.called_at is not None
    assert offered.kept
    started = resume_call(desk, desk.new_operation(), offered.call_id)
    form = form_from_xform(started.xform)
    assert form.sha256 == started.script_sha
    nav = Navigator(
        form,
        Facts(open=dict(started.facts)),
        language=started.language,
        now=desk.clock.now,
        zone=desk.zone,
        saved=DraftState.from_json(started.draft),
    )
    if Gate.SAFE in nav.open_gates and not nav.state().aside:
        nav.open_check(save_call.open_safe(desk, started.call_id).facts)
    if Gate.PERSON in nav.open_gates:
        nav.open_case(save_call.open_case(desk, started.call_id).facts)
    return nav


def test_killed_at_every_step_of_the_script_everything_comes_back(qtbot, world: World, tmp_path: Path) -> None:
    steps = 0
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        seat.start_call()
        for number in range(MOST_STEPS):
            if name_of(seat) == "new_open":
                keep_line(seat, LINE)
                seat.type("half a wor")
            seat.saved()
            folder = tmp_path / f"killed {number}"
            killed = as_killed(seat, folder)
            try:
                nav = comes_back(killed)
                assert nav.step.key == seat.hand.step.key, seat.heading
                assert nav.step.heading == seat.hand.step.heading
                assert nav.lines == seat.hand.nav.lines
                assert nav.answers() == seat.hand.nav.answers()
                assert nav.open_gates == seat.hand.nav.open_gates
                ((typed,),) = ask(killed, "SELECT typed FROM drafts WHERE call_id = ?", seat.hand.started.call_id)
                assert from_text(str(typed)) == seat.hand.typed
            finally:
                killed.storage.close()
                shutil.rmtree(folder)
            steps += 1
            if seat.hand.ended:
                break
            if TypedIn.LINE in seat.hand.typed and name_of(seat) == "new_open":
                seat.key(K.Key_Return)
                seat.saved()
            one_step(seat, "no" if name_of(seat) == "urgent" else "")
        assert seat.hand.ended
        assert [line.text for line in seat.hand.nav.lines] == [LINE, "half a wor"]
    assert steps > 30


def test_a_draft_of_another_version_is_never_loaded_on_this_one(qtbot, world: World) -> None:
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        seat.start_call()
        state = seat.hand.nav.state()
        other = DraftState("0" * 64, state.language, state.position)
        with pytest.raises(ScriptRefused):
            Navigator(
                seat.hand.nav.form,
                Facts(),
                language="en",
                now=seat.hand.desk.clock.now,
                zone=seat.hand.desk.zone,
                saved=other,
            )


def test_a_full_disk_keeps_the_words_and_the_reserve_saves_them(qtbot, world: World, monkeypatch) -> None:
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        seat.start_call()
        seat.to_what_is_new()
        database = seat.window.desk.storage._path
        assert reserve.reserve_of(database).stat().st_size == reserve.BYTES
        write = save_call.save_draft

        def full(desk, call_id, fence, draft):
            if reserve.reserve_of(database).exists():
                raise DiskFull("The disk is full.")
            return write(desk, call_id, fence, draft)

        monkeypatch.setattr("callback_desk.ui.call.hand.save_draft", full)
        seat.type("a gray sedan")
        seat.until(lambda: seat.page.notices.now is not None)
        said = "".join(run.text for run in seat.page.notices.now.words)
        assert said.startswith("Not saved for 4 seconds. The disk is full.")
        assert seat.page.rail.saved_mark.text() == "Not saved"
        assert seat.page.sheet.part.line.text() == "a gray sedan"
        assert seat.page.notices.now.actions[0] == "Use the reserve"
        seat.page.notices._bar.action.emit(0)
        seat.until(lambda: seat.hand.autosave.settled and seat.page.rail.saved_mark.text().startswith("Saved "))
        assert seat.page.notices.now is None
        desk = world.enter(SERGEANT)
        assert ask(desk, "SELECT typed FROM drafts") == [("a gray sedan",)]


def test_two_windows_of_one_call_lose_no_word_of_either(qtbot, world: World) -> None:
    """The first desk froze, the call was gone on with at the second, and then the first wrote on."""
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        seat.start_call()
        seat.to_what_is_new()
        keep_line(seat, "A van with a ladder")
        first = seat.hand.started
        world.clock.move(minutes=6)
        other = world.enter(RUTH)
        resumed = resume_call(other, other.new_operation(), first.call_id)
        seat.type("and a red cap")  # the frozen window wakes up
        seat.until(lambda: seat.page.notices.now is not None and seat.page.notices.now.code == "claim-lost")
        seat.key(K.Key_Return)
        keep_line_late(seat, "and a dog in it")
        seat.until(lambda: "and a dog in it" in late(world, first.call_id))
        seat.key(K.Key_F9)
        seat.page.sheet.setFocus()
        seat.key(K.Key_Return)
        seat.until(
            lambda: any(one.code == "claim-over" for one in (seat.page.notices.now, *seat.page.notices.waiting) if one)
        )
        again = resume_call_late(other, resumed)
        assert "and a red cap" in again
        assert "and a dog in it" in again
        seat.page._on_leave(0)
        seat.until(lambda: seat.page.hand is None and seat.shell.page_name == "shift")


def test_who_goes_on_reads_what_another_window_wrote(qtbot, world: World) -> None:
    with sitting(qtbot, world.office) as first:
        first.sign_in(RUTH)
        first.start_call()
        first.to_what_is_new()
        call = first.hand.started
        world.clock.move(minutes=6)
        other = world.enter(RUTH)
        resumed = resume_call(other, other.new_operation(), call.call_id)
        first.type("a red cap")
        first.until(lambda: "a red cap" in late(world, call.call_id))
        assert resumed.fence > call.fence
    with sitting(qtbot, world.office) as again:
        again.sign_in(RUTH)
        again.named("goOnWith").click()
        again.until(lambda: again.page.hand is not None and again.page.notices.now is not None)
        assert "in another window: a red cap" in str(again.page.notices.now.words)


def keep_line_late(seat: Seat, text: str) -> None:
    seat.type(text)
    seat.key(K.Key_Return)


def late(world: World, call_id: int) -> str:
    desk = world.enter(SERGEANT)
    rows = ask(desk, "SELECT state, typed FROM late_notes WHERE call_id = ?", call_id)
    return " ".join(f"{state} {typed}" for state, typed in rows)


def resume_call_late(desk, resumed) -> str:
    """The second window finishes; what a supervisor reads of it."""
    nav = Navigator(
        form_from_xform(resumed.xform),
        Facts(open=dict(resumed.facts)),
        language="en",
        now=desk.clock.now,
        zone=desk.zone,
        saved=DraftState.from_json(resumed.draft),
    )
    result = call_result(nav)
    finish_call(desk, desk.new_operation(), resumed.call_id, resumed.fence, replace(result, outcome="talked_part"))
    return str(ask(desk, "SELECT note FROM call_results WHERE call_id = ?", resumed.call_id)[-1][0])


def test_six_digits_uncover_the_same_question_and_three_wrong_ones_do_not(qtbot, world: World) -> None:
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        seat.window.volunteer.shift.focus_next()
        seat.key(K.Key_Return)
        seat.until(lambda: seat.shell.page_name == "card")
        seat.named("coverPin").setFocus()
        seat.type("123456")
        seat.key(K.Key_Return)  # too easy; and it starts no call
        assert not seat.window.volunteer.card.pin.is_set
        seat.type("502917")
        seat.key(K.Key_Return)
        assert seat.window.volunteer.card.pin.is_set
        assert seat.shell.page_name == "card"
        seat.until(lambda: seat.named("startCall").hasFocus())
        seat.key(K.Key_Return)
        seat.until(lambda: seat.shell.page_name == "call" and seat.page.hand is not None)
        seat.saved()
        seat.to_what_is_new()
        seat.type("the ladder is still in the ya")
        case = seat.hand.case.case_number
        seat.key(K.Key_Escape)
        assert seat.shell.is_covered
        assert case not in seat.seen()
        seat.key(K.Key_Space)
        seat.type("502917")
        seat.key(K.Key_Return)
        seat.until(lambda: not seat.shell.is_covered)
        seat.type("rd")
        assert seat.page.sheet.part.line.text() == "the ladder is still in the yard"
        seat.key(K.Key_Escape)
        seat.key(K.Key_Space)
        for left in (2, 1, 0):
            seat.type("502918")
            seat.key(K.Key_Return)
            seat.until(lambda: seat.window.volunteer.cover.form.password.error)
            assert seat.window.volunteer.card.pin.left == left
        seat.type("502917")  # forgotten by now
        seat.key(K.Key_Return)
        seat.until(lambda: not seat.window.runner.busy)
        assert seat.shell.is_covered
    assert {"unlock", "login.fail"} <= set(events(world.enter(SERGEANT)))


def test_how_to_reach_them_is_asked_anew_and_governs_the_next_message(qtbot, world: World) -> None:
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        seat.start_call()
        callback_id = seat.hand.started.callback_id
        seat.until(lambda: seat.page.findChild(SafeContactSheet) is not None)  # it lies ready, without a word
        assert "How may we reach" not in " ".join(one.text() for one in seat.page.findChildren(QLabel))
        seat.to_what_is_new()
        to_question(seat, "call_again")
        seat.key(K.Key_1)
        seat.saved()
        assert "How may we reach" in seat.seen()
        seat.key(K.Key_Tab)
        seat.named("contactGoOn")
        seat.page.sheet.when.edit.setFocus()
        seat.type(WHEN)
        seat.key(K.Key_Return)
        assert "Which number, and may a message be left?" in seat.seen()
        seat.key(K.Key_2)
        assert "When may we call there?" in seat.seen()
        seat.key(K.Key_2)  # in the mornings
        seat.saved()
        assert name_of(seat) == "close"
        one_step(seat)
        finish(seat)
    desk = world.enter(SERGEANT)
    assert ask(
        desk,
        "SELECT s.sentence, s.voicemail, s.only_phone IS NOT NULL FROM safe_contacts s "
        "JOIN callbacks c ON c.victim_id = s.victim_id WHERE c.id = ?",
        callback_id,
    ) == [
        (
            "This mobile only. Message: first name, nothing else. Monday to Sunday, 9 AM to 12 PM. "
            "Mornings. Never the neighbor, 2 doors down",
            "name_only",
            1,
        )
    ]
    assert "safecontact.change" in events(desk)

"""The practice room: every card can be played at any hour, and nothing of it is left, not even by a kill."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callback_desk.bootstrap.opening import Office
from callback_desk.bootstrap.practice import FOLDER, PracticeRoom, clear_practice, practice_book
from callback_desk.domain.access import Role
from callback_desk.domain.call import CallDraft, CallResult
from callback_desk.domain.errors import DeskFault, NotAllowed, WrongPassword
from callback_desk.domain.ids import VictimId
from callback_desk.domain.practice import Sight
from callback_desk.use_cases import (
    danger_now,
    finish_call,
    next_call,
    practice,
    rang_back,
    save_call,
    shift,
    sign_in,
    start_call,
)
from callback_desk.use_cases.desk import Desk
from tests.bootstrap.made_office import ASKED, OTHER_PASSWORD, PASSWORD, MadeOffice, add
from tests.bootstrap.practice_child import TYPED
from tests.use_cases.made_desks import changed_tables, snapshot

VOLUNTEER = "Walter Pine"
NIGHT = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)  # a Saturday's last half hour in Chicago


class NightClock:
    def now(self) -> datetime:
        return NIGHT

    def monotonic_s(self) -> float:
        return 0.0


@pytest.fixture
def walter(here: MadeOffice) -> Desk:
    add(here.sign_in(), VOLUNTEER, Role.VOLUNTEER)
    return here.sign_in(VOLUNTEER, OTHER_PASSWORD)


@pytest.fixture
def room(here: MadeOffice, walter: Desk):
    made = PracticeRoom(here.office, walter)
    yield made
    made.close()


def call(desk: Desk):
    card = next_call.claim_next(desk, desk.new_operation())
    assert card is not None
    op = desk.new_operation()
    return start_call.start_call(desk, op, card.callback_id, card.fence, card.phones[0].id)


def test_every_card_has_its_person_ready_with_a_made_up_number(room: PracticeRoom) -> None:
    for card in room.book.cards:
        desk = room.begin(card)
        assert shift.my_shift(desk).counts.ready == 1
        started = call(desk)
        assert started.facts["first_name"] == card.person.first
        assert " 555 01" in started.dial_text
        checked = save_call.open_safe(desk, started.call_id).facts
        assert checked["street"] in card.person.address
        assert checked["report_month"] == f"{room.reported_at(card):%B %Y}"


def test_a_call_of_somebody_who_rings_back_is_practiced_with_the_script_for_it(room: PracticeRoom) -> None:
    desk = room.begin(room.book.cards[0])
    with desk.storage.read(desk.session) as uow:
        theirs, ours = uow.scripts.current("called_back"), uow.scripts.current("call")
        phone = uow.people.phones(VictimId(1))[0].e164
    card = rang_back.rang_back(desk, desk.new_operation(), phone).card
    assert card is not None
    op = desk.new_operation()
    started = start_call.start_call(desk, op, card.callback_id, card.fence, card.phones[0].id, they_rang=True)
    assert started.script_sha == theirs.sha != ours.sha


def test_who_plays_the_one_who_rings_back_is_found_by_the_number_on_the_card(room: PracticeRoom) -> None:
    card = room.book.card("rings_back")
    number = room.number_of_next()
    told = card.told(room.reported_at(card), number)
    assert any(number in line for line in told.play)
    desk = room.begin(card)
    nobody = rang_back.rang_back(desk, desk.new_operation(), "no number")
    assert nobody.card is None
    assert Sight.RANG_BACK not in practice.what_was_done(desk)
    found = rang_back.rang_back(desk, desk.new_operation(), number).card
    assert found is not None
    assert found.name.first == card.person.first
    assert Sight.RANG_BACK in practice.what_was_done(desk)


def test_only_the_machine_of_the_card_takes_a_message(room: PracticeRoom) -> None:
    for card in room.book.cards:
        policy = call(room.begin(card)).facts["voicemail_policy"]
        assert policy == ("name_and_callback" if card.id == "machine" else "none")


def test_it_is_the_published_script(room: PracticeRoom, walter: Desk) -> None:
    published = {script.sha for script in practice.published_scripts(walter)}
    assert call(room.begin(room.book.cards[0])).script_sha in published


def test_what_was_done_is_seen_from_the_records(room: PracticeRoom) -> None:
    desk = room.begin(room.book.card("abuse"))
    assert practice.what_was_done(desk) == frozenset()
    started = call(desk)
    assert practice.what_was_done(desk) == {Sight.CARD, Sight.STARTED}
    save_call.open_safe(desk, started.call_id)
    save_call.open_case(desk, started.call_id)
    danger = danger_now.danger_now(desk, desk.new_operation(), started.call_id)
    assert practice.what_was_done(desk) >= {Sight.SAFE_CHECK, Sight.PERSON_CHECK, Sight.DANGER}
    assert Sight.TOLD not in practice.what_was_done(desk)
    assert {one.extension for one in danger.to_tell} == {"Do not dial"}  # nobody real is named, and not 911
    danger_now.told_of_danger(
        desk, desk.new_operation(), started.call_id, danger.concern_id, "my partner", frozenset(), ""
    )
    result = CallResult("danger")
    finish_call.finish_call(desk, desk.new_operation(), started.call_id, started.fence, result)
    assert Sight.TOLD in practice.what_was_done(desk)
    assert practice.what_was_done(desk).isdisjoint({Sight.TALKED, Sight.LINE, Sight.MACHINE})


def test_each_change_is_told_to_whoever_coaches(room: PracticeRoom) -> None:
    told: list[bool] = []
    desk = room.begin(room.book.cards[0], lambda: told.append(True))
    assert not told
    call(desk)
    assert told


def test_a_real_desk_is_not_looked_through(walter: Desk) -> None:
    with pytest.raises(DeskFault, match="not practice"):
        practice.what_was_done(walter)


def test_the_real_desk_gets_one_line_and_nothing_else(here: MadeOffice, walter: Desk) -> None:
    before = snapshot(walter)
    practice.practiced(walter)
    room = PracticeRoom(here.office, walter)
    try:
        desk = room.begin(room.book.card("calm"))
        started = call(desk)
        save_call.save_draft(desk, started.call_id, started.fence, CallDraft('{"step": 3}', typed=TYPED))
        result = CallResult("talked_all", consents={"report": "yes"})
        finish_call.finish_call(desk, desk.new_operation(), started.call_id, started.fence, result)
    finally:
        room.close()
    after = snapshot(walter)
    assert changed_tables(before, after) == {"audit_events"}
    new = [row for row in after["audit_events"] if row not in before["audit_events"]]
    assert len(new) == 1
    assert "practice" in new[0] and "Marguerite" not in repr(new[0])


def test_the_screen_is_shown_again_with_the_own_password_alone(room: PracticeRoom) -> None:
    desk = room.begin(room.book.cards[0])
    sign_in.unlock(desk, OTHER_PASSWORD)
    assert Sight.COVERED in practice.what_was_done(desk)
    with pytest.raises(WrongPassword):
        sign_in.unlock(desk, PASSWORD)


def test_no_key_is_changed_and_nothing_printed_from_practice(room: PracticeRoom, tmp_path: Path) -> None:
    desk = room.begin(room.book.cards[0])
    with pytest.raises(NotAllowed):
        desk.keys.change_password(desk.session.staff.id, OTHER_PASSWORD, PASSWORD)
    with pytest.raises(DeskFault, match="practice"):
        desk.press.paper(None, tmp_path / "form.pdf")  # type: ignore[arg-type]  # refused before it is looked at


def test_at_night_it_is_the_next_decent_hour(here: MadeOffice, walter: Desk) -> None:
    room = PracticeRoom(here.office, replace(walter, clock=NightClock()))
    try:
        desk = room.begin(room.book.cards[0])
        assert desk.clock.now() > NIGHT
        assert shift.my_shift(desk).counts.ready == 1
    finally:
        room.close()


def test_a_desk_in_another_country_can_practice(tmp_path: Path) -> None:
    office = Office(tmp_path / "uk", environment={"CALLBACK_DESK_TEST_KEYRING": "1"})
    made = MadeOffice(
        office, office.make(replace(ASKED, region="GB", timezone="Europe/London", area_code=""), PASSWORD)
    )
    room = PracticeRoom(office, made.sign_in())
    try:
        for card in room.book.cards:
            assert shift.my_shift(room.begin(card)).counts.ready == 1, card.id
    finally:
        room.close()
        made.close()


def test_when_it_is_left_no_file_is_left(here: MadeOffice, room: PracticeRoom) -> None:
    room.begin(room.book.cards[0])
    room.begin(room.book.cards[1])
    assert len(list((here.folder / FOLDER).glob("call-*.db"))) == 1  # the one before went at once
    room.close()
    room.close()
    assert not (here.folder / FOLDER).exists()


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_kill_leaves_nothing_that_can_be_read_and_the_next_start_removes_it(here: MadeOffice, walter: Desk) -> None:
    here.sign_out(walter)
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.bootstrap.practice_child", str(here.folder), VOLUNTEER, OTHER_PASSWORD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None and child.stdin is not None
    try:
        assert child.stdout.readline() == b"practicing\n"
    finally:
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()
    left = [path for path in (here.folder / FOLDER).rglob("*") if path.is_file() and path.stat().st_size]
    assert any(path.suffix == ".db" for path in left)
    for path in left:
        content = path.read_bytes()
        assert not content.startswith(b"SQLite format 3")
        if not path.name.endswith("-shm"):
            for word in (b"Marguerite", b"Larchmere", TYPED.encode(), b"CREATE TABLE"):
                assert word not in content, path.name
    assert clear_practice(here.folder)
    assert not (here.folder / FOLDER).exists()


def test_damaged_cards_are_said(tmp_path: Path) -> None:
    with pytest.raises(DeskFault, match="Install the program again"):
        practice_book(tmp_path)

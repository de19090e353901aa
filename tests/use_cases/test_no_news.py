"""Calls that brought nothing new: a page for each recipient, each case told once, and told again where nothing left."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from callback_desk.documents.self_check import read_pages
from callback_desk.domain.errors import DeskFault, NotAllowed
from callback_desk.domain.exports import ExportFilter
from callback_desk.domain.ids import CallId, RecipientId, VictimId
from callback_desk.domain.no_news import MOST_LINES, TOLD_WITHIN
from callback_desk.domain.people import DeliveryWay, Recipient
from callback_desk.storage.faults import FaultAtStep
from callback_desk.use_cases import people, recipients, review_call, what_left
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.no_news import tell_no_news, without_news
from callback_desk.use_cases.subject_access import give_record
from tests.use_cases.made_desks import INVESTIGATOR, RUTH, SERGEANT, World, ask, events, faults_of, storage_of, talk
from tests.use_cases.receipt_scenes import later
from tests.use_cases.sheet_scenes import no_news_told, signed_without_news
from tests.use_cases.test_subject_access import SIGNED


def _told(desk: Desk, target: Path, **given: str) -> str:
    (waiting,) = without_news(desk)
    assert waiting.recipient is not None
    made = tell_no_news(desk, desk.new_operation(), recipient_id=waiting.recipient.id, target=target, **given)
    (page,) = read_pages(made.path.read_bytes())
    return " ".join(page.words.split())


def _case_of(desk: Desk, call: CallId) -> str:
    (case,) = review_call.read_call(desk, call).cases
    return case.number


def test_a_call_without_news_is_one_line_for_its_investigator_and_is_told_once(world: World, tmp_path: Path) -> None:
    desk, call = signed_without_news(world)
    (waiting,) = without_news(desk)
    assert waiting.recipient is not None and waiting.recipient.name == INVESTIGATOR
    case = _case_of(desk, call)
    assert [line.case_number for line in waiting.lines] == [case]
    page = _told(desk, tmp_path / "page.pdf")
    assert f"Nothing new: for {INVESTIGATOR}" in page and case in page and RUTH in page
    names = [str(name) for row in ask(desk, "SELECT first, last FROM victims") for name in row if len(str(name)) > 3]
    others = [str(one) for (one,) in ask(desk, "SELECT number FROM cases") if one != case]
    numbers = [str(one)[-7:] for (one,) in ask(desk, "SELECT e164 FROM phones")]
    assert names and others and numbers and [token for token in (*names, *others, *numbers) if token in page] == []
    assert without_news(desk) == ()
    (newest,) = what_left.what_left(desk, ExportFilter())
    assert (newest.what, newest.recipient, newest.cases) == ("Calls without news", INVESTIGATOR, (case,))
    assert events(desk)[-2:] == ["export.start", "export.done"]
    with pytest.raises(DeskFault, match="told of all these cases"):
        tell_no_news(desk, desk.new_operation(), recipient_id=waiting.recipient.id, target=tmp_path / "again.pdf")
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["page.pdf"]


def test_only_a_signed_call_in_which_all_was_asked_counts_and_news_make_a_lead_sheet(world: World) -> None:
    _, with_news = talk(world.enter(RUTH))
    later(world)
    _, unsigned = talk(world.enter(RUTH), lines=())
    later(world)
    desk, told = signed_without_news(world)
    review_call.sign_off(desk, desk.new_operation(), [with_news])
    (waiting,) = without_news(desk)
    assert [line.call_id for line in waiting.lines] == [told] and unsigned != told
    world.clock.at += TOLD_WITHIN + timedelta(days=1)  # type: ignore[attr-defined]  # a clock that a test moves
    assert without_news(world.enter(SERGEANT)) == ()


def test_a_page_that_never_left_told_nobody(world: World, tmp_path: Path) -> None:
    desk, _ = signed_without_news(world)
    (waiting,) = without_news(desk)
    assert waiting.recipient is not None
    to = waiting.recipient.id
    with pytest.raises(DeskFault):
        tell_no_news(desk, desk.new_operation(), recipient_id=to, target=tmp_path / "not here" / "page.pdf")
    assert without_news(desk) == (waiting,), "the folder is not there"


def test_struck_at_any_step_a_case_is_told_when_its_page_lies_there_and_else_waits(world: World) -> None:
    desk, press = no_news_told(world)
    page = world.folder.with_name("no-news.pdf")
    plan = faults_of(desk)
    struck = 0
    while True:
        plan.restart(struck + 1)
        try:
            press(desk.new_operation())
        except FaultAtStep:
            struck += 1
        else:
            break
        plan.restart(0)
        world.clock.at += timedelta(minutes=5)  # type: ignore[attr-defined]  # a clock that a test moves
        again = world.enter(SERGEANT)  # the next start makes log and disk agree
        assert bool(without_news(again)) is not page.exists()
        if page.exists():
            break
    assert struck > 5
    plan.restart(0)
    assert page.exists() and without_news(world.enter(SERGEANT)) == ()


def test_one_page_has_as_many_records_as_need_no_second_signer(world: World) -> None:
    desk, _ = signed_without_news(world)
    (waiting,) = without_news(desk)
    many = replace(waiting, lines=tuple(replace(waiting.lines[0], case_number=f"26-{n}") for n in range(60)))
    assert [line.case_number for line in many.next_page] == [f"26-{n}" for n in range(MOST_LINES)]


def test_who_gets_files_with_a_password_gets_no_other_and_the_kept_one_is_used(world: World, tmp_path: Path) -> None:
    desk, _ = signed_without_news(world)
    (waiting,) = without_news(desk)
    assert waiting.recipient is not None
    sealed = replace(waiting.recipient, way=DeliveryWay.PASSWORD)
    recipients.change_recipient(desk, desk.new_operation(), sealed)
    with pytest.raises(DeskFault, match="none is kept"):
        tell_no_news(desk, desk.new_operation(), recipient_id=sealed.id, target=tmp_path / "page.pdf")
    recipients.change_recipient(desk, desk.new_operation(), sealed, "four words in a row")
    made = tell_no_news(desk, desk.new_operation(), recipient_id=sealed.id, target=tmp_path / "page.pdf")
    assert b"/Encrypt" in made.path.read_bytes()


def test_an_investigator_who_is_entered_has_a_page_of_their_own(world: World) -> None:
    desk, first = signed_without_news(world)
    later(world)
    desk, second = signed_without_news(world)
    victim = ask(
        desk, f"SELECT victim_id FROM callbacks JOIN calls ON callback_id = callbacks.id WHERE calls.id = {second}"
    )
    hale = Recipient(RecipientId(0), "Det. Hale", "Robbery")
    people.add_recipient(desk, desk.new_operation(), hale)
    with storage_of(desk).write() as unit:
        unit.connection.exec_driver_sql("UPDATE reports SET investigator = 'det. hale' WHERE victim_id = ?", victim[0])
        unit.commit()
    by_name = {one.recipient.name: [line.call_id for line in one.lines] for one in without_news(desk) if one.recipient}
    assert by_name == {"Det. Hale": [second], INVESTIGATOR: [first]}


def test_her_record_says_whom_it_was_told_without_other_cases(world: World, tmp_path: Path) -> None:
    desk, first = signed_without_news(world)
    later(world)
    desk, second = signed_without_news(world)
    hers, other = _case_of(desk, first), _case_of(desk, second)
    page = _told(desk, tmp_path / "page.pdf")
    assert hers in page and other in page
    victim = ask(
        desk, f"SELECT victim_id FROM callbacks JOIN calls ON callback_id = callbacks.id WHERE calls.id = {first}"
    )
    record = give_record(desk, VictimId(int(str(victim[0][0]))), SIGNED, tmp_path / "hers.pdf")
    text = json.dumps(record.to_dict())
    assert "no news page" in text and hers in text and other not in text


def test_a_volunteer_tells_nobody(world: World, tmp_path: Path) -> None:
    desk, _ = signed_without_news(world)
    (waiting,) = without_news(desk)
    assert waiting.recipient is not None
    ruth = world.enter(RUTH)
    with pytest.raises(NotAllowed):
        tell_no_news(ruth, ruth.new_operation(), recipient_id=waiting.recipient.id, target=tmp_path / "page.pdf")
    assert not (tmp_path / "page.pdf").exists()

"""Articles are confirmed by a supervisor beside a line, and only what was confirmed becomes a table on the sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskFault, NotAllowed
from callback_desk.domain.ids import CallId, TipId
from callback_desk.domain.packet import CasePacket, PacketKind, PropertyLine, Section
from callback_desk.domain.packet_content import content_mark
from callback_desk.domain.property_facts import PropertyFact
from callback_desk.domain.tip import NewTip, TipKind
from callback_desk.use_cases import copy_for_report, packet_of_call, packet_parts, review_call, tip_facts
from callback_desk.use_cases.desk import Desk, Work
from tests.use_cases.made_desks import INVESTIGATOR, RUTH, SERGEANT, TIP, World, events, storage_of
from tests.use_cases.sheet_scenes import LAPTOP, LINE, about_property, call_with, sheet_of_property


def keep(desk: Desk, tip: TipId, *articles: PropertyFact) -> None:
    tip_facts.keep_articles(desk, desk.new_operation(), tip, articles)


def packet_of(desk: Desk, call: CallId) -> CasePacket:
    (case, *_) = review_call.read_call(desk, call).cases
    with storage_of(desk).read() as uow:
        work = Work(uow, desk.clock.now(), desk, Role.SUPERVISOR)
        record = next(one for one in uow.people.cases(uow.queue.victim_of(uow.calls.get(call).callback_id)))
        assert record.number == case.number
        recipient = uow.recipients.by_name(INVESTIGATOR)
        assert recipient is not None
        return packet_of_call.build_packet(
            work, call, record, recipient, sheet_number="LS-2026-0001", copy=1, kind=PacketKind.LEAD_SHEET
        )


def sign(desk: Desk, call: CallId) -> None:
    review_call.sign_off(desk, desk.new_operation(), [call])


def test_without_a_confirmed_article_the_line_stands_as_words(world: World) -> None:
    desk, call = about_property(world)
    sign(desk, call)
    packet = packet_of(desk, call)
    assert packet.property_lines == ()
    assert [(point.section, point.text) for point in packet.points] == [(Section.PROPERTY, LINE)]


def test_the_newest_articles_stand_on_the_sheet_letter_by_letter(world: World) -> None:
    desk, call = about_property(world)
    (tip,) = review_call.read_call(desk, call).tips
    keep(desk, tip.id, replace(LAPTOP, identifier="4KX-O917-QD"))
    keep(desk, tip.id, LAPTOP, PropertyFact(kind="Charger"))
    assert review_call.read_call(desk, call).articles == {tip.id: (LAPTOP, PropertyFact(kind="Charger"))}
    sign(desk, call)
    assert packet_of(desk, call).property_lines == (
        PropertyLine(1, 1, "Laptop", "Dell", "5420", "Serial", "4KX-0917-QD", "gray", "$900", read_back=True),
        PropertyLine(1, 1, "Charger", "", "", "", "", "", "", read_back=False),
    )
    assert events(desk).count("tip.change") == 2


def test_articles_are_taken_back_before_the_sign_off_and_stay_after_it(world: World) -> None:
    desk, call = about_property(world)
    (tip,) = review_call.read_call(desk, call).tips
    keep(desk, tip.id, LAPTOP)
    keep(desk, tip.id)
    assert review_call.read_call(desk, call).articles == {}
    keep(desk, tip.id, LAPTOP)
    sign(desk, call)
    with pytest.raises(DeskFault, match="correction"):
        keep(desk, tip.id)
    assert review_call.read_call(desk, call).articles == {tip.id: (LAPTOP,)}


def test_only_another_supervisor_and_only_for_a_line_about_property(world: World) -> None:
    desk, call = about_property(world)
    (tip,) = review_call.read_call(desk, call).tips
    with pytest.raises(NotAllowed):
        keep(world.enter(RUTH), tip.id, LAPTOP)
    other = call_with(world, [NewTip(1, TIP, world.clock.now(), kind=TipKind.CAMERA)])
    desk = world.enter(SERGEANT)
    (camera,) = review_call.read_call(desk, other).tips
    with pytest.raises(DeskFault, match="not about the number"):
        keep(desk, camera.id, LAPTOP)
    with pytest.raises(DeskFault, match="what it is"):
        keep(desk, tip.id, PropertyFact(color="gray"))
    with pytest.raises(DeskFault, match="12 articles"):
        keep(desk, tip.id, *[LAPTOP] * 13)
    assert review_call.read_call(desk, call).articles == {}


def test_what_nobody_asked_is_not_said(world: World) -> None:
    """No answer to the check, no interpreter, no date of birth: nothing is made up of them."""
    desk, call = about_property(world)
    sign(desk, call)
    packet = packet_of(desk, call)
    assert packet.victim.identity_check == ""
    with storage_of(desk).read() as uow:
        work = Work(uow, desk.clock.now(), desk, Role.SUPERVISOR)
        person = uow.people.person(uow.queue.victim_of(uow.calls.get(call).callback_id))
        today = desk.clock.now().astimezone(desk.zone).date()
        for born, adult in ((None, None), (today.replace(year=today.year - 18), True), (today, False)):
            victim = packet_parts.victim_of(replace(person, birth_date=born), work, matched=True)
            assert victim.adult is adult
            assert victim.identity_check
    assert (packet.attribution.interpreter, packet.attribution.entered) == ("", None)
    assert packet.attribution.language == "English"


def test_a_sheet_is_copied_for_the_report_with_what_was_corrected_since(world: World) -> None:
    desk, call, sheet = sheet_of_property(world)
    text = copy_for_report.copy_for_report(desk, sheet)
    assert "1 LAPTOP, DELL, 5420, SERIAL 4KX-0917-QD, GRAY, VALUE $900, READ BACK\n" in text
    assert f"1. {LINE}" in text
    (tip,) = review_call.read_call(desk, call).tips
    review_call.correct_tip(desk, desk.new_operation(), tip.id, "It is 4KX-0917-QB.", "She looked again.")
    again = copy_for_report.copy_for_report(desk, sheet)
    assert "It is 4KX-0917-QB." in again
    (before,), (after,) = ([x for x in one.splitlines() if x.startswith("CONTENT")] for one in (text, again))
    assert before != after, "another content has another hash"
    with storage_of(desk).read() as uow:
        assert content_mark(packet_of(desk, call)) == after.removeprefix("CONTENT ")
        assert uow.exports.get(sheet).planned.content_sha[:4].upper() == before.removeprefix("CONTENT ")[:4]
    assert events(desk).count("export.done") == 3
    with pytest.raises(NotAllowed):
        copy_for_report.copy_for_report(world.enter(RUTH), sheet)

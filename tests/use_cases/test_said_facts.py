"""What a call may say: numbers of the country, the department's answers at once, the script of whoever rang back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from callback_desk.call_script.facts import Facts
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.navigator import Navigator
from callback_desk.domain.call import StartedCall
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.incident import ReportFacts, VictimType
from callback_desk.use_cases import (
    agency_settings,
    case_facts,
    danger_now,
    front_desk_card,
    rang_back,
    save_call,
    start_call,
)
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import RUTH, SERGEANT, World, ask, bring_in, claim, plain_rows, start, write_rows


def everything_said(desk: Desk, started: StartedCall) -> str:
    """Every card of the script, with this call's facts, in both languages."""
    texts = []
    for language in ("en", "es"):
        form = form_from_xform(started.xform)
        call = Navigator(form, Facts(open=dict(started.facts)), language=language, now=desk.clock.now, zone=desk.zone)
        cards = call.cards
        for card in (*cards.they_ask, *cards.objections, *cards.someone_else, *cards.words.values()):
            texts.append(card.words.text)
    return "\n".join(texts)


def abroad(desk: Desk) -> Desk:
    return replace(desk, info=replace(desk.info, region="GB"))


def test_a_desk_says_the_numbers_of_its_country(world: World) -> None:
    desk = world.enter(RUTH)
    started = start(desk)
    assert (started.facts["emergency_number"], started.facts["police_number"]) == ("911", "217 555 0100")
    said = everything_said(desk, started)
    assert "please hang up and call 911." in said
    assert "988" in said


def test_a_desk_of_the_united_kingdom_never_says_911(world: World) -> None:
    desk = abroad(world.enter(RUTH))
    started = start(desk)
    said = everything_said(desk, started)
    assert "please hang up and call 999." in said
    assert "Please call 101. If it is happening now, call 999." in said
    assert "911" not in said
    assert "988" not in said
    told = [one.extension for one in danger_now.whom_to_tell(desk) if one.name == "Dispatch"]
    assert told == ["9 999"]


def test_a_desk_of_a_country_without_numbers_says_so_in_words(world: World) -> None:
    desk = world.enter(RUTH)
    started = start(replace(desk, info=replace(desk.info, region="FR")))
    said = everything_said(desk, started)
    assert "please hang up and call the emergency number." in said
    assert "cuelgue y llame al número de emergencias." in said


def test_an_answer_is_said_from_the_next_call_on_without_a_new_sign_in(world: World) -> None:
    ruth, sergeant = world.enter(RUTH), world.enter(SERGEANT)
    before = claim(ruth)
    words = {"answers": {"property_en": "The property room is open on Tuesdays.", "voicemail_en": "Hi, [first name]."}}
    agency_settings.change_settings(sergeant, sergeant.new_operation(), words)
    agency_settings.publish_number(sergeant, sergeant.new_operation(), " 217 555  0177 ", "4411")
    started = start(ruth, before)
    assert started.facts["answer_property_en"] == "The property room is open on Tuesdays."
    assert "answer_property_es" not in started.facts
    assert started.facts["voicemail_message_en"] == f"Hi, {started.facts['first_name']}."
    assert started.facts["callback_phone"] == "217 555 0177"
    said = everything_said(ruth, started)
    assert "The property room is open on Tuesdays." in said
    assert "La oficina de bienes puede decirle." in said
    agency_settings.change_settings(sergeant, sergeant.new_operation(), {"answers": {"property_en": ""}})
    assert set(agency_settings.what_we_say(sergeant).answers) == {"voicemail_en"}


def test_a_number_that_cannot_be_dialed_is_refused(world: World) -> None:
    desk = world.enter(SERGEANT)
    with pytest.raises(DeskFault, match="A number is digits"):
        agency_settings.publish_number(desk, desk.new_operation(), "call me", "")
    assert agency_settings.what_we_say(desk).published_number == "217 555 0100"


def test_whoever_rang_back_is_led_by_the_script_for_that(world: World) -> None:
    desk = world.enter(RUTH)
    card = claim(desk)
    started = start_call.start_call(
        desk, desk.new_operation(), card.callback_id, card.fence, card.phones[0].id, they_rang=True
    )
    assert ask(desk, "SELECT purpose, source FROM scripts WHERE sha = ?", started.script_sha) == [
        ("called_back", "called-back-v2.md")
    ]
    assert form_from_xform(started.xform).questions[0].name == "first_name"
    save_call.open_safe(desk, started.call_id)


@pytest.mark.parametrize(
    ("code", "offense", "family", "against"),
    [
        ("23H", "THEFT BICYCLE", "bicycle", "no"),
        ("23H", "THEFT OTHER", "theft", "no"),
        ("220", "BURGLARY", "burglary", "no"),
    ],
)
def test_the_script_learns_what_kind_of_crime_it_was(
    world: World, tmp_path: Path, code: str, offense: str, family: str, against: str
) -> None:
    sergeant = world.enter(SERGEANT)
    (row,) = plain_rows(1, sergeant.clock.now().date(), seed=41, first=300)
    row |= {"Offense Code": code, "Offense Description": offense, "Case Number": "26-770001"}
    bring_in(sergeant, write_rows(tmp_path / "more.csv", [row]))
    ruth = world.enter(RUTH)
    card = rang_back.rang_back(ruth, ruth.new_operation(), "26-770001").card
    assert card is not None
    started = start(ruth, card)
    case = save_call.open_case(ruth, started.call_id)
    assert (case.facts["offense_family"], case.facts["against_person"]) == (family, against)
    assert (case.facts["on_hold"], case.facts["report_has"]) == ("yes", "")
    checked = save_call.open_safe(ruth, started.call_id).facts
    assert checked["report_day"].split(",")[0] in "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    assert " de " in checked["report_day_es"]
    assert checked["street"] == "Larch St"


@pytest.mark.parametrize(
    ("kind", "named", "said"),
    [
        (VictimType.BUSINESS, True, "business"),
        (VictimType.BUSINESS, False, ""),
        (VictimType.INDIVIDUAL, True, ""),
        (None, True, ""),
    ],
)
def test_a_business_is_one_with_somebody_to_ask_for(kind: VictimType | None, named: bool, said: str) -> None:
    facts = (ReportFacts("26-1", victim_type=kind, has_contact_name=named),)
    work = SimpleNamespace(uow=SimpleNamespace(people=SimpleNamespace(facts=lambda _id: facts)))
    assert case_facts._contact_kind(work, CallbackId(1)) == said  # type: ignore[arg-type]  # a stand-in


def test_the_front_desk_card_names_nobody_and_says_the_countrys_number(world: World) -> None:
    desk = world.enter(SERGEANT)
    card = front_desk_card.front_desk_card(desk)
    said = "\n".join(f"{part.text} {part.note}" for part in card.parts)
    assert "217 555 0100" in said
    assert "911, now" in said
    assert "Do not say whether a person is on our list" in said
    assert RUTH.split()[0] not in said
    abroad_said = "\n".join(part.text for part in front_desk_card.front_desk_card(abroad(desk)).parts)
    assert "999, now" in abroad_said
    assert "911" not in abroad_said

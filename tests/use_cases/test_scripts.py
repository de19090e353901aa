"""Scripts: a changed sentence reaches new calls and no old one; what guards strangers needs two people."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from callback_desk.call_script.comparing import Kind, Touches
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.script_texts import TextPlace, texts_of, written
from callback_desk.domain.changes import Changes
from callback_desk.domain.errors import DeskFault, NotAllowed, ScriptRefused, WrongPassword
from callback_desk.domain.ids import ScriptSha
from callback_desk.domain.records import ScriptRecord
from callback_desk.domain.scripts import LookedAt, SentenceEdit
from callback_desk.use_cases import start_call
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.publish_script import SecondSignature, publish_script
from callback_desk.use_cases.scripts import (
    Proposal,
    keep_wording,
    propose_wording,
    propose_workbook,
    script_at_hand,
    version_changes,
)
from tests.call_script.small_script import small_script
from tests.use_cases.made_desks import KEEPER, PASSWORD, RUTH, SERGEANT, MovedClock, World, ask, claim, events, start
from tests.use_cases.quick_scripts import quick

WHO = ("/data/opening/who", "hint", "en")
CONSENT = ("/data/consent/consent_tip", "hint", "en")
NEW_WORDS = "Good day, is [full name] there, please?"


@pytest.fixture
def sergeant(world: World) -> Desk:
    return quick(world.enter(SERGEANT))


def publish(desk: Desk, proposal: Proposal, second: SecondSignature | None = None) -> object:
    return publish_script(desk, desk.new_operation(), proposal, second)


def words_at(xform: str, place: tuple[str, str, str]) -> str:
    return written(texts_of(form_from_xform(xform))[TextPlace(*place)])


def at_hand(desk: Desk, *pairs: tuple[str, str], folder: Path, purpose: str = "small") -> Proposal:
    """The small script as a workbook with some words replaced."""
    path = folder / "small.md"
    path.write_text(small_script(*pairs), encoding="utf-8")
    return propose_workbook(desk, path, purpose)


@pytest.fixture
def small(sergeant: Desk, tmp_path: Path) -> Desk:
    """The small script is published, signed by two, under a purpose of its own."""
    publish(sergeant, at_hand(sergeant, folder=tmp_path), SecondSignature(KEEPER, PASSWORD))
    return sergeant


# -- one sentence


def test_a_new_call_reads_the_new_words_and_a_call_made_before_keeps_the_old(world: World, sergeant: Desk) -> None:
    ruth = world.enter(RUTH)
    card = claim(ruth)
    before = start(ruth, card)
    proposal = propose_wording(sergeant, {WHO: NEW_WORDS})
    assert not proposal.needs_second
    assert [(one.kind, one.name) for one in proposal.comparison.changes] == [(Kind.REWORDED, "who")]
    done = publish(sergeant, proposal)
    assert Changes.SCRIPTS in done.changes
    again = start_call.start_call  # the call that was begun is read with its own version
    assert "could I speak with" in words_at(before.xform, WHO)
    start_call.did_not_dial(ruth, ruth.new_operation(), before.call_id, before.fence)
    after = again(ruth, ruth.new_operation(), card.callback_id, before.fence, card.phones[0].id)
    assert words_at(after.xform, WHO) == NEW_WORDS
    assert after.script_sha == proposal.looked.sha256 != before.script_sha


def test_a_call_that_is_taken_up_again_keeps_the_words_it_was_made_with(world: World, sergeant: Desk) -> None:
    ruth = world.enter(RUTH)
    before = start(ruth)
    publish(sergeant, propose_wording(sergeant, {WHO: NEW_WORDS}))
    assert isinstance(world.clock, MovedClock)
    world.clock.move(minutes=5)
    ruth = world.enter(RUTH)
    resumed = start_call.resume_call(ruth, ruth.new_operation(), before.call_id)
    assert resumed.script_sha == before.script_sha
    assert words_at(resumed.xform, WHO) == words_at(before.xform, WHO) != NEW_WORDS


def test_versions_count_on_and_say_what_they_changed(sergeant: Desk) -> None:
    publish(sergeant, propose_wording(sergeant, {WHO: NEW_WORDS}))
    publish(sergeant, propose_wording(sergeant, {WHO: "Hello, is that [full name]?"}))
    at_hand = script_at_hand(sergeant)
    assert [one.version for one in at_hand.versions] == ["3.2", "3.1", "3"]
    assert [one.published_by for one in at_hand.versions] == [SERGEANT, SERGEANT, "shipped"]
    assert at_hand.shipped.version == "3"
    (change,) = version_changes(sergeant, at_hand.versions[0].sha).changes
    assert (change.before, change.after) == (NEW_WORDS, "Hello, is that [full name]?")
    (row,) = ask(
        sergeant,
        "SELECT object_id, fields FROM audit_events WHERE event = 'script.publish' ORDER BY at DESC, seq DESC LIMIT 1",
    )
    assert row[0] == at_hand.published.sha
    assert '"changes":1' in str(row[1]).replace(" ", "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Hello, is it you?", "[full name] is gone"),
        (
            "Hello, [full nmae], is it you, [full name]?",
            "There is nothing called [full nmae]. Here there are: [first name]",
        ),
        ("Hello, [full name], about the [offense said]?", "[offense said] is not known yet"),
        ("   ", "The sentence is empty"),
    ],
)
def test_a_sentence_keeps_its_pipes(sergeant: Desk, typed: str, said: str) -> None:
    proposal = propose_wording(sergeant, {WHO: typed})
    assert any(said in finding.sentence for finding in proposal.looked.findings)
    assert not proposal.looked.may_be_published
    with pytest.raises(DeskFault) as refused:
        publish(sergeant, proposal)
    assert "Nothing was published." in refused.value.sentence
    assert len(script_at_hand(sergeant).versions) == 1


def test_the_same_words_again_are_no_version(sergeant: Desk) -> None:
    shipped = words_at(script_at_hand(sergeant).published.xform, WHO)
    proposal = propose_wording(sergeant, {WHO: shipped})
    assert proposal.changes_nothing
    with pytest.raises(DeskFault, match="says the same as version 3"):
        publish(sergeant, proposal)


def test_a_version_that_came_in_between_is_not_written_over(world: World, sergeant: Desk) -> None:
    first = propose_wording(sergeant, {WHO: NEW_WORDS})
    publish(quick(world.enter(SERGEANT)), propose_wording(sergeant, {WHO: "Is that [full name]?"}))
    with pytest.raises(DeskFault, match="meanwhile"):
        publish(sergeant, first)
    assert words_at(script_at_hand(sergeant).published.xform, WHO) == "Is that [full name]?"


def test_the_same_press_again_publishes_once(sergeant: Desk) -> None:
    op = sergeant.new_operation()
    proposal = propose_wording(sergeant, {WHO: NEW_WORDS})
    publish_script(sergeant, op, proposal)
    assert publish_script(sergeant, op, proposal).changes is Changes.NOTHING
    assert len(script_at_hand(sergeant).versions) == 2


def test_what_is_not_published_yet_is_kept_for_every_supervisor_and_gone_when_it_is(
    world: World, sergeant: Desk
) -> None:
    keep_wording(sergeant, sergeant.new_operation(), "call", {WHO: SentenceEdit(None, NEW_WORDS)})
    draft = script_at_hand(world.enter(SERGEANT)).draft
    assert (draft.by, dict(draft.texts)) == (SERGEANT, {WHO: NEW_WORDS})
    publish(sergeant, propose_wording(sergeant, draft.texts))
    assert not script_at_hand(sergeant).draft.texts


def test_two_supervisors_at_once_lose_no_sentence_of_either(world: World, sergeant: Desk) -> None:
    other = world.enter(SERGEANT)
    keep_wording(sergeant, sergeant.new_operation(), "call", {WHO: SentenceEdit(None, NEW_WORDS)})
    keep_wording(other, other.new_operation(), "call", {CONSENT: SentenceEdit(None, "May we?")})
    assert dict(script_at_hand(sergeant).draft.texts) == {WHO: NEW_WORDS, CONSENT: "May we?"}
    publish(sergeant, propose_wording(sergeant, {WHO: NEW_WORDS}))
    assert dict(script_at_hand(sergeant).draft.texts) == {CONSENT: "May we?"}, "what was not published waits on"


def test_the_same_sentence_typed_by_two_is_seen_by_both(world: World, sergeant: Desk) -> None:
    other = world.enter(SERGEANT)
    keep_wording(sergeant, sergeant.new_operation(), "call", {WHO: SentenceEdit(None, NEW_WORDS)})
    with pytest.raises(DeskFault) as refused:
        keep_wording(other, other.new_operation(), "call", {WHO: SentenceEdit(None, "Hello, [full name]?")})
    assert refused.value.code == "wording-meanwhile"
    assert NEW_WORDS in refused.value.sentence
    assert "Hello, [full name]?" in refused.value.sentence
    assert dict(script_at_hand(other).draft.texts) == {WHO: NEW_WORDS}
    keep_wording(other, other.new_operation(), "call", {WHO: SentenceEdit(NEW_WORDS, "Hello, [full name]?")})
    assert dict(script_at_hand(other).draft.texts) == {WHO: "Hello, [full name]?"}


def test_a_volunteer_reads_it_and_changes_nothing(world: World, sergeant: Desk) -> None:
    keep_wording(sergeant, sergeant.new_operation(), "call", {WHO: SentenceEdit(None, NEW_WORDS)})
    ruth = world.enter(RUTH)
    seen = script_at_hand(ruth)
    assert not seen.may_change
    assert not seen.draft.texts, "what is not published is not read aloud"
    with pytest.raises(NotAllowed):
        publish(ruth, propose_wording(quick(ruth), {WHO: NEW_WORDS}))
    with pytest.raises(NotAllowed):
        keep_wording(ruth, ruth.new_operation(), "call", {})


# -- checks, ratings, consents


def test_a_consent_in_other_words_needs_a_second_person(sergeant: Desk) -> None:
    typed = words_at(script_at_hand(sergeant).published.xform, CONSENT).replace("It is about", "This is about")
    proposal = propose_wording(sergeant, {CONSENT: typed})
    assert proposal.comparison.touches == {Touches.CONSENT}
    with pytest.raises(DeskFault, match="changes a consent: a second supervisor") as refused:
        publish(sergeant, proposal)
    assert refused.value.code == "second-needed"
    assert len(script_at_hand(sergeant).versions) == 1
    publish(sergeant, proposal, SecondSignature(KEEPER, PASSWORD))
    assert script_at_hand(sergeant).published.sha == proposal.looked.sha256
    assert events(sergeant)[-3:] == ["second.asked", "second.given", "script.publish"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("¦ ¦ safe ¦ yes ¦", "¦ ¦ safe ¦ no ¦"),  # which answer opens it
        ("Can you talk now?", "Can we talk?"),  # its words
        ("yn ¦ no ¦ No", "yn ¦ no ¦ Rather not"),  # its answers
        ("${who} = 'here'", "${who} = 'here' or ${who} = 'other'"),  # when it is asked
        ("I will try again. ¦ ${who}", "It is the police. ¦ ${who}"),  # what a stranger hears
        ("card_never_say ¦ a ¦ Who it was", "card_never_say ¦ a ¦ Nothing"),
        (
            "gone ¦ close ¦ Say goodbye ¦ Thank you. ¦ ¦ yes ¦ ¦ person",
            "gone ¦ close ¦ Say goodbye ¦ Thank you. ¦ ¦ yes ¦ ¦ safe",
        ),
    ],
)
def test_whatever_changes_a_check_needs_a_second_person(small: Desk, tmp_path: Path, old: str, new: str) -> None:
    proposal = at_hand(small, (old, new), ("Small ¦ small ¦ 1", "Small ¦ small ¦ 2"), folder=tmp_path)
    assert Touches.CHECK in proposal.comparison.touches
    with pytest.raises(DeskFault, match="a second supervisor or administrator"):
        publish(small, proposal)


def test_other_words_behind_the_checks_need_one_person(small: Desk, tmp_path: Path) -> None:
    proposal = at_hand(
        small,
        ("Say goodbye ¦ Thank you.", "Say goodbye ¦ Thank you, goodbye."),
        ("¦ 1 ¦ Eng", "¦ 2 ¦ Eng"),
        folder=tmp_path,
    )
    assert not proposal.needs_second
    publish(small, proposal)
    assert script_at_hand(small, "small").published.version == "2"


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (SecondSignature(SERGEANT, PASSWORD), "second-is-first"),
        (SecondSignature(RUTH, PASSWORD), "second-unknown"),
        (SecondSignature("Nobody Here", PASSWORD), "second-unknown"),
        (SecondSignature(KEEPER, "not the password"), "second-password"),
    ],
)
def test_the_second_person_is_another_signer_with_their_own_password(
    small: Desk, tmp_path: Path, second: SecondSignature, code: str
) -> None:
    proposal = at_hand(small, ("Can you talk now?", "Can we talk?"), ("¦ 1 ¦ Eng", "¦ 2 ¦ Eng"), folder=tmp_path)
    with pytest.raises((DeskFault, WrongPassword)) as refused:
        publish(small, proposal, second)
    assert refused.value.code == code
    assert len(script_at_hand(small, "small").versions) == 1


def test_where_nobody_else_signs_it_goes_a_day_later(world: World, small: Desk, tmp_path: Path) -> None:
    proposal = at_hand(small, ("Can you talk now?", "Can we talk?"), ("¦ 1 ¦ Eng", "¦ 2 ¦ Eng"), folder=tmp_path)
    with pytest.raises(DeskFault):
        publish(small, proposal)
    assert isinstance(world.clock, MovedClock)
    world.clock.move(hours=23)
    with pytest.raises(DeskFault, match="November 18, 10:00, on"):
        publish(small, proposal)
    world.clock.move(hours=2)
    desk = quick(world.enter(SERGEANT))
    again = propose_workbook(desk, tmp_path / "small.md", "small")
    assert again.asked is not None
    assert again.asked.by == SERGEANT
    publish(desk, again)
    assert script_at_hand(desk, "small").published.version == "2"


# -- workbooks


def test_a_workbook_with_an_error_is_not_published_and_says_where(small: Desk, tmp_path: Path) -> None:
    wrong = ("Hello, is that ${first_name}?", "About the ${offense}?")
    proposal = at_hand(small, wrong, ("¦ 1 ¦ Eng", "¦ 2 ¦ Eng"), folder=tmp_path)
    assert not proposal.looked.may_be_published
    for forged in (proposal, replace(proposal, looked=replace(proposal.looked, findings=()))):
        with pytest.raises(DeskFault, match="survey") as refused:
            publish(small, forged, SecondSignature(KEEPER, PASSWORD))
        assert "offense" in refused.value.sentence
    assert len(script_at_hand(small, "small").versions) == 1
    first = proposal.looked.findings[0]
    assert (first.sheet, first.row, first.column) == ("survey", 4, "hint::English (en)")


def test_a_version_is_never_given_twice(small: Desk, tmp_path: Path) -> None:
    proposal = at_hand(small, ("Say goodbye ¦ Thank you.", "Say goodbye ¦ Bye."), folder=tmp_path)
    codes = {(one.code, one.sheet, one.row, one.column) for one in proposal.looked.findings}
    assert ("version_used", "settings", 2, "version") in codes
    with pytest.raises(DeskFault, match="Version 1 is published already"):
        publish(small, proposal)


def test_the_real_checker_reads_a_workbook_in_a_child(world: World, tmp_path: Path) -> None:
    desk = world.enter(SERGEANT)
    sound = at_hand(desk, folder=tmp_path)
    assert sound.looked.findings == ()
    assert sound.looked.may_be_published
    assert (sound.looked.title, sound.looked.version) == ("Small", "1")
    worded = propose_wording(desk, {WHO: NEW_WORDS})
    assert worded.looked.findings == ()
    unsound = at_hand(desk, ("¦ ¦ safe ¦ yes ¦", "¦ ¦ safe ¦ yes no ¦"), folder=tmp_path)
    assert [(one.row, one.code) for one in unsound.looked.findings] == [(6, "way_round")]
    for name, content in (("a.xlsx", b"PK\x03\x04 not a workbook"), ("b.xlsx", b""), ("c.md", b"\xff\xfe")):
        path = tmp_path / name
        path.write_bytes(content)
        try:
            assert not propose_workbook(desk, path).looked.may_be_published, name
        except ScriptRefused as refused:
            assert refused.sentence, name
    with pytest.raises(DeskFault, match=r"no file gone\.md"):
        propose_workbook(desk, tmp_path / "gone.md")


def test_a_script_that_cannot_be_read_any_more_still_has_its_history(sergeant: Desk) -> None:
    looked = LookedAt((), "", "", "9", "")
    with pytest.raises((DeskFault, ScriptRefused)):
        publish(sergeant, Proposal("call", looked, "x", script_at_hand(sergeant).published.sha))
    assert len(script_at_hand(sergeant).versions) == 1


def test_the_newest_of_two_published_in_one_moment_counts(sergeant: Desk) -> None:
    """Ten versions of one morning: 3.10 comes after 3.9."""
    for number in range(10):
        publish(sergeant, propose_wording(sergeant, {WHO: f"Is that [full name]? {number}"}))
    at_hand = script_at_hand(sergeant)
    assert at_hand.published.version == "3.10"
    assert isinstance(at_hand.published, ScriptRecord)
    assert ScriptSha(at_hand.published.sha) == at_hand.versions[0].sha

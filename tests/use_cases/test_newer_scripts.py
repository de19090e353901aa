"""The program brings a newer script: nothing changes by itself, our words stay, and two sign where two always do."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.script_texts import TextPlace, texts_of, written
from callback_desk.call_script.taking_over import Fate
from callback_desk.domain.errors import DeskFault, NotAllowed, NotFound
from callback_desk.domain.scripts import ScriptVersion, SentenceEdit, ShippedScript, is_newer
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.newer_scripts import leave_newer, newer_scripts, propose_newer
from callback_desk.use_cases.publish_script import SecondSignature, publish_script
from callback_desk.use_cases.scripts import Proposal, keep_wording, propose_wording, script_at_hand
from tests.call_script.small_script import small_script
from tests.use_cases.made_desks import KEEPER, PASSWORD, RUTH, SERGEANT, World, events
from tests.use_cases.quick_scripts import QuickChecker, quick

SMALL = "small"
BOTH = (KEEPER, PASSWORD)
ASKED = ("card_they_ask/b", "say", "en")
COMPLAINT = ("card_words/complaint", "say", "en")
PRAISE = ("card_words/praise", "label", "en")


class Program:
    """What lies in the program's folder: another version of the small script each time it is brought."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def brings(self, number: int, *pairs: tuple[str, str]) -> ShippedScript:
        path = self._folder / f"small-v{number}.md"
        version = (("small ¦ 1 ¦", f"small ¦ {number} ¦"),) if number > 1 else ()
        path.write_text(small_script(*version, *pairs), encoding="utf-8")
        return ShippedScript(SMALL, path, "Small", str(number))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.fixture
def sergeant(world: World, program: Program) -> Desk:
    """A desk with the program's first small script, which the agency has not touched."""
    desk = quick(world.enter(SERGEANT), [program.brings(1)])
    take_over(desk, propose_newer(desk, SMALL))
    return desk


def brought(desk: Desk, *scripts: ShippedScript) -> Desk:
    """The same desk under a program that brings these."""
    assert isinstance(desk.scripts, QuickChecker)
    desk.scripts.brings = scripts
    return desk


def take_over(desk: Desk, proposal: Proposal) -> None:
    second = SecondSignature(*BOTH) if proposal.needs_second else None
    publish_script(desk, desk.new_operation(), proposal, second)


def said(desk: Desk, place: tuple[str, str, str], *, shipped: bool = False) -> str:
    at_hand = script_at_hand(desk, SMALL)
    record = at_hand.shipped if shipped else at_hand.published
    return written(texts_of(form_from_xform(record.xform))[TextPlace(*place)])


def reword(desk: Desk, place: tuple[str, str, str], words: str) -> None:
    take_over(desk, propose_wording(desk, {place: words}, SMALL))


def test_a_desk_that_has_what_the_program_brings_is_offered_nothing(sergeant: Desk) -> None:
    assert newer_scripts(sergeant) == ()
    with pytest.raises(NotFound):
        propose_newer(sergeant, SMALL)


def test_a_newer_one_is_offered_and_changes_nothing_by_itself(sergeant: Desk, program: Program) -> None:
    brought(sergeant, program.brings(2, ("Please call us.", "Please ring the desk.")))
    (newer,) = script_at_hand(sergeant, SMALL).newer
    assert (newer.brings.version, newer.reads, newer.left_by) == ("2", "1", "")
    proposal = propose_newer(sergeant, SMALL)
    assert [change.after for change in proposal.comparison.changes] == ["Please ring the desk."]
    assert said(sergeant, ASKED) == "Please call us."
    assert len(script_at_hand(sergeant, SMALL).versions) == 1


def test_taken_over_it_is_read_aloud_and_stands_on_the_left_with_who_took_it(sergeant: Desk, program: Program) -> None:
    brought(sergeant, program.brings(2, ("Please call us.", "Please ring the desk.")))
    take_over(sergeant, propose_newer(sergeant, SMALL))
    newest = script_at_hand(sergeant, SMALL).versions[0]
    assert (newest.version, newest.published_by, newest.taken_over) == ("2", SERGEANT, True)
    assert said(sergeant, ASKED) == said(sergeant, ASKED, shipped=True) == "Please ring the desk."
    assert newer_scripts(sergeant) == ()


def test_our_words_stay_where_only_we_changed_them_and_the_programs_come_where_only_it_did(
    sergeant: Desk, program: Program
) -> None:
    reword(sergeant, COMPLAINT, "I pass it on today.")
    brought(sergeant, program.brings(2, ("Please call us.", "Please ring the desk.")))
    proposal = propose_newer(sergeant, SMALL)
    assert proposal.take_over is not None
    (kept,) = proposal.take_over.merge.sentences
    assert (kept.fate, kept.ours, kept.theirs) == (Fate.KEPT, "I pass it on today.", "I pass it on.")
    assert proposal.looked.version == "2.1"
    take_over(sergeant, proposal)
    assert said(sergeant, COMPLAINT) == "I pass it on today."
    assert said(sergeant, ASKED) == "Please ring the desk."
    assert said(sergeant, COMPLAINT, shipped=True) == "I pass it on.", "the program's own stands on the left"
    assert [one.version for one in script_at_hand(sergeant, SMALL).versions] == ["2.1", "2", "1.1", "1"]
    assert newer_scripts(sergeant) == ()


def test_where_both_changed_a_sentence_ours_stays_until_the_programs_is_chosen(
    sergeant: Desk, program: Program
) -> None:
    reword(sergeant, ASKED, "Ask for Fields.")
    brought(sergeant, program.brings(2, ("Please call us.", "Please ring the desk.")))
    proposal = propose_newer(sergeant, SMALL)
    assert proposal.take_over is not None
    (clash,) = proposal.take_over.merge.of(Fate.CLASH)
    assert (clash.before, clash.ours, clash.theirs, clash.taken) == (
        "Please call us.", "Ask for Fields.", "Please ring the desk.", False
    )  # fmt: skip
    assert proposal.changes_nothing, "ours stays: there is nothing else in it"
    chosen = propose_newer(sergeant, SMALL, taken={clash.place})
    assert chosen.take_over is not None
    assert chosen.take_over.merge.of(Fate.CLASH)[0].taken
    take_over(sergeant, chosen)
    assert said(sergeant, ASKED) == "Please ring the desk."


def test_words_of_ours_whose_question_is_gone_are_named(sergeant: Desk, program: Program) -> None:
    reword(sergeant, PRAISE, "A thank-you")
    brought(sergeant, program.brings(2, ("card_words ¦ praise ¦ Praise", "card_words ¦ thanks ¦ Thanks")))
    proposal = propose_newer(sergeant, SMALL)
    assert proposal.take_over is not None
    assert [(one.fate, one.ours) for one in proposal.take_over.merge.sentences] == [(Fate.GONE, "A thank-you")]


def test_a_check_that_changes_needs_two_as_ever(sergeant: Desk, program: Program) -> None:
    brought(sergeant, program.brings(2, ("Can you talk now?", "Is it safe to talk?")))
    proposal = propose_newer(sergeant, SMALL)
    assert proposal.needs_second
    with pytest.raises(DeskFault, match="a second supervisor or administrator"):
        publish_script(sergeant, sergeant.new_operation(), proposal)
    assert len(script_at_hand(sergeant, SMALL).versions) == 1
    take_over(sergeant, proposal)
    assert script_at_hand(sergeant, SMALL).published.version == "2"


def test_left_it_is_said_by_whom_and_can_still_be_taken_over(sergeant: Desk, program: Program) -> None:
    brought(sergeant, program.brings(2, ("Please call us.", "Please ring the desk.")))
    (newer,) = newer_scripts(sergeant)
    leave_newer(sergeant, sergeant.new_operation(), newer.brings)
    (left,) = newer_scripts(sergeant)
    assert (left.left_by, left.left_at) == (SERGEANT, sergeant.clock.now())
    assert said(sergeant, ASKED) == "Please call us."
    assert events(sergeant)[-1] == "record.change"
    take_over(sergeant, propose_newer(sergeant, SMALL))
    assert newer_scripts(sergeant) == ()


def test_sentences_that_are_not_published_yet_go_on_to_the_new_script(sergeant: Desk, program: Program) -> None:
    keep_wording(sergeant, sergeant.new_operation(), SMALL, {COMPLAINT: SentenceEdit(None, "I pass it on at once.")})
    brought(sergeant, program.brings(2, ("Please call us.", "Please ring the desk.")))
    take_over(sergeant, propose_newer(sergeant, SMALL))
    assert dict(script_at_hand(sergeant, SMALL).draft.texts) == {COMPLAINT: "I pass it on at once."}


def test_a_name_of_ours_that_the_program_uses_too_does_not_stop_it(sergeant: Desk, program: Program) -> None:
    ours = Program(program._folder / "ours")
    ours._folder.mkdir()
    brought(sergeant, ours.brings(2))  # stands for a workbook of ours that was called version 2
    mine = propose_newer(sergeant, SMALL)
    assert mine.changes_nothing
    reword(sergeant, COMPLAINT, "I pass it on today.")
    brought(sergeant, program.brings(2, ("Please call us.", "Please ring the desk.")))
    take_over(sergeant, propose_newer(sergeant, SMALL))
    assert len({one.version for one in script_at_hand(sergeant, SMALL).versions}) == 4


def test_a_script_this_desk_never_had_is_offered_and_needs_two(world: World, program: Program) -> None:
    desk = quick(world.enter(SERGEANT), [program.brings(1)])
    (newer,) = script_at_hand(desk).newer
    assert (newer.brings.purpose, newer.reads) == (SMALL, "")
    proposal = propose_newer(desk, SMALL)
    assert proposal.needs_second
    take_over(desk, proposal)
    assert SMALL in script_at_hand(desk).purposes


def test_a_volunteer_is_offered_nothing_and_takes_nothing_over(world: World, sergeant: Desk, program: Program) -> None:
    brings = program.brings(2, ("Please call us.", "Please ring the desk."))
    ruth = quick(world.enter(RUTH), [brings])
    assert script_at_hand(ruth, SMALL).newer == ()
    with pytest.raises(NotAllowed):
        publish_script(ruth, ruth.new_operation(), propose_newer(ruth, SMALL))
    with pytest.raises(NotAllowed):
        leave_newer(ruth, ruth.new_operation(), brings)


def test_an_older_program_offers_nothing(sergeant: Desk, program: Program) -> None:
    versions = script_at_hand(sergeant, SMALL).versions

    def is_offered(name: str, version: str) -> bool:
        return is_newer(ShippedScript(SMALL, Path(name), "Small", version), versions)

    assert is_offered("small-v2.md", "2")
    assert is_offered("small-v1.1.md", "1.1")
    assert not is_offered("small-v0.md", "0.9")
    assert not is_offered("small-v1.md", "1"), "this one it has"
    ten = ScriptVersion(versions[0].sha, SMALL, "Small", "1.10", "other.md", versions[0].published_at, "shipped")
    assert not is_newer(ShippedScript(SMALL, Path("small-v1.9.md"), "Small", "1.9"), [ten])

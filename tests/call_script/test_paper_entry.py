"""Typing a paper form in: rows follow the answers, numbers mean what is printed, and every field has its cell."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from callback_desk.call_script.form import Form, QuestionKind
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.paper import numbered, paper_choices, paper_of
from callback_desk.call_script.paper_entry import PaperEntry
from callback_desk.call_script.workbook import compile_script
from callback_desk.domain.paper import PaperKind
from tests.call_script.conftest import compiled, workbook

SCRIPT = Path(__file__).resolve().parents[2] / "resources" / "call_scripts" / "property-v1.md"
OPEN = {"first_name": "Ada", "full_name": "Ada Crow", "voicemail_policy": "none", "language": "en"}
SAFE = {"street": "Larch Street", "report_month": "November 2026"}
CASE = {"case_number": "26-1", "offense_family": "burglary", "offense_plain": "Break-in", "status_phrase": "open"}


@pytest.fixture(scope="module")
def form() -> Form:
    return form_from_xform(compile_script(SCRIPT).xform)


@pytest.fixture
def entry(form: Form) -> PaperEntry:
    return PaperEntry(
        form, OPEN, language="en", now=lambda: datetime(2026, 11, 17, 16, tzinfo=UTC), zone=ZoneInfo("America/Chicago")
    )


def key_of(entry: PaperEntry, number: str, of_line: int = 0) -> str:
    found = [row.key for row in entry.rows() if (row.number, row.of_line) == (number, of_line)]
    assert found, f"no row {number} among {[row.number for row in entry.rows()]}"
    return found[0]


def put(entry: PaperEntry, number: str, typed: str, of_line: int = 0) -> str:
    return entry.put(key_of(entry, number, of_line), typed)


def numbers(entry: PaperEntry) -> list[str]:
    return [row.number for row in entry.rows()]


def through_the_checks(entry: PaperEntry) -> None:
    for number, typed in (("1", "1"), ("7", "1"), ("10", "1")):
        assert put(entry, number, typed) == ""
    assert entry.needs_facts
    entry.open_facts(SAFE, CASE)
    assert put(entry, "11", "1") == ""
    assert not entry.needs_facts


def test_only_the_first_question_applies_at_first(entry: PaperEntry) -> None:
    assert numbers(entry) == ["1"]
    assert entry.outcome == "" and not entry.needs_facts


def test_nothing_behind_a_check_is_asked_before_it_was_passed(entry: PaperEntry) -> None:
    put(entry, "1", "1")
    assert numbers(entry) == ["1", "7"]
    put(entry, "7", "2")
    assert numbers(entry) == ["1", "7", "8"]
    put(entry, "8", "1")
    assert entry.outcome == "another_time"


def test_the_offense_decides_which_prompts_are_on_the_screen(entry: PaperEntry) -> None:
    through_the_checks(entry)
    put(entry, "13", "1")
    put(entry, "14", "2")
    assert {"21", "22"} <= set(numbers(entry))  # burglary
    assert not {"23", "25", "27", "29", "31"} & set(numbers(entry))


def test_a_whole_form_becomes_a_whole_result(entry: PaperEntry) -> None:
    through_the_checks(entry)
    for number, typed in (("13", "1"), ("14", "1"), ("16", "1")):
        put(entry, number, typed)
    put(entry, "20", "A silver van stood by the gate / Serial number 4KX-0917-QD")
    for of_line, kind in ((1, "2"), (2, "5")):
        assert put(entry, "a", kind, of_line) == ""
        assert put(entry, "d", "1", of_line) == ""
    put(entry, "i", "1", 1)
    for number in ("37", "38", "39", "40", "41", "42", "43", "44"):
        assert put(entry, number, "2") == ""
    put(entry, "46", "Call back sooner.")
    put(entry, "47", "1, 6")
    put(entry, "49", "1")
    put(entry, "50", "1")
    assert entry.wrong == () and entry.urgent
    result = entry.result("Sounded glad.")
    assert result.outcome == entry.outcome == "talked_all"
    assert [tip.text for tip in result.tips] == ["A silver van stood by the gate", "Serial number 4KX-0917-QD"]
    assert [tip.kind.value for tip in result.tips] == ["vehicle", "property_id"]
    assert len(result.ratings) == 9
    assert {answer.question: answer.value for answer in result.answers}["referrals"] == "victim_services interpreter"
    assert result.note == "Sounded glad." and result.state


def test_an_answer_taken_back_takes_its_questions_with_it(entry: PaperEntry) -> None:
    through_the_checks(entry)
    put(entry, "13", "1")
    put(entry, "20", "A van")
    assert entry.result("").tips
    put(entry, "1", "5")
    assert numbers(entry) == ["1"]
    assert entry.outcome == "busy"
    assert not entry.result("").ratings


def test_a_changed_line_keeps_its_answers_and_a_dropped_one_takes_them_away(entry: PaperEntry) -> None:
    through_the_checks(entry)
    put(entry, "13", "1")
    put(entry, "20", "A van / A dog")
    put(entry, "a", "2", 1)
    put(entry, "a", "9", 2)
    put(entry, "20", "A silver van / A dog")
    assert entry.result("").tips[0].kind.value == "vehicle"
    put(entry, "20", "A silver van")
    assert [row.of_line for row in entry.rows() if row.number == "a"] == [1]


@pytest.mark.parametrize(
    ("number", "typed", "words"), [("1", "9", "no box 9"), ("1", "x", "no box x"), ("1", "1 2", "no box 1 2")]
)
def test_a_number_that_is_not_printed_is_said_and_kept_as_typed(
    entry: PaperEntry, number: str, typed: str, words: str
) -> None:
    assert words in put(entry, number, typed)
    row = entry.rows()[0]
    assert row.typed == typed and row.error and entry.wrong == (row.key,)
    assert put(entry, number, "1") == ""
    assert entry.wrong == ()


def test_what_is_typed_means_what_is_printed(entry: PaperEntry, form: Form) -> None:
    put(entry, "1", "5")
    assert entry.rows()[0].means == "Busy"
    assert dict(entry.rows()[0].boxes)["5"] == "Busy"


def test_a_box_that_hangs_on_a_row_above_counts_as_soon_as_that_row_is_filled(entry: PaperEntry) -> None:
    through_the_checks(entry)
    put(entry, "13", "1")
    assert "does not go with the rows above" in put(entry, "50", "1")
    put(entry, "49", "1")
    assert entry.wrong == () and entry.outcome == "talked_part"  # the service was not asked about
    put(entry, "49", "2")
    assert entry.result("").do_not_call  # the same box means another goodbye now


def test_known_names_stand_in_the_headings(entry: PaperEntry) -> None:
    put(entry, "1", "1")
    assert entry.rows()[0].means == "Ada is on the line"


def test_a_half_typed_row_is_emptied_again(entry: PaperEntry) -> None:
    put(entry, "1", "1")
    put(entry, "1", "")
    assert numbers(entry) == ["1"] and entry.rows()[0].typed == ""


def test_every_field_of_the_paper_has_its_cell(form: Form) -> None:
    """Whatever is answered: a row is always a question that is printed, with exactly the boxes that are printed."""
    printed = {part.text.partition("\t")[0] for part in paper_of(form, "en").parts if part.kind is PaperKind.QUESTION}
    met: set[str] = set()
    for seed in range(5):
        chance = random.Random(seed)
        entry = PaperEntry(
            form, OPEN, language="en", now=lambda: datetime(2026, 11, 17, 16, tzinfo=UTC), zone=ZoneInfo("UTC")
        )
        families = ("burglary", "theft", "theft_from_vehicle", "stolen_vehicle", "fraud", "vandalism")
        for _ in range(70):
            if entry.needs_facts:
                entry.open_facts(SAFE, {**CASE, "offense_family": families[seed % len(families)]})
            open_rows = [row for row in entry.rows() if not row.typed or row.error]
            if not open_rows:
                break
            row = open_rows[0]
            assert row.number in printed
            question = next(one for one in form.questions if one.path == row.key.partition("@")[0])
            assert numbered(form)[question.path] == row.number
            assert [number for number, _ in row.boxes] == [box.number for box in paper_choices(form, question)]
            met.add(row.number)
            if row.kind is QuestionKind.DATE:
                entry.put(row.key, "2026-11-20")
            elif row.by_number:
                kind_one = chance.random() < 0.7
                typed = row.boxes[0][0] if kind_one else chance.choice(row.boxes)[0]
                if entry.put(row.key, typed):
                    entry.put(row.key, "")
                    break
            else:
                entry.put(row.key, "Something new" if chance.random() < 0.5 else "x")
    assert len(met) > 35


def test_a_pasted_soft_line_break_is_a_blank_in_an_answer() -> None:
    form = compiled(workbook("type ¦ name ¦ label\ntext ¦ t ¦ T\ntext ¦ u ¦ U"))
    entry = PaperEntry(
        form, OPEN, language="en", now=lambda: datetime(2026, 11, 17, 16, tzinfo=UTC), zone=ZoneInfo("America/Chicago")
    )
    assert put(entry, "1", "a dent\x0bon the left") == ""
    assert put(entry, "2", "blue") == ""
    assert [(row.typed, row.error) for row in entry.rows()] == [("a dent on the left", ""), ("blue", "")]

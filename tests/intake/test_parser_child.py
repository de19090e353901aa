"""The child's side of the pipe: one request in, JSON lines out, and what the parent makes of them again."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.incident import (
    Candidate,
    CaseStatus,
    PersonName,
    Pile,
    ReportFacts,
    Role,
    RowPlace,
    RowProblem,
    Screening,
    Sign,
    VictimType,
)
from callback_desk.domain.phone import FoundPhone, NotDiallable, PhoneKind, PhoneNumber
from callback_desk.intake.codec import (
    ROWS_START,
    candidate_from_wire,
    candidate_to_wire,
    message_line,
    problem_from_wire,
    problem_to_wire,
    rows_line,
    rows_of_line,
)
from callback_desk.intake.request import ReadRequest, guess_from_dict, guess_to_dict, layout_from_dict, layout_to_dict
from callback_desk.intake.rows import DeskFacts
from tests.intake.reading import HEADING, REPOSITORY, TODAY, a_row, offenses, read_text

TEXT = st.text(max_size=12)
WHEN = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
FOUND = st.one_of(
    st.builds(
        FoundPhone,
        TEXT,
        st.builds(PhoneNumber, st.sampled_from(["+13125550142", "+442079460958"]), st.sampled_from(["", "12"])),
        st.sampled_from(PhoneKind),
        st.none(),
        TEXT,
        TEXT,
    ),
    st.builds(FoundPhone, TEXT, st.none(), st.sampled_from(PhoneKind), st.sampled_from(NotDiallable), TEXT, TEXT),
)
FACTS = st.builds(
    ReportFacts,
    case_number=TEXT,
    offense_codes=st.lists(TEXT, max_size=3).map(tuple),
    offense_text=TEXT,
    reported_at=st.none() | WHEN,
    reported_precision=st.sampled_from(["minute", "day", "month"]),
    occurred_at=st.none() | WHEN,
    age=st.none() | st.integers(0, 120),
    birth_date=st.none() | st.dates(date(1880, 1, 1), date(2026, 1, 1)),
    victim_type=st.none() | st.sampled_from(VictimType),
    relationship=TEXT,
    signs=st.frozensets(st.sampled_from(Sign)),
    status=st.sampled_from(CaseStatus),
    status_text=TEXT,
    investigator=TEXT,
    language=st.sampled_from(["", "es"]),
    has_contact_name=st.booleans(),
    unsettled=st.frozensets(st.sampled_from(Screening)),
)
CANDIDATE = st.builds(
    Candidate,
    place=st.builds(RowPlace, st.integers(1, 2_000_000), TEXT),
    role=st.sampled_from(Role),
    name=st.builds(PersonName, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT),
    facts=FACTS,
    phones=st.lists(FOUND, max_size=3).map(tuple),
    other_numbers=st.lists(st.tuples(st.sampled_from(Role), st.just("+13125550199")), max_size=2).map(tuple),
    address=TEXT,
    district=TEXT,
    email=TEXT,
    offense_label=TEXT,
    suspect_name=TEXT,
    suspect_address=TEXT,
    already=TEXT,
    warnings=st.lists(TEXT, max_size=2).map(tuple),
    row_digest=TEXT,
)


@given(CANDIDATE)
def test_a_candidate_survives_the_pipe(candidate: Candidate) -> None:
    assert candidate_from_wire(json.loads(json.dumps(candidate_to_wire(candidate)))) == candidate


@given(st.builds(RowProblem, st.builds(RowPlace, st.integers(1, 99), TEXT), st.sampled_from(Pile), TEXT, TEXT, TEXT))
def test_a_problem_survives_the_pipe(problem: RowProblem) -> None:
    assert problem_from_wire(json.loads(json.dumps(problem_to_wire(problem)))) == problem


@given(st.lists(CANDIDATE, max_size=3), st.text(max_size=8))
def test_a_line_of_rows_is_one_line_and_comes_back(people: list[Candidate], reason: str) -> None:
    problem = problem_to_wire(RowProblem(RowPlace(7), Pile.REJECTED, reason))
    line = rows_line([candidate_to_wire(each) for each in people], [problem])
    assert line.startswith(ROWS_START)
    assert b"\n" not in line
    rows, problems = rows_of_line(line.decode())
    assert [candidate_from_wire(row) for row in rows] == people
    assert problems == [problem]


@pytest.mark.parametrize("line", ["", "{", "[]", '{"rows": []}', '{"rows": {}, "problems": []}', "[" * 100_000, "NaN"])
def test_what_is_no_line_of_rows_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        rows_of_line(line)


def test_other_lines_are_never_taken_for_rows() -> None:
    for kind in ("look", "done", "refused", "progress"):
        assert not message_line({"kind": kind, "rows": []}).startswith(ROWS_START)


def test_a_guess_and_its_layout_survive_the_pipe(tmp_path: Path) -> None:
    from callback_desk.domain.layout import SettledFact, layout_from_guess

    guess = read_text(tmp_path, f"{HEADING},Suspect Phone\n{a_row()},312-555-0199\n").guess
    assert guess_from_dict(json.loads(json.dumps(guess_to_dict(guess)))) == guess
    settled = (SettledFact(Screening.CONDITION, "Sgt. Belisle", TODAY, "never a deceased victim"),)
    layout = layout_from_guess(guess, "City export", settled=settled)
    assert layout_from_dict(json.loads(json.dumps(layout_to_dict(layout)))) == layout
    request = ReadRequest(
        "x.csv", DeskFacts("US", "217", "America/Chicago", TODAY, frozenset({"+12175550199"})), {}, layout, (layout,)
    )
    assert ReadRequest.from_dict(json.loads(json.dumps(request.to_dict()))) == request


def test_a_damaged_request_is_our_own_fault() -> None:
    with pytest.raises(DeskBug):
        ReadRequest.from_dict({"path": "x"})


def ask(request: dict[str, object]) -> tuple[int, list[dict[str, object]], str]:
    done = subprocess.run(
        [sys.executable, "-m", "callback_desk.intake.parser_main"],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=REPOSITORY,
        timeout=60,
        check=False,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def request_for(path: Path, **changed: object) -> dict[str, object]:
    request = ReadRequest(str(path), DeskFacts(today=TODAY), offenses().to_dict()).to_dict()
    return {**request, **changed}


def test_the_child_says_what_reading_here_says(tmp_path: Path) -> None:
    rows = "\n".join(a_row(case=f"26-{number}", name=f"Quill{number}, Ñandú") for number in range(1_200))
    here = read_text(tmp_path, f"{HEADING}\n{rows}\n,broken\n")
    code, said, errors = ask(request_for(tmp_path / "export.csv"))
    assert (code, errors) == (0, "")
    assert said[0]["kind"] == "look"
    assert guess_from_dict({key: value for key, value in said[0].items() if key != "kind"}) == here.guess
    people = [candidate_from_wire(wire) for each in said if each["kind"] == "rows" for wire in each["rows"]]
    problems = [problem_from_wire(wire) for each in said if each["kind"] == "rows" for wire in each["problems"]]
    assert people == here.people
    assert problems == here.problems
    last = said[-1]
    assert (last["kind"], last["rows"], last["candidates"], last["problems"]) == ("done", 1_201, 1_200, 1)
    assert last["phones"] == {"diallable": 1_200, "distinct": 1, "undiallable": 0, "blank": 0}


def test_the_child_only_looks_when_asked_to(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text(f"{HEADING}\n{a_row()}\n", encoding="utf-8")
    code, said, _errors = ask(request_for(tmp_path / "export.csv", mode="look", offenses={}))
    assert code == 0
    assert [each["kind"] for each in said] == ["look", "done"]


def test_a_refusal_is_an_answer(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_bytes(b"%PDF-1.7")
    code, said, errors = ask(request_for(tmp_path / "export.csv"))
    assert (code, errors) == (0, "")
    assert [(each["kind"], each["code"]) for each in said] == [("refused", "E03")]


def test_a_refusal_half_way_ends_without_done(tmp_path: Path) -> None:
    rows = "\n".join([a_row()] * 6_000)
    (tmp_path / "export.csv").write_text(f'{HEADING}\n{rows}\n26-9,"open\n', encoding="utf-8")
    _code, said, _errors = ask(request_for(tmp_path / "export.csv"))
    assert said[-1]["kind"] == "refused"
    assert said[-1]["code"] == "E05"
    assert all(each["kind"] != "done" for each in said)


def test_a_request_nobody_meant_says_nothing_of_it(tmp_path: Path) -> None:
    code, said, errors = ask({"path": "Zyxwvut"})
    assert code == 2
    assert said[0]["kind"] == "refused"
    assert "Zyxwvut" not in errors

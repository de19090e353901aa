"""Reports that leave the desk: on record, the same each time, and nobody of the desk is on any page of them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest

from callback_desk.domain.call import CallResult, NewRating
from callback_desk.domain.concerns import ConcernKind, NewConcern
from callback_desk.domain.errors import DeskFault, NotAllowed
from callback_desk.domain.exports import ExportFilter, ExportKind, ExportState, Purpose
from callback_desk.domain.figure_periods import month_of
from callback_desk.domain.ids import ConcernId
from callback_desk.domain.public_summary import ChiefWords
from callback_desk.domain.tip import NewTip
from callback_desk.use_cases import finish_call, raise_concern, review_call
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.make_report import make_public_summary, make_report
from tests.use_cases.made_desks import RUTH, SERGEANT, MovedClock, World, ask, start

NOVEMBER = month_of(date(2026, 11, 1))
OCTOBER = month_of(date(2026, 10, 1))
SAID = ChiefWords("We now call <everybody> & sooner.", "(312) 555-0142, weekdays")
PLANTED = ("ZEBRATIP", "QUAGGANOTE", "OKAPICOMPLAINT", "TAPIRPRAISE", "Officer Fennimore")


def text_of(path: Path) -> str:
    if path.suffix == ".html":
        return path.read_text("utf-8")
    pdf = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(pdf[page].get_textpage().get_text_range() for page in range(len(pdf)))
    finally:
        pdf.close()


def a_month_of_calls(world: World) -> Desk:
    """Eleven people say what only they know, of their case and of the service; it is the month after."""
    ruth, sergeant = world.enter(RUTH), world.enter(SERGEANT)
    for place in range(11):
        started = start(ruth)
        value = "very_satisfied" if place < 8 else "very_dissatisfied"
        for kind, words in ((ConcernKind.COMPLAINT, PLANTED[2]), (ConcernKind.PRAISE, PLANTED[3])):
            said = NewConcern(kind, f"{words} {place}")
            made = raise_concern.raise_concern(ruth, ruth.new_operation(), started.callback_id, started.call_id, said)
            raise_concern.route_concern(sergeant, sergeant.new_operation(), ConcernId(made.id), PLANTED[4])
        result = CallResult(
            "talked_all",
            tips=(NewTip(1, f"{PLANTED[0]} {place}", ruth.clock.now()),),
            ratings=(NewRating("whole", value, "core-v1"), NewRating("reach", "very_easy", "core-v1")),
            note=f"{PLANTED[1]} {place}",
        )
        finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, result)
        review_call.sign_off(sergeant, sergeant.new_operation(), [started.call_id])
    assert isinstance(world.clock, MovedClock)
    world.clock.at += timedelta(days=31)
    return world.enter(SERGEANT)


def test_nobody_of_the_desk_is_on_a_page_for_the_agency_or_for_everybody(world: World, tmp_path: Path) -> None:
    sergeant = a_month_of_calls(world)
    made = [
        make_report(sergeant, sergeant.new_operation(), NOVEMBER, tmp_path / "report.pdf"),
        make_public_summary(sergeant, sergeant.new_operation(), NOVEMBER, SAID, tmp_path / "summary.pdf"),
        make_public_summary(sergeant, sergeant.new_operation(), NOVEMBER, SAID, tmp_path / "summary.html", web=True),
    ]
    people = {str(name) for row in ask(sergeant, "SELECT first, last FROM victims") for name in row if name}
    numbers = {str(number) for (number,) in ask(sergeant, "SELECT number FROM cases")}
    phones = {str(number)[-8:] for (number,) in ask(sergeant, "SELECT e164 FROM phones")}
    assert len(people) > 10 and len(numbers) > 5 and len(phones) > 5
    for one in made:
        words = text_of(one.printed.path)
        assert "73%" in words, "eight of eleven: the figures are there"
        assert not [token for token in (*PLANTED, RUTH, *numbers, *phones) if token in words]
        assert not [name for name in people if re.search(rf"\b{re.escape(name)}\b", words)]
    for one in made[1:]:
        assert sergeant.session.name not in text_of(one.printed.path), "who made it is on the agency's report alone"


def test_each_is_on_record_with_its_number_and_what_for(world: World, tmp_path: Path) -> None:
    sergeant = world.enter(SERGEANT)
    first = make_report(sergeant, sergeant.new_operation(), OCTOBER, tmp_path / "report.pdf")
    second = make_public_summary(sergeant, sergeant.new_operation(), OCTOBER, SAID, tmp_path / "summary.pdf")
    assert (first.number, second.number) == ("RP-2026-0001", "RP-2026-0002")
    with sergeant.storage.read(sergeant.session) as unit:
        kinds = frozenset({ExportKind.REPORT, ExportKind.PUBLIC_SUMMARY})
        lines = unit.exports.lines(ExportFilter(kinds=kinds))
    assert {line.planned.object_id for line in lines} == {"from-2026-10-01-to-2026-10-31"}
    assert {line.number: (line.planned.purpose, line.state, line.sha256) for line in lines} == {
        "RP-2026-0001": (Purpose.SUPERVISION, ExportState.DONE, first.printed.sha256),
        "RP-2026-0002": (Purpose.PUBLIC_REPORT, ExportState.DONE, second.printed.sha256),
    }
    assert "RP-2026-0001" in text_of(first.printed.path)
    assert second.printed.pages == 1


def test_what_is_public_counts_only_days_that_are_over(world: World, tmp_path: Path) -> None:
    sergeant = world.enter(SERGEANT)
    with pytest.raises(DeskFault, match="not over"):
        make_public_summary(sergeant, sergeant.new_operation(), NOVEMBER, SAID, tmp_path / "summary.pdf")
    assert list(tmp_path.glob("summary*")) == []
    report = make_report(sergeant, sergeant.new_operation(), NOVEMBER, tmp_path / "report.pdf")
    assert "Figures may still change" in " ".join(text_of(report.printed.path).split())


def test_the_page_for_a_web_site_is_well_formed_and_loads_nothing(world: World, tmp_path: Path) -> None:
    sergeant = world.enter(SERGEANT)
    made = make_public_summary(sergeant, sergeant.new_operation(), OCTOBER, SAID, tmp_path / "summary.html", web=True)
    words = made.printed.path.read_text("utf-8")
    page = ElementTree.fromstring(words.removeprefix("<!DOCTYPE html>\n"))
    assert "".join(page.itertext()).count("We now call <everybody> & sooner.") == 1
    assert not re.search(r"<script|src=|href=|url\(", words)


def test_a_volunteer_makes_no_report(world: World, tmp_path: Path) -> None:
    ruth = world.enter(RUTH)
    for make in (
        lambda: make_report(ruth, ruth.new_operation(), OCTOBER, tmp_path / "x.pdf"),
        lambda: make_public_summary(ruth, ruth.new_operation(), OCTOBER, SAID, tmp_path / "x.pdf"),
    ):
        with pytest.raises(NotAllowed):
            make()
    assert list(tmp_path.glob("x.pdf")) == []

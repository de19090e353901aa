"""The log of what left the desk: one line for each document, masked for an auditor, guarded as a file."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from callback_desk.domain.exports import ExportFilter, ExportKind
from callback_desk.domain.table import TableKind
from callback_desk.use_cases import paper_anchor, review_call, send_packet, what_left
from callback_desk.use_cases.what_left import KINDS, LeftLine
from tests.use_cases.made_desks import AUDITOR, INVESTIGATOR, RUTH, SERGEANT, World, ask, talk


def a_sheet(world: World) -> str:
    """A signed call with news, sent; returns its case number."""
    _, call_id = talk(world.enter(RUTH))
    sergeant = world.enter(SERGEANT)
    review_call.sign_off(sergeant, sergeant.new_operation(), [call_id])
    (case,) = review_call.read_call(sergeant, call_id).cases
    send_packet.send_packet(
        sergeant,
        sergeant.new_operation(),
        case_number=case.number,
        confirmed_case=case.number,
        recipient_name=INVESTIGATOR,
        delivery=send_packet.Delivery(world.folder.with_name("sheet.pdf")),
    )
    return case.number


def numbers(lines: Sequence[LeftLine]) -> list[str]:
    return [line.number for line in lines]


def test_every_kind_has_its_words() -> None:
    assert set(KINDS) == set(ExportKind)


def test_a_sheet_and_a_paper_stand_there_newest_first_and_are_found_by_words(world: World) -> None:
    case = a_sheet(world)
    sergeant = world.enter(SERGEANT)
    world.clock.move(minutes=1)
    paper_anchor.print_anchor_sheet(sergeant, world.folder.with_name("anchor.pdf"))
    lines = what_left.what_left(sergeant, ExportFilter())
    assert [line.what for line in lines] == ["Anchor sheet", "Lead sheet"]
    sheet = lines[1]
    assert (sheet.cases, sheet.recipient, sheet.state, sheet.by) == ((case,), INVESTIGATOR, "Left", SERGEANT)
    (kept,) = ask(sergeant, "SELECT sha256 FROM exports WHERE kind = 'lead_sheet'")[0]
    assert sheet.sha256 == kept != ""
    assert numbers(what_left.what_left(sergeant, ExportFilter(words=case))) == [sheet.number]
    assert what_left.what_left(sergeant, ExportFilter(words="nothing like it")) == ()


def test_an_auditor_sees_no_case_number_whole(world: World) -> None:
    case = a_sheet(world)
    (line,) = what_left.what_left(world.enter(AUDITOR), ExportFilter())
    assert line.cases == (f"•••{case[-3:]}",)
    assert line.recipient == INVESTIGATOR


def test_as_a_file_it_is_whole_and_on_record_itself(world: World) -> None:
    case = a_sheet(world)
    sergeant = world.enter(SERGEANT)
    target = world.folder.with_name("left.csv")
    what_left.save_what_left(sergeant, sergeant.new_operation(), ExportFilter(), target, TableKind.CSV)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["What"], row["Cases"]) for row in rows] == [("Lead sheet", case)]
    assert what_left.what_left(sergeant, ExportFilter())[0].what == "This list"

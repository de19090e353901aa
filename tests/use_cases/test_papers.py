"""Hand-over sheet, shift packet, import report, anchor sheet, facts for the privacy officer: what stands on them."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from callback_desk.domain.audit_verify import Finding
from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.ids import BatchId, CallbackId
from callback_desk.domain.incident import Pile
from callback_desk.domain.paper import PaperDocument, PaperKind
from callback_desk.use_cases import (
    import_report,
    paper_anchor,
    paper_hand_over,
    paper_import,
    paper_privacy,
    paper_shift,
    pins,
)
from callback_desk.use_cases.verify_audit import verify_audit
from tests.use_cases.made_desks import AUDITOR, KEEPER, SERGEANT, World, ask


def words(document: PaperDocument) -> str:
    return "\n".join(" ".join((part.text, part.note, *part.items)) for part in document.parts)


def row(document: PaperDocument, first: str) -> tuple[str, ...]:
    return next(part.items for part in document.parts if part.kind is PaperKind.ROW and part.items[0] == first)


def last_names(desk) -> list[str]:
    return [str(name) for (name,) in ask(desk, "SELECT DISTINCT last FROM victims WHERE length(last) > 3")]


def test_the_hand_over_sheet_has_pins_decisions_and_short_names_alone(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    who = CallbackId(int(ask(sergeant, "SELECT id FROM callbacks ORDER BY id LIMIT 1")[0][0]))
    pins.pin(sergeant, sergeant.new_operation(), who, "Rings back after the funeral.")
    sheet = paper_hand_over.hand_over_sheet(sergeant)
    said = words(sheet)
    assert "Rings back after the funeral." in said
    assert "Waits for the supervisor" in said
    assert [name for name in last_names(sergeant) if re.search(rf"\b{re.escape(name)}\b", said)] == []
    assert [part.items for part in sheet.parts if part.kind is PaperKind.FIELDS] == [
        ("Handed over by", "Taken over by", "At")
    ]


def test_the_import_report_adds_up_and_tells_nothing_of_a_cell(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    batch = import_report.batches(sergeant)[-1]
    sheet = paper_import.import_sheet(sergeant, batch.id)
    piles = [row(sheet, name)[1] for _, name, _ in paper_import.PILES]
    assert sum(int(many.replace(",", "")) for many in piles) == batch.counts.rows_in > 0
    assert row(sheet, "On the call list")[1] == f"{batch.counts.of(Pile.QUEUED):,}"
    assert row(sheet, "All rows")[2] == "The six add up to the rows of the file."
    said = words(sheet)
    assert [name for name in last_names(sergeant) if re.search(rf"\b{re.escape(name)}\b", said)] == []
    sha = str(ask(sergeant, f"SELECT file_sha256 FROM batches WHERE id = {batch.id}")[0][0])
    assert sha in said.replace(" ", "")
    with pytest.raises(NotFound):
        paper_import.import_sheet(sergeant, BatchId(999))


def test_every_anchor_of_the_sheet_is_found_in_the_trail_and_a_false_one_is_not(world: World) -> None:
    auditor = world.enter(AUDITOR)
    sheet = paper_anchor.anchor_sheet(auditor)
    anchors = [part.items[2] for part in sheet.parts if part.kind is PaperKind.ROW and part.text != "head"]
    assert len(anchors) == len(ask(auditor, "SELECT DISTINCT station FROM audit_events"))
    for anchor in anchors:
        assert verify_audit(auditor, anchor.lower()).finding is Finding.CLEAN
    other = anchors[0][:-1] + ("0" if anchors[0][-1] != "0" else "1")
    assert verify_audit(auditor, other).finding is Finding.ANCHOR_MISMATCH


def test_the_facts_count_what_is_there_and_name_nobody(world: World) -> None:
    admin = world.enter(KEEPER)
    sheet = paper_privacy.privacy_facts(admin)
    people = ask(admin, "SELECT count(*) FROM callbacks")[0][0]
    assert row(sheet, "People on the desk")[1] == f"{people:,}"
    assert row(sheet, "Imports")[1] == str(ask(admin, "SELECT count(*) FROM batches")[0][0])
    said = words(sheet)
    assert [name for name in last_names(admin) if re.search(rf"\b{re.escape(name)}\b", said)] == []
    assert "No lead sheet was made yet." in said


def test_a_shift_packet_has_cover_list_numbers_and_as_many_forms_as_asked(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    target = world.folder.with_name("shift.pdf")
    printed = paper_shift.print_shift_packet(sergeant, target, forms=2)
    made = pypdfium2.PdfDocument(target)
    text = [made[page].get_textpage().get_text_range() for page in range(len(made))]
    made.close()
    assert printed.pages == len(text) > 5
    whole = "\n".join(text)
    assert whole.count("Never say") == 2
    assert "A shift on paper" in text[0]
    assert "Who to call today" in text[1]
    assert "Numbers to give" in whole
    danger = sergeant.rules.hotlines.first("danger", "US")
    assert danger is not None
    assert danger.number in whole


def test_nobody_prints_more_forms_than_a_shift_has_calls(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    with pytest.raises(DeskFault, match="0 to 25"):
        paper_shift.shift_packet(sergeant, 26, "en")

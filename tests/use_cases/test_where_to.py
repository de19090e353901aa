"""What carries people goes into no folder that carries it away; what names nobody may lie anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from callback_desk.bootstrap.press import PdfPress
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import ExportKind
from callback_desk.domain.ids import VictimId
from callback_desk.use_cases import hand_on, recipients
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.list_out import print_rows, print_shift_list
from callback_desk.use_cases.paper_hand_over import print_hand_over_sheet
from callback_desk.use_cases.paper_shift import print_shift_packet
from callback_desk.use_cases.ports_world import Volume
from callback_desk.use_cases.rows_to_correct import Signature
from callback_desk.use_cases.subject_access import give_record
from callback_desk.use_cases.where_to import NEEDS_PASSWORD, OF_PEOPLE
from tests.use_cases import list_scenes, paper_scenes
from tests.use_cases.made_desks import INVESTIGATOR, PASSWORD, SERGEANT, SUPERVISOR, World, ask, events
from tests.use_cases.test_hand_on import go, left

Scene = Callable[[World], paper_scenes.Held]
SCENES: dict[str, Scene] = {
    "hand-over sheet": paper_scenes.hand_over,
    "shift packet": paper_scenes.shift,
    "rows of the call list": list_scenes.print_rows,
    "list of a shift": list_scenes.print_shift_list,
    "what left": paper_scenes.left,
}
SAID = {
    Volume.CLOUD: "copied to other computers",
    Volume.NETWORK: "on a network drive",
    Volume.REMOVABLE: "People stand on this",
}


SECRET = "four words in a row"
SEALED: dict[str, Callable[[Desk, Path], object]] = {
    "hand-over sheet": lambda desk, target: print_hand_over_sheet(desk, target, SECRET),
    "shift packet": lambda desk, target: print_shift_packet(desk, target, SECRET),
    "rows of the call list": lambda desk, target: print_rows(desk, "Call list", ("Name",), [("Crow",)], target, SECRET),
    "list of a shift": lambda desk, target: print_shift_list(desk, target, SECRET),
    "everything about a person": lambda desk, target: give_record(
        desk, VictimId(1), Signature("She came with her ID.", PASSWORD, SUPERVISOR, PASSWORD), target, SECRET
    ),
}
OWN_RULE = {ExportKind.LEAD_SHEET, ExportKind.ARTICLES, ExportKind.URGENT_SLIP}  # the slip: a printer's folder alone
OF_NOBODY = {
    ExportKind.PAPER_FORM,
    ExportKind.DESK_CARD,
    ExportKind.DISPATCH_SLIPS,
    ExportKind.IMPORT_SHEET,
    ExportKind.ANCHOR_SHEET,
    ExportKind.PRIVACY_FACTS,
    ExportKind.FIGURES,
    ExportKind.REPORT,
    ExportKind.PUBLIC_SUMMARY,
}


def test_of_every_kind_of_document_it_is_decided_whether_people_stand_on_it() -> None:
    assert set(ExportKind) == OF_PEOPLE | OWN_RULE | OF_NOBODY, "a new kind: put it into where_to.OF_PEOPLE, or here"
    assert OF_PEOPLE.isdisjoint(OWN_RULE | OF_NOBODY)


@pytest.mark.parametrize("volume", SAID)
@pytest.mark.parametrize("name", SCENES)
def test_a_page_with_people_is_refused_there_and_nothing_is_written(
    world: World, monkeypatch: pytest.MonkeyPatch, name: str, volume: Volume
) -> None:
    desk, make = SCENES[name](world)
    before = _files(world)
    monkeypatch.setattr(PdfPress, "volume", lambda *_: volume)
    with pytest.raises(DeskFault, match=SAID[volume]) as refused:
        make(desk.new_operation())
    assert str(refused.value).endswith("Nothing was written.")
    assert _files(world) == before
    assert ask(desk, "SELECT count(*) FROM exports") == [(0,)] and "export.start" not in events(desk)


@pytest.mark.parametrize("volume", SAID)
def test_what_names_nobody_goes_onto_any_drive(world: World, monkeypatch: pytest.MonkeyPatch, volume: Volume) -> None:
    desk, make = paper_scenes.privacy(world)
    monkeypatch.setattr(PdfPress, "volume", lambda *_: volume)
    make(desk.new_operation())
    assert ask(desk, "SELECT state FROM exports") == [("done",)]


@pytest.mark.parametrize("volume", SAID)
def test_everything_about_a_person_is_refused_before_anybody_signs(
    world: World, monkeypatch: pytest.MonkeyPatch, volume: Volume
) -> None:
    desk = world.enter(SERGEANT)
    monkeypatch.setattr(PdfPress, "volume", lambda *_: volume)
    signed = Signature("She came to the desk with her ID.", PASSWORD, SUPERVISOR, PASSWORD)
    target = world.folder.with_name("hers.pdf")
    with pytest.raises(DeskFault, match=SAID[volume]):
        give_record(desk, VictimId(1), signed, target)
    assert not target.exists()
    assert {"second.given", "subject.access", "export.start"}.isdisjoint(events(desk))
    assert give_record(desk, VictimId(1), signed, None).name, "handed back without a file it goes nowhere"


@pytest.mark.parametrize("name", SEALED)
def test_sealed_it_leaves_on_a_drive_and_the_record_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    desk, target = world.enter(SERGEANT), world.folder.with_name("sealed.pdf")
    monkeypatch.setattr(PdfPress, "volume", lambda *_: Volume.REMOVABLE)
    SEALED[name](desk, target)
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(target)
    with pikepdf.open(target, password=SECRET) as opened:
        assert (opened.encryption.R, opened.encryption.bits) == (6, 256)
    assert ask(desk, "SELECT state, means FROM exports") == [("done", "password")]
    ((start,),) = ask(desk, "SELECT fields FROM audit_events WHERE event = 'export.start'")
    assert json.loads(str(start))["sealed"] == 1
    assert all(SECRET.encode() not in path.read_bytes() for path in world.folder.rglob("*") if path.is_file())


def test_a_short_password_seals_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = world.enter(SERGEANT)
    monkeypatch.setattr(PdfPress, "volume", lambda *_: Volume.REMOVABLE)
    for short in ("", "eleven-abcd"):
        with pytest.raises(DeskFault, match="at least 12 letters") as refused:
            print_hand_over_sheet(desk, world.folder.with_name("paper.pdf"), short)
        assert refused.value.code == NEEDS_PASSWORD
    assert _files(world) == [] and "export.start" not in events(desk)


def test_a_list_for_a_spreadsheet_has_no_password_and_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, make = paper_scenes.left(world)
    monkeypatch.setattr(PdfPress, "volume", lambda *_: Volume.REMOVABLE)
    with pytest.raises(DeskFault, match="spreadsheet cannot have") as refused:
        make(desk.new_operation())
    assert refused.value.code == "removable"


def test_news_for_somebody_with_a_password_is_sealed_with_theirs(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, target = world.enter(SERGEANT), world.folder.with_name("news.pdf")
    message = left(world)
    monkeypatch.setattr(PdfPress, "volume", lambda *_: Volume.REMOVABLE)
    with pytest.raises(DeskFault) as refused:
        go(desk, message, target)
    assert refused.value.code == NEEDS_PASSWORD and not target.exists()
    (one,) = [one for one in hand_on.who_gets_news(desk) if one.name == INVESTIGATOR]
    recipients.change_recipient(desk, desk.new_operation(), one, SECRET)
    go(desk, message, target)
    pypdfium2.PdfDocument(target, password=SECRET).close()


def _files(world: World) -> list[Path]:
    return sorted(path for path in world.folder.parent.rglob("*") if path.suffix in (".pdf", ".csv"))

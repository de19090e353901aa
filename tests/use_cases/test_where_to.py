"""What carries people goes into no folder that carries it away; what names nobody may lie anywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from callback_desk.bootstrap.press import PdfPress
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import ExportKind
from callback_desk.domain.ids import VictimId
from callback_desk.use_cases.ports_world import Volume
from callback_desk.use_cases.rows_to_correct import Signature
from callback_desk.use_cases.subject_access import give_record
from callback_desk.use_cases.where_to import OF_PEOPLE
from tests.use_cases import list_scenes, paper_scenes
from tests.use_cases.made_desks import PASSWORD, SERGEANT, SUPERVISOR, World, ask, events

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
    Volume.REMOVABLE: "People stand on this page",
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


def _files(world: World) -> list[Path]:
    return sorted(path for path in world.folder.parent.rglob("*") if path.suffix in (".pdf", ".csv"))

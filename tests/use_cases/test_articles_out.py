"""The articles of a sheet as a file: for who may, on record, and only where such a file may lie."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from callback_desk.domain.denied import Denied, Why
from callback_desk.domain.errors import DeskFault, NotAllowed
from callback_desk.domain.exports import ExportFilter, ExportKind, ExportState
from callback_desk.domain.table import TableKind
from callback_desk.use_cases import articles_out, send_packet, what_left
from callback_desk.use_cases.articles_out import save_articles
from callback_desk.use_cases.ports_world import Volume
from tests.use_cases.made_desks import RUTH, World, events
from tests.use_cases.receipt_scenes import sheet_sent
from tests.use_cases.sheet_scenes import LAPTOP, sheet_of_property


def test_both_files_say_the_article_and_it_is_on_record_as_of_the_sheet(world: World, tmp_path: Path) -> None:
    desk, _call, sheet = sheet_of_property(world)
    gone = save_articles(desk, desk.new_operation(), sheet, tmp_path / "a.csv", TableKind.CSV)
    save_articles(desk, desk.new_operation(), sheet, tmp_path / "a.json", TableKind.JSON)
    (row,) = csv.DictReader((tmp_path / "a.csv").read_text("utf-8-sig").splitlines())
    (other,) = json.loads((tmp_path / "a.json").read_text("utf-8"))["rows"]
    assert row == {name: str(cell) for name, cell in other.items()}
    assert (row["Number is"], row["Number"], row["Kind"], row["Read back"]) == (
        "Serial", LAPTOP.identifier, LAPTOP.kind, "yes",
    )  # fmt: skip
    line = next(one for one in what_left.what_left(desk, ExportFilter()) if one.id == gone.id)
    (made,) = send_packet.lead_sheets(desk)
    assert line.what == "Articles of a lead sheet" and line.recipient == made.recipient
    assert line.cases == made.planned.case_numbers and line.sha256 == gone.printed.sha256
    assert events(desk)[-2:] == ["export.start", "export.done"]


def test_a_sheet_without_an_article_says_what_to_use_instead(world: World, tmp_path: Path) -> None:
    desk, _number, _call = sheet_sent(world)
    (sheet,) = send_packet.lead_sheets(desk)
    with pytest.raises(DeskFault, match=r"names no article.*Copy for the report"):
        save_articles(desk, desk.new_operation(), sheet.id, tmp_path / "a.csv", TableKind.CSV)
    assert list(tmp_path.glob("a*")) == []


@pytest.mark.parametrize(
    ("volume", "said"),
    [(Volume.CLOUD, "copied to other"), (Volume.NETWORK, "network"), (Volume.REMOVABLE, "carried away")],
)
def test_a_place_that_is_copied_or_carried_away_gets_none(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, volume: Volume, said: str
) -> None:
    desk, _call, sheet = sheet_of_property(world)
    monkeypatch.setattr(desk.press, "volume", lambda _folder: volume)
    with pytest.raises(DeskFault, match=said):
        save_articles(desk, desk.new_operation(), sheet, tmp_path / "a.csv", TableKind.CSV)
    assert not (tmp_path / "a.csv").exists()


def test_what_may_not_be_on_a_sheet_blocks_the_list_and_nothing_is_begun(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _call, sheet = sheet_of_property(world)
    monkeypatch.setattr(articles_out, "denied_of", lambda *_asked: (Denied("Dell", Why.PERSON),))
    with pytest.raises(DeskFault, match="Article 1 holds the name of somebody else") as refused:
        save_articles(desk, desk.new_operation(), sheet, tmp_path / "a.csv", TableKind.CSV)
    assert "Dell" not in str(refused.value)
    assert list(tmp_path.glob("a*")) == []
    wanted = ExportFilter(kinds=frozenset({ExportKind.ARTICLES}))
    assert what_left.what_left(desk, wanted) == ()


def test_a_volunteer_may_not_and_a_taken_name_stays_as_it_is(world: World, tmp_path: Path) -> None:
    desk, _call, sheet = sheet_of_property(world)
    target = tmp_path / "a.csv"
    target.write_text("theirs", "utf-8")
    with pytest.raises(DeskFault, match="is a file"):
        save_articles(desk, desk.new_operation(), sheet, target, TableKind.CSV)
    assert target.read_text("utf-8") == "theirs"
    with desk.storage.read(desk.session) as uow:
        wanted = ExportFilter(kinds=frozenset({ExportKind.ARTICLES}))
        assert [one.state for one in uow.exports.lines(wanted)] == [ExportState.DROPPED]
    with pytest.raises(NotAllowed):
        save_articles(world.enter(RUTH), desk.new_operation(), sheet, tmp_path / "b.csv", TableKind.CSV)

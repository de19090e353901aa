"""The urgent slip goes through the press like every other document, and says that nobody has reviewed it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from callback_desk.domain.errors import DeskFault, StaleClaim
from callback_desk.domain.exports import ExportFilter
from callback_desk.domain.ids import RecipientId
from callback_desk.domain.people import Recipient
from callback_desk.domain.tip import NewTip, TipKind
from callback_desk.use_cases import people, urgent_slip
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.going_out import GoneOut
from callback_desk.use_cases.what_left import what_left
from tests.use_cases.made_desks import RUTH, SERGEANT, World, ask, events, start

CAMERA = "The neighbor's camera writes over itself"


def _line(desk: Desk, text: str = CAMERA, **facts: object) -> NewTip:
    return NewTip(1, text, desk.clock.now(), **({"kind": TipKind.CAMERA, "urgent": True} | facts))


@pytest.fixture
def target(world: World) -> Path:
    folder = world.folder.with_name("print")
    folder.mkdir()
    return folder / "slip.pdf"


def _make(desk: Desk, target: Path, *lines: NewTip) -> GoneOut:
    return urgent_slip.make_slip(desk, desk.new_operation(), start(desk).call_id, lines, target)


def _words(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(document[page].get_textpage().get_text_range() for page in range(len(document)))
    document.close()
    return " ".join(text.split())


def test_it_says_who_where_from_and_that_nobody_has_reviewed_it(world: World, target: Path) -> None:
    ruth = world.enter(RUTH)
    gone = _make(ruth, target, _line(ruth, "He <b>said</b> so", act_by=date(2026, 11, 20)))
    said = _words(target)
    assert gone.printed.pages == 1
    for words in (
        "Not yet reviewed",
        "He <b>said</b> so",
        "For: Whoever is on duty",
        "Not yet checked by a supervisor",
    ):
        assert words in said
    assert "November 20" in said and gone.number in said
    assert "Tell us what came of" not in said, "the reply belongs to the lead sheet"


def test_started_made_and_left_are_on_record_in_this_order(world: World, target: Path) -> None:
    ruth = world.enter(RUTH)
    gone = _make(ruth, target, _line(ruth))
    urgent_slip.slip_printed(ruth, ruth.new_operation(), gone.id, gone.printed.pages)
    sergeant = world.enter(SERGEANT)
    assert [one for one in events(sergeant) if one in ("export.start", "export.done", "print")] == [
        "export.start",
        "export.done",
        "print",
    ]
    ((sha, state),) = ask(sergeant, "SELECT sha256, state FROM exports WHERE kind = 'urgent_slip'")
    assert (sha, state) == (gone.printed.sha256, "done") and len(sha) == 64


def test_it_goes_to_the_recipient_on_duty_and_stands_among_what_left(world: World, target: Path) -> None:
    sergeant = world.enter(SERGEANT)
    duty = Recipient(RecipientId(0), "Duty tray", "Property Crimes", duty=True)
    people.add_recipient(sergeant, sergeant.new_operation(), duty)
    ruth = world.enter(RUTH)
    _make(ruth, target, _line(ruth))
    assert "For: Duty tray, Property Crimes" in _words(target)
    (line,) = what_left(world.enter(SERGEANT), ExportFilter())
    assert (line.what, line.recipient, line.means) == ("Urgent slip", "Duty tray", "printed")
    assert line.purpose == "For the investigation"


def test_a_slip_is_no_lead_sheet_and_takes_no_reply(world: World, target: Path) -> None:
    ruth = world.enter(RUTH)
    _make(ruth, target, _line(ruth))
    assert ask(world.enter(SERGEANT), "SELECT count(*) FROM exports WHERE kind = 'lead_sheet'") == [(0,)]


def test_only_urgent_lines_of_an_own_open_call_are_taken(world: World, target: Path) -> None:
    ruth = world.enter(RUTH)
    call_id = start(ruth).call_id
    for lines in ((), (replace(_line(ruth), urgent=False),)):
        with pytest.raises(DeskFault, match="cannot wait"):
            urgent_slip.make_slip(ruth, ruth.new_operation(), call_id, lines, target)
    sergeant = world.enter(SERGEANT)
    with pytest.raises(StaleClaim):
        urgent_slip.make_slip(sergeant, sergeant.new_operation(), call_id, (_line(sergeant),), target)
    assert not target.exists() and ask(sergeant, "SELECT count(*) FROM exports") == [(0,)]


def test_what_cannot_be_written_is_on_record_as_dropped(world: World, target: Path) -> None:
    ruth = world.enter(RUTH)
    target.mkdir()
    with pytest.raises(DeskFault, match="is not a file"):
        _make(ruth, target, _line(ruth))
    assert ask(world.enter(SERGEANT), "SELECT state FROM exports") == [("dropped",)]

"""Wording: sentences, a locked check, a lost pipe, what is published, findings, a walk, versions, a newer script."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from callback_desk.bootstrap.script_checking import ChildScriptChecker
from callback_desk.call_script.script_texts import TextPlace
from callback_desk.paths import resources_dir
from callback_desk.ui.supervisor_pages import WORDING
from callback_desk.ui.walk_until import until
from callback_desk.ui.wording.page import NEWER, STUDIO, VERSIONS
from callback_desk.use_cases.which_script import CALL, CALLED_BACK
from screenshot_parts.seats import Seat

_WHO = TextPlace("/data/opening/who", "hint", "en")
_NEW = "Good morning, is [full name] at home, please?"
_NEXT_NAME = "property-v9.md"
_WITHOUT = "Good morning, is it you?"


def broken_workbook(folder: Path) -> Path:
    """The shipped script with mistakes that somebody at a spreadsheet makes."""
    source = resources_dir() / "call_scripts" / "property-v3.md"
    text = source.read_text("utf-8")
    for old, new in (
        ("${who} = 'bad_number'", "${who} = 'bad_numbers'"),
        ("Hello, could I speak with ${full_name}, please?", "Hello, is this ${first_name}, about the ${offense_said}?"),
        ("¿Qué dijeron?", ""),
    ):
        text = text.replace(old, new)
    path = folder / "our-script.md"
    path.write_text(text, encoding="utf-8")
    return path


def newer_program(folder: Path) -> Path:
    """What a later program would bring: the script in its next version, with two sentences put better."""
    resources = folder / "of a later program"
    for part in ("call_scripts", "ratings"):
        shutil.copytree(resources_dir() / part, resources / part)
    path = resources / "call_scripts" / "property-v3.md"
    text = path.read_text("utf-8")
    for old, new in (
        ("| property | 3 |", "| property | 9 |"),
        ("Hello, could I speak with ${full_name}, please?", "Hello, may I speak with ${full_name}, please?"),
        (
            "Has anyone contacted you about it, or threatened you?",
            "Has anyone been in touch about it, or threatened you?",
        ),
    ):
        text = text.replace(old, new)
    path.with_name(_NEXT_NAME).write_text(text, encoding="utf-8")
    return resources


def new_version(seat: Seat, folder: Path) -> None:
    """The program brings a newer script: it is said, and looked at beside what was changed here."""
    page = seat.supervisor.wording
    page.desk = replace(page.desk, scripts=ChildScriptChecker(newer_program(folder), ((CALL, _NEXT_NAME),)))
    for purpose in (CALLED_BACK, CALL):  # read anew, as on the first start of the later program
        page.choose_script.value_chosen.emit(purpose)
        seat.settle()
    until("the newer script", lambda: page.newer.newer is not None)
    seat.take("wording-newer-offered")
    page.open_part(NEWER)
    seat.take("wording-new-version")
    page.newer.look()
    until("what changes", lambda: page.newer.proposal is not None)
    seat.take("wording-new-version-beside")


def wording(seat: Seat, folder: Path) -> None:
    """As a supervisor who changes one sentence and publishes it, and an expert who opens a workbook."""
    page = seat.supervisor.wording
    seat.go(WORDING)
    until("the sentences", lambda: bool(page.sentences.cards))
    seat.take("wording")
    page.go_to(_WHO)
    row = page.sentences.cards[0].row_at(_WHO)
    assert row is not None and row.edit is not None
    row.edit.setPlainText(_WITHOUT)
    seat.take("wording-pipe-gone")
    row.edit.setPlainText(_NEW)
    page.open_part("Safe to talk")
    seat.take("wording-locked")
    page.open_part("Opening")
    page.sentences.publish.click()
    until("the sheet", lambda: page.publishing.sheet is not None)
    seat.take("wording-publish")
    sheet = page.publishing.sheet
    assert sheet is not None
    sheet.verb.click()
    until("the new version", lambda: page.publishing.sheet is None)
    seat.settle()
    page.open_part(VERSIONS)
    page.versions.cards[0].what.click()
    seat.take("wording-versions")
    page.open_part(STUDIO)
    seat.take("wording-workbook")
    page.studio.open()
    until("the findings", lambda: page.studio.proposal is not None)
    seat.take("wording-findings")
    page.open_part("Opening")
    page.sentences.walk.click()
    until("the walk", lambda: page.walk.sheet is not None)
    for key in "11":
        page.walk.sheet.press_number(key)
    seat.take("wording-walk")
    page.walk.ribbon.action.emit(0)
    seat.settle()
    new_version(seat, folder)

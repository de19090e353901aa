"""The agency's signature under *Keys and recovery*: off, on, soon over, not here; *signed* on what left the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from callback_desk.domain.figure_periods import twelve_months
from callback_desk.ui.desk.keys_panel import KeysPanel
from callback_desk.ui.desk.left_panel import LeftPanel
from callback_desk.ui.desk.page import SettingsPage
from callback_desk.ui.desk.signature_card import OFF, SET
from callback_desk.use_cases import agency_signature, make_report
from callback_desk.use_cases.paper_anchor import print_anchor_sheet
from tests.documents.certificates import HOLDER, PASSPHRASE, agency_p12
from tests.ui.a_desk import Around

pytest.importorskip("pyhanko")


@pytest.fixture
def settings(here: Around, qtbot: QtBot) -> Iterator[SettingsPage]:
    page = SettingsPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(page)
    page.resize(1150, 768)
    page.show()
    yield page
    page.leave()


@pytest.fixture
def signs(here: Around, tmp_path: Path) -> Callable[[int], Path]:
    """signs(days) -> the file; the certificate is good for so many days more."""

    def sign(days: int) -> Path:
        file = tmp_path / "agency.p12"
        file.write_bytes(agency_p12(days=(-1, days), now=here.desk.clock.now()))
        agency_signature.set_signature(here.desk, file, PASSPHRASE)
        return file

    return sign


def said(settings: SettingsPage, here: Around) -> tuple[str, str]:
    settings.show_part("Keys and recovery")
    settings.refresh()
    here.settle()
    panel = settings.part
    assert isinstance(panel, KeysPanel)
    return panel.signature.state.text(), panel.signature.command.text()


def test_a_desk_that_does_not_sign_says_so_and_how_it_would(settings: SettingsPage, here: Around) -> None:
    state, command = said(settings, here)
    assert state == "Lead sheets and reports leave this desk unsigned."
    assert SET in command and OFF not in command


def test_it_says_with_which_certificate_and_until_when(
    settings: SettingsPage, here: Around, signs: Callable[[int], Path]
) -> None:
    signs(31)
    state, command = said(settings, here)
    assert state.startswith(f"Lead sheets and reports are signed: {HOLDER}, valid until ")
    assert f"{here.desk.clock.now() + timedelta(days=31):%B %d, %Y}" in state and "After that day" not in state
    assert SET in command and OFF in command


def test_a_certificate_that_ends_within_thirty_days_says_what_comes_then(
    settings: SettingsPage, here: Around, signs: Callable[[int], Path]
) -> None:
    signs(30)
    assert "After that day none can be made here." in said(settings, here)[0]


def test_where_it_cannot_sign_the_reason_stands_there(
    settings: SettingsPage, here: Around, signs: Callable[[int], Path]
) -> None:
    signs(31).unlink()
    state, command = said(settings, here)
    assert state.startswith("This desk signs, but not on this computer now.")
    assert "agency.p12, cannot be read" in state and SET in command


def test_what_left_signed_says_so(
    settings: SettingsPage, here: Around, signs: Callable[[int], Path], tmp_path: Path
) -> None:
    signs(31)
    print_anchor_sheet(here.desk, tmp_path / "anchors.pdf")
    period = twelve_months(here.desk.clock.now().date())
    make_report.make_report(here.desk, here.desk.new_operation(), period, tmp_path / "report.pdf")
    settings.show_part("What left the desk")
    panel = settings.part
    assert isinstance(panel, LeftPanel)
    here.until(lambda: panel.model.rowCount() == 2)
    states = {panel.lines[row].what: panel.model.index(row, 4).data() for row in range(2)}
    assert states == {"Report": "Left, signed", "Anchor sheet": "Left"}
    for row, line in enumerate(panel.lines):
        panel.table.row_chosen.emit(row)
        said = f"Signed with the agency's certificate {line.signed_by}."
        assert (said in panel.detail_words.text()) is (line.what == "Report")

"""*What is kept about them* from the call list: signed for, saved, and what was wrong stands beside its field."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from callback_desk.bootstrap.press import PdfPress
from callback_desk.demo import DEMO_PASSWORD
from callback_desk.domain.access import Role
from callback_desk.ui.queue.list_page import QueuePage
from callback_desk.ui.sealed_saving import DrivePassword
from callback_desk.use_cases import people
from callback_desk.use_cases.ports_world import Volume
from tests.ui.a_desk import Around

SECOND = "Nora Lindqvist"
SECOND_PASSWORD = "velvet anchors beneath october"
SECRET = "four words in a row"


@pytest.fixture
def page(queue_page: QueuePage, here: Around, tmp_path: Path) -> QueuePage:
    queue_page.show()
    here.settle()
    queue_page.open_person(queue_page.model.ids[0])
    here.settle()
    queue_page.record.ask_for = lambda _parent, suggested: tmp_path / suggested
    return queue_page


def test_the_record_is_saved_when_two_have_signed(page: QueuePage, here: Around, tmp_path: Path) -> None:
    people.add_person(
        here.desk,
        here.desk.new_operation(),
        name=SECOND,
        roles=frozenset({Role.SUPERVISOR}),
        password=SECOND_PASSWORD,
    )
    page.panel.history.record.click()
    sheet = page.record.sheet
    assert sheet is not None
    sheet.verb.click()
    assert sheet.reason.error.startswith("Say in a few words who asked")
    sheet.reason.set_text("She came here with her ID.")
    sheet.password.edit.setText("not this one")
    sheet.second.set_text(SECOND)
    sheet.second_password.edit.setText(SECOND_PASSWORD)
    sheet.verb.click()
    here.until(lambda: bool(sheet.password.error))
    assert list(tmp_path.glob("*.pdf")) == []
    sheet.password.edit.setText(DEMO_PASSWORD)
    sheet.verb.click()
    here.until(lambda: page.record.sheet is None)
    made = pypdfium2.PdfDocument(tmp_path / "record.pdf")
    text = made[0].get_textpage().get_text_range()
    made.close()
    assert page.panel.shown is not None
    assert page.panel.shown.view.name.last in text
    assert "For the records officer" in text
    assert here.notices.now is not None
    assert "Look through it" in str(here.notices.now.words)


def test_without_a_second_person_the_wish_is_kept_and_said(page: QueuePage, here: Around, tmp_path: Path) -> None:
    page.panel.history.record.click()
    sheet = page.record.sheet
    assert sheet is not None
    sheet.reason.set_text("She came here with her ID.")
    sheet.password.edit.setText(DEMO_PASSWORD)
    sheet.verb.click()
    here.until(lambda: bool(sheet.second.error))
    assert "without one it goes from" in sheet.second.error
    assert list(tmp_path.glob("*.pdf")) == []
    sheet.dismiss()
    assert page.record.sheet is None


def test_for_a_drive_the_signed_record_is_sealed_with_a_password_asked_for_over_the_sheet(
    page: QueuePage, here: Around, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PdfPress, "volume", lambda *_: Volume.REMOVABLE)
    people.add_person(
        here.desk, here.desk.new_operation(), name=SECOND, roles=frozenset({Role.SUPERVISOR}), password=SECOND_PASSWORD
    )
    page.panel.history.record.click()
    sheet = page.record.sheet
    assert sheet is not None
    sheet.reason.set_text("She came here with her ID.")
    sheet.password.edit.setText(DEMO_PASSWORD)
    sheet.second.set_text(SECOND)
    sheet.second_password.edit.setText(SECOND_PASSWORD)
    sheet.verb.click()
    here.until(lambda: page.window().findChild(DrivePassword) is not None)
    asked = page.window().findChild(DrivePassword)
    assert isinstance(asked, DrivePassword)
    asked.dismiss()
    here.until(sheet.verb.isEnabled)
    assert "carried away" in sheet.trouble.accessibleName()
    assert list(tmp_path.glob("*.pdf")) == []
    sheet.verb.click()
    here.until(lambda: any(one is not asked for one in page.window().findChildren(DrivePassword)))
    (again,) = (one for one in page.window().findChildren(DrivePassword) if one is not asked)
    again.typed.edit.setText(SECRET)
    again.again.edit.setText(SECRET)
    again.verb.click()
    here.until(lambda: page.record.sheet is None)
    pypdfium2.PdfDocument(tmp_path / "record.pdf", password=SECRET).close()

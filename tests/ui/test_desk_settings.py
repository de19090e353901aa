"""Settings: people, recipients, backups, the trail, health, the look, one's own password."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from callback_desk.bootstrap.checking import health_lines
from callback_desk.demo import INVESTIGATOR, VOLUNTEERS
from callback_desk.domain.access import Role
from callback_desk.domain.errors import WrongPassword
from callback_desk.domain.paper_size import PaperSize
from callback_desk.domain.people import MOST_NAME_LETTERS, DeliveryWay
from callback_desk.ui.components import Dialog, Label, Paragraph
from callback_desk.ui.desk import backups_panel
from callback_desk.ui.desk.backups_panel import STOPPED, BackupsPanel, ask_for_backup, last_words
from callback_desk.ui.desk.health_panel import HealthPanel
from callback_desk.ui.desk.look_panel import LookPanel
from callback_desk.ui.desk.page import SettingsPage
from callback_desk.ui.desk.password_panel import PasswordPanel
from callback_desk.ui.desk.passwords import NOT_THE_SAME
from callback_desk.ui.desk.people_panel import CHOOSE, PeoplePanel
from callback_desk.ui.desk.recipients_panel import RecipientsPanel
from callback_desk.ui.desk.trail_panel import TrailPanel
from callback_desk.ui.theme import Theme, current_theme
from callback_desk.ui.tokens import Mode
from callback_desk.use_cases import people, recipients, roster, send_packet, welfare
from callback_desk.use_cases.last_backup import LastBackup
from callback_desk.use_cases.ports_world import HealthLine
from callback_desk.use_cases.sign_in import sign_in, sign_out
from tests.ui.a_desk import DEMO_PASSWORD, Around, around

GOOD = "walnut ladder forty rivers"


@pytest.fixture
def page(here: Around, qtbot: QtBot, tmp_path: Path) -> Iterator[SettingsPage]:
    (tmp_path / "stick").mkdir()
    made = SettingsPage(
        here.desk,
        here.runner,
        here.news,
        here.notices,
        health=lambda: health_lines(here.office),
        choose_backup=lambda _parent, name: tmp_path / "stick" / name,
    )
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    here.settle()
    yield made
    made.leave()
    here.settle()


def part(page: SettingsPage, here: Around, title: str) -> QWidget:
    page.show_part(title)
    here.settle()
    assert page.part.title == title
    return page.part


def texts(widget: QWidget) -> list[str]:
    found = [*widget.findChildren(Label), *widget.findChildren(Paragraph)]
    return [label.text() for label in found if label.isVisibleTo(widget) and label.text()]


def choose(panel: PeoplePanel, name: str) -> None:
    row = next(row for row, line in enumerate(panel.model.lines) if line[0] == name)
    panel.table.selectRow(row)


def may_enter(here: Around, name: str, password: str) -> bool:
    try:
        desk = sign_in(here.office.locked(), name, password)
    except WrongPassword:
        return False
    sign_out(desk)
    return True


def test_a_person_is_added_by_keyboard_and_can_sign_in(page: SettingsPage, here: Around) -> None:
    panel = part(page, here, "People")
    assert isinstance(panel, PeoplePanel)
    panel.add_one.click()
    form = panel.form
    assert form.verb.reason == "Type the name."
    QTest.keyClicks(form.name.edit, "Lou  Okafor")
    form.extension.set_text("4417")
    form.passwords.first.edit.setText(GOOD)
    assert form.verb.reason == "Type the password a second time."
    form.passwords.second.edit.setText(GOOD + "s")
    assert form.verb.reason == NOT_THE_SAME
    form.passwords.second.edit.setText(GOOD)
    form.verb.setFocus()
    QTest.keyClick(form.verb, Qt.Key.Key_Return)
    here.until(lambda: panel.stack.here == 0)
    here.settle()
    made = next(one for one in people.list_people(here.desk) if one.name == "Lou Okafor")
    assert made.roles == {Role.VOLUNTEER}
    assert made.extension == "4417"
    assert "Lou Okafor" in [line[0] for line in panel.model.lines]
    assert may_enter(here, "Lou Okafor", GOOD)


def test_a_weak_password_is_refused_in_words_at_its_field_before_anything_is_saved(
    page: SettingsPage, here: Around
) -> None:
    panel = part(page, here, "People")
    assert isinstance(panel, PeoplePanel)
    panel.add_one.click()
    panel.form.name.set_text("Lou Okafor")
    panel.form.passwords.first.setFocus()
    panel.form.passwords.first.edit.setText("short")
    panel.form.passwords.second.setFocus()
    here.until(lambda: "at least 15 characters" in panel.form.passwords.first.error)
    panel.form.passwords.first.edit.setText("aaaaaaaaaaaaaaaaaaaa")
    assert panel.form.passwords.first.error == ""
    panel.form.passwords.second.edit.setText("aaaaaaaaaaaaaaaaaaaa")
    panel.form.verb.click()
    here.until(lambda: "very few different characters" in panel.form.passwords.first.error)
    assert "Lou Okafor" not in [one.name for one in people.list_people(here.desk)]
    assert panel.form.verb.isEnabled()


def test_a_name_in_use_is_said_at_the_name(page: SettingsPage, here: Around) -> None:
    panel = part(page, here, "People")
    assert isinstance(panel, PeoplePanel)
    panel.add_one.click()
    panel.form.name.set_text(VOLUNTEERS[0].upper())
    for field in (panel.form.passwords.first, panel.form.passwords.second):
        field.edit.setText(GOOD)
    panel.form.verb.click()
    here.until(lambda: bool(panel.form.name.error))
    assert "has this name already" in panel.form.name.error


def test_passwords_leave_the_fields_when_the_part_is_left(page: SettingsPage, here: Around) -> None:
    panel = part(page, here, "People")
    assert isinstance(panel, PeoplePanel)
    panel.add_one.click()
    panel.form.passwords.first.edit.setText(GOOD)
    own = part(page, here, "Your password")
    assert isinstance(own, PasswordPanel)
    own.old.edit.setText(DEMO_PASSWORD)
    part(page, here, "Look")
    typed = [edit.text() for edit in page.findChildren(QLineEdit) if edit.echoMode() != QLineEdit.EchoMode.Normal]
    assert len(typed) == 12  # two of them a recipient's: the kept one, and one's own to see it
    assert set(typed) == {""}


def test_closing_an_account_asks_first_and_its_button_says_the_verb(page: SettingsPage, here: Around) -> None:
    [nobody_dated] = [one.id for one in roster.roster(here.desk).people if one.name == VOLUNTEERS[2]]
    welfare.enter_dates(here.desk, here.desk.new_operation(), nobody_dated, None, None)
    panel = part(page, here, "People")
    assert isinstance(panel, PeoplePanel)
    assert panel.close_account.reason
    choose(panel, VOLUNTEERS[2])
    here.settle()
    assert any("background screening" in text for text in texts(panel))
    panel.close_account.click()
    dialog = page.findChild(Dialog)
    assert dialog is not None
    assert dialog.verb.label == "Close the account"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    here.settle()
    assert may_enter(here, VOLUNTEERS[2], DEMO_PASSWORD)
    panel.close_account.click()
    dialog = [one for one in page.findChildren(Dialog) if one.isVisible()][-1]
    dialog.verb.click()
    here.until(lambda: panel.said.text() != "")
    here.settle()
    assert not may_enter(here, VOLUNTEERS[2], DEMO_PASSWORD)
    choose(panel, VOLUNTEERS[2])
    assert "closed" in panel.close_account.reason
    choose(panel, here.desk.session.name)
    assert "your own account" in panel.close_account.reason


def test_a_one_time_password_lets_a_person_in_again(page: SettingsPage, here: Around) -> None:
    panel = part(page, here, "People")
    assert isinstance(panel, PeoplePanel)
    choose(panel, VOLUNTEERS[1])
    panel.new_password.click()
    for field in (panel.reset_passwords.first, panel.reset_passwords.second):
        field.edit.setText(GOOD)
    panel.reset_form.verb.click()
    here.until(lambda: panel.stack.here == 0)
    assert may_enter(here, VOLUNTEERS[1], GOOD)
    assert not may_enter(here, VOLUNTEERS[1], DEMO_PASSWORD)


def test_an_in_tray_is_added_with_its_way(page: SettingsPage, here: Around) -> None:
    panel = part(page, here, "Recipients")
    assert isinstance(panel, RecipientsPanel)
    panel.name.set_text("Burglary in-tray")
    panel.unit.set_text("Burglary")
    panel.way.set_value(DeliveryWay.FOLDER)
    panel.duty.setChecked(True)
    panel.form.verb.click()
    here.until(lambda: "Burglary in-tray" in [line[0] for line in panel.model.lines])
    made = next(one for one in send_packet.recipients(here.desk) if one.name == "Burglary in-tray")
    assert (made.unit, made.way, made.duty) == ("Burglary", DeliveryWay.FOLDER, True)
    panel.name.set_text("Burglary in-tray")
    panel.form.verb.click()
    here.until(lambda: here.notices.now is not None)
    assert panel.form.verb.isEnabled()


def test_a_recipient_is_changed_and_closed_and_their_password_shown_on_purpose(
    page: SettingsPage, here: Around
) -> None:
    panel = part(page, here, "Recipients")
    assert isinstance(panel, RecipientsPanel)
    here.until(lambda: bool(panel.model.lines))
    panel.table.row_opened.emit([line[0] for line in panel.model.lines].index(INVESTIGATOR))
    assert (panel.name.text, panel.kept.show_it.isHidden()) == (INVESTIGATOR, True)
    panel.way.set_value(DeliveryWay.PASSWORD)
    panel.agency.set_text("County Sheriff")
    panel.paper.set_value(PaperSize.A4)
    panel.password.edit.setText("a willow at the river")
    panel.form.verb.click()
    here.until(lambda: "can receive lead sheets" in panel.form.said.text())
    made = next(one for one in send_packet.recipients(here.desk) if one.name == INVESTIGATOR)
    assert (made.agency, made.paper, made.sealed) == ("County Sheriff", PaperSize.A4, True)
    panel.refresh()
    here.settle()
    panel.table.row_opened.emit([line[0] for line in panel.model.lines].index(INVESTIGATOR))
    panel.kept.show_it.click()
    here.until(lambda: "a willow" in panel.kept.words.text() or not panel.kept.own.isHidden())
    if "a willow" not in panel.kept.words.text():
        panel.kept.own.edit.setText(DEMO_PASSWORD)
        panel.kept.show_it.click()
        here.until(lambda: "a willow" in panel.kept.words.text())
    panel.stop.click()
    here.until(lambda: "any more" in panel.form.said.text())
    assert panel.kept.words.text() == ""


def test_a_recipient_that_somebody_else_closed_is_not_opened_again_by_an_old_form(
    page: SettingsPage, here: Around
) -> None:
    panel = part(page, here, "Recipients")
    assert isinstance(panel, RecipientsPanel)
    here.until(lambda: bool(panel.model.lines))
    panel.table.row_opened.emit([line[0] for line in panel.model.lines].index(INVESTIGATOR))
    (one,) = (one for one in recipients.everybody(here.desk) if one.name == INVESTIGATOR)
    recipients.change_recipient(here.desk, here.desk.new_operation(), replace(one, unit="Robbery"))
    recipients.close_recipient(here.desk, here.desk.new_operation(), one.id)  # in another window
    panel.agency.set_text("County Sheriff")
    panel.form.verb.click()
    here.until(lambda: here.notices.now is not None)
    said = str(here.notices.now)
    assert "unit: Robbery" in said
    assert "receives sheets: no" in said
    assert panel.agency.text == "County Sheriff", "what was typed stays on the screen"
    (now,) = (one for one in recipients.everybody(here.desk) if one.name == INVESTIGATOR)
    assert (now.unit, now.agency, now.closed_at is None) == ("Robbery", "", False)
    here.settle()
    panel.table.row_opened.emit([line[0] for line in panel.model.lines].index(INVESTIGATOR))
    panel.agency.set_text("County Sheriff")
    panel.form.verb.click()
    here.until(lambda: "can receive lead sheets" in panel.form.said.text())


def test_the_recipients_stand_whole_in_every_look(page: SettingsPage, here: Around, qapp: QApplication) -> None:
    panel = part(page, here, "Recipients")
    assert isinstance(panel, RecipientsPanel)
    here.until(panel.table.isVisible)
    for scale in (2.0, 1.0):
        Theme(Mode.LIGHT, scale).apply(qapp)
        here.until(lambda: panel.table.verticalScrollBar().maximum() == 0)


def test_a_backup_is_made_in_the_long_lane_and_named(page: SettingsPage, here: Around, tmp_path: Path) -> None:
    panel = part(page, here, "Backups")
    assert isinstance(panel, BackupsPanel)
    assert any("restored with the recovery code, on this computer as on a new one" in text for text in texts(panel))
    panel.make.click()
    assert panel.busy
    assert not panel.make.isVisible()
    here.until(lambda: not panel.busy)
    (made,) = (tmp_path / "stick").iterdir()
    assert made.suffix == ".cdbackup"
    assert made.name in panel.last_words.text()
    assert "read back and proved" in panel.last_words.text()
    assert panel.make.isVisible()


def test_the_dialog_of_a_backup_does_not_offer_to_replace_a_file(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def dialog(*_where: object, **how: object) -> tuple[str, str]:
        asked.append(how.get("options"))
        return "/stick/Springfield", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert ask_for_backup(parent, "Springfield.cdbackup") == Path("/stick/Springfield.cdbackup")
    assert asked == [QFileDialog.Option.DontConfirmOverwrite]


def test_a_backup_leaves_a_file_that_is_there_as_it_is(page: SettingsPage, here: Around, tmp_path: Path) -> None:
    panel = part(page, here, "Backups")
    assert isinstance(panel, BackupsPanel)
    there = tmp_path / "of yesterday.cdbackup"
    there.write_bytes(b"yesterday")
    panel._choose_target = lambda _parent, _name: there
    panel.make.click()
    here.until(lambda: here.notices.now is not None)
    assert there.read_bytes() == b"yesterday"
    assert panel.make.isEnabled()


def test_no_more_letters_can_be_typed_than_a_name_may_have(page: SettingsPage, here: Around) -> None:
    added, recipients = part(page, here, "People"), part(page, here, "Recipients")
    assert isinstance(added, PeoplePanel)
    assert isinstance(recipients, RecipientsPanel)
    for field in (added.form.name, recipients.name, recipients.unit):
        QTest.keyClicks(field.edit, "a" * (MOST_NAME_LETTERS + 5))
        assert field.text == "a" * MOST_NAME_LETTERS


def test_the_last_backup_is_named_with_its_day_and_its_maker(page: SettingsPage, here: Around) -> None:
    panel = part(page, here, "Backups")
    assert isinstance(panel, BackupsPanel)
    here.until(lambda: panel.last_words.text().startswith("No backup was made yet on this desk."))
    panel.make.click()
    here.until(lambda: not panel.busy)
    panel.refresh()
    here.until(lambda: panel.last_words.text().startswith("Last backup: "))
    today = here.desk.clock.now().astimezone(here.desk.zone)
    said = panel.last_words.text()
    assert f"{today:%B} {today.day}, {today.year}, " in said
    assert said.endswith(f", by {here.desk.session.name}.")


def test_an_old_backup_is_said_to_be_old(page: SettingsPage, here: Around) -> None:
    panel = part(page, here, "Backups")
    assert isinstance(panel, BackupsPanel)
    here.settle()
    panel._on_last(LastBackup(here.desk.clock.now() - timedelta(days=7), ""))
    assert panel.last_words.text().endswith(" Make one today.")
    panel._on_last(LastBackup(here.desk.clock.now() - timedelta(days=6), ""))
    assert not panel.last_words.text().endswith(" Make one today.")


def test_the_words_of_the_last_backup() -> None:
    zone = ZoneInfo("America/Chicago")
    assert last_words(None, zone) == "No backup was made yet on this desk."
    at = datetime(2026, 11, 21, 20, 5, tzinfo=UTC)
    assert last_words(LastBackup(at, "Dana Whitlock"), zone) == (
        "Last backup: November 21, 2026, 2:05 PM, by Dana Whitlock."
    )
    assert last_words(LastBackup(at, ""), zone) == "Last backup: November 21, 2026, 2:05 PM."


def test_a_stopped_backup_leaves_no_file_and_says_so(
    page: SettingsPage, here: Around, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = part(page, here, "Backups")
    assert isinstance(panel, BackupsPanel)
    real = backups_panel.write_backup

    def stopped_at_once(desk, target, progress):
        panel._task.cancel()
        return real(desk, target, progress)

    monkeypatch.setattr(backups_panel, "write_backup", stopped_at_once)
    panel.make.click()
    here.until(lambda: not panel.busy)
    assert panel.last_words.text() == STOPPED
    assert list((tmp_path / "stick").iterdir()) == []
    assert here.notices.now is None


def test_a_backup_beside_the_records_is_refused_with_a_sentence(page: SettingsPage, here: Around) -> None:
    panel = part(page, here, "Backups")
    assert isinstance(panel, BackupsPanel)
    panel._choose_target = lambda _parent, name: here.office.folder / name
    panel.make.click()
    here.until(lambda: here.notices.now is not None)
    assert "another disk" in str(here.notices.now.words)
    assert panel.make.isEnabled()


def test_the_trail_is_verified_in_one_sentence(page: SettingsPage, here: Around) -> None:
    panel = part(page, here, "Audit trail")
    assert isinstance(panel, TrailPanel)
    panel.form.verb.click()
    here.until(lambda: panel.verdict is not None)
    assert "The audit trail is whole" in panel.verdict.accessibleName()
    panel.anchor.set_text("not an anchor")
    panel.form.verb.click()
    here.until(lambda: bool(panel.anchor.error))
    assert "This is not an anchor." in panel.anchor.error
    assert panel.verdict is None


def test_an_anchor_of_another_history_is_found(page: SettingsPage, here: Around) -> None:
    panel = part(page, here, "Audit trail")
    assert isinstance(panel, TrailPanel)
    panel.anchor.set_text("a-000001-0000-0000")
    QTest.keyClick(panel.anchor.edit, Qt.Key.Key_Return)
    here.until(lambda: panel.verdict is not None)
    words = panel.verdict.accessibleName()
    assert "whole" not in words
    assert "tell the person responsible for records" in words


def test_health_says_a_word_beside_each_icon_worst_first(here: Around, qtbot: QtBot) -> None:
    lines = (
        HealthLine("good", "Rules", "Version 3."),
        HealthLine("bad", "Disk", "Only 50 MB are free. Make room before the next import."),
        HealthLine("warn", "Keys", "The test key file is in use."),
    )
    page = SettingsPage(here.desk, here.runner, here.news, here.notices, health=lambda: lines)
    qtbot.addWidget(page)
    page.show()
    panel = part(page, here, "Health check")
    assert isinstance(panel, HealthPanel)
    here.until(lambda: len(panel.rows) == 3)
    assert [row.state.text() for row in panel.rows] == ["Not in order", "Look at this", "In order"]
    assert panel.sum.text() == "2 of 3 need a look. They stand first."


def test_the_look_changes_at_once_and_is_told(page: SettingsPage, here: Around, qapp: QApplication) -> None:
    panel = part(page, here, "Look")
    assert isinstance(panel, LookPanel)
    told: list[Theme] = []
    page.look_chosen.connect(told.append)
    assert panel.size_field.value == 100
    panel.mode_field.set_value("dark")
    panel.mode_field.combo.activated.emit(1)
    panel.size_field.set_value(200)
    panel.size_field.combo.activated.emit(4)
    assert current_theme() == Theme(Mode.DARK, 2.0)
    assert told == [Theme(Mode.DARK, 1.0), Theme(Mode.DARK, 2.0)]
    assert page.choose.isVisible()  # folded: the list gave way to one field
    assert not page.sections.isVisible()


def test_ones_own_password_is_changed(page: SettingsPage, here: Around) -> None:
    panel = part(page, here, "Your password")
    assert isinstance(panel, PasswordPanel)
    panel.old.edit.setText("this is not the one")
    for field in (panel.new.first, panel.new.second):
        field.edit.setText(GOOD)
    panel.form.verb.click()
    here.until(lambda: bool(panel.old.error))
    panel.old.edit.setText(DEMO_PASSWORD)
    panel.form.verb.click()
    here.until(lambda: panel.form.said.text() != "")
    assert panel.old.text == panel.new.first.text == ""
    assert may_enter(here, here.desk.session.name, GOOD)


def test_each_role_sees_its_own_parts(page: SettingsPage, here: Around, qtbot: QtBot) -> None:
    everything = [panel.title for panel in page.panels]
    assert everything[:4] == ["People", "Recipients", "Backups", "Keys and recovery"]
    with around(here.office.folder, qtbot, name=VOLUNTEERS[0], office=here.office) as volunteer:
        small = SettingsPage(volunteer.desk, volunteer.runner, volunteer.news, volunteer.notices)
        qtbot.addWidget(small)
        assert [panel.title for panel in small.panels] == ["Your password", "Look"]


def add(here: Around, name: str, role: Role = Role.VOLUNTEER) -> None:
    people.add_person(here.desk, here.desk.new_operation(), name=name, roles=frozenset({role}), password=DEMO_PASSWORD)


def test_the_table_of_people_grows_with_the_window_and_scrolls_where_it_cannot(
    page: SettingsPage, here: Around
) -> None:
    for letter in "ABCDEF":
        add(here, f"Lou {letter}kafor")
    panel = part(page, here, "People")
    assert isinstance(panel, PeoplePanel)
    panel.refresh()
    here.until(lambda: panel.model.rowCount() == 10)
    bar = panel.table.verticalScrollBar()
    here.until(lambda: panel.table.viewport().height() == 10 * 48)
    assert bar.maximum() == 0
    page.resize(1150, 480)
    here.until(lambda: bar.maximum() > 0)
    assert panel.add_one.mapTo(page, panel.add_one.rect().bottomLeft()).y() < page.height()


def test_an_auditor_sees_no_verbs_that_no_auditor_may_use(here: Around, qtbot: QtBot) -> None:
    add(here, "Ines Salazar", Role.AUDITOR)
    with around(here.office.folder, qtbot, name="Ines Salazar", office=here.office) as auditor:
        seen = SettingsPage(auditor.desk, auditor.runner, auditor.news, auditor.notices)
        qtbot.addWidget(seen)
        seen.resize(1150, 768)
        seen.show()
        panel = part(seen, auditor, "People")
        assert isinstance(panel, PeoplePanel)
        auditor.until(lambda: panel.model.rowCount() > 0)
        choose(panel, "Ines Salazar")
        auditor.settle()
        for verb in (panel.close_account, panel.new_password, panel.release, panel.add_one):
            assert not verb.isVisible()
        assert CHOOSE not in texts(panel)


@pytest.mark.parametrize("width", [660, 900, 1150])
def test_every_part_fits_its_width(page: SettingsPage, here: Around, width: int) -> None:
    page.resize(width, 614)
    for panel in page.panels:
        part(page, here, panel.title)
        inside = panel.scroller.widget()
        assert inside.minimumSizeHint().width() <= panel.scroller.viewport().width(), panel.title
    assert page.width() == width

"""Another account of this computer is let in by a supervisor, and comes in with the code at the sign-in page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from callback_desk.bootstrap import door
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import DeskFault
from callback_desk.ui.components import Label
from callback_desk.ui.desk.account_card import AccountCard
from callback_desk.ui.desk.keys_panel import KeysPanel
from callback_desk.ui.desk.page import SettingsPage
from callback_desk.use_cases import stepup
from callback_desk.use_cases.ports_world import CodeUsed
from callback_desk.use_cases.sign_in import sign_in, sign_out
from tests.ui.a_desk import DEMO_PASSWORD, Around

ACCOUNT = "MERIDIAN\\rpeel"


@pytest.fixture
def let_in(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Instead of the system's access list: a test's folder lies where no other account may enter."""
    given: list[str] = []

    def give(_folder: Path, account: str, *, random: object) -> str:
        if account == "nobody-here":
            raise DeskFault("This computer has no account with this name. Nothing was changed.")
        given.append(account)
        return account

    monkeypatch.setattr(door, "let_in", give)
    monkeypatch.setattr(door, "accounts_of", lambda _folder: tuple(given))
    return given


@pytest.fixture
def card(here: Around, qtbot: QtBot, let_in: list[str]) -> Iterator[AccountCard]:
    page = SettingsPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(page)
    page.resize(1150, 768)
    page.show()
    page.show_part(KeysPanel.title)
    here.settle()
    assert isinstance(page.part, KeysPanel)
    yield page.part.accounts
    page.leave()
    here.settle()


def ask(card: AccountCard, here: Around, account: str) -> None:
    edit = card.findChild(QLineEdit, "accountName")
    assert edit is not None
    edit.setFocus()
    edit.clear()
    QTest.keyClicks(edit, account)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    here.settle()


def shown(card: AccountCard) -> tuple[str, ...]:
    labels = [card.findChild(Label, f"group_{place}") for place in range(5)]
    return tuple(label.text() for label in labels if label is not None and label.isVisible())


def test_the_code_opens_the_desk_in_the_other_account_once(card: AccountCard, here: Around, let_in: list[str]) -> None:
    ask(card, here, ACCOUNT)
    code = "-".join(shown(card))
    assert let_in == [ACCOUNT]
    assert card.known.text() == f"Let in already: {ACCOUNT}."
    assert str(here.office.folder) in card.where.text()
    (here.office.folder / "test-keyring.json").unlink()  # another account has a key store of its own
    locked = here.office.locked()
    assert locked.door.recover(code.lower(), here.office.clock.now()) is CodeUsed.ADMISSION
    sign_out(sign_in(here.office.locked(), here.desk.session.name, DEMO_PASSWORD))
    with pytest.raises(DeskFault) as refused:
        locked.door.recover(code, here.office.clock.now())
    assert refused.value.code == "E27"
    assert "works once, for 15 minutes" in refused.value.sentence
    with here.desk.storage.read() as uow:
        assert uow.audit.newest(Event.ACCOUNT_ADMITTED) is not None


def test_the_code_leaves_the_screen_when_it_is_typed_or_another_part_is_opened(
    card: AccountCard, here: Around, let_in: list[str]
) -> None:
    ask(card, here, ACCOUNT)
    assert len(shown(card)) == 5
    QTest.keyClick(card.done, Qt.Key.Key_Return)
    here.settle()
    assert shown(card) == ()
    ask(card, here, ACCOUNT)
    assert len(shown(card)) == 5
    card._page.show_part("Look")
    assert shown(card) == ()


def test_an_account_nobody_knows_is_said_at_its_field(card: AccountCard, here: Around, let_in: list[str]) -> None:
    ask(card, here, "nobody-here")
    assert card.account.error == "This computer has no account with this name. Nothing was changed."
    assert card.verb.isEnabled()
    ask(card, here, "")
    assert card.account.error == "Type the name of the account."
    assert let_in == []


def test_the_password_is_asked_for_once_more_after_five_minutes(
    card: AccountCard, here: Around, let_in: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stepup, "GRACE", timedelta(minutes=-1))
    ask(card, here, ACCOUNT)
    assert card.password.isVisible()
    assert let_in == []
    QTest.keyClicks(card.password.edit, "not the right one at all")
    QTest.keyClick(card.password.edit, Qt.Key.Key_Return)
    here.settle()
    assert "Your password is not right" in card.password.error
    QTest.keyClicks(card.password.edit, DEMO_PASSWORD)
    QTest.keyClick(card.password.edit, Qt.Key.Key_Return)
    here.settle()
    assert len(shown(card)) == 5
    assert card.password.text == ""

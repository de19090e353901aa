"""The computer's key store is locked, or does not take a key (research F32, F34): words, a way back, and no other desk.

The backends are false; everything from `OsKeyring` upward is the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import keyring.core
import keyring.errors
import pytest

from callback_desk.bootstrap.checking import health_lines
from callback_desk.bootstrap.opening import Office
from callback_desk.bootstrap.restoring import restore_desk
from callback_desk.domain.errors import KeysUnavailable
from callback_desk.use_cases.backup import make_backup
from callback_desk.use_cases.sign_in import sign_in, sign_out
from tests.bootstrap.made_office import ASKED, PASSWORD, SUPERVISOR
from tests.cli.terminal import Terminal
from tests.cli.test_bad_input import a_sentence


class Backend:
    """Passes for the Secret Service; `refuses` is what it raises, by what it is asked."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], str] = {}
        self.refuses: dict[str, Exception] = {}

    def _ask(self, what: str) -> None:
        if what in self.refuses:
            raise self.refuses[what]

    def get_password(self, service: str, username: str) -> str | None:
        self._ask("get")
        return self.items.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._ask("set")
        self.items[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._ask("delete")
        del self.items[service, username]


Backend.__module__, Backend.__qualname__ = "keyring.backends.SecretService", "Keyring"


class PromptDismissedException(Exception):
    """What secretstorage raises when somebody closes the question for the password of the key store."""


LOCKED: dict[str, Exception] = {
    "locked": keyring.errors.KeyringLocked("Failed to unlock the collection!"),
    "dismissed": PromptDismissedException("Prompt dismissed."),
    "not opened": keyring.errors.InitError("Failed to create the collection: Prompt dismissed.."),
}
NOT_TAKEN: dict[str, Exception] = {
    "set error": keyring.errors.PasswordSetError("Cancelled by user"),
    "locked": keyring.errors.KeyringLocked("Can't store password on keychain"),
    "anything": OSError(1783, "CredWrite", "The stub received bad data"),
}


@pytest.fixture
def backend() -> Iterator[Backend]:
    before = keyring.core._keyring_backend
    made = Backend()
    keyring.core._keyring_backend = made  # type: ignore[assignment]
    yield made
    keyring.core._keyring_backend = before


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Without the test keyring: the key goes where a real desk's goes, at the real cost."""
    return Office(tmp_path / "desk", environment={})


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file but the locks."""
    if not folder.exists():
        return {}
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def refused(act: Callable[[], object], code: str) -> str:
    with pytest.raises(KeysUnavailable) as caught:
        act()
    assert caught.value.code == code
    return caught.value.sentence


@pytest.mark.parametrize("why", LOCKED)
def test_a_locked_key_store_is_words_and_a_way_back_and_the_desk_stays(
    backend: Backend, office: Office, why: str
) -> None:
    code = office.make(ASKED, PASSWORD).recovery_code.text
    assert len(backend.items) == 1, "the desk's key lies in the computer's key store"
    before, items = content_of(office.folder), dict(backend.items)
    assert "test-keyring.json" not in before
    backend.refuses = dict.fromkeys(("get", "set", "delete"), LOCKED[why])

    sentence = refused(lambda: sign_in(office.locked(), SUPERVISOR, PASSWORD), "store-locked")
    assert "Secret Service, the key store of this computer, is locked." in sentence
    assert "Unlock it" in sentence
    assert "recovery sheet" in sentence
    now = office.clock.now()
    assert "is locked" in refused(lambda: office.locked().door.recover(code, now), "store-locked")
    (line,) = [one for one in health_lines(office) if one.what == "Keys"]
    assert (line.state, line.sentence) == ("bad", sentence)
    assert content_of(office.folder) == before, "nothing was made anew, and nothing was written"
    assert backend.items == items

    backend.refuses.clear()  # somebody unlocks it and tries again
    sign_out(sign_in(office.locked(), SUPERVISOR, PASSWORD))


@pytest.mark.parametrize("why", LOCKED)
def test_no_desk_is_set_up_beside_a_locked_key_store(backend: Backend, office: Office, why: str) -> None:
    backend.refuses = dict.fromkeys(("get", "set", "delete"), LOCKED[why])
    assert "Unlock it" in refused(lambda: office.make(ASKED, PASSWORD), "store-locked")
    assert content_of(office.folder) == {}
    assert not office.is_made
    backend.refuses.clear()
    office.make(ASKED, PASSWORD)
    sign_out(sign_in(office.locked(), SUPERVISOR, PASSWORD))


@pytest.mark.parametrize("why", NOT_TAKEN)
def test_a_key_that_is_not_taken_rolls_the_set_up_back_whole(backend: Backend, office: Office, why: str) -> None:
    backend.refuses = {"set": NOT_TAKEN[why]}
    code = "store-locked" if why == "locked" else "store-not-taking"
    sentence = refused(lambda: office.make(ASKED, PASSWORD), code)
    assert "Secret Service" in sentence
    assert str(NOT_TAKEN[why]) not in sentence
    if why != "locked":
        assert "did not take the desk's key" in sentence
        assert "try again" in sentence
    assert content_of(office.folder) == {}, "nothing half-made, and no key in a file"
    assert backend.items == {}
    backend.refuses.clear()
    office.make(ASKED, PASSWORD)
    sign_out(sign_in(office.locked(), SUPERVISOR, PASSWORD))


def test_a_key_that_was_taken_and_cannot_be_read_back_makes_no_desk(backend: Backend, office: Office) -> None:
    class Closing(Backend):
        def set_password(self, service: str, username: str, password: str) -> None:
            super().set_password(service, username, password)
            self.refuses["get"] = LOCKED["locked"]

    closing = Closing()
    Closing.__module__, Closing.__qualname__ = Backend.__module__, Backend.__qualname__
    keyring.core._keyring_backend = closing  # type: ignore[assignment]
    refused(lambda: office.make(ASKED, PASSWORD), "store-locked")
    assert content_of(office.folder) == {}


def test_a_recovery_whose_key_is_not_taken_leaves_the_desk_as_it_was(backend: Backend, office: Office) -> None:
    code = office.make(ASKED, PASSWORD).recovery_code.text
    before = content_of(office.folder)
    backend.items.clear()  # the account's key store was reset
    backend.refuses = {"set": NOT_TAKEN["set error"]}
    now = office.clock.now()
    assert "did not take" in refused(lambda: office.locked().door.recover(code, now), "store-not-taking")
    assert content_of(office.folder) == before
    backend.refuses.clear()
    office.locked().door.recover(code, now)
    sign_out(sign_in(office.locked(), SUPERVISOR, PASSWORD))


def test_a_restore_whose_key_is_not_taken_leaves_no_desk(backend: Backend, office: Office, tmp_path: Path) -> None:
    code = office.make(ASKED, PASSWORD).recovery_code.text
    desk = sign_in(office.locked(), SUPERVISOR, PASSWORD)
    target = tmp_path / "safe" / "desk.cdbackup"
    target.parent.mkdir()
    make_backup(desk, target)
    sign_out(desk)
    kept = dict(backend.items)
    elsewhere = Office(tmp_path / "new desk", environment={})
    backend.refuses = {"set": NOT_TAKEN["set error"]}
    refused(lambda: restore_desk(elsewhere, target, code), "store-not-taking")
    assert content_of(elsewhere.folder) == {}
    assert backend.items == kept, "the key of the desk the backup came from stays"
    backend.refuses.clear()
    restore_desk(elsewhere, target, code)
    sign_out(sign_in(elsewhere.locked(), SUPERVISOR, PASSWORD))


def test_the_terminal_says_the_same(backend: Backend, tmp_path: Path) -> None:
    new = Terminal(tmp_path / "desk", environment={})
    words = (
        *("init", "--agency", "Lakeside PD", "--region", "US", "--timezone", "America/New_York"),
        *("--supervisor", "Ada Marsh", *new.where, "--password-file", new.password_file),
    )
    new.user = "Ada Marsh"
    backend.refuses = {"set": NOT_TAKEN["set error"]}
    assert "did not take the desk's key" in a_sentence(new.run(*words, signed=False))
    backend.refuses.clear()
    assert new.run(*words, signed=False).code == 0
    backend.refuses = {"get": LOCKED["locked"]}
    assert "is locked" in a_sentence(new.run("queue"))
    said = new.run("doctor", *new.where, signed=False)
    assert said.code == 1
    assert "bad   Keys: Secret Service, the key store of this computer, is locked." in said.out

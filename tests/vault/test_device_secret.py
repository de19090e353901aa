"""Which key stores are trusted, and what happens with those that are not."""

from __future__ import annotations

import base64
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import keyring
import keyring.backend
import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import keyring.backends.SecretService
import keyring.errors
import pytest

from callback_desk.domain.errors import KeysUnavailable
from callback_desk.vault import device_secret
from callback_desk.vault.device_secret import (
    SERVICE,
    TEST_KEYRING_WARNING,
    MemoryKeyring,
    OsKeyring,
    TestKeyring,
    choose_store,
    keep,
)
from callback_desk.vault.secret import SecretKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.vault.conftest import SeededRandom

DB = "5e" * 16
SECRET = SecretKey(bytes(range(32)))


class _Items(keyring.backend.KeyringBackend):
    """A backend that works, dressed up as any class path."""

    priority = 1.0

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.items.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.items[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.items[service, username]


def dressed_as(path: str, base: type = _Items) -> keyring.backend.KeyringBackend:
    module, _, name = path.rpartition(".")
    made: keyring.backend.KeyringBackend = type(name, (base,), {"__module__": module, "__qualname__": name})()
    return made


@pytest.fixture
def use() -> Iterator[Callable[[object], None]]:
    before = keyring.core._keyring_backend

    def chosen(backend: object) -> None:
        keyring.core._keyring_backend = backend  # type: ignore[assignment]

    yield chosen
    keyring.core._keyring_backend = before


@pytest.mark.parametrize("path", sorted(device_secret._TRUSTED))
def test_the_systems_own_stores_are_trusted(path: str, use: Callable[[object], None]) -> None:
    backend = dressed_as(path)
    use(backend)
    store = OsKeyring()
    keep(store, DB, SECRET)
    assert store.read(DB) == SECRET
    assert store.name() == device_secret._TRUSTED[path]
    assert list(backend.items) == [(SERVICE, DB)]  # type: ignore[attr-defined]
    store.delete(DB)
    assert store.read(DB) is None
    store.delete(DB)


@pytest.mark.parametrize(
    "path",
    [
        "keyrings.alt.file.PlaintextKeyring",
        "keyrings.alt.file.EncryptedKeyring",
        "keyring.backends.null.Keyring",
        "my.own.Keyring",
        "keyring.backends.SecretService.Keyring2",
    ],
)
def test_every_other_store_is_refused_before_it_is_asked(path: str, use: Callable[[object], None]) -> None:
    backend = dressed_as(path)
    use(backend)
    for act in (
        lambda: OsKeyring().write(DB, SECRET),
        lambda: OsKeyring().read(DB),
        lambda: OsKeyring().delete(DB),
        lambda: OsKeyring().name(),
    ):
        with pytest.raises(KeysUnavailable) as refused:
            act()
        assert refused.value.code == "store-refused"
        assert path in refused.value.sentence
    assert backend.items == {}  # type: ignore[attr-defined]


def test_keyrings_own_null_and_fail_backends_are_refused(use: Callable[[object], None]) -> None:
    use(keyring.backends.null.Keyring())
    with pytest.raises(KeysUnavailable) as refused:
        OsKeyring().write(DB, SECRET)
    assert refused.value.code == "store-refused"
    use(keyring.backends.fail.Keyring())
    with pytest.raises(KeysUnavailable) as none:
        OsKeyring().name()
    assert none.value.code == "no-store"


def _chain(*paths: str) -> object:
    members = [dressed_as(p) for p in paths]
    return type("ChainerBackend", (), {"__module__": "keyring.backends.chainer", "backends": members})()


def test_a_chain_is_as_weak_as_its_weakest_link(use: Callable[[object], None]) -> None:
    good = "keyring.backends.SecretService.Keyring"
    use(_chain(good, "keyrings.alt.file.PlaintextKeyring"))
    with pytest.raises(KeysUnavailable) as refused:
        OsKeyring().write(DB, SECRET)
    assert refused.value.code == "store-refused"
    use(_chain(good, "keyring.backends.kwallet.DBusKeyring"))
    store = OsKeyring()
    keep(store, DB, SECRET)
    assert store.name() == "Secret Service"
    use(_chain())
    with pytest.raises(KeysUnavailable) as none:
        OsKeyring().name()
    assert none.value.code == "no-store"


class _Swallows(_Items):
    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class _Garbles(_Items):
    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, base64.b64encode(bytes(32)).decode())


@pytest.mark.parametrize("base", [_Swallows, _Garbles])
def test_a_store_that_does_not_give_back_what_it_took_keeps_nothing(base: type, use: Callable[[object], None]) -> None:
    backend = dressed_as("keyring.backends.Windows.WinVaultKeyring", base)
    use(backend)
    with pytest.raises(KeysUnavailable) as refused:
        keep(OsKeyring(), DB, SECRET)
    assert refused.value.code == "store-not-keeping"
    assert backend.items == {}  # type: ignore[attr-defined]


class _Locked(_Items):
    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.KeyringLocked("locked")


class _Broken(_Items):
    def get_password(self, service: str, username: str) -> str | None:
        raise ZeroDivisionError


@pytest.mark.parametrize(("base", "code"), [(_Locked, "store-locked"), (_Broken, "store-failed")])
def test_a_locked_or_broken_store_is_a_sentence(base: type, code: str, use: Callable[[object], None]) -> None:
    use(dressed_as("keyring.backends.SecretService.Keyring", base))
    with pytest.raises(KeysUnavailable) as refused:
        OsKeyring().read(DB)
    assert refused.value.code == code
    assert "Secret Service" in refused.value.sentence


@pytest.mark.parametrize("text", ["", "not base64", "AAAA", base64.b64encode(bytes(33)).decode()])
def test_something_else_in_the_items_place_is_not_a_key(text: str, use: Callable[[object], None]) -> None:
    backend = dressed_as("keyring.backends.macOS.Keyring")
    use(backend)
    backend.set_password(SERVICE, DB, text)
    with pytest.raises(KeysUnavailable) as refused:
        OsKeyring().read(DB)
    assert refused.value.code == "secret-wrong"


def test_the_test_file_lies_in_the_desk_folder_for_its_owner(tmp_path: Path, seeded: SeededRandom) -> None:
    store = choose_store(tmp_path, {"CALLBACK_DESK_TEST_KEYRING": "1"}, seeded)
    assert isinstance(store, TestKeyring)
    keep(store, DB, SECRET)
    keep(store, "aa" * 16, SecretKey(bytes(32)))
    assert TestKeyring(tmp_path, seeded).read(DB) == SECRET
    file = tmp_path / "test-keyring.json"
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    store.delete(DB)
    assert store.read(DB) is None
    assert store.read("aa" * 16) is not None
    assert "tests and the demo only" in TEST_KEYRING_WARNING
    file.write_text("[]")
    with pytest.raises(KeysUnavailable):
        store.read(DB)


@pytest.mark.parametrize("value", ["", "0", "true", "yes"])
def test_only_the_exact_word_brings_the_test_file(tmp_path: Path, seeded: SeededRandom, value: str) -> None:
    assert isinstance(choose_store(tmp_path, {"CALLBACK_DESK_TEST_KEYRING": value}, seeded), OsKeyring)
    assert isinstance(choose_store(tmp_path, {}, seeded), OsKeyring)


def test_memory_forgets() -> None:
    store = MemoryKeyring()
    keep(store, DB, SECRET)
    store.delete(DB)
    assert store.read(DB) is None


def test_keyring_is_not_imported_before_it_is_needed() -> None:
    code = (
        "import sys; import callback_desk.vault.keys_file, callback_desk.vault.key_changes;"
        "from callback_desk.vault.device_secret import OsKeyring; OsKeyring();"
        "sys.exit('keyring' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

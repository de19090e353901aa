"""The device secret: 32 random bytes in the operating system's key store, one item per desk.

A key store that is missing, locked, empty, plain or other than before is a sentence and the way by the
recovery code; it never leads to a new desk or an unprotected one (security.md 5.2).
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar, cast

from callback_desk.domain.errors import KeysUnavailable
from callback_desk.vault.atomic_file import fault_of, held, replace_file
from callback_desk.vault.secret import KEY_BYTES, RandomSource, SecretKey

SERVICE = "callback-desk"
TEST_KEYRING_VARIABLE = "CALLBACK_DESK_TEST_KEYRING"
TEST_KEYRING_WARNING = (
    "This desk keeps its key in a file beside its records: anybody with the folder can open it. "
    "This is for tests and the demo only. Never put a real person into it."
)
_TEST_FILE = "test-keyring.json"

# Class path -> what people call it. Everything else is refused: keyrings.alt writes plain files, `null`
# swallows what it is given, `fail` has none, a chain may hide any of them.
_TRUSTED: Mapping[str, str] = {
    "keyring.backends.SecretService.Keyring": "Secret Service",
    "keyring.backends.libsecret.Keyring": "libsecret",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
    "keyring.backends.kwallet.DBusKeyringKWallet4": "KWallet",
    "keyring.backends.macOS.Keyring": "macOS Keychain",
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Locker",
}
# Names of exceptions: keyring's own, secretstorage's and jeepney's are not imported for them.
_LOCKED = {"KeyringLocked", "LockedException", "InitError", "PromptDismissedException"}
_CHAIN = "keyring.backends.chainer.ChainerBackend"


class KeyStore(Protocol):
    """A place for one secret per desk. Every method raises KeysUnavailable with a sentence."""

    for_tests: bool  # only such a store may go with cheap key derivation

    def name(self) -> str:
        """What the keys file records: a later start with another store is refused with words."""
        ...

    def read(self, db_id: str) -> SecretKey | None:
        """The desk's secret; None when the store works and holds none."""
        ...

    def write(self, db_id: str, secret: SecretKey) -> None: ...

    def delete(self, db_id: str) -> None:
        """Forget it; no trouble when there is none."""
        ...


def new_device_secret(random: RandomSource) -> SecretKey:
    return SecretKey(random.bytes(KEY_BYTES))


def keep(store: KeyStore, db_id: str, secret: SecretKey) -> None:
    """Put the secret in the store and read it back before anything relies on it.

    Raises KeysUnavailable; a store that swallowed or changed it keeps nothing of ours.
    """
    store.write(db_id, secret)
    again = store.read(db_id)
    if again is None or again != secret:
        store.delete(db_id)
        raise KeysUnavailable(
            f"{store.name()} took the desk's key but did not give the same one back. Nothing was set up. "
            "Check that the key store of this computer works, then try again.",
            code="store-not-keeping",
        )


class _Backend(Protocol):
    """What a keyring backend is asked."""

    def get_password(self, service: str, username: str, /) -> str | None: ...
    def set_password(self, service: str, username: str, password: str, /) -> None: ...
    def delete_password(self, service: str, username: str, /) -> None: ...


_Answer = TypeVar("_Answer")


class OsKeyring:
    """The operating system's own store through keyring; imported at first use, for it takes a while."""

    for_tests = False

    def __init__(self) -> None:
        self._backend: _Backend | None = None
        self._name = ""

    def name(self) -> str:
        self._trusted()
        return self._name

    def read(self, db_id: str) -> SecretKey | None:
        text = self._ask(lambda backend: backend.get_password(SERVICE, db_id))
        return None if text is None else _decoded(text)

    def write(self, db_id: str, secret: SecretKey) -> None:
        text = base64.b64encode(secret.reveal()).decode("ascii")
        self._ask(lambda backend: backend.set_password(SERVICE, db_id, text), gives=True)

    def delete(self, db_id: str) -> None:
        if self._ask(lambda backend: backend.get_password(SERVICE, db_id)) is not None:
            self._ask(lambda backend: backend.delete_password(SERVICE, db_id))

    def _ask(self, question: Callable[[_Backend], _Answer], *, gives: bool = False) -> _Answer:
        """`gives`: a key is handed over."""
        backend = self._trusted()
        try:
            return question(backend)
        except Exception as trouble:  # backends raise their own families: D-Bus, Win32, Keychain
            if type(trouble).__name__ in _LOCKED:
                raise _locked(self._name) from trouble
            raise (_not_taking if gives else _failed)(self._name) from trouble

    def _trusted(self) -> _Backend:
        if self._backend is None:
            import keyring

            try:
                backend = keyring.get_keyring()
            except Exception as trouble:  # a broken plug-in may raise anything while it is looked for
                raise _no_store() from trouble
            self._backend, self._name = _chosen(backend)
        return self._backend


def _class_path(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _locked(name: str) -> KeysUnavailable:
    return KeysUnavailable(
        f"{name}, the key store of this computer, is locked. Unlock it (signing out of the computer and in again "
        "usually does) and start this program once more. If nobody can unlock it any more, set up a new one and put "
        "the key into it with the recovery sheet.",
        code="store-locked",
    )


def _failed(name: str) -> KeysUnavailable:
    return KeysUnavailable(
        f"{name}, the key store of this computer, did not answer. Nothing was changed. Start the computer again; if it "
        "stays so, use the recovery sheet.",
        code="store-failed",
    )


def _not_taking(name: str) -> KeysUnavailable:
    return KeysUnavailable(
        f"{name}, the key store of this computer, did not take the desk's key. Nothing was changed. Answer its "
        "question with yes, look whether it is unlocked and whether this account may add to it, then try again.",
        code="store-not-taking",
    )


def _no_store() -> KeysUnavailable:
    return KeysUnavailable(
        "This computer offers no protected key store, so the desk cannot be opened or set up here. On Linux start "
        "a Secret Service (gnome-keyring or KWallet) and sign in again; then start this program once more.",
        code="no-store",
    )


def _chosen(backend: object) -> tuple[_Backend, str]:
    """The backend to use and what people call it. Raises KeysUnavailable unless it is on the list."""
    path = _class_path(backend)
    if path == _CHAIN:
        members: list[object] = list(getattr(backend, "backends", ()))
        if not members:
            raise _no_store()
        refused = [m for m in members if _class_path(m) not in _TRUSTED]
        if refused:
            raise _refused(_class_path(refused[0]))
        backend, path = members[0], _class_path(members[0])
    if path == "keyring.backends.fail.Keyring":
        raise _no_store()
    if path not in _TRUSTED:
        raise _refused(path)
    return cast(_Backend, backend), _TRUSTED[path]


def _refused(path: str) -> KeysUnavailable:
    return KeysUnavailable(
        f"The key store set up on this computer ({path}) does not protect keys, so the desk was not opened. "
        "Remove it or set up the system's own key store, then start this program once more.",
        code="store-refused",
    )


def _decoded(text: str) -> SecretKey:
    try:
        return SecretKey(base64.b64decode(text, validate=True))
    except (ValueError, binascii.Error) as wrong:
        raise KeysUnavailable(
            "The key store of this computer holds something else in the place of this desk's key. "
            "Use the recovery sheet to put the right key back.",
            code="secret-wrong",
        ) from wrong


class MemoryKeyring:
    """A store that lives as long as the object: unit tests."""

    for_tests = True

    def __init__(self, called: str = "memory") -> None:
        self._called = called
        self._items: dict[str, bytes] = {}

    def name(self) -> str:
        return self._called

    def read(self, db_id: str) -> SecretKey | None:
        held = self._items.get(db_id)
        return None if held is None else SecretKey(held)

    def write(self, db_id: str, secret: SecretKey) -> None:
        self._items[db_id] = secret.reveal()

    def delete(self, db_id: str) -> None:
        self._items.pop(db_id, None)


class TestKeyring:
    """A file inside the desk folder, keyed by database id, for its owner only (decisions.md).

    The front end shows `TEST_KEYRING_WARNING` on every start.
    """

    for_tests = True
    __test__ = False  # not a test case, whatever pytest thinks of the name

    def __init__(self, desk_dir: Path, random: RandomSource) -> None:
        self._file = desk_dir / _TEST_FILE
        self._random = random

    def name(self) -> str:
        return "test file"

    def read(self, db_id: str) -> SecretKey | None:
        text = self._all().get(db_id)
        return None if text is None else _decoded(text)

    def write(self, db_id: str, secret: SecretKey) -> None:
        with held(self._file):
            items = self._all()
            items[db_id] = base64.b64encode(secret.reveal()).decode("ascii")
            self._put(items)

    def delete(self, db_id: str) -> None:
        with held(self._file):
            items = self._all()
            if items.pop(db_id, None) is not None:
                self._put(items)

    def _all(self) -> dict[str, str]:
        try:
            found = json.loads(self._file.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as trouble:
            raise KeysUnavailable(
                "The test key file in the desk folder cannot be read. Make a new demo desk.", code="store-failed"
            ) from trouble
        if not isinstance(found, dict):
            raise KeysUnavailable("The test key file in the desk folder is damaged.", code="store-failed")
        return {str(key): str(value) for key, value in found.items()}

    def _put(self, items: dict[str, str]) -> None:
        try:
            replace_file(self._file, json.dumps(items).encode("ascii"), random=self._random)
        except OSError as trouble:
            raise fault_of(trouble, "the test key file") from trouble


def choose_store(desk_dir: Path, environment: Mapping[str, str], random: RandomSource) -> KeyStore:
    """The OS key store, or the file beside the desk when `CALLBACK_DESK_TEST_KEYRING=1`."""
    if environment.get(TEST_KEYRING_VARIABLE) == "1":
        return TestKeyring(desk_dir, random)
    return OsKeyring()

"""Key material in memory: never printed, never pickled, overwritten when dropped."""

from __future__ import annotations

import hashlib
import hmac
from typing import NoReturn, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12


class RandomSource(Protocol):
    """Where secrets come from; the program's `Random` port fits."""

    def bytes(self, count: int) -> bytes: ...


class SecretKey:
    """32 bytes of key. `repr` hides them, `==` takes the same time for every answer, `wipe` overwrites.

    Overwriting is best effort: Python and the libraries below may hold copies until they reuse the memory.
    """

    __slots__ = ("_material",)

    def __init__(self, material: bytes) -> None:
        if len(material) != KEY_BYTES:
            raise ValueError("a key is 32 bytes")
        self._material = bytearray(material)

    def reveal(self) -> bytes:
        """The bytes, for the library call that needs them. Raises ValueError after `wipe`."""
        if not self._material:
            raise ValueError("this key was dropped when the desk locked")
        return bytes(self._material)

    def derive(self, info: str, *, salt: bytes = b"") -> SecretKey:
        """HKDF-SHA256 with `info` (RFC 5869): another key that tells nothing about this one."""
        return SecretKey(hkdf(self.reveal(), info, salt=salt))

    def wipe(self) -> None:
        """Overwrite and empty; every later use raises."""
        for index in range(len(self._material)):
            self._material[index] = 0
        self._material.clear()

    @property
    def wiped(self) -> bool:
        return not self._material

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretKey) and hmac.compare_digest(self._material, other._material)

    __hash__ = None  # type: ignore[assignment]  # a key is not a dictionary key

    def __repr__(self) -> str:
        return "SecretKey(hidden)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key does not leave this process by pickling")


def hkdf(material: bytes, info: str, *, salt: bytes = b"") -> bytes:
    """HKDF-SHA256, 32 bytes out (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info.encode("ascii")).derive(material)


class NotOpened(Exception):
    """Wrong key, or changed bytes or surroundings: authenticated encryption cannot tell which. Stays in the vault."""


def seal(key: SecretKey, plain: bytes, aad: bytes, random: RandomSource) -> bytes:
    """AES-256-GCM with a fresh 96-bit nonce in front (NIST SP 800-38D)."""
    nonce = random.bytes(NONCE_BYTES)
    return nonce + AESGCM(key.reveal()).encrypt(nonce, plain, aad)


def unseal(key: SecretKey, sealed: bytes, aad: bytes) -> bytes:
    """What `seal` sealed. Raises NotOpened."""
    if len(sealed) < NONCE_BYTES + 16:
        raise NotOpened
    try:
        return AESGCM(key.reveal()).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], aad)
    except InvalidTag as wrong:
        raise NotOpened from wrong


def tag(key: SecretKey, text: str) -> str:
    """A keyed name for `text`: HMAC-SHA256, 64 hex digits."""
    return hmac.new(key.reveal(), text.encode("utf-8"), hashlib.sha256).hexdigest()

"""Which certificate signs at this desk, on this computer: where its file lies, and its passphrase under a key in the
computer's key store. Neither is in the database, a log or a backup: another computer is told anew.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from callback_desk.documents.signature import read_certificate, refuse_without_package
from callback_desk.documents.signer import Signer
from callback_desk.domain.certificate import Certificate
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import Clock
from callback_desk.vault.atomic_file import fault_of, held, replace_file
from callback_desk.vault.device_secret import KeyStore, keep, new_device_secret
from callback_desk.vault.secret import NotOpened, RandomSource, seal, unseal

_FILE: Final = "signing.json"
_AAD: Final = b"callback-desk signing 1"
_MOST_BYTES: Final = 1024 * 1024  # a PKCS#12 file with a whole chain has some 10 kB
_KEPT: Final = "Nothing was written."
_ANEW: Final = "An administrator says `callback-desk sign set FILE` here, or `callback-desk sign off`."


class CertificateFile:
    """One desk's certificate on this computer."""

    def __init__(self, folder: Path, store: Callable[[], KeyStore], *, clock: Clock, random: RandomSource) -> None:
        self._file = folder / _FILE
        self._store = store
        self._clock = clock
        self._random = random

    def set_up(self, source: Path, passphrase: str) -> Certificate:
        """Sign with this PKCS#12 file from now on. Raises DeskFault, KeysUnavailable; all is as it was then."""
        refuse_without_package()
        source, before = source.absolute(), self._kept()
        found = read_certificate(Signer(_read(source), passphrase))
        refusal = found.refusal_at(self._clock.now())
        if refusal:
            raise DeskFault(refusal, code="signature.not_valid")
        item, key = f"signing-{self._random.bytes(8).hex()}", new_device_secret(self._random)
        keep(self._store(), item, key)
        sealed = base64.b64encode(seal(key, passphrase.encode("utf-8"), _AAD, self._random)).decode("ascii")
        key.wipe()
        words = {"file": str(source), "item": item, "passphrase": sealed}
        try:
            with held(self._file):
                replace_file(self._file, json.dumps(words).encode("utf-8"), random=self._random)
        except OSError as trouble:
            self._store().delete(item)
            raise fault_of(trouble, "which certificate signs") from trouble
        if before:
            self._store().delete(before["item"])
        return found

    def remove(self) -> None:
        """Forget where it lies and its passphrase; the file of the certificate stays. Raises DeskFault."""
        before = self._kept()
        try:
            self._file.unlink(missing_ok=True)
        except OSError as trouble:
            raise fault_of(trouble, "which certificate signs") from trouble
        if before:
            self._store().delete(before["item"])

    def certificate(self) -> Certificate | None:
        """What signs here, None when nothing was set up. Raises DeskFault when it cannot be read or has run out."""
        if not self._file.exists():
            return None
        found = read_certificate(self._signer())
        refusal = found.refusal_at(self._clock.now())
        if refusal:
            raise DeskFault(refusal, code="signature.not_valid")
        refuse_without_package()
        return found

    def certificate_of(self, fingerprint: str) -> Certificate:
        """What signs here. Raises DeskFault when it is not the one that was set, or cannot sign today."""
        refuse_without_package()
        return read_certificate(self.signer(fingerprint))

    def signer(self, fingerprint: str) -> Signer:
        """What signs with the certificate that was set. Raises DeskFault when it cannot, today, on this computer."""
        signer = self._signer()
        found = read_certificate(signer)
        if found.fingerprint != fingerprint:
            raise DeskFault(
                f"The certificate on this computer is another than the one that was set for this desk. {_KEPT} {_ANEW}",
                code="signature.other",
            )
        refusal = found.refusal_at(self._clock.now())
        if refusal:
            raise DeskFault(refusal, code="signature.not_valid")
        return signer

    def _signer(self) -> Signer:
        kept = self._kept()
        if not kept:
            raise DeskFault(
                f"This desk signs what leaves, and this computer was not told with which certificate. {_KEPT} {_ANEW}",
                code="signature.not_here",
            )
        key = self._store().read(kept["item"])
        if key is None:
            raise _no_passphrase()
        try:
            passphrase = unseal(key, base64.b64decode(kept["passphrase"], validate=True), _AAD).decode("utf-8")
        except (NotOpened, binascii.Error) as trouble:
            raise _no_passphrase() from trouble
        return Signer(_read(Path(kept["file"])), passphrase)

    def _kept(self) -> dict[str, str]:
        try:
            found = json.loads(self._file.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            found = None
        if isinstance(found, dict) and {"file", "item", "passphrase"} <= set(found):
            return {str(name): str(words) for name, words in found.items()}
        raise DeskFault(
            f"The file {_FILE} in the desk folder is damaged, so nothing can be signed. {_KEPT} Delete it. {_ANEW}",
            code="signature.damaged",
        )


def _no_passphrase() -> DeskFault:
    return DeskFault(
        f"The key store of this computer no longer holds the passphrase of the certificate. {_KEPT} {_ANEW}",
        code="signature.no_passphrase",
    )


def _read(source: Path) -> bytes:
    try:
        if source.stat().st_size <= _MOST_BYTES:
            return source.read_bytes()
    except OSError as trouble:
        raise DeskFault(
            f"The file of the agency's certificate, {source.name}, cannot be read. {_KEPT} Look whether it is where it "
            "was and whether this account may read it.",
            code="signature.no_file",
        ) from trouble
    raise DeskFault(f"{source.name} is too large to be a certificate. {_KEPT}", code="signature.too_large")

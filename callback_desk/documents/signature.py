"""The agency's signature on a finished PDF: PAdES (ETSI EN 319 142-1, baseline B-B), offline, without a time stamp.

A signature is a second revision behind the document, whose own bytes stay as they are. pyHanko is an extra (`sign`):
it is looked for when something is to be signed, and is known here by the protocols below only.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol, cast

from callback_desk.documents.closed_loop import run_closed
from callback_desk.documents.signer import Signer
from callback_desk.domain.certificate import Certificate
from callback_desk.domain.errors import DeskBug, DeskFault

SIGNATURE_FIELD = "AgencySignature"
_KEPT = "Nothing was written."


@dataclass(frozen=True, slots=True)
class SignatureRead:
    """What a signature in a file proves: no bit of it changed, it is over the whole file, nothing came later."""

    proves: bool
    fingerprint: str  # SHA-256 of the certificate it names, 64 hex digits


class _AsnCertificate(Protocol):
    @property
    def sha256(self) -> bytes: ...


class _Signs(Protocol):
    @property
    def signing_cert(self) -> _AsnCertificate | None: ...


class _Writer(Protocol):
    _update_meta: Callable[[], None]

    def encrypt(self, user_pwd: bytes) -> object: ...


class _Named(Protocol):
    name: str


class _Embedded(Protocol):
    @property
    def signer_cert(self) -> _AsnCertificate: ...


class _Status(Protocol):
    intact: bool
    valid: bool
    coverage: _Named
    modification_level: _Named | None


class _Reader(Protocol):
    @property
    def embedded_signatures(self) -> Sequence[_Embedded]: ...
    def decrypt(self, password: bytes) -> object: ...


class _SimpleSigner(Protocol):
    def load_pkcs12_data(
        self, pkcs12_bytes: bytes, other_certs: Sequence[_AsnCertificate], passphrase: bytes
    ) -> _Signs | None: ...


class _Signing(Protocol):
    """pyhanko.sign.signers"""

    SimpleSigner: _SimpleSigner

    def PdfSignatureMetadata(self, *, field_name: str, subfilter: object, md_algorithm: str) -> object: ...
    def async_sign_pdf(
        self, pdf_out: _Writer, signature_meta: object, signer: _Signs
    ) -> Coroutine[object, object, BytesIO]: ...


class _SubFilters(Protocol):
    PADES: object


class _Fields(Protocol):
    """pyhanko.sign.fields"""

    SigSeedSubFilter: _SubFilters


class _Writing(Protocol):
    """pyhanko.pdf_utils.incremental_writer"""

    def IncrementalPdfFileWriter(self, input_stream: BytesIO) -> _Writer: ...


class _Reading(Protocol):
    """pyhanko.pdf_utils.reader"""

    def PdfFileReader(self, stream: BytesIO) -> _Reader: ...


class _Validation(Protocol):
    """pyhanko.sign.validation"""

    def async_validate_pdf_signature(
        self, embedded_sig: _Embedded, signer_validation_context: object
    ) -> Coroutine[object, object, _Status]: ...


class _Contexts(Protocol):
    """pyhanko_certvalidator"""

    def ValidationContext(self, *, trust_roots: Sequence[_AsnCertificate], allow_fetching: bool) -> object: ...


def refuse_without_package() -> None:
    """Raises DeskFault when pyHanko is not installed."""
    _package("pyhanko.sign.signers")


def read_certificate(signer: Signer) -> Certificate:
    """Whose certificate the file holds. Raises DeskFault for a wrong passphrase, and for a file that cannot sign."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import pkcs12
    from cryptography.x509.oid import NameOID

    try:
        key, found, _ = pkcs12.load_key_and_certificates(signer.pkcs12, signer.passphrase.encode("utf-8"))
    except ValueError as wrong:
        raise DeskFault(
            "The agency's certificate does not open: the passphrase is another, or the file is no PKCS#12 file "
            f"(.p12, .pfx). {_KEPT} Type the passphrase that came with the file.",
            code="signature.not_opened",
        ) from wrong
    if key is None or found is None:
        raise DeskFault(
            f"The file holds no certificate with its private key, so it cannot sign. {_KEPT} Ask who issued it for a "
            "PKCS#12 file with the key.",
            code="signature.no_key",
        )
    names = found.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return Certificate(
        holder=str(names[0].value) if names else found.subject.rfc4514_string(),
        valid_from=found.not_valid_before_utc,
        valid_until=found.not_valid_after_utc,
        fingerprint=found.fingerprint(SHA256()).hex(),
    )


def sign_pdf(content: bytes, signer: Signer, password: str | None) -> bytes:
    """content and behind it one revision that signs it; password opens a sealed one. Raises DeskFault, DeskBug."""
    signing = cast(_Signing, _package("pyhanko.sign.signers"))
    fields = cast(_Fields, _package("pyhanko.sign.fields"))
    writing = cast(_Writing, _package("pyhanko.pdf_utils.incremental_writer"))
    read_certificate(signer)
    signs = signing.SimpleSigner.load_pkcs12_data(signer.pkcs12, (), signer.passphrase.encode("utf-8"))
    if signs is None:
        raise DeskFault(
            f"The agency's certificate has a kind of key that cannot sign a document. {_KEPT} Ask who issued it for "
            "one with an RSA or an elliptic-curve key.",
            code="signature.key_kind",
        )
    writer = writing.IncrementalPdfFileWriter(BytesIO(content))
    if password is not None:
        writer.encrypt(password.encode("utf-8"))
    writer._update_meta = _no_metadata
    about = signing.PdfSignatureMetadata(
        field_name=SIGNATURE_FIELD, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    try:
        return run_closed(signing.async_sign_pdf(writer, about, signs)).getvalue()
    except Exception as error:  # a family of its own for each kind of key and file
        raise DeskBug("A finished document could not be signed.", code=f"signature.{type(error).__name__}") from error


def read_signatures(content: bytes, password: str | None) -> tuple[SignatureRead, ...]:
    """Every signature in a file, in order. Whom to trust is not asked: that is for who receives it. Raises DeskBug."""
    reading = cast(_Reading, _package("pyhanko.pdf_utils.reader"))
    validation = cast(_Validation, _package("pyhanko.sign.validation"))
    contexts = cast(_Contexts, _package("pyhanko_certvalidator"))
    try:
        reader = reading.PdfFileReader(BytesIO(content))
        if password is not None:
            reader.decrypt(password.encode("utf-8"))
        found = []
        for one in reader.embedded_signatures:
            context = contexts.ValidationContext(trust_roots=[one.signer_cert], allow_fetching=False)
            status = run_closed(validation.async_validate_pdf_signature(one, context))
            whole = status.coverage.name == "ENTIRE_FILE"
            last = status.modification_level is not None and status.modification_level.name == "NONE"
            proves = status.intact and status.valid and whole and last
            found.append(SignatureRead(proves, one.signer_cert.sha256.hex()))
    except Exception as error:  # a damaged file makes it raise nearly anything
        raise DeskBug("A signature could not be read.", code=f"signature.{type(error).__name__}") from error
    return tuple(found)


def _no_metadata() -> None:
    """A signed sheet says no more of itself than an unsigned one: pyHanko would add its name and an XMP packet.

    Should a later pyHanko ask for this by another name, the check of the signed file finds what it wrote.
    """


def _package(name: str) -> object:
    """A module of the extra, with its log silenced: a trouble's traceback would name the file and the person in it."""
    for talker in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(talker).setLevel(logging.CRITICAL + 1)
    try:
        return importlib.import_module(name)
    except ImportError as missing:
        raise DeskFault(
            "Signing needs the extra `sign`, which is not installed here. Nothing was written. Who looks after this "
            "computer adds it with `pip install callback-desk[sign]`; `callback-desk sign off` ends signing.",
            code="signature.package",
        ) from missing

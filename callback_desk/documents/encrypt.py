"""A password on a finished PDF: AES-256, revision 6 (ISO 32000-2). ReportLab's own encryption is not used: it is
RC4 or the withdrawn revision 5."""

from __future__ import annotations

import hashlib
import secrets
from io import BytesIO

import pikepdf

from callback_desk.domain.errors import DeskBug, DeskFault

LONGEST_PASSWORD_BYTES = 127  # ISO 32000-2, 7.6.4.3.3: what is longer would be cut unnoticed


def encrypt_pdf(content: bytes, password: str) -> bytes:
    """The same pages, opened by password only. Raises DeskFault for an empty or too long password."""
    size = len(password.encode("utf-8"))
    if not password or size > LONGEST_PASSWORD_BYTES:
        raise DeskFault(
            "The password of the document must have 1 to 127 characters. Nothing was written. Choose another.",
            code="documents.password",
        )
    target = BytesIO()
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            pdf.save(
                target,
                encryption=pikepdf.Encryption(user=password, owner=_owner_password(), R=6, aes=True, metadata=True),
                fix_metadata_version=False,
                min_version="2.0",
            )
    except pikepdf.PdfError as error:
        raise DeskBug("A finished document could not be encrypted.", code="documents.encrypt") from error
    return target.getvalue()


def _owner_password() -> str:
    """Nobody's: with an owner password equal to the user's, or empty, some readers open the file without asking."""
    return hashlib.sha256(secrets.token_bytes(32)).hexdigest()[:48]

"""The last steps of every PDF: its password, its signature, the check that re-reads it, and then onto the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from callback_desk.documents.encrypt import encrypt_pdf
from callback_desk.documents.signature import sign_pdf
from callback_desk.documents.signature_check import check_signed
from callback_desk.documents.signer import Signer
from callback_desk.documents.writer import Written, write_whole


def finish(
    target: Path,
    drawn: bytes,
    *,
    pages: int,
    check: Callable[[bytes], None],
    password: str | None = None,
    signer: Signer | None = None,
) -> Written:
    """Write what was drawn as target. check is given the document as it was before the signature, read from the disk.

    Raises DiskFull, DeskFault and what check raises; the target is as it was then.
    """
    unsigned = drawn if password is None else encrypt_pdf(drawn, password)
    if signer is None:
        return write_whole(target, unsigned, pages=pages, check=lambda finished: check(finished.read_bytes()))

    def check_both(finished: Path) -> None:
        content = finished.read_bytes()
        check(content[: len(unsigned)])
        check_signed(content, unsigned, signer, password)

    return write_whole(target, sign_pdf(unsigned, signer, password), pages=pages, check=check_both)

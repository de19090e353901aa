"""What is said over the pipe to the press, and what comes back. Light: the window may import it, ReportLab stays out.

Request: {"packet": {...}, "target": path, "fonts_dir": path, "password": text or null, "size": "letter" or
"a4", "signer": {"pkcs12": base64, "passphrase": text} or null}, one line.
Or, for a role card or a paper form: {"paper": {...}, "target": path, "fonts_dir": path, "password":
text or null, "size": ..., "signer": ...}.
Answer: {"done": true, "path", "pages", "sha256", "size"} or {"done": false, "kind", "code", "sentence"}.
A request without either only loads fonts and answers {"done": true, "warm": true}.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

from callback_desk.documents.packet_json import packet_to_dict
from callback_desk.documents.signer import Signer
from callback_desk.documents.writer import Written
from callback_desk.domain.errors import DeskBug, DeskError, DeskFault, DiskFull
from callback_desk.domain.packet import CasePacket
from callback_desk.domain.packet_content import JsonValue
from callback_desk.domain.paper import PaperDocument
from callback_desk.domain.paper_size import PaperSize

PRESS_MODULE = "callback_desk.documents.press"
_KINDS: dict[str, type[DeskError]] = {"disk_full": DiskFull, "fault": DeskFault, "bug": DeskBug}


def print_request(
    packet: CasePacket,
    target: Path,
    *,
    fonts_dir: Path,
    password: str | None = None,
    size: PaperSize = PaperSize.LETTER,
    signer: Signer | None = None,
) -> dict[str, JsonValue]:
    """Ask for one lead sheet as target."""
    return {
        "packet": packet_to_dict(packet),
        "target": str(target),
        "fonts_dir": str(fonts_dir),
        "password": password,
        "size": size.value,
        "signer": _signer_words(signer),
    }


def paper_request(
    document: PaperDocument,
    target: Path,
    *,
    fonts_dir: Path,
    password: str | None = None,
    size: PaperSize = PaperSize.LETTER,
    signer: Signer | None = None,
) -> dict[str, object]:
    """Ask for pages to write on or to read from as target."""
    return {
        "paper": document.to_dict(),
        "target": str(target),
        "fonts_dir": str(fonts_dir),
        "password": password,
        "size": size.value,
        "signer": _signer_words(signer),
    }


def _signer_words(signer: Signer | None) -> dict[str, JsonValue] | None:
    if signer is None:
        return None
    return {"pkcs12": base64.b64encode(signer.pkcs12).decode("ascii"), "passphrase": signer.passphrase}


def signer_of(words: JsonValue) -> Signer | None:
    """Who signs, read from a request. Raises DeskBug."""
    if words is None:
        return None
    if isinstance(words, dict):
        held, passphrase = words.get("pkcs12"), words.get("passphrase")
        if isinstance(held, str) and isinstance(passphrase, str):
            return Signer(base64.b64decode(held), passphrase)
    raise DeskBug("The press was asked for a signature of nobody.", code="documents.press_signer")


def warm_request(fonts_dir: Path) -> dict[str, JsonValue]:
    """Ask to load ReportLab and the fonts now, while nobody waits."""
    return {"fonts_dir": str(fonts_dir)}


def answer_of(written: Written) -> dict[str, JsonValue]:
    return {
        "done": True,
        "path": str(written.path),
        "pages": written.pages,
        "sha256": written.sha256,
        "size": written.size,
    }


def refusal_of(error: DeskError) -> dict[str, JsonValue]:
    kind = next((name for name, kind in _KINDS.items() if isinstance(error, kind)), "bug")
    return {"done": False, "kind": kind, "code": error.code, "sentence": error.sentence}


def written_of(answer: Mapping[str, object]) -> Written:
    """Read the press's answer. Raises what the press raised: DiskFull, DeskFault or DeskBug with its sentence."""
    if answer.get("done") is True:
        path, pages, sha256, size = (answer.get(key) for key in ("path", "pages", "sha256", "size"))
        if isinstance(path, str) and isinstance(pages, int) and isinstance(sha256, str) and isinstance(size, int):
            return Written(Path(path), pages, sha256, size)
    kind, sentence, code = (answer.get(key) for key in ("kind", "sentence", "code"))
    if isinstance(kind, str) and kind in _KINDS and isinstance(sentence, str):
        raise _KINDS[kind](sentence, code=str(code))
    raise DeskBug("The press gave an answer that is none.", code="documents.press_answer")

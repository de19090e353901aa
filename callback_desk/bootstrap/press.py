"""The PDF press: one warm process per job, which draws, re-reads and checks before a file gets its name."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock

from callback_desk.bootstrap.certificate_file import CertificateFile
from callback_desk.documents.letters import coverage_of
from callback_desk.documents.press_lines import PRESS_MODULE, paper_request, print_request, warm_request, written_of
from callback_desk.documents.signer import Signer
from callback_desk.documents.table_file import write_table
from callback_desk.documents.writer import beside, place, remove_left_overs
from callback_desk.domain.certificate import Certificate
from callback_desk.domain.denied import packet_texts
from callback_desk.domain.errors import DeskBug, DeskFault
from callback_desk.domain.packet import CasePacket
from callback_desk.domain.paper import PaperDocument
from callback_desk.domain.paper_size import PaperSize
from callback_desk.domain.table import TableFile
from callback_desk.domain.unprintable import Unprintable
from callback_desk.paths import VolumeKind, cloud_of, volume_kind
from callback_desk.processes.failures import ChildFailed, FailureKind
from callback_desk.processes.limits import MIB, Limits
from callback_desk.processes.worker import Worker
from callback_desk.use_cases.ports_world import Prepared, Printed, Volume

_PDF = b"%PDF-"
_VOLUMES = {
    VolumeKind.LOCAL: Volume.HERE,
    VolumeKind.NETWORK: Volume.NETWORK,
    VolumeKind.REMOVABLE: Volume.REMOVABLE,
}
_STALL_S = 60.0
_MEMORY_BYTES = 1024 * MIB  # address space: fonts and shaping libraries are mapped, not all of it is used


class PdfPress:
    """Fits `use_cases.ports_world.Press`."""

    def __init__(self, fonts_dir: Path, certificate: CertificateFile | None = None) -> None:
        self._fonts_dir = fonts_dir
        self._certificate = certificate
        self._worker = Worker(PRESS_MODULE, limits=Limits(memory_bytes=_MEMORY_BYTES))
        self._one_at_a_time = Lock()  # a save and long work may both want a page; a process answers one of them

    def warm(self) -> None:
        """Start the process and load the fonts, so that the first lead sheet does not wait for them."""
        self._ask(warm_request(self._fonts_dir))

    def prepare(
        self,
        content: CasePacket | PaperDocument | TableFile,
        target: Path,
        *,
        password: str | None,
        size: PaperSize = PaperSize.LETTER,
        signed_by: str = "",
    ) -> Prepared:
        if isinstance(content, TableFile):
            return _table(content, target)
        if target.exists() and not target.is_file():
            raise DeskFault(f"{target} is not a file. Choose another name. Nothing was written.")
        _refuse_other_file(target)
        signer = self._signing().signer(signed_by) if signed_by else None
        unnamed = beside(target)
        written = written_of(self._ask(self._request(content, unnamed, password, size, signer)))
        return Prepared(unnamed, target, written.pages, written.sha256, written.size)

    def _request(
        self,
        content: CasePacket | PaperDocument,
        unnamed: Path,
        password: str | None,
        size: PaperSize,
        signer: Signer | None,
    ) -> Mapping[str, object]:
        fonts = self._fonts_dir
        if isinstance(content, CasePacket):
            return print_request(content, unnamed, fonts_dir=fonts, password=password, size=size, signer=signer)
        return paper_request(content, unnamed, fonts_dir=fonts, password=password, size=size, signer=signer)

    def set_certificate(self, source: Path, passphrase: str) -> Certificate:
        return self._signing().set_up(source, passphrase)

    def certificate(self, fingerprint: str) -> Certificate:
        return self._signing().certificate_of(fingerprint)

    def remove_certificate(self) -> None:
        self._signing().remove()

    def _signing(self) -> CertificateFile:
        if self._certificate is None:
            raise DeskBug("a press without a desk signs nothing", code="press.no_certificate")
        return self._certificate

    def unprintable(self, packet: CasePacket) -> tuple[Unprintable, ...]:
        coverage = coverage_of(self._fonts_dir.parent.parent / "documents")
        found: dict[str, str] = {}
        for field, text, _ in packet_texts(packet, ours=True):
            letters = found.get(field, "")
            found[field] = letters + "".join(one for one in coverage.missing(text) if one not in letters)
        return tuple(Unprintable(field, letters) for field, letters in found.items() if letters)

    def place(self, prepared: Prepared) -> Printed:
        place(prepared.unnamed, prepared.target)
        return Printed(prepared.target, prepared.pages, prepared.sha256, prepared.size_bytes)

    def drop(self, prepared: Prepared) -> None:
        with suppress(OSError):
            prepared.unnamed.unlink()

    def lies_there(self, target: Path, sha256: str) -> bool | None:
        if not target.parent.is_dir():
            return None
        try:
            return hashlib.sha256(target.read_bytes()).hexdigest() == sha256
        except OSError:
            return False

    def paper(self, document: PaperDocument, target: Path, *, size: PaperSize = PaperSize.LETTER) -> Printed:
        if target.exists() and not target.is_file():
            raise DeskFault(f"{target} is not a file. Choose another name. Nothing was written.")
        _refuse_other_file(target)
        written = written_of(self._ask(paper_request(document, target, fonts_dir=self._fonts_dir, size=size)))
        return Printed(written.path, written.pages, written.sha256, written.size)

    def volume(self, folder: Path) -> Volume:
        if cloud_of(folder):
            return Volume.CLOUD
        return _VOLUMES[volume_kind(folder)]

    def tidy(self, folder: Path) -> int:
        with suppress(OSError):  # the folder may be on a disk that is not there today
            return remove_left_overs(folder)
        return 0

    def _ask(self, request: Mapping[str, object]) -> dict[str, object]:
        try:
            with self._one_at_a_time:
                for line in self._worker.ask(request, stall_s=_STALL_S, cancelled=lambda: False):
                    if "done" in line:
                        return dict(line)
        except ChildFailed as failed:
            if failed.kind is FailureKind.OUT_OF_MEMORY:
                raise DeskFault(
                    "There was not enough memory to make the lead sheet. Close other programs and try again. "
                    "Nothing was written."
                ) from failed
            raise DeskBug("the press ended without an answer", code=f"press.{failed.kind.value}") from failed
        raise DeskBug("the press ended without an answer", code="press.silent")

    def close(self) -> None:
        self._worker.close()


def _table(content: TableFile, target: Path) -> Prepared:
    """Small, and without fonts or pages: it needs no process of its own."""
    if target.exists() or target.is_symlink():
        raise DeskFault(
            f"There is a file {target.name} already. It stays as it is. Choose another name. Nothing was written.",
            code="file-exists",
        )
    written = write_table(content.table, beside(target), content.kind)
    return Prepared(written.path, target, written.pages, written.sha256, written.size)


def _refuse_other_file(target: Path) -> None:
    """An older lead sheet may be written over, nothing else: a slip would cost an export, or the desk itself."""
    try:
        with target.open("rb") as file:
            is_pdf = file.read(len(_PDF)) in (b"", _PDF)
    except FileNotFoundError:
        return
    except OSError as error:
        raise DeskFault(
            f"The lead sheet cannot be written to {target}. Choose another place. Nothing was written."
        ) from error
    if not is_pdf:
        raise DeskFault(
            f"There is a file {target.name} already, and it is no lead sheet. It stays as it is. Choose another name. "
            "Nothing was written."
        )

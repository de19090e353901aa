"""A packet in, a checked PDF on the disk out. The one call that use cases and the child both make."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from callback_desk.documents.finish import finish
from callback_desk.documents.packet_check import check_sheet
from callback_desk.documents.packet_pages import PaperKit, draw_sheet, load_kit
from callback_desk.documents.sheet_text import sheet_text
from callback_desk.documents.sheets import sheet_of
from callback_desk.documents.signer import Signer
from callback_desk.documents.writer import Written
from callback_desk.domain.packet import CasePacket
from callback_desk.domain.paper_size import PaperSize


def make_packet_pdf(
    packet: CasePacket,
    target_path: Path,
    *,
    fonts_dir: Path,
    password: str | None = None,
    size: PaperSize = PaperSize.LETTER,
    signer: Signer | None = None,
) -> Written:
    """Draw, sign when there is a signer, check by re-reading, and write one lead sheet as target_path.

    fonts_dir is resources/theme/fonts. Raises DiskFull or DeskFault (nothing was written, target as it was) and
    SheetNotRight when the finished file is not what was asked for.
    """
    kit = kit_of(fonts_dir)
    text = sheet_text(packet, kit.wording)
    sheet = draw_sheet(text, kit.fonts, sheet_of(size))

    def check(content: bytes) -> None:
        check_sheet(content, packet, text, kit.fonts, pages=sheet.pages, password=password)

    return finish(target_path, sheet.content, pages=sheet.pages, check=check, password=password, signer=signer)


def warm(fonts_dir: Path) -> None:
    """Load what every sheet needs, before the first one is asked for."""
    kit_of(fonts_dir)


@lru_cache(maxsize=4)
def kit_of(fonts_dir: Path) -> PaperKit:
    """Fonts and words, loaded once in a process. Raises DeskFault when they are missing or damaged."""
    return load_kit(fonts_dir)

"""A packet in, a checked PDF on the disk out. The one call that use cases and the child both make."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from callback_desk.documents.encrypt import encrypt_pdf
from callback_desk.documents.packet_check import check_sheet
from callback_desk.documents.packet_pages import PaperKit, draw_sheet, load_kit
from callback_desk.documents.sheet_text import sheet_text
from callback_desk.documents.sheets import sheet_of
from callback_desk.documents.writer import Written, write_whole
from callback_desk.domain.packet import CasePacket
from callback_desk.domain.paper_size import PaperSize


def make_packet_pdf(
    packet: CasePacket,
    target_path: Path,
    *,
    fonts_dir: Path,
    password: str | None = None,
    size: PaperSize = PaperSize.LETTER,
) -> Written:
    """Draw, check by re-reading, and write one lead sheet as target_path.

    fonts_dir is resources/theme/fonts. Raises DiskFull or DeskFault (nothing was written, target as it was) and
    SheetNotRight when the finished file is not what was asked for.
    """
    kit = kit_of(fonts_dir)
    text = sheet_text(packet, kit.wording)
    sheet = draw_sheet(text, kit.fonts, sheet_of(size))
    content = sheet.content if password is None else encrypt_pdf(sheet.content, password)

    def check(finished: Path) -> None:
        check_sheet(finished.read_bytes(), packet, text, kit.fonts, pages=sheet.pages, password=password)

    return write_whole(target_path, content, pages=sheet.pages, check=check)


def warm(fonts_dir: Path) -> None:
    """Load what every sheet needs, before the first one is asked for."""
    kit_of(fonts_dir)


@lru_cache(maxsize=4)
def kit_of(fonts_dir: Path) -> PaperKit:
    """Fonts and words, loaded once in a process. Raises DeskFault when they are missing or damaged."""
    return load_kit(fonts_dir)

"""A page of a PDF as pixels, for the window. Qt is not known here: raw bytes go out."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.page_picture import PagePicture

LARGEST_SIDE_PX = 10_000


def page_picture(source: Path | bytes, *, page: int = 1, dpi: float = 96.0, password: str | None = None) -> PagePicture:
    """Draw one page. source is a file or a PDF's bytes.

    Raises DeskFault when it is not a PDF, needs another password, or has no such page.
    """
    try:
        document = pypdfium2.PdfDocument(source if isinstance(source, bytes) else str(source), password=password)
    except (pypdfium2.PdfiumError, FileNotFoundError) as error:
        raise DeskFault(
            "This document cannot be shown: it is missing, damaged or needs another password.",
            code="documents.preview",
        ) from error
    try:
        pages = len(document)
        if not 1 <= page <= pages:
            raise DeskFault("This document has no such page.", code="documents.preview_page")
        sheet = document[page - 1]
        scale = min(dpi / 72, LARGEST_SIDE_PX / max(sheet.get_size()))
        bitmap = sheet.render(scale=scale, rev_byteorder=True, force_bitmap_format=_BGRX)
        width, height, stride = int(bitmap.width), int(bitmap.height), int(bitmap.stride)
        rows = bytes(bitmap.buffer)
        bitmap.close()
        sheet.close()
    finally:
        document.close()
    packed = b"".join(rows[row * stride : row * stride + width * 4] for row in range(height))
    opaque = bytearray(packed)
    opaque[3::4] = b"\xff" * (width * height)
    return PagePicture(bytes(opaque), width, height, page, pages)


def page_at(path: Path, page: int, dpi: float) -> PagePicture:
    """One page of a file that is not sealed. Raises as `page_picture` does."""
    return page_picture(path, page=page, dpi=dpi)


_BGRX = int(pypdfium2.raw.FPDFBitmap_BGRx)  # four bytes a pixel; rev_byteorder makes it R, G, B, unused

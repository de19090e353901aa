"""The two sizes of paper in the world, and who uses which."""

from __future__ import annotations

from enum import StrEnum


class PaperSize(StrEnum):
    """US Letter is 8.5 by 11 inches, A4 210 by 297 millimeters."""

    LETTER = "letter"
    A4 = "a4"


_LETTER_REGIONS = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])


def paper_of(region: str) -> PaperSize:
    """The usual size in a region (ISO 3166 alpha-2). Source: Unicode CLDR, supplemental data, paperSize."""
    return PaperSize.LETTER if region.upper() in _LETTER_REGIONS else PaperSize.A4

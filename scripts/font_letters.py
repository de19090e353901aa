"""Writes resources/documents/font_letters.toml: which letters each font of paper has. Run after changing a font.

python scripts/font_letters.py
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reportlab.pdfbase.ttfonts import TTFontFile  # noqa: E402 - the program is found first

from callback_desk.documents.letters import as_ranges  # noqa: E402

DOCUMENTS = ROOT / "resources" / "documents"
TARGET = DOCUMENTS / "font_letters.toml"


def font_letters() -> str:
    """The whole file."""
    table = tomllib.loads((DOCUMENTS / "fonts.toml").read_text("utf-8"))
    theme = ROOT / "resources" / "theme" / "fonts"
    paths = [theme / name for name in table["text"].values()]
    paths += [DOCUMENTS / "fonts" / row["file"] for row in table["fallback"]]
    lines = ["# Written by scripts/font_letters.py from the fonts themselves. Code points in hexadecimal, as ranges."]
    for path in paths:
        font = TTFontFile(str(path))
        codes = [code for code, glyph in font.charToGlyph.items() if glyph]
        lines.append(f'"{path.name}" = "{as_ranges(codes)}"')
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(font_letters(), "utf-8")
    print(f"{TARGET.name} written")

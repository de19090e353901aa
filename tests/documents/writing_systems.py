"""A line of each writing system as it is drawn on paper, as a small gray picture. Kept ones lie in `pictures/`.

python -m tests.documents.writing_systems    draws all of them anew: look at each before it is committed
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image, ImageChops

from callback_desk.documents.make import kit_of
from callback_desk.documents.paper_pages import draw_paper
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart

KEPT: Final = Path(__file__).resolve().parent / "pictures"
FONTS: Final = Path(__file__).resolve().parents[2] / "resources" / "theme" / "fonts"
LINES: Final = {
    "latin": "Łukasz Żółć, Þórður, Šárka Čapková, Ångström, İpek Şahin, Māra Bērziņa",
    "greek": "Ελένη Παπαδοπούλου, Άννα, Ϊσμήνη, ΰ",
    "cyrillic": "Дмитрий Шостаков, Їжакевич, Ђорђе, Ўладзімір",
    "vietnamese": "Nguyễn Thị Ánh Tuyết, Đặng Hữu Phước, Lưỡng",
    "arabic": "محمد عبد الرحمن الحسيني",
    "hebrew": "נועה בן־דוד, שלום",
    "devanagari": "प्रिया शर्मा, क्षत्रिय, श्री कृष्ण",
    "thai": "สมชาย ใจดี, น้ำผึ้ง",
    "chinese": "王小明，北京市朝阳区",
    "japanese": "佐藤さくら、カタカナ",
    "korean": "김철수, 서울특별시",
    "mixed": "Ask محمد الحسيني (desk 12), नमस्ते Ελένη 王小明 김철수 by 9:30",
}
_SCALE: Final = 2.0  # 144 pixels an inch
_HEAD_PT, _FOOT_PT = 76.0, 60.0  # of the page, not of the line
_CELL: Final = 6  # pixels; a stroke is about two


def picture_of(words: str) -> Image.Image:
    """The line cut out of its page, in gray. Drawn as the program draws a paragraph."""
    document = PaperDocument("Line", "Springfield PD", "Line", "Foot", (PaperPart(PaperKind.TEXT, words),))
    pdf = pypdfium2.PdfDocument(draw_paper(document, kit_of(FONTS).fonts).content)
    try:
        page = pdf[0].render(scale=_SCALE, grayscale=True).to_pil().convert("L")
    finally:
        pdf.close()
    inner = page.crop((0, int(_HEAD_PT * _SCALE), page.width, page.height - int(_FOOT_PT * _SCALE)))
    box = ImageChops.invert(inner).getbbox()
    assert box is not None, "nothing was drawn"
    return inner.crop(box)


def kept(name: str) -> Image.Image:
    """The picture that somebody looked at."""
    with Image.open(KEPT / f"{name}.png") as found:
        return found.convert("L")


def apart(one: Image.Image, other: Image.Image) -> float:
    """0.0 the same, 1.0 black against white: the largest difference of any cell of a coarse grid.

    A cell is wide enough that smoothing of edges by another version of the renderer does not matter, and small enough
    that a missing accent does. Another size by more than two pixels is another picture.
    """
    if abs(one.width - other.width) > 2 or abs(one.height - other.height) > 2:
        return 1.0
    size = max(one.width, other.width), max(one.height, other.height)
    grid = -(-size[0] // _CELL), -(-size[1] // _CELL)
    coarse = []
    for picture in (one, other):
        ground = Image.new("L", (grid[0] * _CELL, grid[1] * _CELL), 255)
        ground.paste(picture, (0, 0))
        coarse.append(ground.resize(grid, Image.Resampling.BOX))
    low, high = ImageChops.difference(*coarse).getextrema()
    assert isinstance(low, int | float) and isinstance(high, int | float)
    return high / 255


def main() -> None:
    KEPT.mkdir(exist_ok=True)
    for name, words in LINES.items():
        picture_of(words).quantize(16).save(KEPT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()

"""The recovery sheet: one page with the code that opens this desk when the computer's key store has lost its key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportlab.platypus import Flowable

from callback_desk.documents import styles
from callback_desk.documents.blocks import Block, Edges, PlacedLine, plain, side_by_side, stacked
from callback_desk.documents.frame import Body, DrawnSheet, Information, build
from callback_desk.documents.make import kit_of
from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.documents.self_check import Expected, check_document
from callback_desk.documents.sheet_words import Wording, day_text
from callback_desk.documents.sheets import Sheet, sheet_of
from callback_desk.documents.styles import Face, TextStyle
from callback_desk.documents.tags import Role, tagged
from callback_desk.documents.text_lines import Span
from callback_desk.documents.writer import Written, write_whole
from callback_desk.domain.errors import DeskBug
from callback_desk.domain.paper_size import PaperSize

_GROUPS_A_ROW = 5
_CODE = TextStyle(21.0, 33.0, Face.BOLD)
_BODY = TextStyle(12.0, 18.0)


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What stands on it. code_groups are shown as they are, five in a row; made_at is in the desk's zone."""

    agency: str
    database_id: str
    made_at: datetime
    made_by: str
    code_groups: tuple[str, ...]


def make_recovery_sheet(
    sheet: RecoverySheet, target_path: Path, *, fonts_dir: Path, size: PaperSize = PaperSize.LETTER
) -> Written:
    """Draw and write the sheet. The code is on this page and nowhere in the file's information.

    Re-read before it gets its name. Raises DiskFull or DeskFault (nothing was written then), DeskBug when the file is
    not what was asked for, when there is no code or the time is naive.
    """
    if not sheet.code_groups or sheet.made_at.tzinfo is None:
        raise DeskBug("A recovery sheet needs a code and a time with its zone.", code="documents.recovery_sheet")
    kit = kit_of(fonts_dir)
    drawn = _draw(sheet, kit.fonts, kit.wording, sheet_of(size))
    words = (sheet.agency, sheet.database_id, *sheet.code_groups, *_row_words(sheet, kit.wording))
    fixed = tuple(kit.wording[f"recovery.{key}"] for key in ("title", "keep", "records", "made", "code", "use", "log"))
    every = (*words, *fixed, *kit.wording.several("recovery.steps"))
    expected = Expected(
        title=kit.wording["recovery.title"],
        author=kit.wording["information.author"],
        pages=1,
        margins=(),
        page="",
        must=tuple(("text", one) for one in every),
        words=every,
        in_order=False,
    )

    def check(finished: Path) -> None:
        check_document(finished.read_bytes(), expected, kit.fonts)

    return write_whole(target_path, drawn.content, pages=drawn.pages, check=check)


def _row_words(sheet: RecoverySheet, wording: Wording) -> tuple[str, ...]:
    return (f"{day_text(sheet.made_at.date())}, {sheet.made_by}",)


def _draw(sheet: RecoverySheet, fonts: PaperFonts, wording: Wording, paper: Sheet) -> DrawnSheet:
    fonts.begin_document(paper)
    rows = (
        (wording["recovery.records"], sheet.database_id),
        (wording["recovery.made"], *_row_words(sheet, wording)),
    )
    story: list[Flowable] = [
        plain(fonts, sheet.agency, styles.AGENCY),
        plain(fonts, wording["recovery.title"], styles.TITLE, gap=12, role=Role.TITLE),
        _boxed(fonts, wording["recovery.keep"]),
        *(_row(fonts, *row, gap=14.0 if index == 0 else 0.0) for index, row in enumerate(rows)),
        _heading(fonts, wording["recovery.code"]),
        _code(fonts, sheet.code_groups),
        _heading(fonts, wording["recovery.use"]),
        *(plain(fonts, step, _BODY, gap=7) for step in wording.several("recovery.steps")),
        _heading(fonts, wording["recovery.log"]),
        *(_BlankRow() for _ in range(4)),
    ]
    information = Information(wording["recovery.title"], wording["information.author"])
    body = Body(paper.margin, paper.height - 2 * paper.margin)
    drawn = build(story, fonts, information, body, pages=1)
    if drawn.pages != 1:
        raise DeskBug("A recovery sheet does not fit its page.", code="documents.recovery_sheet")
    return drawn


def _boxed(fonts: PaperFonts, words: str) -> Block:
    room = fonts.sheet.text_width - 2 * styles.BOX_PAD
    lines = stacked(fonts, [Span(words, Face.BOLD)], styles.ACT_BY, left=styles.BOX_PAD, width=room)
    return Block(fonts, lines, gap=9.0, edges=Edges(pad_top=8, pad_bottom=8, frame=styles.FRAME_LINE))


def _heading(fonts: PaperFonts, words: str) -> Block:
    edges = Edges(pad_bottom=2.0, rule=styles.HAIRLINE)
    return Block(
        fonts, stacked(fonts, [Span(words, Face.BOLD)], styles.HEADING), gap=24.0, edges=edges, role=Role.HEADING
    )


def _row(fonts: PaperFonts, label: str, value: str, *, gap: float) -> Block:
    cells = [
        (0.0, styles.SECOND_COLUMN - styles.COLUMN_GAP, [Span(label, Face.BOLD)], styles.TABLE),
        (styles.SECOND_COLUMN, fonts.sheet.text_width - styles.SECOND_COLUMN, [Span(value)], styles.TABLE),
    ]
    edges = Edges(pad_top=4, pad_bottom=4, rule=styles.HAIRLINE, rule_gray=True)
    return Block(fonts, side_by_side(fonts, cells), gap=gap, edges=edges, role=Role.LABELED)


def _code(fonts: PaperFonts, groups: tuple[str, ...]) -> Block:
    step = fonts.sheet.text_width / _GROUPS_A_ROW
    lines: list[PlacedLine] = []
    for start in range(0, len(groups), _GROUPS_A_ROW):
        row = groups[start : start + _GROUPS_A_ROW]
        lines += side_by_side(
            fonts, [(column * step, step, [Span(group, Face.BOLD)], _CODE) for column, group in enumerate(row)]
        )
    return Block(fonts, lines, gap=9.0)


class _BlankRow(Flowable):
    """A line to write on: who opened the envelope, when, why."""

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own argument names
        self.width, self.height = aW, 26.0
        return self.width, self.height

    def draw(self) -> None:
        canvas = tagged(self.canv)
        canvas.setStrokeGray(styles.ROW_GRAY)
        canvas.setLineWidth(styles.HAIRLINE)
        canvas.line(0, 0, self.width, 0)
        canvas.setStrokeGray(0)

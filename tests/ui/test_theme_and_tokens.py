"""Colours, letters and sizes: one table, held by numbers of the design."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QStyle

from callback_desk.domain.errors import DeskBug
from callback_desk.ui import theme, tokens
from callback_desk.ui.icons import icon_names, pixmap
from callback_desk.ui.theme import Theme, theme_dir
from callback_desk.ui.tokens import PALETTES, TYPE, Mode, contrast_ratio

PACKAGE = Path(tokens.__file__).parent

# Section 2 of the design: pair, ratio in light, ratio in dark.
PAIRS = [
    ("ink", "surface", 16.70, 13.98),
    ("ink", "desk", 14.25, 15.75),
    ("ink", "sunken", 15.36, 14.89),
    ("ink", "tint", 14.27, 11.16),
    ("ink", "danger_tint", 14.48, 13.38),
    ("ink", "warn_tint", 15.01, 12.11),
    ("ink", "good_tint", 14.56, 11.93),
    ("ink2", "surface", 7.79, 8.67),
    ("ink2", "desk", 6.64, 9.77),
    ("ink2", "sunken", 7.16, 9.24),
    ("ink2", "tint", 6.65, 6.92),
    ("accent", "surface", 7.68, 8.23),
    ("accent", "desk", 6.55, 9.27),
    ("accent", "tint", 6.56, 6.56),
    ("on_accent", "accent", 7.68, 8.06),
    ("on_accent", "accent_hover", 9.79, 9.60),
    ("on_accent", "accent_press", 12.43, 6.30),
    ("danger", "danger_tint", 5.97, 7.63),
    ("danger", "surface", 6.88, 7.98),
    ("warn", "warn_tint", 7.89, 8.83),
    ("good", "good_tint", 6.61, 7.82),
    ("good", "surface", 7.58, 9.16),
    ("on_danger", "danger", 6.88, 8.41),
    ("edge", "surface", 4.25, 5.00),
    ("edge", "desk", 3.62, 5.63),
    ("edge", "sunken", 3.90, 5.32),
    ("focus", "surface", 16.70, 16.28),
    ("focus", "desk", 14.25, 18.34),
]
# Pairs this program draws that the table does not list.
FURTHER_TEXT = [
    ("warn", "surface"),
    ("danger", "sunken"),
    ("ink2", "danger_tint"),
    ("ink2", "warn_tint"),
    ("on_danger", "danger_hover"),
    ("surface", "ink"),
    ("accent", "sunken"),
    ("good", "sunken"),
]


@pytest.mark.parametrize(("front", "back", "light", "dark"), PAIRS)
def test_contrast_is_as_the_design_computed_it(front: str, back: str, light: float, dark: float) -> None:
    for mode, wanted in ((Mode.LIGHT, light), (Mode.DARK, dark)):
        palette = PALETTES[mode]
        found = contrast_ratio(palette[front], palette[back])
        assert found == pytest.approx(wanted, abs=0.011)
        assert found >= (3.0 if front in ("edge", "focus") else 4.5)


@pytest.mark.parametrize(("front", "back"), FURTHER_TEXT)
@pytest.mark.parametrize("mode", list(Mode))
def test_pairs_beside_the_table_are_readable(front: str, back: str, mode: Mode) -> None:
    assert contrast_ratio(PALETTES[mode][front], PALETTES[mode][back]) >= 4.5


def test_black_on_white_is_21() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21.0)


def test_both_palettes_name_the_same_colors() -> None:
    assert PALETTES[Mode.LIGHT].keys() == PALETTES[Mode.DARK].keys()


def test_no_colour_is_written_outside_the_table() -> None:
    hexes = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})\b|\brgba?\(|GlobalColor\.(?!transparent)")
    files = [path for path in PACKAGE.rglob("*.py") if path.name != "tokens.py"]
    files += list(theme_dir().glob("*.qss")) + list((theme_dir() / "icons").glob("*.svg"))
    assert len(files) > 60
    found = [
        f"{path.name}: {match[0]}; use a token of tokens.py"
        for path in files
        for match in hexes.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_style_sheet_knows_only_tokens_and_scaled_sizes() -> None:
    sheet = (theme_dir() / "desk.qss").read_text(encoding="utf-8")
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    assert re.findall(r"(?<!@)\b\d+(?:px|pt|em)\b(?!@)", bare) == []
    assert re.findall(r"\bfont\b|font-size|font-family", bare) == [], "letters come from Theme.font"
    used = set(re.findall(r"@([a-z_0-9]+)@", bare))
    sizes = {name for name in used if re.fullmatch(r"\d+px", name)}
    assert used - sizes <= PALETTES[Mode.LIGHT].keys()
    assert len(used - sizes) > 5


def test_the_style_sheet_is_filled_at_every_scale() -> None:
    sheet = (theme_dir() / "desk.qss").read_text(encoding="utf-8")
    plain = Theme().style_sheet(sheet)
    double = Theme(Mode.DARK, 2.0).style_sheet(sheet)
    assert "@" not in plain.replace("names between at signs", "")
    assert "border-radius: 6px" in plain
    assert "border-radius: 12px" in double
    assert PALETTES[Mode.DARK]["surface"].lower() in double


def test_parts_name_only_lines_of_the_type_table() -> None:
    asked: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                first = node.args[0]
                if node.func.attr in ("font", "line_px") and isinstance(first, ast.Constant):
                    asked.add(str(first.value))
            if isinstance(node, ast.keyword) and node.arg == "face" and isinstance(node.value, ast.Constant):
                asked.add(str(node.value.value))
    assert len(asked) > 8
    assert asked <= TYPE.keys()


def test_nothing_on_screen_is_smaller_than_15() -> None:
    assert min(size.size_px for size in TYPE.values()) == 15


def test_an_unknown_token_is_our_mistake() -> None:
    with pytest.raises(DeskBug):
        Theme().color("salmon")
    with pytest.raises(DeskBug):
        Theme(scale=2.5)


def test_the_shipped_letters_are_used_in_three_weights() -> None:
    regular, strong = Theme().font("body"), Theme().font("body", strong=True)
    assert regular.family() == "Atkinson Hyperlegible Next"
    assert QFontMetricsF(strong).horizontalAdvance("Elena Marchetti") > QFontMetricsF(regular).horizontalAdvance(
        "Elena Marchetti"
    )
    assert (theme_dir() / "fonts" / "LICENSE_FONT").read_text(encoding="utf-8").count("SIL Open Font License") >= 1


def test_numbers_to_dial_have_digits_of_one_width() -> None:
    metrics = QFontMetricsF(Theme().font("number"))
    assert metrics.horizontalAdvance("11111") == metrics.horizontalAdvance("00000")
    plain = QFont(Theme().font("page"))
    assert QFontMetricsF(plain).horizontalAdvance("11111") != QFontMetricsF(plain).horizontalAdvance("00000")


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_letters_and_sizes_scale_together(scale: float) -> None:
    theme = Theme(scale=scale)
    assert theme.font("say").pixelSize() == round(22 * scale)
    assert theme.px(40) == round(40 * scale)
    assert theme.px(1) >= 1


def test_every_icon_can_be_drawn_in_any_color(qapp: QApplication) -> None:
    assert len(icon_names()) >= 45
    for name in sorted(icon_names()):
        drawn = pixmap(name, "danger", 24, 2.0)
        image: QImage = drawn.toImage()
        assert image.width() == 48
        inked = sum(1 for y in range(0, 48, 2) for x in range(0, 48, 2) if image.pixelColor(x, y).alpha() > 200)
        assert inked >= 2, name
        assert drawn.devicePixelRatio() == 2.0


def test_an_unknown_icon_is_our_mistake() -> None:
    with pytest.raises(DeskBug):
        pixmap("unicorn")


def test_qt_does_not_eat_references_to_none(qapp: QApplication) -> None:
    # PySide6 6.12.0 on Python 3.11 drops one reference to None with each void call, until the program dies.
    label = QLabel()
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("x")
    assert before - sys.getrefcount(None) < 100


def _said_in_code(attribute: str, keywords: tuple[str, ...]) -> set[str]:
    said: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            values: list[ast.expr] = []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name) and node.args:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
                values = [node.args[0]] if name == attribute else []
            elif isinstance(node, ast.keyword) and node.arg in keywords:
                values = [node.value]
            for value in values:
                said |= _words(value)
    return said


def _words(value: ast.expr) -> set[str]:
    if isinstance(value, ast.IfExp):
        return _words(value.body) | _words(value.orelse)
    return {value.value} if isinstance(value, ast.Constant) and isinstance(value.value, str) else set()


def test_code_names_only_colors_of_the_table() -> None:
    said = _said_in_code("color", ("color", "edge", "fill"))
    assert {"surface", "accent", "edge"} <= said
    assert {name for words in said if words for name in words.split("+")} <= PALETTES[Mode.LIGHT].keys()


def test_code_names_only_icons_there_are() -> None:
    said = _said_in_code("pixmap", ("icon_name", "icon_after")) | _said_in_code("Icon", ())
    assert {"speech", "lock"} <= said
    assert said - {""} <= icon_names()


def test_another_look_keeps_the_style(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second style object throws the first one away under the feet of every widget, and takes long."""
    Theme().apply(qapp)
    made: list[int] = []

    class Counted(theme.DeskStyle):
        def __init__(self) -> None:
            super().__init__()
            made.append(1)

    monkeypatch.setattr(theme, "DeskStyle", Counted)
    for look in (Theme(Mode.DARK, 2.0), Theme(Mode.LIGHT, 1.5), Theme()):
        look.apply(qapp)
    assert made == []
    edit = QLineEdit()
    assert edit.style().pixelMetric(QStyle.PixelMetric.PM_TextCursorWidth, None, edit) == 2  # still ours

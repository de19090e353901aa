"""Each writing system is drawn as it was when somebody looked at it: joined, ordered, with every mark."""

from __future__ import annotations

import pytest
from PIL import ImageFilter

from tests.documents.writing_systems import KEPT, LINES, apart, kept, picture_of

FURTHEST = 0.1  # measured: drawn again 0.02, edges smoothed 0.08 at most, one accent less from 0.12 on
WRONG = {
    "latin": ("Żółć", "Zółć"),
    "greek": ("Ϊσμήνη", "Ισμήνη"),
    "cyrillic": ("Їжакевич", "Іжакевич"),
    "vietnamese": ("Nguyễn", "Nguyên"),
    "arabic": ("محمد", "م‌ح‌م‌د"),  # not joined
    "hebrew": ("שלום", "םולש"),  # the other way round
    "devanagari": ("प्रिया", "प‌रिया"),
    "thai": ("น้ำผึ้ง", "นำผึง"),
    "chinese": ("王", "玉"),
    "japanese": ("カタカナ", "カダカナ"),
    "korean": ("철", "절"),
    "mixed": ("محمد الحسيني", "الحسيني محمد"),
}


def test_every_kept_picture_is_of_a_line() -> None:
    assert {path.stem for path in KEPT.iterdir()} == set(LINES) == set(WRONG)
    assert sum(path.stat().st_size for path in KEPT.iterdir()) < 60_000


@pytest.mark.parametrize("name", LINES)
def test_a_line_is_drawn_as_it_was_looked_at(name: str) -> None:
    assert apart(picture_of(LINES[name]), kept(name)) < FURTHEST, (
        "if the change is meant: python -m tests.documents.writing_systems, and look at the picture"
    )


@pytest.mark.parametrize("name", LINES)
def test_a_letter_drawn_wrong_is_seen(name: str) -> None:
    right, wrong = WRONG[name]
    assert right in LINES[name]
    assert apart(picture_of(LINES[name].replace(right, wrong)), kept(name)) > FURTHEST


@pytest.mark.parametrize("name", LINES)
def test_other_smoothing_of_edges_is_no_other_picture(name: str) -> None:
    smoothed = picture_of(LINES[name]).filter(ImageFilter.GaussianBlur(0.6))
    assert apart(smoothed, kept(name)) < FURTHEST

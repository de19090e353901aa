"""Where a line may end inside a run of letters without spaces.

Chinese and Japanese: between any two letters, but no line begins with a closing mark or a small kana and none ends
with an opening one (kinsoku; UAX 14 classes ID, OP, CL, NS, by a table of our own). Korean ends at its spaces, as it
is usually set. A word wider than its whole line ends after a hyphen or a slash first. Thai, Lao and Khmer have no
spaces between words and we have no dictionary: they end at spaces, and a run wider than its line between syllable
parts that may stand apart, never before a mark that follows nor after a vowel that leads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_WIDE = ((0x2E80, 0x2FFF), (0x3001, 0x303F), (0x3041, 0x30FF), (0x3100, 0x312F), (0x31A0, 0x31FF), (0x3200, 0x33FF),
         (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF01, 0xFF0F), (0xFF1A, 0xFF20),
         (0xFF3B, 0xFF40), (0xFF5B, 0xFFEF), (0x20000, 0x3FFFF))  # fmt: skip
_NEVER_FIRST = frozenset(
    "、。，．・：；！？）］｝」』】〉》〕〗〙〛’”ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々〻ヽヾゝゞ…‥％°,.:;!?)]}%"
)
_NEVER_LAST = frozenset("（［｛「『【〈《〔〖〘〚‘“([{$＄￥£")
_AFTER_THESE = frozenset("-\u2010\u2013/@_\\")
_LEADING_VOWELS = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
_FOLLOWING = frozenset("\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0eb0\u0eb2\u0eb3\u0ebd\u0ec6")


def wide(char: str) -> bool:
    """Whether it is a letter or mark of Chinese or Japanese. Latin letters in their width stay words."""
    code = ord(char)
    return code >= _WIDE[0][0] and any(first <= code <= last for first, last in _WIDE)


def units(run: str) -> Iterator[str]:
    """The parts of a run at whose ends a line may always end. A run without such letters is one part."""
    start = 0
    for at in range(1, len(run)):
        before, after = run[at - 1], run[at]
        if (wide(before) or wide(after)) and after not in _NEVER_FIRST and before not in _NEVER_LAST:
            if _joins(after):
                continue
            yield run[start:at]
            start = at
    yield run[start:]


def _joins(char: str) -> bool:
    """Voiced sound marks and selectors belong to the letter before."""
    return 0x3099 <= ord(char) <= 0x309C or 0xFE00 <= ord(char) <= 0xFE0F or char in "\u200c\u200d"


def hyphen_parts(run: str) -> list[str]:
    """A run that is too wide, after each hyphen and slash between letters."""
    parts: list[str] = []
    start = 0
    for at in range(1, len(run)):
        if run[at - 1] in _AFTER_THESE and run[at] not in _AFTER_THESE and at - start > 1:
            parts.append(run[start:at])
            start = at
    parts.append(run[start:])
    return parts


def kept_together(clusters: Iterable[str]) -> Iterator[str]:
    """Clusters joined with what must not be parted from them."""
    held = ""
    for cluster in clusters:
        if held and (held[-1] in _LEADING_VOWELS or cluster[0] in _FOLLOWING):
            held += cluster
            continue
        if held:
            yield held
        held = cluster
    if held:
        yield held

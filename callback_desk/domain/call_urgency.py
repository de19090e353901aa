"""Which new information cannot wait (research, section 7): a rule that is shown, and a volunteer who decides."""

from __future__ import annotations

import re
from typing import Final

from callback_desk.domain.tip import NewTip, TipKind

_BY_KIND: Final = {
    TipKind.SUSPECT_NAMED: "a person is named",
    TipKind.SUSPECT_LOCATION: "it says where a person can be found",
    TipKind.SEEN_FOR_SALE: "stolen goods may be for sale now",
    TipKind.CAMERA: "a video may be written over",
    TipKind.THREAT: "somebody was threatened",
}
_GUN: Final = re.compile(
    r"\b(guns?|firearms?|pistols?|rifles?|shotguns?|handguns?|revolvers?|pistolas?|armas? de fuego|escopetas?)\b",
    re.IGNORECASE,
)


def why_today(tip: NewTip) -> tuple[str, ...]:
    """Why the rule says that somebody must know today; empty when it can wait."""
    reasons = [_BY_KIND[tip.kind]] if tip.kind in _BY_KIND else []
    if _GUN.search(f"{tip.text} {tip.exact_words}"):
        reasons.append("a gun is mentioned")
    return tuple(reasons)

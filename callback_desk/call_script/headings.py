"""Headings and cells that XLSForm passes over: most are notes of the writer, some were meant to do something."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from callback_desk.domain.findings import Finding, Severity

_SURVEY: Final = (
    "type", "name", "label", "hint", "guidance_hint", "relevant", "required", "required_message", "constraint",
    "constraint_message", "read_only", "default", "calculation", "choice_filter", "repeat_count", "appearance",
)  # fmt: skip
_CHOICES: Final = ("list_name", "name", "label", "outcome", "next", "key", "closed_if")
#: What pyxform also reads; each has its effect, or is refused by what it turns into.
_OTHER_NAMES: Final = frozenset({
    "caption", "calculate", "readonly", "relevance", "requiredmsg", "constraining_message", "count", "jr:count",
    "value", "command", "tag", "parameters", "trigger", "image", "audio", "video", "big-image", "rows", "autoplay",
    "save_to", "noapperrorstring", "no_app_error_string", "notes", "note",
})  # fmt: skip
_NEAR: Final = 0.8
#: What means something on the row of a group or repeat; desk columns do, too.
_OF_GROUPS: Final = frozenset(
    {"type", "name", "label", "caption", "relevant", "relevance", "appearance", "repeat_count"}
)


def misspelled(sheet: str, headings: tuple[str, ...]) -> Iterator[Finding]:
    """Columns of `survey` or `choices` that are nearly XLSForm's. A free column of choices may be meant as it is."""
    known = {"survey": _SURVEY, "choices": _CHOICES}[sheet]
    severity = Severity.WARNING if sheet == "choices" else Severity.ERROR
    for heading in headings:
        name = heading.partition("::")[0].strip().lower().replace(" ", "_")
        if name in known or name in _OTHER_NAMES:
            continue
        near = difflib.get_close_matches(name, known, 1, _NEAR)
        if near:
            sentence = f"The column “{heading}” has no effect. Write “{near[0]}” if that is meant, else another name."
            yield Finding(sheet, 1, heading, severity, sentence, "unknown_heading")


def without_effect(survey: Sequence[Mapping[str, object]]) -> Iterator[Finding]:
    """Cells that pyxform drops, or leaves where nothing reads them. `survey`: its rows, as written."""
    for number, row in enumerate(survey, start=2):
        kind = " ".join(str(row.get("type") or "").split()).lower()
        for heading, cell in row.items():
            name = heading.partition("::")[0].strip().lower()
            if not str(cell or "").strip() or name not in _SURVEY or (name in _OF_GROUPS and name != "repeat_count"):
                continue
            group = kind.startswith("begin")
            idle = group and not (name == "repeat_count" and "repeat" in kind)
            idle = idle or (not group and name == "choice_filter" and not kind.startswith(("select", "rank")))
            if idle and str(cell).strip().lower() not in ("no", "false", "false()"):
                what = "a group" if group else "a question of this type"
                sentence = f"On {what} “{name}” has no effect. Take it out."
                yield Finding("survey", number, heading, Severity.ERROR, sentence, "without_effect")

"""A call in progress as text that can be stored and read again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from callback_desk.domain.errors import DeskBug

_SHAPE = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One kept line. `key` stays with it for the whole call, also when an earlier line is dropped."""

    key: str
    text: str
    at: datetime  # aware UTC
    question: str = ""  # name of the question it was kept under


@dataclass(frozen=True, slots=True)
class DraftState:
    """Everything a navigator needs to stand where it stood. Holds no facts: those are read from the desk again."""

    script_sha256: str
    language: str
    position: str  # key of the answer in front of the volunteer; "" is the end
    answers: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    visited: tuple[str, ...] = ()
    returns_to: str = ""
    before_end: str = ""
    aside: str = ""
    left_at: str = ""  # where the person was left when somebody else came on the line
    outcome: str = ""  # set by End, not by the path
    next_action: str = ""
    lines_made: int = 0

    def to_json(self) -> str:
        whole = {
            "shape": _SHAPE,
            "script": self.script_sha256,
            "language": self.language,
            "position": self.position,
            "answers": dict(self.answers),
            "lines": [
                {
                    "key": line.key,
                    "text": line.text,
                    "at": line.at.astimezone(UTC).isoformat(),
                    "question": line.question,
                }
                for line in self.lines
            ],
            "visited": list(self.visited),
            "returns_to": self.returns_to,
            "before_end": self.before_end,
            "aside": self.aside,
            "left_at": self.left_at,
            "outcome": self.outcome,
            "next_action": self.next_action,
            "lines_made": self.lines_made,
        }
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> DraftState:
        """Raises DeskBug when the text is not one of ours: drafts never come from outside the desk."""
        try:
            whole = json.loads(text)
            if whole["shape"] != _SHAPE:
                raise DeskBug("A draft has a newer shape than this program knows.", code="draft_shape")
            lines = tuple(
                Line(item["key"], item["text"], datetime.fromisoformat(item["at"]), item["question"])
                for item in whole["lines"]
            )
            return cls(
                script_sha256=whole["script"],
                language=whole["language"],
                position=whole["position"],
                answers={str(key): str(value) for key, value in whole["answers"].items()},
                lines=lines,
                visited=tuple(whole["visited"]),
                returns_to=whole["returns_to"],
                before_end=whole["before_end"],
                aside=whole["aside"],
                left_at=whole["left_at"],
                outcome=whole["outcome"],
                next_action=whole["next_action"],
                lines_made=whole["lines_made"],
            )
        except (ValueError, KeyError, TypeError, AttributeError) as trouble:
            raise DeskBug("A draft of a call cannot be read.", code="draft_unreadable") from trouble

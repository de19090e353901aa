"""Where a call stands, apart from its answers: what the navigator moves and a draft stores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from callback_desk.call_script.state import DraftState, Line
from callback_desk.call_script.steps import Ending

THE_END = ""


@dataclass(slots=True)
class Place:
    position: str = THE_END  # key of the question in front
    visited: dict[str, None] = field(default_factory=dict)  # keys gone on from, in order
    returns_to: str = ""  # where to go on after follow-ups of lines kept late
    before_end: str = ""  # where Back leads from the ending
    aside: str = ""  # path of the question for somebody else on the line
    left_at: str = ""  # where the person was left meanwhile
    jumped: Ending | None = None  # set by End, not by the path
    lines: list[Line] = field(default_factory=list)  # oldest first
    lines_made: int = 0

    @classmethod
    def of(cls, saved: DraftState | None) -> Place:
        if saved is None:
            return cls()
        return cls(
            position=saved.position,
            visited=dict.fromkeys(saved.visited),
            returns_to=saved.returns_to,
            before_end=saved.before_end,
            aside=saved.aside,
            left_at=saved.left_at,
            jumped=Ending(saved.outcome, saved.next_action) if saved.outcome else None,
            lines=list(saved.lines),
            lines_made=saved.lines_made,
        )

    def state(self, script_sha256: str, language: str, answers: Mapping[str, str]) -> DraftState:
        return DraftState(
            script_sha256=script_sha256,
            language=language,
            position=self.position,
            answers=dict(answers),
            lines=tuple(self.lines),
            visited=tuple(self.visited),
            returns_to=self.returns_to,
            before_end=self.before_end,
            aside=self.aside,
            left_at=self.left_at,
            outcome=self.jumped.outcome if self.jumped else "",
            next_action=self.jumped.next_action if self.jumped else "",
            lines_made=self.lines_made,
        )

    def keep(self, text: str, at: datetime, question: str) -> Line:
        self.lines_made += 1
        line = Line(f"L{self.lines_made}", text, at.astimezone(UTC), question)
        self.lines.append(line)
        return line

    def open_aside(self, path: str) -> None:
        """Away from the person called, to the question for somebody else on the line."""
        if not self.aside:
            self.left_at = self.position or self.before_end
        self.aside = self.position = path
        self.jumped = None

    def jump(self, ending: Ending) -> None:
        if self.position != THE_END:
            self.before_end = self.position
        self.jumped, self.position = ending, THE_END

"""A call script as the desk keeps it: versions, what a checker made of one, what a supervisor changed and has not
published yet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from callback_desk.domain.findings import Finding, stops_publishing
from callback_desk.domain.ids import ScriptSha

SHIPPED = "shipped"  # who published what the program brings


@dataclass(frozen=True, slots=True)
class ScriptVersion:
    """One published version, without its text. `published_at` is UTC; `source` names the workbook it was made of."""

    sha: ScriptSha
    purpose: str
    title: str
    version: str
    source: str
    published_at: datetime
    published_by: str

    @property
    def shipped(self) -> bool:
        return self.published_by == SHIPPED


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What the checker made of a workbook or an XForm. `xform` is "" when no script could be made of it."""

    findings: tuple[Finding, ...]
    xform: str = ""
    sha256: str = ""  # of the XForm's UTF-8 text
    version: str = ""
    title: str = ""

    @property
    def may_be_published(self) -> bool:
        return bool(self.xform) and not stops_publishing(self.findings)


@dataclass(frozen=True, slots=True)
class WordingDraft:
    """Sentences that were changed and are not published: place (path, column, language) -> the words as typed.

    Pipes are written in brackets. `by` and `at` (UTC) are of the last change.
    """

    texts: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    by: str = ""
    at: datetime | None = None

    def to_json(self) -> str:
        """As it lies in the desk."""
        rows = [[*place, words] for place, words in self.texts.items()]
        at = self.at.isoformat() if self.at else ""
        return json.dumps({"by": self.by, "at": at, "texts": rows}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> WordingDraft:
        """Nothing for "" and for what cannot be read: a draft is a convenience, no call depends on it."""
        try:
            kept: dict[str, object] = json.loads(text) if text else {}
            rows, at = kept.get("texts", []), str(kept.get("at", ""))
            texts = (
                {(str(row[0]), str(row[1]), str(row[2])): str(row[3]) for row in rows} if isinstance(rows, list) else {}
            )
            return cls(texts, str(kept.get("by", "")), datetime.fromisoformat(at) if at else None)
        except (ValueError, TypeError, LookupError, AttributeError):
            return cls()

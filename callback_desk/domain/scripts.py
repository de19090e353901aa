"""A call script as the desk keeps it: versions, what a checker made of one, what a supervisor changed and has not
published yet."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from callback_desk.domain.findings import Finding, stops_publishing
from callback_desk.domain.ids import ScriptSha

SHIPPED = "shipped"  # who published what the program brings
TAKEN_OVER = "the program, "  # begins the source of a newer script of the program, which a supervisor published


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
        """As it came with the program, from the first day or taken over later."""
        return self.published_by == SHIPPED or self.taken_over

    @property
    def taken_over(self) -> bool:
        return self.source.startswith(TAKEN_OVER)

    @property
    def file_name(self) -> str:
        """The name of the workbook it was made of."""
        return self.source.removeprefix(TAKEN_OVER)


@dataclass(frozen=True, slots=True)
class ShippedScript:
    """A script in the program's own folder, which lies there for every desk of this computer."""

    purpose: str
    path: Path
    title: str
    version: str


@dataclass(frozen=True, slots=True)
class NewerScript:
    """The program brings a version this desk does not have. `reads` is the version read aloud now, "" for none.

    `left_by` somebody decided to leave it, at `left_at` (UTC): it is still there to be taken over.
    """

    brings: ShippedScript
    reads: str = ""
    left_by: str = ""
    left_at: datetime | None = None


def is_newer(brings: ShippedScript, versions: Sequence[ScriptVersion]) -> bool:
    """Whether the program's script is one the desk never had, and not an older one of an older program."""
    mine = [one for one in versions if one.purpose == brings.purpose]
    if any(one.file_name == brings.path.name for one in mine):
        return False
    return all(_order(brings.version) > _order(one.version) for one in mine if one.shipped)


def _order(version: str) -> tuple[int, ...]:
    """ "1.10" after "1.9"; what is no number stands first."""
    return tuple(int(part) if part.isdecimal() else -1 for part in version.split("."))


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


TextAt = tuple[str, str, str]  # path, column, language


@dataclass(frozen=True, slots=True)
class SentenceEdit:
    """One sentence of a draft typed over: the words that stood in the draft when it was read, and those typed since.

    None: the draft leaves the published words.
    """

    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class WordingDraft:
    """Sentences that were changed and are not published: place (path, column, language) -> the words as typed.

    Pipes are written in brackets. `by` and `at` (UTC) are of the last change.
    """

    texts: Mapping[TextAt, str] = field(default_factory=dict)
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

    def written_meanwhile(self, edits: Mapping[TextAt, SentenceEdit]) -> tuple[TextAt, ...]:
        """Sentences that say neither what was read there nor what is typed: somebody else wrote in between."""
        return tuple(place for place, edit in edits.items() if self.texts.get(place) not in (edit.was, edit.now))

    def with_edits(self, edits: Mapping[TextAt, SentenceEdit], *, by: str, at: datetime) -> WordingDraft:
        """The same draft with these sentences typed over; every other sentence stays."""
        texts = {place: words for place, words in self.texts.items() if place not in edits}
        texts |= {place: edit.now for place, edit in edits.items() if edit.now is not None}
        return WordingDraft(texts, by, at)

"""A page to write on or to read from: parts in order, in plain words. What draws it knows nothing else of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from callback_desk.domain.errors import DeskBug


class PaperKind(StrEnum):
    TITLE = "title"
    HEADING = "heading"  # with a rule under it
    TEXT = "text"
    SMALL = "small"
    POINT = "point"  # one of a list
    SAY = "say"  # words to read aloud, with a bar
    BOXED = "boxed"  # framed: `text` bold, `note` after it
    QUESTION = "question"  # `text`: number, tab, what to find out; `note`: only if ...
    CHOICES = "choices"  # `items`: key, words and note between tabs; a box each
    LINES = "lines"  # `items[0]`: how many empty lines to write on
    FIELDS = "fields"  # `items`: labels, each with a line to write on, side by side
    ROW = "row"  # of a table, `items`: its cells; `note`: their shares of the width ("3 2 1"); `text`: "head" or ""
    NUMBERS = "numbers"  # a ROW whose cells, but for the first, are figures: they stand at the right
    CHART = "chart"  # `text`: a chart as `chart_pipe` writes it
    PAGE = "page"  # the rest goes on a new page


@dataclass(frozen=True, slots=True)
class PaperPart:
    """One part; which of the three is used hangs on the kind."""

    kind: PaperKind
    text: str = ""
    note: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperDocument:
    """A whole document. `head` and `under` stand above every page, `foot` below; `page` has {page} and {pages}."""

    title: str
    head: str
    under: str
    foot: str
    parts: tuple[PaperPart, ...]
    page: str = "Page {page} of {pages}"
    language: str = "en"  # ISO 639-1
    web: bool = False  # a page for a web site, not a PDF

    def to_dict(self) -> dict[str, object]:
        """For a pipe: text, lists and tables alone."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> PaperDocument:
        """Raises DeskBug for what `to_dict` never wrote."""
        parts = data.get("parts")
        if not isinstance(parts, (list, tuple)):
            raise DeskBug("A paper document without its parts.", code="paper_parts")
        words = {name: data.get(name) for name in ("title", "head", "under", "foot", "page", "language")}
        if not all(isinstance(text, str) for text in words.values()):
            raise DeskBug("A paper document without its words.", code="paper_words")
        return cls(
            **{name: str(text) for name, text in words.items()},
            parts=tuple(_part(one) for one in parts),
            web=data.get("web") is True,
        )


def _part(data: object) -> PaperPart:
    if not isinstance(data, Mapping):
        raise DeskBug("A part of a paper document is none.", code="paper_part")
    items = data.get("items", ())
    assert isinstance(items, (list, tuple))
    try:
        kind = PaperKind(str(data.get("kind")))
    except ValueError:
        raise DeskBug("A part of a paper document has no kind.", code="paper_part") from None
    return PaperPart(kind, str(data.get("text", "")), str(data.get("note", "")), tuple(str(one) for one in items))

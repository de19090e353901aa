"""What is said over the pipe to the script checker, and what comes back. Light: pyxform stays out of the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from callback_desk.call_script.check_ratings import read_ratings
from callback_desk.call_script.checks import Beside
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.domain.errors import DeskBug, ScriptRefused
from callback_desk.domain.findings import Finding, Severity
from callback_desk.domain.scripts import LookedAt

CHECK_MODULE = "callback_desk.call_script.check_main"


def request_for(
    source: Path | str, *, ratings: Sequence[str], published: str = "", versions: Sequence[str] = ()
) -> dict[str, object]:
    """Ask for a workbook (a path) or an XForm (its text)."""
    what: dict[str, object] = {"workbook": str(source)} if isinstance(source, Path) else {"xform": source}
    return {**what, "ratings": list(ratings), "published": published, "versions": list(versions)}


def beside_of(request: Mapping[str, object]) -> Beside:
    """What the checker compares with. Raises ScriptRefused for a published script that cannot be read."""
    ratings, versions, published = request.get("ratings"), request.get("versions"), request.get("published")
    book = {name: words for text in _texts(ratings) for name, words in read_ratings(text).items()}
    form = form_from_xform(published) if isinstance(published, str) and published else None
    return Beside(book, form, frozenset(_texts(versions)))


def answer_of(looked: LookedAt) -> dict[str, object]:
    return {
        "done": True,
        "findings": [
            [one.sheet, one.row, one.column, one.severity.value, one.sentence, one.code] for one in looked.findings
        ],
        "xform": looked.xform,
        "sha256": looked.sha256,
        "version": looked.version,
        "title": looked.title,
    }


def looked_at(answer: Mapping[str, object]) -> LookedAt:
    """Read the checker's answer. Raises ScriptRefused as the checker did, DeskBug for an answer that is none."""
    if answer.get("done") is not True:
        raise ScriptRefused(str(answer.get("sentence") or ""), code=str(answer.get("code") or ""))
    found = answer.get("findings")
    if not isinstance(found, list):
        raise DeskBug("the script checker gave an answer that is none", code="script_check.answer")
    return LookedAt(
        tuple(_finding(one) for one in found),
        *(str(answer.get(key) or "") for key in ("xform", "sha256", "version", "title")),
    )


def _finding(cells: object) -> Finding:
    if not isinstance(cells, list) or len(cells) != 6:
        raise DeskBug("the script checker gave an answer that is none", code="script_check.finding")
    sheet, row, column, severity, sentence, code = cells
    return Finding(str(sheet), int(row), str(column), Severity(severity), str(sentence), str(code))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()

"""A script checker in this process, without its walks: for tests that publish again and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from callback_desk.call_script import check_walks, checks
from callback_desk.call_script.check_ratings import read_ratings
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.domain.scripts import LookedAt, ShippedScript
from callback_desk.paths import resources_dir
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.ports_scripts import Cancelled, never

RATINGS = read_ratings((resources_dir() / "ratings" / "core-v1.md").read_text("utf-8"))


class QuickChecker:
    """Fits `ScriptChecker`: the checker's own findings, all but those of walking. `brings` lies with the program."""

    def __init__(self, brings: Sequence[ShippedScript] = ()) -> None:
        self.brings = tuple(brings)

    def shipped(self) -> tuple[ShippedScript, ...]:
        return self.brings

    def workbook(
        self, path: Path, *, published: str, versions: Sequence[str], cancelled: Cancelled = never
    ) -> LookedAt:
        return _unwalked(lambda beside: checks.check_workbook(path, beside), published, versions)

    def xform(self, text: str, *, published: str, versions: Sequence[str], cancelled: Cancelled = never) -> LookedAt:
        return _unwalked(lambda beside: checks.check_xform(text, beside), published, versions)


def _unwalked(look, published: str, versions: Sequence[str]) -> LookedAt:
    beside = checks.Beside(RATINGS, form_from_xform(published) if published else None, frozenset(versions))
    walk, check_walks.walk_problems = check_walks.walk_problems, lambda _form: iter(())
    try:
        return look(beside)
    finally:
        check_walks.walk_problems = walk


def quick(desk: Desk, brings: Sequence[ShippedScript] = ()) -> Desk:
    """The same person at the same desk, with this checker."""
    return replace(desk, scripts=QuickChecker(brings))

"""Recipes of hostile files through the real import: two processes under limits, a real desk that did not notice."""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from callback_desk.bootstrap import import_run
from callback_desk.domain.errors import ImportRefused
from callback_desk.domain.import_rows import Preview
from callback_desk.intake.limits import Limits
from callback_desk.intake.request import ReadRequest
from callback_desk.use_cases import import_report
from callback_desk.use_cases.desk import Desk
from tests.hostile.recipes import Recipe, a_dozen, containers, values
from tests.intake.reading import read
from tests.use_cases.child_figures import spent
from tests.use_cases.kept_importer import Kept, keep_one_importer
from tests.use_cases.made_desks import QUIET, SERGEANT, MovedClock, World, changed_tables, snapshot, worlds

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="measures memory the way Linux does")

MEMORY = import_run._PARSER_MEMORY
SECONDS = 10.0
TODAY = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)  # the day for which the recipes were written
FORMS = sorted(containers())


@dataclass
class Figures:
    """What a run of recipes took at most."""

    files: int = 0
    children: int = 0
    slowest_s: float = 0.0
    slowest: str = ""
    resident: int = 0
    space: int = 0
    largest: str = ""
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.files} files, {self.children} parsers, slowest {self.slowest_s:.1f} s ({self.slowest}), "
            f"most memory {self.resident >> 20} MiB resident ({self.largest}), {self.space >> 20} MiB of address space"
        )


class Watch:
    """Offers one file after another to a desk, and looks behind itself after each."""

    def __init__(self, world: World, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world = world
        self.exports, self.here, self.temporary = folder / "exports", folder / "here", folder / "temporary"
        for each in (self.exports, self.here, self.temporary):
            each.mkdir()
        monkeypatch.setenv("TMPDIR", str(self.temporary))
        monkeypatch.setattr(tempfile, "tempdir", None)
        monkeypatch.chdir(self.here)
        monkeypatch.setattr(import_run, "PARSER", "tests.hostile.watched_parser")
        self.patch = monkeypatch
        self.desk: Desk = world.enter(SERGEANT)
        self.checkpoint()
        self.before, self.bytes_before = snapshot(self.desk), self.bytes_now()
        self.figures = Figures()
        self.kept: Kept | None = None

    def keep_one_importer(self) -> None:
        self.kept = keep_one_importer(self.patch)

    def checkpoint(self) -> None:
        with self.desk.storage.read(self.desk.session) as uow:
            uow.connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]

    def bytes_now(self) -> dict[str, bytes]:
        """Every file of the desk's folder but the index of the log, which every reader touches."""
        return {
            path.name: hashlib.sha256(path.read_bytes()).digest()
            for path in self.world.folder.rglob("*")
            if path.is_file() and not path.name.endswith("-shm")
        }

    def offer(self, recipe: Recipe, *, limits: Limits | None = None) -> None:
        """One file, as a person offers it: looked at, then checked. What is wrong is noted in the figures."""
        limits = limits or recipe.limits
        self.patch.setattr(import_run, "ReadRequest", partial(ReadRequest, limits=limits))
        path = self.exports / "list.dat"
        path.write_bytes(recipe.make())
        digest = hashlib.sha256(path.read_bytes()).digest()
        begun = spent()
        refused, preview = self.answer(path)
        seconds = spent() - begun
        self.note(recipe, seconds)
        if limits is recipe.limits:
            self.expect(recipe, verdict(recipe, path, refused, preview))
        if refused is not None:
            self.expect(recipe, "" if refused.sentence.endswith("Nothing was imported.") else refused.sentence)
        self.expect(recipe, "" if seconds < SECONDS else f"took {seconds:.1f} s of processor time")
        self.expect(recipe, "" if hashlib.sha256(path.read_bytes()).digest() == digest else "changed the file")
        path.unlink()
        left = [each.name for folder in (self.exports, self.here, self.temporary) for each in folder.iterdir()]
        self.expect(recipe, f"left {left}" if left else "")
        now = self.bytes_now()
        self.expect(recipe, "" if now == self.bytes_before else f"changed {changed_files(self.bytes_before, now)}")

    def answer(self, path: Path) -> tuple[ImportRefused | None, Preview | None]:
        try:
            session = import_report.open_import(self.desk, path)
        except ImportRefused as refused:
            return refused, None
        try:
            import_report.look(self.desk, session)
            return None, import_report.check_rows(self.desk, session, None, **QUIET)
        except ImportRefused as refused:
            return refused, None
        finally:
            session.close()

    def note(self, recipe: Recipe, seconds: float) -> None:
        """What the parsers said they had used, which is then taken away."""
        figures = self.figures
        figures.files += 1
        if seconds > figures.slowest_s:
            figures.slowest_s, figures.slowest = seconds, str(recipe)
        reports = sorted(self.here.glob("parser-*.used"))
        for unfinished in self.here.glob("parser-*.begun"):
            unfinished.unlink()
        self.expect(recipe, "" if reports or recipe.stopped else "its parser did not live to say what it used")
        for report in reports:
            used = json.loads(report.read_text())
            report.unlink()
            figures.children += 1
            figures.space = max(figures.space, used["space"])
            if used["resident"] > figures.resident:
                figures.resident, figures.largest = used["resident"], str(recipe)
            self.expect(recipe, "" if 0 < used["resident"] < MEMORY else f"took {used['resident']} bytes")
            self.expect(recipe, "" if used["space"] <= MEMORY else f"took {used['space']} bytes of address space")
            self.expect(recipe, f"tried {used['tried']}" if used["tried"] else "")
            self.expect(recipe, f"wrote {used['written']}" if used["written"] else "")

    def expect(self, recipe: Recipe, wrong: str) -> None:
        if wrong:
            self.figures.wrong.append(f"{recipe}: {wrong}")

    def unchanged(self) -> Figures:
        """Nothing in any table has moved, and no answer was wrong; the figures so far, which begin anew."""
        assert changed_tables(self.before, snapshot(self.desk)) == set()
        assert not self.figures.wrong, "\n".join(self.figures.wrong)
        figures, self.figures = self.figures, Figures()
        return figures

    def close(self) -> None:
        """Closed, the desk leaves no log behind."""
        if self.kept is not None:
            self.kept.end()
        self.world.close()
        assert not [path.name for path in self.world.folder.iterdir() if path.name.endswith(("-wal", "-shm"))]


def changed_files(before: dict[str, bytes], now: dict[str, bytes]) -> list[str]:
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def verdict(recipe: Recipe, path: Path, refused: ImportRefused | None, preview: Preview | None) -> str:
    """What is wrong with an answer, nothing when it is the one that was expected."""
    if refused is not None:
        return "" if refused.code in recipe.codes else f"refused with {refused.code}, not {sorted(recipe.codes)}"
    assert preview is not None
    if recipe.codes:
        return f"was read, not refused with {sorted(recipe.codes)}"
    rows = read(path, limits=recipe.limits).counts.rows
    counts = preview.counts
    return "" if counts.accounted and counts.rows_in == rows else f"{counts.rows_in} rows, not {rows}"


@pytest.fixture(scope="module")
def watch(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    """One desk for all formats: that it is as it was is the point."""
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        for new_world in worlds(template, folder):
            watch = Watch(new_world(MovedClock(TODAY)), folder, patch)
            watch.keep_one_importer()
            yield watch
            watch.close()


def offered(watch: Watch, recipes: Iterable[Recipe], *, limits: Limits | None = None) -> Figures:
    for recipe in recipes:
        watch.offer(recipe, limits=limits)
    return watch.unchanged()


@pytest.mark.parametrize("form", FORMS)
def test_a_dozen_of_each_format_is_answered_and_the_desk_is_as_it_was(watch: Watch, form: str) -> None:
    figures = offered(watch, a_dozen(form))
    assert figures.files == 12
    assert figures.children >= 12


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_every_container_is_answered_and_the_desk_is_as_it_was(watch: Watch, form: str) -> None:
    print(f"\n{form}, containers:", offered(watch, containers()[form]))  # the figures of a campaign


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_every_container_is_answered_under_the_limits_as_they_are(watch: Watch, form: str) -> None:
    """What is too big for the small limits of the recipes may be read here: in time, and in its memory."""
    refused = [recipe for recipe in containers()[form] if recipe.codes]
    print(f"\n{form}, real limits:", offered(watch, refused, limits=Limits()))  # as above


@pytest.mark.slow
@pytest.mark.parametrize("form", sorted(values()))
def test_every_value_is_answered_and_the_desk_is_as_it_was(watch: Watch, form: str) -> None:
    print(f"\n{form}, values:", offered(watch, values()[form]))  # as above


def test_there_are_enough_recipes_in_every_format() -> None:
    for form, recipes in containers().items():
        assert len({recipe.name for recipe in recipes}) >= 40, form
        assert different(recipes, enough=40), form
    for form, recipes in values().items():
        assert different(recipes, enough=50), form


def different(recipes: Iterable[Recipe], *, enough: int) -> bool:
    """Whether so many of them make different files; the rest, often large, is not made for this."""
    made: set[bytes] = set()
    for recipe in recipes:
        made.add(hashlib.sha256(recipe.make()).digest())
        if len(made) >= enough:
            return True
    return False

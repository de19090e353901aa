"""One import on its way through the wizard. All of it happens in the long lane; the window only hears."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, SignalInstance

from callback_desk.domain.changes import Changes
from callback_desk.domain.errors import ImportRefused
from callback_desk.domain.import_rows import Preview, SharedNumbers
from callback_desk.domain.incident import Candidate, RowProblem
from callback_desk.domain.layout import Layout
from callback_desk.domain.undo import TakenBack
from callback_desk.domain.views import BatchLine
from callback_desk.ui.imports.problem_list import write_problems
from callback_desk.ui.imports.source import ListSource
from callback_desk.ui.news import News
from callback_desk.ui.tasks import Progress, Runner, Task
from callback_desk.use_cases import import_report, read_file, undo_import
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.import_prepare import ImportStopped
from callback_desk.use_cases.import_report import Looked
from callback_desk.use_cases.ports_import import ImportSession


@dataclass(frozen=True, slots=True)
class Step:
    """How far a long step is: `what` is "read", "sort" or "import"; `of` 0 when it is not known."""

    what: str
    done: int
    of: int

    @property
    def sentence(self) -> str:
        """What the bar says."""
        words = {"read": "Reading row", "sort": "Comparing the rows", "import": "Importing people"}[self.what]
        if self.what == "sort":
            return f"{words} with one another and with the call list"
        return f"{words} {self.done:,}" + (f" of {self.of:,}" if self.of else "")


class ImportRun(QObject):
    """Look, check, import. A session, and with it the one import of this desk, is open from *check* until it ends.

    Each step answers by exactly one of its own signal, `failed(exception)` and `stopped()`.
    """

    looked = Signal(object)  # Looked
    checked = Signal(object)  # Preview
    imported = Signal(object)  # BatchLine
    typed = Signal(object)  # (BatchLine, Preview)
    problems_written = Signal(object)  # Path
    file_removed = Signal(object)  # Path
    failed = Signal(object)
    stopped = Signal()
    moved = Signal(object)  # Step

    def __init__(self, desk: Desk, runner: Runner, news: News, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._news = news
        self._session: ImportSession | None = None
        self._task: Task | None = None
        self._answer: SignalInstance | None = None
        self._op = desk.new_operation()
        self._closing = False
        self.shared = SharedNumbers()  # of the list that was checked last, as what follows
        self.taken_back: TakenBack | None = None  # when rows of it that stay away were taken back
        self.file_sha256 = ""
        self.cloud = ""  # the service that copies its folder elsewhere

    @property
    def busy(self) -> bool:
        return self._task is not None and not self._task.finished

    def look(self, source: ListSource) -> None:
        """Which column is what. The session is closed again: nobody else's import waits on a page."""
        self._start(lambda progress: _named(source, lambda: self._look(source)), self.looked)

    def check(self, source: ListSource, layout: Layout, *, bring_back: bool = False) -> None:
        """Every row into its pile; with `bring_back` those, too, that were taken back with another file."""
        self._op = self._desk.new_operation()
        self._start(
            lambda progress: _named(source, lambda: self._check(source, layout, bring_back, progress)), self.checked
        )

    def bring_in(self, source: ListSource, preview: Preview, layout: Layout) -> None:
        """Import what was checked."""
        self._start(lambda progress: self._import(source, preview, layout, progress), self.imported)

    def type_in(self, candidate: Candidate) -> None:
        """One person by hand, through the same gates."""
        op = self._desk.new_operation()
        self._start(lambda _progress: import_report.type_person(self._desk, op, candidate), self.typed)

    def write_problems(self, target: Path, file_name: str) -> None:
        """The problem list of the file that was checked."""
        self._start(lambda _progress: self._write(target, file_name), self.problems_written)

    def remove_file(self, path: Path, file_sha256: str) -> None:
        """Remove the export itself, if it is still what was read; what was imported stays."""
        self._start(lambda _progress: self._remove(path, file_sha256), self.file_removed)

    def stop(self) -> None:
        """Ask the running step to stop."""
        if self._task is not None:
            self._task.cancel()

    def leave(self) -> None:
        """Give the session back in the background: another file, another page."""
        if self._session is not None:
            task = self._runner.long(lambda _progress: self._close())
            task.failed.connect(self.failed)

    def close_now(self) -> None:
        """The window closes or somebody signs out: end what runs, and leave no scratch file behind."""
        self._closing = True
        self.stop()
        if not self.busy:
            self._close()

    def _start(self, work: Callable[[Progress], object], answer: SignalInstance) -> None:
        task = self._runner.long(lambda progress: self._guarded(work, progress))
        task.progressed.connect(self.moved)
        task.succeeded.connect(self._on_done)
        task.failed.connect(self._on_failed)
        self._task, self._answer = task, answer

    def _guarded(self, work: Callable[[Progress], object], progress: Progress) -> object:
        try:
            return work(progress)
        finally:
            if self._closing:
                self._close()

    def _on_done(self, result: object) -> None:
        self._task = None
        if isinstance(result, BatchLine | tuple):
            self._news.tell(Changes.IMPORTS | Changes.QUEUE)
        if self._answer is not None:
            self._answer.emit(result)

    def _on_failed(self, trouble: object) -> None:
        self._task = None
        if isinstance(trouble, ImportStopped):
            self.stopped.emit()
        else:
            self.failed.emit(trouble)

    # In the long lane

    def _open(self, source: ListSource) -> ImportSession:
        self._close()
        session = import_report.open_import(self._desk, source.path, pasted=source.text)
        self.file_sha256 = session.file_sha256
        self.cloud = read_file.cloud_of(self._desk, source.path.parent) if source.path is not None else ""
        return session

    def _look(self, source: ListSource) -> Looked:
        session = self._open(source)
        try:
            return import_report.look(self._desk, session)
        except ImportRefused as refused:
            import_report.refused(self._desk, session.file_sha256, refused.code)
            raise
        finally:
            session.close()

    def _check(self, source: ListSource, layout: Layout, bring_back: bool, progress: Progress) -> Preview:
        session = self._session = self._open(source)
        try:
            preview = import_report.check_rows(
                self._desk,
                session,
                layout,
                progress=lambda what, done, of: progress.report(Step(what, done, of)),
                cancelled=lambda: progress.cancelled,
                bring_back=bring_back,
            )
            self.shared = session.shared_numbers()
            self.taken_back = undo_import.taken_back_rows(self._desk, preview)
            return preview
        except ImportRefused as refused:
            import_report.refused(self._desk, session.file_sha256, refused.code)
            self._close()
            raise
        except Exception:
            self._close()
            raise

    def _import(self, source: ListSource, preview: Preview, layout: Layout, progress: Progress) -> BatchLine:
        session = self._session
        if session is None:
            raise ImportStopped

        def turn() -> None:
            if progress.cancelled:
                raise ImportStopped

        try:
            return import_report.import_rows(
                self._desk,
                self._op,
                session,
                preview,
                file_name=source.name,
                layout=layout,
                turn=turn,
                progress=lambda what, done, of: progress.report(Step(what, done, of)),
            )
        finally:
            self._close()

    def _write(self, target: Path, file_name: str) -> Path:
        problems: Sequence[RowProblem] = list(self._session.problems()) if self._session is not None else ()
        write_problems(target, file_name, problems, self._desk.rules)
        return target

    def _close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _remove(self, path: Path, file_sha256: str) -> Path:
        read_file.remove_read_file(self._desk, path, file_sha256)
        return path


def _named(source: ListSource, work: Callable[[], object]) -> object:
    """Whoever has several lists to bring in reads which of them is refused: its name, not its folder."""
    try:
        return work()
    except ImportRefused as refused:
        sentence = refused.sentence
        named = sentence if source.name in sentence else f"{source.name}: {sentence}"
        raise ImportRefused(named, code=refused.code) from refused

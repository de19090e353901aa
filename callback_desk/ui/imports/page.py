"""Import: choose, match, check, import. Four steps and a form for one person, in one place."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from callback_desk.domain.changes import Changes
from callback_desk.domain.import_rows import Preview
from callback_desk.domain.layout import Layout
from callback_desk.domain.views import BatchLine
from callback_desk.ui.components import Label, PageHead, StepsHead, Tone, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForFile, AskForTarget
from callback_desk.ui.imports.after_import import AfterImport
from callback_desk.ui.imports.asking import ASK_FOR_EXPORT, ASK_FOR_LIST, ask_for_folder
from callback_desk.ui.imports.bringing_back import BringingBack
from callback_desk.ui.imports.check_step import CheckStep
from callback_desk.ui.imports.choose_step import ChooseStep
from callback_desk.ui.imports.correcting import Correcting
from callback_desk.ui.imports.match_step import MatchStep
from callback_desk.ui.imports.pasting import Pasting
from callback_desk.ui.imports.places import STEP_OF, STEPS, Place
from callback_desk.ui.imports.progress_step import ProgressStep
from callback_desk.ui.imports.report_paper import ReportPaper
from callback_desk.ui.imports.report_step import ReportStep
from callback_desk.ui.imports.requesting import Requesting
from callback_desk.ui.imports.run import ImportRun, Step
from callback_desk.ui.imports.set_up_files import SetUpFiles
from callback_desk.ui.imports.source import ListSource, cloud_words
from callback_desk.ui.imports.taking_back import TakingBack
from callback_desk.ui.imports.typed_step import TypedStep
from callback_desk.ui.imports.typing_in import TypingIn
from callback_desk.ui.imports.watching import AskForFolder, Watching
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notice, Notices, notice_of
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases import import_report
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.import_report import Looked

_STEPS_FIT_PX = 860
_PROBLEMS_SHOWN = 2_000
_STOPPED = "import-stopped"
_CLOUD = "folder-in-a-cloud"


class ImportPage(DeskPage):
    """The wizard. `queue_wished(tab)` asks for the call list, at a tab or ""."""

    SHOWS = Changes.IMPORTS

    def __init__(
        self,
        desk: Desk,
        runner: Runner,
        news: News,
        notices: Notices,
        *,
        choose_file: AskForFile = ASK_FOR_EXPORT,
        choose_target: AskForTarget = ASK_FOR_LIST,
        choose_folder: AskForFolder = ask_for_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, runner, news, notices, parent)
        self._choose_file, self._choose_target = choose_file, choose_target
        self._source: ListSource | None = None
        self._layout: Layout | None = None
        self._busy_from, self._told = Place.CHOOSE, _STOPPED
        self.head = PageHead("Import")
        self.steps = StepsHead(STEPS, 0)
        self.steps.step_wanted.connect(self._on_step)
        self.step_words = Label("", color="ink2")
        self.head.right.addWidget(self.steps)
        self.head.right.addWidget(self.step_words)
        self.column.addWidget(self.head)
        self.column.addWidget(notices.place)
        self.stack = QStackedWidget()
        self.column.addWidget(self.stack, 1)
        self.choose = ChooseStep(desk.rules, desk.zone)
        self.match = MatchStep(desk.info.agency, desk.session.name, desk.zone)
        self.check = CheckStep(desk.rules)
        self.busy = ProgressStep()
        self.report = ReportStep()
        self.type = TypedStep(desk.rules.offenses, desk.info.region, desk.info.area_code)
        for step in (self.choose, self.match, self.check, self.busy, self.report, self.type):
            self.stack.addWidget(step)
        self.run = ImportRun(desk, runner, news, self)
        self.after = AfterImport(self, self.report, self.run)
        self.typing = TypingIn(self, self.type, self.run)
        self.pasting = Pasting(self.choose, self)
        self.requesting = Requesting(self, self.choose.drop)
        self.watching = Watching(
            self, self.choose.arrivals, choose_folder, may_look=self._may_look, in_sight=self.isVisible
        )
        self.set_ups = SetUpFiles(self, self.match)
        self.taking_back = TakingBack(self)
        self.bringing_back = BringingBack(self, self.check.taken_back)
        self.correcting = Correcting(
            self, self.report, self.choose, self.after, ask_file=choose_file, ask_target=choose_target
        )
        self.report_paper = ReportPaper(self, self.report, self.choose, self.after)
        self._connect_steps()
        self._connect_run()
        self.go_to(Place.CHOOSE)
        self._style_now()

    @property
    def place(self) -> Place:
        """Where the wizard is."""
        return Place(self.stack.currentIndex())

    def refresh(self) -> None:
        """Read the history again."""
        self.ask(
            "batches",
            lambda: import_report.batches(self.desk),
            lambda batches: self.choose.show_batches(batches, self.now),
        )
        self.watching.look()

    def begin_with(self, path: Path) -> None:
        """A file was chosen or dropped."""
        self._begin(ListSource(path))

    def begin_with_rows(self, text: str) -> None:
        """Rows were pasted."""
        self._begin(ListSource(text=text))

    def _begin(self, source: ListSource) -> None:
        if self.run.busy:
            return
        self._source = source
        self.notices.clear(_CLOUD)
        self._busy(Place.CHOOSE, f"Looking at {source.name}", "Reading the headings and the first rows.")
        self.run.look(source)

    def type_one(self) -> None:
        """Open the form for one person."""
        self.run.leave()
        self.type.begin(self.today)
        self.go_to(Place.TYPE)

    def leave(self) -> None:
        """The window closes or somebody signs out."""
        self.watching.leave()
        self.taking_back.leave()
        self.correcting.leave()
        self.run.close_now()

    def go_to(self, place: Place) -> None:
        """Show a page of the wizard."""
        self.stack.setCurrentIndex(place)
        step = STEP_OF.get(place)
        if step is not None:
            self.steps.set_here(step)
            self.step_words.setText(f"Step {step + 1} of {len(STEPS)}: {STEPS[step]}")
        self.head.set_title("Type in one person" if place is Place.TYPE else "Import")
        self._show_steps()
        self.notices.clear("problems-written")
        if self.isVisible():
            self._take_focus()

    def _take_focus(self) -> None:
        place = self.place
        if place is Place.MATCH:
            self.match.take_focus()
        elif place is Place.CHECK:
            self.check.sum.take_focus()
        elif place is Place.BUSY:
            self.busy.bar.stop.setFocus()
        elif place is Place.REPORT:
            self.report.onward.setFocus()
        elif place is Place.CHOOSE:
            self.choose.drop.choose.setFocus()
            self.watching.look()

    def _may_look(self) -> bool:
        return self.place is Place.CHOOSE and not self.run.busy

    def _show_steps(self) -> None:
        wanted = self.place is not Place.TYPE
        fits = self.width() >= self.theme.px(_STEPS_FIT_PX)
        set_shown(self.steps, wanted and fits)
        set_shown(self.step_words, wanted and not fits)

    def _connect_steps(self) -> None:
        self.choose.file_chosen.connect(self.begin_with)
        self.choose.browse_wanted.connect(self._on_browse)
        self.choose.drop.paste.clicked.connect(self.pasting.open_sheet)
        self.pasting.rows_pasted.connect(self.begin_with_rows)
        self.choose.type_wanted.connect(self.type_one)
        self.choose.batch_opened.connect(self._on_batch_opened)
        self.choose.undo_wanted.connect(self.taking_back.begin)
        self.match.back_wanted.connect(self._to_choose)
        self.match.settle_wanted.connect(self._on_settle)
        self.match.check_wanted.connect(self._on_check)
        self.check.back_wanted.connect(self._to_match)
        self.check.import_wanted.connect(self._on_import)
        self.check.problems_wanted.connect(self._on_problems)
        self.check.taken_back.bring_wanted.connect(self._on_bring_back)
        self.busy.stop_wanted.connect(self.run.stop)
        self.report.list_wanted.connect(partial(self.page_wished.emit, "queue"))
        self.report.decide_wanted.connect(partial(self.page_wished.emit, "queue:to_decide"))
        self.report.another_wanted.connect(self._to_choose)
        self.type.back_wanted.connect(self._to_choose)

    def _connect_run(self) -> None:
        self.run.looked.connect(self._on_looked)
        self.run.checked.connect(self._on_checked)
        self.run.imported.connect(self._on_imported)
        self.run.problems_written.connect(self._on_problems_written)
        self.run.failed.connect(self._on_failed)
        self.run.stopped.connect(self._on_stopped)
        self.run.moved.connect(self._on_moved)

    def _busy(self, back_to: Place, title: str, sentence: str, note: str = "Nothing is imported yet.") -> None:
        self._busy_from = back_to
        self.notices.clear(self._told)  # it was about the file or the step before
        self.busy.begin(title, sentence, note)
        self.go_to(Place.BUSY)

    def _on_browse(self) -> None:
        path = self._choose_file(self)
        if path is not None:
            self.begin_with(path)

    def _on_step(self, step: int) -> None:
        if self.place is Place.BUSY:
            return
        if step == 0 or self.place is Place.REPORT:
            self._to_choose()
        elif step == 1:
            self._to_match()

    def _to_choose(self) -> None:
        self.run.leave()
        self.go_to(Place.CHOOSE)

    def _to_match(self) -> None:
        self.run.leave()
        self.go_to(Place.MATCH)

    def _on_looked(self, looked: object) -> None:
        if isinstance(looked, Looked) and self._source is not None:
            self.match.show_looked(self._source.name, looked)
            self.bringing_back.begin(looked)
            self.go_to(Place.MATCH)
            if self.run.cloud:
                self.notices.show(Notice(cloud_words(self.run.cloud), Tone.WARN, ("OK",), code=_CLOUD))

    def _on_settle(self, statement: str) -> None:
        matching = self.match.matching
        if matching is None or not matching.unsettled:
            return
        signature = self.match.layout_made().signature
        op = self.desk.new_operation()
        facts = matching.unsettled
        self.save(
            lambda: import_report.settle_screening(self.desk, op, signature, facts, statement),
            lambda _done: self.match.facts_settled(),
        )

    def _on_check(self) -> None:
        if self._source is None or self.run.busy:
            return
        self._layout = self.match.layout_made()
        self._on_bring_back(wanted=False)

    def _on_bring_back(self, wanted: bool) -> None:
        """Check every row, with or without those that were taken back before."""
        if self._source is None or self._layout is None or self.run.busy:
            return
        self.bringing_back.wanted = wanted
        self._busy(Place.MATCH, "Checking every row", "Reading the first rows")
        self.run.check(self._source, self._layout, bring_back=wanted)

    def _on_checked(self, preview: object) -> None:
        if isinstance(preview, Preview) and self._source is not None:
            self.check.show_preview(self._source.name, preview, self.run.shared)
            self.bringing_back.show(preview, self.run.taken_back)
            self.go_to(Place.CHECK)

    def _on_import(self) -> None:
        preview = self.check.preview
        if preview is None or self._source is None or self._layout is None or self.run.busy:
            return
        self._busy(
            Place.MATCH,
            f"Importing {self._source.name}",
            "Importing the first people",
            "Everything appears at once when this is done. After Stop nothing was imported.",
        )
        self.run.bring_in(self._source, preview, self._layout)

    def _on_imported(self, batch: object) -> None:
        if isinstance(batch, BatchLine) and self._source is not None:
            self.notices.clear(_CLOUD)  # the report says it beside the file
            self.after.show_batch(batch, self._source)
            self.go_to(Place.REPORT)

    def _on_problems(self) -> None:
        if self._source is None or self.run.busy:
            return
        if (target := self._choose_target(self, f"{self._source.stem} problems.csv")) is not None:
            self.run.write_problems(target, self._source.name)

    def _on_problems_written(self, target: object) -> None:
        assert isinstance(target, Path)
        sentence = f"The problem list is in {target.name}. It says line, column and reason, and no cell’s content."
        self.notices.show(Notice(sentence, actions=("OK",), code="problems-written"))

    def _on_failed(self, trouble: object) -> None:
        if self.place is Place.BUSY:
            self.go_to(self._busy_from)
        self._tell(notice_of(trouble))

    def _on_stopped(self) -> None:
        self.go_to(self._busy_from)
        self._tell(Notice("Stopped. Nothing was imported.", actions=("OK",), code=_STOPPED))

    def _tell(self, notice: Notice) -> None:
        self.notices.clear(self._told)
        self._told = notice.code
        self.notices.show(notice)

    def _on_moved(self, step: object) -> None:
        if isinstance(step, Step):
            self.busy.show_progress(step.done, step.of, step.sentence)

    def _on_batch_opened(self, batch: object) -> None:
        if isinstance(batch, BatchLine):
            self.ask(
                "problems",
                lambda: import_report.batch_problems(self.desk, batch.id, _PROBLEMS_SHOWN),
                lambda found: self.choose.show_problems(batch, found),
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_steps()

    def _restyle(self) -> None:
        super()._restyle()
        self._keep_edges_in_line(self.head)
        self._show_steps()

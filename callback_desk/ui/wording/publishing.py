"""From *Publish* to a version: checked beside the window, looked at, signed, published."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, Signal

from callback_desk.domain.errors import DeskError
from callback_desk.ui.components import Tone
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.notices import Notice
from callback_desk.ui.tasks import Task
from callback_desk.ui.wording.publish_sheet import PublishSheet, finding_words
from callback_desk.use_cases.ports_scripts import STOPPED, Cancelled
from callback_desk.use_cases.publish_script import publish_script
from callback_desk.use_cases.scripts import Proposal

Propose = Callable[[Cancelled], Proposal]


class Publishing(QObject):
    """One version on its way. `looked(Proposal | None)` when the checker is done, `published(Proposal)` at the end.

    `stopped()` comes instead when somebody stopped the check: the process that ran it has ended.
    """

    looked = Signal(object)
    published = Signal(object)
    stopped = Signal()

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._page = page
        self.sheet: PublishSheet | None = None
        self._task: Task | None = None

    @property
    def busy(self) -> bool:
        """A check runs."""
        return self._task is not None

    def look(self, propose: Propose) -> None:
        """Check in the background. Trouble goes to the page's notices."""
        if self.busy:
            return
        task = self._page.runner.long(lambda progress: propose(lambda: progress.cancelled))
        task.succeeded.connect(self._on_looked)
        task.failed.connect(self._on_failed)
        self._task = task

    def stop(self) -> None:
        """End the check and its process; nothing was published."""
        if self._task is not None:
            self._task.cancel()

    def ask(self, proposal: Proposal, languages: Collection[str] = ()) -> None:
        """Open the sheet that is signed, or say why there is nothing to sign. `languages` ought to change together."""
        if not proposal.looked.may_be_published:
            errors = [finding_words(one) for one in proposal.looked.findings]
            words = errors[0] if errors else "This is not a call script."
            more = f" There is more: {len(errors) - 1}." if len(errors) > 1 else ""
            self._page.notices.show(
                Notice(f"{words}{more} Nothing was published.", Tone.WARN, ("OK",), code="findings")
            )
            return
        if proposal.changes_nothing:
            words = f"This says the same as version {proposal.base_version}, which is published already."
            self._page.notices.show(Notice(words, Tone.PLAIN, ("OK",), code="no-change"))
            return
        self.drop()
        page = self._page
        self.sheet = PublishSheet(proposal, now=page.now, zone=page.desk.zone, languages=languages, parent=page)
        self.sheet.confirmed.connect(self._on_confirmed)
        self.sheet.dismissed.connect(self._on_dismissed)
        self.sheet.open_dialog()

    def drop(self) -> None:
        """Take the sheet away; typed passwords go with it."""
        if self.sheet is not None:
            self.sheet.close_dialog()
            self.sheet = None

    def _on_looked(self, proposal: object) -> None:
        stopped = self._task is not None and self._task.cancelled
        self._task = None
        if stopped:  # it was done in the very moment
            self.stopped.emit()
        elif isinstance(proposal, Proposal):
            self.looked.emit(proposal)

    def _on_failed(self, trouble: object) -> None:
        self._task = None
        if isinstance(trouble, DeskError) and trouble.code == STOPPED:
            self.stopped.emit()
            return
        self._page.notices.show_error(trouble)
        self.looked.emit(None)

    def _on_dismissed(self) -> None:
        self.sheet = None

    def _on_confirmed(self) -> None:
        if self.sheet is None:
            return
        desk, proposal, signature = self._page.desk, self.sheet.proposal, self.sheet.signature
        self.sheet.set_busy(True)
        op = desk.new_operation()
        task = self._page.runner.save(lambda: publish_script(desk, op, proposal, signature))
        task.succeeded.connect(self._on_published)
        task.failed.connect(self._on_refused)

    def _on_published(self, done: object) -> None:
        proposal = self.sheet.proposal if self.sheet is not None else None
        self.drop()
        if proposal is not None:
            self.published.emit(proposal)
        self._page.news.tell(done)

    def _on_refused(self, trouble: object) -> None:
        if self.sheet is not None and isinstance(trouble, DeskError):
            self.sheet.show_trouble(trouble.sentence, trouble.code)
        else:
            self._page.notices.show_error(trouble)

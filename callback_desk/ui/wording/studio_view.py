"""For experts: open a workbook, see what the checker says and what is different, walk it, publish it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.findings import Finding, Severity
from callback_desk.ui.components import (
    Card,
    Chip,
    EmptyState,
    HairLine,
    Icon,
    Paragraph,
    PrimaryButton,
    QuietButton,
    Run,
    Scroller,
    SecondaryButton,
    Themed,
    Tone,
    empty_out,
    set_shown,
)
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForFile, opening
from callback_desk.ui.when import count
from callback_desk.ui.wording.publish_sheet import ChangeRows, finding_words
from callback_desk.ui.wording.publishing import Publishing
from callback_desk.ui.wording.words import WAS_STOPPED, comparison_words, touches_words
from callback_desk.use_cases.scripts import Proposal, propose_workbook

ASK_FOR_WORKBOOK = opening("Open a workbook", "Call scripts (*.xlsx *.md)")
_MOST = 200
_CHECKING = "The workbook is read and walked through. This takes some seconds."


class _FindingRow(Themed, QWidget):
    """Where, and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.finding = finding
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        stops = finding.severity is Severity.ERROR
        icon = Icon("cross" if stops else "warning", "danger" if stops else "warn", size_px=18, beside="body")
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        words = (Run(f"{finding.place}: ", strong=True), Run(finding.sentence))
        self.words = Paragraph(words, full_width=True)
        self.setAccessibleName(f"{'To put right' if stops else 'To look at'}: {finding_words(finding)}")
        row.addWidget(self.words, 1)
        self._row = row
        self._style_now()

    def _restyle(self) -> None:
        self._row.setSpacing(self.theme.px(10))


class StudioView(Themed, QWidget):
    """`walk_wanted(xform)`, `published(Proposal)`. One workbook at a time; *Check again* reads it as it was saved."""

    walk_wanted = Signal(str)
    published = Signal(object)

    def __init__(self, page: DeskPage, choose: AskForFile, purpose: str) -> None:
        super().__init__(page)
        self._page, self._choose, self.purpose = page, choose, purpose
        self.path: Path | None = None
        self.proposal: Proposal | None = None
        self.publishing = Publishing(page)
        self.publishing.looked.connect(self._on_looked)
        self.publishing.published.connect(self.published)
        self.publishing.stopped.connect(self._on_stopped)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.scroller = Scroller()
        column.addWidget(self.scroller, 1)
        self.empty = EmptyState(
            "Open a workbook",
            "An XLSForm workbook (.xlsx, or the same as Markdown tables) is checked, compared with the published "
            "version, and walked before anybody hears it. The shipped one is in the program’s folder "
            "resources/call_scripts.",
            action="Open a workbook…",
        )
        self.empty.action_wanted.connect(self.open)
        self.scroller.body.addWidget(self.empty)
        self._body = QVBoxLayout()
        self.scroller.body.addLayout(self._body)
        self.scroller.body.addStretch(1)
        foot = QHBoxLayout()
        self.said = Paragraph("", color="ink2", full_width=True)
        self.other = QuietButton("Another workbook…", icon_name="folder")
        self.other.clicked.connect(self.open)
        self.stop = SecondaryButton("Stop", icon_name="close")
        self.stop.setAccessibleName("Stop the check")
        self.stop.clicked.connect(self.publishing.stop)
        self.again = SecondaryButton("Check again")
        self.again.clicked.connect(self.look)
        self.walk = SecondaryButton("Try the call", icon_name="play")
        self.walk.clicked.connect(self._on_walk)
        self.publish = PrimaryButton("Publish…")
        self.publish.setObjectName("publishWorkbook")
        self.publish.clicked.connect(self._on_publish)
        foot.addWidget(self.said, 1)
        for button in (self.other, self.stop, self.again, self.walk, self.publish):
            foot.addWidget(button)
            set_shown(button, False)
        column.addLayout(foot)
        self._column, self._foot = column, foot
        self._style_now()

    def open(self) -> None:
        """Ask for a workbook and look at it."""
        path = self._choose(self)
        if path is not None:
            self.path = path
            self.look()

    def look(self) -> None:
        """Read it as it lies on the disk now."""
        if self.path is None or self.publishing.busy:
            return
        self._show(None)
        set_shown(self.empty, False)
        self.said.set_words(_CHECKING)
        set_shown(self.other, False)
        set_shown(self.stop, True)
        self.stop.setFocus()
        desk, path, purpose = self._page.desk, self.path, self.purpose
        self.publishing.look(lambda cancelled: propose_workbook(desk, path, purpose, cancelled=cancelled))

    def clear(self) -> None:
        """Nothing is open any more; a check that runs is stopped."""
        self.publishing.stop()
        self.path, self.proposal = None, None
        self._show(None)
        self.said.set_words("")
        set_shown(self.empty, True)
        set_shown(self.other, False)

    # -- what the checker said

    def _on_looked(self, proposal: object) -> None:
        held = self.stop.hasFocus()
        set_shown(self.stop, False)
        if isinstance(proposal, Proposal):
            self._show(proposal)
            if held:
                (self.publish if self.publish.isEnabled() else self.again).setFocus()
        else:  # the page says what is the matter with the file
            self.clear()

    def _on_stopped(self) -> None:
        set_shown(self.stop, False)
        if self.path is None:
            return  # another script was chosen meanwhile
        self.said.set_words(WAS_STOPPED)
        set_shown(self.other, True)
        set_shown(self.again, True)
        self.again.setFocus()

    def _show(self, proposal: Proposal | None) -> None:
        self.proposal = proposal
        empty_out(self._body)
        for button in (self.again, self.walk, self.publish):
            set_shown(button, proposal is not None)
        set_shown(self.other, self.path is not None)
        if proposal is None:
            return
        looked = proposal.looked
        self._body.addWidget(self._head(proposal))
        if looked.findings:
            self._body.addWidget(self._findings(looked.findings))
        if looked.xform:
            self._body.addWidget(self._differences(proposal))
        set_shown(self.walk, bool(looked.xform))
        if looked.may_be_published and not proposal.changes_nothing:
            self.publish.open_again()
            self.said.set_words(touches_words(proposal.comparison.touches))
        else:
            nothing = "It says the same as the published version."
            reason = (
                nothing if looked.may_be_published else "Put the errors right in the workbook, save it, check again."
            )
            self.publish.close_with(reason)
            self.said.set_words(reason)

    def _head(self, proposal: Proposal) -> Card:
        card = Card(padding_px=20)
        looked = proposal.looked
        row = QHBoxLayout()
        title = f"{looked.title}, version {looked.version}" if looked.xform else proposal.source
        row.addWidget(Paragraph(title, face="section", full_width=True), 1)
        errors = sum(one.severity is Severity.ERROR for one in looked.findings)
        if errors:
            row.addWidget(Chip(f"{errors} to put right", icon_name="cross", tone=Tone.DANGER))
        else:
            row.addWidget(Chip("Nothing to put right", icon_name="check", tone=Tone.GOOD))
        card.body.addLayout(row)
        where = f"{proposal.source}" + (
            f", compared with version {proposal.base_version}" if proposal.base_version else ""
        )
        card.body.addWidget(Paragraph(where, color="ink2", full_width=True))
        return card

    def _findings(self, findings: tuple[Finding, ...]) -> Card:
        card = Card(padding_px=20)
        card.setAccessibleName("What the checker says")
        card.body.addWidget(Paragraph("What the checker says", face="section", full_width=True))
        for number, finding in enumerate(findings[:_MOST]):
            if number:
                card.body.addWidget(HairLine())
            card.body.addWidget(_FindingRow(finding))
        if len(findings) > _MOST:
            card.body.addWidget(Paragraph(f"And {count(len(findings) - _MOST, 'more')}.", color="ink2"))
        return card

    def _differences(self, proposal: Proposal) -> Card:
        card = Card(padding_px=20)
        card.setAccessibleName("What is different")
        card.body.addWidget(Paragraph("What is different", face="section", full_width=True))
        words = comparison_words(proposal.comparison)
        card.body.addWidget(Paragraph(f"{words}.", face="strong", full_width=True))
        card.body.addWidget(ChangeRows(proposal.comparison.changes, most=_MOST))
        return card

    def _on_walk(self) -> None:
        if self.proposal is not None and self.proposal.looked.xform:
            self.walk_wanted.emit(self.proposal.looked.xform)

    def _on_publish(self) -> None:
        if self.proposal is not None:
            self.publishing.ask(self.proposal)

    def _restyle(self) -> None:
        theme = self.theme
        self._column.setSpacing(theme.px(6))
        self._body.setSpacing(theme.px(12))
        self._foot.setSpacing(theme.px(12))
        self._foot.setContentsMargins(theme.px(6), theme.px(4), theme.px(6), 0)

"""A newer script came with the program: what of ours stays, where both changed a sentence, what is different."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.call_script.script_texts import TextPlace
from callback_desk.call_script.taking_over import Fate, Merge, OurSentence
from callback_desk.domain.scripts import NewerScript
from callback_desk.ui.components import (
    Card,
    CheckRow,
    Chip,
    EmptyState,
    HairLine,
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
from callback_desk.ui.when import count, moment
from callback_desk.ui.wording.publish_sheet import ChangeRows
from callback_desk.ui.wording.publishing import Publishing
from callback_desk.ui.wording.words import (
    LOST,
    WAS_STOPPED,
    comparison_words,
    fate_words,
    sentence_title,
    touches_words,
)
from callback_desk.use_cases.newer_scripts import leave_newer, propose_newer
from callback_desk.use_cases.scripts import Proposal

_MOST: Final = 200
_CHECKING: Final = "The program’s script is read and walked through. This takes some seconds."
_LARGE_TEXT: Final = 1.5


class NewerView(Themed, QWidget):
    """`published(Proposal)`, `walk_wanted(xform)`, `left()`. Nothing is looked at before somebody asks for it."""

    published = Signal(object)
    walk_wanted = Signal(str)
    left = Signal()

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._page = page
        self.newer: NewerScript | None = None
        self.proposal: Proposal | None = None
        self.taken: set[TextPlace] = set()
        self.clashes: list[CheckRow] = []
        self._asks = False  # the answer of the check goes on to the sheet that is signed
        self.publishing = Publishing(page)
        self.publishing.looked.connect(self._on_looked)
        self.publishing.stopped.connect(self._on_stopped)
        self.publishing.published.connect(self.published)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.scroller = Scroller()
        column.addWidget(self.scroller, 1)
        self._body = QVBoxLayout()
        self.scroller.body.addLayout(self._body)
        self.scroller.body.addStretch(1)
        foot = QHBoxLayout()
        self.said = Paragraph("", color="ink2", full_width=True)
        self.leave = QuietButton("Leave it")
        self.leave.setObjectName("leaveNewer")
        self.leave.clicked.connect(self._on_leave)
        self.walk = SecondaryButton("Try the call", icon_name="play")
        self.walk.clicked.connect(self._on_walk)
        self.stop = SecondaryButton("Stop")
        self.stop.setAccessibleName("Stop the check")
        self.stop.clicked.connect(self.publishing.stop)
        self.take = PrimaryButton("Take it over…")
        self.take.setObjectName("takeNewer")
        self.take.clicked.connect(self._on_take)
        foot.addWidget(self.said, 1)
        for button in (self.leave, self.walk, self.stop, self.take):
            foot.addWidget(button)
            set_shown(button, False)
        column.addLayout(foot)
        self._column, self._foot = column, foot
        self._style_now()

    def show_newer(self, newer: NewerScript | None) -> None:
        """What the program brings for the script at hand; None when there is nothing newer."""
        if newer == self.newer:
            return
        self.newer, self.taken = newer, set()
        self.publishing.stop()
        self._show(None)

    def look(self) -> None:
        """Read it beside ours, and walk it."""
        if self.newer is None or self.publishing.busy:
            return
        self._asks = False
        self._check()

    def _check(self) -> None:
        assert self.newer is not None
        desk, purpose, taken = self._page.desk, self.newer.brings.purpose, frozenset(self.taken)
        self._busy(_CHECKING)
        self.publishing.look(lambda cancelled: propose_newer(desk, purpose, taken=taken, cancelled=cancelled))

    def _busy(self, words: str) -> None:
        self.said.set_words(words)
        for button in (self.leave, self.walk, self.take):
            set_shown(button, False)
        set_shown(self.stop, True)
        self.stop.setFocus()

    # -- what the checker said

    def _on_looked(self, proposal: object) -> None:
        held = self.stop.hasFocus()
        set_shown(self.stop, False)
        if not isinstance(proposal, Proposal):
            self._show(None)
            return
        self._show(proposal)
        if held:
            (self.take if self.take.isEnabled() else self.walk).setFocus()
        if self._asks:
            self._asks = False
            self.publishing.ask(proposal)

    def _on_stopped(self) -> None:
        set_shown(self.stop, False)
        self._show(self.proposal)
        self.said.set_words(WAS_STOPPED)

    def _show(self, proposal: Proposal | None) -> None:
        self.proposal = proposal
        self.clashes = []
        empty_out(self._body)
        for button in (self.leave, self.walk, self.take):
            set_shown(button, False)
        self.said.set_words("")
        newer = self.newer
        if newer is None:
            return
        if proposal is None or proposal.take_over is None:
            self._body.addWidget(self._unread(newer))
            return
        merge = proposal.take_over.merge
        self._body.addWidget(self._head(proposal, newer))
        for fates, words in fate_words():
            if found := merge.of(*fates):
                self._body.addWidget(self._sentences(found, words, clash=Fate.CLASH in fates))
        if merge.lost:
            self._body.addWidget(self._lost(merge))
        self._body.addWidget(self._differences(proposal))
        set_shown(self.walk, True)
        set_shown(self.take, True)
        set_shown(self.leave, not newer.left_by)
        if proposal.looked.may_be_published and not proposal.changes_nothing:
            self.take.open_again()
            self.said.set_words(touches_words(proposal.comparison.touches))
        else:
            nothing = "It says the same as the published version: there is nothing to take over."
            reason = nothing if proposal.looked.may_be_published else proposal.looked.findings[0].sentence
            self.take.close_with(reason)
            self.said.set_words(reason)

    # -- parts

    def _unread(self, newer: NewerScript) -> EmptyState:
        what = f"Version {newer.brings.version} came with the program"
        reads = f"Calls read version {newer.reads}. " if newer.reads else "This desk has no script for these calls. "
        left = ""
        if newer.left_at is not None:
            left = f" {newer.left_by} left it, {moment(newer.left_at, self._page.now, self._page.desk.zone)}."
        state = EmptyState(
            what, f"{reads}Nothing changes before somebody takes it over.{left}", action="See what changes"
        )
        state.action_wanted.connect(self.look)
        return state

    def _head(self, proposal: Proposal, newer: NewerScript) -> Card:
        card = Card(padding_px=20)
        row = QHBoxLayout()
        row.addWidget(Paragraph(f"Version {newer.brings.version} of the program", face="section", full_width=True), 1)
        errors = not proposal.looked.may_be_published
        chip = Chip("Something to put right", icon_name="cross", tone=Tone.DANGER) if errors else Chip(
            "Nothing to put right", icon_name="check", tone=Tone.GOOD
        )  # fmt: skip
        row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(row)
        becomes = f"It would be version {proposal.looked.version} here"
        against = f", compared with version {proposal.base_version}" if proposal.base_version else ""
        card.body.addWidget(Paragraph(f"{becomes}{against}.", color="ink2", full_width=True))
        return card

    def _sentences(self, found: Sequence[OurSentence], words: tuple[str, str], *, clash: bool) -> Card:
        card = Card(padding_px=20)
        title, what = words
        card.setAccessibleName(title)
        card.body.addWidget(Paragraph(f"{title}: {len(found):,}", face="section", full_width=True))
        card.body.addWidget(Paragraph(what, color="ink2", full_width=True))
        for one in found[:_MOST]:
            card.body.addWidget(HairLine())
            card.body.addWidget(Paragraph(sentence_title(one), face="meta_strong", full_width=True))
            for name, said, color in (
                ("Ours", one.ours, "ink"), ("The program’s", one.theirs, "ink" if clash else "ink2")
            ):  # fmt: skip
                if said:
                    line = (Run(f"{name}: ", strong=True), Run(said))
                    card.body.addWidget(Paragraph(line, color=color, full_width=True))
            if clash:
                card.body.addWidget(self._choice(one))
        if len(found) > _MOST:
            card.body.addWidget(Paragraph(f"And {count(len(found) - _MOST, 'more')}.", color="ink2"))
        return card

    def _choice(self, one: OurSentence) -> CheckRow:
        row = CheckRow("Take the program’s words")
        row.setAccessibleName(f"Take the program’s words: {sentence_title(one)}")
        row.setChecked(one.place in self.taken)
        row.setProperty("place", one.place)
        row.toggled.connect(self._on_choice)
        self.clashes.append(row)
        return row

    def _lost(self, merge: Merge) -> Card:
        card = Card(padding_px=20)
        card.setAccessibleName("More than words")
        card.body.addWidget(Paragraph("More than words", face="section", full_width=True))
        card.body.addWidget(Paragraph(LOST.format(count(merge.lost, "change")), full_width=True))
        return card

    def _differences(self, proposal: Proposal) -> Card:
        card = Card(padding_px=20)
        card.setAccessibleName("What is different")
        card.body.addWidget(Paragraph("What is different from today", face="section", full_width=True))
        words = comparison_words(proposal.comparison)
        card.body.addWidget(Paragraph(f"{words}.", face="strong", full_width=True))
        card.body.addWidget(ChangeRows(proposal.comparison.changes, most=_MOST))
        return card

    # -- presses

    def _on_choice(self, on: bool) -> None:
        row = self.sender()
        place = row.property("place") if isinstance(row, CheckRow) else None
        if isinstance(place, TextPlace):
            (self.taken.add if on else self.taken.discard)(place)

    def _on_take(self) -> None:
        """What was ticked since the last look goes through the checker first."""
        proposal = self.proposal
        if proposal is None or proposal.take_over is None:
            return
        if self._chosen(proposal.take_over.merge.sentences) != self.taken:
            self._asks = True
            self._check()
        else:
            self.publishing.ask(proposal)

    def _chosen(self, sentences: Collection[OurSentence]) -> set[TextPlace]:
        return {one.place for one in sentences if one.taken}

    def _on_walk(self) -> None:
        if self.proposal is not None and self.proposal.looked.xform:
            self.walk_wanted.emit(self.proposal.looked.xform)

    def _on_leave(self) -> None:
        if self.newer is not None:
            leave(self._page, self.newer)
            self.left.emit()

    def _restyle(self) -> None:
        theme = self.theme
        self._column.setSpacing(theme.px(6))
        self._body.setSpacing(theme.px(12))
        self._foot.setSpacing(theme.px(12))
        self._foot.setContentsMargins(theme.px(6), theme.px(4), theme.px(6), 0)
        set_shown(self.said, theme.scale < _LARGE_TEXT)


def leave(page: DeskPage, newer: NewerScript) -> None:
    """The desk goes on with what it has; who said so is kept."""
    desk, op, brings = page.desk, page.desk.new_operation(), newer.brings
    page.save(lambda: leave_newer(desk, op, brings))

"""Before a version is published: what is different, what the checker says, and who signs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.call_script.comparing import Change
from callback_desk.domain.findings import Finding
from callback_desk.ui.components import (
    Dialog,
    Field,
    HairLine,
    NoticeBar,
    Paragraph,
    PasswordField,
    Run,
    Scroller,
    Themed,
    Tone,
    set_shown,
)
from callback_desk.ui.when import count, moment
from callback_desk.ui.wording.words import change_title, comparison_words, other_languages, touches_words
from callback_desk.use_cases.publish_script import SecondSignature
from callback_desk.use_cases.scripts import Proposal

_MOST: Final = 40  # changes in the sheet; the version's own page lists all
_LEAST_PX: Final = 140
_AROUND_PX: Final = 8
_EDGES_PX: Final = 64


def finding_words(finding: Finding) -> str:
    """Its place and its sentence; a place without a row is in the sentence already."""
    return f"{finding.place}: {finding.sentence}" if finding.row else finding.sentence


class ChangeRows(Themed, QWidget):
    """One change under the other: what it is about, before, after."""

    def __init__(self, changes: tuple[Change, ...], *, most: int = _MOST) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        for number, change in enumerate(changes[:most]):
            if number:
                self.column.addWidget(HairLine())
            for part in _told(change):
                self.column.addWidget(part)
        if len(changes) > most:
            self.column.addWidget(Paragraph(f"And {count(len(changes) - most, 'more change')}.", color="ink2"))
        self._style_now()

    def _restyle(self) -> None:
        self.column.setSpacing(self.theme.px(4))


def _told(change: Change) -> Iterator[Paragraph]:
    yield Paragraph(change_title(change), face="meta_strong", full_width=True)
    if change.before:
        yield Paragraph((Run("Before: ", strong=True), Run(change.before)), color="ink2", full_width=True)
    if change.after:
        yield Paragraph((Run("Now: ", strong=True), Run(change.after)), full_width=True)


class PublishSheet(Dialog):
    """`confirmed()` when it may be sent off; the second person's fields stand only where one signs."""

    def __init__(
        self,
        proposal: Proposal,
        *,
        now: datetime,
        zone: ZoneInfo,
        languages: Collection[str] = (),
        parent: QWidget,
    ) -> None:
        self._verb = f"Publish version {proposal.looked.version}"
        super().__init__(
            self._verb,
            "New calls take it from now on. Calls that were begun keep the words they were made with.",
            verb=self._verb,
            parent=parent,
        )
        self.proposal = proposal
        self.scroller = Scroller()
        self.add_scroller(self.scroller)
        column = self.scroller.body
        self.sum = Paragraph(f"{comparison_words(proposal.comparison)}.", face="strong", full_width=True)
        column.addWidget(self.sum)
        self.second = Field("Second person", help_text="By the name they sign in with.")
        self.second_password = PasswordField("Their password")
        self.why = NoticeBar(_why(proposal, now, zone), icon_name="shield")
        for part in (self.why, self.second, self.second_password):
            column.addWidget(part)
            set_shown(part, proposal.needs_second)
        self.trouble = NoticeBar("", tone=Tone.WARN)
        column.addWidget(self.trouble)
        set_shown(self.trouble, False)
        self.others = Paragraph(other_languages(proposal.comparison, languages), color="warn", full_width=True)
        column.addWidget(self.others)
        set_shown(self.others, bool(self.others.text()))
        for finding in proposal.looked.findings:
            column.addWidget(Paragraph(f"To look at: {finding_words(finding)}", color="warn", full_width=True))
        self.changes = ChangeRows(proposal.comparison.changes)
        column.addWidget(self.changes)
        column.addStretch(1)
        for field in (self.second, self.second_password):
            field.text_changed.connect(self._forget_errors)
        self.verb.clicked.disconnect()
        self.verb.clicked.connect(self._on_verb)
        self._style_now()

    @property
    def signature(self) -> SecondSignature:
        return SecondSignature(self.second.text, self.second_password.text)

    def show_trouble(self, sentence: str, code: str) -> None:
        """Beside the field it is about, else above the changes."""
        self.set_busy(False)
        if code in ("second-password", "one-time"):
            self.second_password.clear()
            self.second_password.set_error(sentence)
            self.second_password.setFocus()
        elif code.startswith("second-"):
            self.second.set_error(sentence)
            self.second.setFocus()
        else:
            self.trouble.words.set_words(sentence)
            self.trouble.setAccessibleName(sentence)
            set_shown(self.trouble, True)
            self.scroller.ensureWidgetVisible(self.trouble)

    def set_busy(self, busy: bool) -> None:
        """While it is published nothing is pressed twice."""
        self.verb.setEnabled(not busy)
        self.verb.set_label("Publishing…" if busy else self._verb)

    def _on_verb(self) -> None:
        if self.second.text.strip() and not self.second_password.text:
            self.second_password.set_error(f"{self.second.text.strip()} types their password here.")
            self.second_password.setFocus()
            return
        set_shown(self.trouble, False)
        self.confirmed.emit()

    def _forget_errors(self) -> None:
        for field in (self.second, self.second_password):
            if field.error:
                field.set_error("")

    def _first_field(self) -> QWidget | None:
        return self.second.edit if self.proposal.needs_second else None

    def open_dialog(self) -> None:
        super().open_dialog()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "changes"):
            self._fit()

    def _fit(self) -> None:
        """As high as it wants, as low as the window asks; title and buttons always stay in sight."""
        theme = self.theme
        under = self._under()
        width = min(theme.px(640), max(theme.px(320), under.width() - 2 * theme.px(_AROUND_PX)))
        self.card.setFixedWidth(width)
        wanted = self.scroller.body.heightForWidth(width - theme.px(_EDGES_PX)) + theme.px(12)
        beside = self.card.body.heightForWidth(width) - self.scroller.height()
        room = under.height() - beside - 4 * theme.px(_AROUND_PX)
        self.scroller.setFixedHeight(max(theme.px(_LEAST_PX), min(wanted, room)))


def _why(proposal: Proposal, now: datetime, zone: ZoneInfo) -> str:
    words = touches_words(proposal.comparison.touches)
    asked = proposal.asked
    if asked is None:
        return f"{words} If nobody can, leave the name empty: the wish is kept, and a day later you can publish it."
    said = f"{words} {asked.by} asked {moment(asked.asked_at, now, zone)};"
    if asked.free_at <= now:
        return f"{said} it goes without a second person now."
    return f"{said} without a second person it goes from {moment(asked.free_at, now, zone)}."

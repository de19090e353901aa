"""Published versions, newest first, and what each of them changed."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.call_script.comparing import Comparison
from callback_desk.domain.ids import ScriptSha
from callback_desk.domain.scripts import ScriptVersion
from callback_desk.ui.components import Card, Chip, Paragraph, QuietButton, Scroller, Themed, Tone, empty_out, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.when import moment
from callback_desk.ui.wording.publish_sheet import ChangeRows
from callback_desk.ui.wording.words import comparison_words, whose_words
from callback_desk.use_cases.scripts import version_changes

_ALL = 400


class _VersionCard(Card):
    """One version; *What changed* opens below it."""

    def __init__(self, version: ScriptVersion, *, newest: bool, first: bool, now: datetime, zone: ZoneInfo) -> None:
        super().__init__(padding_px=20)
        self.version = version
        head = QHBoxLayout()
        head.addWidget(Paragraph(f"Version {version.version}", face="section", full_width=True), 1)
        if newest:
            head.addWidget(Chip("Read aloud now", icon_name="speech", tone=Tone.NEXT))
        self.body.addLayout(head)
        at = moment(version.published_at, now, zone)
        who = whose_words(version)
        self.body.addWidget(Paragraph(f"{at}, {who}. From: {version.source}.", color="ink2", full_width=True))
        self.what = QuietButton("What changed", icon_name="chevron-down")
        self.what.setAccessibleName(f"What changed in version {version.version}")
        set_shown(self.what, not first)
        self.body.addWidget(self.what)
        self._changes = QVBoxLayout()
        self.body.addLayout(self._changes)

    def show_changes(self, comparison: Comparison) -> None:
        set_shown(self.what, False)
        self._changes.addWidget(Paragraph(f"{comparison_words(comparison)}.", face="strong", full_width=True))
        self._changes.addWidget(ChangeRows(comparison.changes, most=_ALL))


class VersionsView(Themed, QWidget):
    """What a version changed is asked for when somebody wants to see it."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._page = page
        self.cards: list[_VersionCard] = []
        self._shown: tuple[ScriptVersion, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.scroller = Scroller()
        column.addWidget(self.scroller)
        self._style_now()

    def show_versions(self, versions: tuple[ScriptVersion, ...], now: datetime, zone: ZoneInfo) -> None:
        if versions == self._shown:
            return
        self._shown = versions
        body = self.scroller.body
        empty_out(body)
        self.cards = []
        last = len(versions) - 1
        for place, version in enumerate(versions):
            card = _VersionCard(version, newest=place == 0, first=place == last, now=now, zone=zone)
            card.what.setProperty("sha", version.sha)
            card.what.clicked.connect(self._on_what)
            self.cards.append(card)
            body.addWidget(card)
        body.addStretch(1)

    def show_changes(self, sha: str, comparison: Comparison) -> None:
        for card in self.cards:
            if card.version.sha == sha:
                card.show_changes(comparison)

    def _on_what(self) -> None:
        button = self.sender()
        if isinstance(button, QuietButton):
            desk, sha = self._page.desk, ScriptSha(str(button.property("sha")))
            self._page.ask(f"changes {sha}", partial(version_changes, desk, sha), partial(self._on_changes, sha))

    def _on_changes(self, sha: ScriptSha, comparison: object) -> None:
        if isinstance(comparison, Comparison):
            self.show_changes(sha, comparison)

    def _restyle(self) -> None:
        self.scroller.body.setSpacing(self.theme.px(12))

"""Wording: the words of every call, the shipped sentence left and ours right; behind it versions and workbooks."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from callback_desk.call_script.script_texts import TextPlace
from callback_desk.call_script.wording_parts import Part, wording_parts
from callback_desk.domain.access import Act
from callback_desk.domain.changes import Changes
from callback_desk.domain.scripts import NewerScript
from callback_desk.ui.components import ComboField, PageHead, Scroller, SectionList, set_shown
from callback_desk.ui.components.sections import LIST_PX
from callback_desk.ui.desk_page import RING_ROOM_PX, DeskPage
from callback_desk.ui.file_dialogs import AskForFile
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notice, Notices
from callback_desk.ui.tasks import Runner
from callback_desk.ui.when import moment
from callback_desk.ui.wording.edits import Edits, Reading, read_script
from callback_desk.ui.wording.keeping import keep_on_desk
from callback_desk.ui.wording.newer_view import NewerView
from callback_desk.ui.wording.offer import Offer
from callback_desk.ui.wording.publishing import Publishing
from callback_desk.ui.wording.sentences_view import SentencesView
from callback_desk.ui.wording.studio_view import ASK_FOR_WORKBOOK, StudioView
from callback_desk.ui.wording.versions_view import VersionsView
from callback_desk.ui.wording.walk_view import WalkView
from callback_desk.ui.wording.words import language_name, part_title, purpose_name, whose_words
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.scripts import CALL, Proposal, propose_wording

_FOLDED_PX = 820
VERSIONS, STUDIO, NEWER = "Versions", "Workbook", "New version"


class WordingPage(DeskPage):
    """Who may not publish reads the published words, and nothing that is not published."""

    SHOWS = Changes.SCRIPTS

    def __init__(
        self,
        desk: Desk,
        runner: Runner,
        news: News,
        notices: Notices,
        *,
        choose_workbook: AskForFile = ASK_FOR_WORKBOOK,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, runner, news, notices, parent)
        self.purpose, self.language = CALL, "en"
        self.parts: tuple[Part, ...] = ()
        self._scripts, self._place = 1, 0
        self.edits = Edits(self)
        self.edits.keep_wanted.connect(lambda edits: keep_on_desk(self, edits))
        self.edits.changed.connect(self._on_edited)
        self._title = (
            "Wording" if desk.access.may(desk.session.staff.roles, Act.PUBLISH_SCRIPT) else "Words of the call"
        )
        self.head = PageHead(self._title)
        self._add_choices()
        self._sides = QHBoxLayout()
        self.column.addLayout(self._sides, 1)
        self.sections: SectionList | None = None
        self.list = Scroller()
        self._sides.addWidget(self.list)
        self.list.body.addStretch(1)
        self.stack = QStackedWidget()
        self._sides.addWidget(self.stack, 1)
        self.sentences = SentencesView(self.edits)
        self.sentences.publish_wanted.connect(self._on_publish)
        self.sentences.drop_wanted.connect(self.edits.drop_all)
        self.sentences.try_wanted.connect(self._on_try)
        self.versions = VersionsView(self)
        self.publishing = Publishing(self)
        self.sentences.stop_wanted.connect(self.publishing.stop)
        self.publishing.looked.connect(self._on_looked)
        self.publishing.published.connect(self._on_published)
        self.publishing.stopped.connect(self._on_stopped)
        self.studio = StudioView(self, choose_workbook, self.purpose)
        self.studio.published.connect(self._on_published)
        self.studio.walk_wanted.connect(self._walk)
        self.offer = Offer(self)
        self.offer.wanted.connect(self._on_newer_wanted)
        self.newer = NewerView(self)
        self.newer.published.connect(self._on_published)
        self.newer.walk_wanted.connect(self._walk)
        self.walk = WalkView(self)
        self.walk.left.connect(self._on_walk_left)
        self._before_walk: QWidget = self.sentences
        for view in (self.sentences, self.versions, self.studio, self.newer, self.walk):
            self.stack.addWidget(view)
        self._tail: list[QWidget] = [self.versions]
        self._trying = self._to_newer = False
        self._style_now()

    def _add_choices(self) -> None:
        """The head: which script, in which language; folded, the part of the call beside them."""
        self.choose_language = ComboField("", [])
        self.choose_language.combo.setAccessibleName("Language of the words")
        self.choose_language.value_chosen.connect(self._on_language)
        self.head.right.addWidget(self.choose_language)
        self.choose_script = ComboField("", [])
        self.choose_script.combo.setAccessibleName("Which script")
        self.choose_script.value_chosen.connect(self._on_script)
        set_shown(self.choose_script, False)
        self.head.right.insertWidget(0, self.choose_script)
        self.column.addWidget(self.head)
        self.column.addWidget(self.notices.place)
        self.choose = ComboField("", [])
        self.choose.combo.setAccessibleName("Part of the call")
        self.choose.value_chosen.connect(self._on_chosen)
        self.choose.setContentsMargins(RING_ROOM_PX, 0, RING_ROOM_PX, 0)
        self._folded_row = QHBoxLayout()  # the part and, when the head has gone, the language beside it
        self._folded_row.addWidget(self.choose, 1)
        self.column.addLayout(self._folded_row)

    # -- what the desk says

    def refresh(self) -> None:
        desk, purpose = self.desk, self.purpose
        self.ask("script", lambda: read_script(desk, purpose), self._on_reading)

    def _on_reading(self, reading: object) -> None:
        if not isinstance(reading, Reading):
            return
        at_hand, before = reading.at_hand, self.edits.reading
        self.edits.take(reading)
        self.newer.show_newer(self.offer.show(at_hand, quiet=self.stack.currentWidget() is self.newer))
        if before is not None and before.at_hand.versions == at_hand.versions and self.sections is not None:
            return  # the same script: nothing moves under the hands of whoever types
        languages = reading.form.languages
        if self.language not in languages:
            self.language = reading.form.default_language
        self.choose_language.set_options([(code, language_name(code)) for code in languages])
        self.choose_language.set_value(self.language)
        self.choose_script.set_options([(one, purpose_name(one)) for one in at_hand.purposes])
        self.choose_script.set_value(self.purpose)
        self._scripts = len(at_hand.purposes)
        newest = at_hand.versions[0]
        at = f", {moment(newest.published_at, self.now, self.desk.zone)}"
        since = "" if newest.shipped and not newest.taken_over else at
        self.head.set_title(self._title, f"{newest.title}, version {newest.version}, {whose_words(newest)}{since}")
        self.versions.show_versions(at_hand.versions, self.now, self.desk.zone)
        self._show_parts(reading)

    def _show_parts(self, reading: Reading) -> None:
        self.parts = wording_parts(reading.form, self.language)
        more = [(VERSIONS, self.versions), (STUDIO, self.studio), (NEWER, self.newer)]
        shown = more[: 1 if not reading.at_hand.may_change else 2 if self.newer.newer is None else 3]
        self._tail = [view for _, view in shown]
        titles = [part_title(part) for part in self.parts] + [title for title, _ in shown]
        if self.sections is None or [row.label for row in self.sections.rows] != titles:
            if self.sections is not None:
                self.list.body.removeWidget(self.sections)
                self.sections.hide()
                self.sections.deleteLater()
            self.sections = SectionList("Parts of the script", [(one, "") for one in titles], apart={len(self.parts)})
            self.sections.section_wanted.connect(self._open)
            self.list.body.insertWidget(0, self.sections)
        self.choose.set_options(list(enumerate(titles)))
        self._fold()
        self._open(min(self._place, len(titles) - 1), again=True)
        if self._to_newer and self.newer.newer is not None:
            self._on_newer_wanted(self.newer.newer)

    def _on_newer_wanted(self, newer: NewerScript) -> None:
        self._to_newer = self.newer.newer != newer  # of another script: that one first
        if self._to_newer:
            self._on_script(newer.brings.purpose)
        elif self.newer in self._tail:
            self._open(len(self.parts) + self._tail.index(self.newer))
            self.newer.look()

    # -- where one is

    def open_part(self, title: str) -> None:
        """Go to a part by its title; one that is not there leaves the page as it is."""
        for place, row in enumerate(self.sections.rows if self.sections else ()):
            if row.label == title:
                self._open(place)

    def go_to(self, place: TextPlace) -> None:
        """Bring a sentence into sight, whatever part it stands in."""
        if place.language != self.language:
            self._on_language(place.language)
        for number, part in enumerate(self.parts):
            if place in part.places:
                self._open(number)
                self.sentences.go_to(place)

    def _open(self, place: int, *, again: bool = False) -> None:
        reading = self.edits.reading
        if self.sections is None or reading is None:
            return
        walking = self.stack.currentWidget() is self.walk
        if walking and again:
            return  # the desk said something; the walk goes on
        self._place = place
        self.sections.set_here(place)
        self.list.ensureWidgetVisible(self.sections.rows[place])
        self.choose.set_value(place)
        if place < len(self.parts):
            self.sentences.show_part(self.parts[place], may_change=reading.at_hand.may_change)
            self.stack.setCurrentWidget(self.sentences)
        else:
            self.stack.setCurrentWidget(self._tail[place - len(self.parts)])
        self._mark_parts()

    def _on_chosen(self, place: object) -> None:
        if isinstance(place, int):
            self._open(place)

    def _on_language(self, code: object) -> None:
        reading = self.edits.reading
        if isinstance(code, str) and reading is not None and code in reading.form.languages:
            self.language = code
            self.choose_language.set_value(code)
            self._show_parts(reading)

    def _on_script(self, purpose: object) -> None:
        if isinstance(purpose, str) and purpose != self.purpose:
            self.edits.forget()
            self.purpose = self.studio.purpose = purpose
            self._place = 0
            self.publishing.stop()
            self.studio.clear()
            self.refresh()

    def _mark_parts(self) -> None:
        """How many sentences of a part, in any language, are changed and not published."""
        if self.sections is None:
            return
        paths = [frozenset(place.path for place in part.places) for part in self.parts]
        for row, mine in zip(self.sections.rows, paths, strict=False):
            changed = sum(place.path in mine for place in self.edits.places)
            row.set_mark(str(changed) if changed else "", f"{changed} changed")

    def _on_edited(self, _place: object) -> None:
        self._mark_parts()

    # -- publishing

    def _on_publish(self) -> None:
        wrong = [place for place in sorted(self.edits.places) if self.edits.wrong(place)]
        if wrong:
            self.go_to(wrong[0])
            return
        self._trying = False
        self._look()

    def _on_try(self) -> None:
        self._trying = True
        if self.edits.places:
            self._look()
        elif self.edits.reading is not None:
            self._walk(self.edits.reading.at_hand.published.xform)

    def _look(self) -> None:
        self.edits.keep_now()
        desk, texts, purpose = self.desk, self.edits.texts(), self.purpose
        self.sentences.set_busy(True)
        self.publishing.look(lambda cancelled: propose_wording(desk, texts, purpose, cancelled=cancelled))

    def _on_stopped(self) -> None:
        self.sentences.set_busy(False)
        self.sentences.say_stopped()

    def _on_looked(self, proposal: object) -> None:
        self.sentences.set_busy(False)
        if not isinstance(proposal, Proposal):
            return
        if self._trying and proposal.looked.xform:
            self._walk(proposal.looked.xform)
        else:
            self.publishing.ask(proposal, self.edits.reading.form.languages if self.edits.reading else ())

    def _on_published(self, proposal: object) -> None:
        if isinstance(proposal, Proposal):
            if proposal.take_over is None:  # else what was typed goes on to the program's script
                self.edits.published_all()
            words = f"Version {proposal.looked.version} is published. New calls read it."
            self.notices.show(Notice(words, actions=("OK",), code="published"))
            self.studio.clear()

    # -- a walk

    def _walk(self, xform: object) -> None:
        if isinstance(xform, str):
            current = self.stack.currentWidget()
            self._before_walk = current if current is not None and current is not self.walk else self._before_walk
            self.notices.clear("published")  # it was read by now, and the sheet needs the room
            self.walk.begin(xform, self.language)
            self.stack.setCurrentWidget(self.walk)
            self._fold()

    def _on_walk_left(self) -> None:
        self.stack.setCurrentWidget(self._before_walk)
        self._fold()

    # -- leaving, folding

    def leave(self) -> None:
        """The person signs out or the window closes: what was typed is on its way to the desk."""
        self.edits.keep_now()
        for publishing in (self.publishing, self.studio.publishing, self.newer.publishing):
            publishing.drop()
            publishing.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.edits.keep_now()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        folded = self.width() < self.theme.px(_FOLDED_PX)
        walking = self.stack.currentWidget() is self.walk
        set_shown(self.choose, folded and not walking)
        set_shown(self.list, not folded and not walking)
        set_shown(self.choose_language, not walking)
        set_shown(self.head, not folded)  # the window says above where one is
        row = self._folded_row if folded else self.head.right
        for combo in (self.choose_script, self.choose_language):
            if row.indexOf(combo) < 0:
                row.addWidget(combo)
        set_shown(self.choose_script, not walking and self._scripts > 1)

    def _restyle(self) -> None:
        super()._restyle()
        theme = self.theme
        self.column.setContentsMargins(theme.px(28), theme.px(18), theme.px(22), theme.px(14))
        self._sides.setSpacing(theme.px(14))
        self.choose_language.setFixedWidth(theme.px(150))
        self.choose_script.setFixedWidth(theme.px(190))
        self.list.body.setContentsMargins(0, 0, 0, 0)
        self.list.setFixedWidth(theme.px(LIST_PX) + 14)  # and the bar it may be scrolled by
        self._fold()

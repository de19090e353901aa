"""Call list: everybody on the desk in one table, and at its side why a person is or is not called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from callback_desk.domain.changes import Changes
from callback_desk.domain.many import MOST_PEOPLE
from callback_desk.domain.views import ListFilter, ListRow, Tab
from callback_desk.ui.components import PageHead, SecondaryButton, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notice, Notices
from callback_desk.ui.queue import more_sheet
from callback_desk.ui.queue.columns import MAY_KEEP_OFF
from callback_desk.ui.queue.deciding import Deciding
from callback_desk.ui.queue.doing_many import DoingMany
from callback_desk.ui.queue.empty import IMPORT
from callback_desk.ui.queue.filters import Filters
from callback_desk.ui.queue.going_out import GoingOut
from callback_desk.ui.queue.holding import Holding
from callback_desk.ui.queue.list_model import QueueModel
from callback_desk.ui.queue.listing import Listing
from callback_desk.ui.queue.looks import Looks
from callback_desk.ui.queue.more_sheet import MoreSheet
from callback_desk.ui.queue.panel import WhyPanel
from callback_desk.ui.queue.panel_words import Shown
from callback_desk.ui.queue.past_sheet import Past
from callback_desk.ui.queue.pinning import PinPart
from callback_desk.ui.queue.putting_right import FixPart
from callback_desk.ui.queue.record_sheet import Record
from callback_desk.ui.queue.table_card import ListCard
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases import call_list
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.reason_words import reason_words

TICK_ALL_UP_TO = MOST_PEOPLE
_PANEL_PX = 308
_BESIDE_FROM_PX = 1096  # narrower, the panel takes the place of the table
_HEAD_FROM_PX = 470  # lower, the title gives way to the rows
_NO_LIMIT_PX = 16_777_215
_MINUTE_MS = 60_000


class QueuePage(DeskPage):
    """The call list. `page_wished("import:type")` asks for the form of one person, `"import"` for the import."""

    SHOWS = Changes.QUEUE | Changes.CALL | Changes.REVIEW | Changes.IMPORTS | Changes.CONCERNS

    def __init__(
        self,
        desk: Desk,
        runner: Runner,
        news: News,
        notices: Notices,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, runner, news, notices, parent)
        self._everybody = 0
        self._reason = ""  # with the tab of those whom one rule holds
        self._all: frozenset[int] = frozenset()
        self.head = PageHead("Call list")
        self.type_one = SecondaryButton("Type in one person", icon_name="plus")
        self.views = SecondaryButton("Views…")
        self.more = SecondaryButton("More…")
        for button in (self.views, self.more, self.type_one):
            self.head.right.addWidget(button)
        self.filters = Filters()
        self.model = QueueModel(desk.zone, self.now, self, why=lambda reason: reason_words(desk.rules, reason)[0])
        self.card = ListCard(self.model)
        self.panel = WhyPanel(desk.rules, desk.zone)
        self.listing = Listing(desk, self.card, self.ask, self.save, self)
        self.pin_part = PinPart(self)
        self.panel.scroller.body.insertWidget(self.panel.scroller.body.count() - 2, self.pin_part)
        self.fix_part = FixPart(self)
        self.panel.scroller.body.addWidget(self.fix_part)
        self.deciding = Deciding(desk, self.panel, self.ask, self.save, self)
        self.holding = Holding(self)
        self.many = DoingMany(self, self._on_untick)
        self.looks = Looks(self, self.card.table, lambda: self.asked)
        self.past = Past(self, lambda: self.panel.shown)
        self.record = Record(self, lambda: self.panel.shown)
        self.going_out = GoingOut(self, self.card.table)
        self._sides = QHBoxLayout()
        self._sides.addWidget(self.card, 1)
        self._sides.addWidget(self.panel)
        self.column.addWidget(self.head)
        self.column.addWidget(notices.place)
        self.column.addWidget(self.filters)
        self.column.addLayout(self._sides, 1)
        set_shown(self.panel, False)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()
        self._connect()
        self._style_now()

    @property
    def asked(self) -> ListFilter:
        """The question the page stands at."""
        return self.listing.asked

    @property
    def panel_open(self) -> bool:
        """Whether somebody is shown at the side."""
        return self.panel.isVisibleTo(self)

    def refresh(self) -> None:
        """Ask again for the list, its counts and the person in the panel."""
        self.looks.read()
        self.listing.refresh()
        self.ask("counts", lambda: call_list.tab_counts(self.desk), self._on_counts)
        self.ask("offenses", lambda: call_list.offense_labels(self.desk), self.filters.set_offenses)
        self.deciding.refresh()

    def go_to(self, tab: str) -> None:
        """Show a tab by its name ("to_decide", "blocked_by:no_number"), without any search; "" is everyone."""
        name, _, self._reason = tab.partition(":")
        if name == "person" and self._reason.isdigit():
            self.open_person(int(self._reason))
            return
        found = next((one for one in Tab if one.value == name), Tab.EVERYONE)
        self.filters.reset()
        self.card.tabs.set_tab(found)
        self._on_asked()

    def show_view(self, asked: ListFilter) -> None:
        """Ask for a kept view: its tab, its words and filters, its order."""
        self._reason = asked.reason
        self.filters.show_asked(asked.text, asked.states, asked.offense)
        self.card.tabs.set_tab(asked.tab)
        self.card.table.head.show_sort(asked.sort, descending=asked.descending)
        self._close_panel(focus=False)
        self.model.set_ticked(())
        self.listing.show_filter(asked)

    def _on_more(self) -> None:
        sheet = MoreSheet(low=not self.head.isVisibleTo(self), parent=self.window())
        sheet.chosen.connect(self._on_verb)
        sheet.open_dialog()

    def _on_verb(self, verb: str) -> None:
        {
            more_sheet.VIEWS: self.looks.open_views,
            more_sheet.HOLDS: self.holding.open_sheet,
            more_sheet.COLUMNS: self.looks.open_columns,
            more_sheet.COPY: self.going_out.copy,
            more_sheet.PRINT: self.going_out.print_list,
            more_sheet.SHIFT: self.going_out.print_shift,
            more_sheet.ACTS: self.many.open_record,
        }[verb]()

    def open_person(self, callback_id: int, take_focus: bool = True) -> None:
        """Open the side panel."""
        self.deciding.open(callback_id, take_focus=take_focus)

    def leave(self) -> None:
        """The page is left, the window closes or somebody signs out: what waits for Undo is done now."""
        self.deciding.put_off.do_now()
        self.holding.leave()
        self.many.leave()
        self.looks.leave()
        self.past.leave()
        self.record.leave()
        self.going_out.take_back()

    def _connect(self) -> None:
        self.type_one.clicked.connect(partial(self.page_wished.emit, "import:type"))
        self.views.clicked.connect(self.looks.open_views)
        self.more.clicked.connect(self._on_more)
        self.filters.more_wanted.connect(self._on_more)
        self.looks.show = self.show_view
        self.card.table.copy_wanted.connect(self.going_out.copy)
        self.card.foot.change_wanted.connect(lambda: self.many.open_sheet(sorted(self.model.ticked)))
        self.filters.changed.connect(self._on_asked)
        self.filters.holds_wanted.connect(self.holding.open_sheet)
        self.card.tabs.tab_chosen.connect(self._on_asked)
        self.card.table.head.sort_wanted.connect(self._on_sort)
        self.card.table.head.all_wanted.connect(self._on_all)
        self.card.person_opened.connect(self.open_person)
        self.card.person_chosen.connect(self._on_moved)
        self.card.empty_action.connect(self._on_empty_action)
        self.card.foot.untick_wanted.connect(self._on_untick)
        self.card.foot.keep_off_wanted.connect(self._on_keep_ticked_off)
        self.model.ticked_changed.connect(self._show_all_ticked)
        self.listing.filled.connect(self._on_filled)
        self.panel.left.connect(self._close_panel)
        self.panel.history.whole_wanted.connect(self.past.open_sheet)
        self.panel.history.record_wanted.connect(self.record.open_sheet)
        self.deciding.shown.connect(self._on_shown)
        self.deciding.put_off.begun.connect(self.toast_wished)
        self.deciding.put_off.undone.connect(self._on_undone)

    # The list

    def _on_asked(self, _tab: object = None) -> None:
        text, states, offense = self.filters.asked
        before, tab = self.asked, self.card.tabs.tab
        reason = self._reason if tab is Tab.BLOCKED_BY else ""
        asked = replace(before, tab=tab, text=text, states=states, offense=offense, reason=reason)
        if asked == before:
            return
        self._close_panel(focus=False)
        self.model.set_ticked(())
        self.listing.show_filter(asked)

    def _on_sort(self, key: str) -> None:
        turned = not self.asked.descending if self.asked.sort == key else False
        self.card.table.head.show_sort(key, descending=turned)
        self.listing.show_filter(replace(self.asked, sort=key, descending=turned))

    def _on_filled(self) -> None:
        self.card.table.show_found(shown=any(letter.isdecimal() for letter in self.asked.text))
        self.card.show_emptiness(self.asked, max(self._everybody, self.model.rowCount()))
        if self.panel_open:
            self.card.table.choose(self.deciding.person)

    def _on_counts(self, counts: Mapping[str, int]) -> None:
        self._everybody = counts.get(Tab.EVERYONE.value, 0)
        self.card.tabs.set_counts(counts)
        if self.model.has_ids:
            self.card.show_emptiness(self.asked, self._everybody)

    def _on_empty_action(self, words: str) -> None:
        if words == IMPORT:
            self.page_wished.emit("import")
        else:
            self.go_to(Tab.EVERYONE.value)

    def _on_minute(self) -> None:
        if self.isVisible():  # what was later is ready now
            self.refresh()

    # Ticked people

    def _on_all(self) -> None:
        ids = self.model.ids
        if self.model.ticked and self.model.ticked == self._all:
            self._on_untick()
        elif len(ids) > TICK_ALL_UP_TO:
            sentence = f"Everybody can be ticked when the list is {TICK_ALL_UP_TO:,} people or fewer. Narrow it first."
            self.notices.show(Notice(sentence, actions=("OK",), code="tick-all"))
        elif ids:
            self.ask("all", lambda: call_list.rows_by_id(self.desk, ids), self._on_all_rows)

    def _on_all_rows(self, rows: tuple[ListRow, ...]) -> None:
        here = set(self.model.ids)
        self._all = frozenset(int(row.id) for row in rows if row.shown in MAY_KEEP_OFF and row.id in here)
        self.model.set_ticked(tuple(self._all))
        if not self._all:
            sentence = "Nobody in this list can be kept off it: they are in a call, finished, or off it already."
            self.notices.show(Notice(sentence, actions=("OK",), code="tick-all"))

    def _show_all_ticked(self) -> None:
        self.card.table.head.show_all_ticked(bool(self._all) and self.model.ticked == self._all)

    def _on_untick(self) -> None:
        self.model.set_ticked(())
        self.card.table.setFocus()

    def _on_keep_ticked_off(self) -> None:
        ids = self.model.ticked
        if ids:
            self.deciding.keep_ticked_off(ids)
            self.model.set_ticked(())
            self.card.table.setFocus()

    def _on_undone(self, ids: frozenset[int]) -> None:
        if int(self.deciding.person) not in ids:
            self.model.set_ticked(tuple(ids.intersection(self.model.ids)))

    # The panel

    def _on_moved(self, callback_id: int) -> None:
        if self.panel_open:
            self.open_person(callback_id, take_focus=False)

    def _on_shown(self, _shown: Shown, take_focus: bool) -> None:
        opened = not self.panel_open
        self.pin_part.show_person(self.deciding.person)
        self.fix_part.show_person(self.deciding.person)
        set_shown(self.panel, True)
        self._lay_out()
        self.card.table.choose(self.deciding.person)
        if take_focus or (opened and not self.card.isVisibleTo(self)):
            self.panel.take_focus()

    def _close_panel(self, *, focus: bool = True) -> None:
        self.deciding.close()
        set_shown(self.panel, False)
        self._lay_out()
        if focus:
            self.card.table.setFocus()

    # Sizes and keys

    def _lay_out(self) -> None:
        beside = self.width() >= self.theme.px(_BESIDE_FROM_PX)
        list_shown = beside or not self.panel_open
        set_shown(self.card, list_shown)
        set_shown(self.filters, list_shown)
        low = self.height() < self.theme.px(_HEAD_FROM_PX)
        set_shown(self.head, not low)
        self.filters.set_low(low)
        self.card.foot.set_low(low)
        self.panel.setMinimumWidth(self.theme.px(_PANEL_PX) if beside else 0)
        self.panel.setMaximumWidth(self.theme.px(_PANEL_PX) if beside else _NO_LIMIT_PX)

    def _restyle(self) -> None:
        super()._restyle()
        self._sides.setSpacing(self.theme.px(16))
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panel_open:
            self._close_panel()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.leave()

"""What every page of the desk is: it asks in the background, hears of news, and says trouble as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.domain.changes import Changes
from callback_desk.domain.slots import SlotLoad
from callback_desk.ui.components import Scroller, Themed
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notices
from callback_desk.ui.tasks import Runner, Task
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.slots import slot

RING_ROOM_PX = Scroller.RING_PX
_SLOT = "slot"
_LARGE_TEXT = 1.5  # from here every edge gives way to the words


class DeskPage(Themed, QWidget):
    """A page: put parts into `column`. Knows no other page: `page_wished(name)`, `toast_wished(Toast)` ask the shell.

    `SHOWS` are the changes after which the page asks again; out of sight it waits until it is shown.
    """

    SHOWS = Changes.NOTHING

    page_wished = Signal(str)
    toast_wished = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, news: News, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.runner = runner
        self.news = news
        self.notices = notices
        self._stale = True
        self._topics: set[str] = set()
        # A page that dies with a question on its way (somebody signs out) must not be shown the answer.
        self.destroyed.connect(partial(_forget_all, runner, id(self), self._topics))
        self.setProperty("sheet", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(self)
        news.changed.connect(self._on_news)

    @property
    def now(self) -> datetime:
        """The present, aware, UTC."""
        return self.desk.clock.now()

    @property
    def today(self) -> date:
        """The desk's calendar day."""
        return self.now.astimezone(self.desk.zone).date()

    def refresh(self) -> None:
        """Ask again for everything the page shows."""

    def ask(self, topic: str, work: Callable[[], object], then: Callable[..., None]) -> Task:
        """Read in the background; a newer question of the same topic drops this one."""
        self._topics.add(topic)
        task = self.runner.ask(work, topic=(id(self), topic))
        task.succeeded.connect(then)
        task.failed.connect(self.notices.show_error)
        return task

    def ask_load(self, at: datetime, then: Callable[[datetime, SlotLoad], None]) -> None:
        """How full an hour is that somebody asks for; nothing is said where it cannot be found out."""
        self._topics.add(_SLOT)
        task = self.runner.ask(lambda: slot(self.desk, at), topic=(id(self), _SLOT))
        task.succeeded.connect(lambda load: then(at, load) if isinstance(load, SlotLoad) else None)

    def forget_load(self) -> None:
        """Whoever asked how full an hour is goes away."""
        self.runner.forget((id(self), _SLOT))

    def save(self, work: Callable[[], object], then: Callable[..., None] | None = None) -> Task:
        """Write in the background; what changed is told to everybody."""
        task = self.runner.save(work)
        task.succeeded.connect(self.news.tell)
        if then is not None:
            task.succeeded.connect(then)
        task.failed.connect(self.notices.show_error)
        return task

    def _on_news(self, what: object) -> None:
        if not isinstance(what, Changes) or not what & self.SHOWS:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale and not event.spontaneous():
            self._stale = False
            self.refresh()

    def _restyle(self) -> None:
        theme = self.theme
        side, top = (16, 8) if theme.scale >= _LARGE_TEXT else (28, 22)
        self.column.setContentsMargins(theme.px(side), theme.px(top), theme.px(side), theme.px(min(top, 20)))
        self.column.setSpacing(theme.px(12))

    def _keep_edges_in_line(self, head: QWidget, *, left: bool = True, scroller: Scroller | None = None) -> None:
        """What scrolls keeps 6 px inside for the focus ring: the page gives them back, and its head keeps the edge.

        `scroller` is what the whole page scrolls in: its bar comes into the margin, unless large text leaves none.
        """
        margins = self.column.contentsMargins()
        near, far = RING_ROOM_PX if left else 0, RING_ROOM_PX
        if scroller is not None:
            beside = self.theme.scale < _LARGE_TEXT
            scroller.keep_bar_beside(beside)
            far += self.theme.px(Scroller.BAR_PX) if beside else 0
        self.column.setContentsMargins(margins.left() - near, margins.top(), margins.right() - far, margins.bottom())
        for widget in (head, self.notices.place):
            widget.setContentsMargins(near, 0, far, 0)


def _forget_all(runner: Runner, page_id: int, topics: set[str], _page: object = None) -> None:
    for topic in topics:
        runner.forget((page_id, topic))

"""The window: a rail, one page at a time, and a lock that takes everything out of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip, QWidget
from shiboken6 import isValid

from callback_desk.domain.errors import DeskBug
from callback_desk.ui.components import LeftRail, NavItem
from callback_desk.ui.desk_frame import DeskFrame
from callback_desk.ui.focus import FocusRing
from callback_desk.ui.idle import IdleWatch
from callback_desk.ui.theme import current_theme, theme_dir
from callback_desk.ui.width import WidthClass, width_class_of

if TYPE_CHECKING:
    from callback_desk.ui.components import Toast
    from callback_desk.ui.lock_cover import LockCover

TITLE: Final = "Callback Desk"  # the title bar says this and nothing else, whatever is on screen
LEAST_SIZE: Final = QSize(1093, 614)
IDLE_AT_DESK: Final = timedelta(minutes=10)
IDLE_IN_CALL: Final = timedelta(minutes=30)


class Shell(QMainWindow):
    """Pages are registered by name; the rail lists those with a label. Nothing here knows what a page shows.

    `locked()` comes when everything is hidden (commit the draft), `unlock_wanted()` when somebody touches the blank
    window, `cover_wanted()` instead of a lock when a call has stood still for 30 minutes.
    """

    page_shown = Signal(str)
    locked = Signal()
    unlocked = Signal()
    unlock_wanted = Signal()
    cover_wanted = Signal()
    covered_changed = Signal(bool)  # covered or locked, and shown again
    width_class_changed = Signal(object)
    closing = Signal()

    def __init__(self, *, idle: IdleWatch | None = None) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setWindowIcon(QIcon(str(theme_dir() / "app-icon.svg")))
        self.setMinimumSize(LEAST_SIZE)
        self._items: list[NavItem] = []
        self._pages: dict[str, QWidget] = {}
        self._here = ""
        self._alone = self._in_call = False
        self._call_rail: QWidget | None = None
        self._width_class = WidthClass.NORMAL
        self._focus_before: QWidget | None = None
        self._cover: QWidget | None = None
        self._lock_cover: LockCover | None = None
        self._toast: Toast | None = None
        self._desk = DeskFrame()
        self._desk.page_wanted.connect(self._on_page_wanted)
        self._desk.lock_wanted.connect(self.lock)
        self.setCentralWidget(self._desk)
        self.ring = FocusRing(self)
        self.idle = idle or IdleWatch(IDLE_AT_DESK, parent=self)
        self.idle.set_times(self.idle.at_desk, IDLE_IN_CALL)  # until somebody signs in: the desk has its own
        self.idle.idle_reached.connect(self._on_idle)
        self._lock_key = QShortcut(QKeySequence("Ctrl+L"), self)
        self._lock_key.setContext(Qt.ShortcutContext.ApplicationShortcut)
        self._lock_key.activated.connect(self.lock)

    @property
    def rail(self) -> LeftRail:
        return self._desk.rail

    # Pages

    def add_page(
        self,
        name: str,
        page: QWidget,
        icon_name: str = "",
        label: str = "",
        count: int = 0,
        *,
        apart: bool = False,
    ) -> None:
        """Register a page. With a label it stands in the rail; `apart` draws a hairline above it."""
        if name in self._pages:
            raise DeskBug(f"Two pages are named {name}.", code="page-twice")
        self._pages[name] = page
        self._desk.stack.addWidget(page)
        if label:
            self._items.append(NavItem(name, icon_name, label, count, apart))
            self._desk.set_items(self._items, self._here)

    def remove_pages(self) -> None:
        """Forget all pages: somebody signed out. Nothing of the last person stays in the window."""
        for page in self._pages.values():
            self._desk.stack.removeWidget(page)
            page.hide()
            page.setParent(None)
            page.deleteLater()
        self._pages, self._items, self._here = {}, [], ""
        self._desk.set_items([])

    def page(self, name: str) -> QWidget:
        """A registered page. Raises DeskBug for another name."""
        try:
            return self._pages[name]
        except KeyError as missing:
            raise DeskBug(f"There is no page {name}.", code="page-missing") from missing

    @property
    def page_name(self) -> str:
        """Name of the page on screen."""
        return self._here

    def show_page(self, name: str) -> None:
        """Bring a page to the front. Raises DeskBug for an unknown name."""
        self._desk.stack.setCurrentWidget(self.page(name))
        self._here = name
        self._alone = False
        self._desk.set_here(name, next((item.label for item in self._items if item.name == name), ""))
        self._lay_out()
        self.page_shown.emit(name)

    def show_alone(self, name: str) -> None:
        """A page without a rail, which is never locked: sign in, first run."""
        self.show_page(name)
        self._alone = True
        self._lay_out()

    def set_count(self, name: str, count: int) -> None:
        """The number beside a page's label; 0 shows nothing."""
        self.rail.set_count(name, count)

    def set_person(self, agency: str, person: str, role: str) -> None:
        """Who is signed in."""
        self._desk.set_person(agency, person, role)

    @property
    def rail_items(self) -> Sequence[NavItem]:
        return tuple(self._items)

    def set_ribbon(self, ribbon: QWidget | None) -> None:
        """A strip above every page, over a lock too. None takes it away."""
        before = self.menuWidget()
        self.setMenuWidget(ribbon)  # type: ignore[arg-type]  # the stub does not know that Qt takes none here
        if before is not None:
            before.setParent(None)
            before.deleteLater()

    # A call

    @property
    def in_call(self) -> bool:
        return self._in_call

    def begin_call(self, rail: QWidget | None = None) -> None:
        """There is nowhere else to go: the rail goes, `rail` (if given) takes its place, nothing hides for 30 min."""
        self.end_call()
        self._in_call = True
        self._call_rail = rail
        if rail is not None:
            self._desk.row.insertWidget(0, rail)
            rail.show()
        self.idle.set_limit(self.idle.in_call)
        self.idle.touch()
        self._lay_out()

    def end_call(self) -> None:
        """The rail comes back."""
        if self._call_rail is not None:
            self._desk.row.removeWidget(self._call_rail)
            self._call_rail.hide()
            self._call_rail.setParent(None)
            self._call_rail.deleteLater()
            self._call_rail = None
        self._in_call = False
        self.idle.set_limit(self.idle.at_desk)
        self._lay_out()

    # Lock and cover

    @property
    def is_locked(self) -> bool:
        return self._lock_cover is not None

    @property
    def is_covered(self) -> bool:
        """Nothing of the desk is in the window: locked, or covered in a call."""
        return self._cover is not None

    def lock(self) -> None:
        """Hide everything: a blank window with a neutral title. The desk keeps its state, out of the window."""
        if self.is_locked or self._alone or not self._here:
            return
        from callback_desk.ui.lock_cover import LockCover

        sheet = LockCover()
        sheet.unlock_wanted.connect(self.unlock_wanted)
        self._lock_cover = sheet
        self._take_desk_out(sheet)
        self.locked.emit()

    def ask_to_unlock(self, form: QWidget | None) -> None:
        """Put the one field on the blank sheet, or take it away again. Only while locked."""
        if self._lock_cover is not None:
            self._lock_cover.put_form(form)

    def unlock(self) -> None:
        """Everything is back as it was, the focus too. A call that was covered before the lock is shown."""
        if self.is_locked:
            self._lock_cover = None
            self._put_desk_back()
            self.unlocked.emit()

    def cover(self, sheet: QWidget) -> None:
        """In a call: show `sheet` and nothing else. The sheet is the caller's to make; `uncover` drops it."""
        if not self.is_locked:
            self._take_desk_out(sheet)

    def uncover(self) -> None:
        """Back to the same question."""
        if not self.is_locked:
            self._put_desk_back()

    def _take_desk_out(self, sheet: QWidget) -> None:
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        for window in QApplication.topLevelWidgets():
            if window is not self and window.isVisible() and window.isWindow():
                window.close()
        QToolTip.hideText()
        if self._cover is None:
            self._focus_before = self.focusWidget()
            self.takeCentralWidget()
            self._desk.hide()
        else:
            self._drop(self._cover)
        self._cover = sheet
        self.setCentralWidget(sheet)
        self.setWindowTitle(TITLE)
        sheet.show()
        sheet.setFocus(Qt.FocusReason.OtherFocusReason)
        self.covered_changed.emit(True)

    def _put_desk_back(self) -> None:
        if self._cover is None:
            return
        sheet, self._cover = self._cover, None
        self._drop(sheet)
        self.setCentralWidget(self._desk)
        self._desk.show()
        self.idle.touch()
        if self._focus_before is not None and isValid(self._focus_before):
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus_before = None
        self.covered_changed.emit(False)

    def _drop(self, sheet: QWidget) -> None:
        self.takeCentralWidget()
        sheet.hide()
        sheet.deleteLater()

    def _on_idle(self) -> None:
        if self._in_call and not self.is_covered:
            self.cover_wanted.emit()
        elif not self._in_call:
            self.lock()

    # Toast

    def show_toast(self, toast: Toast) -> None:
        """One at a time, at the foot of the page. The newer one takes the place of the older."""
        if self._toast is not None:
            self._toast.hide()
            self._toast.deleteLater()
        self._toast = toast
        toast.setParent(self._desk)
        toast.gone.connect(self._on_toast_gone)
        toast.show()
        toast.raise_()
        self._place_toast()

    def _on_toast_gone(self) -> None:
        self._toast = None

    def _place_toast(self) -> None:
        if self._toast is None:
            return
        theme = current_theme()
        width = min(theme.px(480), self._desk.width() - theme.px(48))
        height = max(self._toast.sizeHint().height(), self._toast.heightForWidth(width))
        left = (self._desk.width() - width) // 2
        self._toast.setGeometry(left, self._desk.height() - height - theme.px(24), width, height)

    # Size

    @property
    def width_class(self) -> WidthClass:
        return self._width_class

    def _on_page_wanted(self, name: str) -> None:
        if self._width_class == WidthClass.FOLDED:
            self.rail.hide()
        self.show_page(name)

    def _lay_out(self) -> None:
        folded = self._width_class == WidthClass.FOLDED
        with_rail = not (self._alone or self._in_call) and bool(self._items)
        self._desk.lay_out(rail=with_rail and not folded, top=with_rail and folded)

    def _look_at_size(self) -> None:
        found = width_class_of(self.width(), self.height(), current_theme().scale)
        if found != self._width_class:
            self._width_class = found
            self._lay_out()
            self.width_class_changed.emit(found)
        self._place_toast()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look_at_size()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_desk"):
            self._desk.float_rail(False)
            self._look_at_size()
            self._lay_out()
            QTimer.singleShot(0, self.ring, self.ring.lie_again)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._desk.rail_floats:
            self._desk.float_rail(False)
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.idle.stop()
        self.closing.emit()
        event.accept()

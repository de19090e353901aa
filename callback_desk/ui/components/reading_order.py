"""The order of the Tab key: as the page is read, top to bottom and left to right, whatever was made first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QWidget

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object  # a mixin beside a Qt class; only the type checker sees the widget


class ReadInOrder(_Widget):
    """A window, or what lies over one, in which Tab goes in reading order, and round."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = reading_order(self)
        if not stops:
            return False
        here = self.window().focusWidget()
        index = stops.index(here) if here in stops else (-1 if forward else 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(index + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True


def reading_order(under: QWidget) -> list[QWidget]:
    """What takes the focus by Tab, by where it stands.

    Asking the layouts instead would need `QLayoutItem.layout()`, which leaves PySide with two owners of one layout: the
    program ended when the window was taken apart.
    """
    return [widget for widget in dict.fromkeys(_parts(under)) if _takes_tab(widget)]


def _parts(under: QWidget) -> Iterator[QWidget]:
    inside = [part for part in under.children() if isinstance(part, QWidget) and not part.isWindow()]
    for part in _in_rows([part for part in inside if part.isVisible()]):
        if isinstance(part, QTableView):
            yield part.horizontalHeader()
        yield part
        yield from _parts(part)


def _in_rows(parts: list[QWidget]) -> Iterator[QWidget]:
    """What begins above the middle of the first of a row stands in it; in a row from left to right, then downward."""
    left = sorted(parts, key=lambda part: (part.y(), part.x()))
    while left:
        middle = left[0].y() + left[0].height() / 2
        row = [part for part in left if part.y() < middle] or left[:1]
        yield from sorted(row, key=lambda part: (part.x(), part.y()))
        left = [part for part in left if part not in row]


def _takes_tab(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
    )

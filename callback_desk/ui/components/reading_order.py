"""The order of the Tab key: as the page is read, top to bottom and left to right, whatever was made first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QTableView, QWidget

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
    """What takes the focus by Tab, by the layouts: their first is read first. What no layout holds comes last."""
    return [widget for widget in dict.fromkeys(_parts(under)) if _takes_tab(widget)]


def _parts(under: QWidget) -> Iterator[QWidget]:
    held = list(_held(under))
    loose = (part for part in under.children() if isinstance(part, QWidget) and not part.isWindow())
    for part in dict.fromkeys((*held, *loose)):
        if part.isVisible():
            if isinstance(part, QTableView):
                yield part.horizontalHeader()
            yield part
            yield from _parts(part)


def _held(under: QWidget) -> Iterator[QWidget]:
    inside = under.widget() if isinstance(under, QScrollArea) else None
    if inside is not None:
        yield inside
    layout = under.layout()
    if layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _in_layout(inner)


def _takes_tab(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
    )

"""Looks at every page of the walk as a screen reader, a keyboard and a reader of small print do."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtWidgets import QApplication, QWidget
from screenshot_parts.camera import Camera

from callback_desk.ui.components import DeskButton, Dialog, Label, Paragraph
from callback_desk.ui.imports.match_line import SampleText
from callback_desk.ui.shell import Shell

R = QAccessible.Role
# What a control may say it is: a person who hears it knows what can be done with it.
_ROLES = frozenset(
    {
        R.PushButton,
        R.ButtonMenu,
        R.CheckBox,
        R.RadioButton,
        R.EditableText,
        R.ComboBox,
        R.Table,
        R.List,
        R.Link,
        R.PageTab,
        R.PageTabList,
        R.SpinBox,
        R.MenuItem,
        R.Dial,
        R.Slider,
        R.StaticText,
        R.Paragraph,
        R.ScrollBar,
        R.Grouping,
        R.Document,
        R.Tree,
        R.ListItem,
    }
)
_MOST_STOPS = 200
_SAME_ROW = 0.5  # of the lower one's height: beside each other, not below


@dataclass(frozen=True, slots=True)
class Stop:
    """One control the Tab key reaches, where it stands in the window."""

    widget: QWidget
    place: QRect
    name: str
    role: QAccessible.Role


@dataclass
class Findings:
    """By page. Words only of the program: the demo's people are invented."""

    nameless: list[str] = field(default_factory=list)
    odd_roles: list[str] = field(default_factory=list)
    backward: list[str] = field(default_factory=list)
    cut_off: list[str] = field(default_factory=list)
    stops: dict[str, int] = field(default_factory=dict)


class Inspector(Camera):
    """Stands where the camera stands; takes no picture."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app, Path(), only=(), all_sizes=False)
        self.found = Findings()
        QAccessible.setActive(True)

    def take(self, name: str) -> list[Path]:
        shell = self._shell
        if shell is None or name in self.taken:
            return []
        self.taken[name] = []
        stops = _stops(shell)
        self.found.stops[name] = len(stops)
        for stop in stops:
            where = f"{name}: {type(stop.widget).__name__} {stop.widget.objectName()!r} at {stop.place.getRect()}"
            if not stop.name.strip():
                self.found.nameless.append(where)
            if stop.role not in _ROLES and not _is_ground(stop, stops):
                self.found.odd_roles.append(f"{where} is {stop.role}")
        for before, after in pairwise(stops):
            if _goes_back(before, after):
                self.found.backward.append(f"{name}: {_short(before)} then {_short(after)}")
        self.found.cut_off += [f"{name}: {words!r}" for words in _cut_off(shell)]
        return []

    def keep(self, name: str, image: QImage) -> None:
        self.taken[name] = []


def _is_ground(stop: Stop, stops: list[Stop]) -> bool:
    """A sheet that hears keys by itself and holds other controls; Qt has no other word for it."""
    return stop.role == R.Client and any(stop.widget.isAncestorOf(other.widget) for other in stops)


def _short(stop: Stop) -> str:
    return f"{stop.name!r} {stop.place.getRect()}"


def _stops(shell: Shell) -> list[Stop]:
    """What the Tab key reaches, one press after the other, until it has been round; the focus goes back then."""
    held = shell.focusWidget()
    over = [dialog for dialog in shell.findChildren(Dialog) if dialog.isVisible()]
    ground = over[-1] if over else shell.centralWidget()
    reached: dict[QWidget, None] = {}
    # From the page's own beginning: Tab on nothing goes to the first.
    if held is not None:
        held.clearFocus()
    for _ in range(_MOST_STOPS):
        ground.focusNextPrevChild(True)
        here = shell.focusWidget()
        if here is None or here in reached:
            break
        reached[here] = None
    if held is not None:
        held.setFocus()
    QApplication.processEvents()  # a table that gets the focus chooses a row, and what that opens is laid out
    return [
        Stop(widget, _place(widget, shell), face.text(QAccessible.Text.Name), face.role())
        for widget in reached
        if (face := _face(widget)) is not None
    ]


def _face(widget: QWidget) -> QAccessibleInterface | None:
    return QAccessible.queryAccessibleInterface(widget)


def _place(widget: QWidget, top: QWidget) -> QRect:
    """What is seen of it: the rest is scrolled away."""
    return widget.visibleRegion().boundingRect().translated(widget.mapTo(top, QPoint(0, 0)))


def _goes_back(before: Stop, after: Stop) -> bool:
    """Up in the same column, or to the left in the same row. Another column begins at its own top."""
    one, other = before.place, after.place
    if one.isEmpty() or other.isEmpty() or one.contains(other) or other.contains(one):
        return False
    beside = min(one.bottom(), other.bottom()) - max(one.top(), other.top())
    if beside > _SAME_ROW * min(one.height(), other.height()):
        return other.right() <= one.left()
    below = min(one.right(), other.right()) - max(one.left(), other.left())
    return below > 0 and other.bottom() <= one.top()


def _cut_off(shell: Shell) -> list[str]:
    """Words that do not fit. What may end in an ellipsis (a value of a file, a cell of a table) is drawn otherwise."""
    words = []
    for widget in shell.findChildren(QWidget):
        words_of_ours = isinstance(widget, Label | DeskButton | Paragraph) and not isinstance(widget, SampleText)
        if not words_of_ours or widget.visibleRegion().isEmpty():
            continue
        if isinstance(widget, Paragraph):
            cut = widget.height() + 1 < widget.heightForWidth(widget.width())
        else:
            cut = widget.width() + 1 < widget.minimumSizeHint().width()
        if cut:
            words.append(widget.accessibleName() or widget.text())
    return words

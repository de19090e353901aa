"""The rows of one pile as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from callback_desk.domain.import_rows import PreviewRow, ReasonCount
from callback_desk.domain.incident import Pile, RowProblem
from callback_desk.ui.components import CellRole
from callback_desk.use_cases.desk import Rules
from callback_desk.use_cases.reason_words import reason_words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
LARGE_TEXT = 1.5  # from here columns become narrower and rows higher
HEADINGS = ("Line", "Name", "Why", "In the file", "What to do")
NO_COLUMN = "no column"  # the reason lies in no single column of the file
_REASONS_SHOWN = 6
_LINE, _NAME, _WHY, _IN_FILE, _TO_DO = range(5)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row in words."""

    line: str
    name: str
    why: str
    in_file: str
    to_do: str
    full_why: str
    full_to_do: str


def shown_row(row: PreviewRow, rules: Rules) -> ShownRow:
    """A preview row as the table says it."""
    if row.pile is Pile.QUEUED:
        why, to_do = "Nothing stops this call.", "Nothing to do."
    else:
        why, to_do = reason_words(rules, row.reason)
    in_file = row.column
    if row.value and "offense" in f"{row.reason} {row.rule}":
        in_file = f"{row.column or 'Offense'}: “{row.value}”"
    name = row.name or "No name read"
    label = _label(row.reason, why, rules)
    return ShownRow(f"{row.line:,}", name, label, in_file or NO_COLUMN, _first(to_do), why, to_do)


def problem_row(row: RowProblem, rules: Rules) -> ShownRow:
    """A row of an old import: place and reason, no name."""
    why, to_do = reason_words(rules, row.reason)
    label = _label(row.reason, why, rules)
    return ShownRow(f"{row.place.line:,}", "", label, row.column or NO_COLUMN, _first(to_do), why, to_do)


def reasons_words(reasons: Iterable[ReasonCount], rules: Rules) -> str:
    """ "Age is missing: 8 · Offense code not known: 4", of the rows of a pile; "" where all have one reason."""
    counted: dict[str, int] = {}
    for one in reasons:
        label = _label(one.reason, reason_words(rules, one.reason)[0], rules)
        counted[label] = counted.get(label, 0) + one.rows
    said = [f"{label}: {rows:,}" for label, rows in counted.items()]
    more = f" · {len(said) - _REASONS_SHOWN:,} more reasons" if len(said) > _REASONS_SHOWN else ""
    return " · ".join(said[:_REASONS_SHOWN]) + more if len(said) > 1 else ""


def _label(reason: str, sentence: str, rules: Rules) -> str:
    """A rule's own short form for the table; else the first sentence."""
    for rule in rules.eligibility.rules:
        if rule.id == reason and "{what}" not in rule.label:
            return rule.label
    return _first(sentence)


def _first(words: str) -> str:
    return words.partition(". ")[0].removesuffix(".").partition(";")[0].partition(", or ")[0]


class RowsModel(QAbstractTableModel):
    """Line, name, why, where in the file, what to do."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[ShownRow] = ()

    def set_rows(self, rows: Sequence[ShownRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, row: int) -> ShownRow:
        """A row in words."""
        return self._rows[row]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(HEADINGS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == _LINE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        column = index.column()
        text = (row.line, row.name, row.why, row.in_file, row.to_do)[column]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return {_WHY: row.full_why, _TO_DO: row.full_to_do}.get(column)  # our own words, never a cell of the file
        if role == CellRole.COLOR:
            return "ink2" if column in (_LINE, _IN_FILE) else "ink"
        if role == CellRole.FIGURE:
            return column == _LINE
        return True if role == CellRole.STRONG and column == _WHY else None

"""The second board of parts: rails, steps, counts, the capture line, the table, fields. Names are invented."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from callback_desk.ui.components import (
    SAY_THEN_LISTEN,
    BarStrip,
    CaptureLine,
    Card,
    CellRole,
    CheckRow,
    ChipState,
    ComboField,
    KeptLine,
    KeptLines,
    PageHead,
    Paragraph,
    PasswordField,
    Pile,
    PrimaryButton,
    Run,
    Stage,
    StageRail,
    StageState,
    StatTile,
    StepsHead,
    TableView,
    Themed,
    WordsToSay,
)


class SecondGallery(Themed, QWidget):
    """What the pictures 20 and 21 do not show: rails, steps, counts, the capture line, the table, fields."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("sheet", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(_stage_rail())
        self._middle = QVBoxLayout()
        outer.addLayout(self._middle, 1)
        head = PageHead("Import", "Nothing has been imported yet.")
        head.right.addWidget(StepsHead(("Choose", "Match columns", "Check", "Import"), 2))
        capture = CaptureLine("Write what you hear, one point on a line")
        capture.setText("Neighbor at 214 has a doorbell camera, keeps 14 days")
        kept = KeptLines()
        kept.set_lines(
            [
                KeptLine("2", "Laptop serial number is on the box: 4KX-0917-QD", "10:20 AM"),
                KeptLine("1", "A silver van was parked by the side gate on November 9", "10:19 AM"),
            ],
            "2 lines. We ask about each one afterwards.",
        )
        say = WordsToSay(
            ("Hello, could I speak with ", Run("Elena Marchetti", strong=True), ", please?"), tag=SAY_THEN_LISTEN
        )
        for part in (head, _piles(), say, capture, kept, _table()):
            self._middle.addWidget(part)
        self._right = QVBoxLayout()
        outer.addLayout(self._right)
        password = PasswordField()
        password.edit.setText("a password of some length")
        goes_to = ComboField("Goes to", [(1, "Det. Paul Serrano"), (2, "Property Crimes")], icon_name="tray")
        heard = CheckRow("Someone is there, or coming", boxed=True)
        heard.setChecked(True)
        for control in (password, goes_to, heard, CheckRow("Spoke of self-harm", boxed=True), _tiles()):
            self._right.addWidget(control)
        self._right.addWidget(Paragraph("Nothing here is sent over the internet.", face="meta", color="ink2"))
        self._right.addStretch(1)
        self._right.addWidget(PrimaryButton("Go on", key="Page Down"))
        self._style_now()

    def _restyle(self) -> None:
        theme = self.theme
        self._middle.setContentsMargins(theme.px(28), theme.px(20), theme.px(20), theme.px(20))
        self._middle.setSpacing(theme.px(12))
        self._right.setContentsMargins(0, theme.px(20), theme.px(24), theme.px(20))
        self._right.setSpacing(theme.px(12))


def _stage_rail() -> StageRail:
    names = "Opening,Safe to talk,Who we are,Right person,Consent,Case status,What is new,Service,Help and close"
    stages = []
    for index, name in enumerate(names.split(",")):
        state = StageState.DONE if index < 6 else StageState.HERE if index == 6 else StageState.AHEAD
        stages.append(Stage(name, name, state))
    rail = StageRail(stages, person="Ruth Keller", role="Volunteer")
    rail.set_clock("6:48")
    rail.saved_mark.saved("10:21 AM")
    return rail


_PILES = (
    ("To be called", 402, "accent", "phone"),
    ("Added to someone already here", 21, "accent+tint_edge", "merge"),
    ("Here already, nothing new", 8, "edge+line", "copy"),
    ("Wait for a decision", 14, "warn_edge", "question-ring"),
    ("Not to be called", 19, "edge", "ban"),
    ("Could not be read", 4, "ink", "cross"),
)


def _piles() -> Card:
    card = Card("All 468 rows are accounted for", note="468 = 402 + 21 + 8 + 14 + 19 + 4")
    card.body.addWidget(BarStrip([Pile(label, count, color) for label, count, color, _ in _PILES]))
    row = QHBoxLayout()
    row.setSpacing(10)
    for label, count, color, icon_name in _PILES:
        tile = StatTile(label, count, icon_name=icon_name, boxed=True, swatch=color)
        tile.setChecked(label == "Wait for a decision")
        row.addWidget(tile)
    card.body.addLayout(row)
    return card


def _tiles() -> Card:
    card = Card("Call list", note="106 people")
    row = QHBoxLayout()
    for label, count in (("Due", 3), ("Ready", 14), ("Later", 31)):
        row.addWidget(StatTile(label, count, narrow=True))
    card.body.addLayout(row)
    return card


class _People(QAbstractTableModel):
    heads = ("", "Name", "Offense", "State", "Tries")
    rows = (
        ("Achterberg, Desmond", "Vandalism", ChipState.READY, 0),
        ("Calderon, Beatriz", "Vandalism", ChipState.TO_DECIDE, 0),
        ("Haskell, George", "Break-in at home", ChipState.INTERRUPTED, 1),
    )

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == 4:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        name, offense, state, tries = self.rows[index.row()]
        ticked = index.row() == 2
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return ("", name, offense, state.value, str(tries))[column]
        said: dict[tuple[int, int], object] = {
            (0, CellRole.TICKED): ticked,
            (0, Qt.ItemDataRole.AccessibleTextRole): "Ticked" if ticked else "Not ticked",
            (1, CellRole.STRONG): False,
            (3, CellRole.CHIP): state,
            (4, CellRole.FIGURE): True,
        }
        return said.get((column, role))


def _table() -> Card:
    card = Card(padding_px=0)
    table = TableView("Call list")
    table.setModel(_People(table))
    table.set_column_widths(46, 180, 160, 150, 70, stretch=2)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
    table.setCurrentIndex(table.model().index(1, 0))
    card.body.addWidget(table)
    return card

"""What has arrived in the watched folder: names, sizes, times. Nothing is imported by itself."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.export_files import Arrivals, Arrived
from callback_desk.ui.components import (
    ButtonSize,
    Card,
    Label,
    NoticeBar,
    Paragraph,
    QuietButton,
    SecondaryButton,
    Themed,
    Tone,
    set_shown,
)
from callback_desk.ui.imports.source import cloud_words
from callback_desk.ui.when import count, moment

_LINES = 5


class ArrivedLine(Themed, QWidget):
    """One file, with what is known of it and its button."""

    def __init__(self, words: str, detail: str, *, known: bool) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        middle = Qt.AlignmentFlag.AlignVCenter
        said = QVBoxLayout()
        said.setSpacing(0)
        self.words = Paragraph(words, face="strong", full_width=True)
        self.detail = Paragraph(detail, face="meta", color="ink2", full_width=True)
        said.addWidget(self.words)
        said.addWidget(self.detail)
        self._row.addLayout(said, 1)
        self.button = SecondaryButton("Look again" if known else "Import…", size=ButtonSize.NORMAL)
        self.button.setAccessibleName(f"{'Look again at' if known else 'Import'} {words}")
        self._row.addWidget(self.button, 0, middle)
        self._style_now()

    def _restyle(self) -> None:
        self._row.setContentsMargins(0, self.theme.px(2), 0, self.theme.px(2))
        self._row.setSpacing(self.theme.px(12))


class ArrivalsCard(Card):
    """`file_chosen(Path)`, `folder_wanted()`, `stop_wanted()`. Without a watched folder it is one quiet line."""

    file_chosen = Signal(object)
    folder_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, zone: ZoneInfo, *, parent: QWidget | None = None) -> None:
        super().__init__(padding_px=16, parent=parent)
        self._zone = zone
        self._shown: Arrivals | None = None
        self.lines: list[ArrivedLine] = []
        head = QHBoxLayout()
        self.heading = Paragraph("", face="strong", full_width=True)
        self.stop = QuietButton("Stop watching")
        self.stop.clicked.connect(self.stop_wanted)
        self.choose = QuietButton("Watch a folder…", icon_name="folder")
        self.another = QuietButton("Another folder…", icon_name="folder")
        head.addWidget(self.heading, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.stop)
        for button in (self.choose, self.another):
            button.clicked.connect(self.folder_wanted)
            head.addWidget(button)
        self.body.addLayout(head)
        self.note = Label("", face="meta", color="ink2")
        self.cloud = NoticeBar("", tone=Tone.WARN)
        self.trouble = NoticeBar("", tone=Tone.WARN)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.cloud)
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        self.body.addWidget(self.note)
        self._put(Arrivals())

    def show_arrivals(self, arrivals: Arrivals, now: datetime) -> None:
        """Put what was found on screen; the same as before touches nothing, so that no focus is lost."""
        if self._shown is not None and _same(self._shown, arrivals):
            return
        self._put(arrivals)
        for one in arrivals.arrived[:_LINES]:
            self._add_line(one, now)

    def _put(self, arrivals: Arrivals) -> None:
        self._shown = arrivals
        for line in self.lines:
            self._list.removeWidget(line)
            line.deleteLater()
        self.lines.clear()
        watched = arrivals.folder is not None
        self.heading.set_words(_heading(arrivals))
        had_focus = self.choose.hasFocus() or self.stop.hasFocus()
        set_shown(self.choose, not watched)
        set_shown(self.another, watched)
        set_shown(self.stop, watched)
        if had_focus:
            (self.another if watched else self.choose).setFocus()
        for bar, words in ((self.cloud, cloud_words(arrivals.cloud)), (self.trouble, arrivals.trouble)):
            bar.words.set_words(words)
            bar.setAccessibleName(words)
            set_shown(bar, bool(words))
        note = _note(arrivals)
        self.note.setText(note)
        set_shown(self.note, bool(note))

    def _add_line(self, one: Arrived, now: datetime) -> None:
        file = one.file
        changed = moment(datetime.fromtimestamp(file.changed_s, UTC), now, self._zone)
        detail = f"{size_words(file.size_bytes)}, saved {changed}"
        if one.imported_at is not None:
            detail += f". Imported {moment(one.imported_at, now, self._zone)}"
        line = ArrivedLine(file.name, detail, known=one.imported_at is not None)
        line.button.clicked.connect(partial(self.file_chosen.emit, file.path))
        self._list.addWidget(line)
        self.lines.append(line)

    def _restyle(self) -> None:
        super()._restyle()
        self.body.setSpacing(self.theme.px(10))


def size_words(size_bytes: int) -> str:
    """ "812 bytes", "48 KB", "1.2 MB"."""
    if size_bytes < 1_000:
        return count(size_bytes, "byte")
    if size_bytes < 1_000_000:
        return f"{size_bytes / 1_000:,.0f} KB"
    return f"{size_bytes / 1_000_000:,.1f} MB"


def _heading(arrivals: Arrivals) -> str:
    if arrivals.folder is None:
        return "Exports that arrive in a folder can be offered here."
    where = arrivals.folder.name or str(arrivals.folder)
    new = sum(1 for one in arrivals.arrived if one.imported_at is None)
    if new:
        return f"{count(new, 'file has', 'files have')} arrived in {where}"
    return f"No new file in {where}"


def _note(arrivals: Arrivals) -> str:
    said = []
    if arrivals.being_written:
        said.append(f"{count(arrivals.being_written, 'file is', 'files are')} being looked at or still written.")
    if len(arrivals.arrived) > _LINES:
        said.append(f"The newest {_LINES} of {len(arrivals.arrived)} are shown.")
    return " ".join(said)


def _same(one: Arrivals, other: Arrivals) -> bool:
    def facts(of: Arrivals) -> object:
        return (
            of.folder,
            of.cloud,
            of.trouble,
            of.being_written,
            [(a.file.path, a.imported_at) for a in of.arrived],
            [(a.file.size_bytes, a.file.changed_ns) for a in of.arrived],
        )

    return facts(one) == facts(other)

"""The sheet that is signed before rows with names leave the desk: which file, why, whose password, and who else."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.access import EXPORT_WITHOUT_SECOND
from callback_desk.domain.rows_to_correct import RowsToCorrect
from callback_desk.domain.signing import SecondAsked
from callback_desk.ui.components import (
    Dialog,
    Field,
    NoticeBar,
    Paragraph,
    PasswordField,
    Scroller,
    SecondaryButton,
    Themed,
    Tone,
    set_shown,
)
from callback_desk.ui.imports.source import PASTED
from callback_desk.ui.when import count, moment
from callback_desk.use_cases.rows_to_correct import Signature

SAVE, SAVE_THERE, SAVING = "Save the rows…", "Save them there", "Saving…"
_LEAST_PX = 132
_EDGES_PX = 64  # the card's own edges and the bar that scrolls
_AROUND_PX = 8  # between the card and the window


def second_words(asked: SecondAsked | None, now: datetime, zone: ZoneInfo) -> str:
    """Why another person signs, and from when it goes without one."""
    words = f"More than {EXPORT_WITHOUT_SECOND} rows: another supervisor or administrator signs as well."
    if asked is None:
        return f"{words} If nobody can, leave their name empty: the wish is kept, and a day later you can save them."
    if asked.free_at <= now:
        return f"{words} {asked.by} asked {moment(asked.asked_at, now, zone)}; it goes without a second person now."
    return (
        f"{words} {asked.by} asked {moment(asked.asked_at, now, zone)}; without a second person it goes from "
        f"{moment(asked.free_at, now, zone)}."
    )


class _Fields(Themed, QWidget):
    """What is filled in; the sheet scrolls it when the window is small."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self._style_now()

    def _restyle(self) -> None:
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(self.theme.px(12))


class CorrectSheet(Dialog):
    """`confirmed()` when everything is filled in; `file_wanted()` and `place_wanted()` ask for a file or a place.

    `source` is the file the rows are read from, the text that was pasted, or None as long as nobody has named it.
    """

    file_wanted = Signal()
    place_wanted = Signal()

    def __init__(
        self,
        known: RowsToCorrect,
        source: Path | str | None,
        *,
        now: datetime,
        zone: ZoneInfo,
        parent: QWidget,
    ) -> None:
        super().__init__(
            f"Save {count(known.rows, 'row')} to correct",
            "The file will hold names and numbers that anybody can read. Remove it when it is imported again.",
            verb=SAVE,
            parent=parent,
        )
        self.known = known
        self.source = source
        self.scroller = Scroller()
        self.fields = _Fields()
        self.scroller.body.addWidget(self.fields)
        self.scroller.body.addStretch(1)
        self.add_scroller(self.scroller)
        self._add_file()
        self.reason = Field("Why you need them", hint="For example: the front office corrects them")
        self.password = PasswordField("Your password")
        self.second = Field("Second person", help_text="By the name they sign in with.")
        self.second_password = PasswordField("Their password")
        column = self.fields.column
        column.addWidget(self.reason)
        column.addWidget(self.password)
        self.second_said = Paragraph(second_words(known.asked, now, zone), color="ink2", full_width=True)
        for part in (self.second_said, self.second, self.second_password):
            column.addWidget(part)
            set_shown(part, known.needs_second)
        self.cloud = NoticeBar("", tone=Tone.WARN, actions=("Choose another place",))
        self.cloud.action.connect(self.place_wanted)
        self.trouble = NoticeBar("", tone=Tone.WARN)
        for bar in (self.cloud, self.trouble):
            column.addWidget(bar)
            set_shown(bar, False)
        self._filled: tuple[Field | PasswordField, ...] = (
            self.reason,
            self.password,
            self.second,
            self.second_password,
        )
        for field in self._filled:
            field.text_changed.connect(self._forget_errors)
            field.edit.installEventFilter(self)
        self.verb.clicked.disconnect()
        self.verb.clicked.connect(self._on_verb)
        self.show_source()
        self._style_now()

    def _add_file(self) -> None:
        row = QHBoxLayout()
        self.file_words = Paragraph("", color="ink2", full_width=True)
        self.choose = SecondaryButton("Choose the file…", icon_name="folder")
        self.choose.clicked.connect(self.file_wanted)
        row.setSpacing(12)
        row.addWidget(self.file_words, 1)
        row.addWidget(self.choose)
        self.fields.column.addLayout(row)

    @property
    def signature(self) -> Signature:
        return Signature(self.reason.text, self.password.text, self.second.text, self.second_password.text)

    def show_source(self) -> None:
        """Say where the rows are read from."""
        name = self.known.batch.file_name
        if isinstance(self.source, Path):
            words = f"Read again from {self.source.name} in {self.source.parent}."
        elif self.source is not None:
            words = "Read again from what was pasted."
        elif name == PASTED:
            words = "These rows were pasted and are nowhere any more. Paste them once more to save those to correct."
        else:
            words = f"The desk keeps no such row. They are read again from {name}: say where it is now."
        self.file_words.set_words(words)
        set_shown(self.choose, self.source is None and name != PASTED)
        self.file_words.set_color("ink2")

    def show_cloud(self, service: str, folder: str) -> None:
        """The place that was chosen is copied elsewhere ("": it is not)."""
        self.set_busy(False)
        words = f"{folder} is copied to {service}: the names in the file go to other computers." if service else ""
        self._say(self.cloud, words)
        if words:
            self.verb.set_label(SAVE_THERE)

    def show_trouble(self, sentence: str, code: str) -> None:
        """Beside the field it is about; passwords that were not right are typed anew."""
        self.set_busy(False)
        beside: dict[str, Field | PasswordField] = {
            "first-password": self.password,
            "second-password": self.second_password,
            "one-time": self.second_password,
            "second-is-first": self.second,
            "second-unknown": self.second,
            "second-needed": self.second,
        }
        field = beside.get(code)
        if field is None:
            if isinstance(self.source, Path) and code in ("file-gone", "file-changed"):
                set_shown(self.choose, True)
            self._say(self.trouble, sentence)
            return
        if isinstance(field, PasswordField):
            field.clear()
        self._point_at(field, sentence)

    def _say(self, bar: NoticeBar, words: str) -> None:
        bar.words.set_words(words)
        bar.setAccessibleName(words)
        set_shown(bar, bool(words))
        self._fit()
        if words:
            self.scroller.ensureWidgetVisible(bar)

    def _point_at(self, field: Field | PasswordField, sentence: str) -> None:
        field.set_error(sentence)
        self._fit()
        field.setFocus()
        self.scroller.ensureWidgetVisible(field)

    def set_busy(self, busy: bool) -> None:
        """While it is checked and written nothing is pressed twice."""
        self.verb.setEnabled(not busy)
        self.verb.set_label(SAVING if busy else SAVE)

    def _on_verb(self) -> None:
        if self.source is None:
            self.file_words.set_color("danger_ink")
            self.choose.setFocus()
            return
        asked: list[tuple[Field | PasswordField, str]] = [
            (self.reason, "Say in a few words why you need these rows."),
            (self.password, "Type your password."),
        ]
        second = self.second.text.strip()
        if self.known.needs_second and second:
            asked.append((self.second_password, f"{second} types their password here."))
        for field, words in asked:
            if not field.text.strip():
                self._point_at(field, words)
                return
        self._say(self.trouble, "")
        self.confirmed.emit()

    def _forget_errors(self) -> None:
        wrong = [field for field in self._filled if field.error]
        for field in wrong:
            field.set_error("")
        if wrong:
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget) and hasattr(self, "scroller"):
            self.scroller.ensureWidgetVisible(watched, 0, self.theme.px(40))
        return super().eventFilter(watched, event)

    def _first_field(self) -> QWidget | None:
        return self.choose if self.source is None and self.choose.isVisibleTo(self) else self.reason.edit

    def open_dialog(self) -> None:
        super().open_dialog()
        self._fit()  # what was never shown has no height yet

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "trouble"):
            self._fit()

    def _fit(self) -> None:
        """As high as the fields want, as low as the window asks; title and buttons always stay in sight."""
        theme = self.theme
        under = self._under()
        width = min(theme.px(560), max(theme.px(320), under.width() - 2 * theme.px(_AROUND_PX)))
        self.card.setFixedWidth(width)
        wanted = self.scroller.body.heightForWidth(width - theme.px(_EDGES_PX)) + theme.px(12)
        beside = self.card.body.heightForWidth(width) - self.scroller.height()
        room = under.height() - beside - 4 * theme.px(_AROUND_PX)
        self.scroller.setFixedHeight(max(theme.px(_LEAST_PX), min(wanted, room)))

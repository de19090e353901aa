"""A file of answers: what becomes of each line is shown first, then one press saves all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from callback_desk.domain.feedback import CHANNEL_WORDS, Channel
from callback_desk.domain.feedback_file import FeedbackFile
from callback_desk.domain.rating_scale import ITEMS
from callback_desk.ui.components import Card, Paragraph, PrimaryButton, SecondaryButton, empty_out, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForFile, opening
from callback_desk.ui.when import count, moment
from callback_desk.use_cases import feedback

ASK_FOR_ANSWERS: Final = opening("Read a file of answers", "Tables (*.csv *.tsv *.txt)")
_MOST_SHOWN: Final = 12
_WHAT: Final = (
    "A CSV file with one answer a line. Its headings: day, number where the form numbers its answers, and "
    f"{', '.join(item.question for item in ITEMS)}, as far as the form asks them. "
    "Every other column, such as a name or a remark, is not kept."
)
_NO_NUMBER: Final = (
    "This file has no column that numbers its answers. A longer file with the same answers would count them twice: "
    "read each answer in one file only."
)


class WrittenFile(Card):
    """`channel()` gives how the answers came, None while nobody said so. `kept()` after a file is on record."""

    kept = Signal()

    def __init__(
        self, page: DeskPage, channel: Callable[[], Channel | None], ask_for_file: AskForFile = ASK_FOR_ANSWERS
    ) -> None:
        super().__init__("Read a file of answers")
        self._page, self._channel = page, channel
        self._file: FeedbackFile | None = None
        self._as: Channel | None = None
        self.ask_for_file = ask_for_file
        self.body.addWidget(Paragraph(_WHAT, color="ink2", full_width=True))
        self.told = Paragraph("", face="strong", full_width=True)
        self.body.addWidget(self.told)
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        row = QHBoxLayout()
        self.read = SecondaryButton("Read a file…", icon_name="folder")
        self.read.clicked.connect(self._on_read)
        self.keep = PrimaryButton("Save these answers", icon_name="check")
        self.keep.clicked.connect(self._on_keep)
        row.addWidget(self.read)
        row.addStretch(1)
        row.addWidget(self.keep)
        self.body.addLayout(row)
        self.forget()

    def forget(self) -> None:
        """No file is at hand."""
        self._file = None
        empty_out(self._list)
        self.told.set_words("")
        set_shown(self.told, False)
        set_shown(self.keep, False)

    def _on_read(self) -> None:
        channel = self._channel()
        path = self.ask_for_file(self) if channel is not None else None
        if channel is None or path is None:
            return
        desk = self._page.desk
        self.forget()

        def look() -> feedback.Looked:
            return feedback.look_at_feedback(desk, feedback.read_feedback_file(desk, path), channel)

        self._as = channel
        self._page.ask("written", look, self._on_looked)

    def _on_looked(self, looked: feedback.Looked) -> None:
        self._file = looked.file if looked.can_be_kept else None
        empty_out(self._list)
        self.told.set_words(self._says(looked))
        set_shown(self.told, True)
        refused = () if looked.read_on else looked.judged.refused
        for one in refused[:_MOST_SHOWN]:
            self._list.addWidget(Paragraph(f"Line {one.line}: {one.why}", color="warn", full_width=True))
        if len(refused) > _MOST_SHOWN:
            self._list.addWidget(Paragraph(f"And {len(refused) - _MOST_SHOWN:,} more.", color="ink2"))
        if looked.file.left_out:
            names = ", ".join(looked.file.left_out[:_MOST_SHOWN])
            more = " and others" if len(looked.file.left_out) > _MOST_SHOWN else ""
            self._note(f"Not kept: the columns {names}{more}.")
        if looked.can_be_kept and not looked.file.numbered:
            self._note(_NO_NUMBER)
        set_shown(self.keep, looked.can_be_kept)
        self.keep.open_again()

    def _note(self, words: str) -> None:
        self._list.addWidget(Paragraph(words, face="meta", color="ink2", full_width=True))

    def _says(self, looked: feedback.Looked) -> str:
        page, judged = self._page, looked.judged
        if looked.read_on is not None:
            read = moment(looked.read_on, page.now, page.desk.zone)
            if looked.read_as is not None and looked.read_as is not self._as:
                was = CHANNEL_WORDS[looked.read_as]
                return f"This very file was read on {read} as “{was}”. If that was wrong, take it back first."
            return f"This very file was read on {read}. Nothing in it is new."
        parts = (
            (len(judged.new), "new"),
            (judged.known, "on record already"),
            (judged.empty, "with nothing answered"),
            (len(judged.refused), "that cannot be read"),
        )
        told = ", ".join(f"{many:,} {words}" for many, words in parts if many)
        counted = f"{count(judged.rows, 'line')}: {told}." if judged.rows else "No line in this file."
        if judged.refused:
            return f"{counted} Nothing is saved until these lines are put right in the file."
        return counted if judged.new else f"{counted} There is nothing to save."

    def _on_keep(self) -> None:
        if self._file is None or self._as is None:
            return
        desk, op, file, channel = self._page.desk, self._page.desk.new_operation(), self._file, self._as
        self.keep.close_with("It is being saved.")
        task = self._page.save(lambda: feedback.keep_feedback_file(desk, op, file, channel), self._on_kept)
        task.failed.connect(lambda _trouble: self.keep.open_again())

    def _on_kept(self, kept: feedback.FeedbackKept) -> None:
        self.forget()
        self.told.set_words(kept.sentence)
        set_shown(self.told, True)
        self.kept.emit()


__all__ = ["WrittenFile"]

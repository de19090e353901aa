"""Answers on cards and web forms: one card is typed in, a file is read once, either is taken back as it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.feedback import Channel, FeedbackBatch, FeedbackForm, settled_form
from callback_desk.domain.feedback_file import MOST_ROWS, FeedbackFile, JudgedFile, judged, read_feedback
from callback_desk.domain.ids import FeedbackBatchId
from callback_desk.intake.limits import Limits
from callback_desk.intake.small_table import open_small_table
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, does, gives

LIMITS = Limits(text_bytes=20_000_000, rows=MOST_ROWS + 100, columns=200, cell_chars=20_000, line_chars=200_000)


@dataclass(frozen=True, slots=True)
class Looked:
    """A file as it would be kept. `read_on`: when this very file was kept already, UTC; nothing of it is new then.

    `read_as`: how it was kept then; as another channel the same people would be counted twice.
    """

    file: FeedbackFile
    judged: JudgedFile
    read_on: datetime | None = None
    read_as: Channel | None = None

    @property
    def can_be_kept(self) -> bool:
        return self.read_on is None and not self.judged.refused and bool(self.judged.new)


@dataclass(frozen=True, slots=True)
class FeedbackKept:
    """What a file brought; 0 where nothing of it was new."""

    changes: Changes
    taken: int
    batch_id: FeedbackBatchId | None = None

    @property
    def sentence(self) -> str:
        """What a person reads after it."""
        if not self.taken:
            return "Nothing in this file is new. Nothing was changed."
        return f"{self.taken:,} answer{'s are' if self.taken > 1 else ' is'} on record."


@does(Act.KEEP_FEEDBACK)
def key_card(work: Work, channel: Channel, form: FeedbackForm) -> Done:
    """Keep one form somebody typed in. Raises DeskFault for a day that cannot be, or with nothing answered."""
    settled = settled_form(FeedbackForm(form.day, form.answers), _today(work))
    batch_id = work.uow.feedback.keep(channel, [settled], by=work.by, at=work.now)
    work.record(Event.FEEDBACK_KEEP, kind="feedback", id=batch_id, channel=channel.value, forms=1)
    return Done(Changes.FEEDBACK, batch_id)


def read_feedback_file(desk: Desk, path: Path) -> FeedbackFile:
    """Read a table of answers, through the reader and limits of the import. Raises DeskFault; writes nothing."""
    check(desk, Act.KEEP_FEEDBACK)
    too_large = "This file is too large for answers on cards and forms. Nothing was saved."
    source, sha256 = open_small_table(path, LIMITS, too_large=too_large)
    return read_feedback(source.lines(), sha256)


declared(read_feedback_file, Act.KEEP_FEEDBACK, writes=False)


@asks(Act.KEEP_FEEDBACK)
def look_at_feedback(work: Work, file: FeedbackFile, channel: Channel) -> Looked:
    """What would become of each line, as answers of this channel."""
    return _looked(work, file, channel)


@gives(
    Act.KEEP_FEEDBACK,
    again=lambda _work, _made: FeedbackKept(Changes.NOTHING, 0),
    made=lambda kept: kept.batch_id or 0,
)
def keep_feedback_file(work: Work, file: FeedbackFile, channel: Channel) -> FeedbackKept:
    """Keep every new answer of a file, in one save; the same file twice adds nothing.

    Raises DeskFault while any line is refused: nothing of the file is kept then.
    """
    looked = _looked(work, file, channel)
    if looked.judged.refused and looked.read_on is None:
        first = looked.judged.refused[0]
        raise DeskFault(f"Line {first.line}: {first.why} Nothing of this file was saved.", code="feedback.refused")
    if not looked.can_be_kept:
        return FeedbackKept(Changes.NOTHING, 0)
    new = looked.judged.new
    batch_id = work.uow.feedback.keep(channel, new, by=work.by, at=work.now, file_sha256=file.sha256)
    work.record(
        Event.FEEDBACK_KEEP,
        kind="feedback",
        id=batch_id,
        channel=channel.value,
        forms=len(new),
        sha256=file.sha256,
    )
    return FeedbackKept(Changes.FEEDBACK, len(new), batch_id)


@asks(Act.KEEP_FEEDBACK)
def kept_feedback(work: Work) -> tuple[FeedbackBatch, ...]:
    """What was kept, the newest first, with what was taken back."""
    return work.uow.feedback.batches()


@does(Act.KEEP_FEEDBACK)
def take_back_feedback(work: Work, batch_id: FeedbackBatchId) -> Done:
    """A card or a file counts no more; it stays on record. Twice changes nothing. Raises NotFound."""
    batch = work.uow.feedback.batch(batch_id)
    if batch.taken_back is not None:
        return Done(Changes.NOTHING, batch_id)
    work.uow.feedback.take_back(batch_id, by=work.by, at=work.now)
    work.record(Event.FEEDBACK_TAKE_BACK, kind="feedback", id=batch_id, forms=batch.forms)
    return Done(Changes.FEEDBACK, batch_id)


def _looked(work: Work, file: FeedbackFile, channel: Channel) -> Looked:
    every = (channel, *(other for other in Channel if other is not channel))
    before = next((found for one in every if (found := work.uow.feedback.read_before(one, file.sha256))), None)
    known = work.uow.feedback.numbers(channel)
    again = (None, None) if before is None else (before.at, before.channel)
    return Looked(file, judged(file, _today(work), known), *again)


def _today(work: Work) -> date:
    return work.now.astimezone(work.desk.zone).date()

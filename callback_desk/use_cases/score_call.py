"""A call that was read is scored; its volunteer reads the score in plain words; a supervisor sees figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallState
from callback_desk.domain.call_flags import Flag
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault, NotAllowed
from callback_desk.domain.ids import CallId, CheckId, StaffId
from callback_desk.domain.quality import Band, Check, Mark, NewCheck, checked, form_of, score, score_words
from callback_desk.domain.sampling import Why, stage_words
from callback_desk.domain.views import ReviewLine
from callback_desk.use_cases.desk import Work, asks, does
from callback_desk.use_cases.reading_ladder import ladder_of, stage_of

_TO_SCORE: Final = timedelta(days=30)  # after that nobody remembers the call
_SHOWN: Final = 10
_READABLE: Final = frozenset({CallState.REVIEW, CallState.SIGNED})


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """One score as the volunteer reads it: of which call, what was good, what to talk over. No name of a victim."""

    check_id: CheckId
    called_at: datetime
    at: datetime
    by: str
    words: str
    to_talk_over: tuple[str, ...]
    note: str
    beside: bool
    new: bool


@dataclass(frozen=True, slots=True)
class Feedback:
    """Where somebody stands, how many of their calls were signed off, and what was said of those that were scored."""

    stage: str
    signed: int
    lines: tuple[FeedbackLine, ...]

    @property
    def new(self) -> int:
        return sum(line.new for line in self.lines)


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """One line of the form over many calls."""

    words: str
    yes: int
    no: int
    cannot_tell: int


@dataclass(frozen=True, slots=True)
class ReviewFigures:
    """The desk's figures from `since` on. Nobody is named: a form is for talking with one person, not for a list.

    `finished`: calls that came to *Review*; `chosen` of them are read for a reason, `scored` of these have a form.
    """

    since: datetime
    finished: int
    chosen: int
    scored: int
    reasons: Mapping[Why, int]
    signs: Mapping[Flag, int]
    bands: Mapping[Band, int]
    items: tuple[ItemFigures, ...]


@asks(Act.REVIEW_CALLS)
def calls_to_score(work: Work) -> tuple[ReviewLine, ...]:
    """Chosen calls signed off in the last 30 days without a form, oldest first: leads never wait for a form."""
    return work.uow.calls.signed_to_score(work.now - _TO_SCORE, _SHOWN, besides=work.desk.session.staff.id)


@does(Act.SCORE_CALL)
def score_call(work: Work, call_id: CallId, said: NewCheck) -> Done:
    """Keep a filled-in form. Raises DeskFault with what is missing, NotAllowed for one's own call."""
    call = work.uow.calls.get(call_id)
    if call.state not in _READABLE:
        raise DeskFault("This call is not finished. It can be scored when it is back.")
    if call.staff_id == work.desk.session.staff.id:
        raise NotAllowed("You made this call. Another supervisor scores it.")
    check_id = work.uow.reviews.add_check(call_id, call.staff_id, checked(said), by=work.by, at=work.now)
    work.record(Event.REVIEW_SCORE, kind="call", id=call_id, form=said.form, check=check_id)
    return Done(Changes.REVIEW, check_id)


@asks(Act.SEE_SHIFT)
def my_feedback(work: Work) -> Feedback:
    """What supervisors said of one's own calls, newest first; and where one stands."""
    me = work.desk.session.staff.id
    last = int(work.uow.desk.note(_read_note(me)) or 0)
    stage = stage_of(work, me)
    lines = tuple(_line(work, check, last) for check in work.uow.reviews.checks_of(me, limit=_SHOWN))
    return Feedback(stage_words(stage, ladder_of(work).percent(stage)), work.uow.reviews.read_calls().get(me, 0), lines)


@does(Act.SEE_SHIFT)
def feedback_read(work: Work, newest: CheckId) -> Done:
    """*I have read it*: the lines up to this one are not new any more. They stay."""
    me = work.desk.session.staff.id
    mine = {check.id for check in work.uow.reviews.checks_of(me, limit=_SHOWN)}
    if newest not in mine:
        raise DeskFault("This is not about a call of yours.")
    work.uow.desk.put_note(_read_note(me), str(int(newest)), by=work.by, at=work.now)
    work.record(Event.RECORD_CHANGE, kind="note")
    return Done(Changes.REVIEW, newest)


def _read_note(staff_id: StaffId) -> str:
    return f"feedback_read:{staff_id}"


def _line(work: Work, check: Check, last: int) -> FeedbackLine:
    form = form_of(check.said.form)
    return FeedbackLine(
        check_id=check.id,
        called_at=work.uow.calls.get(check.call_id).started_at,
        at=check.at,
        by=check.by,
        words=score_words(check.said),
        to_talk_over=tuple(item.words for item in form.items if check.said.marks[item.key] is Mark.NO),
        note=check.said.note,
        beside=check.said.beside,
        new=check.id > last,
    )


@asks(Act.SEE_FIGURES)
def review_figures(work: Work, since: datetime) -> ReviewFigures:
    """What was chosen and why, what was scored, and each line of the form over all of it."""
    newest = {drawn.call_id: drawn.said for drawn in work.uow.reviews.draws(since, work.now + timedelta(days=1))}
    checks = {check.call_id: check for check in work.uow.reviews.checks(since, work.now + timedelta(days=1))}
    chosen = {call_id for call_id, said in newest.items() if said.taken}
    reasons: Counter[Why] = Counter(why for said in newest.values() for why in said.reasons)
    signs: Counter[Flag] = Counter(flag for said in newest.values() for flag in said.flags)
    bands: Counter[Band] = Counter(score(check.said).band for check in checks.values())
    marks: Counter[tuple[str, Mark]] = Counter(
        (item.words, check.said.marks[item.key]) for check in checks.values() for item in form_of(check.said.form).items
    )
    items = tuple(
        ItemFigures(words, marks[words, Mark.YES], marks[words, Mark.NO], marks[words, Mark.CANNOT_TELL])
        for words in dict.fromkeys(words for words, _mark in marks)
    )
    return ReviewFigures(
        since=since,
        finished=len(newest),
        chosen=len(chosen),
        scored=len(chosen & set(checks)),
        reasons={why: reasons[why] for why in Why if reasons[why]},
        signs={flag: signs[flag] for flag in Flag if signs[flag]},
        bands={band: bands[band] for band in Band if bands[band]},
        items=items,
    )

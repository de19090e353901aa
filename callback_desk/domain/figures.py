"""What a report says: values only, counted by `use_cases.figures` and drawn by the window and on paper.

No share stands alone: every share is a `Percentage` with its n and, where shown, its interval. What is withheld is None
(or a `Percentage` without a share) and is drawn as "fewer than 10", never as 0. The values hold no name of a victim, no
case and no quote. Names of volunteers are in `CallerRow` alone, which is no part of a `Report`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from callback_desk.domain.feedback import Channel
from callback_desk.domain.figure_periods import Period
from callback_desk.domain.measures import CaseClass, Difference, Percentage, Rates
from callback_desk.domain.themes import ThemeFigures

#: Stands under every figure of answers: telephone respondents judge police more kindly than web respondents do.
COLLECTED = (
    "Collected by telephone by police volunteers. Telephone answers tend to be kinder than written ones. "
    "Groups under 10 are not shown, areas under 30 are not shown."
)
#: Stands beside drivers.
GOES_TOGETHER = "What goes together with satisfaction; not what causes it."


@dataclass(frozen=True, slots=True)
class Plain:
    """Six counts of work done in the period; exact, because they are about the desk and not about a group.

    `due`: people whose callback was on the list to be called at some time in the period. `reached`: different people
    who were spoken to themselves. `new_information`: lines of what is new, by the day they were kept. `used`: points
    whose newest receipt says *used*, by the receipt's day; None while no receipt was ever recorded: drawn as "no
    receipts yet", not as 0. `complaints_routed` and `praise`: passed on in the period.
    """

    due: int
    reached: int
    new_information: int
    used: int | None
    complaints_routed: int
    praise: int


@dataclass(frozen=True, slots=True)
class StepCount:
    """So many chose one of these answers (keys of the scale, best first; several where small steps were joined)."""

    answers: tuple[str, ...]
    labels: tuple[str, ...]
    n: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Answers beside the valid n, never counted as dissatisfied."""

    dont_know: int = 0
    prefer_not: int = 0
    not_yet: int = 0

    @property
    def all(self) -> int:
        return self.dont_know + self.prefer_not + self.not_yet


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One block of months in a trend: at least 10 valid answers, all of one wording."""

    first: date
    last: date
    top: Percentage


@dataclass(frozen=True, slots=True)
class ItemFigure:
    """One service question in one wording. Figures of two wordings are two values and are never added up.

    While it is withheld, `top` has no share and its n is 0: how few there are is not said either.

    `label` is the question in a few words, `question` the key of the form. `basis` are the days counted; `widened` says
    they are more than the report's own period, because that alone was too small. `top`: the best two answers of five
    (of a three-step scale the best one); its n is the valid n. `steps`: the whole scale, small steps joined to the next
    (empty while withheld). `waiting`: answers that are too few as yet wait for others before they are shown.
    """

    question: str
    label: str
    wording: str
    headline: bool
    basis: Period
    widened: bool
    top: Percentage
    steps: tuple[StepCount, ...] = ()
    left_out: LeftOut | None = None
    waiting: bool = False
    trend: tuple[TrendPoint, ...] = ()


class BreakKind(StrEnum):
    """What ends a line of a trend: it is never drawn across one."""

    WORDING = "wording"
    OUTCOMES = "outcomes"
    ELIGIBILITY = "eligibility"


@dataclass(frozen=True, slots=True)
class Break:
    """From `day` on (the desk's zone) something else was asked, counted or called. `what` is a sentence for a mark."""

    day: date
    kind: BreakKind
    what: str


@dataclass(frozen=True, slots=True)
class RateSet:
    """Rates by one convention, with the final dispositions they come from: every class is in `counts`."""

    counts: Mapping[CaseClass, int]
    rates: Rates

    @property
    def n(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Pending:
    """Callbacks without a last word on the period's last day; shown, and in no rate."""

    appointment: int  # an agreed time is still ahead
    trying: int  # tried, and to be tried again
    review: int  # talked to, the call waits for its sign-off
    not_tried: int  # visible and not dialed


@dataclass(frozen=True, slots=True)
class MethodRates:
    """AAPOR rates twice. `ours`: a dead number is a non-contact, because a report proves that the person exists;
    `strict`: by AAPOR's own table, where it is not eligible.
    """

    ours: RateSet
    strict: RateSet
    pending: Pending


class GroupKind(StrEnum):
    OFFENSE = "offense"
    AREA = "area"
    LANGUAGE = "language"
    AGE_BAND = "age_band"
    HOUR = "hour"  # of the first try, by the clock at the number


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group: how many were due, were reached, answered; and what they said of the whole experience.

    `of_due` and `of_answered` are its shares of everybody due and of everybody who answered service questions (their n
    is everybody); `reached` is the share of its own due. A group is a whole row or is not there at all.
    """

    group: str
    label: str
    due: int
    answered: int
    of_due: Percentage
    of_answered: Percentage
    reached: Percentage
    whole: Percentage

    @property
    def points(self) -> int | None:
        """How many points more of those who answered than of those due; below 0 the group is heard too little."""
        if self.of_due.share is None or self.of_answered.share is None:
            return None
        return round(100 * self.of_answered.share) - round(100 * self.of_due.share)

    @property
    def missed(self) -> bool:
        """Whether its share of those who answered lies below its share of those due by more than chance explains."""
        interval, due = self.of_answered.interval, self.of_due.share
        return interval is not None and due is not None and interval.high < due


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Everybody due by one fact about them. `total_due` and `total_answered` stand beside the rows.

    `withheld` says that groups are missing because they are small; what is missing of the total is then 10 or more.
    """

    kind: GroupKind
    basis: Period
    widened: bool
    rows: tuple[GroupRow, ...]
    total_due: int
    total_answered: int
    withheld: bool


@dataclass(frozen=True, slots=True)
class Driver:
    """How satisfaction with the whole goes together with one question, both of one wording.

    `among_top`: share satisfied with the whole among those who gave this question one of its best answers;
    `among_others`: among those who gave another valid answer. Both n are 10 or more.
    """

    question: str
    label: str
    wording: str
    basis: Period
    among_top: Percentage
    among_others: Percentage
    difference: Difference


@dataclass(frozen=True, slots=True)
class YieldRow:
    """What one prompt of the script brought. `offense` is what the report is about, "" for all.

    `asked`: calls begun in the period in which somebody was talked to (whether each prompt was read out is not on
    record); `brought`: of these, calls with a line of what is new from it; `used`: of these, calls with a line a
    receipt calls used, None while there are no receipts. `share` is brought of asked.
    """

    question: str
    label: str
    offense: str
    asked: int
    brought: int
    used: int | None
    share: Percentage


class FlowKind(StrEnum):
    COMPLAINT = "complaint"
    PRAISE = "praise"


@dataclass(frozen=True, slots=True)
class FlowRow:
    """Complaints or thanks raised in the period, and what became of these; nobody's name.

    `overdue`: of complaints, not routed after the day they were raised, or not acknowledged a week after that, as of
    the day the report was made.
    """

    kind: FlowKind
    raised: int
    routed: int
    acknowledged: int
    overdue: int


@dataclass(frozen=True, slots=True)
class CallerRow:
    """One volunteer's work, for supervisors alone and never on paper by name; by the alphabet, without a rank.

    `complete` is the share of complete talks among people who answered, shown from 30.
    """

    name: str
    sessions: int  # days with a try
    tries: int
    answered: int
    talked: int
    refusals: int
    cut_off: int
    minutes: int
    complete: Percentage


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """Answers that came another way than by telephone: one channel, added to nothing else.

    `forms`: cards or web forms with a day in the report's period.
    """

    channel: Channel
    forms: int
    items: tuple[ItemFigure, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One report of one desk over one period. `made_at` is UTC, days are of `zone` (IANA).

    `growing`: the period's last day is not over, so figures may change; what leaves the house takes only what is over.
    Beside every figure of answers stand RR1 and RR3 of `method`, and `COLLECTED`. `channels` stand apart: nothing of
    them is in any other part.
    """

    agency: str
    zone: str
    period: Period
    made_at: datetime
    growing: bool
    plain: Plain
    method: MethodRates
    items: tuple[ItemFigure, ...]
    breaks: tuple[Break, ...] = ()
    groups: tuple[GroupTable, ...] = ()
    drivers: tuple[Driver, ...] = ()
    yields: tuple[YieldRow, ...] = ()
    flow: tuple[FlowRow, ...] = ()
    themes: ThemeFigures | None = None
    channels: tuple[ChannelFigures, ...] = ()

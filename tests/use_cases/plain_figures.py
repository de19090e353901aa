"""Every figure of a report once more, the slow way, from plain values (`random_desks`): a second opinion.

Written from the study (research/domain 3.3, 4.2 and 4.3), the rules of small numbers and of days as `docs/decisions.md`
and `docs/supervisor.md` say them, and the shipped outcome table read as plain data. Nothing of `callback_desk` is
called. One loop asks one question; each person is looked at again for each figure.
"""

from __future__ import annotations

import calendar
import math
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.use_cases.random_desks import SCALES, ZONE, Call, Callback, Work, taken_back

_TABLE = tomllib.loads(Path("resources/rules/outcomes-v1.toml").read_text("utf-8"))
OUTCOMES = {row["outcome"]: row for row in _TABLE["outcome"]}
#: What says most of somebody, last; of equals the newest try counts (AAPOR Standard Definitions).
_SAYS = (("UH", "NE"), ("UO",), ("NC",), ("O",), ("R",), ("P",), ("I",))
SPOKEN = {
    *("talked_all", "talked_part", "another_time", "no_calls_wanted", "soft_refusal", "cut_off"),
    *("unsafe", "something_wrong", "danger"),
}
LEFT_OUT = ("dont_know", "prefer_not", "not_yet")
Month = tuple[int, int]


def day_of(at: datetime) -> date:
    return at.astimezone(ZONE).date()


def month_of(day: date) -> Month:
    return day.year, day.month


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The two shares whose test at 95 % just touches hits of n: the roots of (x - hits/n)^2 = z^2 x (1 - x) / n."""
    z2 = 1.96**2
    a, b, c = n + z2, -(2 * hits + z2), hits * hits / n
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    return max(0.0, (-b - root) / (2 * a)), min(1.0, (-b + root) / (2 * a))


@dataclass(frozen=True)
class Days:
    """The days of a report, and today."""

    first: date
    last: date
    today: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def months(self) -> set[Month]:
        """Those that lie inside whole; of the running month only what there is of it must."""
        found, day = set(), self.first
        while day <= min(self.last, self.today):
            year, month = month_of(day)
            end = date(year, month, calendar.monthrange(year, month)[1])
            if date(year, month, 1) >= self.first and min(end, self.today) <= self.last:
                found.add((year, month))
            day = end + timedelta(days=1)
        return found

    @property
    def year(self) -> Days:
        """Twelve months to the same end."""
        year, month = month_of(self.last)
        back = year * 12 + month - 1 - 11
        return Days(date(back // 12, back % 12 + 1, 1), self.last, self.today)


# What of months may be shown


def whole_blocks(counts: Iterable[dict[Month, int]], least: int = 10) -> list[set[Month]]:
    """Months put together from the first on until there are enough of each of these."""
    parts = list(counts)
    used = sorted({month for part in parts for month, n in part.items() if n})
    found, block, so_far = [], set[Month](), [0] * len(parts)
    for month in used:
        block.add(month)
        for place, part in enumerate(parts):
            so_far[place] += part.get(month, 0)
        if all(n >= least for n in so_far):
            found.append(block)
            block, so_far = set(), [0] * len(parts)
    return found


def shown(counts: Iterable[dict[Month, int]], inside: set[Month], least: int = 10) -> set[Month]:
    """From the first to the last month of each block that lies inside whole."""
    found = set()
    for block in whole_blocks(counts, least):
        if block <= inside:
            found |= {month for month in inside if min(block) <= month <= max(block)}
    return found


# How callbacks end


def told(one: Callback) -> list[tuple[date, str]]:
    """(day, newest end) of what was dialed, oldest first; "" for what never ended."""
    kept = [(a_try.at, a_try.ends[-1] if a_try.ends else "") for a_try in one.tries if not taken_back(a_try)]
    return [(day_of(at), end) for at, end in kept]


def stands(call: Call) -> bool:
    return call.state in ("signed", "ended")


def said_on(call: Call) -> date:
    return day_of(call.state_at if call.state == "signed" else call.ended or call.state_at)


def calls_of(one: Callback) -> list[Call]:
    return [a_try.call for a_try in one.tries if a_try.call is not None]


def closed_on(one: Callback) -> date | None:
    """The sign-off, or the end of a call nobody had to read; else the last try once it is done, held or excluded."""
    days = [said_on(call) for call in calls_of(one) if call.state == "signed"]
    days += [said_on(call) for call in calls_of(one) if stands(call) and call.results[-1].ratings]
    if days:
        return min(days)
    if one.state in ("done", "held", "excluded"):
        tries = told(one)
        return tries[-1][0] if tries else day_of(one.created)
    return None


def counted(work: Work) -> list[Callback]:
    """Who was tried, or closed untried."""
    return [one for one in work.callbacks if not one.hidden and (told(one) or one.state == "done")]


def untried(work: Work, last: date) -> list[Callback]:
    """Who is on the list, was never dialed, and came until that day."""
    on_list = [one for one in work.callbacks if not one.hidden and one.state in ("waiting", "claimed", "calling")]
    return [one for one in on_list if not told(one) and day_of(one.created) <= last]


def final_class(one: Callback, column: str) -> str:
    ends = [end for _, end in told(one) if end and OUTCOMES[end].get("counts", True)]
    if not ends:
        return "UH"
    classes = [OUTCOMES[end][column] for end in ends]
    if "no_calls_wanted" in ends and "I" not in [OUTCOMES[end]["class"] for end in ends]:
        return str(OUTCOMES["no_calls_wanted"][column])
    for equals in reversed(_SAYS):
        for one_class in reversed(classes):
            if one_class in equals:
                return str(one_class)
    raise AssertionError(classes)


def rates(n: dict[str, int]) -> dict[str, float | None]:
    """Word for word the list of research/domain 4.2."""
    i, p, r, nc, o, uh, uo, ne = (n[name] for name in ("I", "P", "R", "NC", "O", "UH", "UO", "NE"))

    def over(part: int, whole: float | None) -> float | None:
        return part / whole if whole else None

    e = over(i + p + r + nc + o, i + p + r + nc + o + ne)
    every = (i + p) + (r + nc + o) + (uh + uo)
    known = (i + p) + (r + nc + o)
    by_e = known if uh + uo == 0 else None if e is None else known + e * (uh + uo)
    return {
        "e": e,
        "RR1": over(i, every),
        "RR2": over(i + p, every),
        "RR3": over(i, by_e),
        "RR4": over(i + p, by_e),
        "RR5": over(i, known),
        "RR6": over(i + p, known),
        "COOP1": over(i, (i + p) + r + o),
        "COOP2": over(i + p, (i + p) + r + o),
        "COOP3": over(i, (i + p) + r),
        "COOP4": over(i + p, (i + p) + r),
        "REF1": over(r, every),
        "REF2": over(r, by_e),
        "REF3": over(r, known),
        "CON1": over((i + p) + r + o, every),
        "CON2": over((i + p) + r + o, by_e),
        "CON3": over((i + p) + r + o, known),
    }


def waits(one: Callback, day: date) -> str:
    """Why somebody had no last word at the end of that day; "" for somebody who had, or had not come yet."""
    closed = closed_on(one)
    if day_of(one.created) > day or (closed is not None and closed <= day):
        return ""
    tries = [tried for tried, _ in told(one) if closed is None or tried <= closed]
    if not any(tried <= day for tried in tries):
        return "not tried"
    if tries[-1] <= day and (closed is not None or one.state == "review"):
        return "review"  # talked to; what was missing on that day was the sign-off
    promised = one.promised and one.state in ("waiting", "claimed", "calling")
    return "appointment" if promised else "trying"


# What people said


@dataclass(frozen=True)
class Answers:
    """What somebody said of the service, on one day in one wording; `whom` is a callback, 0 for a card."""

    whom: int
    call: int
    day: date
    wording: str
    said: dict[str, str]


def telephone(work: Work) -> list[Answers]:
    """Of every callback the first call that was answered and stands; its newest result."""
    found: dict[int, Answers] = {}
    for one in work.callbacks:
        for call in calls_of(one):
            newest = call.results[-1]
            if one.hidden or not stands(call) or not newest.ratings:
                continue
            here = Answers(one.id, call.id, said_on(call), newest.wording, newest.ratings)
            first = found.get(one.id)
            if first is None or (here.day, here.call) < (first.day, first.call):
                found[one.id] = here
    return list(found.values())


def channel(work: Work, name: str) -> list[Answers]:
    kept = [one for one in work.forms if one.channel == name and not one.taken_back]
    return [Answers(0, place, one.day, "core-v1", one.answers) for place, one in enumerate(kept)]


def by_month(answers: Iterable[Answers], wanted: Callable[[Answers], bool]) -> dict[Month, int]:
    found: dict[Month, int] = {}
    for one in answers:
        if wanted(one):
            found[month_of(one.day)] = found.get(month_of(one.day), 0) + 1
    return found


def best_of(item: str) -> tuple[str, ...]:
    """The two best of five; of *yes, probably, no* the best one."""
    return SCALES[item][:1] if len(SCALES[item]) == 3 else SCALES[item][:2]


def joined(counts: list[int]) -> list[list[int]]:
    """Places of a scale, small ones with the next, what is small at the end with the one before."""
    parts: list[list[int]] = []
    here: list[int] = []
    for place in range(len(counts)):
        here.append(place)
        n = sum(counts[one] for one in here)
        if n == 0 or n >= 10:
            parts.append(here)
            here = []
    while parts and here and sum(counts[one] for one in here) < 10:
        here = parts.pop() + here
    return [*parts, here] if here else parts


def age_at(reported: datetime | None, age: int | None, born: date | None) -> int | None:
    if age is not None or born is None or reported is None:
        return age
    day = day_of(reported)
    birthdays = [(year, born.month, born.day) for year in range(born.year + 1, day.year + 1)]
    return sum(birthday <= (day.year, day.month, day.day) for birthday in birthdays)


def first_hour(one: Callback) -> float:
    """The clock at the number when it was first dialed."""
    first = next(a_try for a_try in one.tries if not taken_back(a_try))
    zone = first.zones.split('"')[1] if first.zones else ZONE.key
    local = first.at.astimezone(ZoneInfo(zone))
    return local.hour + local.minute / 60

"""Why / why not: sentences made of the objects that decide, so that the answer and its reason cannot drift apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from callback_desk.domain.calling_hours import Window
from callback_desk.domain.eligibility import Finding, FindingKind, Level, Verdict
from callback_desk.domain.queue import CallbackState, Entry
from callback_desk.domain.schedule import NEVER, Plan, Wait

_COUNTED = {1: "One rule stops", 2: "Two rules stop", 3: "Three rules stop"}


@dataclass(frozen=True, slots=True)
class Why:
    """The answer for the side panel and the terminal. `stopped` holds (sentence, which rule), worst first."""

    sentence: str
    passed: tuple[str, ...] = ()
    stopped: tuple[tuple[str, str], ...] = ()
    next_try: str = ""

    def lines(self) -> tuple[str, ...]:
        """The same as plain lines: what stops, what is fine, what comes next."""
        stops = tuple(f"{sentence} ({rule})" for sentence, rule in self.stopped)
        return (self.sentence, *stops, *self.passed, *((self.next_try,) if self.next_try else ()))


def rule_label(finding: Finding) -> str:
    """What people call a rule by: "rule 11"."""
    return f"rule {finding.rule_number}"


def clock_text(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A moment as said on screen, desk's zone: "today at 2:02 PM", "Thursday, November 19, at 9:30 AM"."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    hour = f"{local:%I:%M %p}".lstrip("0")
    days = (local.date() - today).days
    if days in (0, 1):
        return f"{'today' if days == 0 else 'tomorrow'} at {hour}"
    year = "" if local.year == today.year else f", {local.year}"
    return f"{local:%A, %B} {local.day}{year}, at {hour}"


def clock_change(now: datetime, at: datetime, zone: ZoneInfo) -> str:
    """What the clocks of a zone do between two moments not far apart ("The clocks go back one hour on ..."), or ""."""
    if not now < at <= now + _CLOCKS_SAID:
        return ""
    day, last = now.astimezone(zone).date(), at.astimezone(zone).date()
    while day <= last:
        begins = datetime(day.year, day.month, day.day, tzinfo=zone)
        next_one = day + timedelta(days=1)
        ends = datetime(next_one.year, next_one.month, next_one.day, tzinfo=zone)
        change = (ends.utcoffset() or timedelta(0)) - (begins.utcoffset() or timedelta(0))
        if change:
            hours = (
                "one hour" if abs(change) == timedelta(hours=1) else f"{abs(change) // timedelta(minutes=1)} minutes"
            )
            return (
                f"The clocks go {'forward' if change > timedelta(0) else 'back'} {hours} on {begins:%A, %B} {day.day}."
            )
        day = next_one
    return ""


def there_text(at: datetime, zone: ZoneInfo, number_zone: ZoneInfo | None) -> str:
    """The same moment by the clock at the number, where that is another: "8:00 AM at the number"."""
    if number_zone is None or at.astimezone(zone).utcoffset() == at.astimezone(number_zone).utcoffset():
        return ""
    there = at.astimezone(number_zone)
    day = "" if there.date() == at.astimezone(zone).date() else f"{there:%A}, "
    return f"{day}{there:%I:%M %p}".replace(" 0", " ").lstrip("0") + " at the number"


def why(
    verdict: Verdict,
    window: Window | None,
    entry: Entry | None,
    now: datetime,
    zone: ZoneInfo,
    *,
    plan: Plan | None = None,
    number_zone: ZoneInfo | None = None,
) -> Why:
    """Why this person is called, or is not. The verdict speaks first, then the state, then the plan and the hour.

    `window` is of the number that would be rung, None when there is none; `entry` None when there is no callback.
    `plan` is the engine's own answer about tries, limits and hours (`domain.schedule`). `zone` is the desk's, for the
    times in sentences; `number_zone` that of the number, whose clock is said where it is another.
    """
    passed = tuple(one.label for one in verdict.findings if one.kind is FindingKind.PASSED)
    lifted = tuple(f"A supervisor said OK: {one.label}" for one in verdict.findings if one.kind is FindingKind.LIFTED)
    if verdict.level is not Level.CALLABLE:
        return _stopped(verdict, (*lifted, *passed))
    state = _state_says(entry, now, zone)
    if state:
        return Why(state, (*lifted, *passed))
    said = _ready(verdict, window, entry, now, zone, plan, (*lifted, *passed))
    starts = _starts(verdict, entry, plan, now)
    there = there_text(starts, zone, number_zone) if starts > now else ""
    clocks = clock_change(now, starts, zone)
    at = f"{said.next_try} ({there})" if there and said.next_try else said.next_try
    return replace(said, next_try=f"{at}. {clocks}" if clocks else at)


def _stopped(verdict: Verdict, passed: tuple[str, ...]) -> Why:
    stops = [one for one in verdict.findings if one.kind in (FindingKind.STOPS, FindingKind.HOLDS)]
    rules = list(dict.fromkeys(one.rule_number for one in stops))
    which = f"Rule {rules[0]} stops the call." if len(rules) == 1 else _several(len(rules))
    stopped = tuple(dict.fromkeys((one.label, _where(one, stops)) for one in stops))
    next_try = "when decided" if verdict.level is Level.HELD else "never"
    return Why(f"{verdict.sentence} {which}", passed, stopped, next_try)


def _several(count: int) -> str:
    return f"{_COUNTED.get(count, f'{count} rules stop')} the call."


def _where(finding: Finding, stops: Iterable[Finding]) -> str:
    cases = {one.case_number for one in stops if one.case_number}
    label = rule_label(finding)
    return f"Case {finding.case_number}, {label}" if len(cases) > 1 and finding.case_number else label.capitalize()


_STATE = {
    CallbackState.REVIEW: "The call is finished and waits for a supervisor.",
    CallbackState.DONE: "This is done. Nobody calls again.",
    CallbackState.WITHDRAWN: "Nobody calls: the import was taken back, or this is somebody who is on the list already.",
    CallbackState.INTERRUPTED: "The call was interrupted. A supervisor or the caller goes on with it.",
    CallbackState.EXCLUDED: "This person is not to be called.",
    CallbackState.HELD: "This waits for a decision.",
    CallbackState.CALLING: "Somebody is in this call now.",
}


def _state_says(entry: Entry | None, now: datetime, zone: ZoneInfo) -> str:
    if entry is None:
        return ""
    if entry.state is CallbackState.CLAIMED and entry.lease_until is not None:
        return f"Somebody has this one until {clock_text(entry.lease_until, now, zone)}."
    return _STATE.get(entry.state, "")


_CLOCKS_SAID: Final = timedelta(days=21)  # nobody plans by the clocks of next spring
_WAITS: Final = {
    Wait.PROMISED: "A time was promised.",
    Wait.BUSY: "The line was busy. It is tried once more today.",
    Wait.TODAY: "This person was tried today. There is one round a day.",
    Wait.WEEK: "This person was tried on as many days this week as are allowed.",
    Wait.DELAY: "The last try asks for some days without calls.",
    Wait.DAY_PART: "The last try was at this time of day. Another time of day is tried first.",
    Wait.HOURS: "It is not a decent hour at this number now.",
    Wait.SAFE_TIMES: "The person asked for other times.",
    Wait.SHARED: "This number was rung for somebody else who has it too.",
    Wait.ATTEMPTS_USED: "All tries are used. Nobody calls again.",
    Wait.NUMBERS_USED: "Nothing stops this call, but no number is left to try.",
    Wait.NO_HOUR: "No hour is known at which this number may be called.",
}


def _starts(verdict: Verdict, entry: Entry | None, plan: Plan | None, now: datetime) -> datetime:
    """The moment from which a call is possible: the latest of everybody's."""
    later = [verdict.not_before, entry.ready_at if entry else None, plan.at if plan else None]
    return max((at for at in later if at is not None), default=now)


def _ready(
    verdict: Verdict,
    window: Window | None,
    entry: Entry | None,
    now: datetime,
    zone: ZoneInfo,
    plan: Plan | None,
    passed: tuple[str, ...],
) -> Why:
    if plan is not None and plan.wait in NEVER:
        return Why(_WAITS[plan.wait], passed, (), "when decided")
    starts = _starts(verdict, entry, plan, now)
    if starts > now:
        at = _capital(clock_text(starts, now, zone))
        return Why(_waits_for(verdict, entry, plan, starts), passed, (), at)
    if window is None:
        return Why(_WAITS[Wait.NUMBERS_USED], passed, (), "when decided")
    if not window.open:
        if window.opens_at is None:
            return Why(_WAITS[Wait.NO_HOUR], passed, (), "when decided")
        return Why(_WAITS[Wait.HOURS], passed, (), _capital(clock_text(window.opens_at, now, zone)))
    until = (
        f"Now, until {clock_text(window.closes_at, now, zone).removeprefix('today at ')}" if window.closes_at else "Now"
    )
    reason = "Promised for now." if entry is not None and entry.promised_at is not None else "Nothing stops this call."
    return Why(reason, passed, (), until)


def _waits_for(verdict: Verdict, entry: Entry | None, plan: Plan | None, starts: datetime) -> str:
    """What the latest of the reasons is."""
    if verdict.not_before is not None and (
        verdict.not_before == starts or (plan is not None and plan.wait is Wait.FIRST_CALL)
    ):
        return verdict.sentence
    if entry is not None and entry.promised_at == entry.ready_at == starts:
        return _WAITS[Wait.PROMISED]
    if plan is not None and plan.wait in _WAITS and plan.at == starts:
        return _WAITS[plan.wait]
    return "The next try is later."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Blocked:
    """How many people one rule keeps from being rung."""

    rule_id: str
    label: str
    count: int


def blocked_by(reasons: Mapping[str, int], labels: Mapping[str, str]) -> tuple[Blocked, ...]:
    """Counts per reason code as the board shows them, most first. A code without a label stands for itself."""
    found = [Blocked(reason, labels.get(reason, reason), count) for reason, count in reasons.items() if count]
    return tuple(sorted(found, key=lambda one: (-one.count, one.label)))

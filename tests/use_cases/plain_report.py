"""The whole report once more out of `plain_figures`: as the lines of its table, and what a table does not say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tests.use_cases.plain_figures import (
    LEFT_OUT,
    OUTCOMES,
    SPOKEN,
    Answers,
    Days,
    Month,
    age_at,
    best_of,
    by_month,
    calls_of,
    channel,
    closed_on,
    counted,
    day_of,
    final_class,
    first_hour,
    joined,
    month_of,
    rates,
    shown,
    telephone,
    told,
    untried,
    waits,
    whole_blocks,
    wilson,
)
from tests.use_cases.random_desks import SCALES, Callback, Work, taken_back

Line = tuple[str, ...]  # the ten columns of the table
LABELS = {
    "reach": "Easy to reach someone who could help",
    "response_time": "Time taken to respond",
    "listened": "Felt listened to",
    "explained": "Explained what would happen next",
    "respect": "Treated with respect",
    "actions": "Actions taken on the report",
    "informed": "Kept informed",
    "report_again": "Would report it again",
    "whole": "Whole experience",
}
NEITHER = {"listened": "Neither agree nor disagree", "explained": "Neither agree nor disagree"}
NEITHER |= {"respect": "Neither agree nor disagree", "reach": "Neither easy nor difficult"}
CLASSES = {
    "I": "Complete (I)",
    "P": "Partial (P)",
    "R": "Refusal or break-off (R)",
    "NC": "Not reached (NC)",
    "O": "Other, eligible (O)",
    "UH": "Not known whether a person answers (UH)",
    "UO": "Not known whether it is the person (UO)",
    "NE": "Not eligible (NE)",
}
LANGUAGES = {"": "Not known", "en": "English", "es": "Spanish", "vi": "Vietnamese"}
WIDER = "Twelve months, because the days asked for are too few"
Key = tuple[str, str]  # what it sorts by, and how it is read


@dataclass
class Shared:
    """A share as it stands in the table: hits of n, or withheld."""

    hits: int
    n: int
    least: int = 10

    def cells(self) -> tuple[str, str, str, str]:
        if self.n < self.least:
            return "", "", "", ""
        low, high = wilson(self.hits, self.n)
        return f"{self.hits / self.n:.4f}", str(self.n), f"{low:.4f}", f"{high:.4f}"


class PlainReport:
    """The lines a table of these days must have, in any order; and beside them what stands in no table."""

    def __init__(self, work: Work, first: date, last: date) -> None:
        self.work, self.days = work, Days(first, last, work.today)
        self.lines: list[Line] = []
        self.calls = telephone(work)
        self.trends: dict[tuple[str, str], list[tuple[date, date, int, int]]] = {}
        self.waiting: dict[tuple[str, str], bool] = {}
        self.differences: dict[str, float] = {}
        self.plain()
        self.items("Service", self.calls)
        self.breaks()
        self.method()
        self.groups()
        self.drivers()
        self.yields()
        self.flow()
        self.channels()

    def put(
        self, section: str, line: str, figure: str, value: object, *, days: Days | None = None, note: str = ""
    ) -> None:
        on = days or self.days
        self.lines.append((section, line, figure, str(value), "", "", "", str(on.first), str(on.last), note))

    def share(self, section: str, line: str, figure: str, of: Shared, *, days: Days, note: str = "") -> None:
        cells = of.cells()
        if not cells[0]:
            note = f"Withheld: too few. {note}" if note else "Withheld: too few"
        self.lines.append((section, line, figure, *cells, str(days.first), str(days.last), note))

    def plain(self) -> None:
        work, days = self.work, self.days
        on_list = {one.victim for one in untried(work, days.last)}
        for one in counted(work):
            closed = closed_on(one)
            if day_of(one.created) <= days.last and (closed is None or closed >= days.first):
                on_list.add(one.victim)
        spoken = {one.victim for one in counted(work) for day, end in told(one) if end in SPOKEN and day in days}
        new = sum(
            day_of(line.kept[0]) in days
            for one in work.callbacks
            for call in calls_of(one)
            if call.state != "withdrawn"
            for line in call.lines
        )
        routed = {
            kind: sum(
                one.routed is not None and day_of(one.routed) in days and not one.withdrawn
                for one in work.concerns
                if one.kind == kind
            )
            for kind in ("complaint", "praise")
        }
        used = sum(answer == "used" and day in days for answer, day in self.newest_answers())
        any_answer = bool(self.newest_answers())
        for line, n in (
            ("People due a call", len(on_list)),
            ("Reached", len(spoken)),
            ("New information", new),
            ("Used by a detective", used if any_answer else ""),
            ("Complaints routed", routed["complaint"]),
            ("Praise passed on", routed["praise"]),
        ):
            self.put("Plain counts", line, "count", n, note="" if n != "" else "No receipts yet")

    def newest_answers(self) -> list[tuple[str, date]]:
        every = [line for one in self.work.callbacks for call in calls_of(one) for line in call.lines]
        return [line.answers[-1] for line in every if line.answers]

    def items(self, section: str, every: list[Answers]) -> int:
        """How many items stand there."""
        stood = 0
        for item, wording in sorted({(item, one.wording) for one in every for item in one.said}):
            answers = [one for one in every if one.wording == wording and item in one.said]
            scale, best = SCALES[item], best_of(item)
            n_of = by_month(answers, lambda one, item=item, scale=scale: one.said[item] in scale)  # type: ignore[misc]
            year = self.days.year
            if not any(n_of.get(month) for month in self.days.months | year.months):
                continue
            stood += 1
            narrow = shown([n_of], self.days.months)
            days = self.days if narrow else year
            months = narrow or shown([n_of], year.months)
            counted = [one.said[item] for one in answers if month_of(one.day) in months]
            valid = [said for said in counted if said in scale]
            widened = not narrow and (year.first, year.last) != (self.days.first, self.days.last)
            note = f"{wording}. {WIDER}" if widened else wording
            hits = sum(said in best for said in valid)
            self.share(section, LABELS[item], "best answers", Shared(hits, len(valid)), days=days, note=note)
            if len(valid) >= 10:
                for part in joined([valid.count(said) for said in scale]):
                    words = " or ".join(_label(item, scale[place]) for place in part)
                    n = sum(valid.count(scale[place]) for place in part)
                    self.put(section, LABELS[item], words, n, days=days, note=wording)
                for said in LEFT_OUT:
                    words = f"left out: {said.replace('_', ' ')}"
                    self.put(section, LABELS[item], words, counted.count(said), days=days, note=wording)
            if section == "Service":
                self.waiting[item, wording] = any(n_of.get(month) for month in days.months - months)
                self.trends[item, wording] = [
                    self._point(answers, item, block, year) for block in whole_blocks([n_of]) if block <= year.months
                ]
        return stood

    def _point(self, answers: list[Answers], item: str, block: set[Month], year: Days) -> tuple[date, date, int, int]:
        said = [one.said[item] for one in answers if month_of(one.day) in block and one.said[item] in SCALES[item]]
        first, last = min(block), max(block)
        after = date(last[0] + last[1] // 12, last[1] % 12 + 1, 1) - timedelta(days=1)
        return date(*first, 1), min(after, year.last), sum(one in best_of(item) for one in said), len(said)

    def breaks(self) -> None:
        begun = {one.wording: min(two.day for two in self.calls if two.wording == one.wording) for one in self.calls}
        if not begun:
            return
        marks = [(day, "wording", f"Questions {name}; answers are not mixed,") for name, day in begun.items()]
        rules = date(2026, 1, 1)  # the day in both shipped files of rules
        marks += [(rules, "outcomes", "Endings are counted by outcomes-v1")]
        marks += [(rules, "eligibility", "People are called by eligibility-2026.2")]
        for day, kind, what in marks:
            inside = month_of(day) in self.days.months | self.days.year.months
            if inside and min(begun.values()) < day <= self.days.today:
                said = f"{what} from {day:%B} {day.day}, {day.year}."
                self.put("Service", "Break", kind, day, note=said)

    def method(self) -> None:
        inside = [one for one in counted(self.work) if (closed := closed_on(one)) is not None and closed in self.days]
        for section, column in (
            ("Method, a dead number is a non-contact", "class"),
            ("Method, AAPOR's own", "strict_class"),
        ):
            classes = [final_class(one, column) for one in inside]
            n = {name: classes.count(name) for name in CLASSES}
            for name, words in CLASSES.items():
                self.put(section, words, "count", n[name])
            for name, rate in rates(n).items():
                said = "n/a" if rate is None else f"{rate:.4f}"
                first, last = str(self.days.first), str(self.days.last)
                self.lines.append((section, name, "rate", said, str(len(classes)), "", "", first, last, ""))
        why = [waits(one, self.days.last) for one in counted(self.work)]
        why += ["not tried"] * len(untried(self.work, self.days.last))
        for name in ("appointment", "trying", "review", "not tried"):
            self.put("Pending", name, "count", why.count(name))

    def groups(self) -> None:
        closed = [one for one in counted(self.work) if closed_on(one) is not None]
        for section, key, least in (
            ("By offense", _offense, 10),
            ("By area", _area, 30),
            ("By language", _language, 10),
            ("By age", _band, 10),
            ("By time of the first try", _hour, 10),
        ):
            lines, left_out = self.table(section, closed, key, least, self.days, "")
            year = self.days.year
            if left_out and (year.first, year.last) != (self.days.first, self.days.last):
                lines, _ = self.table(section, closed, key, least, year, WIDER)
            self.lines += lines

    def table(
        self, section: str, people: list[Callback], key: Callable[[Callback], Key], least: int, days: Days, note: str
    ) -> tuple[list[Line], bool]:
        """The lines of one table, and whether a group is left out."""
        before, self.lines = self.lines, []
        answers = {one.whom: one for one in self.calls}
        wording = self.newest_wording()

        def months_of(people: list[Callback]) -> dict[Month, int]:
            found: dict[Month, int] = {}
            for one in people:
                month = _closed_month(one)
                found[month] = found.get(month, 0) + 1
            return found

        def whole(one: Callback) -> str:
            own = answers.get(one.id)
            said = own.said.get("whole", "") if own is not None and own.wording == wording else ""
            return said if said in SCALES["whole"] else ""

        def answered(people: list[Callback]) -> int:
            return sum(
                any(said not in LEFT_OUT for said in answers[one.id].said.values())
                for one in people
                if one.id in answers
            )

        def inside(people: list[Callback], months: set[Month], least: int) -> list[Callback]:
            seen = shown([months_of(people)], months, least)
            return [one for one in people if _closed_month(one) in seen]

        everybody = inside(people, days.months, 10)
        # A row stands beside the total, so it is of people of the total: of the months the total shows.
        seen = {_closed_month(one) for one in everybody}
        groups = {name: [one for one in people if key(one) == name] for name in {key(one) for one in people}}
        rows = _kept(everybody, {name: inside(own, seen, least) for name, own in groups.items()})
        judged = {name: [one for one in own if whole(one)] for name, own in groups.items()}
        every_judge = inside([one for one in people if whole(one)], days.months, 10)
        heard = {_closed_month(one) for one in every_judge}
        satisfied = _kept(every_judge, {name: inside(own, heard, least) for name, own in judged.items()})
        for name, own in rows.items():
            line = name[1]
            self.put(section, line, "due", len(own), days=days, note=note)
            self.put(section, line, "answered", answered(own), days=days, note=note)
            self.share(section, line, "share of all due", Shared(len(own), len(everybody)), days=days, note=note)
            of_all = Shared(answered(own), answered(everybody))
            self.share(section, line, "share of all who answered", of_all, days=days, note=note)
            spoken = sum(any(end in SPOKEN for _, end in told(one)) for one in own)
            self.share(section, line, "reached of the due", Shared(spoken, len(own), least), days=days, note=note)
            judges = satisfied.get(name, [])
            best = sum(whole(one) in best_of("whole") for one in judges)
            self.share(
                section, line, "satisfied with the whole", Shared(best, len(judges), least), days=days, note=note
            )
        here = {key(one) for one in people if _closed_month(one) in days.months}
        left_out = len(rows) < len(here)
        missing = "Groups that are too small are left out" if left_out else ""
        self.put(section, "All", "due", len(everybody), days=days, note=missing)
        self.put(section, "All", "answered", answered(everybody), days=days, note=missing)
        lines, self.lines = self.lines, before
        return lines, left_out

    def newest_wording(self) -> str:
        asked = [one for one in self.calls if "whole" in one.said and one.day <= self.days.last]
        return max(asked, key=lambda one: (one.day, one.call)).wording if asked else ""

    def drivers(self) -> None:
        wording, year = self.newest_wording(), self.days.year
        of_both = [one for one in self.calls if one.wording == wording and one.said.get("whole") in SCALES["whole"]]
        for item in SCALES:
            answered = [one for one in of_both if one.said.get(item) in SCALES[item]]
            if item == "whole" or not answered:
                continue
            tops = [one for one in answered if one.said[item] in best_of(item)]
            others = [one for one in answered if one.said[item] not in best_of(item)]
            months = shown([by_month(tops, _all), by_month(others, _all)], year.months)
            shares = []
            for group in (tops, others):
                said = [one.said["whole"] for one in group if month_of(one.day) in months]
                of = Shared(sum(whole in best_of("whole") for whole in said), len(said))
                shares.append(of)
            if not shares[0].n:
                continue
            for figure, of in zip(("satisfied, best answers", "satisfied, others"), shares, strict=True):
                self.share("What goes together", LABELS[item], figure, of, days=year, note=wording)
            self.differences[item] = shares[0].hits / shares[0].n - shares[1].hits / shares[1].n

    def yields(self) -> None:
        work, days = self.work, self.days
        talks = [
            (one, call)
            for one in work.callbacks
            for call in calls_of(one)
            if not one.hidden and call.state != "withdrawn" and day_of(call.started) in days
            if call.results[-1].outcome in ("talked_all", "talked_part")
        ]
        for offense in sorted({one.offense for one, _ in talks} | {""}):
            own = [call for one, call in talks if offense in ("", one.offense)]
            if offense and len(own) < 10:
                continue
            section = f"What was useful: {offense}" if offense else "What was useful"
            for prompt in sorted({line.prompt for call in own for line in call.lines if line.prompt}):
                brought = [call for call in own if any(line.prompt == prompt for line in call.lines)]
                label = prompt.replace("_", " ").capitalize()
                self.put(section, label, "talks", len(own))
                self.share(section, label, "brought a line", Shared(len(brought), len(own)), days=days)
                used = sum(
                    any(line.answers and line.answers[-1][0] == "used" for line in call.lines if line.prompt == prompt)
                    for call in brought
                )
                told_back = bool(self.newest_answers())
                self.put(section, label, "used", used if told_back else "", note="" if told_back else "No receipts yet")

    def flow(self) -> None:
        today = self.days.today
        for kind in ("complaint", "praise"):
            own = [one for one in self.work.concerns if one.kind == kind and not one.withdrawn]
            raised = [one for one in own if day_of(one.raised) in self.days]
            late = 0
            for one in raised if kind == "complaint" else ():
                if one.routed is None:
                    late += day_of(one.raised) < today
                else:
                    late += one.acknowledged is None and today > day_of(one.routed) + timedelta(days=7)
            for figure, n in (
                ("raised", len(raised)),
                ("routed", sum(one.routed is not None for one in raised)),
                ("acknowledged", sum(one.acknowledged is not None for one in raised)),
                ("overdue", late),
            ):
                self.put("Flow", kind, figure, n)

    def channels(self) -> None:
        for name, words, came in (
            ("card", "response card", "Written on response cards by people who chose to send one in."),
            ("web", "web form", "Typed into a web form by people who chose to fill it in."),
        ):
            if self.items(f"Service, {words}", channel(self.work, name)):
                note = (
                    f"{came} Not telephone answers, and in none of their figures. "
                    "Written answers tend to be less kind. Groups under 10 are not shown."
                )
                self.put(f"Service, {words}", "How it came", "", "", note=note)

    def callers(self) -> list[tuple[object, ...]]:
        """(name, days, tries, answered, talked, refusals, cut off, minutes, complete, of) by the alphabet."""
        every = [a_try for one in self.work.callbacks for a_try in one.tries]
        inside = [one for one in every if not taken_back(one) and day_of(one.at) in self.days]
        found = []
        for name in sorted({one.caller for one in inside}, key=str.casefold):
            own = [one for one in inside if one.caller == name]
            ends = [one.ends[-1] for one in own if one.ends]
            seconds = 0
            for one in own:
                if one.call is not None:
                    seconds += int(((one.call.ended or one.call.state_at) - one.call.started).total_seconds())
            found.append(
                (
                    name,
                    len({day_of(one.at) for one in own}),
                    len(own),
                    sum(OUTCOMES[end].get("answered", False) for end in ends),
                    sum(end in ("talked_all", "talked_part") for end in ends),
                    sum(end in ("no_calls_wanted", "soft_refusal") for end in ends),
                    ends.count("cut_off"),
                    seconds // 60,
                    sum(OUTCOMES[end]["class"] == "I" for end in ends),
                )
            )
        return found


def _all(_: Answers) -> bool:
    return True


def _label(item: str, said: str) -> str:
    return NEITHER.get(item, "Neither") if said == "neither" else said.replace("_", " ").capitalize()


def _closed_month(one: Callback) -> Month:
    closed = closed_on(one)
    assert closed is not None
    return month_of(closed)


def _kept(everybody: list[Callback], groups: dict[Key, list[Callback]]) -> dict[Key, list[Callback]]:
    """Groups that may stand beside the total: whoever is missing of it then is nobody, or ten at least."""
    kept = {name: own for name, own in groups.items() if own}
    while kept and 0 < len(everybody) - sum(map(len, kept.values())) < 10:
        del kept[min(kept, key=lambda name: (len(kept[name]), name))]
    return kept


def _word(said: str) -> Key:
    return said.casefold(), said or "Not known"


def _newest(one: Callback) -> tuple[str, str, int | None]:
    """Area, language and age of the newest report; one without a time is the oldest."""
    order = [(said.reported is not None, said.reported, place) for place, said in enumerate(one.reports)]
    place = max((known, at.timestamp() if at else 0.0, place) for known, at, place in order)[2]
    said = one.reports[place]
    return said.area, said.language, age_at(said.reported, said.age, said.born)


def _offense(one: Callback) -> Key:
    return _word(one.offense[:1].upper() + one.offense[1:])


def _area(one: Callback) -> Key:
    return _word(_newest(one)[0])


def _language(one: Callback) -> Key:
    code = one.language or _newest(one)[1]
    return _word(LANGUAGES[code]) if code else ("", "Not known")


def _band(one: Callback) -> Key:
    age = _newest(one)[2]
    if age is None:
        return "", "Not known"
    for first, last in ((18, 24), (25, 39), (40, 54), (55, 64), (65, 74)):
        if first <= age <= last:
            return f"{first:03}", f"{first} to {last}"
    return ("000", "Under 18") if age < 18 else ("075", "75 and over")


def _hour(one: Callback) -> Key:
    if not told(one):
        return "", "Not known"
    hour = first_hour(one)
    return ("0", "Mornings") if hour < 12 else ("1", "Afternoons") if hour < 17 else ("2", "Evenings")

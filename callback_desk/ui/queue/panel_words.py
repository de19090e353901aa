"""What the side panel says: the state in words, the heading over its reason, what each button leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from callback_desk.domain.eligibility import Effect, Rule
from callback_desk.domain.views import ListRow, ShownState, WhyView
from callback_desk.ui.components import ChipLook, chip_look
from callback_desk.ui.queue.columns import CHIPS
from callback_desk.ui.when import count, short_day
from callback_desk.use_cases.desk import Rules
from callback_desk.use_cases.reason_words import reason_words

HEADINGS: Mapping[ShownState, str] = {
    ShownState.DUE: "What was promised",
    ShownState.READY: "Why now",
    ShownState.LATER: "Why later",
    ShownState.IN_CALL: "What happens now",
    ShownState.INTERRUPTED: "Why there is no call",
    ShownState.TO_DECIDE: "Why there is no call",
    ShownState.TO_CHECK: "What happens now",
    ShownState.DONE: "Why there is no call",
    ShownState.NOT_CALLED: "Why there is no call",
    ShownState.WITHDRAWN: "Why there is no call",
}
INTERRUPTED_WORDS = (
    "Try again: the next volunteer begins from the start. Close: nobody calls. What was kept stays, either way."
)
_HAVE_A_REASON = frozenset({ShownState.NOT_CALLED, ShownState.TO_DECIDE})


@dataclass(frozen=True, slots=True)
class Shown:
    """One person as the panel shows it: the sentences, and the row with who has it. `row` is None when it went."""

    view: WhyView
    row: ListRow | None


def chip_of(view: WhyView) -> ChipLook:
    """The chip of the table, in full words where there is room."""
    look = chip_look(CHIPS[view.shown])
    if view.shown is ShownState.TO_DECIDE:
        return ChipLook("Waiting for a decision", look.icon_name, look.tone)
    return look


def reported_words(shown: Shown, today: date, zone: ZoneInfo) -> str:
    """ "Reported Nov 8, 2 tries": the columns that give way when the panel is open."""
    row = shown.row
    if row is None:
        return ""
    tries = count(row.tries, "try", "tries")
    if row.reported_at is None:
        return f"Day of the report not known, {tries}"
    return f"Reported {short_day(row.reported_at.astimezone(zone).date(), today)}, {tries}"


def under_the_name(view: WhyView) -> str:
    """ "Vandalism, case 26-018902"; several cases by number, with "and" before the last."""
    numbers = list(view.case_numbers)
    if not numbers:
        return view.offense
    listed = numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    cases = f"{'case' if len(numbers) == 1 else 'cases'} {listed}"
    return f"{view.offense}, {cases}" if view.offense else cases.capitalize()


def sentence_of(shown: Shown, rules: Rules) -> str:
    """Why, in one or two sentences."""
    view, row = shown.view, shown.row
    if view.shown is ShownState.IN_CALL and row is not None and row.claimed_by:
        return f"{row.claimed_by.split()[0]} has this one. {view.sentence}"
    if not view.stopped and row is not None and row.reason and view.shown in _HAVE_A_REASON:
        return f"{view.sentence} {reason_words(rules, row.reason)[0]}"
    return view.sentence


def rules_that_stay(view: WhyView, rules: Rules) -> tuple[str, ...]:
    """Labels of the rules on this person that no OK lifts, in their order."""
    return tuple(label for label, _where in view.stopped if not _may_be_lifted(label, rules.eligibility.rules))


def why_no_ok(view: WhyView, rules: Rules) -> str:
    """The reason beside a closed *OK to call*."""
    stay = rules_that_stay(view, rules)
    if not stay:
        return "No rule waits for an OK here."
    quoted = " and ".join(f"“{label}”" for label in stay)
    return f"An OK does not lift {quoted}. Only the missing or corrected fact opens this call."


def lifted_words(view: WhyView) -> str:
    """What an OK to call would lift."""
    labels = [f"“{label}” ({where[:1].lower()}{where[1:]})" for label, where in view.stopped]
    if not labels:
        return "The OK is kept with your name."
    listed = labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"
    return f"The OK lifts {listed}. It is kept with your name."


def _may_be_lifted(label: str, rules: Sequence[Rule]) -> bool:
    """Two rules may share a label: with one of them that no OK lifts, the answer is no."""
    same = [rule for rule in rules if _is_label_of(label, rule.label)]
    return bool(same) and all(rule.release and rule.effect is Effect.HELD for rule in same)


def _is_label_of(label: str, pattern: str) -> bool:
    before, hole, after = pattern.partition("{what}")
    return label.startswith(before) and label.endswith(after) if hole else label == pattern

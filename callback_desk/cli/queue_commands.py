"""`queue` and `why`: a view of the call list, and the sentences of the rules that decide."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from callback_desk.cli.front import (
    DeskOption,
    JsonOption,
    PasswordOption,
    UserOption,
    give,
    put,
    refuse,
    say,
    signed_in,
)
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.queue import CallbackState
from callback_desk.domain.views import ListFilter, WhyView
from callback_desk.use_cases import call_list, decide_hold
from callback_desk.use_cases.desk import Desk

_MOST_ID_DIGITS = 18  # as many as a number of the database has
_MOST_SHOWN = 40
_MOST_FOUND = 20  # people of one name
_STATES = {"callable": frozenset({"waiting"})}


def show_queue(
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    state: Annotated[str, typer.Option("--state", help="callable, held, excluded, review, done ...")] = "",
    by_rule: Annotated[
        bool, typer.Option("--blocked", help="Also count how many people each rule keeps off the list.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """The call list with counts per state; callable means: may be rung now or at a later hour."""
    wanted = _states(state)
    with signed_in(desk, user, password_file) as opened:
        asked = ListFilter(states=wanted)
        rows = call_list.export_rows(opened, asked)
        found = call_list.state_counts(opened)
        counts = {state.value: found.get(state.value, 0) for state in CallbackState}
        blocked = call_list.blocked(opened) if by_rule else ()
        call_list.searched(opened, len(rows))
    if as_json:
        callbacks = [
            {
                "id": row.id,
                "state": row.state,
                "case_numbers": row.case_numbers,
                "phones": row.phones,
                "reason": row.reason,
            }
            for row in rows
        ]
        lines = [
            {"state": one.when, "reason": one.reason, "label": one.sentence, "count": one.count} for one in blocked
        ]
        give({"counts": counts} | ({"blocked_by": lines} if by_rule else {}) | {"callbacks": callbacks})
        return
    for name, count in counts.items():
        put(f"{name}\t{count}")
    for line in blocked:
        put(f"{line.when}\t{line.count}\t{line.sentence}")
    for row in rows:
        put(f"{row.id}\t{row.state}\t{' '.join(row.case_numbers)}\t{row.reason}")


def _states(state: str) -> frozenset[str]:
    """The states a word stands for; all of them for none. Raises BadParameter for a word that is no state."""
    if not state:
        return frozenset()
    if state not in _STATES and state not in set(CallbackState):
        known = ", ".join(["callable", *CallbackState])
        raise typer.BadParameter(f"{state} is not a state. Known are: {known}.", param_hint="--state")
    return _STATES.get(state, frozenset({state}))


def hold(
    case: Annotated[str, typer.Argument(metavar="CASE", help="A case number, whether or not it is here yet.")],
    reason: Annotated[str, typer.Option("--reason", help="Who asked for it, and why. Kept with your name.")],
    until: Annotated[
        str, typer.Option("--until", help="The last day, e.g. 2026-12-31; without one, until --end.")
    ] = "",
    end: Annotated[bool, typer.Option("--end", help="Take the hold away.")] = False,
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
) -> None:
    """No calls about a case for now, or calls again."""
    last = _last_day(until)
    if end and last is not None:
        raise typer.BadParameter("A hold that ends now has no last day.", param_hint="--until")
    with signed_in(desk, user, password_file) as opened:
        if end:
            freed = decide_hold.lift_hold(opened, opened.new_operation(), case, reason).id
            say(f"The hold is taken away. {_people(freed)} may be called again.")
            return
        held = decide_hold.hold_case(opened, opened.new_operation(), case, reason, last).id
    said = f"until {_spoken(last)}" if last is not None else "until it is taken away"
    say(f"Nobody is called about this case {said}. {_people(held)} on the list now waits for it.")


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count or 'No'} people"


def _spoken(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _last_day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("A day such as 2026-12-31 is needed.", param_hint="--until") from None


def show_why(
    asked: Annotated[
        str, typer.Argument(metavar="CASE|ID|NUMBER|NAME", help="A case number, an id, a telephone number or a name.")
    ],
    desk: DeskOption = None,
    user: UserOption = "",
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Why somebody is or is not called."""
    with signed_in(desk, user, password_file) as opened:
        found = _found(opened, asked)
        call_list.searched(opened, len(found))
    if not found:
        shown = asked if len(asked) <= _MOST_SHOWN else f"{asked[:_MOST_SHOWN]}…"
        refuse(f"There is no case and no callback “{shown}” here. Check the number.")
    if as_json:
        give({"callbacks": [_as_dict(one) for one in found]})
        return
    for one in found:
        who = f"\t{one.name.display}" if len(found) > 1 else ""  # several: which of them is which
        put(f"{one.id}\t{one.state}\t{' '.join(one.case_numbers)}{who}\n  {one.sentence}")
        for sentence, rule in one.stopped:
            put(f"  x {sentence} ({rule})")
        for sentence in one.passed:
            put(f"  + {sentence}")
        for maybe in one.maybe_same:
            cases = ", ".join(maybe.case_numbers)
            put(f"  ? Maybe {maybe.name} ({cases}): {maybe.words.lower()}. Say so in the window.")
        for other in one.others:
            put(f"  & {other.name}: {other.words}")
        if one.next_try:
            put(f"  next try: {one.next_try}")


def _found(opened: Desk, asked: str) -> tuple[WhyView, ...]:
    by_case = call_list.why_case(opened, asked)
    if by_case:
        return by_case
    if asked.isascii() and asked.isdigit() and len(asked) <= _MOST_ID_DIGITS:
        by_id = call_list.why_known(opened, CallbackId(int(asked)))
        if by_id:
            return by_id
    return call_list.why_found(opened, asked, _MOST_FOUND)


def _as_dict(one: WhyView) -> dict[str, object]:
    return {
        "id": one.id,
        "state": one.state,
        "case_numbers": one.case_numbers,
        "sentence": one.sentence,
        "stopped": [{"sentence": sentence, "rule": rule} for sentence, rule in one.stopped],
        "passed": one.passed,
        "next_try": one.next_try,
        "level": one.level,
        "rule": one.rule,
        "rule_version": one.rule_version,
        "maybe_same": [
            {"name": maybe.name, "case_numbers": maybe.case_numbers, "why": maybe.words} for maybe in one.maybe_same
        ],
        "others": [{"id": other.callback_id, "name": other.name, "why": other.words} for other in one.others],
    }

"""The outcome table as a supervisor sees and changes it: every change is a dated version, and can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskBug, DeskFault
from callback_desk.domain.outcome_versions import (
    OutcomeChange,
    OutcomeVersion,
    changed_table,
    in_force,
    versions_from,
)
from callback_desk.domain.outcomes import Outcome, OutcomeRule, OutcomeTable
from callback_desk.use_cases.desk import Work, asks, does

_KEY = "outcomes"


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One way to end a call: as it came with the program, as it counts today, and as the newest version says."""

    shipped: OutcomeRule
    now: OutcomeRule
    newest: OutcomeRule


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """The whole table and its versions, newest first. `today` is the day at the desk."""

    lines: tuple[OutcomeLine, ...]
    versions: tuple[OutcomeVersion, ...]
    today: date


@asks(Act.CHANGE_RULES)
def outcome_page(work: Work) -> OutcomePage:
    """Every way to end a call, in the order of the shipped table."""
    shipped, versions, today = _shipped(work), _versions(work), _today(work)
    newest = changed_table(shipped, versions[-1] if versions else None)
    counts = changed_table(shipped, in_force(versions, today))
    lines = tuple(OutcomeLine(row, counts.rows[name], newest.rows[name]) for name, row in shipped.rows.items())
    return OutcomePage(lines, tuple(reversed(versions)), today)


@does(Act.CHANGE_RULES)
def change_outcome(
    work: Work, outcome: Outcome, change: OutcomeChange, reason: str, effective: date | None = None
) -> Done:
    """Make a version in which one outcome is as `change` says and all others stay as in the newest version.

    It counts from `effective` on (today when left out), for each person from the next sign-in. Raises DeskFault for
    what is looser than the shipped table, without a reason, for a day in the past, and where nothing is different.
    """
    versions = _versions(work)
    changes = dict(versions[-1].changes) if versions else {}
    changes[outcome] = change
    if not change.plain():
        del changes[outcome]
    return _add(work, changes, reason, effective or _today(work))


@does(Act.CHANGE_RULES)
def take_back_outcomes(work: Work, number: int, reason: str) -> Done:
    """Undo the newest version: a further one that is as the version before it. Raises DeskFault for any other."""
    versions = _versions(work)
    if not versions or versions[-1].number != number:
        raise DeskFault("Only the newest change can be taken back. Nothing was changed.")
    before = versions[-2].changes if len(versions) > 1 else {}
    return _add(work, before, reason, _today(work), taken_back=number)


def _add(
    work: Work,
    changes: Mapping[Outcome, OutcomeChange],
    reason: str,
    effective: date,
    *,
    taken_back: int = 0,
) -> Done:
    versions, today = _versions(work), _today(work)
    said = " ".join(reason.split())
    if not said or len(said) > 200:
        raise DeskFault("Say in one line why the table changes. The reason is kept with your name.")
    if effective < today:
        raise DeskFault("A change counts from today on or later. Nothing was changed.")
    newest = versions[-1] if versions else None
    number = newest.number + 1 if newest else 1
    made = OutcomeVersion(number, effective, work.by, work.now, said, dict(changes), taken_back)
    shipped = _shipped(work)
    if changed_table(shipped, made).rows == changed_table(shipped, newest).rows:
        raise DeskFault("Nothing is different in this table. Nothing was changed.")
    stored = dict(work.uow.desk.settings())
    stored[_KEY] = [one.plain() for one in (*versions, made)]
    work.desk.rules_for(work.desk.info, stored)  # refuses what is looser than the program
    work.uow.desk.put_settings(stored)
    work.record(
        Event.RULES_CHANGE, kind="outcomes", id=number, effective=effective.isoformat(),
        taken_back=taken_back,
    )  # fmt: skip
    return Done(Changes.SETTINGS, number)


def _versions(work: Work) -> tuple[OutcomeVersion, ...]:
    return versions_from(work.uow.desk.settings().get(_KEY, ()))


def _shipped(work: Work) -> OutcomeTable:
    shipped = work.desk.rules.shipped_outcomes
    if shipped is None:
        raise DeskBug("the rules of this desk have no shipped outcome table")
    return shipped


def _today(work: Work) -> date:
    return work.now.astimezone(work.desk.zone).date()

"""Somebody's facts have changed without a call: the rules are asked anew, and what they say is written down."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from callback_desk.domain.access import Role
from callback_desk.domain.eligibility import Level
from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.queue import CallbackState, Entry, Move
from callback_desk.use_cases.desk import Desk, Work
from callback_desk.use_cases.judging import Decision, decide
from callback_desk.use_cases.pace import Pace, at_once

_MAY_MOVE = frozenset({CallbackState.WAITING, CallbackState.HELD, CallbackState.EXCLUDED})

_AT_ONCE = 30  # people in one transaction at most
_TURNS_BEFORE = 4


def judge_the_rest(desk: Desk, *, turn: Callable[[], None] = at_once) -> int:
    """Everybody who was to be judged later, some in each transaction. Returns how many transactions.

    Until then nobody is dialled by old facts: the claim and the dial ask the rules themselves.
    """
    pace = Pace(desk, _AT_ONCE, turn)
    steps = 0
    while _anybody(desk):
        if steps == 0:
            for _ in range(_TURNS_BEFORE):  # whoever waited for what came before has the write lock first
                turn()
        with pace.writing() as uow:
            # No decision of whoever is signed in: nobody's role is on record with it.
            work = Work(uow, desk.clock.now(), desk, Role.SUPERVISOR)
            some = uow.queue.to_judge(pace.most)
            for callback_id in some:
                with suppress(NotFound):  # it went with its import
                    judge_again(work, callback_id)
            uow.queue.judged(some)
            uow.commit()
        steps += 1
    return steps


def _anybody(desk: Desk) -> bool:
    with desk.storage.read(desk.session) as uow:
        return bool(uow.queue.to_judge(1))


def judge_again(work: Work, callback_id: CallbackId) -> None:
    """By what is said now. What a person or a call decided is only ever made stricter here."""
    entry = work.uow.queue.get(callback_id)
    if entry.state not in _MAY_MOVE:
        return
    decision = decide(work, callback_id)
    callable_now = decision.verdict.level is Level.CALLABLE and bool(decision.numbers)
    if callable_now and entry.state is CallbackState.WAITING:
        return  # its hour is asked again by the claim
    if entry.state is not CallbackState.WAITING and not _by_a_rule(work, entry):
        return
    if callable_now:
        work.uow.queue.put(entry.reopened(Move.RELEASE, decision.ready_at or work.now))
        work.uow.queue.set_reason(callback_id, reason="", rule="", rule_version="")
        return
    _stop(work, entry, decision)


def _by_a_rule(work: Work, entry: Entry) -> bool:
    """Whether an eligibility rule holds or excludes it, and no person and no call."""
    return any(rule.id == entry.reason for rule in work.desk.rules.eligibility.rules)


def _stop(work: Work, entry: Entry, decision: Decision) -> None:
    verdict = decision.verdict
    wanted = CallbackState.EXCLUDED if verdict.level is Level.EXCLUDED else CallbackState.HELD
    reason, rule, version = verdict.reason, verdict.rule_id, verdict.rule_version
    if verdict.level is Level.CALLABLE:
        reason, rule, version = "no_number_left", "", ""
    if entry.state is not wanted:
        stopped = entry.excluded(reason) if wanted is CallbackState.EXCLUDED else entry.held(reason)
        work.uow.queue.put(stopped)
    work.uow.queue.set_reason(entry.id, reason=reason, rule=rule, rule_version=version)

"""A report over a year's work: 100,000 attempts, with the service answers of everybody who was talked to."""

from __future__ import annotations

import gc
import random

import sqlcipher3.dbapi2 as sqlcipher

from bench_parts import desks
from bench_parts.result import Line, Settings, at_most, cpu_ms_of, ms_of, p50
from callback_desk.domain.figure_periods import twelve_months
from callback_desk.storage.columns import to_micros
from callback_desk.use_cases import figures

PART = "figures"
_TRIES_EACH = 2.5
_TALKED = 0.2  # of all callbacks
_LIMIT_MS = 1_000.0
_DAY_US = 86_400_000_000
_ITEMS = {
    "reach": "very_easy fairly_easy neither fairly_difficult dont_know",
    "response_time": "very_satisfied fairly_satisfied neither fairly_dissatisfied very_dissatisfied",
    "listened": "strongly_agree agree neither disagree",
    "explained": "strongly_agree agree neither disagree prefer_not",
    "respect": "strongly_agree agree neither disagree",
    "actions": "very_satisfied fairly_satisfied neither fairly_dissatisfied",
    "informed": "very_satisfied fairly_satisfied neither not_yet",
    "whole": "very_satisfied fairly_satisfied neither fairly_dissatisfied very_dissatisfied",
}
_ENDS = ("no_answer", "no_answer", "busy", "machine_message", "machine_no_message", "someone_else", "not_in_service")


def measure(settings: Settings) -> list[Line]:
    tries = 10_000 if settings.quick else 100_000
    office = desks.make_office(settings.folder / "figures-desk")
    desk = desks.open_desk(office, desks.SUPERVISOR)
    desks.fill(desk, int(tries / _TRIES_EACH))
    connection = desks.own_connection(desk)
    made = _calls(connection, tries)
    connection.close()
    period = twelve_months(desks.TODAY)
    report = figures.report(desk, period)
    if report.method.ours.n == 0 or not report.items:
        raise RuntimeError("the desk was not filled as it should be")
    times = settings.times(10)
    gc.collect()
    gc.freeze()  # as the window does at sign-in
    spent = [cpu_ms_of(lambda: figures.report(desk, period)) for _ in range(times)]
    took = [ms_of(lambda: figures.report(desk, period)) for _ in range(times)]
    what = f"report of {made:,} attempts over twelve months"
    return [
        at_most(PART, f"{what}, processor time, p50", p50(spent), "ms", _LIMIT_MS * tries / 100_000),
        Line(PART, "  the same by the clock, p50", p50(took), "ms"),
        Line(PART, "  an attempt, processor time", 1_000 * p50(spent) / made, "µs"),
    ]


def _calls(connection: sqlcipher.Connection, tries: int) -> int:
    """Tries over the last year with their ends; of who was talked to a call that is signed off, and its answers."""
    chance = random.Random(7)  # noqa: S311 - made-up records
    now_us = to_micros(desks.NOW)
    connection.execute("BEGIN")
    ((staff,),) = connection.execute("SELECT min(id) FROM staff").fetchall()
    connection.execute(
        "INSERT INTO scripts (sha, purpose, title, version, xform, source, published_at, published_by) "
        "VALUES ('s', 'call', 'Callback', '1', '', 'made.md', ?, 'Dana')",
        (now_us,),
    )
    people = connection.execute(
        "SELECT c.id, c.victim_id, p.id FROM callbacks c JOIN phones p USING (victim_id)"
    ).fetchall()
    made = 0
    for callback, victim, phone in people:
        at_us = now_us - chance.randrange(10, 360) * _DAY_US
        talked = chance.random() < _TALKED
        ends = [chance.choice(_ENDS) for _ in range(chance.randrange(1, 4 if talked else 5))]
        ends += ["talked_all"] if talked else []
        for place, end in enumerate(ends):
            made += 1
            when = at_us + place * _DAY_US
            connection.execute(
                "INSERT INTO attempts (id, callback_id, victim_id, phone_id, staff_id, at, op) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (made, callback, victim, phone, staff, when, f"op-{made}"),
            )
            connection.execute(
                "INSERT INTO attempt_ends (attempt_id, outcome, at, note, message_left, by_staff) "
                "VALUES (?, ?, ?, '', 0, ?)",
                (made, end, when, staff),
            )
        connection.execute(
            "UPDATE callbacks SET state = 'done', tries = ?, created_at = ? WHERE id = ?", (len(ends), at_us, callback)
        )
        if talked:
            _answers(connection, chance, made, callback, at_us + len(ends) * _DAY_US)
        if made >= tries:
            break
    connection.execute("COMMIT")
    return made


def _answers(connection: sqlcipher.Connection, chance: random.Random, attempt: int, callback: int, at_us: int) -> None:
    connection.execute(
        "INSERT INTO calls (id, attempt_id, callback_id, script, state, language, started_at, ended_at, state_at) "
        "VALUES (?, ?, ?, 's', 'signed', 'en', ?, ?, ?)",
        (attempt, attempt, callback, at_us, at_us, at_us),
    )
    connection.execute(
        "INSERT INTO call_results (id, call_id, at, outcome, note, message_left, consents, next_firm, next_note, "
        "language, state, do_not_call) VALUES (?, ?, ?, 'talked_all', '', 0, '', 1, '', 'en', '', 0)",
        (attempt, attempt, at_us),
    )
    connection.executemany(
        "INSERT INTO ratings (result_id, item, value, wording) VALUES (?, ?, ?, 'core-v1')",
        [(attempt, item, chance.choice(values.split())) for item, values in _ITEMS.items()],
    )

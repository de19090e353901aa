"""Random work (`random_desks`) as rows of a real desk's tables; callbacks and calls keep the ids of the values."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Table, insert, select, text

from callback_desk.storage.tables_calls import call_results, calls, concerns, ratings, tips
from callback_desk.storage.tables_desk import staff
from callback_desk.storage.tables_exports import exports
from callback_desk.storage.tables_feedback import feedback_answers, feedback_batches, feedback_forms
from callback_desk.storage.tables_people import cases, phones, reports, victims
from callback_desk.storage.tables_queue import attempt_ends, attempts, callbacks
from callback_desk.storage.tables_receipts import receipts
from callback_desk.storage.unit_of_work import SqlUnitOfWork
from tests.storage.at_hand import new_batch, new_script
from tests.use_cases.random_desks import Call, Callback, Try, Work, taken_back

_ORDER: tuple[Table, ...] = (
    *(victims, cases, callbacks, reports, phones, attempts, attempt_ends, calls, call_results, ratings, tips),
    *(exports, receipts, concerns, feedback_batches, feedback_forms, feedback_answers),
)


class Filler:
    """Writes one desk's work. The desk must have nobody on it yet."""

    def __init__(self, unit: SqlUnitOfWork, work: Work) -> None:
        self._unit, self._work = unit, work
        self._rows: dict[str, list[dict[str, object]]] = {table.name: [] for table in _ORDER}
        self._script = new_script(unit)
        self._shown, self._hidden = new_batch(unit, at=work.now), new_batch(unit, at=work.now)
        named = unit.connection.execute(select(staff.c.name, staff.c.id))
        self._staff: Mapping[str, int] = {row.name: row.id for row in named}

    def fill(self) -> None:
        victims_of: dict[int, int] = {}
        made: dict[str, object] = {"state": "done", "by_name": "", "at": self._work.now, "means": "save"}
        sheet = self._add(exports, kind="sheet", number="1", copy=1, **made)
        for one in self._work.callbacks:
            batch = self._hidden if one.hidden else self._shown
            if one.victim not in victims_of:
                victims_of[one.victim] = self._add(victims, batch_id=batch, language=one.language)
            self._callback(one, batch, victims_of[one.victim], sheet)
        self._concerns()
        self._forms()
        for table in _ORDER:
            if rows := self._rows[table.name]:
                self._unit.connection.execute(insert(table), rows)
        undone = text("UPDATE batches SET state = 'undone' WHERE id = :id")
        self._unit.connection.execute(undone, {"id": self._hidden})

    def _add(self, table: Table, **values: object) -> int:
        rows = self._rows[table.name]
        rows.append({"id": len(rows) + 1, **values})
        return len(rows)

    def _callback(self, one: Callback, batch: int, victim: int, sheet: int) -> None:
        made = self._add(
            callbacks,
            batch_id=batch,
            victim_id=victim,
            state=one.state,
            created_at=one.created,
            promised_at=one.created if one.promised else None,
            offense_label=one.offense,
            tries=sum(not taken_back(a_try) for a_try in one.tries),
        )
        assert made == one.id
        case = 0
        for said in one.reports:
            case = self._add(cases, batch_id=batch, number=f"26-{len(self._rows['cases']):06d}")
            self._add(
                reports,
                batch_id=batch,
                case_id=case,
                victim_id=victim,
                callback_id=one.id,
                reported_at=said.reported,
                district=said.area,
                language=said.language,
                age=said.age,
                birth_date=said.born,
            )
        for a_try in one.tries:
            phone = self._add(
                phones, batch_id=batch, victim_id=victim, original="", e164="+13125550142", zones=a_try.zones
            )
            self._try(a_try, (one.id, victim, phone), case, sheet)

    def _try(self, one: Try, of: tuple[int, int, int], case: int, sheet: int) -> None:
        callback, victim, phone = of
        by = self._staff[one.caller]
        attempt = self._add(
            attempts,
            callback_id=callback,
            victim_id=victim,
            phone_id=phone,
            staff_id=by,
            at=one.at,
            op=f"random-{len(self._rows['attempts'])}",
        )
        for end in one.ends:
            self._add(attempt_ends, attempt_id=attempt, outcome=end, at=one.at, by_staff=by)
        if one.call is not None:
            self._call(one.call, attempt, callback, case, sheet)

    def _call(self, one: Call, attempt: int, callback: int, case: int, sheet: int) -> None:
        made = self._add(
            calls,
            attempt_id=attempt,
            callback_id=callback,
            script=self._script,
            state=one.state,
            language="en",
            started_at=one.started,
            ended_at=one.ended,
            state_at=one.state_at,
        )
        assert made == one.id
        result = 0
        for said in one.results:
            result = self._add(call_results, call_id=made, at=one.started, outcome=said.outcome)
            for item, value in said.ratings.items():
                self._add(ratings, result_id=result, item=item, value=value, wording=said.wording)
        for ordinal, line in enumerate(one.lines, start=1):
            tip = 0
            for kept in line.kept:
                tip = self._add(
                    tips,
                    call_id=made,
                    result_id=result,
                    case_id=case,
                    ordinal=ordinal,
                    text="A line.",
                    kept_at=kept,
                    kind="other",
                    source="victim",
                    sure="",
                    question=line.prompt,
                )
            for place, (answer, day) in enumerate(line.answers):
                self._add(
                    receipts,
                    packet_id=sheet,
                    tip_id=tip,
                    answer=answer,
                    answered_by=f"Det. {place}",
                    answered_on=day,
                    keyed_by="",
                    at=self._work.now,
                    way="typed",
                )

    def _concerns(self) -> None:
        for one in self._work.concerns:
            self._add(
                concerns,
                callback_id=1,
                victim_id=1,
                kind=one.kind,
                raised_at=one.raised,
                raised_by="",
                routed_at=one.routed,
                acknowledged_at=one.acknowledged,
                withdrawn_at=self._work.now if one.withdrawn else None,
            )

    def _forms(self) -> None:
        for one in self._work.forms:
            gone = self._work.now if one.taken_back else None
            batch = self._add(
                feedback_batches,
                channel=one.channel,
                wording="core-v1",
                by_name="",
                at=self._work.now,
                taken_back_at=gone,
                taken_back_by="",
            )
            form = self._add(feedback_forms, batch_id=batch, day=one.day)
            for item, value in one.answers.items():
                self._add(feedback_answers, form_id=form, item=item, value=value)

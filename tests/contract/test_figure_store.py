"""What figures are counted from: the newest end of a try, the newest result of a call, nothing that was taken back."""

from __future__ import annotations

from datetime import date, timedelta

from callback_desk.domain.call import CallResult, CallState, NewRating
from callback_desk.domain.ids import CallId, OperationId, StaffId
from callback_desk.domain.incident import ReportFacts
from callback_desk.domain.queue import CallbackState
from callback_desk.domain.tip import NewTip
from callback_desk.storage.store import SqlStorage
from callback_desk.storage.tables_desk import batches
from callback_desk.storage.tables_queue import callbacks
from callback_desk.storage.unit_of_work import SqlUnitOfWork
from tests.storage.at_hand import MONDAY, SCRIPT, People, Person, new_batch, new_script, new_staff

DAY = timedelta(days=1)
DONE = {"state": CallbackState.DONE.value, "tries": 1}
FACTS = ReportFacts(case_number="26-1", reported_at=MONDAY, birth_date=date(1980, 11, 17), language="es")


class Desk:
    """One volunteer who rings."""

    def __init__(self, unit: SqlUnitOfWork) -> None:
        new_script(unit)
        self.unit, self.batch = unit, new_batch(unit)
        self.people, self.staff = People(unit, self.batch), new_staff(unit)
        self._tries = 0

    def ring(self, person: Person, *ends: str, days: int = 0, staff: StaffId | None = None) -> CallId:
        self._tries += 1
        at = MONDAY + days * DAY
        op = OperationId(f"op-{self._tries}")
        attempt = self.unit.calls.add_attempt(person.callback, person.phones[0], staff or self.staff, at, op)
        for end in ends:
            self.unit.calls.end_attempt(attempt, outcome=end, at=at, note="", message_left=False, by=self.staff)
        return self.unit.calls.open_call(attempt, person.callback, SCRIPT, at, "en")

    def finish(self, call: CallId, *values: str, days: int = 0, state: CallState = CallState.SIGNED) -> None:
        ratings = tuple(NewRating(item, value, "core-v1") for item, _, value in (one.partition("=") for one in values))
        tip = NewTip(1, f"A line, {len(values)} answers.", MONDAY + days * DAY)
        self.unit.calls.finish(call, CallResult("talked_all", tips=(tip,), ratings=ratings), MONDAY + days * DAY)
        self.unit.calls.put_state(call, state, MONDAY + days * DAY)


def test_tries_stand_in_their_order_with_their_newest_end(storage: SqlStorage) -> None:
    with storage.write() as unit:
        desk = Desk(unit)
        person = desk.people.add(facts=(FACTS,), callback={"state": "waiting", "tries": 3})
        desk.ring(person, "no_answer", "busy")
        desk.ring(person, "not_dialed", days=1)
        desk.ring(person, "machine_message", "not_dialed", days=1)
        desk.ring(person, days=2)
        (found,) = unit.figures.units(())
        assert [outcome for _, outcome in found.tries] == ["busy", ""]
        assert [day for day, _ in found.tries] == [date(2026, 11, 16), date(2026, 11, 18)]
        assert (found.closed, found.outcomes, found.first_minute) == (None, ("busy",), 600)
        assert (found.area, found.language, found.age, found.offense) == ("", "es", 45, "Burglary")


def test_the_hour_of_a_first_try_goes_with_the_try_that_was_taken_back(storage: SqlStorage) -> None:
    with storage.write() as unit:
        desk = Desk(unit)
        desk.ring(desk.people.add(callback=DONE), "no_answer", "not_dialed")
        (found,) = unit.figures.units(())
        assert (found.tries, found.first_minute) == ((), None)


def test_a_callback_is_closed_by_its_sign_off_by_answers_that_stand_or_by_its_last_try(storage: SqlStorage) -> None:
    with storage.write() as unit:
        desk = Desk(unit)
        signed, ended, used_up, undialed, taken_back = (
            desk.people.add(f"Ada{place}", callback=DONE) for place in range(5)
        )
        desk.finish(desk.ring(signed, "talked_all"), "whole=neither", days=4)
        desk.finish(desk.ring(ended, "talked_part"), "whole=neither", days=3, state=CallState.ENDED)
        desk.ring(used_up, "no_answer")
        desk.ring(used_up, "no_answer", days=2)
        withdrawn = desk.ring(taken_back, "no_answer")
        unit.calls.put_state(withdrawn, CallState.WITHDRAWN, MONDAY)
        answered = unit.figures.answers()
        closed = {one.callback: one.closed for one in unit.figures.units(answered)}
        assert closed == {
            signed.callback: date(2026, 11, 20),
            ended.callback: date(2026, 11, 19),
            used_up.callback: date(2026, 11, 18),
            undialed.callback: date(2026, 11, 16),
            taken_back.callback: date(2026, 11, 16),
        }


def test_answers_are_those_of_the_newest_result_of_a_call_that_stands(storage: SqlStorage) -> None:
    with storage.write() as unit:
        desk = Desk(unit)
        person, other = desk.people.add("Ada", callback=DONE), desk.people.add("Bo", callback=DONE)
        call = desk.ring(person, "talked_all")
        desk.finish(call, "whole=neither", "listened=agree", state=CallState.RETURNED)
        assert unit.figures.answers() == ()
        desk.finish(call, "whole=very_satisfied", days=1)
        desk.finish(desk.ring(other, "talked_all"), "whole=neither", state=CallState.REVIEW)
        (found,) = unit.figures.answers()
        assert (found.callback, found.day, found.wording) == (person.callback, date(2026, 11, 17), "core-v1")
        assert found.answers == {"whole": "very_satisfied"}
        assert unit.figures.new_lines(MONDAY, MONDAY + 2 * DAY) == 2, "a line in two writings is one line"
        assert unit.figures.new_lines(MONDAY + DAY, MONDAY + 2 * DAY) == 0


def test_an_import_that_was_taken_back_counts_nowhere(storage: SqlStorage) -> None:
    with storage.write() as unit:
        desk = Desk(unit)
        desk.finish(desk.ring(desk.people.add(callback=DONE), "talked_all"), "whole=neither")
        desk.people.add("Bo")
        assert len(unit.figures.answers()) == unit.figures.not_tried(date(2026, 11, 30)) == 1
        unit.connection.execute(batches.update().values(state="undone"))
        unit.commit()
    with storage.read() as unit:
        assert unit.figures.answers() == unit.figures.units(()) == ()
        assert unit.figures.not_tried(date(2026, 11, 30)) == unit.figures.new_lines(MONDAY - DAY, MONDAY + DAY) == 0


def test_who_waits_untried_counts_from_the_day_on_the_list(storage: SqlStorage) -> None:
    with storage.write() as unit:
        desk = Desk(unit)
        desk.people.add()
        desk.people.add("Bo", callback={"state": "held"})
        assert (unit.figures.not_tried(date(2026, 11, 15)), unit.figures.not_tried(date(2026, 11, 16))) == (0, 1)


def test_who_waits_untried_and_was_rung_before_is_named_once(storage: SqlStorage) -> None:
    with storage.write() as unit:
        desk = Desk(unit)
        rung, closed, new = desk.people.add(callback=DONE), desk.people.add("Bo"), desk.people.add("Cy")
        desk.ring(rung, "no_answer")
        for person, state in ((rung, "waiting"), (closed, "done"), (closed, "claimed")):
            values = {"state": state, "created_at": MONDAY, "victim_id": person.victim, "batch_id": desk.batch}
            unit.connection.execute(callbacks.insert().values(**values))
        unit.connection.execute(callbacks.update().where(callbacks.c.id == closed.callback).values(state="held"))
        assert unit.figures.not_tried(date(2026, 11, 16)) == 3
        assert sorted(unit.figures.not_tried_again(date(2026, 11, 16))) == [rung.victim, closed.victim]
        assert unit.figures.not_tried_again(date(2026, 11, 15)) == ()
        assert new.victim not in (rung.victim, closed.victim)


def test_talks_are_calls_of_the_days_whose_newest_result_is_a_talk(storage: SqlStorage) -> None:
    with storage.write() as unit:
        desk = Desk(unit)
        person, other = desk.people.add(callback=DONE), desk.people.add("Bo", callback=DONE)
        call = desk.ring(person, "talked_all", days=1)
        tips = tuple(NewTip(place, "A line.", MONDAY, question=name) for place, name in ((1, "camera"), (2, "camera")))
        unit.calls.finish(call, CallResult("talked_all", tips=tips), MONDAY)
        quiet = desk.ring(other, "no_answer", days=1)
        unit.calls.finish(quiet, CallResult("no_answer"), MONDAY)
        (found,) = unit.figures.talks(MONDAY, MONDAY + 2 * DAY)
        assert (found.call, found.offense, found.prompts) == (call, "Burglary", {"camera"})
        assert unit.figures.talks(MONDAY, MONDAY + DAY) == ()

"""Victims, numbers, cases, wishes, holds and releases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from callback_desk.domain.call import SafeContact, VoicemailPolicy
from callback_desk.domain.concerns import ConcernKind, NewConcern
from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import VictimId
from callback_desk.domain.incident import CaseStatus, ReportFacts, Sign
from callback_desk.domain.phone import PhoneKind
from callback_desk.domain.records import ReleaseRecord
from callback_desk.storage.store import SqlStorage
from callback_desk.storage.tables_people import case_sightings
from tests.storage.at_hand import MONDAY, People, StillClock, new_batch, new_staff

DAY = timedelta(days=1)


def test_numbers_stand_in_card_order_and_say_why_they_are_closed(storage: SqlStorage) -> None:
    kinds = (PhoneKind.OTHER, PhoneKind.WORK, PhoneKind.MOBILE, PhoneKind.HOME, PhoneKind.SAFE, PhoneKind.MOBILE)
    with storage.write() as unit:
        numbers = tuple(f"+1312555010{place}" for place in range(6))
        person = People(unit, new_batch(unit)).add(numbers=numbers, kinds=kinds)
        unit.people.close_phone(person.phones[3], "no_answer", MONDAY)
        unit.people.close_phone(person.phones[3], "not_in_service", MONDAY + DAY)
        found = unit.people.phones(person.victim)
    assert [phone.kind.value for phone in found] == ["safe", "mobile", "mobile", "home", "work", "other"]
    assert [phone.id for phone in found[1:3]] == [person.phones[2], person.phones[5]]
    assert [phone.closed for phone in found] == ["", "", "", "not_in_service", "", ""]
    assert found[0].zones == ("America/Chicago",)


def test_a_case_shows_the_newest_export_and_keeps_every_sign(storage: SqlStorage) -> None:
    first = ReportFacts(
        case_number="26-100",
        reported_at=MONDAY - 9 * DAY,
        signs=frozenset({Sign.DOMESTIC}),
        status=CaseStatus.OPEN_ASSIGNED,
        investigator="Det. Hale",
    )
    later = ReportFacts(case_number="26-100", reported_at=MONDAY - 9 * DAY, status=CaseStatus.INACTIVE)
    other = ReportFacts(case_number="26-101", reported_at=MONDAY - 2 * DAY)
    undated = ReportFacts(case_number="26-102")
    with storage.write() as unit:
        people = People(unit, new_batch(unit))
        person = people.add(facts=(first, other, undated), as_of=date(2026, 11, 9))
        People(unit, new_batch(unit)).report(later, person.victim, person.callback, as_of=date(2026, 11, 16))
        cases = unit.people.cases(person.victim)
        facts = unit.people.facts(person.callback)
        assert unit.people.facts_as_of(person.callback) == date(2026, 11, 16)
    assert [case.number for case in cases] == ["26-101", "26-100", "26-102"]
    assert cases[1].status is CaseStatus.INACTIVE
    assert cases[1].as_of == date(2026, 11, 16)
    on_100 = [fact for fact in facts if fact.case_number == "26-100"]
    assert len(on_100) == 2
    assert {fact.status for fact in on_100} == {CaseStatus.INACTIVE}
    assert {fact.investigator for fact in on_100} == {""}
    assert frozenset({Sign.DOMESTIC}) in {fact.signs for fact in on_100}


def test_two_rows_of_one_case_in_one_export_both_keep_their_status(storage: SqlStorage) -> None:
    rows = tuple(
        ReportFacts(case_number="26-100", reported_at=MONDAY, status=status)
        for status in (CaseStatus.INACTIVE, CaseStatus.OPEN_ASSIGNED)
    )
    with storage.write() as unit:
        person = People(unit, new_batch(unit)).add(facts=rows)
        assert {fact.status for fact in unit.people.facts(person.callback)} == {
            CaseStatus.INACTIVE,
            CaseStatus.OPEN_ASSIGNED,
        }


def test_a_case_seen_again_is_fresh_again_once_its_batch_is_shown(storage: SqlStorage) -> None:
    with storage.write() as unit:
        person = People(unit, new_batch(unit)).add(as_of=date(2026, 11, 2))
        staged = new_batch(unit, shown=False)
        shown = new_batch(unit)
        seen = case_sightings.insert()
        case = person.cases[0]
        unit.connection.execute(seen.values(batch_id=staged, case_id=case, as_of=date(2026, 11, 20)))
        assert unit.people.facts_as_of(person.callback) == date(2026, 11, 2)
        unit.connection.execute(seen.values(batch_id=shown, case_id=case, as_of=date(2026, 11, 9)))
        assert unit.people.facts_as_of(person.callback) == date(2026, 11, 9)
        assert unit.people.cases(person.victim)[0].as_of == date(2026, 11, 9)


def test_what_was_agreed_last_counts_and_nothing_agreed_means_no_message(storage: SqlStorage) -> None:
    with storage.write() as unit:
        person = People(unit, new_batch(unit)).add()
        assert unit.people.safe_contact(person.victim) == SafeContact()
        agreed = SafeContact("After five only.", VoicemailPolicy.NAME_ONLY, person.phones[0], date(2026, 11, 16))
        unit.people.put_safe_contact(person.victim, SafeContact("Any time."), by="Dana Marsh", at=MONDAY)
        unit.people.put_safe_contact(person.victim, agreed, by="Dana Marsh", at=MONDAY)
        assert unit.people.safe_contact(person.victim) == agreed


def test_do_not_contact_reaches_everybody_with_the_same_number(storage: SqlStorage) -> None:
    with storage.write() as unit:
        people = People(unit, new_batch(unit))
        anna = people.add("Anna", numbers=("+13125550142", "+13125550143"))
        sharing = people.add("Bea", numbers=("+13125550143",))
        done = people.add("Cleo", numbers=("+13125550142",), callback={"state": "done"})
        stranger = people.add("Dee", numbers=("+13125550150",))
        touched = unit.people.set_do_not_contact(anna.victim, reason="asked", by="Dana Marsh", at=MONDAY)
        assert touched == (anna.callback, sharing.callback)
        listed = [unit.people.do_not_contact(one.victim) for one in (anna, sharing, done, stranger)]
        assert listed == [True, True, True, False]
        newcomer = people.add("Eve", numbers=("+13125550142",))
        assert unit.people.do_not_contact(newcomer.victim)
        unit.people.clear_do_not_contact(anna.victim, reason="mistake", by="Pat Ruiz", at=MONDAY + DAY)
        assert not any(unit.people.do_not_contact(one.victim) for one in (anna, sharing, newcomer))


def test_a_person_without_a_number_can_be_listed_too(storage: SqlStorage) -> None:
    with storage.write() as unit:
        people = People(unit, new_batch(unit))
        silent, other = people.add(numbers=()), people.add(numbers=())
        assert unit.people.set_do_not_contact(silent.victim, reason="asked", by="D", at=MONDAY) == (silent.callback,)
        assert unit.people.do_not_contact(silent.victim)
        assert not unit.people.do_not_contact(other.victim)


@pytest.mark.parametrize("kind", list(ConcernKind))
def test_only_grave_concerns_stop_the_calls_until_somebody_decides(storage: SqlStorage, kind: ConcernKind) -> None:
    stops = kind in {ConcernKind.DANGER, ConcernKind.DISTRESS, ConcernKind.SOMETHING_WRONG}
    with storage.write() as unit:
        person = People(unit, new_batch(unit)).add()
        raised = unit.concerns.add(person.callback, None, "Dana Marsh", MONDAY, NewConcern(kind, "said so"))
        assert unit.people.safety_stop(person.victim) is stops
        unit.concerns.told(raised, "Sgt. Ortiz", MONDAY)
        assert unit.people.safety_stop(person.victim) is stops
        unit.concerns.route(raised, "Victim services", MONDAY)
        assert not unit.people.safety_stop(person.victim)


def test_a_withdrawn_alert_stops_nothing_but_stays_on_record(storage: SqlStorage) -> None:
    with storage.write() as unit:
        person = People(unit, new_batch(unit)).add()
        raised = unit.concerns.add(person.callback, None, "D", MONDAY, NewConcern(ConcernKind.DANGER))
        unit.concerns.withdraw(raised, MONDAY)
        assert not unit.people.safety_stop(person.victim)
        assert unit.concerns.open() == ()
        assert "Danger noted by D." in [line.text for line in unit.queue.history(person.callback)]


def test_holds_end_with_their_last_day_where_the_desk_stands(storage: SqlStorage, clock: StillClock) -> None:
    with storage.write() as unit:
        put = unit.people.put_case_hold
        put("26-000009", reason="trial", by="Pat", at=MONDAY, until=date(2026, 11, 16))
        put("26-000009", reason="press", by="Pat", at=MONDAY, until=None)
        assert unit.people.case_holds(["26-000009", "26-1"]) == ("trial", "press")
        assert unit.people.case_holds(["26-1"]) == ()
        assert unit.people.case_holds([]) == ()
        clock.at = MONDAY + timedelta(hours=13, minutes=59)  # 23:59 in Chicago
        assert unit.people.case_holds([" 26-000009"]) == ("trial", "press")
        clock.move(timedelta(minutes=1))
        assert unit.people.case_holds(["26-000009"]) == ("press",)


def test_the_newest_release_counts(storage: SqlStorage) -> None:
    with storage.write() as unit:
        person = People(unit, new_batch(unit)).add()
        assert unit.people.release(person.callback) is None
        for reason in ("first", "second"):
            unit.people.put_release(person.callback, ReleaseRecord(reason, "Pat Ruiz", MONDAY, MONDAY + 7 * DAY))
        found = unit.people.release(person.callback)
        assert found == ReleaseRecord("second", "Pat Ruiz", MONDAY, MONDAY + 7 * DAY)


def test_reports_of_twelve_months_count_each_case_once(storage: SqlStorage) -> None:
    dates = (MONDAY - 364 * DAY, MONDAY - 366 * DAY, MONDAY - DAY, MONDAY + DAY)
    facts = tuple(ReportFacts(case_number=f"26-{n}", reported_at=at) for n, at in enumerate(dates))
    with storage.write() as unit:
        people = People(unit, new_batch(unit))
        person = people.add(facts=facts)
        people.report(facts[2], person.victim, person.callback)
        assert unit.people.reports_in_12_months(person.victim, MONDAY) == 2


def test_people_are_found_by_case_and_by_number(storage: SqlStorage) -> None:
    facts = (ReportFacts(case_number="26-A100", reported_at=MONDAY),)
    with storage.write() as unit:
        people = People(unit, new_batch(unit))
        one = people.add(facts=facts, numbers=("+13125550142",))
        two = people.add(facts=facts, numbers=("+17735550142",))
        assert unit.people.by_case_number("26-a100") == (one.callback, two.callback)
        assert unit.people.by_case_number("26-A10") == ()
        assert unit.people.by_number("+17735550142") == (two.callback,)
        assert unit.people.by_number("5550142") == ()
        assert unit.people.by_number("") == ()
        with pytest.raises(NotFound):
            unit.people.person(VictimId(999))
        assert unit.people.person(one.victim).name.display == "Walter Pine"
        assert new_staff(unit)


def test_cases_on_hold_stand_together_the_newest_first_here_or_not(storage: SqlStorage, clock: StillClock) -> None:
    with storage.write() as unit:
        People(unit, new_batch(unit)).add(facts=(ReportFacts(case_number="A 26-100"),))
        put, now, today = unit.people.put_case_hold, clock.now(), date(2026, 11, 16)
        put("a26-100", reason="trial", by="Dana Whitlock", at=now, until=None)
        put("later 1", reason="gone", by="Dana Whitlock", at=now, until=today - DAY)
        put("26-2", reason="press", by="Dana Whitlock", at=now, until=today)
        put("A26-100", reason="relative", by="Dana Whitlock", at=now, until=None)
        found = unit.people.cases_on_hold()
        unit.people.end_case_holds("A 26-100", before=today)
        left = unit.people.cases_on_hold()
    assert [(one.number, one.here, one.reason) for one in found] == [
        ("A 26-100", True, "relative"),
        ("A 26-100", True, "trial"),
        ("26-2", False, "press"),
    ]
    assert [one.number for one in left] == ["26-2"]

"""The queue: order, claims, fences, lists and counts."""

from __future__ import annotations

from array import array
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from callback_desk.domain.errors import NotFound, StaleClaim
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.incident import BatchCounts, Pile, ReportFacts
from callback_desk.domain.queue import CallbackState, ClaimTimes, Entry, Move, Priority
from callback_desk.domain.views import ListFilter, ShownState, Tab
from callback_desk.storage.store import SqlStorage
from tests.storage.at_hand import MONDAY, People, StillClock, new_batch, new_staff

LEASE = timedelta(seconds=90)
DAY = timedelta(days=1)


def test_the_claim_takes_the_ready_in_the_order_of_the_domain(storage: SqlStorage) -> None:
    waiting = [
        {"priority": 2, "reported_at": MONDAY - 9 * DAY},
        {"priority": 2, "reported_at": None},
        {"priority": 1, "reported_at": MONDAY - 2 * DAY},
        {"priority": 0, "reported_at": MONDAY - 9 * DAY, "promised_at": MONDAY - timedelta(hours=1)},
        {"priority": 0, "reported_at": MONDAY - 2 * DAY, "promised_at": MONDAY - timedelta(hours=2)},
        {"priority": 2, "reported_at": MONDAY - 12 * DAY},
        {"priority": 0, "reported_at": MONDAY, "promised_at": None},
    ]
    with storage.write() as unit:
        staff = new_staff(unit)
        people = People(unit, new_batch(unit))
        entries = [unit.queue.get(people.add(callback=values).callback) for values in waiting]
        people.add(callback={"ready_at": MONDAY + timedelta(minutes=1), "priority": 0})
        people.add(callback={"ready_at": None})
        people.add(callback={"state": "held"})
        taken: list[CallbackId] = []
        while entry := unit.queue.claim_first(staff, MONDAY, MONDAY + LEASE, passed_over=()):
            taken.append(entry.id)
    assert taken == [entry.id for entry in sorted(entries, key=Entry.order_key)]


def test_a_claim_gives_lease_owner_and_a_new_fence(storage: SqlStorage) -> None:
    with storage.write() as unit:
        staff = new_staff(unit)
        person = People(unit, new_batch(unit)).add(callback={"fence": 4, "reason": "old", "tries": 2})
        entry = unit.queue.claim_first(staff, MONDAY, MONDAY + LEASE, passed_over=())
        unit.commit()
    assert entry is not None
    assert entry == replace(
        entry,
        id=person.callback,
        state=CallbackState.CLAIMED,
        claimed_by=staff,
        claimed_at=MONDAY,
        lease_until=MONDAY + LEASE,
        fence=5,
        attempts=2,
        reason="",
    )
    with storage.read() as unit:
        assert unit.queue.get(person.callback) == entry


def test_a_claim_leaves_out_who_knows_the_person_and_who_must_not_call(storage: SqlStorage) -> None:
    with storage.write() as unit:
        dana, lee = new_staff(unit), new_staff(unit, "Lee Okafor")
        people = People(unit, new_batch(unit))
        known = people.add(callback={"reported_at": MONDAY - 9 * DAY})
        refused = people.add(callback={"not_caller": dana, "reported_at": MONDAY - 8 * DAY})
        unit.queue.pass_over(known.callback, dana)
        unit.queue.pass_over(known.callback, dana)
        over = unit.queue.passed_over_by(dana)
        assert over == (known.callback,)
        assert unit.queue.passed_over_by(lee) == ()
        assert unit.queue.claim_first(dana, MONDAY, MONDAY + LEASE, passed_over=over) is None
        first = unit.queue.claim_first(lee, MONDAY, MONDAY + LEASE, passed_over=())
        second = unit.queue.claim_first(lee, MONDAY, MONDAY + LEASE, passed_over=())
    assert first is not None and second is not None
    assert (first.id, second.id) == (known.callback, refused.callback)


def test_one_callback_can_be_claimed_by_name_while_it_waits_and_never_twice(storage: SqlStorage) -> None:
    with storage.write() as unit:
        staff = new_staff(unit)
        person = People(unit, new_batch(unit)).add(callback={"ready_at": MONDAY + DAY})
        claimed = unit.queue.claim(person.callback, staff, MONDAY, MONDAY + LEASE)
        assert claimed is not None and claimed.fence == 1
        assert unit.queue.claim(person.callback, staff, MONDAY, MONDAY + LEASE) is None


def test_an_old_fence_writes_nothing(storage: SqlStorage) -> None:
    with storage.write() as unit:
        staff = new_staff(unit)
        person = People(unit, new_batch(unit)).add()
        mine = unit.queue.claim_first(staff, MONDAY, MONDAY + LEASE, passed_over=())
        assert mine is not None
        unit.queue.put(mine.released(MONDAY), fence=mine.fence)
        theirs = unit.queue.claim_first(staff, MONDAY, MONDAY + LEASE, passed_over=())
        assert theirs is not None and theirs.fence == mine.fence + 1
        with pytest.raises(StaleClaim):
            unit.queue.put(mine.held("late"), fence=mine.fence)
        assert not unit.queue.heartbeat(person.callback, mine.fence, MONDAY + DAY)
        assert unit.queue.heartbeat(person.callback, theirs.fence, MONDAY + DAY)
        assert unit.queue.get(person.callback) == replace(theirs, lease_until=MONDAY + DAY)
        with pytest.raises(NotFound):
            unit.queue.put(replace(mine, id=CallbackId(999)), fence=1)


def test_a_heartbeat_does_not_wake_what_is_no_longer_owned(storage: SqlStorage) -> None:
    with storage.write() as unit:
        staff = new_staff(unit)
        People(unit, new_batch(unit)).add()
        mine = unit.queue.claim_first(staff, MONDAY, MONDAY + LEASE, passed_over=())
        assert mine is not None
        unit.queue.put(mine.held("danger"))
        assert not unit.queue.heartbeat(mine.id, mine.fence, MONDAY + DAY)
        assert unit.queue.get(mine.id).lease_until is None


def test_expired_are_ended_leases_and_claims_nobody_started(storage: SqlStorage) -> None:
    with storage.write() as unit:
        staff = new_staff(unit)
        people = People(unit, new_batch(unit))
        owned = {"claimed_by": staff, "claimed_at": MONDAY, "fence": 1}
        ended = people.add(callback={"state": "calling", "lease_until": MONDAY, **owned})
        running = {"state": "calling", "lease_until": MONDAY + DAY, **owned, "claimed_at": MONDAY - DAY}
        people.add(callback=running)
        people.add(callback={"state": "claimed", "lease_until": MONDAY + LEASE, **owned})
        long_ago = MONDAY - ClaimTimes().unstarted
        unstarted = people.add(
            callback={"state": "claimed", "lease_until": MONDAY + LEASE, **owned, "claimed_at": long_ago}
        )
        found = unit.queue.expired(MONDAY)
    assert {entry.id for entry in found} == {ended.callback, unstarted.callback}
    assert all(entry.is_expired(MONDAY, ClaimTimes()) for entry in found)


def test_why_stands_with_its_rule_until_something_else_is_the_reason(storage: SqlStorage) -> None:
    with storage.write() as unit:
        new_staff(unit)
        people = People(unit, new_batch(unit))
        held = [people.add(callback={"state": "waiting"}) for _ in range(2)]
        for person in held:
            unit.queue.put(unit.queue.get(person.callback).held("domestic"))
            unit.queue.set_reason(person.callback, reason="domestic", rule="R4", rule_version="2026-11")
        people.add(callback={"state": "excluded", "reason": "child"})
        assert unit.queue.reason_counts() == (("held", "domestic", 2), ("excluded", "child", 1))
        assert unit.queue.rows(ListFilter(tab=Tab.TO_DECIDE), MONDAY, offset=0, limit=5)[0].reason == "domestic"
        unit.queue.put(unit.queue.get(held[0].callback).reopened(Move.RELEASE, MONDAY))
        assert unit.queue.reason_counts() == (("excluded", "child", 1), ("held", "domestic", 1))


def test_who_is_to_be_judged_again_is_on_record_once_until_it_is_done(storage: SqlStorage) -> None:
    with storage.write() as unit:
        people = People(unit, new_batch(unit))
        first, second, third = (people.add().callback for _ in range(3))
        unit.queue.judge_later((third, first))
        unit.queue.judge_later((first, second))
        unit.queue.judge_later(())
        unit.commit()
    with storage.read() as unit:
        assert unit.queue.to_judge(2) == (first, second)
        assert unit.queue.to_judge(9) == (first, second, third)
    with storage.write() as unit:
        unit.queue.judged((first, third))
        unit.commit()
    with storage.read() as unit:
        assert unit.queue.to_judge(9) == (second,)


def test_staged_people_are_nowhere_until_their_batch_is_shown(storage: SqlStorage) -> None:
    facts = ReportFacts(case_number="26-777", reported_at=MONDAY - DAY)
    with storage.write() as unit:
        staff = new_staff(unit)
        batch = new_batch(unit, shown=False)
        person = People(unit, batch).add(last="Quill", facts=(facts,), callback={"promised_at": MONDAY})
        everything = ListFilter()
        assert unit.queue.claim_first(staff, MONDAY, MONDAY + LEASE, passed_over=()) is None
        assert unit.queue.claim(person.callback, staff, MONDAY, MONDAY + LEASE) is None
        assert unit.queue.count(everything, MONDAY) == 0
        assert unit.queue.rows(everything, MONDAY, offset=0, limit=9) == ()
        assert unit.queue.rows_by_id([person.callback], MONDAY) == ()
        assert list(unit.queue.ids(everything, MONDAY)) == []
        assert unit.queue.state_counts() == {}
        assert unit.queue.promises(MONDAY + DAY, owner=None) == ()
        assert unit.queue.offense_labels() == ()
        assert unit.people.by_case_number("26-777") == ()
        assert unit.people.by_number("+13125550101") == ()
        assert unit.people.cases(person.victim) == ()
        with pytest.raises(NotFound):
            unit.queue.get(person.callback)
        unit.imports.show_batch(batch, BatchCounts(rows_in=1, piles={Pile.QUEUED: 1}), MONDAY)
        assert unit.queue.count(everything, MONDAY) == 1
        assert unit.people.by_case_number("26-777") == (person.callback,)
        assert unit.queue.claim_first(staff, MONDAY, MONDAY + LEASE, passed_over=()) is not None


def _fill(unit_storage: SqlStorage) -> dict[str, CallbackId]:
    with unit_storage.write() as unit:
        dana = new_staff(unit)
        people = People(unit, new_batch(unit))
        add = people.add
        ids = {
            "núñez": add("Ana", "Núñez", numbers=("+13125550101",), callback={"tries": 2}),
            "nunn": add("Bo", "Nunn", numbers=("+442079460123",), callback={"ready_at": MONDAY + DAY}),
            "pine": add("Walter", "Pine", numbers=("+13125550142", "+17735550142")),
            "held": add("Cy", "Adler", callback={"state": "held", "reason": "domestic"}),
            "cut": add("Di", "Brandt", callback={"state": "interrupted"}),
            "out": add("Ed", "Cole", callback={"state": "excluded", "offense_label": "Theft"}),
            "mine": add(
                "Flo",
                "Drew",
                callback={"state": "calling", "claimed_by": dana, "lease_until": MONDAY + LEASE},
            ),
            "due": add(
                "Gus",
                "Egan",
                callback={"promised_at": MONDAY + timedelta(hours=2), "ready_at": MONDAY + timedelta(hours=2)},
            ),
            "old": add("Hal", "Frost", facts=(ReportFacts(case_number="25-1", reported_at=MONDAY - 40 * DAY),)),
        }
        unit.queue.put_promise_note(ids["due"].callback, "after school", owner=dana)
        unit.commit()
    return {name: person.callback for name, person in ids.items()}


def test_the_list_sorts_by_name_without_case_and_accents(storage: SqlStorage) -> None:
    _fill(storage)
    with storage.read() as unit:
        shown = [row.name for row in unit.queue.rows(ListFilter(), MONDAY, offset=0, limit=20)]
        backwards = unit.queue.ids(ListFilter(descending=True), MONDAY)
        forwards = unit.queue.ids(ListFilter(), MONDAY)
        page = unit.queue.rows_by_id(forwards[3:6], MONDAY)
    assert shown == [
        "Adler, Cy",
        "Brandt, Di",
        "Cole, Ed",
        "Drew, Flo",
        "Egan, Gus",
        "Frost, Hal",
        "Núñez, Ana",
        "Nunn, Bo",
        "Pine, Walter",
    ]
    assert isinstance(forwards, array) and forwards.typecode == "i", "four bytes each"
    assert list(backwards) == list(reversed(forwards))
    assert [row.name for row in page] == shown[3:6]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nun", {"núñez", "nunn"}),
        ("NÚÑ", {"núñez", "nunn"}),
        ("pine, w", {"pine"}),
        ("ine", set()),
        ("walter", {"pine"}),
        ("312 555 0142", {"pine"}),
        ("+1 (773) 555-0142", {"pine"}),
        ("5550101", {"núñez"}),
        ("020 7946 0123", {"nunn"}),
        ("555014", set()),
        ("25-1", {"old"}),
        (" 25 - 1", {"old"}),
        ("%", set()),
        ("_", set()),
    ],
)
def test_the_list_finds_by_the_start_of_a_word_a_whole_number_or_a_case_number(
    storage: SqlStorage, text: str, found: set[str]
) -> None:
    ids = _fill(storage)
    with storage.read() as unit:
        rows = unit.queue.ids(ListFilter(text=text), MONDAY)
        assert unit.queue.count(ListFilter(text=text), MONDAY) == len(rows)
    assert set(rows) == {ids[name] for name in found}


def test_tabs_hold_who_belongs_there_and_their_counts_agree(storage: SqlStorage) -> None:
    ids = _fill(storage)
    wanted = {
        Tab.EVERYONE: set(ids),
        Tab.DUE_TODAY: {"due"},
        Tab.TO_DECIDE: {"held", "cut"},
        Tab.WAITING_LONG: {"old"},
        Tab.NOT_CALLED: {"out"},
    }
    with storage.read() as unit:
        day_end = datetime(2026, 11, 17, 6, 0, tzinfo=UTC)
        counts = unit.queue.tab_counts(MONDAY, day_end=day_end)
        for tab, names in wanted.items():
            assert set(unit.queue.ids(ListFilter(tab=tab), MONDAY)) == {ids[name] for name in names}, tab
            assert counts[tab.value] == len(names), tab


def test_the_tabs_of_the_board_hold_exactly_those_it_counts(storage: SqlStorage) -> None:
    ids = _fill(storage)
    late = MONDAY + timedelta(hours=9)
    with storage.read() as unit:

        def names(tab: Tab, now: datetime = MONDAY, **given: object) -> set[str]:
            found = unit.queue.ids(ListFilter(tab=tab, **given), now)  # type: ignore[arg-type]
            return {name for name, one in ids.items() if one in set(found)}

        ready, later = names(Tab.READY), names(Tab.LATER)
        day_end = datetime(2026, 11, 17, 6, 0, tzinfo=UTC)
        assert (len(ready), len(later)) == unit.queue.due_counts(MONDAY, day_end=day_end)[1:3]
        assert not ready & later
        asleep = tuple((first, last) for first, last, _ in unit.queue.ready_by_zones(MONDAY))
        with_number = sum(many for *_, many in unit.queue.ready_by_zones(MONDAY))
        assert len(names(Tab.READY, asleep=asleep)) == len(ready) - with_number
        assert names(Tab.LATER, asleep=asleep) == (ready | later) - names(Tab.READY, asleep=asleep)
        assert names(Tab.MISSED) == set()
        assert names(Tab.MISSED, late + DAY) == {"due"}
        assert names(Tab.INTERRUPTED) == {"cut"}
        assert names(Tab.BLOCKED_BY, reason="domestic") == {"held"}
        assert names(Tab.TOO_OLD_SOON) == set()
        oldest = MONDAY + 21 * DAY - 60 * DAY
        assert len(names(Tab.TOO_OLD_SOON, before=oldest)) == unit.queue.too_old_before(MONDAY + 21 * DAY, 60) == 1
        assert names(Tab.TRIED_TODAY) == names(Tab.REACHED_TODAY) == names(Tab.NEWS_TODAY) == set()


def test_rows_carry_the_chip_the_caller_and_the_tries(storage: SqlStorage) -> None:
    ids = _fill(storage)
    names = {callback: name for name, callback in ids.items()}
    with storage.read() as unit:
        rows = {names[row.id]: row for row in unit.queue.rows(ListFilter(), MONDAY, offset=0, limit=99)}
    assert {name: row.shown for name, row in rows.items()} == {
        "núñez": ShownState.READY,
        "nunn": ShownState.LATER,
        "pine": ShownState.READY,
        "held": ShownState.TO_DECIDE,
        "cut": ShownState.INTERRUPTED,
        "out": ShownState.NOT_CALLED,
        "mine": ShownState.IN_CALL,
        "due": ShownState.DUE,
        "old": ShownState.READY,
    }
    assert rows["mine"].claimed_by == "Dana Marsh"
    assert rows["núñez"].tries == 2
    assert rows["out"].offense == "Theft"


def test_filters_narrow_by_state_and_offense(storage: SqlStorage) -> None:
    ids = _fill(storage)
    with storage.read() as unit:
        waiting = unit.queue.ids(ListFilter(states=frozenset({"callable"})), MONDAY)
        stolen = unit.queue.ids(ListFilter(offense="Theft"), MONDAY)
        by_tries = unit.queue.ids(ListFilter(sort="tries", descending=True), MONDAY)
        assert unit.queue.offense_labels() == ("Burglary", "Theft")
    assert set(waiting) == {ids[name] for name in ("núñez", "nunn", "pine", "due", "old")}
    assert list(stolen) == [ids["out"]]
    assert by_tries[0] == ids["núñez"]


def test_the_export_names_cases_and_numbers_but_no_person(storage: SqlStorage) -> None:
    ids = _fill(storage)
    with storage.read() as unit:
        rows = unit.queue.export_rows(ListFilter(states=frozenset({"callable"})), MONDAY)
        everything = unit.queue.export_rows(ListFilter(), MONDAY)
    assert [row.id for row in everything] == sorted(ids.values())
    by_id = {row.id: row for row in rows}
    assert by_id[ids["pine"]].phones == ("+13125550142", "+17735550142")
    assert by_id[ids["old"]].case_numbers == ("25-1",)
    assert {row.state for row in rows} == {"waiting"}


def test_counts_of_the_shift_page(storage: SqlStorage) -> None:
    _fill(storage)
    day_end = datetime(2026, 11, 17, 6, 0, tzinfo=UTC)
    with storage.read() as unit:
        assert unit.queue.due_counts(MONDAY, day_end=day_end) == (1, 3, 2, MONDAY + timedelta(hours=2), 1)
        assert unit.queue.due_counts(MONDAY + 9 * DAY, day_end=day_end)[1:] == (5, 0, None, 0)
        by_zones = unit.queue.ready_by_zones(MONDAY)
        assert sum(many for *_, many in by_zones) <= 3
        assert {zone for first, last, _ in by_zones for zone in (*first, *last)} == {"America/Chicago"}
        everyone = [int(one) for one in unit.queue.ids(ListFilter(), MONDAY)]
        places = unit.queue.zones_of(everyone)
        assert set(places) <= set(everyone)
        assert set(places.values()) == {frozenset({("America/Chicago",)})}
        assert unit.queue.zones_of([]) == {}
        assert unit.queue.state_counts() == {
            "waiting": 5,
            "held": 1,
            "interrupted": 1,
            "excluded": 1,
            "calling": 1,
        }
        assert unit.queue.too_old_before(MONDAY + 21 * DAY, 60) == 1
        assert unit.queue.too_old_before(MONDAY + 20 * DAY, 60) == 0


def test_promises_are_due_until_the_end_of_the_day_with_short_names(storage: SqlStorage) -> None:
    ids = _fill(storage)
    with storage.read() as unit:
        owner = unit.staff.by_name("dana marsh")
        assert owner is not None
        mine = unit.queue.promises(MONDAY + DAY, owner=owner.id)
        assert [(line.callback_id, line.short_name, line.note) for line in mine] == [
            (ids["due"], "Gus E.", "after school")
        ]
        assert unit.queue.promises(MONDAY + timedelta(hours=1), owner=None) == ()
        assert unit.queue.promises(MONDAY + DAY, owner=None) == mine


def test_a_kept_promise_leaves_no_note_behind(storage: SqlStorage) -> None:
    ids = _fill(storage)
    with storage.write() as unit:
        entry = unit.queue.get(ids["due"])
        unit.queue.put(replace(entry, promised_at=None, priority=Priority.NORMAL))
        unit.queue.put(entry)
        assert unit.queue.promises(MONDAY + DAY, owner=None)[0].note == ""


def test_reading_sees_one_state_while_another_desk_writes(storage: SqlStorage, clock: StillClock) -> None:
    ids = _fill(storage)
    with storage.read() as reading:
        before = reading.queue.get(ids["pine"])
        with storage.write() as writing:
            writing.queue.put(writing.queue.get(ids["pine"]).held("asked"))
            writing.commit()
        assert reading.queue.get(ids["pine"]) == before
    with storage.read() as reading:
        assert reading.queue.get(ids["pine"]).state is CallbackState.HELD

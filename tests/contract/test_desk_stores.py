"""The desk's own row, people of the desk, scripts, operations, imports and the audit trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from callback_desk.domain.access import Role
from callback_desk.domain.audit import Event
from callback_desk.domain.audit_verify import Finding, parse_anchor
from callback_desk.domain.errors import DeskBug, DeskFault, NotFound
from callback_desk.domain.ids import BatchId, OperationId, RecipientId, ScriptSha, StaffId
from callback_desk.domain.incident import (
    BatchCounts,
    PhoneCounts,
    Pile,
    ReportFacts,
    RowPlace,
    RowProblem,
    Screening,
)
from callback_desk.domain.layout import Field as LayoutField
from callback_desk.domain.layout import Layout, LayoutColumn
from callback_desk.domain.notes import DeskNote
from callback_desk.domain.people import DeliveryWay, Recipient, Staff
from callback_desk.domain.records import ScreeningStatement, ScriptRecord
from callback_desk.storage.store import SqlStorage
from callback_desk.storage.tables_queue import callbacks, staged_changes
from tests.storage.at_hand import (
    DATABASE_ID,
    MONDAY,
    People,
    StillClock,
    new_batch,
    new_staff,
    session_of,
)

DAY = timedelta(days=1)
COUNTS = BatchCounts(
    rows_in=9,
    piles={Pile.QUEUED: 4, Pile.HELD: 5},
    reasons={"offense_unknown": 5},
    phones=PhoneCounts(4, 3, 2, 1),
)


def test_the_desk_row_settings_and_notes(storage: SqlStorage) -> None:
    with storage.write() as unit:
        info = unit.desk.info()
        assert (info.database_id, info.timezone, info.synthetic) == (DATABASE_ID, "America/Chicago", True)
        assert unit.desk.settings() == {}
        unit.desk.put_settings({"idle_lock_min": 5, "hours": {"mon": [9, 20]}})
        unit.desk.create(replace(info, callback_phone="+13125550100"))
        assert unit.desk.settings() == {"idle_lock_min": 5, "hours": {"mon": [9, 20]}}
        assert unit.desk.info() == replace(info, callback_phone="+13125550100")
        assert unit.desk.note("handover") == ""
        unit.desk.put_note("handover", "Two voicemails.", by="Dana Marsh", at=MONDAY)
        unit.desk.put_note("handover", "None now.", by="Dana Marsh", at=MONDAY)
        assert unit.desk.note("handover") == "None now."
        unit.desk.put_note("pin:2", "", by="Dana Marsh", at=MONDAY)
        unit.desk.put_note("pin:1", "After four.", by="Pat Ruiz", at=MONDAY)
        assert unit.desk.notes("pin:") == (
            DeskNote("pin:1", "After four.", "Pat Ruiz", MONDAY),
            DeskNote("pin:2", "", "Dana Marsh", MONDAY),
        )
        assert unit.desk.notes("pin") == unit.desk.notes("pin:")
        assert unit.desk.notes("nothing") == ()


def test_accounts_are_found_by_name_whatever_its_case_and_never_twice(storage: SqlStorage) -> None:
    person = Staff(
        StaffId(0),
        "Zoë Brandt",
        frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
        MONDAY,
        screened_on=date(2026, 1, 2),
        trained_on=date(2026, 2, 3),
        extension="4411",
    )
    with storage.write() as unit:
        added = unit.staff.add(person)
        assert unit.staff.get(added) == replace(person, id=added)
        assert unit.staff.by_name("ZOE\u0308 BRANDT") == replace(person, id=added)
        assert unit.staff.by_name("Zoe Brandt") is None
        unit.staff.put(replace(person, id=added, disabled_at=MONDAY))
        unit.staff.signed_in(added, MONDAY + DAY)
        assert unit.staff.all() == (replace(person, id=added, disabled_at=MONDAY, last_sign_in=MONDAY + DAY),)
        with pytest.raises(DeskFault, match="never used again"):
            unit.staff.add(replace(person, name="zoë brandt"))
        with pytest.raises(NotFound):
            unit.staff.get(StaffId(99))


def test_recipients(storage: SqlStorage) -> None:
    tray = Recipient(RecipientId(0), "Burglary in-tray", "Burglary", DeliveryWay.FOLDER, duty=True)
    with storage.write() as unit:
        added = unit.recipients.add(tray)
        assert unit.recipients.all() == (replace(tray, id=added),)
        assert unit.recipients.by_name("burglary IN-TRAY") == unit.recipients.get(added)
        assert unit.recipients.by_name("robbery") is None
        with pytest.raises(NotFound):
            unit.recipients.get(RecipientId(9))


def test_the_versions_of_a_purpose_stand_newest_first(storage: SqlStorage) -> None:
    shipped = ScriptRecord(ScriptSha("5" * 64), "call", "Callback", "1", "<x/>", "callback.md", MONDAY, "shipped")
    ours = replace(shipped, sha=ScriptSha("6" * 64), version="1.1", published_at=MONDAY + DAY, published_by="Pat Ruiz")
    other = replace(shipped, sha=ScriptSha("7" * 64), purpose="business", published_at=MONDAY + 2 * DAY)
    with storage.write() as unit:
        assert unit.scripts.purposes() == ()
        assert unit.scripts.versions("call") == ()
        with pytest.raises(NotFound):
            unit.scripts.shipped("call")
        for script in (ours, shipped, other):
            unit.scripts.add(script)
        assert unit.scripts.purposes() == ("business", "call")
        assert [(one.sha, one.shipped) for one in unit.scripts.versions("call")] == [
            (ours.sha, False),
            (shipped.sha, True),
        ]
        assert unit.scripts.versions("call")[0].published_at == MONDAY + DAY
        assert unit.scripts.shipped("call") == shipped
        assert unit.scripts.current("call") == ours


def test_a_published_script_never_changes(storage: SqlStorage) -> None:
    first = ScriptRecord(ScriptSha("1" * 64), "call", "Callback", "1.0", "<a/>", "a.md", MONDAY, "Pat")
    newer = replace(first, sha=ScriptSha("2" * 64), version="1.1", published_at=MONDAY + DAY)
    with storage.write() as unit:
        with pytest.raises(NotFound):
            unit.scripts.current("call")
        for script in (first, newer, replace(first, title="Other words")):
            unit.scripts.add(script)
        assert unit.scripts.get(first.sha) == first
        assert unit.scripts.current("call") == newer
        with pytest.raises(NotFound):
            unit.scripts.get(ScriptSha("3" * 64))


def test_an_operation_is_remembered_with_what_it_made(storage: SqlStorage) -> None:
    with storage.write() as unit:
        assert unit.operations.made(OperationId("a")) is None
        unit.operations.record(OperationId("a"), "claim_next", 0, MONDAY)
        unit.operations.record(OperationId("b"), "claim_next", 7, MONDAY)
        assert (unit.operations.made(OperationId("a")), unit.operations.made(OperationId("b"))) == (0, 7)


def test_layouts_and_statements_are_found_by_their_signature(storage: SqlStorage) -> None:
    layout = Layout("Records export", "sig-1", (LayoutColumn("Case No", LayoutField.CASE_NUMBER),))
    changed = replace(layout, encoding="utf-16")
    stated = ScreeningStatement(
        "sig-1", frozenset({Screening.DOMESTIC_SIGN}), "DV unit filters.", "Pat Ruiz", MONDAY, MONDAY + 365 * DAY
    )
    with storage.write() as unit:
        assert unit.imports.layout_for("sig-1") is None
        unit.imports.put_layout("First", layout, by="Pat Ruiz", at=MONDAY)
        second = unit.imports.put_layout("Second", changed, by="Pat Ruiz", at=MONDAY)
        assert unit.imports.layout_for("sig-1") == (second, "Second", changed)
        assert unit.imports.layouts() == ((second, "Second", changed),)
        unit.imports.put_statement(stated)
        unit.imports.put_statement(replace(stated, text="Renewed."))
        assert unit.imports.statements("sig-1") == (replace(stated, text="Renewed."), stated)
        assert unit.imports.statements("sig-2") == ()


def test_a_batch_is_history_once_it_is_shown(storage: SqlStorage, clock: StillClock) -> None:
    late = datetime(2026, 11, 17, 3, 0, tzinfo=UTC)  # still Monday in Chicago
    with storage.write() as unit:
        assert unit.desk.records_as_of() is None
        batch = new_batch(unit, shown=False, at=late)
        assert unit.imports.batches() == ()
        assert unit.imports.seen_file("a" * 64) is None
        unit.imports.show_batch(batch, COUNTS, late)
        assert unit.desk.records_as_of() == date(2026, 11, 16)
        (line,) = unit.imports.batches()
        assert line == unit.imports.batch(batch) == unit.imports.seen_file("a" * 64)
        assert (line.counts, line.by, line.file_name, line.imported_at) == (COUNTS, "Pat Ruiz", "tuesday.csv", late)
        with pytest.raises(NotFound):
            unit.imports.show_batch(batch, COUNTS, late)
        with pytest.raises(NotFound):
            unit.imports.batch(BatchId(99))


def test_a_sum_that_does_not_add_up_is_never_shown(storage: SqlStorage) -> None:
    with storage.write() as unit:
        batch = new_batch(unit, shown=False)
        with pytest.raises(DeskBug):
            unit.imports.show_batch(batch, replace(COUNTS, rows_in=10), MONDAY)
        assert unit.imports.batches() == ()


def test_showing_a_batch_changes_whom_it_found_again_unless_they_are_being_called(storage: SqlStorage) -> None:
    with storage.write() as unit:
        people = People(unit, new_batch(unit))
        waiting = people.add()
        calling = people.add(callback={"state": "calling"})
        batch = new_batch(unit, shown=False)
        for person in (waiting, calling):
            unit.connection.execute(
                staged_changes.insert().values(
                    batch_id=batch, callback_id=person.callback, state="held", reason="domestic", rule="R4"
                )
            )
        assert unit.queue.get(waiting.callback).state == "waiting"
        unit.imports.show_batch(batch, COUNTS, MONDAY)
        assert (unit.queue.get(waiting.callback).state, unit.queue.get(waiting.callback).reason) == ("held", "domestic")
        assert unit.queue.get(waiting.callback).reported_at is not None
        assert unit.queue.get(calling.callback).state == "calling"
        assert unit.connection.execute(staged_changes.select()).all() == []


def test_what_a_killed_import_left_behind_goes_and_nothing_else(storage: SqlStorage) -> None:
    problem = RowProblem(RowPlace(7, "Sheet1"), Pile.HELD, "offense_unknown", "Offense", "R1")
    with storage.write() as unit:
        kept = People(unit, new_batch(unit)).add()
        staged = new_batch(unit, shown=False)
        left = People(unit, staged).add(facts=(ReportFacts("26-x"), ReportFacts("26-y")))
        unit.imports.add_problems(staged, [problem])
        assert unit.imports.drop_staged() == 1 + 1 + 1 + 2 + 2 + 1  # victim, number, callback, cases, reports, problem
        assert unit.imports.drop_staged() == 0
        assert unit.queue.get(kept.callback)
        assert unit.imports.problems(staged) == ()
        left_rows = unit.connection.execute(callbacks.select().where(callbacks.c.id == left.callback))
        assert left_rows.all() == []
        with pytest.raises(NotFound):
            unit.imports.show_batch(staged, COUNTS, MONDAY)


def test_problems_come_back_in_the_order_of_the_file(storage: SqlStorage) -> None:
    found = [RowProblem(RowPlace(line), Pile.REJECTED, "no_case", "Case No") for line in (9, 2, 5)]
    with storage.write() as unit:
        batch = new_batch(unit)
        unit.imports.add_problems(batch, iter(found))
        assert [one.place.line for one in unit.imports.problems(batch)] == [2, 5, 9]
        assert unit.imports.problems(batch, limit=1) == (found[1],)


def test_the_trail_is_a_whole_chain_that_prints_its_head(storage: SqlStorage, clock: StillClock) -> None:
    with storage.write() as unit:
        staff = new_staff(unit)
        session = session_of(unit, staff)
        empty = unit.audit.anchor()
        unit.commit()
    assert empty.startswith("A-000000-")
    with storage.write(session) as unit:
        unit.audit.record(Event.QUEUE_CLAIM, kind="callback", id=12, fields={"fence": 3}, role=Role.VOLUNTEER)
        unit.audit.record(Event.QUEUE_RELEASE, kind="callback", id=12, reason="wish")
        unit.commit()
    clock.move(DAY)
    with storage.write(session) as unit:
        unit.audit.record(Event.LOGIN_FAIL, outcome="denied")
        anchor = unit.audit.anchor()
        unit.commit()
    with storage.read() as unit:
        lines = [entry.event for entry in unit.audit.rows("desk-1")]
        assert [line.seq for line in lines] == [1, 2, 3]
        assert (lines[0].actor_id, lines[0].role, lines[0].session, lines[0].os_user) == (
            staff,
            Role.VOLUNTEER,
            "d" * 32,
            "dmarsh",
        )
        assert dict(lines[0].fields) == {"fence": 3}
        assert list(unit.audit.heads()) == ["desk-1"]
        assert unit.audit.heads()["desk-1"][0] == 3
        assert unit.audit.anchor() == anchor
        assert unit.audit.count(Event.QUEUE_CLAIM, MONDAY) == 1
        assert unit.audit.count(Event.QUEUE_CLAIM, MONDAY, actor=StaffId(99)) == 0
        assert unit.audit.count(Event.QUEUE_CLAIM, MONDAY + DAY) == 0
        assert unit.audit.newest(Event.QUEUE_CLAIM) == (lines[0].at, staff)
        assert unit.audit.newest(Event.LOGIN_FAIL) is None, "it did not end well"
        assert unit.audit.newest(Event.BACKUP_MAKE) is None
    assert storage.verify_audit([parse_anchor(anchor)]).finding is Finding.CLEAN
    elsewhere = parse_anchor("A-000099-7F3K-9QZD")
    assert storage.verify_audit([elsewhere]).finding is Finding.SHORTER_THAN_ANCHOR


def test_what_is_rolled_back_leaves_no_line_in_the_trail(storage: SqlStorage) -> None:
    with storage.write() as unit:
        unit.audit.record(Event.QUEUE_CLAIM)
    with storage.write() as unit:
        unit.audit.record(Event.QUEUE_RELEASE)
        unit.commit()
    with storage.read() as unit:
        assert [entry.event.event for entry in unit.audit.rows("desk-1")] == [Event.QUEUE_RELEASE]
    assert storage.verify_audit().finding is Finding.CLEAN


def test_heads_are_told_after_the_commit_and_only_then(storage: SqlStorage) -> None:
    told: list[tuple[str, int]] = []
    storage.on_commit = lambda station, head: told.append((station, head.seq))
    with storage.write() as unit:
        unit.audit.record(Event.QUEUE_CLAIM)
        unit.audit.record(Event.QUEUE_CLAIM)
        assert told == []
        unit.commit()
    with storage.write() as unit:
        unit.audit.record(Event.QUEUE_CLAIM)
    with storage.write() as unit:
        new_staff(unit)
        unit.commit()
    assert told == [("desk-1", 2)]


def test_a_unit_of_work_ends_once(storage: SqlStorage) -> None:
    with storage.read() as unit, pytest.raises(DeskBug):
        unit.commit()
    with storage.write() as unit:
        unit.commit()
        with pytest.raises(DeskBug):
            unit.commit()
    storage.close()
    storage.close()
    with pytest.raises(DeskFault, match="closed"):
        storage.read()

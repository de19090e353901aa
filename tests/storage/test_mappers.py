"""Every pair of mappers gives back the value it was given, through a real encrypted file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time
from enum import Enum
from types import NoneType, UnionType
from typing import NewType, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, RowMapping, Table, insert, select

from callback_desk.domain.audit import AuditEvent, Event, Head, chained, genesis
from callback_desk.domain.call import Answer, CallDraft, CallResult, NewRating, Promise
from callback_desk.domain.exports import ExportStep, NewExport, SheetPoint
from callback_desk.domain.incident import BatchCounts, PersonName, PhoneCounts, Pile, ReportFacts, RowProblem
from callback_desk.domain.layout import Layout
from callback_desk.domain.people import Recipient, Staff
from callback_desk.domain.phone import FoundPhone
from callback_desk.domain.queue import Entry
from callback_desk.domain.records import ScreeningStatement, ScriptRecord
from callback_desk.domain.safe_times import ANY_TIME, SafeTimes
from callback_desk.domain.tip import Correction, NewTip
from callback_desk.storage import (
    accounts,
    audit_rows,
    call_rows,
    calls,
    exports,
    import_rows,
    people_rows,
    queue_rows,
    scripts,
)
from callback_desk.storage.columns import (
    account_key,
    case_key,
    from_micros,
    phone_tail,
    search_key,
    to_micros,
)
from callback_desk.storage.store import SqlStorage
from callback_desk.storage.tables_calls import answers, call_promises, call_results, corrections, drafts, ratings, tips
from callback_desk.storage.tables_desk import (
    audit_events,
    problems,
    recipients,
    screening_statements,
    staff,
)
from callback_desk.storage.tables_desk import scripts as scripts_table
from callback_desk.storage.tables_exports import export_steps, sheet_points
from callback_desk.storage.tables_exports import exports as exports_table
from callback_desk.storage.tables_people import phones, reports, victims
from callback_desk.storage.tables_queue import callbacks
from tests.storage.at_hand import AUDIT_KEY, MONDAY, create

TIMES = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)).map(
    lambda at: at.astimezone(UTC)
)
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=40)
IDS = st.integers(1, 10**6)
MORNINGS = st.sampled_from([time(8), time(9, 30), time(12)])
EVENINGS = st.sampled_from([time(12, 15), time(17), time(20, 45)])
PLAIN: dict[object, st.SearchStrategy[object]] = {
    datetime: TIMES,
    date: st.dates(),
    str: TEXT,
    int: IDS,
    bool: st.booleans(),
    NoneType: st.none(),
    SafeTimes: st.one_of(
        st.just(ANY_TIME),
        st.builds(SafeTimes.on, st.frozensets(st.integers(0, 6), min_size=1), MORNINGS, EVENINGS),
    ),
}


def _values(kind: object) -> st.SearchStrategy[object]:
    """Values of a type of the domain, every field of a dataclass filled at random."""
    if kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, NewType):
        return _values(kind.__supertype__)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    parts = get_args(kind)
    if get_origin(kind) in {Union, UnionType}:
        return st.one_of(*map(_values, parts))
    if get_origin(kind) is tuple:
        return st.lists(_values(parts[0]), max_size=3).map(tuple)
    if get_origin(kind) is frozenset:
        return st.frozensets(_values(parts[0]), max_size=4)
    if get_origin(kind) is Mapping:
        return st.dictionaries(_values(parts[0]), _values(parts[1]), max_size=3)
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: _values(hints[field.name]) for field in fields(kind)})


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStorage]:
    made = create(tmp_path_factory.mktemp("mappers") / "desk.db")
    yield made
    made.close()


@pytest.fixture
def connection(storage: SqlStorage) -> Iterator[Connection]:
    """A connection on which foreign keys wait for a commit that never comes."""
    with storage.write() as unit:
        unit.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        yield unit.connection


def _through(connection: Connection, table: Table, values: dict[str, object]) -> RowMapping:
    """The row as it comes out of the file again."""
    missing: dict[str, object] = {}
    for column in table.columns:
        if column.name in values or column.nullable or column.default is not None or column.computed is not None:
            continue
        if column.primary_key and column.autoincrement is not False and str(column.type) == "INTEGER":
            continue
        missing[column.name] = MONDAY if column.name in {"at", "created_at", "saved_at"} else 1
    with connection.begin_nested() as undone:
        made = connection.execute(insert(table).values(**missing, **values)).inserted_primary_key
        assert made is not None
        key = next(iter(table.primary_key))
        row = connection.execute(select(table).where(key == made[0])).mappings().one()
        undone.rollback()
    return row


fuzz = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@fuzz
@given(value=_values(Staff))
def test_staff(connection: Connection, value: Staff) -> None:
    row = _through(connection, staff, accounts.staff_row(value))
    assert accounts.to_staff({**row, "id": value.id}) == value  # type: ignore[arg-type]


@fuzz
@given(value=_values(Recipient))
def test_recipient(connection: Connection, value: Recipient) -> None:
    row = _through(connection, recipients, accounts.recipient_row(value))
    found = accounts.to_recipient({**row, "id": value.id})  # type: ignore[arg-type]
    assert found == replace(value, sealed=False), "the password is written on its own"


@fuzz
@given(value=_values(Entry))
def test_entry(connection: Connection, value: Entry) -> None:
    owner = {"promise_owner": value.promise_owner}  # written with the promise's words, by `put_promise_note`
    row = _through(connection, callbacks, queue_rows.entry_columns(value) | owner)
    assert queue_rows.to_entry({**row, "id": value.id}) == value  # type: ignore[arg-type]
    assert row["order_at"] == (value.order_at or datetime(9999, 12, 31, 23, 59, 59, 999999, UTC))


@fuzz
@given(value=_values(PersonName))
def test_name(connection: Connection, value: PersonName) -> None:
    row = _through(connection, victims, people_rows.name_columns(value))
    assert people_rows.to_name(row) == value
    assert row["name_key"] == search_key(value.sort)


@fuzz
@given(value=_values(FoundPhone), zones=st.lists(TEXT, max_size=3))
def test_phone(connection: Connection, value: FoundPhone, zones: list[str]) -> None:
    row = _through(connection, phones, people_rows.phone_columns(value, zones))
    record = people_rows.to_phone({**row, "closed": ""})  # type: ignore[arg-type]
    assert (record.original, record.kind, record.why_not) == (value.original, value.kind, value.why_not)
    assert record.e164 == (value.number.e164 if value.number else "")
    assert record.extension == (value.number.extension if value.number else "")
    assert record.zones == tuple(zones)
    assert value.note in record.note and value.whose in record.note
    assert row["tail"] == phone_tail(record.e164)


@fuzz
@given(value=_values(ReportFacts))
def test_facts(connection: Connection, value: ReportFacts) -> None:
    row = _through(connection, reports, people_rows.facts_columns(value))
    assert people_rows.to_facts({**row, "number": value.case_number}) == value  # type: ignore[arg-type]


@fuzz
@given(value=_values(CallDraft))
def test_draft(connection: Connection, value: CallDraft) -> None:
    assert call_rows.to_draft(_through(connection, drafts, calls.draft_columns(value))) == value


@fuzz
@given(value=_values(CallResult))
def test_result(connection: Connection, value: CallResult) -> None:
    row = _through(connection, call_results, call_rows.result_columns(value))
    found = call_rows.to_result(row, value.answers, value.tips, value.ratings, value.promises)
    assert found == replace(value, contact=None), "what was agreed is kept with the person"


@fuzz
@given(answer=_values(Answer), rating=_values(NewRating), promise=_values(Promise))
def test_parts_of_a_result(connection: Connection, answer: Answer, rating: NewRating, promise: Promise) -> None:
    assert call_rows.to_answer(_through(connection, answers, call_rows.answer_columns(answer))) == answer
    assert call_rows.to_rating(_through(connection, ratings, call_rows.rating_columns(rating))) == rating
    assert call_rows.to_promise(_through(connection, call_promises, call_rows.promise_columns(promise))) == promise


@fuzz
@given(tip=_values(NewTip), below=_values(Correction))
def test_tip(connection: Connection, tip: NewTip, below: Correction) -> None:
    assert call_rows.to_new_tip(_through(connection, tips, call_rows.tip_columns(tip))) == tip
    values = {"at": below.at, "by_name": below.by, "text": below.text, "reason": below.reason}
    assert call_rows.to_correction(_through(connection, corrections, values)) == below


@fuzz
@given(value=_values(NewExport))
def test_document(connection: Connection, value: NewExport) -> None:
    assert exports.to_export(_through(connection, exports_table, exports.export_columns(value))) == value


@fuzz
@given(step=_values(ExportStep), point=_values(SheetPoint))
def test_steps_and_points_of_a_document(connection: Connection, step: ExportStep, point: SheetPoint) -> None:
    assert exports.to_step(_through(connection, export_steps, exports.step_columns(step))) == step
    assert exports.to_point(_through(connection, sheet_points, exports.point_columns(step.export_id, point))) == point


@fuzz
@given(value=_values(ScriptRecord))
def test_script(connection: Connection, value: ScriptRecord) -> None:
    assert scripts.to_script(_through(connection, scripts_table, scripts.script_row(value))) == value


@fuzz
@given(value=_values(ScreeningStatement))
def test_statement(connection: Connection, value: ScreeningStatement) -> None:
    row = _through(connection, screening_statements, import_rows.statement_columns(value))
    assert import_rows.to_statement(row) == value


@fuzz
@given(value=_values(RowProblem))
def test_problem(connection: Connection, value: RowProblem) -> None:
    row = _through(connection, problems, import_rows.problem_columns(value))
    assert import_rows.to_problem(row) == value


@given(value=_values(Layout))
def test_layout(value: Layout) -> None:
    assert import_rows.to_layout(import_rows.layout_text(value)) == value


@given(
    rows=st.integers(0, 10**6),
    piles=st.dictionaries(st.sampled_from(Pile), st.integers(0, 10**6)),
    reasons=st.dictionaries(TEXT, st.integers(0, 10**6), max_size=5),
    numbers=st.tuples(*[st.integers(0, 10**6)] * 4),
)
def test_counts(rows: int, piles: dict[Pile, int], reasons: dict[str, int], numbers: tuple[int, int, int, int]) -> None:
    value = BatchCounts(rows, piles, reasons, PhoneCounts(*numbers))
    assert import_rows.to_counts(import_rows.counts_text(value)) == value


@fuzz
@given(
    event=st.sampled_from(Event),
    at=TIMES,
    said=st.dictionaries(st.from_regex(r"[a-z][a-z_]{0,9}", fullmatch=True), st.integers(-99, 99), max_size=4),
    seq=st.integers(1, 10**6),
)
def test_a_line_of_the_trail(
    connection: Connection, event: Event, at: datetime, said: dict[str, int], seq: int
) -> None:
    head = Head(seq - 1, genesis(AUDIT_KEY, "0" * 32, "desk-9"))
    line = AuditEvent(seq, at, "desk-9", "s" * 32, event, actor_id=7, fields=said, object_kind="call", object_id="9")
    entry = chained(AUDIT_KEY, head, line)
    with connection.begin_nested() as undone:
        connection.execute(insert(audit_events).values(**audit_rows.event_row(entry)))
        found = list(audit_rows.lines(connection, "desk-9"))
        undone.rollback()
    assert found == [entry]


@given(at=TIMES)
def test_times_keep_their_microsecond(at: datetime) -> None:
    assert from_micros(to_micros(at)) == at


def test_a_naive_time_never_reaches_the_file() -> None:
    with pytest.raises(ValueError, match="zone"):
        to_micros(datetime(2026, 11, 16))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Núñez,  Ana", "nunez ana"),
        ("O\u2019Brien, Pat", "o\u2019brien pat"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Ångström", "angstrom"),
        ("李, 小龍", "李 小龍"),
        ("\u0639\u0644\u064a", "\u0639\u0644\u064a"),
        ("", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_commas(text: str, key: str) -> None:
    assert search_key(text) == key


def test_accounts_keep_their_accents_and_case_numbers_lose_their_spaces() -> None:
    assert account_key("Zoe\u0308 ") == account_key("ZOË")
    assert account_key("Zoe") != account_key("Zoë")
    assert case_key(" 26 - 00a1") == "26-00A1"
    assert phone_tail("+1 (312) 555-0142") == "5550142"

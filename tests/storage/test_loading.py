"""Copying sorted rows into the desk: chunks must not cut a person off from their reports, whatever their size."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from callback_desk.domain.import_rows import JudgedRow, RowVerdict
from callback_desk.domain.incident import Candidate, PersonName, ReportFacts, Role, RowPlace, VictimType
from callback_desk.domain.phone import FoundPhone, PhoneKind, PhoneNumber
from callback_desk.storage import loading
from callback_desk.storage.engine import Key
from callback_desk.storage.loading import Loader
from callback_desk.storage.scratch import ScratchDesk
from callback_desk.storage.store import SqlStorage
from tests.storage.at_hand import KEY, MONDAY, create

PEOPLE = 23


def a_row(line: int, who: int, case: int) -> JudgedRow:
    name = PersonName(f"Ada{who}", "", "Crow", "", "", f"Ada{who} Crow")
    facts = ReportFacts(
        f"26-{case:06d}",
        ("220",),
        reported_at=MONDAY - timedelta(days=9, minutes=line),
        birth_date=date(1980, 1, 1 + who),
        victim_type=VictimType.INDIVIDUAL,
    )
    number = f"+1312555{100 + who:04d}"
    phone = FoundPhone(number, PhoneNumber(number, ""), PhoneKind.MOBILE, None, "", "")
    candidate = Candidate(RowPlace(line, ""), Role.VICTIM, name, facts, (phone,), row_digest=f"d{line}")
    return JudgedRow(
        candidate, RowVerdict(0, ready_at=MONDAY), "Break-in", "", f"crow|ada{who}", "", "", "", (("America/Chicago",),)
    )


def load(storage: SqlStorage, path: Path, rows: list[JudgedRow], file: str) -> int:
    scratch = ScratchDesk(path.with_name(file), live=path, live_key=Key(KEY))
    try:
        for start in range(0, len(rows), 7):
            scratch.add(rows[start : start + 7], [])
        scratch.compare(crowd=12)
        scratch.settle_people((), ())
        scratch.sort(
            do_not_contact_rule="dnc",
            case_hold_rule="hold",
            maybe_same_rule="maybe_same",
            too_old_rules=frozenset({"too_old"}),
            version="1",
            today=MONDAY.date(),
        )
        with storage.write() as unit:
            batch = unit.imports.start_batch(
                file_name=file, file_sha256=file, size_bytes=1, layout=None, by="Dana Whitlock", at=MONDAY
            )
            unit.commit()
        loader = Loader(path, Key(KEY), scratch.path, scratch.key)
        people = loader.begin(batch, MONDAY, MONDAY.date())
        while loader.step() < people:
            pass
        loader.close()
        counts = scratch.counts()
        with storage.write() as unit:
            unit.imports.show_batch(batch, counts, MONDAY)
            unit.commit()
        return people
    finally:
        scratch.close()


def who_has_what(storage: SqlStorage) -> set[tuple[str, str, str, str]]:
    """(name, case, number, name on the callback) of everybody on the desk."""
    with storage.read() as unit:
        found = unit.connection.execute(
            text(
                "SELECT v.first, c.number, p.e164, b.name_sort FROM reports r JOIN victims v ON v.id = r.victim_id "
                "JOIN cases c ON c.id = r.case_id JOIN phones p ON p.victim_id = v.id "
                "JOIN callbacks b ON b.id = r.callback_id AND b.victim_id = v.id"
            )
        )
        return {(row[0], row[1], row[2], row[3]) for row in found}


@pytest.mark.parametrize("chunk", [1, 4, 5, 23, 5_000])
def test_chunks_of_any_size_make_the_same_desk(chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "CHUNK_PEOPLE", chunk)
    path = tmp_path / "desk.db"
    storage = create(path)
    try:
        first = [a_row(2 + who, who, who) for who in range(PEOPLE - 5)]
        assert load(storage, path, first, "first") == PEOPLE - 5
        # The second file mixes people who are known with new ones, and every third has two reports in it.
        later = [a_row(100 + who, who, 500 + who) for who in range(PEOPLE)]
        later += [a_row(200 + who, who, 700 + who) for who in range(0, PEOPLE, 3)]
        assert load(storage, path, later, "second") == PEOPLE
        with storage.read() as unit:
            for table in ("victims", "callbacks"):
                assert unit.connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == PEOPLE
        cases = {(who, who) for who in range(PEOPLE - 5)}
        cases |= {(who, 500 + who) for who in range(PEOPLE)} | {(who, 700 + who) for who in range(0, PEOPLE, 3)}
        assert who_has_what(storage) == {
            (f"Ada{who}", f"26-{case:06d}", f"+1312555{100 + who:04d}", f"Crow, Ada{who}") for who, case in cases
        }
    finally:
        storage.close()


@pytest.mark.parametrize(
    ("size", "took_s", "then"),
    [
        (4_000, 0.25, 4_000),
        (4_000, 0.125, 8_000),
        (4_000, 0.01, 8_000),
        (8_000, 0.01, 10_000),
        (4_000, 0.5, 2_000),
        (4_000, 60.0, 2_000),
        (4_000, 0.0, 8_000),
    ],
)
def test_a_chunk_is_as_large_as_a_save_may_wait_for(size: int, took_s: float, then: int) -> None:
    assert loading._next_size(size, took_s) == then

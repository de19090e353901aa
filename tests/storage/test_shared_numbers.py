"""One number, two people: told with its lines, and nobody is merged or stopped by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from callback_desk.domain.import_rows import JudgedRow, SharedNumbers
from callback_desk.domain.incident import PersonName, Role
from callback_desk.domain.phone import FoundPhone, NotDiallable, PhoneKind, PhoneNumber
from callback_desk.storage.engine import Key
from callback_desk.storage.scratch import ScratchDesk
from callback_desk.storage.shared_numbers import shared_numbers
from callback_desk.storage.store import SqlStorage
from tests.storage.at_hand import KEY, create
from tests.storage.test_loading import a_row


def on(row: JudgedRow, number: str, why_not: NotDiallable | None = None) -> JudgedRow:
    phone = FoundPhone(number, None if why_not else PhoneNumber(number, ""), PhoneKind.MOBILE, why_not, "", "")
    zones = () if why_not else ("America/Chicago",)
    return replace(row, candidate=replace(row.candidate, phones=(phone,)), zones=(zones,))


def found(storage: SqlStorage, path: Path, rows: list[JudgedRow]) -> SharedNumbers:
    scratch = ScratchDesk(path.with_name("import.scratch"), live=path, live_key=Key(KEY))
    try:
        scratch.add(rows, [])
        scratch.compare(crowd=12)
        return shared_numbers(scratch)
    finally:
        scratch.close()


def test_lines_of_each_number_in_the_files_order(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    storage = create(path)
    shared, other, written = "+13125550142", "+13125550143", "5678901234"
    rows = [
        on(a_row(2, 1, 1), shared),
        on(a_row(3, 2, 2), written, NotDiallable.NOT_VALID),
        on(a_row(4, 3, 3), shared),
        on(a_row(5, 4, 4), other),
        on(a_row(6, 4, 5), other),  # the same person on a second report
        on(a_row(7, 5, 6), written, NotDiallable.NOT_VALID),
        on(a_row(8, 6, 7), shared),
        on(a_row(9, 7, 8), "unknown", NotDiallable.NOT_A_NUMBER),
        on(a_row(10, 8, 9), "unknown", NotDiallable.NOT_A_NUMBER),
        on(a_row(11, 9, 10), "+13125550144"),
    ]
    try:
        assert found(storage, path, rows) == SharedNumbers(2, 5, ((2, 4, 8), (3, 7)))
        assert found(storage, path, rows[3:5]) == SharedNumbers()
    finally:
        storage.close()


def test_two_people_with_two_numbers_in_common_are_two(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    storage = create(path)
    rows = [on(a_row(2 + who, who, who), "+13125550142") for who in (1, 2, 3)]
    work = on(rows[0], "+13125550143").candidate.phones
    rows[:2] = [
        replace(
            one,
            candidate=replace(one.candidate, phones=(*one.candidate.phones, *work)),
            zones=(*one.zones, ("America/Chicago",)),
        )
        for one in rows[:2]
    ]
    try:
        assert found(storage, path, rows) == SharedNumbers(2, 3, ((3, 4, 5), (3, 4)))
        assert found(storage, path, rows[:2]) == SharedNumbers(2, 2, ((3, 4), (3, 4)))
    finally:
        storage.close()


def test_who_is_no_victim_or_has_no_name_shares_nothing(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    storage = create(path)
    number = "+13125550142"
    suspect = on(a_row(3, 2, 2), number)
    suspect = replace(suspect, candidate=replace(suspect.candidate, role=Role.SUSPECT))
    nobody = on(a_row(4, 3, 3), number)
    facts = replace(nobody.candidate.facts, birth_date=date(1990, 1, 1))
    nobody = replace(nobody, candidate=replace(nobody.candidate, name=PersonName("", "", "", "", "", ""), facts=facts))
    try:
        assert found(storage, path, [on(a_row(2, 1, 1), number), suspect, nobody]) == SharedNumbers()
    finally:
        storage.close()


def test_of_many_numbers_the_first_are_examples(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    storage = create(path)
    rows = [on(a_row(2 + who, who, who), f"+1312555{100 + who // 2:04d}") for who in range(22)]
    try:
        shared = found(storage, path, rows)
    finally:
        storage.close()
    assert (shared.numbers, shared.people) == (11, 22)
    assert shared.examples == ((2, 3), (4, 5), (6, 7), (8, 9), (10, 11))

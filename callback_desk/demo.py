"""A throw-away desk with fictional people: made, filled, walked through, and removed again."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from zoneinfo import ZoneInfo

from callback_desk.app.screen import has_display
from callback_desk.bootstrap.make import NewDesk
from callback_desk.bootstrap.opening import Office
from callback_desk.bootstrap.world import ShiftedClock, SystemClock
from callback_desk.domain.access import Role
from callback_desk.domain.demo_rows import fill_demo_rows
from callback_desk.domain.errors import DeskError
from callback_desk.domain.ids import RecipientId
from callback_desk.domain.people import DeliveryWay, Recipient
from callback_desk.domain.sampling import Stage
from callback_desk.processes.signals import signals_not_ignored
from callback_desk.use_cases import import_report, people, reading_ladder, roster, welfare
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.sign_in import sign_in, sign_out
from callback_desk.vault.device_secret import TEST_KEYRING_VARIABLE

DEMO_PASSWORD = "seventeen violet umbrellas march"  # noqa: S105 - fictional desk, printed on the screen
SUPERVISOR = "Dana Whitlock"
VOLUNTEERS = ("Ruth Keller", "Carmen Ibarra", "Bill Ostrander")
INVESTIGATOR = "Det. Paul Serrano"
_ZONE = ZoneInfo("America/Chicago")
#: Days since the last training; one of them runs out within the month, which the board says.
_TRAINED = {SUPERVISOR: 90, "Ruth Keller": 120, "Carmen Ibarra": 60, "Bill Ostrander": 349}
#: Who of VOLUNTEERS comes when; nobody is put on Friday afternoon, which the board says.
_SHIFTS: dict[str, tuple[int, ...]] = {
    "monday 9:00-12:00": (0,),
    "tuesday 9:00-12:00": (0, 1),
    "tuesday 13:00-16:30": (1,),
    "wednesday 9:00-12:00": (0,),
    "wednesday 13:00-16:30": (2,),
    "thursday 9:00-12:00": (1, 2),
    "thursday 17:00-19:30": (0,),
    "friday 9:00-12:00": (2,),
    "friday 13:00-16:00": (),
}
_SCREENING = "Officers fill in a family violence form with every report; such reports are never exported to this list."


@dataclass(frozen=True, slots=True)
class DemoDesk:
    """A filled demo desk: `folder` holds the records, `out` what a person may look at afterwards."""

    office: Office
    folder: Path
    out: Path
    export: Path
    clock: ShiftedClock


def run_demo(*, headless: bool, out: Path | None, keep: bool) -> int:
    """The demo as a program: returns its exit code, 1 with a sentence when the world does not play along."""
    started_s = time.monotonic()
    _end_tidily()
    try:
        with demo_desk(_out_folder(out), keep=keep) as made:
            _say(f"A fictional department is ready. Everybody's password: {DEMO_PASSWORD}")
            _say(f"Sign in as {VOLUNTEERS[0]} (volunteer) or {SUPERVISOR} (supervisor).")
            if headless or not has_display():
                os.environ["QT_QPA_PLATFORM"] = "offscreen"
                from callback_desk.app.demo_walk import walk_demo

                files = walk_demo(
                    made,
                    volunteer=VOLUNTEERS[0],
                    supervisor=SUPERVISOR,
                    password=DEMO_PASSWORD,
                    recipient=INVESTIGATOR,
                )
                for path in (made.export, *files):
                    sys.stdout.write(f"{path}\n")
                _say(f"Done in {time.monotonic() - started_s:.0f} seconds. The files are in {made.out}.")
                return 0
            from callback_desk.app.start import run_window_over

            names = f"Demo desk, fictional people only. Sign in as {VOLUNTEERS[0]} (volunteer) or {SUPERVISOR} "
            return run_window_over(
                made.folder, lambda: made.office, sheet=f"{names}(supervisor); password: {DEMO_PASSWORD}"
            )
    except DeskError as error:
        _say(error.sentence)
        return 1


@contextmanager
def demo_desk(out: Path, *, keep: bool = False) -> Iterator[DemoDesk]:
    """Make and fill a demo desk; removes its folder afterwards unless `keep`."""
    os.environ[TEST_KEYRING_VARIABLE] = "1"
    base = Path(tempfile.mkdtemp(prefix="callback-desk-demo-"))
    try:
        clock = ShiftedClock(_working_morning())
        office = Office(base / "desk", clock=clock)
        office.make(springfield(), DEMO_PASSWORD)
        export = _write_export(office, out, clock.now().astimezone(_ZONE).date())
        _fill(office, export)
        yield DemoDesk(office, base / "desk", out, export, clock)
    finally:
        if keep:
            _say(f"The demo desk is kept in {base / 'desk'}.")
        else:
            shutil.rmtree(base, ignore_errors=True)


def _end_tidily() -> None:
    """A terminated demo unwinds, so that its folder goes as well; Ctrl+C does so by itself."""
    for number in signals_not_ignored("SIGTERM", "SIGHUP"):
        signal.signal(number, lambda number, _frame: sys.exit(128 + number))


def springfield() -> NewDesk:
    """The agency of the demo, before anybody is on its list."""
    return NewDesk(
        agency="Springfield PD",
        region="US",
        timezone=str(_ZONE),
        supervisor=SUPERVISOR,
        area_code="217",
        callback_phone="217 555 0100",
        desk_extension="4400",
        supervisor_extension="4402",
        synthetic=True,
    )


def _working_morning() -> datetime:
    """10:00 of a Tuesday to Thursday near today, desk time: a working day without a holiday beside it."""
    day = SystemClock().now().astimezone(_ZONE).date()
    while day.weekday() not in (1, 2, 3) or _near_holiday(day):
        day -= timedelta(days=1)
    return datetime.combine(day, clock_time(10, 0), _ZONE)


def _near_holiday(day: date) -> bool:
    """New Year, July 4, the end of November and Christmas: days on which a US desk may be closed."""
    return (day.month, day.day) in {(1, 1), (7, 4), (11, 11), (12, 24), (12, 25), (6, 19)} or (
        day.month == 11 and 22 <= day.day <= 28  # Thanksgiving week
    )


def _write_export(office: Office, out: Path, today: date) -> Path:
    template = (office.resources / "demo" / "springfield_incidents.csv").read_text("utf-8")
    export = out / "springfield_incidents.csv"
    export.write_text(fill_demo_rows(template, today), "utf-8")
    return export


def _fill(office: Office, export: Path) -> None:
    desk = sign_in(office.locked(), SUPERVISOR, DEMO_PASSWORD)
    try:
        for name in VOLUNTEERS:
            people.add_person(
                desk, desk.new_operation(), name=name, roles=frozenset({Role.VOLUNTEER}), password=DEMO_PASSWORD
            )
        for recipient in (
            Recipient(RecipientId(0), INVESTIGATOR, "Property Crimes", DeliveryWay.FOLDER),
            Recipient(RecipientId(0), "Property Crimes in-tray", "Property Crimes", DeliveryWay.PRINT, duty=True),
        ):
            people.add_recipient(desk, desk.new_operation(), recipient)
        _enter_shifts(desk)
        _long_here(desk)
    finally:
        sign_out(desk)
    desk = sign_in(office.locked(), SUPERVISOR, DEMO_PASSWORD)  # with the shifts in force
    try:
        _import(desk, export)
    finally:
        sign_out(desk)


def _enter_shifts(desk: Desk) -> None:
    """Mornings and afternoons of the working week, who comes to them, and since when they are trained."""
    ids = {one.name: one.id for one in roster.roster(desk).people}
    today = desk.clock.now().astimezone(_ZONE).date()
    for name, days_ago in _TRAINED.items():
        screened, trained = today - timedelta(days=days_ago + 30), today - timedelta(days=days_ago)
        welfare.enter_dates(desk, desk.new_operation(), ids[name], screened, trained)
    for shift, who in _SHIFTS.items():
        roster.add_shift(desk, desk.new_operation(), shift)
        roster.seat(desk, desk.new_operation(), shift, [ids[VOLUNTEERS[place]] for place in who])


def _long_here(desk: Desk) -> None:
    """Nobody here is new: two calls in a hundred are drawn for reading."""
    for one in reading_ladder.who_stands_where(desk):
        reading_ladder.move_on_ladder(
            desk, desk.new_operation(), one.staff_id, Stage.EXPERIENCED, "Calls here since the spring."
        )


def _import(desk: Desk, export: Path) -> None:
    session = import_report.open_import(desk, export)
    try:
        looked = import_report.look(desk, session)
        if looked.unsettled:
            import_report.settle_screening(
                desk, desk.new_operation(), looked.guess.signature, looked.unsettled, _SCREENING
            )
        preview = import_report.check_rows(
            desk, session, None, progress=lambda _what, _done, _of: None, cancelled=lambda: False
        )
        batch = import_report.import_rows(
            desk,
            desk.new_operation(),
            session,
            preview,
            file_name=export.name,
            layout=None,
            turn=lambda: None,
            progress=lambda _what, _done, _of: None,
        )
    finally:
        session.close()
    counts = ", ".join(f"{count} {pile.value}" for pile, count in batch.counts.piles.items() if count)
    _say(f"Imported {batch.counts.rows_in} rows: {counts}.")


def _out_folder(out: Path | None) -> Path:
    """`--out`, or a new folder in the current directory."""
    if out is None:
        number = 1
        while (found := Path.cwd() / f"callback-desk-demo-{number}").exists():
            number += 1
        out = found
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(f"The folder {out} cannot be made. Choose another with --out.") from error
    return out.absolute()


def _say(words: str) -> None:
    sys.stderr.write(words + "\n")
    sys.stderr.flush()

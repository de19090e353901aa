"""What can be looked at without a password: the desk's health, a call script, a rules file."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from callback_desk import __version__, paths, rulebook
from callback_desk.bootstrap.door import read_plate
from callback_desk.bootstrap.import_run import SCRATCH_PATTERN
from callback_desk.bootstrap.making import is_half_made
from callback_desk.bootstrap.opening import Office
from callback_desk.bootstrap.script_checking import ratings_texts
from callback_desk.bootstrap.world import SystemClock
from callback_desk.call_script.check_ratings import read_ratings
from callback_desk.call_script.checks import Beside, check_script
from callback_desk.domain.errors import DatabaseRefused, DeskError, DeskFault
from callback_desk.domain.findings import Finding
from callback_desk.domain.rule_data import RuleProblem
from callback_desk.domain.rule_dates import said
from callback_desk.rulebook import RuleFileLine
from callback_desk.storage.engine import assert_engine_floor, engine_version, open_files
from callback_desk.use_cases.ports_world import HealthLine
from callback_desk.use_cases.reminders import BACKUP_AFTER
from callback_desk.vault.device_secret import choose_store
from callback_desk.vault.keys_file import KEYS_FILE, read_keys_header

__all__ = ["RuleFileLine", "RulesLooked", "health_lines", "rule_findings", "script_findings"]

_WARN_FREE_BYTES = 500 * 1024 * 1024  # research F14
_BAD_FREE_BYTES = 100 * 1024 * 1024


def health_lines(here: Office) -> tuple[HealthLine, ...]:
    """Folder, keys, key store, engine, room, rules; each line says what to do."""
    return tuple(_lines(here))


def _lines(here: Office) -> Iterator[HealthLine]:
    yield HealthLine("good", "Program", f"Callback Desk {__version__}, Python {sys.version.split()[0]}.")
    try:
        assert_engine_floor()
        yield HealthLine("good", "Database engine", f"SQLite {engine_version()}, encrypted.")
    except DeskFault as fault:
        yield HealthLine("bad", "Database engine", fault.sentence)
    try:
        book = rulebook.load(here.resources, on=here.clock.now().date())
        ahead = book.waiting[0] if book.waiting else None
        waits = f" {ahead.file} waits until {said(ahead.dated.effective)}." if ahead else ""
        yield HealthLine("good", "Rules", f"Version {book.version[:24]}.{waits}")
        due = book.hotlines.due(here.clock.now().date())
        if due:
            yield HealthLine("warn", "Numbers callers name", due)
    except DeskFault as fault:
        yield HealthLine("bad", "Rules", fault.sentence)
    refusal = paths.refusal_for(here.folder)
    if refusal:
        yield HealthLine("bad", "Folder", refusal)
    yield _blocklist(here)
    if is_half_made(here.folder):
        yield HealthLine(
            "bad",
            "Desk",
            "A set-up or a restore was cut off here. Do it once more; what was begun is cleared away first.",
        )
        return
    if not here.is_made:
        yield HealthLine("warn", "Desk", f"There is no desk in {here.folder} yet. Make one with init.")
        return
    yield from _keys(here)
    yield _database(here)
    yield _last_backup(here)
    yield from _signature(here)
    yield from _room(here)
    left = len(list(here.folder.glob(SCRATCH_PATTERN)))
    if left:
        yield HealthLine("warn", "Left-overs", f"{left} files of a stopped import; they go at the next start.")


def _blocklist(here: Office) -> HealthLine:
    try:
        blocklist = here.blocklist()
    except (OSError, ValueError):
        return HealthLine("bad", "Passwords", "The list of common passwords is missing. Install the program again.")
    made = f"{blocklist.made_on:%B %d, %Y}"
    if blocklist.renewal_due(here.clock.now().date()):
        return HealthLine("warn", "Passwords", f"The list of common passwords is of {made}. Update the program.")
    return HealthLine("good", "Passwords", f"The list of common passwords is of {made}.")


def _database(here: Office) -> HealthLine:
    """There, and not in clear text. Which generation is the live one only the keys know; every one is looked at."""
    found = sorted(here.folder.glob("desk-*.db"))
    if not found:
        return HealthLine("bad", "Records", "The database is missing. Restore the last backup into another folder.")
    try:
        for path in found:
            open_files.check_header(path)
    except DatabaseRefused as refused:
        return HealthLine("bad", "Records", refused.sentence)
    return HealthLine("good", "Records", f"The database is there and encrypted, {found[-1].name}.")


def _last_backup(here: Office) -> HealthLine:
    """From the door's plate: known without a password, and no proof; the desk itself keeps the date too."""
    try:
        made_at = datetime.fromisoformat(read_plate(here.folder).get("last_backup", ""))
        age = here.clock.now() - made_at
    except (ValueError, TypeError):
        return HealthLine("warn", "Backup", "No backup is known. Make one today, on another disk.")
    day = f"{made_at:%B %d, %Y}"
    if age >= BACKUP_AFTER:
        return HealthLine("warn", "Backup", f"The last backup is of {day}. Make one today.")
    return HealthLine("good", "Backup", f"The last backup is of {day}.")


def _signature(here: Office) -> Iterator[HealthLine]:
    """Nothing where nothing is signed."""
    try:
        found = here.certificate_file().certificate()
    except DeskError as trouble:
        yield HealthLine("bad", "Signature", trouble.sentence)
        return
    if found is not None and found.ends_soon(here.clock.now()):
        yield HealthLine("warn", "Signature", f"The agency's certificate: {found.said}. Ask for the next one now.")
    elif found is not None:
        yield HealthLine("good", "Signature", f"The agency's certificate: {found.said}.")


def _keys(here: Office) -> Iterator[HealthLine]:
    try:
        header = read_keys_header(here.folder / KEYS_FILE)
        store = choose_store(here.folder, here.environment, here.random)
        name = store.name()
        if name != header.store:
            yield HealthLine("bad", "Keys", f"The key lies in {header.store}, but this computer offers {name}.")
            return
        device = store.read(header.db_id)
        if device is None:
            yield HealthLine("bad", "Keys", f"{name} no longer holds the key. Use the recovery sheet.")
            return
        typed_back = header.open(device).contents.code_confirmed  # raises when it is another desk's key
        device.wipe()
    except DeskError as trouble:
        yield HealthLine("bad", "Keys", trouble.sentence)
        return
    if here.for_tests:
        yield HealthLine("warn", "Keys", "The test key file is in use: fictional people only.")
    else:
        yield HealthLine("good", "Keys", f"The key lies in {name}.")
    yield _sheet(typed_back=typed_back)


def _sheet(*, typed_back: bool) -> HealthLine:
    if typed_back:
        return HealthLine("good", "Recovery sheet", "The recovery code was typed back from its sheet.")
    return HealthLine(
        "warn",
        "Recovery sheet",
        "Nobody has typed the recovery code back from its sheet yet. Find the sheet, and show that it is right with "
        "confirm-code.",
    )


def _room(here: Office) -> Iterator[HealthLine]:
    free = shutil.disk_usage(here.folder).free
    room = f"{free / 1e9:,.1f} GB" if free >= _WARN_FREE_BYTES else f"{free / 1e6:,.0f} MB"
    if free < _BAD_FREE_BYTES:
        yield HealthLine("bad", "Disk", f"Only {room} are free. Make room before the next import.")
    elif free < _WARN_FREE_BYTES:
        yield HealthLine("warn", "Disk", f"{room} are free. Make room soon.")
    else:
        yield HealthLine("good", "Disk", f"{room} are free.")


def script_findings(path: Path) -> tuple[Finding, ...]:
    """Everything wrong with a call script. Raises ScriptRefused for a file that is no workbook, DeskFault for none."""
    if path.is_dir():
        raise DeskFault(f"{path.absolute().name} is a folder. Name the call script itself, a file inside it.")
    if not path.is_file():
        raise DeskFault(f"There is no file {path.name} in {path.absolute().parent}. Check its name and its folder.")
    book = {name: words for text in ratings_texts(paths.resources_dir()) for name, words in read_ratings(text).items()}
    return check_script(path, Beside(book))


@dataclass(frozen=True, slots=True)
class RulesLooked:
    """What `rules check` says. `files` are those of the folder, with what counts on the day; `profile` of the
    country, "" where it has none."""

    problems: tuple[RuleProblem, ...]
    files: tuple[RuleFileLine, ...]
    on: date
    region: str
    profile: str


def rule_findings(path: Path | None, *, on: date | None = None, region: str = "US") -> RulesLooked:
    """Everything wrong with rule data, beside the rules of the program; without a path these are looked at.

    `on` is the day the rules are for, today without one. Raises DeskFault when it cannot be read.
    """
    day = on or SystemClock().now().astimezone().date()
    shipped = paths.resources_dir() / "rules"
    asked = path or shipped
    problems = rulebook.check(asked, on=day, region=region, shipped=shipped)
    lines = rulebook.file_lines(asked if asked.is_dir() else shipped, day)
    try:
        profile = rulebook.load(paths.resources_dir(), on=day, region=region).offenses.profile
    except DeskFault:
        profile = None
    return RulesLooked(problems, lines, day, region, profile.said if profile else "")

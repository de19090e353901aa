"""One page of facts for the privacy officer: what is kept, where, who saw it, who received it, until when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from callback_desk.domain.access import Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.exports import ExportFilter, ExportKind, Purpose
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.domain.queue import CallbackState
from callback_desk.use_cases.days import day_in_words
from callback_desk.use_cases.desk import Desk, Work, asks, declared
from callback_desk.use_cases.on_paper import OnPaper, pressed
from callback_desk.use_cases.ports_world import Printed

_FOOT = "Callback Desk, facts for the privacy officer. No person and no case is named here."
_SHARES = "9 4"
_ROLES = (
    (Role.VOLUNTEER, "volunteers", "one claimed person at a time; the case only after two checks"),
    (Role.SUPERVISOR, "supervisors", "the list, reviews and lead sheets"),
    (Role.ADMINISTRATOR, "administrators", "accounts and keys, no victim"),
    (Role.AUDITOR, "auditors", "events of the trail, no victim"),
)
# What a look, a call or a copy leaves in the trail, counted from the first entry on.
_EVENTS = (
    (Event.DIAL_INTENT, "Numbers shown to be dialed"),
    (Event.EXPORT_DONE, "Files that left the desk"),
    (Event.PRINT, "Files that went to a printer"),
    (Event.ACCESS_DENIED, "Refused attempts"),
)
_KEPT = (
    "From the export: name, numbers, address, birth date or age, case number, offense, dates, status, and signs that "
    "stop a call. No narrative, no suspect, no serial number.",
    "From calls: answers, lines of new information, service ratings, concerns. No sound is recorded.",
)


@asks(Act.PRIVACY_FACTS)
def privacy_facts(work: Work) -> PaperDocument:
    """Counts as they are this minute; the sentences are the same that docs/records-officer.md explains."""
    on = work.now.astimezone(work.desk.zone)
    return PaperDocument(
        title="Facts for the privacy officer",
        head=work.uow.desk.info().agency,
        under=f"Callback desk, {day_in_words(work.now, work.desk.zone)}, {on:%H:%M %Z}",
        foot=_FOOT,
        parts=tuple(_parts(work)),
    )


def print_privacy_facts(desk: Desk, target: Path) -> Printed:
    """Write it as a PDF. Raises DeskFault or DiskFull; then nothing was written."""
    what = OnPaper(ExportKind.PRIVACY_FACTS, ("desk", desk.info.database_id), Purpose.SUPERVISION)
    return pressed(desk, Act.PRIVACY_FACTS, privacy_facts(desk), target, what)


declared(print_privacy_facts, Act.PRIVACY_FACTS, writes=True)


def _parts(work: Work) -> Iterator[PaperPart]:
    yield PaperPart(PaperKind.TITLE, "What this desk keeps, and who sees it")
    yield from _kept(work)
    yield from _where(work)
    yield from _seen(work)
    yield from _received(work)
    yield PaperPart(PaperKind.HEADING, "Until when")
    yield PaperPart(
        PaperKind.TEXT,
        "No schedule of destruction is entered: nothing is destroyed by the program today. What an import brought "
        "can be taken back whole.",
    )
    rules = work.desk.rules
    yield PaperPart(PaperKind.SMALL, f"Rules {rules.version}. Check {work.uow.audit.anchor()}")


def _kept(work: Work) -> Iterator[PaperPart]:
    yield PaperPart(PaperKind.HEADING, "What is kept")
    for line in _KEPT:
        yield PaperPart(PaperKind.POINT, line)
    states = work.uow.queue.state_counts()
    yield _row("People on the desk", sum(states.values()))
    yield _row("of them kept off the list by a rule", states.get(CallbackState.EXCLUDED.value, 0))
    yield _row("of them waiting for a decision", states.get(CallbackState.HELD.value, 0))
    live = [batch for batch in work.uow.imports.batches() if batch.undone_at is None]
    yield _row("Imports", len(live))
    if live:
        first, last = min(one.imported_at for one in live), max(one.imported_at for one in live)
        zone = work.desk.zone
        words = f"The first on {day_in_words(first, zone)}, the newest on {day_in_words(last, zone)}."
        yield PaperPart(PaperKind.SMALL, words)


def _where(work: Work) -> Iterator[PaperPart]:
    yield PaperPart(PaperKind.HEADING, "Where copies are")
    yield PaperPart(
        PaperKind.TEXT,
        "One database file, encrypted whole (SQLCipher, AES-256), on this computer; sealed backups where they were "
        "put; PDFs where they were written. Nothing else: no plain copy, no log with a name, nothing in a cloud.",
    )
    found = work.uow.audit.newest(Event.BACKUP_MAKE)
    when = f"The newest backup is of {day_in_words(found[0], work.desk.zone)}." if found else "No backup was made yet."
    yield PaperPart(PaperKind.TEXT, when)


def _seen(work: Work) -> Iterator[PaperPart]:
    yield PaperPart(PaperKind.HEADING, "Who sees it")
    staff = [one for one in work.uow.staff.all() if one.disabled_at is None]
    for role, name, sees in _ROLES:
        yield _row(f"{name.capitalize()}: {sees}", sum(1 for one in staff if role in one.roles))
    since = work.uow.desk.info().created_at or datetime.min.replace(tzinfo=work.now.tzinfo)
    for event, words in _EVENTS:
        yield _row(words, work.uow.audit.count(event, since))


def _received(work: Work) -> Iterator[PaperPart]:
    yield PaperPart(PaperKind.HEADING, "Who received it")
    sheets = ExportFilter(kinds=frozenset({ExportKind.LEAD_SHEET}), done_only=True)
    to = Counter(line.recipient for line in work.uow.exports.lines(sheets, limit=_MOST_SHEETS))
    for recipient, many in sorted(to.items()):
        yield _row(recipient, many)
    if not to:
        yield PaperPart(PaperKind.TEXT, "No lead sheet was made yet.")
    yield PaperPart(PaperKind.SMALL, "Lead sheets by recipient. Every one is on the trail with its hash.")


_MOST_SHEETS = 1_000_000


def _row(words: str, many: int) -> PaperPart:
    return PaperPart(PaperKind.ROW, "", _SHARES, (words, f"{many:,}"))

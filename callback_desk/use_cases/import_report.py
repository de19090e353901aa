"""An export goes in: look, settle what has no column, check every row, and then import it in one visible moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.eligibility_facts import RuleTest
from callback_desk.domain.errors import DeskFault, ImportRefused
from callback_desk.domain.ids import BatchId, LayoutId, OperationId
from callback_desk.domain.import_rows import Preview
from callback_desk.domain.incident import BatchCounts, Candidate, Pile, RowProblem, Screening
from callback_desk.domain.layout import Layout, MappingGuess, SettledFact
from callback_desk.domain.records import ScreeningStatement
from callback_desk.domain.views import BatchLine
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, does, writing
from callback_desk.use_cases.judge_again import judge_the_rest
from callback_desk.use_cases.pace import after_others
from callback_desk.use_cases.ports_import import Cancelled, DeskForImport, ImportSession, Progress
from callback_desk.use_cases.reason_words import with_columns
from callback_desk.use_cases.same_person import settle_by_birth_dates
from callback_desk.use_cases.undo_import import STAYS_AWAY

SETTLED_FOR = timedelta(days=365)
PASTED_LIMIT_BYTES = 1_000_000
_PROBLEMS_AT_ONCE = 5_000
_MAJOR_SHARE = 0.30
_IN_WORDS = {
    Pile.HELD: "waited for a decision",
    Pile.EXCLUDED: "were not to be called",
    Pile.REJECTED: "could not be read",
}


def open_import(desk: Desk, path: Path | None, *, pasted: str | None = None) -> ImportSession:
    """Begin with a file, or with rows that are typed in (None) or pasted. Close the session whatever happens.

    Raises ImportRefused when there is no such file, and for more than 1 MB of pasted rows.
    """
    check(desk, Act.IMPORT_FILE if path is not None or pasted is not None else Act.TYPE_PERSON)
    if pasted is not None and len(pasted.encode("utf-8", "replace")) > PASTED_LIMIT_BYTES:
        raise ImportRefused(
            "More than 1 MB of rows cannot be pasted. Save them as a file and choose the file. Nothing was imported.",
            code="E01",
        )
    now = desk.clock.now()
    database, key = desk.keys.data_key()
    return desk.intake.open(
        path,
        DeskForImport(
            database=database,
            key=key,
            info=desk.info,
            now=now,
            as_of=now.astimezone(desk.zone).date(),
            closed_days=desk.rules.closed_days,
            decent=desk.rules.hours.floor,
            offenses=desk.rules.offenses.to_dict(),
            token=desk.ids.token()[:16],
            police_numbers=frozenset(n for n in (desk.info.callback_phone,) if n),
            tightened=desk.rules.eligibility.case_limits(),
        ),
        text=pasted,
    )


declared(open_import, Act.IMPORT_FILE, writes=False)


@dataclass(frozen=True, slots=True)
class Looked:
    """What the match page shows. `unsettled` are screening facts without a column and without a statement."""

    guess: MappingGuess
    layout_name: str
    settled: tuple[SettledFact, ...]
    unsettled: frozenset[Screening]
    seen_before: BatchLine | None
    today: date | None = None  # the desk's calendar day
    taken_back: datetime | None = None  # this very file was taken back then: to import it brings its rows again


def look(desk: Desk, session: ImportSession) -> Looked:
    """Which column is what, with samples; known layouts are recognised by their headings. Raises ImportRefused."""
    check(desk, Act.IMPORT_FILE)
    guess = session.look(known_layouts(desk))
    with desk.storage.read(desk.session) as uow:
        settled = _settled(uow.imports.statements(guess.signature), desk)
        seen = uow.imports.seen_file(session.file_sha256)
        taken_back = uow.undo.taken_back_file(session.file_sha256) if session.file_sha256 else None
    facts = frozenset(fact.screening for fact in settled)
    today = desk.clock.now().astimezone(desk.zone).date()
    return Looked(guess, guess.layout_name, settled, guess.unsettled - facts, seen, today, taken_back)


declared(look, Act.IMPORT_FILE, writes=False)


@asks(Act.IMPORT_FILE)
def known_layouts(work: Work) -> tuple[Layout, ...]:
    """Saved column set-ups, each with the screening facts that are settled for it today."""
    layouts = [layout for _, _, layout in work.uow.imports.layouts()]
    return tuple(
        replace(layout, settled=_settled(work.uow.imports.statements(layout.signature), work.desk))
        for layout in layouts
    )


def _settled(statements: Sequence[ScreeningStatement], desk: Desk) -> tuple[SettledFact, ...]:
    now = desk.clock.now()
    return tuple(
        SettledFact(fact, one.by, one.at.astimezone(desk.zone).date(), one.text)
        for one in statements
        if one.until > now
        for fact in sorted(one.facts)
    )


@does(Act.SETTLE_SCREENING)
def settle_screening(work: Work, signature: str, facts: frozenset[Screening], statement: str) -> Done:
    """A named supervisor states how the agency screens for facts the export has no column for: dated, for a year."""
    if not facts:
        raise DeskFault("There is nothing to settle for this file.")
    if len(statement.split()) < 3:
        raise DeskFault("Say in one sentence how the agency screens for this. It is kept with your name and the date.")
    work.uow.imports.put_statement(
        ScreeningStatement(signature, facts, statement.strip(), work.by, work.now, work.now + SETTLED_FOR)
    )
    work.record(Event.SCREENING_SETTLE, kind="layout", id=signature[:32], facts="-".join(sorted(facts)))
    return Done(Changes.IMPORTS)


def check_rows(
    desk: Desk,
    session: ImportSession,
    layout: Layout | None,
    *,
    progress: Progress,
    cancelled: Cancelled,
    tried_on: tuple[SettledFact, ...] = (),
    bring_back: bool = False,
) -> Preview:
    """Every row into one of six piles, with its reason. The desk is untouched (dry run). Raises ImportRefused.

    Rows that were taken back with another file stay away, unless a supervisor says `bring_back`; the file itself
    that was taken back brings its rows again.
    `tried_on` are statements a dry run judges by although nobody has made them; they need a `layout`.
    """
    check(desk, Act.IMPORT_FILE)
    known = known_layouts(desk)
    if layout is not None:
        with desk.storage.read(desk.session) as uow:
            layout = replace(layout, settled=_settled(uow.imports.statements(layout.signature), desk) + tried_on)
    preview = session.check(layout, known, progress, cancelled, bring_back=bring_back)
    if not preview.counts.accounted:
        raise DeskFault("The rows of this file do not add up. Nothing was imported. Report this file to support.")
    return replace(preview, major_change=_major_change(desk, preview.counts))


declared(check_rows, Act.IMPORT_FILE, writes=False)


def _major_change(desk: Desk, counts: BatchCounts) -> str:
    """A share of a pile that moved by 30 points against the last import: something in the export has changed.

    Rows that stay away because they were taken back say nothing of the export.
    """
    with desk.storage.read(desk.session) as uow:
        last = next((batch for batch in uow.imports.batches() if batch.undone_at is None), None)
    if last is None or not last.counts.rows_in or not counts.rows_in:
        return ""
    for pile in (Pile.HELD, Pile.EXCLUDED, Pile.REJECTED):
        before = last.counts.of(pile) / last.counts.rows_in
        away = counts.reasons.get(STAYS_AWAY, 0) if pile is Pile.EXCLUDED else 0
        now = (counts.of(pile) - away) / counts.rows_in
        if now - before >= _MAJOR_SHARE:
            return (
                f"In the last import {before:.0%} of the rows {_IN_WORDS[pile]}, in this one {now:.0%}. "
                "Look whether a column changed its meaning."
            )
    return ""


def import_rows(
    desk: Desk,
    op: OperationId,
    session: ImportSession,
    preview: Preview,
    *,
    file_name: str,
    layout: Layout | None,
    turn: Callable[[], None],
    progress: Progress,
) -> BatchLine:
    """Copy the rows unseen, then show the batch to everybody in one update with one audit line.

    A kill before that leaves staged rows nobody sees; they are removed at the next start. After it, who of others the
    batch says something about is judged again; the next start goes on with that. A replayed operation hands back the
    batch it made.
    """
    role = check(desk, Act.IMPORT_FILE)
    with desk.storage.write(desk.session) as uow:
        work = Work(uow, desk.clock.now(), desk, role)
        before = uow.operations.made(op)
        if before is not None:
            return uow.imports.batch(BatchId(before))
        # The session holds the desk's import lock, so what is staged now belongs to an import that failed.
        uow.imports.drop_staged()
        layout_id = _keep_layout(work, layout)
        batch_id = uow.imports.start_batch(
            file_name=file_name,
            file_sha256=session.file_sha256,
            size_bytes=session.size_bytes,
            layout=layout_id,
            by=work.by,
            at=work.now,
        )
        work.record(Event.IMPORT_START, kind="batch", id=batch_id, bytes=min(session.size_bytes, 1_999_999_999))
        uow.commit()
    session.load(batch_id, desk.clock.now(), turn=turn, progress=progress)
    problems = session.problems()
    if layout is not None:
        problems = with_columns(desk.rules, layout, problems)
    _keep_problems(desk, batch_id, problems, turn)
    with desk.storage.write(desk.session) as uow:
        work = Work(uow, desk.clock.now(), desk, role)
        fresh = [rule.id for rule in desk.rules.eligibility.rules if rule.test is RuleTest.FACTS_OLD]
        uow.imports.show_batch(batch_id, preview.counts, work.now, freshness_rules=fresh)
        # The import judges rows; what else the desk knows of these people is asked when it has been shown.
        uow.queue.judge_later(uow.likenesses.marked_by(batch_id))
        uow.queue.judge_later(uow.imports.released_of(batch_id, work.now))
        settle_by_birth_dates(work, batch_id)
        work.record(
            Event.IMPORT_COMMIT,
            kind="batch",
            id=batch_id,
            rows=preview.counts.rows_in,
            queued=preview.counts.of(Pile.QUEUED),
            merged=preview.counts.of(Pile.MERGED),
            duplicate=preview.counts.of(Pile.DUPLICATE),
            held=preview.counts.of(Pile.HELD),
            excluded=preview.counts.of(Pile.EXCLUDED),
            rejected=preview.counts.of(Pile.REJECTED),
        )
        uow.operations.record(op, Act.IMPORT_FILE.value, batch_id, work.now)
        uow.commit()
    judge_the_rest(desk, turn=after_others)
    with desk.storage.read(desk.session) as uow:
        return uow.imports.batch(batch_id)


declared(import_rows, Act.IMPORT_FILE, writes=True)


def _keep_problems(desk: Desk, batch_id: BatchId, problems: Iterable[RowProblem], turn: Callable[[], None]) -> None:
    """Unseen, as the rows were, and in pieces: a save of somebody else goes between two of them."""
    rest = iter(problems)
    while some := tuple(islice(rest, _PROBLEMS_AT_ONCE)):
        turn()
        with desk.storage.write(desk.session) as uow:
            uow.imports.add_problems(batch_id, some)
            uow.commit()


def _keep_layout(work: Work, layout: Layout | None) -> LayoutId | None:
    if layout is None:
        return None
    known = work.uow.imports.layout_for(layout.signature)
    if known is not None and replace(known[2], settled=()) == replace(layout, settled=()):
        return known[0]
    return work.uow.imports.put_layout(layout.name, replace(layout, settled=()), by=work.by, at=work.now)


def type_person(desk: Desk, op: OperationId, candidate: Candidate) -> tuple[BatchLine, Preview]:
    """One person typed in by hand, through the same gates as a file."""
    check(desk, Act.TYPE_PERSON)
    session = open_import(desk, None)
    try:
        preview = session.check_rows((candidate,))
        batch = import_rows(
            desk,
            op,
            session,
            preview,
            file_name="typed in by hand",
            layout=None,
            turn=lambda: None,
            progress=lambda _what, _done, _all: None,
        )
    finally:
        session.close()
    return batch, preview


declared(type_person, Act.TYPE_PERSON, writes=True)


def refused(desk: Desk, file_sha256: str, code: str) -> None:
    """A file that was not taken is on record too: its hash and the reason, no content."""
    with writing(desk, Act.IMPORT_FILE) as work:
        work.record(
            Event.IMPORT_REJECT, kind="file", id=file_sha256[:32] or "none", outcome="failed", reason=code or "E00"
        )


declared(refused, Act.IMPORT_FILE, writes=True)


@asks(Act.LIST_BATCHES)
def batches(work: Work) -> tuple[BatchLine, ...]:
    """Imports so far, newest first."""
    return work.uow.imports.batches()


@asks(Act.LIST_BATCHES)
def batch_problems(work: Work, batch_id: BatchId, limit: int | None = None) -> tuple[RowProblem, ...]:
    """Why rows of a batch are not queued: line, column, reason; never a cell's content."""
    return work.uow.imports.problems(batch_id, limit=limit)

"""Call scripts: what is read aloud now, what was before, what somebody would like it to be, and how that is checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from callback_desk.call_script.comparing import Comparison, compare, first_version
from callback_desk.call_script.form import Form, Template
from callback_desk.call_script.form_reader import form_from_xform, read_form
from callback_desk.call_script.rewording import next_version, reworded
from callback_desk.call_script.script_texts import TextPlace, read_text, texts_of, written
from callback_desk.call_script.taking_over import Merge
from callback_desk.domain.access import Act
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.findings import Finding, Severity
from callback_desk.domain.ids import ScriptSha
from callback_desk.domain.records import ScriptRecord
from callback_desk.domain.scripts import (
    LookedAt,
    NewerScript,
    ScriptVersion,
    SentenceEdit,
    ShippedScript,
    TextAt,
    WordingDraft,
    is_newer,
)
from callback_desk.domain.signing import SecondAsked
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, does
from callback_desk.use_cases.ports import UnitOfWork
from callback_desk.use_cases.ports_scripts import Cancelled, never
from callback_desk.use_cases.signing import second_asked

CALL = "call"  # the purpose of the script that calls are made with
FROM_WORDING = "Wording page"
MEANWHILE = "wording-meanwhile"  # code of a refusal: the same sentence was typed by two
_DRAFT = "script.wording:"
_WISH = "script.second:"
_LEFT = "script.left:"


@dataclass(frozen=True, slots=True)
class ScriptAtHand:
    """What the Wording page shows: the published script, what the program brought, and what is not published yet."""

    purpose: str
    published: ScriptRecord
    shipped: ScriptRecord
    versions: tuple[ScriptVersion, ...]  # newest first
    purposes: tuple[str, ...]
    draft: WordingDraft
    may_change: bool
    newer: tuple[NewerScript, ...] = ()  # of any purpose; only for who may publish


@dataclass(frozen=True, slots=True)
class TakeOver:
    """What makes a version the program's own: its script as it came, and what of our words went into it."""

    brings: ShippedScript
    looked: LookedAt
    merge: Merge


@dataclass(frozen=True, slots=True)
class Proposal:
    """A version that could be published: the checker's findings, and what would be different.

    `base` is the version it was compared with, "" when none was published; `asked` says who wished for a second
    person already.
    """

    purpose: str
    looked: LookedAt
    source: str
    base: str = ""
    base_version: str = ""
    comparison: Comparison = field(default_factory=Comparison)
    asked: SecondAsked | None = None
    take_over: TakeOver | None = None

    @property
    def changes_nothing(self) -> bool:
        return bool(self.base) and not self.comparison.changes

    @property
    def needs_second(self) -> bool:
        return bool(self.comparison.touches)


@asks(Act.CHECK_SCRIPT)
def script_at_hand(work: Work, purpose: str = CALL) -> ScriptAtHand:
    """The published script of a purpose. Raises NotFound."""
    store = work.uow.scripts
    published = store.current(purpose)
    try:
        shipped = store.shipped(purpose)
    except NotFound:
        shipped = published
    may_change = work.desk.access.may(work.desk.session.staff.roles, Act.PUBLISH_SCRIPT) is not None
    draft = WordingDraft.from_json(work.uow.desk.note(_DRAFT + purpose)) if may_change else WordingDraft()
    newer = newer_scripts_of(work) if may_change else ()
    return ScriptAtHand(
        purpose, published, shipped, store.versions(purpose), store.purposes(), draft, may_change, newer
    )


def newer_scripts_of(work: Work) -> tuple[NewerScript, ...]:
    """What the program brings and this desk does not have, for every purpose; what was left is told as left."""
    found: list[NewerScript] = []
    for brings in work.desk.scripts.shipped():
        versions = work.uow.scripts.versions(brings.purpose)
        if not is_newer(brings, versions):
            continue
        at, _, by = work.uow.desk.note(left_note(brings)).partition("\n")
        reads = versions[0].version if versions else ""
        found.append(NewerScript(brings, reads, by, datetime.fromisoformat(at) if at else None))
    return tuple(found)


def left_note(brings: ShippedScript) -> str:
    """The note that says who left a script of the program where it is."""
    return f"{_LEFT}{brings.purpose}:{brings.path.name}"


@asks(Act.CHECK_SCRIPT)
def version_changes(work: Work, sha: ScriptSha) -> Comparison:
    """What a published version changed in the one before it. Raises NotFound."""
    chosen = work.uow.scripts.get(sha)
    versions = work.uow.scripts.versions(chosen.purpose)
    place = next(index for index, version in enumerate(versions) if version.sha == sha)
    form, _ = read_form(chosen.xform)
    if place + 1 == len(versions):
        return first_version(form)
    before, _ = read_form(work.uow.scripts.get(versions[place + 1].sha).xform)
    return compare(before, form)


@does(Act.PUBLISH_SCRIPT)
def keep_wording(work: Work, purpose: str, edits: Mapping[TextAt, SentenceEdit]) -> Done:
    """Keep changed sentences until they are published; they are every supervisor's, and those of others stay.

    Where somebody else has written other words since they were read nothing is kept, and the sentence says both.
    Raises DeskFault "wording-meanwhile".
    """
    draft = WordingDraft.from_json(work.uow.desk.note(_DRAFT + purpose))
    for place in draft.written_meanwhile(edits):
        raise DeskFault(
            f"Another supervisor has written here meanwhile: {_quoted(draft.texts.get(place))}. Not kept yet: "
            f"{_quoted(edits[place].now)}. Go on typing to put yours in its place.",
            code=MEANWHILE,
        )
    kept = draft.with_edits(edits, by=work.by, at=work.now)
    work.uow.desk.put_note(_DRAFT + purpose, kept.to_json() if kept.texts else "", by=work.by, at=work.now)
    return Done(Changes.SCRIPTS)


def _quoted(words: str | None) -> str:
    return "the published words" if words is None else f"“{words}”"


def propose_workbook(desk: Desk, path: Path, purpose: str = CALL, *, cancelled: Cancelled = never) -> Proposal:
    """Look at a workbook (.xlsx or .md) beside the published script. Takes seconds; reads and writes nothing here.

    Raises ScriptRefused for a file that is no workbook, DeskFault for one that cannot be read.
    """
    check(desk, Act.CHECK_SCRIPT)
    published, versions = _published(desk, purpose)
    base = published.xform if published else ""
    looked = desk.scripts.workbook(path, published=base, versions=versions, cancelled=cancelled)
    return _proposal(desk, purpose, looked, path.name, published)


declared(propose_workbook, Act.CHECK_SCRIPT, writes=False)


def propose_wording(
    desk: Desk, texts: Mapping[tuple[str, str, str], str], purpose: str = CALL, *, cancelled: Cancelled = never
) -> Proposal:
    """The published script with other sentences, checked like any other version. Takes seconds.

    A sentence that lost a pipe, or names what is not known there, is a finding like the checker's own. Raises NotFound.
    """
    check(desk, Act.CHECK_SCRIPT)
    published, versions = _published(desk, purpose)
    if published is None:
        raise NotFound("No call script for this purpose is published yet.", code="no_script")
    form = form_from_xform(published.xform)
    words, wrong = _templates(form, texts)
    if wrong:
        return Proposal(purpose, LookedAt(wrong), FROM_WORDING, published.sha, published.version)
    xform = reworded(published.xform, words, version=free_version(next_version(published.version), versions))
    looked = desk.scripts.xform(xform, published=published.xform, versions=versions, cancelled=cancelled)
    return _proposal(desk, purpose, looked, FROM_WORDING, published)


declared(propose_wording, Act.CHECK_SCRIPT, writes=False)


def _templates(
    form: Form, texts: Mapping[tuple[str, str, str], str]
) -> tuple[Mapping[TextPlace, Template], tuple[Finding, ...]]:
    known = texts_of(form)
    words: dict[TextPlace, Template] = {}
    wrong: list[Finding] = []
    for at, typed in texts.items():
        place = TextPlace(*at)
        if place not in known:
            continue  # another version came in between, and the sentence went with it
        retold = read_text(typed, place, form, model=(known[place],))
        words[place] = retold.template
        sheet, column = "choices" if place.of_choice else "survey", f"{place.column}:{place.language}"
        wrong += [
            Finding(sheet, 0, column, Severity.ERROR, f"{place.name}: {said}", "wording") for said in retold.wrong
        ]
    return words, tuple(wrong)


def free_version(version: str, taken: Collection[str]) -> str:
    """This name, or the next after it that no version has."""
    while version in taken:
        version = next_version(version)
    return version


def _published(desk: Desk, purpose: str) -> tuple[ScriptRecord | None, tuple[str, ...]]:
    with desk.storage.read(desk.session) as uow:
        return published_now(uow, purpose)


def published_now(uow: UnitOfWork, purpose: str) -> tuple[ScriptRecord | None, tuple[str, ...]]:
    """The version read aloud now, None where there is none, and the names that are taken."""
    versions = tuple(one.version for one in uow.scripts.versions(purpose))
    return (uow.scripts.current(purpose) if versions else None), versions


def _proposal(desk: Desk, purpose: str, looked: LookedAt, source: str, published: ScriptRecord | None) -> Proposal:
    with desk.storage.read(desk.session) as uow:
        work = Work(uow, desk.clock.now(), desk, check(desk, Act.CHECK_SCRIPT))
        asked = second_asked(work, wish_of(looked.sha256)) if looked.xform else None
    return proposal_of(purpose, looked, source, published, asked)


def proposal_of(
    purpose: str, looked: LookedAt, source: str, published: ScriptRecord | None, asked: SecondAsked | None
) -> Proposal:
    """What was looked at, held against the version read aloud now."""
    if not looked.xform:
        return Proposal(purpose, looked, source, published.sha if published else "")
    form, _ = read_form(looked.xform)
    if published is None:
        return Proposal(purpose, looked, source, comparison=first_version(form), asked=asked)
    before, _ = read_form(published.xform)
    return Proposal(purpose, looked, source, published.sha, published.version, compare(before, form), asked)


def wish_of(sha: str) -> str:
    """The note under which a missing second person for this version is filed."""
    return _WISH + sha


def keep_what_waits(work: Work, purpose: str, published: Form) -> None:
    """Out of the draft with what `published` says now; sentences it does not say wait on, whoever typed them."""
    draft, said = WordingDraft.from_json(work.uow.desk.note(_DRAFT + purpose)), texts_of(published)
    waits = {
        at: words
        for at, words in draft.texts.items()
        if TextPlace(*at) in said and written(said[TextPlace(*at)]) != " ".join(words.split())
    }
    note = WordingDraft(waits, draft.by, draft.at).to_json() if waits else ""
    work.uow.desk.put_note(_DRAFT + purpose, note, by=work.by, at=work.now)


def first_error(findings: tuple[Finding, ...]) -> DeskFault | None:
    """What stops a version, as a refusal that names the first place; None when nothing does."""
    errors = [one for one in findings if one.severity is Severity.ERROR]
    if not errors:
        return None
    more = f" There {'is' if len(errors) == 2 else 'are'} {len(errors) - 1} more." if len(errors) > 1 else ""
    return DeskFault(f"{errors[0].place}: {errors[0].sentence}{more} Nothing was published.", code="findings")

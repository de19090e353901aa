"""Publish a version of a call script. New calls take it; calls that were begun keep the one they were made with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from callback_desk.call_script.comparing import Touches
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.domain.access import Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import OperationId, ScriptSha
from callback_desk.domain.people import Staff
from callback_desk.domain.records import ScriptRecord
from callback_desk.domain.scripts import TAKEN_OVER
from callback_desk.use_cases.desk import Desk, Work, check, declared
from callback_desk.use_cases.scripts import Proposal, TakeOver, first_error, keep_what_waits, wish_of
from callback_desk.use_cases.signing import Signing

_NOTHING = "Nothing was published."
_MADE = 1  # a version is named by its hash; the operation only has to be known as done
_WHAT = {Touches.CHECK: "a check", Touches.RATING: "a service question", Touches.CONSENT: "a consent"}


@dataclass(frozen=True, slots=True)
class SecondSignature:
    """Who signs beside the person who publishes; empty where nobody is needed, or nobody is there."""

    name: str = ""
    password: str = field(default="", repr=False)


def publish_script(desk: Desk, op: OperationId, /, proposal: Proposal, second: SecondSignature | None = None) -> Done:
    """Publish what was proposed. It is checked once more, whatever the proposal says.

    A second supervisor or administrator signs when a check, a service question or a consent changes; where none
    comes the wish is filed and free 24 hours later. Raises DeskFault, WrongPassword, LockedOut; nothing is published
    then, and calls go on with the version there is.
    """
    role = check(desk, Act.PUBLISH_SCRIPT)
    with desk.storage.read(desk.session) as uow:
        if uow.operations.made(op) is not None:
            return Done(Changes.NOTHING, _MADE)
        versions = uow.scripts.versions(proposal.purpose)
        base = uow.scripts.current(proposal.purpose).xform if versions else ""
    _refuse_old_base(proposal, versions[0].sha if versions else "")
    if proposal.changes_nothing:
        raise DeskFault(f"This says the same as version {proposal.base_version}. {_NOTHING}", code="no-change")
    looked = desk.scripts.xform(proposal.looked.xform, published=base, versions=tuple(one.version for one in versions))
    refusal = first_error(looked.findings if proposal.looked.xform else proposal.looked.findings)
    if refusal is not None:
        raise refusal
    signer = _second(desk, role, proposal, second or SecondSignature())
    form = form_from_xform(looked.xform)
    with desk.storage.write(desk.session) as uow:
        work = Work(uow, desk.clock.now(), desk, role)
        before = uow.scripts.versions(proposal.purpose)
        _refuse_old_base(proposal, before[0].sha if before else "")
        # never in the same moment as the version before it: the newest is the one that counts
        at = max(work.now, before[0].published_at + timedelta(microseconds=1)) if before else work.now
        sha = ScriptSha(looked.sha256)
        source = proposal.source
        if proposal.take_over is not None:
            at, source = _as_it_came(work, proposal, proposal.take_over, sha, at)
        uow.scripts.add(
            ScriptRecord(sha, proposal.purpose, looked.title, looked.version, looked.xform, source, at, work.by)
        )
        if proposal.take_over is None:  # else all that is not published yet goes on to the program's script
            keep_what_waits(work, proposal.purpose, form)
        if proposal.needs_second:
            uow.desk.put_note(wish_of(sha), "", by=work.by, at=work.now)
        work.record(
            Event.SCRIPT_PUBLISH,
            kind="script",
            id=sha,
            before=proposal.base,
            changes=len(proposal.comparison.changes),
            touches="-".join(sorted(one.value for one in proposal.comparison.touches)),
            second=signer.id if signer else 0,
        )
        uow.operations.record(op, Act.PUBLISH_SCRIPT.value, _MADE, work.now)
        uow.commit()
    return Done(Changes.SCRIPTS, _MADE)


declared(publish_script, Act.PUBLISH_SCRIPT, writes=True)


def _as_it_came(
    work: Work, proposal: Proposal, take_over: TakeOver, sha: ScriptSha, at: datetime
) -> tuple[datetime, str]:
    """Keep the program's script itself beside ours: its sentences stand on the left of the Wording page from now on.

    Returns when our version was published, after it, and where that is from.
    """
    came, source = take_over.looked, f"{TAKEN_OVER}{take_over.brings.path.name}"
    if came.sha256 == sha:
        return at, source
    pure = ScriptSha(sha256(came.xform.encode()).hexdigest())
    work.uow.scripts.add(
        ScriptRecord(pure, proposal.purpose, came.title, came.version, came.xform, source, at, work.by)
    )
    work.record(Event.SCRIPT_PUBLISH, kind="script", id=pure, before=proposal.base)
    return at + timedelta(microseconds=1), proposal.source


def touched_words(touches: frozenset[Touches]) -> str:
    """ "a check and a consent": why a second person signs."""
    words = [_WHAT[one] for one in Touches if one in touches]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _refuse_old_base(proposal: Proposal, newest: str) -> None:
    if proposal.base != newest:
        raise DeskFault(
            f"Somebody has published another version meanwhile. Look at what is different now. {_NOTHING}",
            code="published-meanwhile",
        )


def _second(desk: Desk, role: Role, proposal: Proposal, second: SecondSignature) -> Staff | None:
    """The person who signed as well; None when nobody was needed or the day has passed."""
    if not proposal.needs_second:
        return None
    sha = proposal.looked.sha256
    signing = Signing(desk, role, _NOTHING, wish_of(sha), "script", sha)
    what = touched_words(proposal.comparison.touches)
    why = f"This changes {what}: a second supervisor or administrator signs as well. Without one it can be published"
    if not second.name.strip() and signing.may_alone(f"{why} from"):
        return None
    signer = signing.second_person(second.name)
    signing.confirm(signer, second.password, Event.SECOND_GIVEN, Event.SECOND_GIVEN)
    return signer

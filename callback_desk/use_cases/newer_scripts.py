"""The program brings a newer script than the desk has: looked at beside ours, taken over by publishing it, or left.

Nothing changes by itself. Where only the agency changed a sentence, its words stay; where both did, they stay too
until the program's are chosen; everything else is as the program brings it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from hashlib import sha256

from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.rewording import next_version, reworded
from callback_desk.call_script.script_texts import TextPlace
from callback_desk.call_script.taking_over import Merge, merge
from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import NotFound
from callback_desk.domain.scripts import LookedAt, NewerScript, ShippedScript
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, does
from callback_desk.use_cases.ports_scripts import Cancelled, never
from callback_desk.use_cases.scripts import (
    CALL,
    Proposal,
    TakeOver,
    free_version,
    left_note,
    newer_scripts_of,
    proposal_of,
    published_now,
    wish_of,
)
from callback_desk.use_cases.signing import second_asked


@asks(Act.CHECK_SCRIPT)
def newer_scripts(work: Work) -> tuple[NewerScript, ...]:
    """What the program brings and this desk does not have, for every purpose."""
    return newer_scripts_of(work)


def propose_newer(
    desk: Desk, purpose: str = CALL, *, taken: Collection[TextPlace] = (), cancelled: Cancelled = never
) -> Proposal:
    """The program's script with our words in it, checked like any other version. Takes seconds; writes nothing.

    `taken`: where both changed a sentence and the program's words are wanted. Raises NotFound when the program brings
    nothing newer, and as the checker does.
    """
    role = check(desk, Act.CHECK_SCRIPT)
    brings = next((one.brings for one in newer_scripts(desk) if one.brings.purpose == purpose), None)
    if brings is None:
        raise NotFound("The program brings no newer script for this.", code="no_newer_script")
    with desk.storage.read(desk.session) as uow:
        published, versions = published_now(uow, purpose)
    read_now = published.xform if published else ""
    looked = desk.scripts.workbook(brings.path, published=read_now, versions=(), cancelled=cancelled)
    if not looked.xform:
        return Proposal(purpose, looked, brings.path.name, published.sha if published else "")
    pure = _named(looked, free_version(looked.version, versions))
    merged = _merge(desk, purpose, pure.xform, read_now, taken)
    source = brings.path.name
    found = pure
    if merged.words:
        source = f"{source}, with our words"
        version = free_version(next_version(pure.version), (*versions, pure.version))
        text = reworded(pure.xform, merged.words, version=version)
        found = desk.scripts.xform(text, published=read_now, versions=versions, cancelled=cancelled)
    with desk.storage.read(desk.session) as uow:
        asked = second_asked(Work(uow, desk.clock.now(), desk, role), wish_of(found.sha256))
    proposal = proposal_of(purpose, found, source, published, asked)
    return replace(proposal, take_over=TakeOver(brings, pure, merged))


declared(propose_newer, Act.CHECK_SCRIPT, writes=False)


@does(Act.PUBLISH_SCRIPT)
def leave_newer(work: Work, brings: ShippedScript) -> Done:
    """The desk goes on with what it has. Who left it, and when, stands beside it; it can be taken over later."""
    work.uow.desk.put_note(left_note(brings), f"{work.now.isoformat()}\n{work.by}", by=work.by, at=work.now)
    work.record(Event.RECORD_CHANGE, kind="script", step="newer_left", version=brings.version)
    return Done(Changes.SCRIPTS)


def _named(looked: LookedAt, version: str) -> LookedAt:
    """The same under another name, where ours has taken the program's."""
    if version == looked.version:
        return looked
    text = reworded(looked.xform, {}, version=version)
    return replace(looked, xform=text, sha256=sha256(text.encode()).hexdigest(), version=version)


def _merge(desk: Desk, purpose: str, brought: str, read_now: str, taken: Collection[TextPlace]) -> Merge:
    if not read_now:
        return Merge()
    with desk.storage.read(desk.session) as uow:
        try:
            before = uow.scripts.shipped(purpose).xform
        except NotFound:
            before = read_now  # this desk never had one of the program's: there is nothing to tell ours by
    return merge(form_from_xform(before), form_from_xform(read_now), form_from_xform(brought), taken=taken)

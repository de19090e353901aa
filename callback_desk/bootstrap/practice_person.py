"""The fictional person of a role card, typed into a practice desk through the same gates as a real one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from callback_desk.bootstrap.world import ShiftedClock
from callback_desk.domain.call import SafeContact, VoicemailPolicy
from callback_desk.domain.calling_hours import open_spans
from callback_desk.domain.errors import DeskBug
from callback_desk.domain.incident import Candidate, CaseStatus, Pile
from callback_desk.domain.matching import MatchRules
from callback_desk.domain.phone import zone_of
from callback_desk.domain.practice import Played
from callback_desk.storage.engine import Key
from callback_desk.storage.loading import Loader
from callback_desk.storage.scratch import ScratchDesk
from callback_desk.storage.store import SqlStorage
from callback_desk.use_cases import typed_person
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.import_judge import RowJudge
from callback_desk.use_cases.import_prepare import add_block, sort_all
from callback_desk.use_cases.ports_import import Block

_FICTIONAL = "55501"  # 555-0100 to 555-0199 are kept free for stories
_ELSEWHERE = "312"  # where the desk's own area code makes no such number
_AN_HOUR_OF_PRACTICE = timedelta(minutes=90)
_INTO_THE_SPAN = timedelta(hours=1)


class PracticeClock(ShiftedClock):
    """The real time where it is an hour to call; else the next decent hour, running on from there."""

    def __init__(self, desk: Desk) -> None:
        rules, now = desk.rules, desk.clock.now()
        zones = tuple({desk.info.timezone, *zone_of(number_of(desk, 1))})
        spans = open_spans(zones, now, rules.hours, rules.closed_days)
        start = now
        for span in spans:
            begins = now if span.start <= now else span.start + _INTO_THE_SPAN
            if span.end - begins >= _AN_HOUR_OF_PRACTICE:
                start = begins
                break
        super().__init__(start)


def number_of(desk: Desk, made: int) -> str:
    """A number of the fictional block, E.164, in the desk's own area code where it has one."""
    last = f"{_FICTIONAL}{made % 100:02}"
    own = f"+1{desk.info.area_code}{last}"
    ours = desk.info.region in ("US", "CA") and len(desk.info.area_code) == len(_ELSEWHERE) and bool(zone_of(own))
    return own if ours else f"+1{_ELSEWHERE}{last}"


def candidate_of(desk: Desk, person: Played, reported_at: datetime, made: int) -> Candidate:
    """The person as the form for one person makes it. Raises what the form raises."""
    typed = typed_person.TypedPerson(
        case_number=f"{reported_at:%y}-P{made:05}",
        first_name=person.first,
        last_name=person.last,
        offense=person.offense,
        reported_at=reported_at,
        domestic=False,
        age=person.age,
        mobile=number_of(desk, made),
        address=person.address,
    )
    found = typed_person.candidate_of(desk, typed)
    facts = replace(found.facts, offense_codes=(person.offense,), status=CaseStatus.INACTIVE)
    return replace(found, facts=facts, already=person.already)


def agree(desk: Desk, storage: SqlStorage, case_number: str, person: Played) -> None:
    """What was agreed with this person about messages, as an earlier call would have left it."""
    if person.voicemail is VoicemailPolicy.NONE:
        return
    now = desk.clock.now()
    agreed = SafeContact(_MESSAGES[person.voicemail], person.voicemail, confirmed_on=now.astimezone(desk.zone).date())
    with storage.write(desk.session) as uow:
        (callback_id,) = uow.people.by_case_number(case_number)
        uow.people.put_safe_contact(uow.queue.victim_of(callback_id), agreed, by=desk.session.name, at=now)
        uow.commit()


_MESSAGES = {
    VoicemailPolicy.NAME_ONLY: "A message with your first name is all right.",
    VoicemailPolicy.NAME_AND_CALLBACK: "A message with your first name and the number to call is all right.",
}


def type_in(
    desk: Desk,
    storage: SqlStorage,
    candidate: Candidate,
    matching: MatchRules,
    scratch_path: Path,
    database: Path,
    key: bytes,
) -> None:
    """Judge, compare, load and show, as an import of one row does. Raises DeskBug when the person may not be called."""
    rules, now = desk.rules, desk.clock.now()
    today = now.astimezone(desk.zone).date()
    scratch = ScratchDesk(scratch_path, live=database, live_key=Key(key))
    try:
        judge = RowJudge(
            rules.eligibility, rules.hours, rules.closed_days, now=now, as_of=today, zone=desk.info.timezone
        )
        add_block(Block([candidate], [], 1), scratch, judge)
        sort_all(scratch, judge, rules.eligibility, matching)
        counts = scratch.counts()
        if counts.of(Pile.QUEUED) != 1:
            raise DeskBug("the person of a role card may not be called", code="practice_person")
        with storage.write(desk.session) as uow:
            batch = uow.imports.start_batch(
                file_name="practice", file_sha256="", size_bytes=0, layout=None, by=desk.session.name, at=now
            )
            uow.commit()
        loader = Loader(database, Key(key), scratch.path, scratch.key)
        try:
            people = loader.begin(batch, now, today)
            while loader.step() < people:
                pass
        finally:
            loader.close()
        with storage.write(desk.session) as uow:
            uow.imports.show_batch(batch, counts, now)
            uow.commit()
    finally:
        scratch.close()

"""A finished call is read by a supervisor, who signs off what is new or sends it back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallResult, CallState
from callback_desk.domain.call_flags import flags_of
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.concerns import ConcernKind
from callback_desk.domain.errors import DeskBug, DeskFault, NotAllowed, NotFound
from callback_desk.domain.figure_periods import Month
from callback_desk.domain.ids import CallId, CaseId, TipId
from callback_desk.domain.queue import CallbackState, Move
from callback_desk.domain.records import OpenCall
from callback_desk.domain.sampling import reason_words, with_concerns
from callback_desk.domain.themes import ThemeTicks, refuse_themes
from callback_desk.domain.tip import Correction
from callback_desk.domain.views import CaseRef, CheckLine, ReviewCall, ReviewLine
from callback_desk.use_cases.desk import Work, asks, does


@asks(Act.REVIEW_CALLS)
def calls_to_review(work: Work) -> tuple[ReviewLine, ...]:
    """Finished calls waiting for a supervisor: urgent before the rest, then by age."""
    return work.uow.calls.to_review(work.desk.session.staff.id)


@asks(Act.REVIEW_CALLS)
def read_call(work: Work, call_id: CallId) -> ReviewCall:
    """One finished call to read, with *Was the call sound?*, why it is read, and what was scored.

    Ratings are not in it, nor the words of a complaint: they are for whom the complaint goes to.
    """
    call = work.uow.calls.get(call_id)
    result = work.uow.calls.result(call_id)
    victim = work.uow.people.person(work.uow.queue.victim_of(call.callback_id))
    phone = next((p for p in work.uow.people.phones(victim.id) if p.id == call.phone_id), None)
    script = work.uow.scripts.get(call.script)
    concerns = work.uow.concerns.of_call(call_id)
    tips = work.uow.calls.tips(call_id)
    volunteer = work.uow.staff.get(call.staff_id).name
    drawn = work.uow.reviews.draw(call_id)
    cases = tuple(
        CaseRef(c.id, c.number, c.offense_plain, c.offense_codes, c.district, c.reported_at, c.investigator)
        for c in work.uow.people.cases(victim.id)
    )
    return ReviewCall(
        call_id=call_id,
        callback_id=call.callback_id,
        name=victim.name,
        cases=cases,
        volunteer=volunteer,
        started_at=call.started_at,
        ended_at=call.ended_at or call.started_at,
        state=call.state,
        outcome=result.outcome,
        note=result.note,
        script_title=script.title,
        script_version=script.version,
        language=result.language,
        tips=tips,
        checks=was_it_sound(call, result),
        concerns=tuple(
            f"{c.said.kind.value}: {c.said.text}" if c.said.text else c.said.kind.value
            for c in concerns
            if c.said.kind is not ConcernKind.COMPLAINT
        ),
        wants_statement=any(tip.statement for tip in result.tips),
        phone=phone.e164 if phone else "",
        phone_kind=phone.kind.value if phone else "",
        safe_sentence=work.uow.people.safe_contact(victim.id).sentence,
        why_read=reason_words(with_concerns(drawn, concerns), volunteer.partition(" ")[0]) if drawn else (),
        signs=tuple(line.sentence for line in flags_of(result, call.started_at, call.ended_at)),
        complaint=any(c.said.kind is ConcernKind.COMPLAINT and not c.said.withdrawn for c in concerns),
        own=call.staff_id == work.desk.session.staff.id,
        scored=work.uow.reviews.checks_of_call(call_id),
        articles=work.uow.calls.property_facts([tip.id for tip in tips]),
    )


MOST_AT_ONCE: Final = 25  # one short save; a window asks again for the rest
_MINUTES_USUAL = (3, 25)


def was_it_sound(call: OpenCall, result: CallResult) -> tuple[CheckLine, ...]:
    """The five things a supervisor looks at, from the recorded answers (research section 8: QA sample)."""
    said = {answer.question: answer.value for answer in result.answers}
    lines = [
        CheckLine(said.get("safe") == "yes", "Safe to talk: yes", "" if "safe" in said else "Not recorded"),
        CheckLine(
            said.get("person") == "matches", "Right person", "Gave a fact of the report" if said else "Not recorded"
        ),
    ]
    agreed = [part for part, answer in result.consents.items() if answer == "yes"]
    refused = [part for part, answer in result.consents.items() if answer == "no"]
    lines.append(
        CheckLine(
            bool(agreed),
            "Agreed to both parts" if len(agreed) > 1 else "Agreed to one part" if agreed else "Agreed to no part",
            f"Refused: {', '.join(refused)}" if refused else "",
        )
    )
    if call.ended_at is not None:
        minutes = max(1, round((call.ended_at - call.started_at).total_seconds() / 60))
        usual = _MINUTES_USUAL[0] <= minutes <= _MINUTES_USUAL[1]
        word = "minute" if minutes == 1 else "minutes"
        lines.append(CheckLine(usual, f"{minutes} {word}", "" if usual else "Not a fault by itself"))
    if result.tips:
        back = sum(tip.read_back for tip in result.tips)
        lines.append(CheckLine(back == len(result.tips), f"Read back {back} of {len(result.tips)} lines"))
    return tuple(lines)


@does(Act.SIGN_OFF)
def sign_off(work: Work, call_ids: Sequence[CallId], *, themes: Collection[str] | None = None) -> Done:
    """Freeze what is new in these calls; each callback is done. Corrections are appended later, never written over.

    `themes` are what was ticked of NEWEST_LIST in the one call; () when it was read for them and has none, None when
    nobody asked. Raises NotAllowed for a call the signer made: nobody checks their own. Raises DeskFault while nobody
    said of a line which report it is about, where the person has several.
    """
    signed = 0
    for call_id in call_ids:
        call = work.uow.calls.get(call_id)
        if call.state is not CallState.REVIEW:
            raise DeskFault("This call is not waiting to be checked. Somebody may have signed it off just now.")
        if call.staff_id == work.desk.session.staff.id:
            raise NotAllowed("You made this call. Another supervisor signs it off.")
        _know_their_report(work, call)
        signed += work.uow.calls.sign_tips(call_id, work.by, work.now)
        _sign(work, call)
        if themes is not None:
            _keep_themes(work, call, themes)
    return Done(Changes.REVIEW | Changes.QUEUE | Changes.PACKETS, signed)


def _keep_themes(work: Work, call: OpenCall, themes: Collection[str]) -> None:
    """Frozen with the month of the sign-off and the area as the person's newest report says it today."""
    refuse_themes(themes)
    newest = next(iter(work.uow.people.cases(work.uow.queue.victim_of(call.callback_id))), None)
    month = Month.of(work.now.astimezone(work.desk.zone).date())
    area = newest.district.strip() if newest else ""
    work.uow.reviews.put_themes(call.id, ThemeTicks(month, area, frozenset(themes)))


@does(Act.SIGN_OFF)
def sign_off_quiet(work: Work, call_ids: Sequence[CallId]) -> Done:
    """Sign off calls without news that nobody has to read. Hands back how many were.

    What is not quiet at this moment is left where it is: signed off just now, chosen for reading, with a concern, one's
    own. Raises DeskFault for more than MOST_AT_ONCE.
    """
    if len(call_ids) > MOST_AT_ONCE:
        raise DeskBug("more calls in one batch than a save may hold up others for", code="batch_too_long")
    waiting = work.uow.calls.to_review(work.desk.session.staff.id, only=frozenset(call_ids))
    mine = [line.call_id for line in waiting if line.quiet]  # no line was kept in any: there is none to sign
    for call_id in mine:
        _sign(work, work.uow.calls.get(call_id), batch="yes")
    return Done(Changes.REVIEW | Changes.QUEUE | Changes.PACKETS, len(mine))


def _sign(work: Work, call: OpenCall, **how: str) -> None:
    """The call is done, and so is its callback if it waited for that."""
    work.uow.calls.put_state(call.id, CallState.SIGNED, work.now)
    entry = work.uow.queue.get(call.callback_id)
    if entry.state is CallbackState.REVIEW:
        work.uow.queue.put(entry.moved(Move.SIGN_OFF))
    work.record(Event.REVIEW_APPROVE, kind="call", id=call.id, **how)


@does(Act.SEND_BACK)
def send_back(work: Work, call_id: CallId, reason: str) -> Done:
    """Back to its volunteer, with what is missing in words; they go on with it from *My shift*."""
    call = work.uow.calls.get(call_id)
    if call.state is not CallState.REVIEW:
        raise DeskFault("This call is not waiting to be checked.")
    if not reason.strip():
        raise DeskFault("Say in a few words what is missing. The volunteer reads it.")
    entry = work.uow.queue.get(call.callback_id)
    if call.staff_id == work.desk.session.staff.id:
        raise NotAllowed("You made this call. Another supervisor reads it.")
    if entry.state is CallbackState.HELD:
        raise DeskFault("Nobody calls this person until you decide. Correct the line here, and sign it off.")
    if entry.state is not CallbackState.REVIEW:
        raise DeskFault("This person is called again anyway. Correct the line here, and sign it off.")
    work.uow.queue.put(entry.sent_back(call.staff_id, work.now))
    work.uow.calls.put_state(call_id, CallState.RETURNED, work.now)
    work.uow.desk.put_note(returned_note(call_id), reason.strip(), by=work.by, at=work.now)
    work.record(Event.REVIEW_RETURN, kind="call", id=call_id)
    return Done(Changes.REVIEW | Changes.CALL | Changes.QUEUE, call_id)


def returned_note(call_id: CallId) -> str:
    """The name of the note that says what is missing in a call sent back."""
    return f"returned:{call_id}"


def _know_their_report(work: Work, call: OpenCall) -> None:
    """A sheet goes to the investigator of one report: a line must not reach another one's."""
    cases = {case.id for case in work.uow.people.cases(work.uow.queue.victim_of(call.callback_id))}
    if len(cases) > 1 and any(not tip.case_chosen or tip.case_id not in cases for tip in work.uow.calls.tips(call.id)):
        raise DeskFault(WHICH_REPORT)


WHICH_REPORT: Final = "This person has several reports. Say of each line which one it is about, and sign off then."


@does(Act.SIGN_OFF)
def choose_case(work: Work, tip_id: TipId, case_id: CaseId) -> Done:
    """Say which report a line is about, while its call waits to be checked. The newest choice counts."""
    tip = work.uow.calls.tip(tip_id)
    call = work.uow.calls.get(tip.call_id)
    if tip.frozen or call.state is not CallState.REVIEW:
        raise DeskFault("This call is not waiting to be checked. The report of a signed line stays.")
    if call.staff_id == work.desk.session.staff.id:
        raise NotAllowed("You made this call. Another supervisor says it.")
    victim = work.uow.queue.victim_of(call.callback_id)
    if case_id not in {case.id for case in work.uow.people.cases(victim)}:
        raise NotFound("This person has no such report.")
    work.uow.calls.choose_case(tip_id, case_id, work.by, work.now)
    work.record(Event.TIP_CHANGE, kind="tip", id=tip_id, case=case_id)
    return Done(Changes.REVIEW, tip_id)


@does(Act.CORRECT_TIP)
def correct_tip(work: Work, tip_id: TipId, text: str, reason: str) -> Done:
    """Add a correction below a line, with author, time and reason. The line itself never changes."""
    if not text.strip():
        raise DeskFault("Write the correction. The line above it stays as it is.")
    work.uow.calls.add_correction(tip_id, Correction(work.now, work.by, text.strip(), reason.strip()))
    work.record(Event.TIP_CHANGE, kind="tip", id=tip_id)
    return Done(Changes.REVIEW | Changes.PACKETS, tip_id)

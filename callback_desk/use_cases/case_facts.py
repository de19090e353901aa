"""Facts as they may be said: names before the checks, then the approved status phrase, plain offense, dates."""

from __future__ import annotations

import re
from datetime import timedelta

from callback_desk.domain.call import CaseCard, SafeContact, VoicemailPolicy
from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import CallbackId, VictimId
from callback_desk.domain.incident import ORGANIZATIONS, CaseStatus
from callback_desk.domain.records import CaseRecord
from callback_desk.use_cases.desk import Work
from callback_desk.use_cases.report_says import already_facts
from callback_desk.use_cases.said_facts import said_facts

# Research section 2.2: only statements from a fixed list chosen by the agency are ever read aloud.
STATUS_PHRASES = {
    "en": {
        CaseStatus.OPEN_ASSIGNED: "open, and a detective has it",
        CaseStatus.OPEN: "open, and no detective has it at the moment",
        CaseStatus.INACTIVE: "on hold until there is new information",
        CaseStatus.CLOSED: "closed for now",
        CaseStatus.CLEARED: "closed by an arrest",
        CaseStatus.RECOVERED: "one in which property was found; the property unit can tell you more",
    },
    "es": {
        CaseStatus.OPEN_ASSIGNED: "abierto, y lo lleva un detective",
        CaseStatus.OPEN: "abierto, y por ahora no lo lleva ningún detective",
        CaseStatus.INACTIVE: "en espera hasta que haya información nueva",
        CaseStatus.CLOSED: "cerrado por ahora",
        CaseStatus.CLEARED: "cerrado por un arresto",
        CaseStatus.RECOVERED: "uno en el que se encontraron bienes; la oficina de bienes puede decirle más",
    },
}
_SHOWN = {
    CaseStatus.OPEN_ASSIGNED: "Open, with a detective",
    CaseStatus.OPEN: "Open, no detective yet",
    CaseStatus.INACTIVE: "On hold until something new",
    CaseStatus.CLOSED: "Closed",
    CaseStatus.CLEARED: "Closed by an arrest",
    CaseStatus.RECOVERED: "Property recovered",
}
_MINUTES = "10"
_BICYCLE = re.compile(r"\b(?:bicycles?|bikes?|e-?bikes?|(?:pedal )?cycles?)\b", re.IGNORECASE)


def open_facts(work: Work, callback_id: CallbackId) -> dict[str, str]:
    """What the script may say before any check: names, the agency, what may be left on a machine."""
    victim_id = work.uow.queue.victim_of(callback_id)
    person, info = work.uow.people.person(victim_id), work.uow.desk.info()
    names = {
        "first_name": person.name.first or person.name.display,
        "full_name": person.name.display,
        "agency": info.agency,
        "volunteer_first_name": work.desk.session.name.split()[0],
        "callback_phone": info.callback_phone,
    }
    return {
        **names,
        **said_facts(work, names),
        "minutes": _MINUTES,
        "voicemail_policy": _voicemail(work, victim_id, work.uow.people.safe_contact(victim_id)).value,
        "language": person.language or "en",
        "contact_kind": _contact_kind(work, callback_id),
    }


def _contact_kind(work: Work, callback_id: CallbackId) -> str:
    """ "business" where an organization is the victim and this person speaks for it; else ""."""
    facts = work.uow.people.facts(callback_id)
    return "business" if any(one.victim_type in ORGANIZATIONS and one.has_contact_name for one in facts) else ""


def _voicemail(work: Work, victim_id: VictimId, agreed: SafeContact) -> VoicemailPolicy:
    """What may be left on a machine now: nothing once the one message was left (decisions: one message in all)."""
    left = work.uow.calls.messages_left(victim_id)
    return VoicemailPolicy.NONE if left >= work.desk.rules.limits.messages_person else agreed.voicemail


def newest_case(work: Work, callback_id: CallbackId) -> CaseRecord:
    """The case a call is about: the newest report of this person. Raises NotFound when none is visible."""
    cases = work.uow.people.cases(work.uow.queue.victim_of(callback_id))
    if not cases:
        raise NotFound("This person has no case here any more. Give the call back.")
    return cases[0]


def _family(work: Work, case: CaseRecord) -> str:
    """The prompts of the script that fit; a bicycle has its own, and no code of its own."""
    family = work.desk.rules.offenses.family_of(case.offense_codes)
    said = f"{case.offense_plain} {case.offense_text}"
    return "bicycle" if family == "theft" and _BICYCLE.search(said) else family


def _against_a_person(work: Work, case: CaseRecord) -> bool:
    """Crimes against a person, and robbery: most funds pay for injuries and no property (research section 2.2)."""
    known = work.desk.rules.offenses.offenses
    return any(code in known and known[code].has_relationship for code in case.offense_codes)


def _time_known(work: Work, callback_id: CallbackId, case: CaseRecord) -> bool:
    """Whether every row of the case says when it happened."""
    facts = [one for one in work.uow.people.facts(callback_id) if one.case_number == case.number]
    return bool(facts) and all(one.occurred_at is not None for one in facts)


def case_card(work: Work, callback_id: CallbackId) -> CaseCard:
    """What the card shows and the script may pipe. No status is read aloud from facts over 7 days old (promise 2)."""
    case = newest_case(work, callback_id)
    zone = work.desk.zone
    today = work.now.astimezone(zone).date()
    fresh = case.as_of is not None and today - case.as_of <= timedelta(days=work.desk.rules.limits.status_fresh_days)
    reported = ""
    if case.reported_at is not None:
        local = case.reported_at.astimezone(zone)
        reported = f"{local:%B %Y}" if case.reported_precision == "month" else f"{local:%B} {local.day}"
    family = _family(work, case)
    victim_id = work.uow.queue.victim_of(callback_id)
    facts = {
        "case_number": case.number,
        "offense_plain": case.offense_plain,
        "offense_codes": " ".join(case.offense_codes),
        "offense_family": family,
        "against_person": "yes" if _against_a_person(work, case) else "no",
        **already_facts(work, victim_id, case, family, time_known=_time_known(work, callback_id, case)),
        "on_hold": "yes" if case.status is CaseStatus.INACTIVE else "no",
        "reported_on": reported,
        "status_phrase": STATUS_PHRASES["en"].get(case.status, "") if fresh else "",
        "status_phrase_es": STATUS_PHRASES["es"].get(case.status, "") if fresh else "",
        "has_detective": "yes" if case.status is CaseStatus.OPEN_ASSIGNED else "no",
    }
    return CaseCard(
        case_number=case.number,
        offense_plain=case.offense_plain,
        offense_codes=case.offense_codes,
        reported_at=case.reported_at,
        reported_precision=case.reported_precision,
        status=case.status,
        status_phrase=_SHOWN.get(case.status, "") if fresh else "",
        as_of=case.as_of,
        facts=facts,
    )

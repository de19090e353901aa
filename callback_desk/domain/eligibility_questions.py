"""What an eligibility rule can ask: one small function per question. Which rule asks it, and with what, is data."""

from __future__ import annotations

from datetime import timedelta

from callback_desk.domain.case_age import (
    ages,
    first_call,
    first_call_hours,
    last_call,
    last_call_days,
    years_between,
)
from callback_desk.domain.eligibility_facts import YES, Asking, Hit, Params, Question, RuleTest
from callback_desk.domain.incident import ORGANIZATIONS, CaseStatus, Screening, Sign, VictimType
from callback_desk.domain.offenses import OffenseLevel
from callback_desk.domain.regions import OutcomeLevel

_CLOSE = frozenset(
    {"SE", "CS", "PA", "CH", "GP", "GC", "IL", "SP", "SC", "SB", "SS", "OF", "BG", "CF", "XS", "XR", "BE"}
)
RELATIONSHIPS = _CLOSE | {
    "AQ",
    "EE",
    "ER",
    "FR",
    "NE",
    "OK",
    "RU",
    "ST",
    "VO",
}  # NIBRS data element 35, VictimToSubjectRelationshipCode


def _only_known(q: Question) -> bool:
    return all(q.offenses.knows(code) for code in q.facts.offense_codes)


def _offense_known(q: Question, p: Params) -> Hit | None:
    return None if q.facts.offense_codes and _only_known(q) else YES


def _offense_level(q: Question, p: Params) -> Hit | None:
    for code in q.facts.offense_codes:
        if q.offenses.knows(code) and q.offenses.offense(code).level in p.words:
            return Hit(q.offenses.offense(code).plain)
    return None


def _sign(q: Question, p: Params) -> Hit | None:
    if q.facts.signs.isdisjoint(p.words):
        return None
    return YES if not p.offenses or not p.offenses.isdisjoint(q.facts.offense_codes) else None


def _relationship_counts(q: Question) -> bool:
    return any(q.offenses.knows(code) and q.offenses.offense(code).has_relationship for code in q.facts.offense_codes)


def _relation(q: Question) -> str:
    return q.facts.relationship.strip().upper()


def _relationship(q: Question, p: Params) -> Hit | None:
    return YES if _relation(q) in p.words and _relationship_counts(q) else None


def _relationship_elsewhere(q: Question, p: Params) -> Hit | None:
    return YES if _relation(q) in p.words and not _relationship_counts(q) else None


def _relationship_unknown(q: Question, p: Params) -> Hit | None:
    return YES if _relation(q) and _relation(q) not in RELATIONSHIPS else None


def _victim_type(q: Question, p: Params) -> Hit | None:
    return YES if q.facts.victim_type in p.words else None


def _no_contact_name(q: Question, p: Params) -> Hit | None:
    return YES if q.facts.victim_type in p.words and not q.facts.has_contact_name else None


def _named_contact(q: Question) -> bool:
    return q.facts.victim_type in ORGANIZATIONS and q.facts.has_contact_name


def _age_under(q: Question, p: Params) -> Hit | None:
    known = ages(q.facts, q.now)
    return Hit(str(min(known))) if known and min(known) < p.amount else None


def _age_from(q: Question, p: Params) -> Hit | None:
    known = ages(q.facts, q.now)
    return Hit(str(max(known))) if known and max(known) >= p.amount else None


def _age_said(q: Question) -> Hit | None:
    known = ages(q.facts, q.now)
    if known:
        return Hit(f"Adult, {max(known)} years old") if min(known) >= 18 else None
    return Hit("A named contact")


def _offense_said(q: Question) -> Hit | None:
    if not q.facts.offense_codes or not _only_known(q):
        return None
    levels = {q.offenses.offense(code).level for code in q.facts.offense_codes}
    return YES if levels <= {OffenseLevel.ALLOWED} else None


def _sign_said(q: Question) -> Hit | None:
    return YES if Screening.DOMESTIC_SIGN not in q.facts.unsettled else None


def _age_conflict(q: Question, p: Params) -> Hit | None:
    known = ages(q.facts, q.now)
    if q.facts.age is None or q.facts.birth_date is None or not known:
        return None
    at_report = years_between(q.facts.birth_date, (q.facts.reported_at or q.now).date())
    return YES if abs(at_report - q.facts.age) > p.amount else None


def _outcome_level(q: Question) -> OutcomeLevel | None:
    """None in a country without outcome types; there the status words say it."""
    types = q.offenses.outcome_types
    return None if types is None else types.level(q.facts.status_text)


def _open_assigned(q: Question, p: Params) -> Hit | None:
    named = bool(q.facts.investigator.strip())
    if (outcome := _outcome_level(q)) is not None:
        return YES if named and outcome is OutcomeLevel.OPEN else None
    open_now = q.facts.status is CaseStatus.OPEN_ASSIGNED or (q.facts.status is CaseStatus.OPEN and named)
    return YES if open_now else None


def _status_unknown(q: Question, p: Params) -> Hit | None:
    if _outcome_level(q) is not None:
        return None  # an unknown outcome is asked about by its own rule, whoever has the case
    return YES if q.facts.status is CaseStatus.UNKNOWN and q.facts.investigator.strip() else None


def _outcome_type(q: Question, p: Params) -> Hit | None:
    types = q.offenses.outcome_types
    if types is None or types.level(q.facts.status_text) not in p.words:
        return None
    found = types.read(q.facts.status_text)
    return (
        Hit("The outcome")
        if found is None
        else Hit(f"Outcome {found.number}, {found.label[:1].lower()}{found.label[1:]}")
    )


def _report_day_known(q: Question) -> bool:
    return q.facts.reported_at is not None and q.facts.reported_precision in ("minute", "day")


def _report_date_missing(q: Question, p: Params) -> Hit | None:
    return None if _report_day_known(q) else YES


def _report_date_ahead(q: Question, p: Params) -> Hit | None:
    # A day of grace: a date without a time lies up to a day off, depending on the zone.
    at = q.facts.reported_at
    return YES if at is not None and at > q.now + timedelta(days=1) else None


def _age_missing(q: Question, p: Params) -> Hit | None:
    return None if ages(q.facts, q.now) or _named_contact(q) else YES


def _no_number(q: Question, p: Params) -> Hit | None:
    return None if q.phones_diallable else YES


def _too_old(q: Question, p: Params) -> Hit | None:
    # A month stands for its last day: whether it is too old must be certain to exclude.
    until = last_call(q.facts, q.offenses, p.amount)
    if until is None:
        return None
    if q.facts.reported_precision == "month":
        until += timedelta(days=31)
    return Hit(str(last_call_days(q.facts, q.offenses, p.amount))) if q.now > until else None


def _too_new(q: Question, p: Params) -> Hit | None:
    ready = first_call(q.facts, q.offenses, p.amount)
    if ready is None or q.now >= ready:
        return None
    return Hit(str(first_call_hours(q.facts, q.offenses, p.amount)), ready)


def _facts_old(q: Question, p: Params) -> Hit | None:
    if q.as_of is None:
        return Hit("an unknown day")
    if (q.now.date() - q.as_of).days <= p.amount:
        return None
    return Hit(f"{q.as_of:%B} {q.as_of.day}")


def _unsettled(q: Question, p: Params) -> Hit | None:
    return None if q.facts.unsettled.isdisjoint(p.words) else YES


def _do_not_contact(q: Question, p: Params) -> Hit | None:
    return YES if q.person.do_not_contact else None


def _hard_refusal(q: Question, p: Params) -> Hit | None:
    return YES if q.person.hard_refusal else None


def _case_hold(q: Question, p: Params) -> Hit | None:
    for hold in q.person.holds:
        if hold.case_number in ("", q.facts.case_number) and (hold.until is None or q.now < hold.until):
            return YES
    return None


def _safety_stop(q: Question, p: Params) -> Hit | None:
    return YES if q.person.safety_stop else None


def _maybe_same(q: Question, p: Params) -> Hit | None:
    return YES if q.person.maybe_same else None


def _repeat_victim(q: Question, p: Params) -> Hit | None:
    return YES if q.person.reports_12_months >= p.amount else None


_WARNING_ONLY = frozenset({Sign.SHARED_NUMBER})
_ALL_SIGNS = frozenset(str(sign) for sign in Sign)
_ALL_TYPES = frozenset(str(kind) for kind in VictimType)

QUESTIONS: dict[RuleTest, Asking] = {
    RuleTest.OFFENSE_KNOWN: Asking(_offense_known, needed=True),
    RuleTest.OFFENSE_LEVEL: Asking(
        _offense_level,
        words=frozenset(str(level) for level in OffenseLevel),
        must_cover=frozenset({OffenseLevel.NEVER, OffenseLevel.RELEASE, OffenseLevel.NOT_APPLICABLE}),
        fills=True,
        passed_with=_offense_said,
    ),
    RuleTest.SIGN: Asking(_sign, words=_ALL_SIGNS, must_cover=_ALL_SIGNS - _WARNING_ONLY, passed_with=_sign_said),
    RuleTest.RELATIONSHIP: Asking(_relationship, words=RELATIONSHIPS, must_cover=_CLOSE | {"VO"}),
    RuleTest.RELATIONSHIP_ELSEWHERE: Asking(_relationship_elsewhere, words=RELATIONSHIPS, required=False),
    RuleTest.RELATIONSHIP_UNKNOWN: Asking(_relationship_unknown),
    RuleTest.VICTIM_TYPE: Asking(
        _victim_type, words=_ALL_TYPES, must_cover=frozenset({VictimType.LAW_OFFICER, VictimType.SOCIETY})
    ),
    RuleTest.NO_CONTACT_NAME: Asking(_no_contact_name, words=_ALL_TYPES, must_cover=ORGANIZATIONS, needed=True),
    RuleTest.AGE_UNDER: Asking(_age_under, amount=True, fills=True, least=18, more_is_looser=False),
    RuleTest.AGE_FROM: Asking(
        _age_from, amount=True, required=False, passed_with=_age_said, fills=True, fills_passed=True
    ),
    RuleTest.AGE_CONFLICT: Asking(_age_conflict, amount=True, needed=True),
    RuleTest.OPEN_ASSIGNED: Asking(_open_assigned),
    RuleTest.STATUS_UNKNOWN: Asking(_status_unknown),
    RuleTest.OUTCOME_TYPE: Asking(
        _outcome_type,
        words=frozenset(str(level) for level in OutcomeLevel),
        must_cover=frozenset(OutcomeLevel) - {OutcomeLevel.ALLOWED, OutcomeLevel.OPEN},
        fills=True,
    ),
    RuleTest.REPORT_DATE_MISSING: Asking(_report_date_missing, needed=True),
    RuleTest.REPORT_DATE_AHEAD: Asking(_report_date_ahead, needed=True),
    RuleTest.AGE_MISSING: Asking(_age_missing, needed=True, passed_with=_age_said, fills_passed=True),
    RuleTest.NO_NUMBER: Asking(_no_number, needed=True, of_person=True),
    RuleTest.TOO_OLD: Asking(_too_old, amount=True, fills=True),
    RuleTest.TOO_NEW: Asking(_too_new, amount=True, waits=True, fills=True, more_is_looser=False),
    RuleTest.FACTS_OLD: Asking(_facts_old, amount=True, needed=True, of_person=True, fills=True),
    RuleTest.UNSETTLED: Asking(
        _unsettled,
        words=frozenset(str(one) for one in Screening),
        must_cover=frozenset(str(one) for one in Screening),
        needed=True,
    ),
    RuleTest.DO_NOT_CONTACT: Asking(_do_not_contact, of_person=True),
    RuleTest.HARD_REFUSAL: Asking(_hard_refusal, of_person=True),
    RuleTest.CASE_HOLD: Asking(_case_hold, needed=True),
    RuleTest.SAFETY_STOP: Asking(_safety_stop, needed=True, of_person=True),
    RuleTest.MAYBE_SAME: Asking(_maybe_same, needed=True, of_person=True),
    RuleTest.REPEAT_VICTIM: Asking(_repeat_victim, amount=True, required=False, of_person=True),
}

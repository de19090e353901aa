from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.eligibility import (
    CaseHold,
    FindingKind,
    Level,
    PersonFacts,
    Release,
    RuleSet,
    judge,
    judge_person,
)
from callback_desk.domain.eligibility_questions import RELATIONSHIPS
from callback_desk.domain.errors import DeskBug
from callback_desk.domain.incident import CaseStatus, ReportFacts, Screening, Sign, VictimType
from callback_desk.domain.offenses import OffenseLevel, OffenseTable
from tests.domain.rules_at_hand import BOOK, NOBODY, NOW, asked, ok_until_friday, report

CALLABLE, HELD, EXCLUDED = Level.CALLABLE, Level.HELD, Level.EXCLUDED
CLOSE = frozenset(
    {"SE", "CS", "PA", "CH", "GP", "GC", "IL", "SP", "SC", "SS", "SB", "OF", "BG", "CF", "XS", "XR", "BE"}
)

OF_LEVEL = {
    OffenseLevel.ALLOWED: (CALLABLE, "callable"),
    OffenseLevel.RELEASE: (HELD, "offense_release"),
    OffenseLevel.NEVER: (EXCLUDED, "offense_never"),
    OffenseLevel.NOT_APPLICABLE: (EXCLUDED, "offense_nobody"),
}


def test_a_plain_report_may_be_called() -> None:
    verdict = asked(report())
    assert (verdict.level, verdict.reason, verdict.not_before) == (CALLABLE, "callable", None)
    assert [one.label for one in verdict.findings] == [
        "Offense may be called",
        "No domestic sign",
        "Adult, 44 years old",
        "Has a number of their own",
        "Records are fresh",
    ]
    assert verdict.rule_version == BOOK.rules.version


@pytest.mark.parametrize("code", sorted(BOOK.offenses.offenses))
def test_every_offense_code(code: str) -> None:
    verdict = asked(report(offense_codes=(code,)))
    assert (verdict.level, verdict.reason) == OF_LEVEL[BOOK.offenses.offense(code).level]


@pytest.mark.parametrize("relationship", sorted(RELATIONSHIPS))
@pytest.mark.parametrize("code", ["13B", "120"])
def test_every_relationship_of_a_person_crime_or_robbery(code: str, relationship: str) -> None:
    """NIBRS rule 459, section 6.3. The offense itself waits for an OK, so an open answer is "held for the offense"."""
    verdict = asked(report(offense_codes=(code,), relationship=relationship))
    expected = (EXCLUDED, "relationship") if relationship in CLOSE | {"VO"} else (HELD, "offense_release")
    assert (verdict.level, verdict.reason) == expected
    lifted = asked(report(offense_codes=(code,), relationship=relationship), released=ok_until_friday())
    assert lifted.level is (EXCLUDED if relationship in CLOSE | {"VO"} else CALLABLE)


@pytest.mark.parametrize("relationship", sorted(RELATIONSHIPS))
def test_every_relationship_where_none_belongs(relationship: str) -> None:
    """It does not count as the relationship rule; a close one is two facts that disagree, and somebody looks."""
    verdict = asked(report(relationship=relationship))
    close = relationship in CLOSE | {"VO"}
    assert (verdict.level, verdict.reason) == ((HELD, "relationship_elsewhere") if close else (CALLABLE, "callable"))


def test_a_relationship_in_other_words_is_not_guessed() -> None:
    assert asked(report(relationship="roommate")).reason == "relationship_unknown"
    assert asked(report(offense_codes=("13B",), relationship=" se ")).reason == "relationship"


SIGNS = {
    Sign.DOMESTIC: (EXCLUDED, "domestic"),
    Sign.PROTECTION_ORDER: (EXCLUDED, "protection_order"),
    Sign.ADDRESS_CONFIDENTIAL: (EXCLUDED, "address_confidential"),
    Sign.DO_NOT_CALL: (EXCLUDED, "do_not_call_sign"),
    Sign.ATTORNEY: (HELD, "attorney"),
    Sign.HATE_BIAS: (EXCLUDED, "hate_bias"),
    Sign.TRAFFICKING: (EXCLUDED, "trafficking"),
    Sign.HUMAN_SOURCE: (EXCLUDED, "human_source"),
    Sign.INTERNAL_AFFAIRS: (EXCLUDED, "internal_affairs"),
    Sign.OFFICER_INVOLVED: (EXCLUDED, "officer_involved"),
    Sign.UNDERCOVER: (EXCLUDED, "undercover"),
    Sign.GANG: (HELD, "gang"),
    Sign.DECEASED: (EXCLUDED, "deceased"),
    Sign.VICTIM_WITHDREW: (EXCLUDED, "victim_withdrew"),
    Sign.PROSECUTION_DECLINED: (HELD, "prosecution_declined"),
    Sign.ALSO_SUSPECT: (EXCLUDED, "also_suspect"),
    Sign.CAPACITY: (HELD, "capacity"),
    Sign.NEEDS_INTERPRETER: (HELD, "interpreter"),
    Sign.MINOR: (EXCLUDED, "minor_sign"),
    Sign.SERIOUS_INJURY: (HELD, "injury"),
    Sign.SUSPECT_NUMBER: (HELD, "suspect_number"),
    Sign.SUSPECT_ADDRESS: (HELD, "suspect_address"),
    Sign.SUSPECT_SURNAME: (HELD, "suspect_surname"),
    Sign.SHARED_NUMBER: (CALLABLE, "callable"),
    Sign.REPEAT_VICTIM: (HELD, "repeat_sign"),
}


@pytest.mark.parametrize("sign", Sign)
def test_every_sign(sign: Sign) -> None:
    verdict = asked(report(signs=frozenset({sign})))
    assert (verdict.level, verdict.reason) == SIGNS[sign]


@pytest.mark.parametrize("sign", Sign)
def test_an_ok_lifts_a_sign_that_holds_and_no_other(sign: Sign) -> None:
    level, _reason = SIGNS[sign]
    verdict = asked(report(signs=frozenset({sign})), released=ok_until_friday())
    assert verdict.level is (EXCLUDED if level is EXCLUDED else CALLABLE)


def test_the_suspects_number_is_rule_11_and_the_address_rule_12() -> None:
    verdict = asked(report(signs=frozenset({Sign.SUSPECT_ADDRESS, Sign.SUSPECT_NUMBER})))
    assert (verdict.rule_number, verdict.label) == (11, "Number is also the suspect’s")
    assert verdict.sentence == "The number is also given for the suspect."
    assert [one.rule_number for one in verdict.findings if one.kind is FindingKind.HOLDS] == [11, 12]
    assert verdict.releasable_rules == {"suspect_number", "suspect_address"}


def test_a_serious_injury_in_an_assault_is_never_called() -> None:
    facts = report(offense_codes=("13A",), signs=frozenset({Sign.SERIOUS_INJURY}))
    assert asked(facts).reason == "serious_injury"
    assert asked(facts, released=ok_until_friday()).level is EXCLUDED
    assert asked(report(offense_codes=("13A",)), released=ok_until_friday()).level is CALLABLE


TYPES = {
    VictimType.INDIVIDUAL: (CALLABLE, "callable"),
    VictimType.BUSINESS: (HELD, "organization_no_contact"),
    VictimType.FINANCIAL: (HELD, "organization_no_contact"),
    VictimType.GOVERNMENT: (HELD, "organization_no_contact"),
    VictimType.RELIGIOUS: (HELD, "organization_no_contact"),
    VictimType.LAW_OFFICER: (EXCLUDED, "law_officer"),
    VictimType.SOCIETY: (EXCLUDED, "society"),
    VictimType.OTHER: (HELD, "victim_type_open"),
    VictimType.UNKNOWN: (HELD, "victim_type_open"),
}


@pytest.mark.parametrize("kind", VictimType)
def test_every_victim_type(kind: VictimType) -> None:
    verdict = asked(report(victim_type=kind))
    assert (verdict.level, verdict.reason) == TYPES[kind]


@pytest.mark.parametrize("kind", ["B", "F", "G", "R"])
def test_an_organization_with_a_person_to_ask_for_needs_no_age(kind: str) -> None:
    facts = report(victim_type=VictimType(kind), has_contact_name=True, age=None)
    verdict = asked(facts)
    assert verdict.level is CALLABLE
    assert "A named contact" in [one.label for one in verdict.findings]
    assert asked(replace(facts, has_contact_name=False), released=ok_until_friday()).reason == "organization_no_contact"


@pytest.mark.parametrize(
    ("changes", "level", "reason"),
    [
        ({"age": 17}, EXCLUDED, "under_18"),
        ({"age": 18}, CALLABLE, "callable"),
        ({"age": 0}, EXCLUDED, "under_18"),
        ({"age": 79}, CALLABLE, "callable"),
        ({"age": 80}, HELD, "aged_80"),
        ({"age": 120}, HELD, "aged_80"),
        ({"age": 121}, HELD, "age_missing"),
        ({"age": -1}, HELD, "age_missing"),
        ({"age": None}, HELD, "age_missing"),
        ({"age": None, "birth_date": date(2030, 1, 1)}, HELD, "age_missing"),
        ({"age": None, "birth_date": date(1982, 5, 1)}, CALLABLE, "callable"),
        ({"age": None, "birth_date": date(2008, 11, 12)}, CALLABLE, "callable"),  # 18 on the day of the report
        ({"age": None, "birth_date": date(2008, 11, 13)}, EXCLUDED, "under_18"),  # a day short at the report
        ({"age": None, "birth_date": date(1946, 11, 17)}, HELD, "aged_80"),  # 80 today, 79 at the report
        ({"age": None, "birth_date": date(1946, 11, 18)}, CALLABLE, "callable"),
        ({"age": 44, "birth_date": date(1982, 5, 1)}, CALLABLE, "callable"),
        ({"age": 43, "birth_date": date(1982, 5, 1)}, CALLABLE, "callable"),  # a year off is how ages are counted
        ({"age": 30, "birth_date": date(1982, 5, 1)}, HELD, "age_conflict"),
        ({"age": 30, "birth_date": date(2011, 5, 1)}, EXCLUDED, "under_18"),  # the younger one decides
        (
            {"age": None, "birth_date": date(2008, 2, 29), "reported_at": datetime(2026, 2, 28, 9, tzinfo=UTC)},
            EXCLUDED,
            "under_18",
        ),
    ],
)
def test_ages(changes: dict[str, object], level: Level, reason: str) -> None:
    verdict = asked(report(**changes))
    assert (verdict.level, verdict.reason) == (level, reason)


STATUSES = {
    CaseStatus.OPEN_ASSIGNED: "open_assigned",
    CaseStatus.OPEN: "open_assigned",
    CaseStatus.INACTIVE: "callable",
    CaseStatus.CLOSED: "callable",
    CaseStatus.CLEARED: "callable",
    CaseStatus.RECOVERED: "callable",
    CaseStatus.BLANK: "callable",
    CaseStatus.UNKNOWN: "status_unknown",
}


@pytest.mark.parametrize("status", CaseStatus)
def test_every_status_with_a_detective(status: CaseStatus) -> None:
    facts = report(status=status, investigator="Det. Serrano")
    assert asked(facts).reason == STATUSES[status]
    assert asked(facts, released=ok_until_friday()).level is CALLABLE


@pytest.mark.parametrize("status", CaseStatus)
def test_every_status_without_a_detective(status: CaseStatus) -> None:
    expected = "open_assigned" if status is CaseStatus.OPEN_ASSIGNED else "callable"
    assert asked(report(status=status, investigator="  ")).reason == expected


@pytest.mark.parametrize("fact", Screening)
def test_an_unsettled_column_holds_and_no_ok_lifts_it(fact: Screening) -> None:
    facts = report(unsettled=frozenset({fact}))
    for released in (None, ok_until_friday()):
        verdict = asked(facts, released=released)
        assert verdict.level is HELD
        assert not verdict.may_release
    assert (
        asked(facts).reason
        == {
            Screening.DOMESTIC_SIGN: "domestic_unsettled",
            Screening.VICTIM_TYPE: "victim_type_unsettled",
            Screening.CONDITION: "condition_unsettled",
        }[fact]
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"offense_codes": ()}, "offense_unknown"),
        ({"offense_codes": ("120X",)}, "offense_unknown"),
        ({"offense_codes": ("220", "120X")}, "offense_unknown"),
        ({"reported_at": None}, "report_date_missing"),
        ({"reported_precision": "month"}, "report_date_missing"),
        ({"reported_precision": "year"}, "report_date_missing"),
        ({"reported_at": NOW + timedelta(days=2)}, "report_date_ahead"),
        ({"age": None}, "age_missing"),
    ],
)
def test_a_missing_fact_is_named_and_no_ok_replaces_it(changes: dict[str, object], reason: str) -> None:
    for released in (None, ok_until_friday()):
        verdict = asked(report(**changes), released=released)
        assert (verdict.level, verdict.reason) == (HELD, reason)
        assert not verdict.may_release


def test_without_a_number_nobody_is_called() -> None:
    verdict = asked(report(), phones_diallable=False, released=ok_until_friday())
    assert (verdict.level, verdict.reason, verdict.label) == (HELD, "no_number", "No usable number")


@pytest.mark.parametrize(
    ("hours_ago", "precision", "waits_h"),
    [
        (47, "minute", 1),
        (48, "minute", None),
        (47.99, "minute", 0.01),
        (60, "day", 12),  # no time of day: counted from the end of that day
        (72, "day", None),
    ],
)
def test_the_first_call_waits_48_hours(hours_ago: float, precision: str, waits_h: float | None) -> None:
    facts = report(reported_at=NOW - timedelta(hours=hours_ago), reported_precision=precision)
    verdict = asked(facts)
    assert verdict.level is CALLABLE, "waiting with its time, not held"
    expected = None if waits_h is None else NOW + timedelta(hours=waits_h)
    assert verdict.not_before == expected
    if waits_h:
        assert verdict.label == "Reported less than 48 hours ago"


def test_after_60_days_it_is_too_late_and_no_ok_helps() -> None:
    assert asked(report(reported_at=NOW - timedelta(days=60))).level is CALLABLE
    late = report(reported_at=NOW - timedelta(days=60, seconds=1))
    assert asked(late).reason == "too_old"
    assert asked(late, released=ok_until_friday()).level is EXCLUDED
    month = report(reported_at=NOW - timedelta(days=80), reported_precision="month")
    assert asked(month).level is HELD, "the end of that month may be inside the 60 days"
    assert asked(replace(month, reported_at=NOW - timedelta(days=92))).reason == "too_old"


@pytest.mark.parametrize(
    ("as_of", "reason"),
    [
        (NOW.date(), "callable"),
        (NOW.date() - timedelta(days=14), "callable"),
        (NOW.date() - timedelta(days=15), "facts_old"),
        (None, "facts_old"),
        (NOW.date() + timedelta(days=1), "callable"),
    ],
)
def test_facts_age(as_of: date | None, reason: str) -> None:
    verdict = asked(report(), as_of=as_of, released=ok_until_friday())
    assert verdict.reason == reason
    if as_of is not None and reason == "facts_old":
        assert "from November 2." in verdict.sentence


@pytest.mark.parametrize(
    ("person", "level", "reason"),
    [
        (PersonFacts(do_not_contact=True), EXCLUDED, "do_not_contact"),
        (PersonFacts(hard_refusal=True), EXCLUDED, "hard_refusal"),
        (PersonFacts(safety_stop=True), HELD, "safety_stop"),
        (PersonFacts(maybe_same=True), HELD, "maybe_same"),
        (PersonFacts(holds=(CaseHold("with the detective"),)), HELD, "case_hold"),
        (PersonFacts(holds=(CaseHold("later", "26-018902", NOW + timedelta(hours=1)),)), HELD, "case_hold"),
        (PersonFacts(holds=(CaseHold("over", "26-018902", NOW),)), CALLABLE, "callable"),
        (PersonFacts(holds=(CaseHold("another case", "26-000001"),)), CALLABLE, "callable"),
        (PersonFacts(reports_12_months=2), CALLABLE, "callable"),
        (PersonFacts(reports_12_months=3), HELD, "repeat_victim"),
    ],
)
def test_what_the_desk_knows_of_the_person(person: PersonFacts, level: Level, reason: str) -> None:
    verdict = asked(report(), person=person)
    assert (verdict.level, verdict.reason) == (level, reason)
    lifted = asked(report(), person=person, released=ok_until_friday())
    assert lifted.level is (CALLABLE if reason == "repeat_victim" else level)


def test_an_ok_ends_by_itself_needs_a_reason_and_may_name_its_rules() -> None:
    robbed = report(offense_codes=("120",), age=85)
    assert asked(robbed).may_release
    assert asked(robbed, released=ok_until_friday()).level is CALLABLE
    assert asked(robbed, released=ok_until_friday("offense_release")).reason == "aged_80"
    assert asked(robbed, released=ok_until_friday("offense_release", "aged_80")).level is CALLABLE
    assert asked(robbed, released=Release("said so", NOW)).level is HELD
    assert asked(robbed, released=Release("  ", NOW + timedelta(days=1))).level is HELD
    lifted = asked(robbed, released=ok_until_friday())
    assert [one.kind for one in lifted.findings][:2] == [FindingKind.LIFTED, FindingKind.LIFTED]


def test_the_strictest_finding_leads_and_the_rest_is_told() -> None:
    verdict = asked(report(offense_codes=("120",), age=None, signs=frozenset({Sign.DOMESTIC, Sign.GANG})))
    kinds = [one.kind for one in verdict.findings]
    assert verdict.reason == "domestic"
    assert kinds == sorted(kinds, key=list(FindingKind).index)
    assert {one.rule_id for one in verdict.findings if one.kind is FindingKind.HOLDS} == {
        "offense_release",
        "gang",
        "age_missing",
    }
    assert not verdict.may_release


# --- one person on several reports


def person_asked(reports: list[ReportFacts], **changes: object):
    given_: dict[str, object] = {"released": None, "person": PersonFacts(), "as_of": NOW.date(), **changes}
    return judge_person(reports, True, BOOK.rules, NOW, **given_)  # type: ignore[arg-type]


SEVERAL = {
    "fine": report(case_number="26-1"),
    "held": report(case_number="26-2", offense_codes=("120",)),
    "never": report(case_number="26-3", offense_codes=("11A",)),
    "fresh": report(case_number="26-4", reported_at=NOW - timedelta(hours=3)),
    "old": report(case_number="26-5", reported_at=NOW - timedelta(days=300)),
    "old and never": report(case_number="26-6", offense_codes=("11A",), reported_at=NOW - timedelta(days=300)),
}
STRICTNESS = [CALLABLE, HELD, EXCLUDED]


@pytest.mark.parametrize("size", [2, 3])
def test_the_strictest_report_wins_whatever_the_order(size: int) -> None:
    for names in itertools.combinations(SEVERAL, size):
        verdicts = {person_asked([SEVERAL[name] for name in order]) for order in itertools.permutations(names)}
        assert len(verdicts) == 1, names
        counted = [name for name in names if name != "old"]
        worst = max((asked(SEVERAL[name]).level for name in counted), key=STRICTNESS.index)
        assert verdicts.pop().level is worst, names


def test_an_old_report_does_not_speak_for_a_new_one() -> None:
    verdict = person_asked([SEVERAL["old"], SEVERAL["fine"]])
    assert verdict.level is CALLABLE
    assert person_asked([SEVERAL["old"]]).reason == "too_old"
    assert person_asked([SEVERAL["old"], SEVERAL["old"]]).reason == "too_old"
    assert person_asked([SEVERAL["old and never"], SEVERAL["fine"]]).reason == "offense_never"


def test_the_age_of_an_old_report_hides_no_reason_to_ask() -> None:
    """A third report in twelve months is asked about, whatever the age of the first two; so is an old robbery."""
    new, old = report(), report(case_number="26-000001", reported_at=NOW - timedelta(days=200))
    often = PersonFacts(reports_12_months=3)
    given = {"released": None, "as_of": NOW.date()}
    held = judge_person((new, old), True, BOOK.rules, NOW, person=often, **given)  # type: ignore[arg-type]
    assert (held.level, held.reason, held.may_release) == (Level.HELD, "repeat_victim", True)
    robbed = replace(old, offense_codes=("120",))
    held = judge_person((new, robbed), True, BOOK.rules, NOW, person=NOBODY, **given)  # type: ignore[arg-type]
    assert (held.level, held.reason) == (Level.HELD, "offense_release")
    hurt = replace(old, signs=frozenset({Sign.DOMESTIC}))
    never = judge_person((new, hurt), True, BOOK.rules, NOW, person=NOBODY, **given)  # type: ignore[arg-type]
    assert (never.level, never.reason) == (Level.EXCLUDED, "domestic")
    alone = judge_person((old,), True, BOOK.rules, NOW, person=often, **given)  # type: ignore[arg-type]
    assert (alone.level, alone.reason) == (Level.EXCLUDED, "too_old")


def test_the_call_waits_for_the_newest_report() -> None:
    verdict = person_asked([SEVERAL["fine"], SEVERAL["fresh"]])
    assert verdict.not_before == NOW + timedelta(hours=45)


def test_nothing_passes_that_another_report_fails() -> None:
    verdict = person_asked([SEVERAL["fine"], report(case_number="26-9", signs=frozenset({Sign.DOMESTIC}))])
    assert "No domestic sign" not in [one.label for one in verdict.findings]
    assert verdict.findings[0].case_number == "26-9"


def test_nobody_without_a_report_is_called() -> None:
    assert person_asked([]).level is HELD


def test_the_last_call_is_that_of_the_newest_report() -> None:
    newest = SEVERAL["fine"].reported_at
    assert newest is not None
    assert BOOK.rules.last_call([SEVERAL["old"], SEVERAL["fine"]]) == newest + timedelta(days=60)
    assert BOOK.rules.last_call([report(reported_at=None)]) is None


def test_an_offense_may_have_limits_of_its_own() -> None:
    data = json.loads(json.dumps(BOOK.offenses.to_dict()))
    for offense in data["offense"]:
        if offense["code"] == "220":
            offense.update(first_call_h=72, last_call_days=30)
    rules = RuleSet.from_dict(BOOK.rules.to_dict(), OffenseTable.from_dict(data))

    def level_and_wait(days: float, *codes: str) -> tuple[Level, datetime | None]:
        facts = report(offense_codes=codes, reported_at=NOW - timedelta(days=days))
        verdict = judge(facts, True, rules, NOW, released=None, person=PersonFacts(), as_of=NOW.date())
        return verdict.level, verdict.not_before

    assert level_and_wait(2.5, "220") == (CALLABLE, NOW + timedelta(hours=12))
    assert level_and_wait(2.5, "240") == (CALLABLE, None)
    assert level_and_wait(31, "240") == (CALLABLE, None)
    assert level_and_wait(31, "240", "220") == (EXCLUDED, None), "the strictest of several"


def test_a_rule_that_is_not_there_is_our_own_fault() -> None:
    with pytest.raises(DeskBug):
        BOOK.rules.rule("under_19")


# --- properties

signs = st.frozensets(st.sampled_from(Sign), max_size=3)
facts = st.builds(
    report,
    offense_codes=st.lists(st.sampled_from([*sorted(BOOK.offenses.offenses), "120X", ""]), max_size=3).map(tuple),
    reported_at=st.none() | st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    reported_precision=st.sampled_from(["minute", "day", "month", ""]),
    age=st.none() | st.integers(-5, 130),
    birth_date=st.none() | st.dates(date(1900, 1, 1), date(2027, 1, 1)),
    victim_type=st.none() | st.sampled_from(VictimType),
    relationship=st.sampled_from(["", "??", *sorted(RELATIONSHIPS)]),
    signs=signs,
    status=st.sampled_from(CaseStatus),
    investigator=st.sampled_from(["", "Det. Serrano"]),
    has_contact_name=st.booleans(),
    unsettled=st.frozensets(st.sampled_from(Screening), max_size=2),
)
releases = st.none() | st.just(ok_until_friday())


@given(facts, releases, st.booleans(), st.none() | st.dates(date(2026, 10, 1), date(2026, 11, 18)))
def test_a_missing_or_unknown_needed_fact_never_yields_callable(
    facts: ReportFacts, released: Release | None, phones: bool, as_of: date | None
) -> None:
    verdict = asked(facts, released=released, phones_diallable=phones, as_of=as_of)
    known = bool(facts.offense_codes) and all(BOOK.offenses.knows(code) for code in facts.offense_codes)
    organization = facts.victim_type in ("B", "F", "G", "R") and facts.has_contact_name
    aged = facts.age is not None or facts.birth_date is not None or organization
    dated = facts.reported_at is not None and facts.reported_precision in ("minute", "day")
    if not (known and aged and dated and phones and as_of) or facts.unsettled:
        assert verdict.level is not CALLABLE


@given(facts, releases)
def test_what_is_never_called_is_never_called(facts: ReportFacts, released: Release | None) -> None:
    verdict = asked(facts, released=released)
    never = {sign for sign, (level, _reason) in SIGNS.items() if level is EXCLUDED}
    levels = {BOOK.offenses.offense(code).level for code in facts.offense_codes if BOOK.offenses.knows(code)}
    if facts.signs & never or levels & {OffenseLevel.NEVER, OffenseLevel.NOT_APPLICABLE}:
        assert verdict.level is EXCLUDED
    if facts.age is not None and 0 <= facts.age < 18:
        assert verdict.level is EXCLUDED


@given(st.lists(facts, max_size=4), releases, st.randoms())
def test_order_changes_nothing_and_a_report_only_makes_it_stricter(reports, released, random) -> None:
    shuffled = list(reports)
    random.shuffle(shuffled)
    first = person_asked(reports, released=released)
    assert person_asked(shuffled, released=released) == first
    if reports:
        fresh = [one for one in reports if asked(one, released=released).reason != "too_old"]
        levels = [asked(one, released=released).level for one in fresh] or [EXCLUDED]
        assert STRICTNESS.index(first.level) >= max(STRICTNESS.index(level) for level in levels)


@given(facts)
def test_every_answer_carries_its_sentence_and_its_rule(facts: ReportFacts) -> None:
    verdict = asked(facts)
    assert verdict.sentence.endswith(".")
    assert "{" not in verdict.sentence + verdict.label
    assert verdict.rule_version.startswith(BOOK.rules.version)
    if verdict.level is not CALLABLE:
        assert BOOK.rules.rule(verdict.rule_id).number == verdict.rule_number
        assert verdict.reason == verdict.rule_id == verdict.findings[0].rule_id

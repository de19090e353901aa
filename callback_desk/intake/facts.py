"""The facts rules read, out of one row: offense, dates, age, status, signs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Protocol

from callback_desk.domain.incident import CaseStatus, PersonName, ReportFacts, Screening, Sign, VictimType
from callback_desk.intake.ages import age_on, read_age
from callback_desk.intake.dates import DateReader, Moment
from callback_desk.intake.plan import BLANK, Plan
from callback_desk.intake.words import Words, is_null

# What the name of an offense may say of the people in it.
_OF_OFFENSES = frozenset({Sign.DOMESTIC, Sign.HATE_BIAS, Sign.TRAFFICKING, Sign.DECEASED, Sign.OFFICER_INVOLVED})
_OF_HOMES = ("burglary", "animal")


@dataclass(frozen=True, slots=True)
class _Shared:
    codes: tuple[str, ...]
    victim_type: VictimType | None
    victim_type_blank: bool
    relationship: str
    signs: frozenset[Sign]
    status: CaseStatus
    investigator: str
    language: str
    unsettled: frozenset[Screening]
    warnings: tuple[str, ...]


class OffenseLookup(Protocol):
    """What this room asks of the offense table."""

    def match(self, code_text: str, name_text: str = "") -> tuple[str, ...]:
        """NIBRS codes; () when neither code nor name is known."""
        ...

    def status_of(self, status_text: str) -> CaseStatus | None:
        """What an outcome type of the desk's country amounts to; None where there are none."""
        ...


class FactReader:
    """Reads ReportFacts with one plan. Sign columns: blank means no sign; what is unsure is left to a person."""

    def __init__(
        self,
        plan: Plan,
        words: Words,
        offenses: OffenseLookup,
        *,
        reported: DateReader,
        occurred: DateReader,
        born: DateReader,
    ) -> None:
        self._plan = plan
        self._words = words
        self._reported, self._occurred, self._born = reported, occurred, born
        self._match = lru_cache(maxsize=16_384)(offenses.match)
        self._status_of = lru_cache(maxsize=16_384)(offenses.status_of)
        self._shared = lru_cache(maxsize=65_536)(self._read_shared)
        indexes = (
            plan.offense_code,
            plan.offense_name,
            plan.victim_type,
            plan.status,
            plan.investigator,
            plan.relationship,
            plan.language,
            plan.injury,
            plan.condition,
            plan.clearance,
            plan.domestic,
            *plan.flags,
        )
        self._shared_cells: Callable[[Sequence[str]], tuple[str, ...]] = itemgetter(*indexes)
        self._age = lru_cache(maxsize=4_096)(read_age)
        # A flag column may carry its sign in the heading: "Do Not Call" with Y below it.
        self._flag_signs = tuple(words.signs_in(plan.headings[index]) for index in plan.flags)

    def read(self, cells: Sequence[str], name: PersonName, warnings: list[str]) -> ReportFacts | None:
        """Facts of a padded row of trimmed cells; None when a report date is given and cannot be read."""
        plan = self._plan
        reported = self._report_moment(cells)
        if reported is None and not is_null(cells[plan.reported]):
            return None
        occurred = None if plan.occurred == BLANK else self._occurred_moment(cells, warnings)
        if reported is not None:
            if reported.precision == "month":
                warnings.append("month_only")
            if occurred is not None and reported.day < occurred.day and reported.precision != "month":
                warnings.append("report_before_crime")
        birth = None if plan.birth_date == BLANK else self._birth(cells, warnings)
        shared = self._shared(self._shared_cells(cells))
        if shared.warnings:
            warnings += shared.warnings
        signs = shared.signs
        if self._says_minor(cells[plan.age]) or (birth is None and self._says_minor(cells[plan.birth_date])):
            signs |= {Sign.MINOR}
        for index in plan.notes:
            if note := cells[index]:
                signs |= self._words.signs_in(note)
        victim_type = shared.victim_type
        if victim_type is None and name.organization and shared.victim_type_blank:
            victim_type = VictimType.BUSINESS
        return ReportFacts(
            cells[plan.case_number],
            shared.codes,
            cells[plan.offense_name] or cells[plan.offense_code],
            None if reported is None else reported.at,
            "minute" if reported is None else reported.precision,
            None if occurred is None else occurred.at,
            self._age_at_report(cells[plan.age], birth, reported or occurred, warnings),
            birth,
            victim_type,
            shared.relationship,
            signs,
            shared.status,
            cells[plan.status],
            shared.investigator,
            shared.language,
            bool(name.organization and (name.last or name.first)),
            shared.unsettled,
        )

    def _read_shared(self, cells: tuple[str, ...]) -> _Shared:
        """Everything that hangs on columns of few different values: worked out once for each combination."""
        (code, offense, type_text, status_text, investigator_text, relationship_text, *rest) = cells
        (language_text, injury, condition, clearance, domestic, *flags) = rest
        words = self._words
        warnings: list[str] = []
        unsettled = self._plan.unsettled
        victim_type = None if is_null(type_text) else words.victim_type(type_text)
        if victim_type is None and not is_null(type_text):
            unsettled |= {Screening.VICTIM_TYPE}
            warnings.append("victim_type_unknown")
        signs: set[Sign] = set()
        for text, meant in zip(flags, self._flag_signs, strict=True):
            if text and (folded := text.casefold()) not in words.no_words:
                signs |= meant | words.signs_in(folded)
        folded = domestic.casefold()
        if folded in words.unsure_words:
            unsettled |= {Screening.DOMESTIC_SIGN}
            warnings.append("domestic_unsure")
        elif folded not in words.no_words:
            signs.add(Sign.DOMESTIC)
        if condition and (sign := words.condition(condition)) is not None:
            signs.add(sign)
        if injury and words.serious_injury(injury):
            signs.add(Sign.SERIOUS_INJURY)
        if clearance and (sign := words.clearance(clearance)) is not None:
            signs.add(sign)
        signs |= words.signs_in(status_text) & {Sign.VICTIM_WITHDREW, Sign.PROSECUTION_DECLINED}
        signs |= _signs_of_offense(words.signs_in(offense), offense)
        language = words.language(language_text)
        if language is None:
            signs.add(Sign.NEEDS_INTERPRETER)
            warnings.append("language_unknown")
        investigator = words.investigator(investigator_text)
        return _Shared(
            self._match(code, offense) if code or offense else (),
            victim_type,
            is_null(type_text),
            words.relationship(relationship_text),
            frozenset(signs),
            self._status_of(status_text) or words.status(status_text, investigator),
            investigator,
            language or "",
            unsettled,
            tuple(warnings),
        )

    @staticmethod
    def with_signs(facts: ReportFacts, signs: frozenset[Sign]) -> ReportFacts:
        return replace(facts, signs=facts.signs | signs)

    def _says_minor(self, text: str) -> bool:
        """ "Juvenile" instead of an age; a number or a date needs no look."""
        return bool(text) and text[0].isalpha() and self._words.says_minor(text)

    def _report_moment(self, cells: Sequence[str]) -> Moment | None:
        plan = self._plan
        if plan.reported_time != BLANK:
            return self._reported.moment_with_time(cells[plan.reported], cells[plan.reported_time])
        return self._reported.moment(cells[plan.reported])

    def _occurred_moment(self, cells: Sequence[str], warnings: list[str]) -> Moment | None:
        plan = self._plan
        if plan.occurred_time != BLANK:
            moment = self._occurred.moment_with_time(cells[plan.occurred], cells[plan.occurred_time])
        else:
            moment = self._occurred.moment(cells[plan.occurred])
        if moment is None and not is_null(cells[plan.occurred]):
            warnings.append("bad_occurred_date")
        return moment

    def _birth(self, cells: Sequence[str], warnings: list[str]) -> date | None:
        plan = self._plan
        birth = self._born.calendar_day(cells[plan.birth_date])
        if birth is None and not is_null(cells[plan.birth_date]):
            warnings.append("bad_birth_date")
        return birth

    def _age_at_report(
        self, age_text: str, birth: date | None, moment: Moment | None, warnings: list[str]
    ) -> int | None:
        """Age column and birth date; as the column says where they differ by more than a year, for a rule to stop it.

        The rules look at the birth date as well, so that the younger one decides about a child.
        """
        computed = age_on(birth, moment.day) if birth is not None and moment is not None else None
        if not age_text:
            return computed
        stated = self._age(age_text)
        if stated is None:
            if not is_null(age_text) and age_text.strip("0-1"):
                warnings.append("bad_age")
            return computed
        if computed is None:
            return stated
        if abs(stated - computed) > 1:
            warnings.append("age_differs")
            return stated
        return min(stated, computed)


def _signs_of_offense(signs: frozenset[Sign], offense: str) -> frozenset[Sign]:
    """ "Vandalism - domestic violence" says it beside the offense; a domestic burglary is one of a home."""
    found = signs & _OF_OFFENSES
    folded = offense.casefold()
    if Sign.DOMESTIC in found and "violence" not in folded and any(word in folded for word in _OF_HOMES):
        found -= {Sign.DOMESTIC}
    return found

"""The facts rules read, out of one row: offense, dates, age, status, signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Protocol

from callback_desk.domain.incident import PersonName, ReportFacts, Screening, Sign, VictimType
from callback_desk.intake.ages import age_on, read_age
from callback_desk.intake.dates import DateReader, Moment
from callback_desk.intake.plan import BLANK, Plan
from callback_desk.intake.words import Words, is_null

_NO_SIGNS: frozenset[Sign] = frozenset()


class OffenseLookup(Protocol):
    """What this room asks of the offense table."""

    def match(self, code_text: str, name_text: str = "") -> tuple[str, ...]:
        """NIBRS codes; () when neither code nor name is known."""
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
        self._age = lru_cache(maxsize=4_096)(read_age)
        # A flag column may carry its sign in the heading: "Do Not Call" with Y below it.
        self._flag_signs = tuple(words.signs_in(plan.headings[index]) for index in plan.flags)

    def read(self, cells: Sequence[str], name: PersonName, warnings: list[str]) -> ReportFacts | None:
        """Facts of a padded row; None when a report date is given and cannot be read."""
        plan, words = self._plan, self._words
        reported = self._report_moment(cells)
        if reported is None and not is_null(cells[plan.reported].strip()):
            return None
        occurred = self._occurred_moment(cells, warnings)
        if reported is not None:
            if reported.precision == "month":
                warnings.append("month_only")
            if occurred is not None and reported.day < occurred.day and reported.precision != "month":
                warnings.append("report_before_crime")
        birth = self._birth(cells, warnings)
        unsettled = plan.unsettled
        victim_type, unsure = self._victim_type(cells, name, warnings)
        if unsure:
            unsettled |= {Screening.VICTIM_TYPE}
        signs = self._signs(cells)
        if plan.domestic != BLANK and self._domestic_unsure(cells[plan.domestic].strip()):
            unsettled |= {Screening.DOMESTIC_SIGN}
            warnings.append("domestic_unsure")
        language = words.language(cells[plan.language].strip())
        if language is None:
            signs |= {Sign.NEEDS_INTERPRETER}
            warnings.append("language_unknown")
        investigator = words.investigator(cells[plan.investigator].strip())
        status_text = cells[plan.status].strip()
        code_text, name_text = cells[plan.offense_code].strip(), cells[plan.offense_name].strip()
        return ReportFacts(
            cells[plan.case_number].strip(),
            self._match(code_text, name_text) if code_text or name_text else (),
            name_text or code_text,
            None if reported is None else reported.at,
            "minute" if reported is None else reported.precision,
            None if occurred is None else occurred.at,
            self._age_at_report(cells, birth, reported or occurred, warnings),
            birth,
            victim_type,
            words.relationship(cells[plan.relationship].strip()),
            signs,
            words.status(status_text, investigator),
            status_text,
            investigator,
            language or "",
            bool(name.organization and (name.last or name.first)),
            unsettled,
        )

    @staticmethod
    def with_signs(facts: ReportFacts, signs: frozenset[Sign]) -> ReportFacts:
        return replace(facts, signs=facts.signs | signs)

    def _report_moment(self, cells: Sequence[str]) -> Moment | None:
        plan = self._plan
        if plan.reported_time != BLANK:
            return self._reported.moment_with_time(cells[plan.reported], cells[plan.reported_time])
        return self._reported.moment(cells[plan.reported])

    def _occurred_moment(self, cells: Sequence[str], warnings: list[str]) -> Moment | None:
        plan = self._plan
        if plan.occurred == BLANK:
            return None
        if plan.occurred_time != BLANK:
            moment = self._occurred.moment_with_time(cells[plan.occurred], cells[plan.occurred_time])
        else:
            moment = self._occurred.moment(cells[plan.occurred])
        if moment is None and not is_null(cells[plan.occurred].strip()):
            warnings.append("bad_occurred_date")
        return moment

    def _birth(self, cells: Sequence[str], warnings: list[str]) -> date | None:
        plan = self._plan
        if plan.birth_date == BLANK:
            return None
        birth = self._born.calendar_day(cells[plan.birth_date])
        if birth is None and not is_null(cells[plan.birth_date].strip()):
            warnings.append("bad_birth_date")
        return birth

    def _age_at_report(
        self, cells: Sequence[str], birth: date | None, moment: Moment | None, warnings: list[str]
    ) -> int | None:
        """Age column and birth date; the younger when they differ by more than a year: a child is never called."""
        age_text = cells[self._plan.age]
        stated = self._age(age_text) if age_text else None
        if stated is None and not is_null(age_text.strip()) and age_text.strip().strip("0-1").strip():
            warnings.append("bad_age")
        computed = age_on(birth, moment.day) if birth is not None and moment is not None else None
        if stated is None:
            return computed
        if computed is None:
            return stated
        if abs(stated - computed) > 1:
            warnings.append("age_differs")
        return min(stated, computed)

    def _victim_type(
        self, cells: Sequence[str], name: PersonName, warnings: list[str]
    ) -> tuple[VictimType | None, bool]:
        text = cells[self._plan.victim_type].strip()
        if not is_null(text):
            known = self._words.victim_type(text)
            if known is None:
                warnings.append("victim_type_unknown")
            return known, known is None
        return (VictimType.BUSINESS, False) if name.organization else (None, False)

    def _signs(self, cells: Sequence[str]) -> frozenset[Sign]:
        plan, words = self._plan, self._words
        signs = _NO_SIGNS
        for index in plan.notes:
            if cells[index]:
                signs |= words.signs_in(cells[index])
        for index, meant in zip(plan.flags, self._flag_signs, strict=True):
            if (text := cells[index].strip()) and (folded := text.casefold()) not in words.no_words:
                signs |= meant | words.signs_in(folded)
        text = cells[plan.domestic].strip().casefold()
        if text and text not in words.no_words and text not in words.unsure_words:
            signs |= {Sign.DOMESTIC}
        for sign in self._condition_signs(cells):
            signs |= {sign}
        if status_text := cells[plan.status]:
            signs |= words.signs_in(status_text) & {Sign.VICTIM_WITHDREW, Sign.PROSECUTION_DECLINED}
        return signs

    def _condition_signs(self, cells: Sequence[str]) -> list[Sign]:
        plan, words = self._plan, self._words
        found: list[Sign] = []
        if (text := cells[plan.condition].strip()) and (sign := words.condition(text)) is not None:
            found.append(sign)
        if (text := cells[plan.injury].strip()) and words.serious_injury(text):
            found.append(Sign.SERIOUS_INJURY)
        if (text := cells[plan.clearance].strip()) and (sign := words.clearance(text)) is not None:
            found.append(sign)
        return found

    def _domestic_unsure(self, text: str) -> bool:
        return bool(text) and text.casefold() in self._words.unsure_words

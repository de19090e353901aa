"""What several imports said of one person, brought together: signs count on, states are the newest import's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from callback_desk.domain.incident import ReportFacts


def newest_facts(rows: Sequence[tuple[object, int, ReportFacts]]) -> tuple[ReportFacts, ...]:
    """Facts by (case, import), newest import first, each with the state of its case's newest import.

    A case's status and investigator, and what was not settled for its layout, are states: the newest import says
    them, and it fills what an earlier one left blank. Everything else counts on, so that a later, looser row never
    lifts what an earlier one said. Rows of one import keep their own: two rows of one case in one file may differ,
    and the strictest decides.
    """
    newest: dict[object, tuple[int, ReportFacts]] = {}
    found: list[ReportFacts] = []
    for case, batch, facts in rows:
        newest_batch, latest = newest.setdefault(case, (batch, facts))
        found.append(facts if batch == newest_batch else _brought_up_to_date(facts, latest))
    return tuple(found)


def _brought_up_to_date(facts: ReportFacts, latest: ReportFacts) -> ReportFacts:
    born = facts.birth_date is not None or facts.age is not None
    return replace(
        facts,
        offense_codes=facts.offense_codes or latest.offense_codes,
        offense_text=facts.offense_text or latest.offense_text,
        reported_at=facts.reported_at or latest.reported_at,
        reported_precision=facts.reported_precision if facts.reported_at else latest.reported_precision,
        age=facts.age if born else latest.age,
        birth_date=facts.birth_date if born else latest.birth_date,
        victim_type=facts.victim_type or latest.victim_type,
        has_contact_name=facts.has_contact_name or latest.has_contact_name,
        status=latest.status,
        status_text=latest.status_text,
        investigator=latest.investigator,
        unsettled=latest.unsettled,
    )

"""NIBRS in XML (FBI's IEPD 3 to 2025, on NIEM): a `Report` for each incident, zero report or Group B arrest.

A name like `Victim` stands for the victim and, inside associations, for a reference to one: only what lies directly
in the report and carries no `ref` is a victim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from callback_desk.intake.nibrs import (
    Incident,
    Victim,
    age_of,
    age_range,
    incident_rows,
    is_bias,
    relationship_of,
    still_missing,
)
from callback_desk.intake.record_rows import RecordRows
from callback_desk.intake.xml_records import Element, by_id, refs

ROOTS = ("Submission", "Report")
RECORD = "Report"
# What the desk has no use for: drugs, places, messages.
SKIPPED = frozenset({"Substance", "Location", "MessageMetadata"})
_DELETE = "D"


class NibrsReports:
    """Takes the reports of a file one by one; `rows` are the victims of those that still stand at the end."""

    def __init__(self, rows: RecordRows) -> None:
        self.rows = rows
        self.zero_reports = self.group_b_arrests = self.deleted = 0

    def take(self, report: Element) -> None:
        """One `Report`. One without a header or an incident becomes a rejected row at its line."""
        header = report.first("ReportHeader")
        category = header.said("NIBRSReportCategoryCode").upper() if header is not None else ""
        action = header.said("ReportActionCategoryCode").upper() if header is not None else ""
        if category.startswith("ZERO"):
            self.zero_reports += 1
        elif category.startswith("GROUP B"):
            self.group_b_arrests += action != _DELETE
        elif header is None or report.first("Incident") is None:
            self.rows.add_damaged(report.line)
        else:
            incident = _incident(report, header)
            state = self.rows.begin(incident.key if incident.number else f"line {report.line}")
            if action == _DELETE:
                self.deleted += 1
                return
            for line, cells in incident_rows(incident):
                self.rows.add(state, line, cells)

    def findings(self) -> list[tuple[str, str]]:
        counted = (
            ("zero_reports", self.zero_reports),
            ("group_b_arrests", self.group_b_arrests),
            ("records_deleted", self.deleted),
        )
        return [("no_names_in_nibrs", ""), *((code, f"{count:,}") for code, count in counted if count)]


def _incident(report: Element, header: Element) -> Incident:
    incident = report.first("Incident") or report
    ids = by_id(report)
    biases = [bias.text for each in report.all("Offense") for bias in each.all("OffenseFactorBiasMotivationCode")]
    return Incident(
        agency=header.said(
            "ReportingAgency", "OrganizationAugmentation", "OrganizationORIIdentification", "IdentificationID"
        ),
        number=incident.said("ActivityIdentification", "IdentificationID"),
        happened=activity_moment(incident),
        is_report_date=incident.said("IncidentAugmentation", "IncidentReportDateIndicator") in ("true", "1"),
        clearance=incident.said("IncidentAugmentation", "IncidentExceptionalClearanceCode").upper(),
        arrested=bool(report.all("Arrest")),
        biased=any(is_bias(each) for each in biases),
        victims=_victims(report, ids),
        missing=still_missing(
            (item.said("ItemStatus", "ItemStatusCode"), item.said("ItemCategoryNIBRSPropertyCategoryCode"))
            for item in report.all("Item")
        ),
    )


def activity_moment(activity: Element) -> str:
    """ "2016-02-19 10:00", or the day alone. A month beside them is the submission's, not the incident's."""
    for name in ("DateTime", "Date"):
        if said := activity.said("ActivityDate", name):
            return plain_moment(said)
    return ""


def plain_moment(text: str) -> str:
    """xs:dateTime without fractions of a second; an offset stays, and says which zone it is."""
    day, _t, clock = text.partition("T")
    if not clock:
        return day
    seconds, dot, rest = clock.partition(".")
    return f"{day} {seconds}{rest.lstrip('0123456789') if dot else ''}"


def _victims(report: Element, ids: Mapping[str, Element]) -> tuple[Victim, ...]:
    against, known = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for each in report.all("OffenseVictimAssociation"):
        for victim_id in refs(each, "Victim"):
            against[victim_id] += [
                code
                for offense_id in refs(each, "Offense")
                if offense_id in ids and (code := ids[offense_id].said("OffenseUCRCode"))
            ]
    for each in report.all("SubjectVictimAssociation"):
        for victim_id in refs(each, "Victim"):
            known[victim_id] += [relationship_of(said.text) for said in each.all("VictimToSubjectRelationshipCode")]
    found = []
    for victim in report.all("Victim"):
        if "ref" in victim.attributes or not victim.children:
            continue
        own_id = victim.attributes.get("id", "")
        person = ids.get(next(iter(refs(victim, "RoleOfPerson")), ""))
        injuries = (injury.said("InjuryCategoryCode") for injury in victim.all("VictimInjury"))
        found.append(
            Victim(
                victim.line,
                victim.said("VictimCategoryCode").upper(),
                age_of_person(person) if person is not None else "",
                _distinct(against[own_id]),
                _distinct(known[own_id]),
                _distinct(injuries),
            )
        )
    return tuple(found)


def age_of_person(person: Element) -> str:
    """The age as a number, a range "25-30" or NIBRS's NN NB BB 00; "" when it is not given."""
    for measure in person.all("PersonAgeMeasure"):
        for value in ("MeasureIntegerValue", "MeasurePointValue", "MeasureValueText", "MeasureText"):
            if said := measure.said(value):
                return age_of(said)
        for several in ("MeasureIntegerRange", "MeasureRangeValue"):
            youngest = measure.said(several, "RangeMinimumIntegerValue") or measure.said(several, "RangeMinimumValue")
            oldest = measure.said(several, "RangeMaximumIntegerValue") or measure.said(several, "RangeMaximumValue")
            if youngest or oldest:
                return age_range(youngest or oldest, oldest)
    return ""


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))

"""The NIBRS flat file: one segment a line, fixed columns, levels 0 to 7 (FBI, NIBRS Technical Specification).

Columns are those of the specification, counted from 1: 1-4 length, 5 level, 6 action, 7-12 month and year of the
submission, 13-16 city indicator, 17-25 ORI, 26-37 incident number, then the data of the level.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from callback_desk.intake import refusals
from callback_desk.intake.content import Content
from callback_desk.intake.limits import Limits
from callback_desk.intake.nibrs import (
    HEADINGS,
    Incident,
    Victim,
    age_of,
    incident_rows,
    is_bias,
    relationship_of,
    still_missing,
)
from callback_desk.intake.raw import Container, Source
from callback_desk.intake.record_rows import RecordRows

# Single bytes, so that a column is a byte whatever wrote the file; nothing of these columns is a name.
_ENCODING = "cp1252"
_TICK_LINES = 10_000
_LONGEST_LINE = 4_096  # the longest segment has 401 characters
_SEGMENT = re.compile(r"\d{4}[0-7][A-Z ]")
_END_OF_FILE = "\x1a"
_DELETE = "D"
_NOT_ABOUT_VICTIMS = frozenset("5")  # offenders
_ZERO_REPORT, _ADMINISTRATIVE, _OFFENSE, _PROPERTY, _VICTIM, _ARREST, _GROUP_B = "0", "1", "2", "3", "4", "6", "7"
_THINGS, _EACH_THING = 10, 19  # of a property segment: data elements 15 to 17, two, nine and eight columns


@dataclass(slots=True)
class _Report:
    """The segments of one incident as they go by."""

    state: int
    agency: str
    number: str
    happened: str = ""
    is_report_date: bool = False
    clearance: str = ""
    arrested: bool = False
    biased: bool = False
    victims: dict[str, Victim] = field(default_factory=dict)
    property: list[tuple[str, str]] = field(default_factory=list)

    def incident(self) -> Incident:
        return Incident(
            self.agency,
            self.number,
            self.happened,
            self.is_report_date,
            self.clearance,
            self.arrested,
            self.biased,
            tuple(self.victims.values()),
            still_missing(self.property),
        )


def open_nibrs_flat(content: Content, limits: Limits, tick: Callable[[float], None] = lambda _share: None) -> Source:
    """A NIBRS flat file as a table, one row for each victim and offense. Raises ImportRefused (E09, E23, E28)."""
    reading = _Reading(RecordRows(HEADINGS, limits))
    for number, line in _lines(content, tick):
        reading.take(number, line)
    reading.close()
    if content.moved():
        raise refusals.changed_while_reading()
    return reading.rows.source(Container.NIBRS_FLAT, encoding=_ENCODING, findings=reading.findings())


def _lines(content: Content, tick: Callable[[float], None]) -> Iterator[tuple[int, str]]:
    number = 0
    with content.open() as file:
        while line := file.readline(_LONGEST_LINE + 1):
            if len(line) > _LONGEST_LINE:
                raise refusals.line_too_long(number + 1, _LONGEST_LINE)
            number += 1
            if number % _TICK_LINES == 0:
                if file.tell() > content.size_bytes:  # it grows, perhaps for ever
                    raise refusals.changed_while_reading()
                tick(file.tell() / max(1, content.size_bytes))
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            yield number, line.decode(_ENCODING, "replace").rstrip("\r\n")


class _Reading:
    def __init__(self, rows: RecordRows) -> None:
        self.rows = rows
        self._report: _Report | None = None
        self._zero_reports = self._group_b = self._deleted = 0

    def take(self, number: int, line: str) -> None:
        """One line of the file. A line that is no segment, or not as long as it says, becomes a rejected row."""
        text = line.rstrip()
        if not text.strip(_END_OF_FILE):
            return
        if not _SEGMENT.match(line) or len(text) > int(line[:4]):
            self.rows.add_damaged(number)
            return
        # Programs cut the blanks off the ends of lines: what is missing up to the stated length is blank.
        segment = text.ljust(int(line[:4]))
        level, action = segment[4], segment[5]
        if level in _NOT_ABOUT_VICTIMS:
            return
        if level == _ZERO_REPORT:
            self._zero_reports += 1
        elif level == _GROUP_B:
            self._group_b += action != _DELETE
        elif not _cut(segment, 17, 25) or not _cut(segment, 26, 37):
            self.rows.add_damaged(number)
        elif level == _ADMINISTRATIVE:
            self._begin(segment, deleted=action == _DELETE)
        else:
            self._add(number, segment)

    def _begin(self, segment: str, *, deleted: bool) -> None:
        self.close()
        agency, number = _cut(segment, 17, 25), _cut(segment, 26, 37)
        state = self.rows.begin(f"{agency}|{number}")
        self._deleted += deleted
        if not deleted:
            day, hour = _cut(segment, 38, 45), _cut(segment, 47, 48)
            self._report = _Report(
                state, agency, number, _moment(day, hour), segment[45:46] == "R", _cut(segment, 49, 49)
            )

    def _add(self, number: int, segment: str) -> None:
        agency, incident = _cut(segment, 17, 25), _cut(segment, 26, 37)
        report = self._report
        if report is None or (report.agency, report.number) != (agency, incident):
            self.close()
            report = self._report = _Report(self.rows.state_of(f"{agency}|{incident}"), agency, incident)
        level, action = segment[4], segment[5]
        if level == _OFFENSE:
            biases = segment[61:71].rstrip()  # five of two columns
            report.biased = report.biased or any(is_bias(biases[at : at + 2]) for at in range(0, len(biases), 2))
        elif level == _PROPERTY:
            state = _cut(segment, 38, 38)
            starts = range(39, 39 + _THINGS * _EACH_THING, _EACH_THING)
            report.property += [(state, kind) for start in starts if (kind := _cut(segment, start, start + 1))]
        elif level == _ARREST:
            report.arrested = report.arrested or action != _DELETE
        elif level == _VICTIM:
            victim = _cut(segment, 38, 40)
            if action == _DELETE and victim in report.victims:
                del report.victims[victim]
            elif action == _DELETE or len(segment) < 71 or not _cut(segment, 71, 71):
                self.rows.add_damaged(number)
            else:
                # A number given twice in one report is a mistake of the file: both stay, so that nobody is lost.
                same = victim in report.victims and action != "M"
                report.victims[f"{victim}/{number}" if same else victim] = _victim(number, segment)

    def close(self) -> None:
        """The incident is complete: its victims become rows."""
        if self._report is not None:
            for line, cells in incident_rows(self._report.incident()):
                self.rows.add(self._report.state, line, cells)
        self._report = None

    def findings(self) -> list[tuple[str, str]]:
        counted = (
            ("zero_reports", self._zero_reports),
            ("group_b_arrests", self._group_b),
            ("records_deleted", self._deleted),
        )
        return [("no_names_in_nibrs", ""), *((code, f"{count:,}") for code, count in counted if count)]


def _victim(number: int, segment: str) -> Victim:
    codes, tied = segment[40:70].rstrip(), segment[89:129].rstrip()
    offenses = (codes[start : start + 3].strip() for start in range(0, len(codes), 3))
    # Ten times the offender's number and the relationship, two columns each.
    relationships = (relationship_of(tied[start + 2 : start + 4]) for start in range(0, len(tied), 4))
    return Victim(
        number,
        _cut(segment, 71, 71),
        age_of(_cut(segment, 72, 75)),
        tuple(dict.fromkeys(each for each in offenses if each)),
        tuple(dict.fromkeys(each for each in relationships if each)),
        tuple(dict.fromkeys(segment[84:89].replace(" ", ""))),
    )


def _cut(segment: str, first: int, last: int) -> str:
    """Columns counted from 1, both included, without the blanks around them."""
    return segment[first - 1 : last].strip()


def _moment(day: str, hour: str) -> str:
    """ "20190713", "14" as "2019-07-13 14:00"; an hour that is blank leaves the day."""
    if re.fullmatch(r"\d{8}", day) is None:
        return day
    text = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return f"{text} {hour}:00" if re.fullmatch(r"[01]\d|2[0-3]", hour) else text

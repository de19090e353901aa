"""What leaves the desk: numbers, states, steps, and which line stood under which number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from callback_desk.domain.call import CallResult, CallState
from callback_desk.domain.errors import NotFound
from callback_desk.domain.exports import (
    ExportFilter,
    ExportKind,
    ExportState,
    ExportStep,
    Means,
    NewExport,
    Purpose,
    Series,
    SheetCase,
    SheetPoint,
    StepKind,
    Unfinished,
)
from callback_desk.domain.ids import CallId, ExportId, OperationId, RecipientId
from callback_desk.domain.incident import ReportFacts
from callback_desk.domain.people import Recipient
from callback_desk.domain.tip import Correction, NewTip, Sureness, TipKind, TipSource
from callback_desk.storage.store import SqlStorage
from callback_desk.storage.unit_of_work import SqlUnitOfWork
from tests.storage.at_hand import MONDAY, SCRIPT, People, Person, new_batch, new_script, new_staff

MINUTE = timedelta(minutes=1)
SHA = "b" * 64
SHEET = NewExport(
    kind=ExportKind.LEAD_SHEET,
    number="LS-2026-0001",
    by="Pat Ruiz",
    at=MONDAY,
    means=Means.SAVE,
    purpose=Purpose.INVESTIGATION,
    recipient="Det. Hale",
    case_numbers=("26-2",),
    records=1,
    target="sheet.pdf",
)


def _line(ordinal: int, text: str) -> NewTip:
    return NewTip(ordinal, text, MONDAY, TipKind.CAMERA, TipSource.SAW, "herself", Sureness.VERY)


class Signed:
    """A signed call that brought two lines about the newer of two reports."""

    def __init__(self, unit: SqlUnitOfWork) -> None:
        new_script(unit)
        staff = new_staff(unit)
        facts = (
            ReportFacts(case_number="26-1", reported_at=MONDAY - timedelta(days=9)),
            ReportFacts(case_number="26-2", reported_at=MONDAY - timedelta(days=3)),
        )
        self.person: Person = People(unit, new_batch(unit)).add(facts=facts)
        self.case = self.person.cases[1]
        unit.queue.claim(self.person.callback, staff, MONDAY, MONDAY + MINUTE)
        attempt = unit.calls.add_attempt(self.person.callback, self.person.phones[0], staff, MONDAY, OperationId("1"))
        self.call = unit.calls.open_call(attempt, self.person.callback, SCRIPT, MONDAY, "en")
        lines = (_line(1, "A camera looks at the alley."), _line(2, "The bicycle is green."))
        unit.calls.finish(self.call, CallResult("talked_all", tips=lines), MONDAY)
        unit.calls.put_state(self.call, CallState.SIGNED, MONDAY)
        self.tips = unit.calls.tips(self.call)
        self.recipient = unit.recipients.add(Recipient(RecipientId(0), "Det. Hale"))

    def send(self, unit: SqlUnitOfWork, number: str, *, copy: int = 1) -> ExportId:
        """A sheet of both lines as they stand now, which has left."""
        points = tuple(SheetPoint(n, tip.id, len(tip.corrections)) for n, tip in enumerate(self.now(unit), start=1))
        planned = replace(SHEET, number=number, copy=copy, recipient_id=self.recipient)
        export_id = unit.exports.start(planned)
        unit.exports.put_sheet(export_id, SheetCase(self.case, (self.call,)), points)
        unit.exports.made(export_id, MONDAY, sha256=SHA, pages=1, size_bytes=9_000)
        unit.exports.done(export_id, MONDAY + MINUTE)
        return export_id

    def now(self, unit: SqlUnitOfWork):
        return unit.calls.tips(self.call)


@pytest.fixture
def signed(storage: SqlStorage) -> Signed:
    with storage.write() as unit:
        made = Signed(unit)
        unit.commit()
    return made


def test_each_series_counts_its_own_numbers_by_year(storage: SqlStorage) -> None:
    with storage.write() as unit:
        numbers = unit.exports
        assert numbers.next_number(Series.LEAD_SHEETS, 2026) == "LS-2026-0001"
        assert numbers.next_number(Series.DOCUMENTS, 2026) == "DC-2026-0001"
        assert numbers.next_number(Series.LEAD_SHEETS, 2026) == "LS-2026-0002"
        assert numbers.next_number(Series.LEAD_SHEETS, 2027) == "LS-2027-0001"


def test_a_document_is_started_made_and_done_and_nothing_else(storage: SqlStorage) -> None:
    with storage.write() as unit:
        exports = unit.exports
        one = exports.start(SHEET)
        assert exports.unfinished() == (Unfinished(one, "sheet.pdf", ""),)
        assert exports.unfinished(MONDAY) == ()
        with pytest.raises(NotFound):
            exports.done(one, MONDAY)  # its hash is not on record yet
        exports.made(one, MONDAY, sha256=SHA, pages=2, size_bytes=9_000)
        assert exports.unfinished(MONDAY + MINUTE) == (Unfinished(one, "sheet.pdf", SHA),)
        exports.done(one, MONDAY + MINUTE)
        for again in (exports.done, exports.dropped):
            with pytest.raises(NotFound):
                again(one, MONDAY)
        line = exports.get(one)
        assert (line.planned, line.state, line.sha256, line.pages) == (SHEET, ExportState.DONE, SHA, 2)
        assert (line.made_at, line.ended_at, line.left_at) == (MONDAY, MONDAY + MINUTE, MONDAY + MINUTE)
        assert (line.case_number, line.recipient, line.step) == ("26-2", "Det. Hale", None)
        with pytest.raises(NotFound):
            exports.get(ExportId(99))


def test_a_number_and_a_copy_leave_once_and_a_dropped_one_may_be_made_again(storage: SqlStorage) -> None:
    with storage.write() as unit:
        exports = unit.exports
        exports.dropped(exports.start(SHEET), MONDAY)
        assert exports.next_copy(SHEET.number) == 1
        exports.start(SHEET)
        assert exports.next_copy(SHEET.number) == 2
        with pytest.raises(IntegrityError):
            exports.start(SHEET)


def test_steps_are_entered_for_what_left_and_the_newest_is_seen(storage: SqlStorage, signed: Signed) -> None:
    with storage.write() as unit:
        exports = unit.exports
        begun = exports.start(replace(SHEET, number="LS-2026-0009"))
        printed = ExportStep(begun, MONDAY, "Pat Ruiz", StepKind.PRINTED, pages=2)
        with pytest.raises(NotFound):
            exports.add_step(printed)
        sheet = signed.send(unit, "LS-2026-0001")
        steps = (
            replace(printed, export_id=sheet),
            ExportStep(sheet, MONDAY, "Pat Ruiz", StepKind.ATTACHED, whom="Det. Hale", on_day=date(2026, 11, 17)),
        )
        for step in steps:
            exports.add_step(step)
        assert exports.steps(sheet) == steps
        assert exports.get(sheet).step is StepKind.ATTACHED


def test_documents_are_found_newest_first_by_time_kind_and_words(storage: SqlStorage) -> None:
    with storage.write() as unit:
        exports = unit.exports
        sheet = exports.start(SHEET)
        card = exports.start(
            replace(SHEET, kind=ExportKind.DESK_CARD, number="DC-2026-0001", at=MONDAY + MINUTE, case_numbers=())
        )
        found = {
            ExportFilter(): [card, sheet],
            ExportFilter(until=MONDAY + MINUTE): [sheet],
            ExportFilter(since=MONDAY + MINUTE): [card],
            ExportFilter(kinds=frozenset({ExportKind.LEAD_SHEET})): [sheet],
            ExportFilter(words="hale ls-2026"): [sheet],
            ExportFilter(words="26-2"): [sheet],
            ExportFilter(words="%"): [],
            ExportFilter(done_only=True): [],
        }
        for wanted, ids in found.items():
            assert [line.id for line in exports.lines(wanted)] == ids, wanted
        assert [line.id for line in exports.lines(ExportFilter(), limit=1)] == [card]


def test_a_signed_line_waits_until_a_sheet_tells_it_as_it_stands_now(storage: SqlStorage, signed: Signed) -> None:
    with storage.write() as unit:
        waiting = unit.calls.signed_without_packet
        ((line, number),) = waiting()
        assert (line.call_id, number, line.new_count) == (signed.call, "26-2", 2)
        assert waiting(only=[signed.call]) == waiting() and waiting(only=[CallId(signed.call + 1)]) == ()
        sheet = signed.send(unit, "LS-2026-0001")
        assert waiting() == ()
        assert unit.exports.about(sheet) == SheetCase(signed.case, (signed.call,))
        assert [(one.number, one.tip_id) for one in unit.exports.points(sheet)] == [
            (1, signed.tips[0].id),
            (2, signed.tips[1].id),
        ]
        unit.calls.add_correction(signed.tips[1].id, Correction(MONDAY, "Pat Ruiz", "It is blue.", "misheard"))
        assert len(waiting()) == 1
        copy = signed.send(unit, "LS-2026-0001", copy=2)
        assert waiting() == ()
        assert [one.id for one in unit.exports.sheets_of(signed.case, signed.recipient)] == [copy, sheet]
        assert [one.planned.copy for one in unit.exports.lines(ExportFilter(words="LS-2026-0001"))] == [2, 1]
        unit.exports.add_step(ExportStep(copy, MONDAY, "Pat Ruiz", StepKind.WITHDRAWN, note="wrong unit"))
        assert len(waiting()) == 1
        assert [one.id for one in unit.exports.sheets_of(signed.case, signed.recipient)] == [sheet]
        assert unit.exports.sheets_of(signed.person.cases[0], signed.recipient) == ()


def test_a_line_moved_to_another_report_wants_a_sheet_there(storage: SqlStorage, signed: Signed) -> None:
    with storage.write() as unit:
        signed.send(unit, "LS-2026-0001")
        unit.calls.choose_case(signed.tips[0].id, signed.person.cases[0], "Pat Ruiz", MONDAY)
        assert [number for _line, number in unit.calls.signed_without_packet()] == ["26-1"]


def test_what_is_no_lead_sheet_has_no_case(storage: SqlStorage) -> None:
    with storage.write() as unit, pytest.raises(NotFound):
        unit.exports.about(unit.exports.start(SHEET))


def test_a_call_without_news_waits_for_a_page_for_each_report_that_was_here(storage: SqlStorage) -> None:
    with storage.write() as unit:
        new_script(unit)
        staff = new_staff(unit)
        facts = (
            ReportFacts(case_number="26-1", reported_at=MONDAY - timedelta(days=9)),
            ReportFacts(case_number="26-2", reported_at=MONDAY - timedelta(days=3)),
        )
        person = People(unit, new_batch(unit)).add(facts=facts)
        unit.queue.claim(person.callback, staff, MONDAY, MONDAY + MINUTE)
        attempt = unit.calls.add_attempt(person.callback, person.phones[0], staff, MONDAY, OperationId("1"))
        call = unit.calls.open_call(attempt, person.callback, SCRIPT, MONDAY, "en")
        about_first = _line(1, "A camera looks at the alley.")
        unit.calls.finish(call, CallResult("talked_all", tips=(about_first,)), MONDAY)

        def waiting() -> list[str]:
            return [line.case_number for line in unit.calls.without_news(MONDAY - timedelta(days=1))]

        assert waiting() == [], "nobody signed it off"
        unit.calls.put_state(call, CallState.SIGNED, MONDAY)
        assert waiting() == ["26-1"], "the line is about the newer report"
        (tip,) = unit.calls.tips(call)
        unit.calls.choose_case(tip.id, person.cases[0], "Pat Ruiz", MONDAY)
        assert waiting() == ["26-2"]
        assert unit.calls.without_news(MONDAY + MINUTE) == (), "too long ago"
        page = unit.exports.start(replace(SHEET, kind=ExportKind.NO_NEWS_PAGE, number="DC-2026-0001"))
        unit.calls.put_no_news_told(page, unit.calls.without_news(MONDAY))
        assert waiting() == ["26-2"], "it has not left yet"
        unit.exports.made(page, MONDAY, sha256=SHA, pages=1, size_bytes=9_000)
        unit.exports.done(page, MONDAY + MINUTE)
        assert waiting() == []
        unit.exports.add_step(ExportStep(page, MONDAY, "Pat Ruiz", StepKind.WITHDRAWN, note="wrong unit"))
        assert waiting() == ["26-2"]
        later = People(unit, new_batch(unit)).add(facts=(ReportFacts(case_number="26-9", reported_at=MONDAY),))
        assert later.callback != person.callback and waiting() == ["26-2"], "nobody spoke with them"

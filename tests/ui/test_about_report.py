"""Which report a line is about: asked under Review where a person has several, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from callback_desk.domain.call import CallState
from callback_desk.domain.ids import CallbackId, CallId, CaseId, TipId
from callback_desk.domain.incident import PersonName
from callback_desk.domain.tip import NewTip, Tip
from callback_desk.domain.views import CaseRef, ReviewCall
from callback_desk.ui.review.call_sheet import CallSheet
from callback_desk.ui.review.sound_panel import SoundPanel

NOW = datetime(2026, 11, 16, 16, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/Chicago")
THEFT = CaseRef(CaseId(1), "26-000777", "Car theft", ("240",), "4", NOW - timedelta(days=20), "")
BURGLARY = CaseRef(CaseId(2), "26-000001", "Burglary", ("220",), "4", NOW - timedelta(days=9), "")


def _tip(place: int, text: str) -> Tip:
    return Tip(TipId(place), CallId(5), CaseId(2), NewTip(place, text, NOW))


CALL = ReviewCall(
    call_id=CallId(5),
    callback_id=CallbackId(3),
    name=PersonName("Ida", last="Quist"),
    cases=(THEFT, BURGLARY),
    volunteer="Ruth Keller",
    started_at=NOW - timedelta(minutes=12),
    ended_at=NOW,
    state=CallState.REVIEW,
    outcome="talked_all",
    note="",
    script_title="Property crime",
    script_version="4",
    language="en",
    tips=(_tip(1, "A silver van"), _tip(2, "A doorbell camera")),
    checks=(),
    concerns=(),
    wants_statement=False,
    phone="",
    phone_kind="",
    safe_sentence="",
)


def _said(call: ReviewCall, *places: int) -> ReviewCall:
    return replace(call, tips=tuple(replace(tip, case_chosen=tip.id in places) for tip in call.tips))


@pytest.fixture
def sheet(qtbot: QtBot) -> CallSheet:
    made = CallSheet()
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    return made


def test_every_line_asks_which_report_and_nothing_is_chosen_beforehand(sheet: CallSheet, qtbot: QtBot) -> None:
    sheet.show_call(CALL, NOW, ZONE)
    van, camera = (line.about for line in sheet.lines)
    assert van is not None and camera is not None
    assert (van.value, camera.value) == (0, 0)
    words = [van.combo.itemText(index) for index in range(van.combo.count())]
    assert words == [
        "Choose the report",
        "26-000777, Car theft, October 27",
        "26-000001, Burglary, November 7",
    ]
    assert "A silver van" in van.combo.accessibleName()
    with qtbot.waitSignal(sheet.case_chosen) as told:
        camera.combo.setCurrentIndex(1)
        camera.combo.activated.emit(1)
    assert told.args == [2, 1]


def test_the_focus_goes_on_to_the_next_line_that_has_none(sheet: CallSheet) -> None:
    sheet.show_call(CALL, NOW, ZONE)
    assert sheet.lines[0].about is not None
    sheet.lines[0].about.combo.setFocus()
    sheet.show_call(_said(CALL, 1), NOW, ZONE)
    first, second = (line.about for line in sheet.lines)
    assert first is not None and second is not None
    assert (first.value, first.combo.count()) == (2, 2)
    assert second.combo.hasFocus()


def test_one_report_asks_nothing_and_a_signed_line_only_says_it(sheet: CallSheet) -> None:
    sheet.show_call(replace(CALL, cases=(BURGLARY,)), NOW, ZONE)
    assert all(line.about is None for line in sheet.lines)
    signed = tuple(replace(tip, signed_at=NOW, signed_by="Pat Ruiz", case_chosen=True) for tip in CALL.tips)
    sheet.show_call(replace(CALL, tips=signed, state=CallState.SIGNED), NOW, ZONE)
    assert all(line.about is None for line in sheet.lines)


@pytest.mark.parametrize(
    ("call", "may"),
    [
        (CALL, False),
        (_said(CALL, 1), False),
        (_said(CALL, 1, 2), True),
        (replace(CALL, cases=(BURGLARY,)), True),
        (replace(CALL, tips=()), True),
        (replace(_said(CALL, 1, 2), own=True), False),
    ],
)
def test_signing_off_waits_until_each_line_has_its_report(qtbot: QtBot, call: ReviewCall, may: bool) -> None:
    panel = SoundPanel()
    qtbot.addWidget(panel)
    panel.show_call(call)
    assert panel.sign.isEnabled() is may
    waits = not may and not call.own
    assert ("which report" in panel.after.text()) is waits

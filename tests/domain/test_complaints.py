"""The clock of a complaint, and to whom it may go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from callback_desk.domain.complaints import Step, clock_of, counts_of, why_not_to
from callback_desk.domain.concerns import Concern, ConcernKind, NewConcern
from callback_desk.domain.ids import CallbackId, CallId, ConcernId, RecipientId
from callback_desk.domain.people import Recipient

CHICAGO = ZoneInfo("America/Chicago")
LATE_EVENING = datetime(2026, 11, 18, 4, 30, tzinfo=UTC)  # 10:30 PM of the 17th at the desk
TOLD = Concern(
    ConcernId(1),
    CallbackId(1),
    CallId(1),
    LATE_EVENING,
    "Ruth Keller",
    NewConcern(ConcernKind.COMPLAINT, "He laughed."),
)
HANDED = replace(TOLD, routed_to="Professional Standards", routed_at=LATE_EVENING + timedelta(hours=12))


@pytest.mark.parametrize(
    ("concern", "later", "step", "due", "late"),
    [
        (TOLD, timedelta(hours=1), Step.HAND_OVER, date(2026, 11, 17), 0),
        (TOLD, timedelta(hours=2), Step.HAND_OVER, date(2026, 11, 17), 1),  # midnight at the desk, not in UTC
        (HANDED, timedelta(days=7), Step.ACKNOWLEDGE, date(2026, 11, 25), 0),
        (HANDED, timedelta(days=9), Step.ACKNOWLEDGE, date(2026, 11, 25), 1),
        (replace(HANDED, acknowledged_at=LATE_EVENING), timedelta(days=90), Step.ACKNOWLEDGED, None, 0),
    ],
)
def test_the_clock_counts_days_at_the_desk(
    concern: Concern, later: timedelta, step: Step, due: date | None, late: int
) -> None:
    found = clock_of(concern, LATE_EVENING + later, CHICAGO)
    assert (found.step, found.due, found.late) == (step, due, late)


def test_counts_for_the_board() -> None:
    taken_back = replace(TOLD, said=replace(TOLD.said, withdrawn=True))
    later = LATE_EVENING + timedelta(days=20)
    found = counts_of([TOLD, HANDED, taken_back, replace(TOLD, raised_at=later)], later, CHICAGO)
    assert (found.to_hand_over, found.oldest, found.days_late) == (2, LATE_EVENING, 20)
    assert found.not_acknowledged == 1
    assert counts_of([HANDED], LATE_EVENING, CHICAGO).not_acknowledged == 0, "the office has a week"
    assert counts_of([], later, CHICAGO).oldest is None


DETECTIVE = Recipient(RecipientId(1), "Det. Paul Serrano", "Property Crimes")
TRAY = Recipient(RecipientId(2), "Property Crimes in-tray")
OFFICE = Recipient(RecipientId(3), "Professional Standards", complaints=True)
LINE = ("Det. Ann Moss", "Ruth Keller", "")


@pytest.mark.parametrize(
    ("name", "recipients", "says"),
    [
        ("Professional Standards", (DETECTIVE, OFFICE), ""),
        (" professional   standards ", (OFFICE,), ""),
        ("The chief", (DETECTIVE, OFFICE), "goes to Professional Standards, and to nobody else"),
        ("Det. Paul Serrano", (DETECTIVE, OFFICE), "nobody else"),
        ("Internal Affairs", (DETECTIVE, TRAY), ""),  # no office is entered: any name but the line's
        ("det. ann moss", (DETECTIVE,), "never goes to the people it may be about"),
        ("Ruth Keller", (), "never goes to the people it may be about"),
        ("PROPERTY CRIMES IN-TRAY", (TRAY,), "where lead sheets go"),
        ("  ", (), "Type who receives it"),
    ],
)
def test_a_complaint_never_goes_to_the_line(name: str, recipients: tuple[Recipient, ...], says: str) -> None:
    found = why_not_to(name, recipients, LINE)
    assert bool(found) is bool(says)
    assert says in found

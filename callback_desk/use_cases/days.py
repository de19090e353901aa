"""Days and hours in the desk's own zone; durations stay in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo

from callback_desk.domain.rule_dates import said
from callback_desk.use_cases.desk import Work


def start_of_day(work: Work) -> datetime:
    """Midnight that began today at the desk, UTC."""
    local = work.now.astimezone(work.desk.zone)
    return datetime.combine(local.date(), time(0), work.desk.zone).astimezone(UTC)


def end_of_day(work: Work) -> datetime:
    """Midnight that ends today at the desk, UTC."""
    local = work.now.astimezone(work.desk.zone)
    return datetime.combine(local.date() + timedelta(days=1), time(0), work.desk.zone).astimezone(UTC)


def day_in_words(at: datetime, zone: tzinfo) -> str:
    """The day of a moment by the desk's clock, as it stands on paper: November 22, 2026."""
    return said(at.astimezone(zone).date())

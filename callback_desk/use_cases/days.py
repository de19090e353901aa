"""Days and hours in the desk's own zone; durations stay in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from callback_desk.use_cases.desk import Work


def start_of_day(work: Work) -> datetime:
    """Midnight that began today at the desk, UTC."""
    local = work.now.astimezone(work.desk.zone)
    return datetime.combine(local.date(), time(0), work.desk.zone).astimezone(UTC)


def end_of_day(work: Work) -> datetime:
    """Midnight that ends today at the desk, UTC."""
    local = work.now.astimezone(work.desk.zone)
    return datetime.combine(local.date() + timedelta(days=1), time(0), work.desk.zone).astimezone(UTC)

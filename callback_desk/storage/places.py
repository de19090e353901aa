"""Where all numbers of a person are, as a number on the callback: the claim passes by whole places where it is night.

Plain driver SQL: the import's own process starts without SQLAlchemy. A place that says too much is only asked about in
vain; one that lacks a number would keep somebody from being called, so whatever gives a person a number calls `renew`.
"""

from __future__ import annotations

from callback_desk.storage.columns import strings
from callback_desk.storage.name_words import Driver

_MOST = 2  # different writings of zones; whoever has more is asked about one by one
_BETWEEN = ";"


def zones_of(victim: str) -> str:
    """SQL: the zones of every number this person can be rung on, as one text; NULL for none, or too many."""
    numbers = f"FROM phones n WHERE n.victim_id = {victim} AND n.e164 <> ''"
    several = (
        f"(SELECT CASE WHEN count(*) <= {_MOST} THEN group_concat(z, '{_BETWEEN}') END FROM "
        f"(SELECT DISTINCT n.zones AS z {numbers} ORDER BY 1))"
    )
    # Nearly everybody has one: that is seen without sorting.
    one = "WHEN min(n.zones) = max(n.zones) THEN min(n.zones)"
    return f"(SELECT CASE {one} WHEN count(*) > 1 THEN {several} END {numbers})"


def learn(driver: Driver, zones: str) -> None:
    """Places that were not met before. `zones` is a SELECT of one column of that name, as `zones_of` gives it."""
    driver.execute(
        f"INSERT INTO places (zones) SELECT DISTINCT zones FROM ({zones}) WHERE zones IS NOT NULL "
        "ON CONFLICT (zones) DO NOTHING"
    )


def renew(driver: Driver, victims: str) -> None:
    """Their callbacks stand for the place where their numbers are now. `victims` is a SELECT of one column, `id`."""
    learn(driver, f"SELECT {zones_of('v.id')} AS zones FROM ({victims}) v")
    place = f"coalesce((SELECT l.id FROM places l WHERE l.zones = {zones_of('callbacks.victim_id')}), 0)"
    driver.execute(f"UPDATE callbacks SET place = {place} WHERE victim_id IN ({victims}) AND place <> {place}")


def numbers_of(zones: str) -> tuple[tuple[str, ...], ...]:
    """The zones of each of a place's numbers, out of its text; () for a number that says none."""
    return tuple(strings(one) for one in zones.split(_BETWEEN))

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
    return (
        f"(SELECT CASE WHEN count(*) BETWEEN 1 AND {_MOST} THEN group_concat(z, '{_BETWEEN}') END FROM "
        f"(SELECT DISTINCT n.zones AS z FROM phones n WHERE n.victim_id = {victim} AND n.e164 <> '' ORDER BY 1))"
    )


def place_of(victim: str) -> str:
    """SQL: the number of that place, 0 where it is not known. `learn` comes first."""
    return f"coalesce((SELECT l.id FROM places l WHERE l.zones = {zones_of(victim)}), 0)"


def learn(driver: Driver, victims: str) -> None:
    """Places that were not met before. `victims` is a SELECT of one column."""
    driver.execute(
        f"INSERT INTO places (zones) SELECT DISTINCT zones FROM (SELECT {zones_of('v.id')} AS zones "
        f"FROM ({victims}) v) WHERE zones IS NOT NULL ON CONFLICT (zones) DO NOTHING"
    )


def renew(driver: Driver, victims: str) -> None:
    """Their callbacks stand for the place where their numbers are now. `victims` is a SELECT of one column, `id`."""
    learn(driver, victims)
    driver.execute(
        f"UPDATE callbacks SET place = {place_of('callbacks.victim_id')} WHERE victim_id IN ({victims}) "
        f"AND place <> {place_of('callbacks.victim_id')}"
    )


def numbers_of(zones: str) -> tuple[tuple[str, ...], ...]:
    """The zones of each of a place's numbers, out of its text; () for a number that says none."""
    return tuple(strings(one) for one in zones.split(_BETWEEN))

"""What victims tell us about a place, counted by area: a supervisor ticks from a closed list at the sign-off.

Nothing of it can give anybody away, in one report or between two: a theme in an area is shown from ten calls that have
it and ten that were read for it and have it not, of months that are over, as a band (docs/decisions.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.figure_periods import Month, Period
from callback_desk.domain.withholding import shown_months


@dataclass(frozen=True, slots=True)
class Theme:
    """`key` stands on record and never changes; `label` is what is ticked and printed."""

    key: str
    label: str


#: The lists so far, by the name that stands beside each tick. A list is never changed: another one follows it, because
#: a call was only read for what stood there to be ticked.
THEME_LISTS: Mapping[str, tuple[Theme, ...]] = MappingProxyType(
    {
        "themes-2026-11": (
            Theme("lights", "Dark, or lights broken"),
            Theme("entry", "Weak doors, gates, locks"),
            Theme("parking", "Where vehicles stand"),
            Theme("parcels", "Parcels left outside"),
            Theme("empty", "An empty or neglected place"),
            Theme("gathering", "Trouble in the street"),
            Theme("strangers", "Strangers looking around"),
            Theme("again", "It happened before"),
            Theme("online", "Began online or by phone"),
            Theme("fear", "Afraid to talk to police"),
        )
    }
)
NEWEST_LIST = tuple(THEME_LISTS)[-1]
_KEYS = MappingProxyType({name: frozenset(one.key for one in found) for name, found in THEME_LISTS.items()})


@dataclass(frozen=True, slots=True)
class ThemeTicks:
    """What was ticked at one sign-off, frozen with its month and the area as the newest report said it that day.

    `area` "" where the report names none: such a call is kept and counted nowhere.
    """

    month: Month
    area: str
    themes: frozenset[str] = frozenset()
    list_name: str = NEWEST_LIST


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme in one area: a band of calls, and nothing that could be added up."""

    area: str
    label: str
    band: str


@dataclass(frozen=True, slots=True)
class ThemeFigures:
    """The twelve whole months before a report ends, by area and in the order of the list."""

    basis: Period
    rows: tuple[ThemeRow, ...]


def refuse_themes(themes: Collection[str], list_name: str = NEWEST_LIST) -> None:
    """Raises DeskBug for what does not stand on the list: a window offers nothing else."""
    if not set(themes) <= _KEYS[list_name]:
        raise DeskBug("a theme that is not on the list")


def twelve_whole_months(period: Period, today: date) -> tuple[Month, ...]:
    """The newest twelve months that are over at the end of a period, and today, in order."""
    last = Month.of(min(period.last, today))
    if last.last > period.last or last.last >= today:
        last = last.plus(-1)
    return tuple(last.plus(back) for back in range(-11, 1))


def theme_figures(counted: Mapping[ThemeTicks, int], period: Period, today: date) -> ThemeFigures | None:
    """What a report of these days shows; None while nobody was read for themes. `today` by the desk's clock."""
    if not counted:
        return None
    inside = twelve_whole_months(period, today)
    areas = sorted({one.area for one in counted if one.area}, key=lambda area: (area.casefold(), area))
    themes = {theme.key: theme.label for found in THEME_LISTS.values() for theme in found}
    rows = (
        ThemeRow(area, label, _band(n))
        for area in areas
        for key, label in themes.items()
        if (n := _shown(counted, area, key, inside))
    )
    return ThemeFigures(Period(inside[0].first, inside[-1].last), tuple(rows))


def _shown(counted: Mapping[ThemeTicks, int], area: str, key: str, inside: Collection[Month]) -> int:
    """Calls of this area with the theme, in the months that may be shown."""
    asked = [(one, n) for one, n in counted.items() if one.area == area and key in _KEYS.get(one.list_name, ())]
    have = _by_month((one, n) for one, n in asked if key in one.themes)
    have_not = _by_month((one, n) for one, n in asked if key not in one.themes)
    return sum(have.get(month, 0) for month in shown_months([have, have_not], inside))


def _by_month(found: Iterable[tuple[ThemeTicks, int]]) -> dict[Month, int]:
    counts: dict[Month, int] = {}
    for one, n in found:
        counts[one.month] = counts.get(one.month, 0) + n
    return counts


def _band(n: int) -> str:
    return "50 or more" if n >= 50 else "20 to 49" if n >= 20 else "10 to 19"

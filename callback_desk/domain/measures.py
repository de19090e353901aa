"""Figures: formulas only. None stands for "n/a" and is never shown as 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt


class CaseClass(StrEnum):
    """AAPOR's classes of final dispositions."""

    COMPLETE = "I"
    PARTIAL = "P"
    REFUSAL = "R"
    NON_CONTACT = "NC"
    OTHER = "O"
    UNKNOWN_HOUSEHOLD = "UH"
    UNKNOWN_OTHER = "UO"
    NOT_ELIGIBLE = "NE"


@dataclass(frozen=True, slots=True)
class Rates:
    """AAPOR response, cooperation, refusal and contact rates, 0 to 1; None where nothing can be divided by.

    Source: AAPOR Standard Definitions; formulas as in two independent open implementations that agree.
    """

    e: float | None
    rr1: float | None
    rr2: float | None
    rr3: float | None
    rr4: float | None
    rr5: float | None
    rr6: float | None
    coop1: float | None
    coop2: float | None
    coop3: float | None
    coop4: float | None
    ref1: float | None
    ref2: float | None
    ref3: float | None
    con1: float | None
    con2: float | None
    con3: float | None


def share(part: float, whole: float) -> float | None:
    """part / whole; None when the whole is 0."""
    return part / whole if whole else None


def rates(counts: Mapping[CaseClass, int], *, e: float | None = None) -> Rates:
    """The rates of these counts of final dispositions; a class that is missing counts 0.

    `e` is the share of the unknown that is taken as eligible; left out, it is estimated from the known
    ((I+P+R+NC+O) / (I+P+R+NC+O+NE)). Where nothing is known to estimate it from, RR3, RR4, REF2 and CON2 are None
    unless there is nothing unknown either.
    """

    def of(kind: CaseClass) -> int:
        return counts.get(kind, 0)

    i, p, r = of(CaseClass.COMPLETE), of(CaseClass.PARTIAL), of(CaseClass.REFUSAL)
    nc, o = of(CaseClass.NON_CONTACT), of(CaseClass.OTHER)
    unknown = of(CaseClass.UNKNOWN_HOUSEHOLD) + of(CaseClass.UNKNOWN_OTHER)
    known = (i + p) + (r + nc + o)
    if e is None:
        e = share(known, known + of(CaseClass.NOT_ELIGIBLE))
    everyone = known + unknown
    contacted = (i + p) + r + o

    def estimated(part: int) -> float | None:
        if unknown == 0:
            return share(part, known)
        return None if e is None else share(part, known + e * unknown)

    return Rates(
        e=e,
        rr1=share(i, everyone),
        rr2=share(i + p, everyone),
        rr3=estimated(i),
        rr4=estimated(i + p),
        rr5=share(i, known),
        rr6=share(i + p, known),
        coop1=share(i, contacted),
        coop2=share(i + p, contacted),
        coop3=share(i, (i + p) + r),
        coop4=share(i + p, (i + p) + r),
        ref1=share(r, everyone),
        ref2=estimated(r),
        ref3=share(r, known),
        con1=share(contacted, everyone),
        con2=estimated(contacted),
        con3=share(contacted, known),
    )


Z_95 = 1.96  # the two-sided 95 % point of the normal distribution, as the checked vectors use it
SMALL_N = 10  # below it no percentage is shown
SMALL_N_NAMED = 30  # below it nothing is shown about one officer or one beat


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


def wilson(hits: int, n: int) -> Interval | None:
    """Wilson score interval, 95 %, of hits in n valid answers; None when n is 0. Raises ValueError if hits > n."""
    if not 0 <= hits <= n:
        raise ValueError("hits must lie between 0 and n")
    if n == 0:
        return None
    p, z2 = hits / n, Z_95 * Z_95
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_95 / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


@dataclass(frozen=True, slots=True)
class Percentage:
    """A share that may be shown: its valid n, and its interval. `share` is None when n is too small."""

    n: int
    share: float | None = None
    interval: Interval | None = None

    @property
    def withheld(self) -> bool:
        return self.share is None


def percentage(hits: int, n: int, *, one_person: bool = False) -> Percentage:
    """hits of n as it may be shown: withheld below 10, about one officer or beat below 30."""
    if n < (SMALL_N_NAMED if one_person else SMALL_N):
        return Percentage(n)
    return Percentage(n, hits / n, wilson(hits, n))


@dataclass(frozen=True, slots=True)
class Difference:
    """One share less another, from -1 to 1, of these two n; with its interval (95 %)."""

    share: float
    interval: Interval
    n: tuple[int, int]


def difference(hits: int, n: int, other_hits: int, other_n: int) -> Difference | None:
    """hits/n - other_hits/other_n, with Newcombe's interval out of two Wilson intervals (Newcombe 1998, method 10).

    None when one of the two is of nobody. Raises ValueError if hits > n.
    """
    one, other = wilson(hits, n), wilson(other_hits, other_n)
    if one is None or other is None:
        return None
    p, q = hits / n, other_hits / other_n
    low = p - q - sqrt((p - one.low) ** 2 + (other.high - q) ** 2)
    high = p - q + sqrt((one.high - p) ** 2 + (q - other.low) ** 2)
    return Difference(p - q, Interval(max(-1.0, low), min(1.0, high)), (n, other_n))

from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.measures import CaseClass, Percentage, percentage, rates, wilson

I, P, R, NC, O, UH, UO, NE = CaseClass  # noqa: E741  # AAPOR's own letters


def test_the_published_vector() -> None:
    """Recomputed in two open implementations (research on victim callbacks, section 4.2)."""
    found = rates({I: 4, P: 2, R: 1, NC: 1, O: 1, UH: 1, UO: 1, NE: 1})
    assert {name: round(value, 3) for name, value in asdict(found).items()} == {
        "e": 0.9,
        **{"rr1": 0.364, "rr2": 0.545, "rr3": 0.37, "rr4": 0.556, "rr5": 0.444, "rr6": 0.667},
        **{"coop1": 0.5, "coop2": 0.75, "coop3": 0.571, "coop4": 0.857},
        **{"ref1": 0.091, "ref2": 0.093, "ref3": 0.111},
        **{"con1": 0.727, "con2": 0.741, "con3": 0.889},
    }


def test_nothing_to_divide_by_is_not_zero() -> None:
    assert set(asdict(rates({})).values()) == {None}
    assert set(asdict(rates({NE: 5})).values()) == {None, 0.0}, "only e is known: nobody was eligible"
    unknown = rates({UH: 3})
    assert (unknown.rr1, unknown.rr3, unknown.rr5, unknown.coop1) == (0.0, None, None, None)


def test_a_cautious_e_counts_every_unknown_as_eligible() -> None:
    counts = {I: 4, P: 2, R: 1, NC: 1, O: 1, UH: 1, UO: 1, NE: 1}
    cautious = rates(counts, e=1.0)
    assert (cautious.rr3, cautious.rr4, cautious.ref2, cautious.con2) == (
        cautious.rr1,
        cautious.rr2,
        cautious.ref1,
        cautious.con1,
    )


@given(st.fixed_dictionaries({kind: st.integers(0, 500) for kind in CaseClass}))
def test_rates_lie_between_0_and_1_and_in_their_order(counts: dict[CaseClass, int]) -> None:
    found = rates(counts)
    assert all(value is None or 0 <= value <= 1 for value in asdict(found).values())
    for low, middle, high in (("rr1", "rr3", "rr5"), ("rr2", "rr4", "rr6"), ("ref1", "ref2", "ref3")):
        three = [getattr(found, name) for name in (low, middle, high)]
        if None not in three:
            assert three[0] <= three[1] + 1e-12 <= three[2] + 2e-12


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (7, 50, 0.0695, 0.2619),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (18, 20, 0.6990, 0.9721),
        (45, 60, 0.6277, 0.8422),
        (80, 100, 0.7112, 0.8666),
    ],
)
def test_wilson_vectors(hits: int, n: int, low: float, high: float) -> None:
    found = wilson(hits, n)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_wilson_of_nothing_and_of_nonsense() -> None:
    assert wilson(0, 0) is None
    for hits, n in ((3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="between 0 and n"):
            wilson(hits, n)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_in_its_interval(given_: tuple[int, int]) -> None:
    hits, n = given_
    found = wilson(hits, n)
    assert found is not None
    assert 0 <= found.low <= hits / n + 1e-9 and hits / n - 1e-9 <= found.high <= 1


def test_small_groups_are_withheld() -> None:
    assert percentage(5, 9) == Percentage(9)
    assert percentage(5, 9).withheld
    assert percentage(5, 10).share == 0.5
    assert percentage(20, 29, one_person=True).withheld
    assert not percentage(20, 30, one_person=True).withheld
    assert percentage(0, 0).withheld

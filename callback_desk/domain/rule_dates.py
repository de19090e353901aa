"""Which of several dated rule files counts on a day, and what is wrong with their dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from callback_desk.domain.rule_data import Dated, RuleProblem

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RuleHead:
    """The head of one file. `group`: files of one group replace one another ("eligibility", "region-GB").

    `region` is the country a file is about, "" for every country.
    """

    file: str
    group: str
    dated: Dated
    region: str = ""


def in_force(heads: Iterable[RuleHead], on: date | None) -> RuleHead | None:
    """The file that counts on this day: the one that began last. None when there is none; no day means the last."""
    begun = [one for one in heads if on is None or one.dated.in_force(on)]
    return max(begun, key=lambda one: (one.dated.effective, one.file), default=None)


def waiting(heads: Iterable[RuleHead], on: date) -> tuple[RuleHead, ...]:
    """Files dated ahead, the next one first."""
    return tuple(
        sorted((one for one in heads if one.dated.effective > on), key=lambda one: (one.dated.effective, one.file))
    )


def said(day: date) -> str:
    """ "January 1, 2027"."""
    return f"{day:%B} {day.day}, {day.year}"


def check_dates(groups: Mapping[str, Sequence[RuleHead]]) -> list[RuleProblem]:
    """Days on which two files claim to count, or none does, and versions that are not new."""
    found: list[RuleProblem] = []
    for heads in groups.values():
        ordered = sorted(heads, key=lambda one: (one.dated.effective, one.file))
        for before, after in pairwise(ordered):
            found += _pair(before, after)
        last = ordered[-1] if ordered else None
        if last is not None and last.dated.until is not None:
            found.append(
                _problem(
                    last,
                    "until",
                    f"After {said(last.dated.until)} no file of this kind is in force; then nobody is called.",
                    "Add the file that replaces it, or take until away.",
                    warns=True,
                )
            )
    return found


def _pair(before: RuleHead, after: RuleHead) -> list[RuleProblem]:
    found = []
    one, two = before.dated, after.dated
    if one.effective == two.effective:
        found.append(
            _problem(
                after,
                "effective",
                f"{before.file} begins on the same day, {said(two.effective)}. Only one of them can count.",
                "Date the newer one a day on which it replaces the older.",
            )
        )
    elif one.until is not None and one.until >= two.effective:
        found.append(
            _problem(
                before,
                "until",
                f"It counts until {said(one.until)}, and {after.file} counts from {said(two.effective)}: they overlap.",
                f"End it on {said(two.effective - _DAY)}, or take until away.",
            )
        )
    elif one.until is not None and one.until + _DAY < two.effective:
        found.append(
            _problem(
                after,
                "effective",
                f"From {said(one.until + _DAY)} to {said(two.effective - _DAY)} no file of this kind is in force; "
                "then nobody is called.",
                f"Begin on {said(one.until + _DAY)}.",
            )
        )
    if one.version == two.version:
        found.append(
            _problem(
                after,
                "version",
                f"{before.file} has the same version, {one.version}. Calls name the version they were judged by.",
                "Raise the version.",
            )
        )
    elif not two.reason.strip():
        found.append(
            _problem(
                after,
                "reason",
                f"It replaces {one.version} and does not say why.",
                'Add reason = "..." below source.',
            )
        )
    return found


def _problem(head: RuleHead, key: str, sentence: str, to_do: str, *, warns: bool = False) -> RuleProblem:
    return RuleProblem(f"{head.file}: {key}", sentence, head.file, "", key, to_do, warns)

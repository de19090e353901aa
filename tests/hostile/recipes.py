"""Every recipe of a hostile file in one list, whatever table of its format it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial

from callback_desk.intake.limits import Limits
from tests.hostile import (
    test_bad_csv,
    test_bad_json,
    test_bad_ods,
    test_bad_xls,
    test_bad_xlsx,
    test_bad_xml,
    test_bad_zip,
    test_values,
)
from tests.intake.written import FORMATS as WRITTEN


@dataclass(frozen=True)
class Recipe:
    """`codes` are the refusals that fit; none means that the file is read and its rows are accounted for."""

    form: str
    name: str
    make: Callable[[], bytes]
    codes: frozenset[str]
    limits: Limits
    stopped: bool = False  # at the limit of its memory: such a parser says nothing any more

    def __str__(self) -> str:
        return f"{self.form}: {self.name}"


def _as_bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


Case = tuple[str, object, object]


def _recipes(form: str, limits: Limits, cases: Iterable[Case], *, refused: bool) -> list[Recipe]:
    made = []
    for name, content, expected in cases:
        codes = ({expected} if isinstance(expected, str) else expected) if refused else ()
        make = content if callable(content) else partial(_as_bytes, content)
        made.append(Recipe(form, name, make, frozenset(codes), limits))  # type: ignore[arg-type]
    return made


def _of_dict(cases: Mapping[str, tuple[bytes, object]]) -> list[Case]:
    return [(name, *case) for name, case in cases.items()]


@cache
def containers() -> dict[str, tuple[Recipe, ...]]:
    """Format -> its containers, the refused ones first."""
    tables: dict[str, tuple[Limits, Iterable[Case], Iterable[Case]]] = {
        "csv": (test_bad_csv.SMALL, test_bad_csv.REFUSED, test_bad_csv.ACCEPTED),
        "json": (test_bad_json.SMALL, test_bad_json.REFUSED, test_bad_json.ACCEPTED),
        "ods": (test_bad_ods.SMALL, test_bad_ods.REFUSED, test_bad_ods.ACCEPTED),
        "xls": (test_bad_xls.SMALL, test_bad_xls.REFUSED, test_bad_xls.ACCEPTED),
        "xlsx": (test_bad_xlsx.SMALL, test_bad_xlsx.REFUSED, test_bad_xlsx.ACCEPTED),
        "xml": (test_bad_xml.SMALL, _of_dict(test_bad_xml.REFUSED), _of_dict(test_bad_xml.ACCEPTED)),
        "zip": (test_bad_zip.SMALL, test_bad_zip.REFUSED, test_bad_zip.ACCEPTED),
    }
    found = {
        form: (*_recipes(form, limits, refused, refused=True), *_recipes(form, limits, accepted, refused=False))
        for form, (limits, refused, accepted) in tables.items()
    }
    stopped = _recipes("xls", test_bad_xls.SMALL, test_bad_xls.STOPPED, refused=True)
    return {**found, "xls": (*(replace(each, stopped=True) for each in stopped), *found["xls"])}


@cache
def values() -> dict[str, tuple[Recipe, ...]]:
    """Format -> one file for each value nobody should trust."""
    found: dict[str, tuple[Recipe, ...]] = {}
    for form, write in WRITTEN.items():
        made = []
        for name, column, value, _check, refusals in test_values.VALUES:
            row = [value if index == column else cell for index, cell in enumerate(test_values.ADA)]
            codes = frozenset({refusals[form]} if form in refusals else ())
            made.append(Recipe(form, name, partial(write, [test_values.HEADINGS, row]), codes, Limits()))
        found[form] = tuple(made)
    return found


def a_dozen(form: str) -> tuple[Recipe, ...]:
    """Twelve containers of a format, spread over its list: ten that are refused and two that are read."""
    refused = [recipe for recipe in containers()[form] if recipe.codes]
    read = [recipe for recipe in containers()[form] if not recipe.codes]
    return (*(refused[len(refused) * part // 10] for part in range(10)), *read[:2])

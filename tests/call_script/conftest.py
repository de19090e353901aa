"""Small forms from Markdown tables, and the shipped script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from callback_desk.call_script.facts import Facts
from callback_desk.call_script.form import Form
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.state import DraftState
from callback_desk.call_script.workbook import compile_script

SCRIPT = Path(__file__).parents[2] / "resources" / "call_scripts" / "property-v1.md"
NOON = datetime(2026, 11, 14, 18, 0, tzinfo=UTC)  # 12:00 in Chicago
CHICAGO = ZoneInfo("America/Chicago")
OPEN = {
    "first_name": "Elena",
    "full_name": "Elena Marchetti",
    "agency": "Springfield Police",
    "volunteer_first_name": "Ruth",
    "callback_phone": "312 555 0100",
    "minutes": "10",
    "voicemail_policy": "name_only",
}
SAFE = {"street": "Birchwood Lane", "report_month": "November 2026"}
CASE = {
    "offense_plain": "Break-in at home",
    "offense_family": "burglary",
    "case_number": "26-018834",
    "status_phrase": "open, and a detective has it",
    "status_phrase_es": "abierto, y lo lleva un detective",
}

MakeForm = Callable[..., Form]
Start = Callable[..., Navigator]


@lru_cache(maxsize=256)
def compiled(markdown: str) -> Form:
    return form_from_xform(compile_script(markdown).xform)


@lru_cache(maxsize=1)
def shipped_xform() -> str:
    return compile_script(SCRIPT).xform


@lru_cache(maxsize=1)
def shipped_form() -> Form:
    return form_from_xform(shipped_xform())


#: Every file a desk may hold: the scripts of today, and those that calls of yesterday were made with.
SHIPPED = tuple(sorted(path.name for path in SCRIPT.parent.glob("*.md")))


@lru_cache(maxsize=8)
def form_of(name: str) -> Form:
    """A shipped script by the name of its file."""
    return form_from_xform(compile_script(SCRIPT.parent / name).xform)


def table(sheet: str, rows: str) -> str:
    """ "type, name / text, a" per line becomes a Markdown sheet; cells are parted by "¦"."""
    lines = [line.strip() for line in rows.strip().splitlines()]
    return "\n".join(
        [f"| {sheet} |", *("| | " + " | ".join(cell.strip() for cell in line.split("¦")) + " |" for line in lines)]
    )


def workbook(survey: str, choices: str = "", settings: str = "") -> str:
    heads = "form_title ¦ form_id ¦ version ¦ namespaces"
    values = 'Test ¦ test ¦ 1 ¦ desk="urn:callback-desk:script:1"'
    return "\n".join(
        [
            table("settings", settings or f"{heads}\n{values}"),
            table("survey", survey),
            *([table("choices", choices)] if choices else []),
        ]
    )


def walk(
    form: Form, *, facts: Mapping[str, str] | None = None, language: str = "en", saved: DraftState | None = None
) -> Navigator:
    return Navigator(form, Facts(open=facts or {}), language=language, now=NOON, zone=CHICAGO, saved=saved)


@pytest.fixture
def start() -> Start:
    """Begin a call over small tables: start(survey, choices)."""

    def begin(survey: str, choices: str = "", settings: str = "", **how: object) -> Navigator:
        return walk(compiled(workbook(survey, choices, settings)), **how)  # type: ignore[arg-type]

    return begin


@pytest.fixture
def call() -> Navigator:
    """The shipped script at its first question, with Elena's open facts."""
    return walk(shipped_form(), facts=OPEN)


@pytest.fixture
def known(call: Navigator) -> Navigator:
    """The same call past both checks, case handed over."""
    call.press("1")
    call.press("1")
    call.open_check(SAFE)
    call.press("1")
    call.press("1")
    call.open_case(CASE)
    return call


@pytest.fixture(scope="session")
def shipped() -> Form:
    return shipped_form()


@pytest.fixture(scope="session")
def shipped_text() -> str:
    return shipped_xform()


@pytest.fixture(scope="session")
def noon() -> datetime:
    return NOON


@pytest.fixture(scope="session")
def chicago() -> ZoneInfo:
    return CHICAGO


@pytest.fixture(scope="session")
def shipped_path() -> Path:
    return SCRIPT


@pytest.fixture(scope="session")
def tables() -> Callable[..., str]:
    """tables(survey, choices, settings): the workbook as Markdown."""
    return workbook

"""Lead sheets of fictional cases, read from tests/golden, and ways to vary and to read them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from callback_desk.documents import self_check
from callback_desk.documents.make import kit_of, make_packet_pdf
from callback_desk.documents.packet_json import packet_from_dict
from callback_desk.documents.packet_pages import PaperKit
from callback_desk.documents.writer import Written
from callback_desk.domain.packet import CasePacket

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
FONTS = Path(__file__).resolve().parents[2] / "resources" / "theme" / "fonts"


@pytest.fixture(scope="session")
def fonts_dir() -> Path:
    return FONTS


@pytest.fixture(scope="session")
def kit(fonts_dir) -> PaperKit:
    return kit_of(fonts_dir)


@pytest.fixture(scope="session")
def golden_dir() -> Path:
    return GOLDEN


@pytest.fixture
def sheet_values() -> Callable[..., dict]:
    """The plain values of a golden sheet: sheet_values("lead_sheet")."""

    def read(name: str = "lead_sheet") -> dict:
        return copy.deepcopy(json.loads((GOLDEN / f"{name}.json").read_text("utf-8")))

    return read


@pytest.fixture
def a_packet(sheet_values) -> Callable[..., CasePacket]:
    """A packet from a golden sheet with changes by dotted path: a_packet({"victim.name": "..."})."""

    def make(changes: dict | None = None, *, name: str = "lead_sheet") -> CasePacket:
        values = sheet_values(name)
        for path, value in (changes or {}).items():
            place = values
            *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
            for step in way:
                place = place[step]
            place[last] = value
        return packet_from_dict(values)

    return make


@pytest.fixture
def press_sheet(tmp_path, fonts_dir) -> Callable[..., Written]:
    """Make the PDF through the same call as the program."""

    def make(packet: CasePacket, *, password: str | None = None, name: str = "sheet.pdf") -> Written:
        return make_packet_pdf(packet, tmp_path / name, fonts_dir=fonts_dir, password=password)

    return make


@pytest.fixture
def read_pages() -> Callable[..., list[str]]:
    """The text of each page, as a reader of PDFs gives it."""

    def read(path: Path, password: str | None = None) -> list[str]:
        return [page.words.replace("\r\n", "\n") for page in self_check.read_pages(path.read_bytes(), password)]

    return read

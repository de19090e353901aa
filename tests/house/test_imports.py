"""Every import of the program points the way architecture says, and the check itself can see a wrong one."""

from __future__ import annotations

import pytest

from scripts.house_checks import ARROWS, cycles, program_sources, wrong_imports


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    found = program_sources()
    assert len(found) > 20, "the program is not where this test looks"
    return found


def test_no_arrow_points_the_wrong_way(sources):
    wrong = [str(finding) for file, text in sources.items() for finding in wrong_imports(text, file)]
    assert not wrong, "\n".join(wrong)


def test_no_module_needs_itself_to_be_imported(sources):
    assert not cycles(sources)


@pytest.mark.parametrize(
    ("file", "source", "words"),
    [
        ("callback_desk/domain/queue.py", "from callback_desk.storage import engine", "domain may not import storage"),
        ("callback_desk/domain/queue.py", "import callback_desk.ui.theme", "domain may not import ui"),
        ("callback_desk/domain/queue.py", "from ..storage import engine", "domain may not import storage"),
        ("callback_desk/domain/queue.py", "from callback_desk import vault", "domain may not import vault"),
        ("callback_desk/use_cases/a.py", "from callback_desk.storage.queue import Queue", "bootstrap"),
        ("callback_desk/ui/call/page.py", "from ...documents import writer", "ui may not import documents"),
        ("callback_desk/ui/a.py", "def f():\n    from callback_desk.intake import rows", "ui may not import intake"),
        ("callback_desk/cli/a.py", "from callback_desk.ui import theme", "cli may not import ui"),
        ("callback_desk/processes/a.py", "from callback_desk.domain import errors", "processes may not import domain"),
        ("callback_desk/storage/a.py", "from callback_desk.use_cases.ports import Clock", "storage may not import"),
        ("callback_desk/vault/a.py", "import importlib\nimportlib.import_module('callback_desk.storage')", "vault may"),
        ("callback_desk/bootstrap.py", "from callback_desk import ui", "bootstrap may not import ui"),
        ("callback_desk/cellar/a.py", "", "a room nobody knows"),
        ("callback_desk/ui/a.py", "import sqlalchemy", "only storage may"),
        ("callback_desk/domain/queue.py", "import phonenumbers", "only domain/phone.py may"),
        ("callback_desk/use_cases/a.py", "from PySide6.QtCore import QObject", "only app, ui may"),
        ("callback_desk/storage/a.py", "import sqlite3", "SQLCipher"),
        ("callback_desk/ui/a.py", "from PySide6 import QtSql", "SQLCipher"),
        ("callback_desk/intake/a.py", "import pickle", "JSON lines"),
        ("callback_desk/domain/a.py", "import pandas", "name its owner"),
    ],
)
def test_a_wrong_import_is_named(file, source, words):
    findings = [str(finding) for finding in wrong_imports(source, file)]
    assert any(words in finding for finding in findings), findings


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("callback_desk/ui/a.py", "from PySide6.QtWidgets import QWidget\nfrom callback_desk.use_cases import desk"),
        ("callback_desk/domain/phone.py", "import phonenumbers\nfrom callback_desk.domain.errors import DeskFault"),
        ("callback_desk/storage/a.py", "from sqlcipher3 import dbapi2\nfrom . import engine"),
        ("callback_desk/cli/a.py", "from callback_desk import __version__, bootstrap"),
        ("callback_desk/app/start.py", "from callback_desk.ui import shell\nfrom callback_desk.storage import engine"),
    ],
)
def test_a_right_import_is_let_through(file, source):
    assert not list(wrong_imports(source, file))


def test_a_cycle_is_found_and_a_late_import_is_none():
    one = "callback_desk/domain/one.py"
    two = "callback_desk/domain/two.py"
    asks_two = "from callback_desk.domain.two import b"
    assert cycles({one: asks_two, two: "from callback_desk.domain import one"}) == [
        ["callback_desk.domain.one", "callback_desk.domain.two"]
    ]
    assert not cycles({one: asks_two, two: "def f():\n    from callback_desk.domain import one"})


def test_every_arrow_leads_to_a_room_that_has_rules_too():
    assert {target for targets in ARROWS.values() for target in targets} - {"*"} <= set(ARROWS)

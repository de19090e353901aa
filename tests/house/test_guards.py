"""Known faults of others that must not come back with an upgrade."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QLabel
from sqlcipher3 import dbapi2


def test_qt_calls_do_not_eat_references_to_none(qtbot):
    """PySide6 6.12.0 on Python 3.11 drops one at every call that returns nothing, until the program dies."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("x")
    assert before - sys.getrefcount(None) < 100


def test_the_encrypted_engine_is_past_the_wal_reset_bug():
    """SQLite before 3.51.3 could lose a write in WAL mode; plain SQLite would write names in the clear."""
    assert dbapi2.sqlite_version_info >= (3, 51, 3)
    connection = dbapi2.connect(":memory:")
    (cipher,) = connection.execute("PRAGMA cipher_version").fetchone()
    connection.close()
    assert cipher.startswith("4.")


@pytest.mark.parametrize("module", ["reportlab.lib.rl_accel", "uharfbuzz"])
def test_what_makes_paper_quick_and_right_is_there(module):
    __import__(module)


def test_this_python_is_one_we_promise():
    assert sys.version_info >= (3, 11)

"""Every test of the window wears the light theme at 100 %, whatever the one before it did."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from callback_desk.ui.theme import Theme, current_theme


@pytest.fixture(autouse=True)
def light_theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme()
    if current_theme() != theme or not qapp.styleSheet():
        theme.apply(qapp)
    # A window only a test's local name holds must not be collected while Qt paints it.
    gc.disable()
    yield theme
    gc.enable()

"""Sentences that are typed and not published, on their way to the desk; what it does not take stays on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from callback_desk.domain.scripts import SentenceEdit, TextAt
from callback_desk.use_cases.scripts import MEANWHILE, keep_wording

if TYPE_CHECKING:
    from callback_desk.ui.wording.page import WordingPage


def keep_on_desk(page: WordingPage, edits: Mapping[TextAt, SentenceEdit]) -> None:
    """Keep what `Edits` wants kept. A refusal is said, and the desk is read again: both texts are seen."""
    desk, op, purpose = page.desk, page.desk.new_operation(), page.purpose

    def refused(trouble: object) -> None:
        page.notices.clear(MEANWHILE)  # of another sentence
        page.notices.show_error(trouble)
        if purpose == page.purpose:
            page.edits.refused(edits)
            page.refresh()

    page.runner.save(lambda: keep_wording(desk, op, purpose, edits)).failed.connect(refused)

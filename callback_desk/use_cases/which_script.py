"""Which of the published scripts leads a call."""

from __future__ import annotations

from callback_desk.domain.errors import NotFound
from callback_desk.domain.records import ScriptRecord
from callback_desk.use_cases.desk import Work

CALL = "call"
CALLED_BACK = "called_back"


def script_for(work: Work, *, they_rang: bool) -> ScriptRecord:
    """The newest for somebody who rang back, else for a call we make. Raises NotFound when none is published.

    What is asked of a business, and about each kind of crime, is decided inside the script by its facts.
    """
    if they_rang:
        try:
            return work.uow.scripts.current(CALLED_BACK)
        except NotFound:
            pass  # a desk made before there was one
    return work.uow.scripts.current(CALL)

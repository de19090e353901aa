"""Which of the published scripts leads a call."""

from __future__ import annotations

from callback_desk.domain.access import Act
from callback_desk.domain.errors import NotFound
from callback_desk.domain.records import ScriptRecord
from callback_desk.use_cases.desk import Work, asks

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


@asks(Act.START_CALL)
def script_ahead(work: Work, they_rang: bool) -> str:
    """The XForm a call would be led by now, to be read while the card is looked at. Which it is, the call decides."""
    return script_for(work, they_rang=they_rang).xform

"""At review a supervisor says what article a line is about: part for part, beside the volunteer's words."""

from __future__ import annotations

from collections.abc import Sequence

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallState
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault, NotAllowed
from callback_desk.domain.ids import TipId
from callback_desk.domain.property_facts import MOST_ARTICLES, PropertyFact, checked
from callback_desk.domain.tip import TipKind
from callback_desk.use_cases.desk import Work, does


@does(Act.SIGN_OFF)
def keep_articles(work: Work, tip_id: TipId, articles: Sequence[PropertyFact]) -> Done:
    """All articles of a line anew, while its call waits to be checked; none takes back those before.

    The words of the line stay as they are. Raises DeskFault for a line that is signed, that is not about property, or
    for an article nobody could enter; NotAllowed for a call of one's own.
    """
    tip = work.uow.calls.tip(tip_id)
    call = work.uow.calls.get(tip.call_id)
    if tip.frozen or call.state is not CallState.REVIEW:
        raise DeskFault("This call is not waiting to be checked. Add a correction below the line instead.")
    if call.staff_id == work.desk.session.staff.id:
        raise NotAllowed("You made this call. Another supervisor fills this in.")
    if tip.said.kind is not TipKind.PROPERTY_ID:
        raise DeskFault("This line is not about the number of an article.")
    if len(articles) > MOST_ARTICLES:
        raise DeskFault(f"A line has {MOST_ARTICLES} articles at most.")
    work.uow.calls.put_property_facts(tip_id, tuple(checked(one) for one in articles), work.by, work.now)
    work.record(Event.TIP_CHANGE, kind="tip", id=tip_id, articles=len(articles))
    return Done(Changes.REVIEW, tip_id)

"""Starting a call in the background: the attempt on record, the script read, and only then a page."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from callback_desk.call_script.form import Form
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.domain.call import CallCard, StartedCall
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallId, OperationId, PhoneId
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.next_call import my_card
from callback_desk.use_cases.start_call import resume_call, start_call
from callback_desk.use_cases.which_script import script_ahead


@dataclass(frozen=True, slots=True)
class Begun:
    """A call that stands on record, with the script it is led by and the card of the person."""

    started: StartedCall
    form: Form
    card: CallCard


def get_ready(desk: Desk, *, they_rang: bool) -> None:
    """Read the script while the card is looked at: the first call of a shift opens as soon as the others.

    What is wrong with the script is said when somebody calls by it.
    """
    with suppress(DeskFault):
        form_from_xform(script_ahead(desk, they_rang=they_rang))


def begin_call(desk: Desk, op: OperationId, card: CallCard, phone_id: PhoneId, *, they_rang: bool) -> Begun:
    """Start, and read the script. Raises what `start_call` raises, ScriptRefused for a damaged script."""
    started = start_call(desk, op, card.callback_id, card.fence, phone_id, they_rang=they_rang)
    return Begun(started, form_from_xform(started.xform), card)


def go_on_with_call(desk: Desk, op: OperationId, call_id: CallId) -> Begun:
    """Take up an interrupted call of one's own. Raises what `resume_call` raises."""
    started = resume_call(desk, op, call_id)
    return Begun(started, form_from_xform(started.xform), my_card(desk, started.callback_id, started.fence))

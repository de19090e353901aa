"""A call as it goes to the desk when it is finished."""

from __future__ import annotations

from typing import Final

from callback_desk.call_script.navigator import Navigator
from callback_desk.domain.call import CallResult

MESSAGE_LEFT: Final = "machine_message"
DO_NOT_CALL: Final = "do_not_call"
NO_CALLS_WANTED: Final = "no_calls_wanted"


def call_result(call: Navigator, *, note: str = "") -> CallResult:
    """The outcome is "" while the call has not ended. Promises and the next time are not the script's to say."""
    outcome = call.ending.outcome if call.ending else ""
    next_action = call.ending.next_action if call.ending else ""
    return CallResult(
        outcome=outcome,
        note=note,
        message_left=outcome == MESSAGE_LEFT,
        answers=call.answers(),
        tips=call.tips(),
        ratings=call.ratings(),
        consents=call.consents(),
        language=call.language,
        state=call.state().to_json(),
        do_not_call=next_action == DO_NOT_CALL or outcome == NO_CALLS_WANTED,
    )

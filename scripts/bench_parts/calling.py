"""From the last keystroke until the words are on the disk."""

from __future__ import annotations

from bench_parts import desks
from bench_parts.queueing import claim_next
from bench_parts.result import Line, Settings, at_most, ms_of, p50, p95
from callback_desk.domain.call import CallDraft
from callback_desk.use_cases import save_call, start_call

PART = "autosave"
PAUSE_MS = 500.0
_STATE_CHARACTERS = 2_000


def measure(settings: Settings) -> list[Line]:
    office = desks.make_office(settings.folder / "call-desk")
    desks.fill(desks.open_desk(office, desks.SUPERVISOR), 1_000)
    desk = desks.open_desk(office, desks.VOLUNTEER)
    card = claim_next(desk)
    call = start_call.start_call(desk, desk.new_operation(), card.callback_id, card.fence, card.phones[0].id)
    state = '{"answers": "' + "x" * _STATE_CHARACTERS + '"}'

    def save(number: int, left: str = "") -> float:
        draft = CallDraft(state, typed=f"A white van, plate {number}", answered=number, left_question=left)
        return ms_of(lambda: save_call.save_draft(desk, call.call_id, call.fence, draft))

    by_hand = desks.own_connection(desk)
    floor = [ms_of(lambda: desks.bare_commit(by_hand)) for _ in range(settings.times(100))]
    by_hand.close()
    save(0)
    typed = [save(number) for number in range(settings.times(400))]
    left = [save(number, "what_is_new") for number in range(settings.times(100))]
    return [
        Line(PART, "save_draft of 2,000 characters, durable, p50", p50(typed), "ms"),
        Line(PART, "  the same, p95", p95(typed), "ms"),
        Line(PART, "one row changed by hand and synced on the same file, p50", p50(floor), "ms", note="the floor"),
        Line(PART, "save_draft when a question is left (with its audit line), p95", p95(left), "ms"),
        at_most(PART, "keystroke to durable, p95, pause of 500 ms included", PAUSE_MS + p95(left), "ms", 700.0),
    ]

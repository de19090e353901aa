"""Two windows wrote one call: what the one wrote after its claim had gone is read beside what the other wrote."""

from __future__ import annotations

from callback_desk.call_script.state import DraftState
from callback_desk.call_script.typed_words import TypedIn, from_text
from callback_desk.domain.call import CallDraft
from callback_desk.domain.errors import DeskBug
from callback_desk.domain.ids import CallId
from callback_desk.use_cases.desk import Work

_NOT_WORDS = frozenset(
    {
        *(TypedIn.HEARD, TypedIn.CONTACT, TypedIn.CONTACT_TIMES, TypedIn.NEXT_DAY, TypedIn.NEXT_TIME),
        *(TypedIn.NEXT_KIND, TypedIn.PROMISE_OWNER, TypedIn.PROMISE_DAY),
    }
)


def late_words(work: Work, call_id: CallId, beside: CallDraft | None, known: str = "") -> str:
    """The lines and typed words of late notes that stand neither in the draft `beside` nor in `known`; "" for none.

    One sentence for each time they were written, oldest first. The same words twice come once.
    """
    known += "\n".join(_words_of(beside)) if beside is not None else ""
    found: list[str] = []
    for at, draft in work.uow.calls.late_notes(call_id):
        new = [words for words in _words_of(draft) if words not in known]
        if new:
            known += "\n".join(new)
            local = at.astimezone(work.desk.zone)
            clock = f"{local:%I:%M %p}".removeprefix("0")
            found.append(f"Also written at {clock} in another window: {' / '.join(new)}")
    return "\n".join(found)


def _words_of(draft: CallDraft) -> list[str]:
    """Every line kept and every word typed and not kept, in that order."""
    found: list[str] = []
    try:
        found += [line.text for line in DraftState.from_json(draft.state).lines]
    except DeskBug:
        pass  # a draft that cannot be read still has what was typed
    found += [text.strip() for place, text in from_text(draft.typed).items() if place not in _NOT_WORDS]
    return [text for text in found if text]

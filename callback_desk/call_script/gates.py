"""The two checks a script cannot skip: safe to talk, right person.

A gate follows from the answers alone: it is open while the question that opens it applies and holds the opening
answer. Going back and answering otherwise closes it again. The person gate stands behind the safe gate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from callback_desk.call_script.form import Form, Question
from callback_desk.domain.call import Gate

ORDER = (Gate.SAFE, Gate.PERSON)


_NEEDED = {None: frozenset[Gate]()} | {gate: frozenset(ORDER[: place + 1]) for place, gate in enumerate(ORDER)}


def needed_gates(needs: Gate | None) -> frozenset[Gate]:
    """PERSON needs SAFE too."""
    return _NEEDED[needs]


def opens_now(question: Question, value: str) -> bool:
    return bool(question.opens_when) and value in question.opens_when


def openers(form: Form, gate: Gate) -> tuple[Question, ...]:
    return tuple(question for question in form.questions if question.opens is gate)


def open_gates(
    openers_of: Mapping[Gate, Iterable[Question]], stands_open: Callable[[Question], bool]
) -> frozenset[Gate]:
    """Which gates are open for these answers; a gate never stands open behind a closed one."""
    found: set[Gate] = set()
    for gate in ORDER:
        if not any(stands_open(question) for question in openers_of.get(gate, ())):
            break
        found.add(gate)
    return frozenset(found)

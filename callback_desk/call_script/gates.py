"""The two checks a script cannot skip: safe to talk, right person.

A gate follows from the answers alone: it is open while the question that opens it applies and holds the opening
answer. Going back and answering otherwise closes it again. The person gate stands behind the safe gate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from callback_desk.call_script.form import Form, Question
from callback_desk.domain.call import Gate

ORDER = (Gate.SAFE, Gate.PERSON)


def needed_gates(needs: Gate | None) -> frozenset[Gate]:
    """PERSON needs SAFE too."""
    if needs is None:
        return frozenset()
    return frozenset(ORDER[: ORDER.index(needs) + 1])


def opens_now(question: Question, value: str) -> bool:
    return bool(question.opens_when) and value in question.opens_when


def openers(form: Form, gate: Gate) -> tuple[Question, ...]:
    return tuple(question for question in form.questions if question.opens is gate)


def open_gates(form: Form, applies: Callable[[Question], bool], value: Callable[[Question], str]) -> frozenset[Gate]:
    """Which gates are open for these answers; a gate never stands open behind a closed one."""
    found: set[Gate] = set()
    for gate in ORDER:
        if not _any_opens(openers(form, gate), applies, value):
            break
        found.add(gate)
    return frozenset(found)


def _any_opens(
    questions: Iterable[Question], applies: Callable[[Question], bool], value: Callable[[Question], str]
) -> bool:
    return any(applies(question) and opens_now(question, value(question)) for question in questions)

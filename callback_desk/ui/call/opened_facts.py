"""Facts behind the two checks: fetched when a check opens, gone when it closes. Each look is a line in the trail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal

from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.steps import Step
from callback_desk.domain.call import CaseCard, Gate
from callback_desk.domain.ids import CallId, FollowUpId
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.follow_up import question_asked
from callback_desk.use_cases.save_call import CheckFacts, open_case, open_safe

LOOKING: Final = "What to compare is being looked up"
NOTHING_TO_COMPARE: Final = "Nothing to compare. The supervisor decides"


def guarded(step: Step, *, known: bool) -> Step:
    """A check whose fact is not on the screen cannot be passed: its opening answer is closed, with the reason.

    `known`: the desk has answered. Before that a quick key would open the case to whoever is on the line.
    """
    question = step.question
    if question is None or not question.compare or step.compare:
        return step
    why = NOTHING_TO_COMPARE if known else LOOKING
    choices = tuple(
        replace(choice, closed_reason=choice.closed_reason or why) if choice.name in question.opens_when else choice
        for choice in step.choices
    )
    return replace(step, choices=choices)


class OpenedFacts(QObject):
    """Asks the desk for what may be known by now and hands it to the navigator.

    `moved()` when something came, `trouble(exception)` when it did not.
    """

    moved = Signal()
    trouble = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, nav: Navigator, call_id: CallId, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runner = runner
        self._nav = nav
        self._call_id = call_id
        self.case: CaseCard | None = None
        self._safe_asked = False
        self._safe_here = False
        self._case_asked = False
        self._over = False

    @property
    def safe_known(self) -> bool:
        """What is compared came from the desk: it may be empty, and then there is nothing to compare."""
        return self._safe_here and Gate.SAFE in self._nav.open_gates

    @property
    def opening(self) -> bool:
        """The case is being fetched: what the next question says is not known yet."""
        return self._case_asked and self.case is None and Gate.PERSON in self._nav.open_gates

    def look(self) -> None:
        """Something was answered: fetch what may be known now, forget what may not."""
        gates = self._nav.open_gates
        if self._nav.state().aside:
            return  # closed for now; what was opened is still the same person's
        if Gate.SAFE not in gates:
            self._safe_asked = self._safe_here = False
        elif not self._safe_asked:
            self._safe_asked = True
            self._fetch(lambda: open_safe(self._desk, self._call_id), self._on_safe)
        if Gate.PERSON not in gates:
            self._case_asked, self.case = False, None
        elif not self._case_asked:
            self._case_asked = True
            self._fetch(lambda: open_case(self._desk, self._call_id), self._on_case)

    def put_question(self, follow_up_id: FollowUpId) -> None:
        """The volunteer put an investigator's question: kept at once, and shown as asked."""
        desk, op, call_id = self._desk, self._desk.new_operation(), self._call_id
        task = self._runner.save(lambda: question_asked(desk, op, call_id, follow_up_id))
        task.succeeded.connect(lambda _done: self._on_put(follow_up_id))
        task.failed.connect(self.trouble)

    def _on_put(self, follow_up_id: FollowUpId) -> None:
        if self.case is not None:
            asks = tuple(replace(one, asked=one.asked or one.id == follow_up_id) for one in self.case.asks)
            self.case = replace(self.case, asks=asks)
            self.moved.emit()

    def over(self) -> None:
        """The call is over: what is still on its way is nobody's."""
        self._over = True
        self.case = None

    def _fetch(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        task = self._runner.save(work)  # a look is a line in the trail, and so a write
        task.succeeded.connect(then)
        task.failed.connect(self._on_no_facts)

    def _on_safe(self, facts: object) -> None:
        if self._over or not isinstance(facts, CheckFacts):
            return
        if Gate.SAFE not in self._nav.open_gates:
            self._safe_asked = False  # somebody else came on the line meanwhile: asked again when the gate opens
            return
        self._nav.open_check(facts.facts)
        self._safe_here = True
        self.moved.emit()

    def _on_case(self, case: object) -> None:
        if self._over or not isinstance(case, CaseCard):
            return
        if Gate.PERSON not in self._nav.open_gates:
            self._case_asked = False
            return
        self._nav.open_case(case.facts)
        self.case = case
        self.moved.emit()

    def _on_no_facts(self, trouble: object) -> None:
        self._case_asked = self._case_asked and self.case is not None
        self._safe_asked = self._safe_asked and self._safe_here
        if not self._over:
            self.trouble.emit(trouble)
            self.moved.emit()

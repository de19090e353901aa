"""The call in hand: the script's navigator, the draft, the two openings. No widget; pages listen and draw."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from callback_desk.call_script.facts import Facts
from callback_desk.call_script.form import Form
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.state import DraftState
from callback_desk.call_script.steps import Step
from callback_desk.call_script.typed_words import TypedIn, from_text, to_text
from callback_desk.domain.call import CallCard, CallDraft, CallResult, CaseCard, Gate, StartedCall, says_too_upset
from callback_desk.domain.ids import FollowUpId
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.slots import SlotLoad
from callback_desk.domain.tip import NewTip
from callback_desk.ui.call.autosave import Autosave
from callback_desk.ui.call.opened_facts import OpenedFacts, guarded
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.save_call import heartbeat, save_draft
from callback_desk.use_cases.slots import slot

SOMEONE_ELSE: Final = "someone_else"
HEARTBEAT: Final = timedelta(seconds=20)
#: Where an ending by the End key starts, when the path gave none.
_TALKED_IN_PART: Final = Outcome.TALKED_PART


class CallInHand(QObject):
    """One call between *Start call* and *Finish*. Every answer goes through here and is saved from here.

    `moved()` after anything that changes what is to be seen; `trouble(exception)`; `claim_lost(exception)`.
    """

    moved = Signal()
    trouble = Signal(object)
    claim_lost = Signal(object)
    take_back_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        runner: Runner,
        card: CallCard | None,
        started: StartedCall,
        form: Form,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.card = card
        self.started = started
        self._runner = runner
        self.typed: dict[TypedIn, str] = from_text(started.typed)
        self.urgent_told = started.urgent_told
        self._alert_told = started.alert_told
        self._not_so_upset = False  # the volunteer said so, of the answers as they stand
        self.nav = Navigator(
            form,
            Facts(open=dict(started.facts)),
            language=started.language,
            now=desk.clock.now,
            zone=desk.zone,
            saved=DraftState.from_json(started.draft) if started.draft else None,
        )
        self._opened = OpenedFacts(desk, runner, self.nav, started.call_id, self)
        self._opened.moved.connect(self.moved)
        self._opened.trouble.connect(self.trouble)
        self._over = False
        self.autosave = Autosave(runner, self.draft, self._write_draft, self)
        self.autosave.claim_lost.connect(self._on_claim_lost)
        self._beat = QTimer(self)
        self._beat.setInterval(int(HEARTBEAT.total_seconds() * 1000))
        self._beat.timeout.connect(self.renew)
        self._beat.start()
        self._opened.look()

    # -- what is there to be seen

    @property
    def step(self) -> Step:
        return guarded(self.nav.step, known=self._opened.safe_known)

    @property
    def case(self) -> CaseCard | None:
        return self._opened.case

    def put_question(self, follow_up_id: FollowUpId) -> None:
        self._opened.put_question(follow_up_id)

    @property
    def opening(self) -> bool:
        """The case is being fetched: what the next question says is not known yet."""
        return self._opened.opening

    @property
    def someone_else(self) -> bool:
        """Somebody else is on the line: nothing of the case may be seen."""
        question = self.step.question
        return question is not None and question.aside == SOMEONE_ELSE

    @property
    def at_start(self) -> bool:
        """Nothing was answered yet: the number may not even have been dialed."""
        return self.step.key == self.nav.spots()[0][1] and not self.step.answer and not self.nav.state().visited

    @property
    def ended(self) -> bool:
        return self.step.question is None

    @property
    def first_name(self) -> str:
        return self.started.facts.get("first_name", "")

    @property
    def they_rang(self) -> bool:
        """They are on the line: nothing was dialed."""
        return self.card is not None and self.card.they_rang

    @property
    def no_call(self) -> str:
        """What is true when no talk came about: it takes the call back before its first answer."""
        return "Nobody is there any more" if self.they_rang else "I did not dial"

    @property
    def talked(self) -> bool:
        """The person came to the phone and it was safe to talk."""
        return Gate.SAFE in self.nav.open_gates

    @property
    def too_upset(self) -> bool:
        """The answers end the call because the person cannot go on, and nobody was told of it yet."""
        return not self._alert_told and not self._not_so_upset and says_too_upset(self.nav.answers())

    def urgent(self) -> tuple[NewTip, ...]:
        """The lines that cannot wait, oldest first."""
        return tuple(tip for tip in self.nav.tips() if tip.urgent)

    def shown_case(self) -> CaseCard | None:
        """The case, while both checks stand open; None in the very moment one closes."""
        return self.case if self.nav.case_open and not self.someone_else else None

    def answered(self) -> int:
        return len(self.nav.answers()) + len(self.nav.lines)

    # -- what a volunteer does

    def press(self, number_key: str) -> None:
        left = self._question()
        if any(choice.key == number_key and choice.closed_reason for choice in self.step.choices):
            return
        self.nav.press(number_key)
        self._changed(left)

    def choose(self, name: str) -> None:
        """By click, or a choice beyond the ninth."""
        shown = next((choice for choice in self.step.choices if choice.name == name), None)
        if shown is not None and shown.key:
            self.press(shown.key)
        elif shown is not None and not shown.closed_reason:
            left = self._question()
            if not self.nav.answer(name).error:
                self.nav.go_on()
            self._changed(left)

    def answer(self, value: str, *, go_on: bool = False) -> None:
        left = self._question()
        step = self.nav.answer(value)
        if step.error:
            self.typed[TypedIn.ANSWER] = value
        else:
            self.typed.pop(TypedIn.ANSWER, None)
            if go_on:
                self.nav.go_on()
        self._changed(left)

    def go_on(self) -> None:
        left = self._question()
        self.nav.go_on()
        self._changed(left)

    def go_back(self) -> None:
        self.nav.go_back()
        self._changed("")

    def go_to_stage(self, name: str) -> None:
        self.nav.go_to_stage(name)
        self._changed("")

    def nothing_new(self) -> None:
        left = self._question()
        self.nav.nothing_new()
        self._changed(left)

    def keep_line(self, text: str) -> None:
        self.nav.keep_line(text)
        self.typed.pop(TypedIn.LINE, None)
        self._changed(self._question())

    def edit_line(self, key: str, text: str) -> None:
        """Mend a kept line; an emptied one is dropped."""
        index = next((place for place, line in enumerate(self.nav.lines) if line.key == key), None)
        if index is None:
            return
        if text.strip():
            self.nav.edit_line(index, text)
        else:
            self.nav.drop_line(index)
        self.typed.pop(TypedIn.LINE, None)
        self._changed("")

    def set_language(self, code: str) -> None:
        self.nav.language = code
        self._changed("")

    def take_back(self) -> None:
        """I did not dial, or nobody is there any more."""
        self.take_back_wanted.emit()

    def someone_else_answered(self) -> None:
        self.nav.open_aside(SOMEONE_ELSE)
        self._changed("")

    def back_to_person(self) -> None:
        if self.someone_else and self.nav.state().aside:
            self.nav.close_aside()
        else:
            self.nav.go_back()
        self._changed("")

    def dialed_again(self) -> None:
        """The line was cut and somebody answers again: who it is must be asked afresh."""
        self.nav.start_again()
        self._changed("")

    def end(self, outcome: str = "", next_action: str = "") -> None:
        """To *How did it end?* from anywhere. It can be left again. Words in the line are kept as a line."""
        unkept = self.typed.get(TypedIn.LINE, "").strip()
        if unkept and self.nav.may_capture:
            self.nav.keep_line(unkept)
            self.forget_typed(TypedIn.LINE)
        if not outcome and self.talked:
            outcome = _TALKED_IN_PART.value
        self.nav.jump_ending(outcome, next_action)
        self._changed("")

    def typing(self, place: TypedIn, text: str) -> None:
        """A letter was typed somewhere."""
        if text:
            self.typed[place] = text
        else:
            self.typed.pop(place, None)
        self.autosave.words_changed()

    def alert_was_told(self) -> None:
        """A person was told of danger or distress: nobody is told of the same twice."""
        self._alert_told = True

    def not_so_upset(self) -> None:
        """The answers say so, the volunteer does not: that holds while they stay the same."""
        self._not_so_upset = True

    def forget_typed(self, *places: TypedIn) -> None:
        for place in places:
            self.typed.pop(place, None)

    def save_now(self) -> None:
        """Whatever is typed goes to the disk: the window locks, closes, or covers."""
        self.autosave.hurry()

    def over(self) -> None:
        """Finished, or taken back: no heartbeat and no save any more."""
        self._over = True
        self._beat.stop()
        self.autosave.stop()
        self._opened.over()

    # -- what the desk gets

    def draft(self) -> CallDraft:
        return CallDraft(
            state=self.nav.state().to_json(),
            typed=to_text(self.typed),
            language=self.nav.language,
            answered=self.answered(),
        )

    def result(self, outcome: str) -> CallResult:
        """Everything the call brought back so far; the ending page adds what it asks."""
        ending = self.nav.ending
        return CallResult(
            outcome=outcome,
            answers=self.nav.answers(),
            tips=self.nav.tips(),
            ratings=self.nav.ratings(),
            consents=self.nav.consents(),
            language=self.nav.language,
            state=self.nav.state().to_json(),
            do_not_call=ending is not None and ending.next_action == "do_not_call",
        )

    def _write_draft(self, draft: CallDraft) -> datetime:
        return save_draft(self.desk, self.started.call_id, self.started.fence, draft)

    def _question(self) -> str:
        question = self.step.question
        return question.name if question is not None else ""

    def _changed(self, left: str) -> None:
        if self._not_so_upset and not says_too_upset(self.nav.answers()):
            self._not_so_upset = False
        self.autosave.save_now(left)
        self._opened.look()
        self.moved.emit()

    def ask_slot(self, at: datetime, then: Callable[[datetime, SlotLoad], None]) -> None:
        """How full an hour is; nothing is said where it cannot be found out."""
        task = self._runner.ask(lambda: slot(self.desk, at), topic=(id(self), "slot"))
        task.succeeded.connect(lambda load: then(at, load) if isinstance(load, SlotLoad) else None)

    # -- the claim

    def renew(self) -> None:
        """Keep the claim for another lease."""
        callback_id, fence = self.started.callback_id, self.started.fence
        task = self._runner.save(lambda: heartbeat(self.desk, self.desk.new_operation(), callback_id, fence))
        task.failed.connect(self._on_no_beat)

    def _on_no_beat(self, trouble: object) -> None:
        if not self._over:
            self._on_claim_lost(trouble)

    def _on_claim_lost(self, trouble: object) -> None:
        self._beat.stop()
        self.claim_lost.emit(trouble)

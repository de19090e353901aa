"""Leads through a call: one question at a time, back and forth, to an ending. No widget, no desk, no clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo

from callback_desk.call_script import course, harvest, showing
from callback_desk.call_script.answering import as_typed, complaint_about, keep, pressed
from callback_desk.call_script.cards import Cards
from callback_desk.call_script.course import Spot
from callback_desk.call_script.facts import Facts
from callback_desk.call_script.form import SEVERAL, Form, QuestionKind
from callback_desk.call_script.live import LiveForm
from callback_desk.call_script.place import THE_END, Place
from callback_desk.call_script.state import DraftState, Line
from callback_desk.call_script.steps import Ending, StageMark, Step
from callback_desk.domain.call import Answer, Gate, NewRating
from callback_desk.domain.errors import DeskBug, NotAllowed, ScriptRefused
from callback_desk.domain.tip import NewTip

_NOTHING_NEW = "nothing_new"


class Navigator:
    """Where a call stands. `now` gives aware datetimes; `zone` is the desk's, for today() and shown dates.

    Raises ScriptRefused when `saved` belongs to another version of the script.
    """

    def __init__(
        self,
        form: Form,
        facts: Facts,
        *,
        language: str,
        now: datetime | Callable[[], datetime],
        zone: tzinfo,
        saved: DraftState | None = None,
    ) -> None:
        if saved is not None and saved.script_sha256 != form.sha256:
            raise ScriptRefused("This call was begun with another version of the script. Open it with that one.")
        self.form = form
        self._now: Callable[[], datetime] = now if callable(now) else lambda: now
        self._place = Place.of(saved)
        self._error = ""
        self._spots: tuple[Spot, ...] = ()
        self._spots_at = -1
        self._shown: tuple[tuple[object, ...], Step] | None = None  # the window asks many times for each key
        chosen = saved.language if saved else language
        self._live = LiveForm(
            form,
            facts,
            now=self._now,
            zone=zone,
            language=chosen if chosen in form.languages else form.default_language,
            values=saved.answers if saved else {},
            lines=[line.key for line in self._place.lines],
        )
        if saved is None:
            self._place.position = self._first()

    # -- what is in front of the volunteer

    @property
    def step(self) -> Step:
        spot, place = self._spot(), self._place
        seen = (self._live.changes, place.position, place.aside, place.jumped, self._error, *place.lines)
        if self._shown is None or self._shown[0] != seen:
            self._shown = seen, self._show(spot)
        return self._shown[1]

    def _show(self, spot: Spot | None) -> Step:
        if spot is None:
            return Step(None, self.ending, THE_END, error=self._error)
        lines, may_capture = self._place.lines, self.may_capture
        return showing.step(self._live, spot, self.spots(), lines, self._error, may_capture=may_capture)

    @property
    def ending(self) -> Ending | None:
        """None while the call goes on."""
        return course.ending(self._live, self.spots(), self._place)

    @property
    def stages(self) -> tuple[StageMark, ...]:
        spot, spots = self._spot(), self.spots()
        here = (spots[0] if self._place.aside else spot or spots[-1])[0].stage
        return showing.stages(self._live, here, at_end=spot is None)

    @property
    def open_gates(self) -> frozenset[Gate]:
        """None are open while somebody else is on the line."""
        return frozenset() if self._place.aside else self._live.open_gates()

    @property
    def case_open(self) -> bool:
        """Whether case facts were handed over and may be shown now."""
        return Gate.PERSON in self.open_gates and bool(self._live.facts.person)

    @property
    def may_capture(self) -> bool:
        """After both checks, unless passing things on was asked about and not agreed to."""
        asked = {self._live.value(question.path) for question in self.form.questions if question.consent == "tip"}
        return Gate.PERSON in self.open_gates and asked <= {"", "yes"}

    @property
    def language(self) -> str:
        return self._live.language

    @language.setter
    def language(self, code: str) -> None:
        """Any language of the script, at any moment. Raises DeskBug for one it does not have."""
        if code not in self.form.languages:
            raise DeskBug("The script does not have that language.", code="script_language")
        self._live.set_language(code)

    @property
    def cards(self) -> Cards:
        """What lies beside every question, in the language of the moment."""
        return Cards(self._live)

    # -- facts that come later

    def open_check(self, safe_facts: Mapping[str, str]) -> Step:
        """Hand over what the volunteer compares. Raises NotAllowed before it is known to be safe to talk."""
        if Gate.SAFE not in self.open_gates:
            raise NotAllowed("This shows once it is safe to talk.")
        self._live.set_facts(replace(self._live.facts, safe=dict(safe_facts)))
        return self.step

    def open_case(self, person_facts: Mapping[str, str]) -> Step:
        """Hand over case content. Raises NotAllowed before both checks are passed."""
        if Gate.PERSON not in self.open_gates:
            raise NotAllowed("The case shows after both checks.")
        self._live.set_facts(replace(self._live.facts, person=dict(person_facts)))
        return self.step

    # -- answering and moving

    def answer(self, value: str) -> Step:
        """Keep an answer for the question in front; "" takes it back. What does not fit is said and not kept."""
        self._keep(value)
        return self.step

    def _keep(self, value: str) -> None:
        if (spot := self._spot()) is not None and not spot[0].read_only:
            self._error = keep(self._live, *spot, value)

    def press(self, number_key: str) -> Step:
        """Answer by a number key, and go on when one answer is all there is."""
        value, self._error = pressed(step := self.step, number_key, self.language)
        if self._error:
            return self.step
        self._keep(value)
        return self.step if self._error or step.kind in SEVERAL else self.go_on()

    def go_on(self) -> Step:
        """To the next question that applies, or to the ending. What is needed or does not fit stays here."""
        spot = self._spot()
        if spot is None:
            return self.step
        question, key = spot
        value = self._live.answer(question, key)
        self._error = complaint_about(self._live, question, key, value, leaving=True)
        if self._error:
            return self.step
        if not value and question.has_default:
            self._live.set_value(key, "")  # left empty on purpose: the default does not come after all
        self._place.visited[key] = None
        choice = course.answered_choice(self._live, spot)
        if choice is not None and choice.outcome:
            self._place.before_end, self._place.position = key, THE_END
        elif choice is not None and choice.next_action == "start_again":
            self.start_again()
        elif self._place.aside:
            self.close_aside()
        else:
            self._place.position, self._place.before_end = self._after(spot), key
        return self.step

    def nothing_new(self) -> Step:
        """Go on from a capture question where nothing was said; that it was asked is kept."""
        step = self.answer(_NOTHING_NEW)
        return step if step.error else self.go_on()

    def go_back(self) -> Step:
        self._error = ""
        spots = self.spots()
        if self._place.aside and self._place.position == THE_END:
            self._place.position = self._place.aside
        elif self._place.aside:
            self.close_aside()
        elif self._place.position == THE_END:
            self._place.jumped = None
            keys = [key for _, key in spots]
            self._place.position = self._place.before_end if self._place.before_end in keys else keys[-1]
        else:
            before = self._index(spots) - 1
            if before >= 0:
                self._place.position = spots[before][1]
        return self.step

    def go_to_stage(self, name: str) -> Step:
        """Back to the first question of a stage that is done. Raises NotAllowed for one that is not."""
        mark = next((mark for mark in self.stages if mark.name == name), None)
        target = next((key for question, key in self.spots() if question.stage == name), None)
        if mark is None or mark.state == "ahead" or target is None or self._place.aside:
            raise NotAllowed("Only a part that is done can be opened again.")
        self._error, self._place.jumped, self._place.position = "", None, target
        return self.step

    def jump_ending(self, outcome: str, next_action: str = "") -> Step:
        """End the call from anywhere, with an outcome the path did not give."""
        self._place.jump(Ending(outcome, next_action))
        self._error = ""
        return self.step

    # -- somebody else on the line

    def open_aside(self, name: str) -> Step:
        """Show the question marked desk:aside = name, from anywhere; both gates count as closed meanwhile."""
        question = next((question for question in self.form.questions if question.aside == name), None)
        if question is None:
            raise DeskBug("The script has no words for that.", code="script_aside")
        self._place.open_aside(question.path)
        self._error = ""
        self._live.set_value(question.path, "")
        return self.step

    def close_aside(self) -> Step:
        """Back to where the person was left."""
        place = self._place
        if place.aside:
            self._live.set_value(place.aside, "")
            place.aside, self._error = "", ""
            place.position = place.left_at if place.left_at in [key for _, key in self.spots()] else self._first()
        return self.step

    def start_again(self) -> Step:
        """Another voice, or dialled again: all up to the last check is asked afresh, the rest is kept."""
        last = max((i for i, question in enumerate(self.form.questions) if question.opens), default=-1)
        paths = [question.path for question in self.form.questions[: last + 1]]
        self._place.aside, self._place.returns_to, self._place.jumped = "", "", None
        self._live.forget([*paths, *(question.path for question in self.form.questions if question.aside)])
        self._place.visited = {key: None for key in self._place.visited if key not in paths}
        self._live.drop_closed_facts()
        self._place.position = self._first()
        return self.step

    # -- the one line to type in

    @property
    def lines(self) -> tuple[Line, ...]:  # oldest first
        return tuple(self._place.lines)

    def keep_line(self, text: str) -> Line:
        """Raises NotAllowed before both checks, or where passing things on was declined."""
        if not self.may_capture:
            raise NotAllowed(
                "New information is written down after both checks, and if the person agreed to pass it on."
            )
        spot = self._spot()
        line = self._place.keep(as_typed(text), self._now(), spot[0].name if spot else "")
        self._live.set_lines([kept.key for kept in self._place.lines])
        if spot is not None and spot[0].kind is QuestionKind.CAPTURE and self._live.values.get(spot[1]) == _NOTHING_NEW:
            self._live.set_value(spot[1], "")
        return line

    def edit_line(self, index: int, text: str) -> Line:
        self._place.lines[index] = replace(self._place.lines[index], text=as_typed(text))
        return self._place.lines[index]

    def drop_line(self, index: int) -> Line:
        gone = self._place.lines.pop(index)
        self._live.values = {key: text for key, text in self._live.values.items() if not key.endswith(f"@{gone.key}")}
        was_here = self._place.position.endswith(f"@{gone.key}")
        here = self._index(self.spots()) if was_here else 0
        self._live.set_lines([kept.key for kept in self._place.lines])
        if was_here:
            spots = self.spots()
            self._place.position = spots[min(max(here - 1, 0), len(spots) - 1)][1]
        return gone

    # -- what it brings back

    def answers(self) -> tuple[Answer, ...]:
        spots = list(self.spots())
        if self._place.aside:
            spots.append(course.aside_spot(self.form, self._place.aside))
        # a default nobody was shown is not an answer
        said = [spot for spot in spots if not spot[0].has_default or spot[1] in self._seen]
        return harvest.answers(self._live, said)

    @property
    def no_longer_apply(self) -> int:
        """Answers that are kept and do not count, because a later answer took their question away."""
        on_path = {key for _, key in self.spots()} | {self._place.aside}
        return harvest.no_longer_apply(self._live, on_path, self._seen)

    @property
    def _seen(self) -> set[str]:
        return {*self._place.visited, self._place.position, self._place.before_end}

    def tips(self) -> tuple[NewTip, ...]:
        return harvest.tips(self._live, self._place.lines)

    def ratings(self) -> tuple[NewRating, ...]:
        return harvest.ratings(self._live, self.spots())

    def consents(self) -> Mapping[str, str]:
        return harvest.consents(self._live)

    def state(self) -> DraftState:
        return self._place.state(self.form.sha256, self.language, self._live.values)

    # -- the path

    def spots(self) -> tuple[Spot, ...]:
        """Every question that applies now, in order, up to the first answer that ends the call."""
        if self._spots_at != self._live.changes:
            self._spots, self._spots_at = course.spots(self._live), self._live.changes
        return self._spots

    def _first(self) -> str:
        spots = self.spots()
        if not spots:
            raise ScriptRefused("The script has no question to begin with.")
        return spots[0][1]

    def _spot(self) -> Spot | None:
        """The question in front. One that no longer applies gives way to the nearest before it."""
        if self._place.position == THE_END:
            return None
        if self._place.aside:
            return course.aside_spot(self.form, self._place.aside)
        return self.spots()[self._index(self.spots())]

    def _index(self, spots: tuple[Spot, ...]) -> int:
        found = course.nearest(self._live, spots, self._place.position)
        if self._live.facts.person or Gate.PERSON not in self._live.open_gates():  # else the case is still to come
            self._place.position = spots[found][1]
        return found

    def _after(self, spot: Spot) -> str:
        place = self._place
        key, place.returns_to = course.following(
            self._live, self.spots(), spot, place.lines, place.visited, place.returns_to
        )
        return key

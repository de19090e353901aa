"""A call that is none: the script, a made-up person, and nothing of the desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from callback_desk.call_script.form import Form
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.sample_people import SamplePerson
from callback_desk.domain.call import CaseCard, StartedCall
from callback_desk.domain.ids import AttemptId, CallbackId, CallId, PhoneId, ScriptSha
from callback_desk.domain.incident import CaseStatus
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.opened_facts import OpenedFacts
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.save_call import CheckFacts

_NO_CALL = CallId(0)


class _SampleFacts(OpenedFacts):
    """What stands behind the checks comes from the sample at once: the desk is never asked, no look is logged."""

    def __init__(self, person: SamplePerson, desk: Desk, runner: Runner, nav: Navigator, parent: QObject) -> None:
        super().__init__(desk, runner, nav, _NO_CALL, parent)
        self._person = person

    def _fetch(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        facts = self._person.facts
        if then == self._on_safe:
            self._on_safe(CheckFacts(dict(facts.safe)))
        else:
            self._on_case(
                CaseCard(
                    facts.person.get("case_number", ""),
                    facts.person.get("offense_plain", ""),
                    tuple(facts.person.get("offense_codes", "").split()),
                    None,
                    "",
                    CaseStatus.OPEN,
                    facts.person.get("status_phrase", ""),
                    None,
                    dict(facts.person),
                )
            )


class WalkInHand(CallInHand):
    """Answers lead on as in a call. Nothing is saved: no draft, no claim, no line in the trail."""

    def __init__(
        self, desk: Desk, runner: Runner, person: SamplePerson, form: Form, language: str, parent: QObject | None = None
    ) -> None:
        started = StartedCall(
            call_id=_NO_CALL,
            attempt_id=AttemptId(0),
            callback_id=CallbackId(0),
            fence=0,
            phone_id=PhoneId(0),
            dial_text="",
            started_at=desk.clock.now(),
            script_sha=ScriptSha(form.sha256),
            xform="",
            facts=person.facts.open,
            language=language,
        )
        super().__init__(desk, runner, None, started, form, parent)
        self._beat.stop()
        self.autosave.stop()
        self._opened.over()
        self._opened = _SampleFacts(person, desk, runner, self.nav, self)
        self._opened.moved.connect(self.moved)
        self._opened.look()

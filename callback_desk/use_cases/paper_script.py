"""The published script on paper, for a day without the computer: in any of its languages, with the desk's own words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.paper import PaperFacts, paper_of
from callback_desk.domain.access import Act
from callback_desk.domain.errors import NotFound
from callback_desk.domain.exports import ExportKind, Purpose
from callback_desk.domain.outcomes import Outcome, OutcomeRule, OutcomeTable
from callback_desk.domain.paper import PaperDocument
from callback_desk.domain.records import ScriptRecord
from callback_desk.use_cases.desk import Desk, Work, asks, declared
from callback_desk.use_cases.on_paper import OnPaper, pressed
from callback_desk.use_cases.ports_world import Printed
from callback_desk.use_cases.which_script import CALL, CALLED_BACK

ON_PAPER = (CALL, CALLED_BACK)
_MINUTES = "10"
# A try that was none is not written on paper, and a call that was cut off there is not gone on with here.
_NOT_ON_PAPER = frozenset({Outcome.NOT_DIALED, Outcome.CUT_OFF})


def paper_endings(table: OutcomeTable) -> tuple[OutcomeRule, ...]:
    """The endings as they are numbered on a paper form, from 1."""
    return tuple(rule for outcome, rule in table.rows.items() if outcome not in _NOT_ON_PAPER)


def ending_words(rule: OutcomeRule, language: str) -> str:
    """How an ending is called on a form in this language."""
    return _IN_SPANISH.get(rule.outcome, rule.screen) if language == "es" else rule.screen


_IN_SPANISH: Mapping[Outcome, str] = {
    Outcome.TALKED_ALL: "Hablamos, todas las preguntas",
    Outcome.TALKED_PART: "Hablamos, se detuvo a la mitad",
    Outcome.ANOTHER_TIME: "Pidió otro momento",
    Outcome.NO_CALLS_WANTED: "No quiere llamadas",
    Outcome.SOFT_REFUSAL: "Ahora no, quizás después",
    Outcome.LANGUAGE_NO_INTERPRETER: "Otro idioma, sin intérprete",
    Outcome.NO_ANSWER: "No contestó nadie",
    Outcome.BUSY: "Ocupado",
    Outcome.MACHINE_NO_MESSAGE: "Buzón de voz, sin mensaje",
    Outcome.MACHINE_MESSAGE: "Buzón de voz, se dejó mensaje",
    Outcome.NOT_IN_SERVICE: "Fuera de servicio",
    Outcome.WRONG_NUMBER: "Número equivocado",
    Outcome.SOMEONE_ELSE: "Contestó otra persona",
    Outcome.UNSAFE: "No era seguro hablar",
    Outcome.NOT_THE_PERSON: "No se supo quién era",
    Outcome.AWAY: "Fuera por un tiempo",
    Outcome.DECEASED: "Ha fallecido",
    Outcome.UNABLE: "No puede hablar, por enfermedad o cuidado",
    Outcome.SOMETHING_WRONG: "Algo no parecía estar bien",
    Outcome.DANGER: "Peligro ahora",
}


@asks(Act.PRINT_PAPER_SCRIPT)
def scripts_for_paper(work: Work) -> tuple[ScriptRecord, ...]:
    """The scripts that would be printed now: of the calls we make, and of theirs to us. Raises NotFound for neither."""
    there = [purpose for purpose in ON_PAPER if purpose in work.uow.scripts.purposes()]
    return tuple(work.uow.scripts.current(purpose) for purpose in there or ON_PAPER[:1])


def print_paper_script(desk: Desk, language: str, target: Path, family: str = "", purpose: str = CALL) -> Printed:
    """Write the published script of a purpose as a paper form. Only the agency's own words are on it, nobody's name.

    With `family` ("burglary") what is asked about other kinds of reports is left out; the numbers stay the same.

    Raises NotFound, DeskFault or DiskFull; then nothing was written.
    """
    record = _record(desk, purpose)
    document = _paper(desk, record, language, family)
    what = OnPaper(ExportKind.PAPER_FORM, ("script", record.sha), Purpose.CONTINUITY)
    return pressed(desk, Act.PRINT_PAPER_SCRIPT, document, target, what)


declared(print_paper_script, Act.PRINT_PAPER_SCRIPT, writes=True)


def script_on_paper(desk: Desk, language: str, family: str = "", purpose: str = CALL) -> PaperDocument:
    """The same, not written yet. Raises NotFound."""
    return _paper(desk, _record(desk, purpose), language, family)


declared(script_on_paper, Act.PRINT_PAPER_SCRIPT, writes=False)


def _record(desk: Desk, purpose: str) -> ScriptRecord:
    record = next((one for one in scripts_for_paper(desk) if one.purpose == purpose), None)
    if record is None:
        raise NotFound("No call script for this purpose is published yet.", code="no_script")
    return record


def _paper(desk: Desk, record: ScriptRecord, language: str, family: str) -> PaperDocument:
    form = form_from_xform(record.xform)
    values = {"agency": desk.info.agency, "callback_phone": desk.info.callback_phone, "minutes": _MINUTES}
    endings = [ending_words(rule, language) for rule in paper_endings(desk.rules.outcomes)]
    known = {name: value for name, value in values.items() if value}
    return paper_of(form, language, PaperFacts(desk.info.agency, known, endings, family))

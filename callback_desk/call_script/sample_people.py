"""Three made-up people to walk a script with: one about whom all is known, one about whom little is, one in Spanish.

Names and numbers are invented; the numbers are of the range that is kept for fiction.
"""

from __future__ import annotations

from dataclasses import dataclass

from callback_desk.call_script.facts import Facts

_OPEN = {
    "agency": "Springfield Police Department",
    "volunteer_first_name": "Ruth",
    "callback_phone": "217 555 0100",
    "minutes": "10",
}


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """`about` says what this walk shows; `language` is of the person."""

    name: str
    about: str
    facts: Facts
    language: str = "en"


SAMPLE_PEOPLE = (
    SamplePerson(
        "Elena Marchetti",
        "Break-in at home. Everything is known, a detective has it, a name may be left on a machine.",
        Facts(
            open={
                **_OPEN,
                "first_name": "Elena",
                "full_name": "Elena Marchetti",
                "voicemail_policy": "name_only",
                "language": "en",
            },
            safe={"street": "Birchwood Lane", "report_month": "November 2026"},
            person={
                "case_number": "26-018834",
                "offense_plain": "Break-in at home",
                "offense_codes": "220",
                "offense_family": "burglary",
                "reported_on": "November 2",
                "status_phrase": "open, and a detective has it",
                "status_phrase_es": "abierto, y lo lleva un detective",
                "has_detective": "yes",
                "report_has": "time property",
                "report_lists": "The report already lists a laptop and jewelry.",
                "report_lists_es": "El reporte ya menciona una computadora portátil y joyas.",
            },
        ),
    ),
    SamplePerson(
        "Walter Pruitt",
        "Stolen vehicle. Little is known: no status that may be said, no agreement about machines.",
        Facts(
            open={
                "agency": "Springfield Police Department",
                "volunteer_first_name": "Ruth",
                "first_name": "Walter",
                "full_name": "Walter Pruitt",
                "voicemail_policy": "none",
                "language": "en",
            },
            safe={"report_month": "October 2026"},
            person={
                "case_number": "26-017002",
                "offense_plain": "Stolen vehicle",
                "offense_codes": "240",
                "offense_family": "stolen_vehicle",
                "has_detective": "no",
            },
        ),
    ),
    SamplePerson(
        "Rosa Delgado",
        "Fraud, in Spanish. A name and a number may be left on a machine.",
        Facts(
            open={
                **_OPEN,
                "first_name": "Rosa",
                "full_name": "Rosa Delgado",
                "voicemail_policy": "name_and_callback",
                "language": "es",
            },
            safe={"street": "Willow Court", "report_month": "November 2026"},
            person={
                "case_number": "26-018977",
                "offense_plain": "Fraud",
                "offense_codes": "26A",
                "offense_family": "fraud",
                "reported_on": "November 5",
                "status_phrase": "on hold until there is new information",
                "status_phrase_es": "en espera hasta que haya información nueva",
                "has_detective": "no",
            },
        ),
        "es",
    ),
)

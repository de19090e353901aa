"""What a script may say before any check, besides names: numbers of the country, and the department's own answers."""

from __future__ import annotations

from collections.abc import Mapping

from callback_desk.domain.agency_answers import LANGUAGES, Answer, filled, key_of
from callback_desk.use_cases.desk import Work

_LINES = {"distress_line": "distress", "help_line": "help", "fraud_line": "fraud", "identity_line": "identity"}


def agency_answers(work: Work) -> dict[str, str]:
    """What the department entered, by key ("video_en"); at once in force, not from the next sign-in."""
    found = work.uow.desk.settings().get("answers")
    words = {str(key): " ".join(str(text).split()) for key, text in found.items()} if isinstance(found, Mapping) else {}
    return {key: text for key, text in words.items() if text}


def said_facts(work: Work, names: Mapping[str, str]) -> dict[str, str]:
    """Facts of the table `open`. A column ends in its language; a language without words is left out.

    What is left out has the script's own words instead (a fallback, or a row of its own).
    """
    return {**_numbers(work, names), **_answers(work, names)}


def _numbers(work: Work, names: Mapping[str, str]) -> dict[str, str]:
    table, region = work.desk.rules.hotlines, work.desk.info.region
    facts: dict[str, str] = {}
    danger, police = table.first("danger", region), table.first("police", region)
    facts["emergency_number"] = danger.number if danger else ""
    facts["police_number"] = police.number if police else names.get("callback_phone", "")
    for column, when in _LINES.items():
        line = table.first(when, region)
        if line is not None:
            facts[f"{column}_en"], facts[f"{column}_es"] = line.says, line.says_es
    return facts


def _answers(work: Work, names: Mapping[str, str]) -> dict[str, str]:
    entered = agency_answers(work)
    facts: dict[str, str] = {}
    for answer in Answer:
        column = "voicemail_message" if answer is Answer.VOICEMAIL else f"answer_{answer.value}"
        for language in LANGUAGES:
            said = filled(entered.get(key_of(answer, language), ""), names)
            if said:
                facts[f"{column}_{language}"] = said
    return facts

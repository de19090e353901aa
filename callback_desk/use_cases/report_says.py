"""*The report already says …*: what a prompt need not ask, and the one sentence that tells the victim so.

Only what the victim told of their own things is said aloud, in words of a closed table: never a number, a name or the
export's own text. That there is a witness, a picture or a description of somebody only decides what is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from callback_desk.domain.ids import VictimId
from callback_desk.domain.records import CaseRecord
from callback_desk.domain.report_already import Already, Item, Known, report_has, together
from callback_desk.intake.property_kinds import OTHER, PropertyKinds, shipped_kinds
from callback_desk.use_cases.desk import Work

_MOST_LETTERS = 130  # of the sentence, so that it stands whole before a question: the rest are "other things"
_VEHICLE, _STOLEN_VEHICLE = "car", "stolen_vehicle"
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "lists": "The report already lists {things}.",
        "lists_each": "The report already lists {things}, each with its number.",
        "list_alone": "The report already has a list of what was taken.",
        "numbered_one": "{thing} with its number",
        "plate": "The report already has the plate.",
        "vin": "The report already has the vehicle number.",
        "vehicle": "The report already has the plate and the vehicle number.",
        "and": " and ",
        "and_last": ", and ",
    },
    "es": {
        "lists": "El reporte ya menciona {things}.",
        "lists_each": "El reporte ya menciona {things}, cada cosa con su número.",
        "list_alone": "El reporte ya tiene una lista de lo que se llevaron.",
        "numbered_one": "{thing} con su número",
        "plate": "El reporte ya tiene la placa.",
        "vin": "El reporte ya tiene el número del vehículo.",
        "vehicle": "El reporte ya tiene la placa y el número del vehículo.",
        "and": " y ",
        "and_last": " y ",
    },
}


def already_facts(
    work: Work, victim_id: VictimId, case: CaseRecord, family: str, *, time_known: bool
) -> dict[str, str]:
    """Columns of the table `case`: `report_has`, and sentences that are said when they are known, else ""."""
    return facts_said(together(work.uow.people.already(victim_id, case.id)), family, time_known=time_known)


def facts_said(
    already: Already, family: str, *, time_known: bool, kinds: PropertyKinds | None = None
) -> dict[str, str]:
    """The same of what is known of one case. A column with `_es` is the sentence in Spanish."""
    table = shipped_kinds()
    has = set(report_has(already, table.with_numbers)) | ({Known.TIME} if time_known else set())
    facts = {"report_has": " ".join(known.value for known in Known if known in has)}
    for language in _WORDS:
        behind = "" if language == "en" else f"_{language}"
        facts[f"report_lists{behind}"] = _property(already.items, family, language, table)
        facts[f"report_vehicle{behind}"] = _vehicle(has, language) if family == _STOLEN_VEHICLE else ""
    return facts


def _property(items: Sequence[Item], family: str, language: str, table: PropertyKinds) -> str:
    words = _WORDS[language]
    wanted = {item.kind: item for item in items if not (item.kind == _VEHICLE and family == _STOLEN_VEHICLE)}
    named = [wanted[name] for name in table.kinds if name in wanted and name != OTHER]
    if not named:
        return words["list_alone"] if wanted else ""
    more = len(wanted) > len(named)  # what has no kind of its own here
    each = len(wanted) > 1 and all(item.numbered for item in wanted.values())
    lists = words["lists_each" if each else "lists"]
    things = [_thing(Item(item.kind) if each else item, language, table) for item in named]
    rest = table.kinds[OTHER].said[language]
    sentence = lists.format(things=_listed([*things, rest] if more else things, words))
    while len(sentence) > _MOST_LETTERS and len(things) > 1:
        things.pop()
        sentence = lists.format(things=_listed([*things, rest], words))
    return sentence


def _listed(things: Sequence[str], words: Mapping[str, str]) -> str:
    if len(things) < 2:
        return "".join(things)
    return ", ".join(things[:-1]) + words["and_last" if len(things) > 2 else "and"] + things[-1]


def _thing(item: Item, language: str, table: PropertyKinds) -> str:
    said = table.kinds[item.kind].said[language]
    return _WORDS[language]["numbered_one"].format(thing=said) if item.numbered else said


def _vehicle(has: set[Known], language: str) -> str:
    known = next((each for each in (Known.VEHICLE, Known.PLATE, Known.VIN) if each in has), None)
    return _WORDS[language][known.value] if known is not None else ""

"""What an agency sets: a desk stricter than the program, never looser; its own words; the number it publishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.retired_settings import without_retired
from callback_desk.use_cases.desk import Work, asks, does
from callback_desk.use_cases.said_facts import agency_answers

_THE_DESK = 1
_MOST_NUMBER_LETTERS = 40


@dataclass(frozen=True, slots=True)
class WhatWeSay:
    """The number people can check us by, and the department's own answers by key (domain.agency_answers)."""

    published_number: str = ""
    desk_extension: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@asks(Act.CHANGE_SETTINGS)
def settings(work: Work) -> Mapping[str, object]:
    """What was set, by group and name (`settings.py`); {} means the program's own numbers."""
    return work.uow.desk.settings()


@does(Act.CHANGE_SETTINGS)
def change_settings(work: Work, changes: Mapping[str, object]) -> Done:
    """Set these groups and keep the others. In force from each person's next sign-in.

    Raises DeskFault for an unknown name, and for a number that is looser than the program allows.
    """
    if without_retired(changes) != changes:
        raise DeskFault("One of these settings is no more. Nothing was changed.", code="settings-refused")
    merged = settings_with(work.uow.desk.settings(), changes)
    work.desk.rules_for(work.desk.info, merged)
    work.uow.desk.put_settings(merged)
    work.record(Event.SETTINGS_CHANGE, kind="desk", id=work.desk.info.database_id, groups=len(changes))
    return Done(Changes.SETTINGS, _THE_DESK)


def settings_with(stored: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    """These groups set, name by name, and the others kept."""
    merged: dict[str, object] = {**stored}
    for name, value in changes.items():
        before = merged.get(name)
        both = isinstance(before, Mapping) and isinstance(value, Mapping)
        merged[name] = {**before, **value} if both else value  # type: ignore[dict-item]  # both are mappings
    return merged


@asks(Act.CHANGE_SETTINGS)
def what_we_say(work: Work) -> WhatWeSay:
    """What volunteers read aloud that the department entered; "" and left out means the script's own words."""
    info = work.uow.desk.info()
    return WhatWeSay(info.callback_phone, info.desk_extension, agency_answers(work))


@does(Act.CHANGE_SETTINGS)
def publish_number(work: Work, number: str, extension: str) -> Done:
    """The number that callers name and the front desk answers, and the callback desk's extension; at once in force.

    Raises DeskFault for one that cannot be said or dialed.
    """
    said, inside = " ".join(number.split()), " ".join(extension.split())
    for text in (said, inside):
        if len(text) > _MOST_NUMBER_LETTERS or not all(letter.isdigit() or letter in "+-()#*. ext" for letter in text):
            raise DeskFault("A number is digits, as it is dialed: 217 555 0100. Nothing was changed.")
    work.uow.desk.create(replace(work.uow.desk.info(), callback_phone=said, desk_extension=inside))
    work.record(Event.SETTINGS_CHANGE, kind="desk", id=work.desk.info.database_id, groups=1)
    return Done(Changes.SETTINGS, _THE_DESK)

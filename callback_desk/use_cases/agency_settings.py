"""An agency makes the desk stricter than the program; never looser."""

from __future__ import annotations

from collections.abc import Mapping

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.use_cases.desk import Work, asks, does

_THE_DESK = 1


@asks(Act.CHANGE_SETTINGS)
def settings(work: Work) -> Mapping[str, object]:
    """What was set, by group and name (`settings.py`); {} means the program's own numbers."""
    return work.uow.desk.settings()


@does(Act.CHANGE_SETTINGS)
def change_settings(work: Work, changes: Mapping[str, object]) -> Done:
    """Set these groups and keep the others. In force from each person's next sign-in.

    Raises DeskFault for an unknown name, and for a number that is looser than the program allows.
    """
    stored = work.uow.desk.settings()
    merged: dict[str, object] = {**stored}
    for name, value in changes.items():
        before = merged.get(name)
        both = isinstance(before, Mapping) and isinstance(value, Mapping)
        merged[name] = {**before, **value} if both else value  # type: ignore[dict-item]  # both are mappings
    work.desk.rules_for(work.desk.info, merged)
    work.uow.desk.put_settings(merged)
    work.record(Event.SETTINGS_CHANGE, kind="desk", id=work.desk.info.database_id, groups=len(changes))
    return Done(Changes.SETTINGS, _THE_DESK)

"""A real desk in a folder of its own: keys, encrypted database, rules and script, as `init` makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from callback_desk.bootstrap.make import MadeDesk, NewDesk
from callback_desk.bootstrap.opening import Office
from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskFault
from callback_desk.use_cases import people
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.sign_in import sign_in, sign_out

PASSWORD = "nine purple lanterns drifting"
OTHER_PASSWORD = "velvet anchors beneath october"
SUPERVISOR, SECOND, VOLUNTEER = "Dana Marsh", "Pat Ruiz", "Walter Pine"
ASKED = NewDesk(
    agency="Meridian Falls Police",
    region="US",
    timezone="America/Chicago",
    supervisor=SUPERVISOR,
    area_code="312",
    synthetic=True,
)


@dataclass
class MadeOffice:
    """One desk on this computer; whoever signs in here is signed out when the test ends."""

    office: Office
    made: MadeDesk
    _open: list[Desk] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.office.folder

    @property
    def database(self) -> Path:
        return self.folder / "desk-000001.db"

    def sign_in(self, name: str = SUPERVISOR, password: str = PASSWORD) -> Desk:
        desk = sign_in(self.office.locked(), name, password)
        self._open.append(desk)
        return desk

    def sign_out(self, desk: Desk) -> None:
        self._open.remove(desk)
        sign_out(desk)

    def close(self) -> None:
        while self._open:
            desk = self._open.pop()
            desk.storage.close()
            desk.keys.drop()


def add(desk: Desk, name: str, *roles: Role, password: str = OTHER_PASSWORD) -> int:
    """One more person who can sign in."""
    return people.add_person(desk, desk.new_operation(), name=name, roles=frozenset(roles), password=password).id


def sentence_of(act: Callable[[], object]) -> str:
    """What a person reads when `act` is refused; fails the test when it is not."""
    with pytest.raises(DeskFault) as caught:
        act()
    return caught.value.sentence

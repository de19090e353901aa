"""The practice desk: a throw-away encrypted file whose key is nowhere but in memory, with one fictional person in it.

Nothing here writes to the agency's desk. The folder lies inside the desk's own, so that it is on a disk that was
found good for records; a program that is killed leaves files without a key, and the next start removes them.
"""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from callback_desk import paths, rulebook
from callback_desk.bootstrap.opening import Office
from callback_desk.bootstrap.practice_keys import PracticeKeys, PracticePress
from callback_desk.bootstrap.practice_person import PracticeClock, agree, candidate_of, number_of, type_in
from callback_desk.domain.access import Role
from callback_desk.domain.audit import Head
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import StaffId
from callback_desk.domain.people import DeskInfo, Session, Staff
from callback_desk.domain.phone import display_text
from callback_desk.domain.practice import PracticeBook, RoleCard, read_book
from callback_desk.domain.rule_data import Fields
from callback_desk.storage.store import SqlStorage, create_storage, open_storage
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.practice import DATABASE_ID, published_scripts

FOLDER = "practice"
BOOK = "practice-v1.toml"
# Shown in the place of an extension: whoever practices danger must not ring anybody.
_NOT_DIALED = "Do not dial"
_SUPERVISOR = "Your partner, as the supervisor"


def practice_book(resources: Path) -> PracticeBook:
    """The shipped cards and steps. Raises RulesRefused with the place that is wrong, DeskFault when it is missing."""
    try:
        data = tomllib.loads((resources / "practice" / BOOK).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DeskFault("The practice cards cannot be read. Install the program again.") from error
    return read_book(Fields(data, BOOK))


def clear_practice(folder: Path) -> bool:
    """Remove what practice at this desk left behind; True when nothing is left. Only while nobody practices."""
    place = folder / FOLDER
    shutil.rmtree(place, ignore_errors=True)
    return not place.exists()


class PracticeRoom:
    """Practice of one person who is signed in at the real desk. Make it, begin cards, close it; all on one thread.

    Raises DeskFault when the folder cannot be made.
    """

    def __init__(self, office: Office, real: Desk) -> None:
        self._real = real
        self._office = office
        self._folder = office.folder / FOLDER
        clear_practice(office.folder)
        paths.private_dir(self._folder)
        self._key = os.urandom(32)
        self._audit_key = os.urandom(32)
        self._clock = PracticeClock(real)
        self._matching = rulebook.load(office.resources, region=real.info.region).matching
        self._made = 0
        self._empty: SqlStorage | None = None
        self._running: SqlStorage | None = None
        try:
            self._empty = self._make_empty()
        except BaseException:
            self.close()
            raise

    @property
    def book(self) -> PracticeBook:
        """Cards and steps."""
        return practice_book(self._office.resources)

    def reported_at(self, card: RoleCard) -> datetime:
        """When the card's report was made, in the desk's zone: the partner must know the month."""
        at = self._clock.now() - timedelta(days=card.person.days_ago)
        return at.astimezone(self._real.zone)

    def number_of_next(self) -> str:
        """The number whoever is played next will have, as it is said: who rings back is found by it."""
        return display_text(number_of(self._real, self._made + 1), self._real.info.region)

    def begin(self, card: RoleCard, changed: Callable[[], None] = lambda: None) -> Desk:
        """A fresh desk with the card's person alone on its list, ready to be called. The one before goes.

        `changed` is called on the thread that writes, after each commit with a line in the practice desk's trail.
        """
        assert self._empty is not None
        self._end_running()
        self._made += 1
        path = self._folder / f"call-{self._made}.db"
        self._empty.backup_to(path, self._key)
        storage = open_storage(
            path,
            self._key,
            database_id=DATABASE_ID,
            station=self._office.station,
            audit_key=self._audit_key,
            clock=self._clock,
        )
        self._running = storage
        desk = self._desk(storage, path)
        candidate = candidate_of(desk, card.person, self.reported_at(card), self._made)
        type_in(desk, storage, candidate, self._matching, self._folder / f"row-{self._made}.scratch", path, self._key)
        agree(desk, storage, candidate.facts.case_number, card.person)

        def on_commit(_station: str, _head: Head) -> None:
            with suppress(RuntimeError):  # the window may have closed meanwhile
                changed()

        storage.on_commit = on_commit
        return desk

    def close(self) -> None:
        """Files and folder go; the key was only here. Safe to call again."""
        self._end_running()
        if self._empty is not None:
            self._empty.close()
            self._empty = None
        self._key = self._audit_key = bytes(32)
        clear_practice(self._office.folder)

    def _end_running(self) -> None:
        storage, self._running = self._running, None
        if storage is None:
            return
        storage.close()
        for left in self._folder.glob("call-*"):
            left.unlink(missing_ok=True)

    def _make_empty(self) -> SqlStorage:
        """What every card begins with: the desk's own words, the published script, one volunteer."""
        storage = create_storage(
            self._folder / "empty.db",
            self._key,
            database_id=DATABASE_ID,
            station=self._office.station,
            audit_key=self._audit_key,
            clock=self._clock,
        )
        try:
            scripts = published_scripts(self._real)
            now = self._clock.now()
            with storage.write(self._session()) as uow:
                uow.desk.create(self._info())
                uow.staff.add(self._volunteer())
                supervisor = Staff(StaffId(2), _SUPERVISOR, frozenset({Role.SUPERVISOR}), now, extension=_NOT_DIALED)
                uow.staff.add(supervisor)
                for script in scripts:
                    uow.scripts.add(script)
                uow.commit()
        except BaseException:
            storage.close()
            raise
        return storage

    def _info(self) -> DeskInfo:
        info = self._real.info
        return replace(info, database_id=DATABASE_ID, desk_extension=_NOT_DIALED, synthetic=True)

    def _volunteer(self) -> Staff:
        name = self._real.session.name
        return Staff(StaffId(1), name, frozenset({Role.VOLUNTEER}), self._clock.now(), last_sign_in=self._clock.now())

    def _session(self) -> Session:
        now = self._clock.now()
        token = self._office.ids.token()
        return Session(token, self._volunteer(), self._office.station, self._office.os_user, now, previous_sign_in=now)

    def _desk(self, storage: SqlStorage, path: Path) -> Desk:
        keys = PracticeKeys(self._real.keys, self._real.session.staff.id, path, self._key)
        return replace(
            self._real,
            info=self._info(),
            session=self._session(),
            storage=storage,
            keys=keys,
            press=PracticePress(),
            clock=self._clock,
        )


__all__ = ["PracticeRoom", "clear_practice", "practice_book"]

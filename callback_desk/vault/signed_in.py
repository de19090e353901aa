"""The keys of a desk as the use cases meet them: people's slots and passwords, and nothing that is a key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskFault, WrongPassword
from callback_desk.domain.ids import StaffId
from callback_desk.domain.passwords import SENTENCES, Blocklist, context_words, password_problems
from callback_desk.vault import key_changes
from callback_desk.vault.keys_file import SealedKeys
from callback_desk.vault.slots import NewSlot
from callback_desk.vault.unlocked import Unlocked


def refuse_weak(password: str, *, blocklist: Blocklist, context: frozenset[str]) -> None:
    """Raises DeskFault with every reason a password is not taken."""
    problems = password_problems(password, blocklist=blocklist, context=context)
    if problems:
        raise DeskFault(" ".join(SENTENCES[p] for p in problems), code="password-refused")


class SignedInKeys:
    """Everything a signed-in person may change about keys; fits the use cases' `OpenKeys`.

    context holds the agency's and station's words (`context_words`); the person's own name is added.
    `now` is the program's clock. Methods raise what `key_changes` raises.
    """

    def __init__(
        self,
        sealed: SealedKeys,
        unlocked: Unlocked,
        *,
        blocklist: Blocklist,
        context: frozenset[str],
        now: Callable[[], datetime],
    ) -> None:
        self._sealed, self._unlocked, self._now = sealed, unlocked, now
        self._blocklist, self._context = blocklist, context

    def check_password(self, password: str, name: str) -> None:
        """Raises DeskFault with the reason when it is too short, too long, well known or made of names."""
        refuse_weak(password, blocklist=self._blocklist, context=self._context | context_words(name))

    def has_slot(self, staff_id: StaffId) -> bool:
        return any(s.user_id == staff_id for s in self._sealed.document().contents.slots)

    def add_slot(
        self,
        staff_id: StaffId,
        name: str,
        roles: frozenset[Role],
        password: str,
        *,
        one_time: bool = False,
    ) -> None:
        """A way in for somebody. `one_time`: the password is set by another person and ends in 72 hours."""
        until = self._now() + key_changes.ONE_TIME_PASSWORD_LASTS if one_time else None
        key_changes.add_slot(self._sealed, self._unlocked, NewSlot(staff_id, name, roles, password, until))

    def reset_slot(self, staff_id: StaffId, name: str, roles: frozenset[Role], password: str) -> None:
        """A forgotten password or other roles: a one-time password for 72 hours."""
        until = self._now() + key_changes.ONE_TIME_PASSWORD_LASTS
        key_changes.replace_slot(self._sealed, self._unlocked, NewSlot(staff_id, name, roles, password, until))

    def remove_slot(self, staff_id: StaffId) -> None:
        """Take the way in away; no trouble when there is none (a repeated *disable* is a no-op)."""
        if self.has_slot(staff_id):
            key_changes.remove_slot(self._sealed, self._unlocked, staff_id)

    def change_password(self, staff_id: StaffId, old: str, new: str) -> None:
        """One's own only. Raises WrongPassword when `old` is not it."""
        self._only_self(staff_id)
        key_changes.change_password(self._sealed, self._unlocked, old=old, new=new, now=self._now())

    def release_lockout(self, staff_id: StaffId) -> None:
        """Raises NotFound for somebody without a slot, NotAllowed for oneself."""
        key_changes.release_lockout(self._sealed, self._unlocked, staff_id)

    def confirm(self, staff_id: StaffId, password: str) -> None:
        """Is this the password of the person signed in? Raises WrongPassword, LockedOut; counts like a sign-in."""
        self._only_self(staff_id)
        self._sealed.check_password(self._unlocked, password, self._now())

    def data_key(self) -> tuple[Path, bytes]:
        """The live database and its raw key, for the import's own process; handed on through a pipe only."""
        return self._sealed.folder / self._unlocked.db_file, self._unlocked.dek.reveal()

    def drop(self) -> None:
        """Forget every key held in memory, as far as the language lets us."""
        self._unlocked.close()

    def _only_self(self, staff_id: StaffId) -> None:
        if staff_id != self._unlocked.user_id:
            raise WrongPassword("This is not the person who is signed in.", code="not-self")

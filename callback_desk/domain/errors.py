"""Two kinds of trouble: the world's (a sentence for a person) and ours (a number to quote)."""

from __future__ import annotations


class DeskError(Exception):
    """Any trouble this program knows by name. `sentence` is what a person reads; it holds no victim data."""

    def __init__(self, sentence: str, *, code: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


class DeskFault(DeskError):
    """The world: a full disk, a refused key, a file that is not a table. Says what to do next."""


class DeskBug(DeskError):
    """Ours. Logged with its trace; a person sees only a number to quote."""


class NotAllowed(DeskFault):
    """The signed-in role may not do this (CJIS AC-6). Raised by use cases, never by widgets."""


class NotFound(DeskFault):
    """No such case, callback, person or batch."""


class StaleClaim(DeskFault):
    """The lease ended or the fencing number is old: somebody else may have this callback."""


class WrongPassword(DeskFault):
    """Name or password not right. The same words for both (ASVS 6.3.8)."""


class LockedOut(DeskFault):
    """Too many failures; another signer or the recovery code releases (CJIS AC-7)."""


class KeysUnavailable(DeskFault):
    """The key store is missing, locked, empty or not to be trusted. Never leads to a new or plaintext database."""


class DatabaseRefused(DeskFault):
    """Wrong key, damaged file, newer schema, or an engine below the version floor."""


class DiskFull(DeskFault):
    """The write did not happen because there is no room. Nothing acknowledged was lost."""


class ImportRefused(DeskFault):
    """The file cannot be taken at all; `code` is the catalogue entry (E01..E30). Nothing was imported."""


class ScriptRefused(DeskFault):
    """The call script has findings that stop it from being used."""

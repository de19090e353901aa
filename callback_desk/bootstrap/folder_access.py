"""Another account of this computer may use the desk folder: the system's own access list says so.

Windows: an entry that every file in the folder inherits. macOS: the same, through chmod. Linux: a POSIX.1e access list
and the default one that new files take over (acl(5)), written as the extended attributes of linux/posix_acl_xattr.h.
"""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import sys
from pathlib import Path

from callback_desk.domain.desk_files import ACCOUNTS_FILE
from callback_desk.domain.errors import DeskFault
from callback_desk.vault.atomic_file import fault_of, replace_file
from callback_desk.vault.secret import RandomSource

_MOST_BYTES = 64_000
_MOST_LETTERS = 104  # sAMAccountName with its domain
_NAME = re.compile(r"[^\W_-][^/\[\]:;|=,+*?<>\"\x00-\x1f]*")
_GROUPS = frozenset({"everyone", "users", "authenticated users", "guests", "administrators", "interactive", "guest"})
_NOTHING = "Nothing was changed."


def let_in(folder: Path, account: str, *, random: RandomSource) -> str:
    """Give this account the folder and everything in it. Returns the name as it is kept.

    Raises DeskFault: no such account, a folder of another account, one in a place the account cannot enter, a drive
    without access lists.
    """
    name = " ".join(account.split())
    if not name or len(name) > _MOST_LETTERS or _NAME.fullmatch(name) is None or name.casefold() in _GROUPS:
        raise DeskFault(
            f"Type the name of one account as it signs in to this computer, not a group's. {_NOTHING}",
            code="account-unknown",
        )
    try:
        known = accounts_of(folder)
        _give(folder, [*known, name] if name not in known else list(known))
        content = json.dumps(sorted({*known, name})).encode("ascii")
        replace_file(folder / ACCOUNTS_FILE, content, random=random)
        _give_whats_there(folder, sorted({*known, name}))
    except OSError as trouble:
        raise fault_of(trouble, "who may use the desk folder") from trouble
    return name


def accounts_of(folder: Path) -> tuple[str, ...]:
    """The accounts that were let in, besides the one the folder belongs to; () when that cannot be read."""
    try:
        with (folder / ACCOUNTS_FILE).open("rb") as file:
            names = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError):
        return ()
    return tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else ()


if sys.platform == "win32":

    def _give(folder: Path, accounts: list[str]) -> None:
        _run([r"C:\Windows\System32\icacls.exe", str(folder), "/grant:r", f"{accounts[-1]}:(OI)(CI)M", "/Q"])

    def _give_whats_there(folder: Path, accounts: list[str]) -> None:
        """Windows hands an inherited entry on to what is there."""

elif sys.platform == "darwin":
    _RIGHTS = (
        "allow read,write,execute,append,delete,list,search,add_file,add_subdirectory,delete_child,readattr,writeattr,"
        "readextattr,writeextattr,readsecurity,file_inherit,directory_inherit"
    )

    def _give(folder: Path, accounts: list[str]) -> None:
        _enterable(folder)
        _run(["/bin/chmod", "-R", "+a", f"user:{accounts[-1]} {_RIGHTS}", str(folder)])

    def _give_whats_there(folder: Path, accounts: list[str]) -> None:
        """Done with the folder."""

else:
    import pwd

    _ACCESS, _DEFAULT = "system.posix_acl_access", "system.posix_acl_default"
    _VERSION, _NOBODY_IN_PARTICULAR = 2, 0xFFFFFFFF
    _OWNER, _USER, _GROUP, _MASK, _OTHERS = 0x01, 0x02, 0x04, 0x10, 0x20
    _ALL, _READ_WRITE = 7, 6

    def _give(folder: Path, accounts: list[str]) -> None:
        if folder.stat().st_uid != os.geteuid():
            raise DeskFault(
                f"The desk folder belongs to another account of this computer; another one is let in there. {_NOTHING}",
                code="folder-not-ours",
            )
        _enterable(folder)
        users = _ids(folder, accounts)
        try:
            os.setxattr(folder, _DEFAULT, _list(users, _ALL))
            os.setxattr(folder, _ACCESS, _list(users, _ALL))
        except OSError as trouble:
            raise DeskFault(
                f"The drive of the desk folder keeps no access lists, so no other account can be let in. {_NOTHING}",
                code="no-access-lists",
            ) from trouble

    def _give_whats_there(folder: Path, accounts: list[str]) -> None:
        users = _ids(folder, accounts)
        for path in folder.rglob("*"):
            if path.is_symlink() or path.lstat().st_uid != os.geteuid():
                continue  # another account's own files took the list over when they were made
            if path.is_dir():
                os.setxattr(path, _DEFAULT, _list(users, _ALL))
                os.setxattr(path, _ACCESS, _list(users, _ALL))
            else:
                os.setxattr(path, _ACCESS, _list(users, _READ_WRITE))

    def _ids(folder: Path, accounts: list[str]) -> list[int]:
        found = {folder.stat().st_uid}
        for name in accounts:
            try:
                found.add(pwd.getpwnam(name).pw_uid)
            except KeyError as unknown:
                if name == accounts[-1]:
                    raise DeskFault(
                        f"This computer has no account with this name. {_NOTHING}", code="account-unknown"
                    ) from unknown
        return sorted(found)

    def _list(users: list[int], rights: int) -> bytes:
        nobody = _NOBODY_IN_PARTICULAR
        entries = [(_OWNER, rights, nobody), *((_USER, rights, user) for user in users)]
        entries += [(_GROUP, 0, nobody), (_MASK, rights, nobody), (_OTHERS, 0, nobody)]
        return struct.pack("<I", _VERSION) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


def _enterable(folder: Path) -> None:
    """Raises DeskFault when the folder lies in a place that is closed to other accounts, as a home is."""
    for parent in folder.absolute().parents:
        if not parent.stat().st_mode & 0o001:
            raise DeskFault(
                f"Other accounts cannot enter {parent}, where the desk folder lies. Restore a backup into a folder "
                f"outside it (--desk), and let them in there. {_NOTHING}",
                code="folder-closed",
            )


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - a fixed system program, no shell
    if done.returncode != 0:
        raise DeskFault(
            f"The system would not give this account the desk folder. Check the account's name, as it signs in to this "
            f"computer (with its domain, where it has one). {_NOTHING}",
            code="account-unknown",
        )

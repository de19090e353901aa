"""From one schema to the next, on the connection we already hold: no key in an ini file, no second door.

A new desk is made by the migrations too. Alembic is imported only when there is something to do: an up-to-date
desk opens without it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from callback_desk.domain.errors import DatabaseRefused
from callback_desk.storage import dialect

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

HEAD = "0018"  # the newest revision; a test compares it with the folder
FOLDER = Path(__file__).parent / "migrations"
VERSION_TABLE = "alembic_version"

NEWER = (
    "This desk was last opened by a newer version of Callback Desk ({found}), which this version cannot read. "
    "Nothing was changed. Install the newer version, or restore a backup made by this one."
)


def schema_version(connection: Connection) -> str:
    """The revision the file is at; "" for an empty file."""
    if not dialect.has_table(connection, VERSION_TABLE):
        return ""
    found = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()  # noqa: S608 - our name
    return str(found or "")


def migrate(connection: Connection, *, before: Callable[[], None] | None = None) -> bool:
    """Bring the schema to HEAD inside the transaction of `connection`; True when something was done.

    `before` runs before the first change of a desk that has data (a verified backup); what it raises stops the
    migration. Raises DatabaseRefused when the schema is newer than this program.
    """
    found = schema_version(connection)
    if found == HEAD:
        return False
    if found and found not in revisions():
        raise DatabaseRefused(NEWER.format(found=found), code="newer_schema")
    if found and before is not None:
        before()
    upgrade(connection, HEAD)
    return True


def revisions() -> tuple[str, ...]:
    """All revisions this program knows, oldest first."""
    return tuple(reversed([script.revision for script in _scripts().walk_revisions()]))


def upgrade(connection: Connection, to: str) -> None:
    """Run upgrades up to revision `to`."""
    scripts = _scripts()
    _run(connection, lambda at, _context: scripts._upgrade_revs(to, at))


def downgrade(connection: Connection, to: str) -> None:
    """Run downgrades down to revision `to`; "base" is the empty file. Used by tests and by nobody at a desk."""
    scripts = _scripts()
    _run(connection, lambda at, _context: scripts._downgrade_revs(to, at))


def _scripts() -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(FOLDER))


def _run(connection: Connection, steps: Callable[..., object]) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    with EnvironmentContext(Config(), _scripts(), fn=steps) as environment:
        environment.configure(
            connection=connection, transactional_ddl=True, render_as_batch=True, version_table=VERSION_TABLE
        )
        environment.run_migrations()

"""Published call scripts: immutable, named by their hash."""

from __future__ import annotations

from sqlalchemy import RowMapping, select

from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import ScriptSha
from callback_desk.domain.records import ScriptRecord
from callback_desk.storage import dialect
from callback_desk.storage.tables_desk import scripts
from callback_desk.storage.work import Work


class SqlScripts:
    """Fits `ScriptStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, script: ScriptRecord) -> None:
        """The same SHA-256 twice is a no-op."""
        statement = dialect.insert(scripts).values(**script_row(script))
        self._work.connection.execute(statement.on_conflict_do_nothing(index_elements=["sha"]))

    def get(self, sha: ScriptSha) -> ScriptRecord:
        row = self._work.connection.execute(select(scripts).where(scripts.c.sha == sha)).mappings()
        found = row.one_or_none()
        if found is None:
            raise NotFound("This version of the call script is not at this desk.", code="no_script")
        return to_script(found)

    def current(self, purpose: str) -> ScriptRecord:
        """The one published last for this purpose."""
        newest = (
            select(scripts)
            .where(scripts.c.purpose == purpose)
            .order_by(scripts.c.published_at.desc(), scripts.c.version.desc())
            .limit(1)
        )
        row = self._work.connection.execute(newest).mappings().one_or_none()
        if row is None:
            raise NotFound("No call script for this purpose is published yet.", code="no_script")
        return to_script(row)


def script_row(script: ScriptRecord) -> dict[str, object]:
    """The columns of a published script."""
    return {
        "sha": script.sha,
        "purpose": script.purpose,
        "title": script.title,
        "version": script.version,
        "xform": script.xform,
        "source": script.source,
        "published_at": script.published_at,
        "published_by": script.published_by,
    }


def to_script(row: RowMapping) -> ScriptRecord:
    """A published script out of its row."""
    return ScriptRecord(
        sha=ScriptSha(row["sha"]),
        purpose=row["purpose"],
        title=row["title"],
        version=row["version"],
        xform=row["xform"],
        source=row["source"],
        published_at=row["published_at"],
        published_by=row["published_by"],
    )

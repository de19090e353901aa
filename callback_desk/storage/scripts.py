"""Published call scripts: immutable, named by their hash."""

from __future__ import annotations

from sqlalchemy import RowMapping, Select, or_, select

from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import ScriptSha
from callback_desk.domain.records import ScriptRecord
from callback_desk.domain.scripts import SHIPPED, TAKEN_OVER, ScriptVersion
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
        return self._newest(_of(purpose))

    def shipped(self, purpose: str) -> ScriptRecord:
        """What the program brought last for this purpose. Raises NotFound."""
        came = or_(scripts.c.published_by == SHIPPED, scripts.c.source.startswith(TAKEN_OVER))
        return self._newest(_of(purpose).where(came))

    def purposes(self) -> tuple[str, ...]:
        """Every purpose that has a script, in order of the alphabet."""
        rows = self._work.connection.execute(select(scripts.c.purpose).distinct().order_by(scripts.c.purpose))
        return tuple(rows.scalars())

    def versions(self, purpose: str) -> tuple[ScriptVersion, ...]:
        """All published versions of a purpose, newest first."""
        columns = (scripts.c[name] for name in _VERSION)
        rows = self._work.connection.execute(_newest_first(select(*columns).where(scripts.c.purpose == purpose)))
        return tuple(
            ScriptVersion(
                sha=ScriptSha(row["sha"]),
                purpose=row["purpose"],
                title=row["title"],
                version=row["version"],
                source=row["source"],
                published_at=row["published_at"],
                published_by=row["published_by"],
            )
            for row in rows.mappings()
        )

    def _newest(self, of: Select[tuple[object, ...]]) -> ScriptRecord:
        row = self._work.connection.execute(_newest_first(of).limit(1)).mappings().one_or_none()
        if row is None:
            raise NotFound("No call script for this purpose is published yet.", code="no_script")
        return to_script(row)


_VERSION = ("sha", "purpose", "title", "version", "source", "published_at", "published_by")


def _of(purpose: str) -> Select[tuple[object, ...]]:
    return select(scripts).where(scripts.c.purpose == purpose)


def _newest_first(of: Select[tuple[object, ...]]) -> Select[tuple[object, ...]]:
    return of.order_by(scripts.c.published_at.desc(), scripts.c.version.desc())


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

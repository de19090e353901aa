"""The desk's own row, its settings and its notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, select, update

from callback_desk.domain.errors import NotFound
from callback_desk.domain.notes import DeskNote
from callback_desk.domain.people import DeskInfo
from callback_desk.storage import dialect
from callback_desk.storage.columns import from_json, to_json
from callback_desk.storage.tables_desk import batches, desk, desk_notes
from callback_desk.storage.work import SHOWN, Work

_THE_DESK = 1
_AFTER_ALL_LETTERS = "\U0010ffff"


class SqlDesk:
    """Fits `DeskStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def info(self) -> DeskInfo:
        """Raises NotFound before the desk was set up."""
        row = self._work.connection.execute(select(desk)).mappings().one_or_none()
        if row is None:
            raise NotFound("This desk is not set up yet. Set it up first.", code="no_desk")
        return DeskInfo(
            database_id=row["database_id"],
            agency=row["agency"],
            region=row["region"],
            timezone=row["timezone"],
            area_code=row["area_code"],
            callback_phone=row["callback_phone"],
            desk_extension=row["desk_extension"],
            dial_prefix=row["dial_prefix"],
            created_at=row["created_at"],
            synthetic=row["synthetic"],
        )

    def create(self, info: DeskInfo) -> None:
        """Write the row; again writes over it (agency, telephone and so on may change, the settings stay)."""
        values = {
            "database_id": info.database_id,
            "agency": info.agency,
            "region": info.region,
            "timezone": info.timezone,
            "area_code": info.area_code,
            "callback_phone": info.callback_phone,
            "desk_extension": info.desk_extension,
            "dial_prefix": info.dial_prefix,
            "created_at": info.created_at,
            "synthetic": info.synthetic,
        }
        statement = dialect.insert(desk).values(id=_THE_DESK, settings="", **values)
        self._work.connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))

    def settings(self) -> Mapping[str, object]:
        text = self._work.connection.execute(select(desk.c.settings)).scalar()
        found = from_json(text or "")
        return found if isinstance(found, dict) else {}

    def put_settings(self, settings: Mapping[str, object]) -> None:
        done = self._work.connection.execute(update(desk).values(settings=to_json(dict(settings))))
        if done.rowcount != 1:
            raise NotFound("This desk is not set up yet. Set it up first.", code="no_desk")

    def note(self, name: str) -> str:
        found = self._work.connection.execute(select(desk_notes.c.text).where(desk_notes.c.name == name))
        return found.scalar() or ""

    def notes(self, prefix: str) -> tuple[DeskNote, ...]:
        """Every note whose name begins so, by name."""
        begins = (desk_notes.c.name >= prefix) & (desk_notes.c.name < prefix + _AFTER_ALL_LETTERS)
        asked = select(desk_notes).where(begins).order_by(desk_notes.c.name)
        return tuple(
            DeskNote(row["name"], row["text"], row["by_name"], row["at"])
            for row in self._work.connection.execute(asked).mappings()
        )

    def put_note(self, name: str, text: str, *, by: str, at: datetime) -> None:
        values = {"text": text, "by_name": by, "at": at}
        statement = dialect.insert(desk_notes).values(name=name, **values)
        self._work.connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))

    def records_as_of(self) -> date | None:
        newest = select(func.max(batches.c.as_of)).where(batches.c.state == SHOWN, batches.c.kept_of.is_(None))
        found: date | None = self._work.connection.execute(newest).scalar()
        return found

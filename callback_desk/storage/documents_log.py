"""Lead sheets: started, done, numbered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import RowMapping, func, insert, select, update

from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import CallId, CaseId, PacketId
from callback_desk.domain.records import PacketRecord
from callback_desk.domain.views import PacketLine
from callback_desk.storage import dialect
from callback_desk.storage.tables_desk import packets, sheet_numbers
from callback_desk.storage.work import Work, new_id

_STARTED, DONE, _FAILED = "started", "done", "failed"


class SqlPackets:
    """Fits `PacketStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def start(self, record: PacketRecord) -> PacketId:
        made = self._work.connection.execute(insert(packets).values(state=_STARTED, **packet_columns(record)))
        return PacketId(new_id(made))

    def made(self, packet_id: PacketId, *, sha256: str, pages: int, size_bytes: int) -> None:
        self._put(packet_id, sha256=sha256, pages=pages, size_bytes=size_bytes)

    def done(self, packet_id: PacketId, at: datetime) -> None:
        self._put(packet_id, state=DONE, ended_at=at)

    def failed(self, packet_id: PacketId, at: datetime) -> None:
        self._put(packet_id, state=_FAILED, ended_at=at)

    def _put(self, packet_id: PacketId, **values: object) -> None:
        ended = update(packets).where(packets.c.id == packet_id, packets.c.state == _STARTED).values(**values)
        if self._work.connection.execute(ended).rowcount != 1:
            raise NotFound("This lead sheet was not started, or has ended already.", code="no_packet")

    def unfinished(self, before: datetime | None = None) -> tuple[tuple[PacketId, str, str], ...]:
        """Started (before a moment) without done, oldest first: (id, target or its folder, SHA-256 once made)."""
        columns = (packets.c.id, packets.c.temporary, packets.c.sha256)
        asked = select(*columns).where(packets.c.state == _STARTED).order_by(packets.c.id)
        if before is not None:
            asked = asked.where(packets.c.at < before)
        return tuple((PacketId(row.id), row.temporary, row.sha256) for row in self._work.connection.execute(asked))

    def next_sheet_number(self, year: int) -> str:
        """A number like LS-2026-0042, counted up in this transaction; a rolled-back one gives the number out again."""
        statement = dialect.insert(sheet_numbers).values(year=year, last=1)
        counted = statement.on_conflict_do_update(
            index_elements=["year"], set_={"last": sheet_numbers.c.last + 1}
        ).returning(sheet_numbers.c.last)
        return f"LS-{year}-{self._work.connection.execute(counted).scalar_one():04d}"

    def copies_of(self, case_number: str) -> int:
        """How many sheets of this case were finished."""
        asked = select(func.count()).where(packets.c.case_number == case_number, packets.c.state == DONE)
        return self._work.connection.execute(asked).scalar_one()

    def all(self, *, limit: int = 200) -> tuple[PacketLine, ...]:
        """Finished sheets, newest first."""
        asked = select(packets).where(packets.c.state == DONE).order_by(packets.c.id.desc()).limit(limit)
        return tuple(to_packet_line(row) for row in self._work.connection.execute(asked).mappings())


def packet_columns(record: PacketRecord) -> dict[str, object]:
    """The columns of a sheet that starts."""
    return {
        "sheet_number": record.sheet_number,
        "case_id": record.case_id,
        "call_id": record.call_id,
        "case_number": record.case_number,
        "recipient": record.recipient,
        "way": record.way,
        "by_name": record.by,
        "at": record.at,
        "anchor": record.anchor,
        "copy": record.copy,
        "temporary": record.temporary,
    }


def to_packet(row: RowMapping) -> PacketRecord:
    """A sheet out of its row."""
    return PacketRecord(
        sheet_number=row["sheet_number"],
        case_id=CaseId(row["case_id"]),
        call_id=CallId(row["call_id"]),
        case_number=row["case_number"],
        recipient=row["recipient"],
        way=row["way"],
        by=row["by_name"],
        at=row["at"],
        anchor=row["anchor"],
        copy=row["copy"],
        temporary=row["temporary"],
    )


def to_packet_line(row: RowMapping) -> PacketLine:
    """A line of *Lead sheets* out of its row."""
    return PacketLine(
        id=PacketId(row["id"]),
        sheet_number=row["sheet_number"],
        case_number=row["case_number"],
        recipient=row["recipient"],
        made_at=row["ended_at"] or row["at"],
        by=row["by_name"],
        pages=row["pages"],
        sha256=row["sha256"],
        receipt=row["receipt"],
    )

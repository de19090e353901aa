"""Tables of the review: what was drawn, how calls were scored, and who stands where. All of them append-only."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field

from callback_desk.storage.desk_table import DeskTable, UtcTime, table_of


class DrawRecord(DeskTable, table=True):
    """Whether a finished call is read, and why, as it was decided at its end. Of one call the newest row counts."""

    __tablename__ = "draws"

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="calls.id", index=True)
    at: datetime = Field(sa_type=UtcTime, index=True)
    stage: str
    percent: int
    draw: int
    reasons: str = ""  # JSON list of Why; "" for a call that was not chosen
    flags: str = ""  # JSON list of Flag


class CheckRecord(DeskTable, table=True):
    """One scored form of one call."""

    __tablename__ = "quality_checks"

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="calls.id", index=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    at: datetime = Field(sa_type=UtcTime)
    by_name: str
    form: str
    marks: str  # JSON object: key of the line -> Mark
    note: str = ""
    beside: bool = False


class LadderRecord(DeskTable, table=True):
    """A supervisor put a volunteer on a stage; the newest counts, and nobody without a row is more than new."""

    __tablename__ = "ladder_moves"

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    stage: str
    at: datetime = Field(sa_type=UtcTime)
    by_name: str
    reason: str = ""


class ThemesRecord(DeskTable, table=True):
    """What a supervisor ticked at the sign-off of a call that was read for themes; none ticked is a row as well."""

    __tablename__ = "call_themes"

    call_id: int = Field(primary_key=True, foreign_key="calls.id", sa_column_kwargs={"autoincrement": False})
    list_name: str = Field(sa_column_kwargs={"name": "list"})
    month: date  # its first day, by the desk's clock
    area: str = ""
    themes: str = ""  # JSON list of keys


draws = table_of(DrawRecord)
quality_checks = table_of(CheckRecord)
ladder_moves = table_of(LadderRecord)
call_themes = table_of(ThemesRecord)

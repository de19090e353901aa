"""What the parent asks the parser for, and the layout codec both sides share. Plain JSON, no key, no secret."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.incident import Role, Screening
from callback_desk.domain.layout import (
    ColumnMatch,
    DateOrder,
    Field,
    Layout,
    LayoutColumn,
    Looks,
    MappingGuess,
    SettledFact,
)
from callback_desk.domain.phone import PhoneKind
from callback_desk.intake.limits import Limits
from callback_desk.intake.rows import DeskFacts


def _say_nothing(_share: float) -> None:
    """Nobody waits for a sign of life."""


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """One file to read. `layout` is the settled mapping, None for the best guess; `known` are the desk's layouts,
    recognised by their header signature. `offenses` is `OffenseTable.to_dict()`. A reader that must read all of a file
    before its first row calls `tick` with the share it has read, 0 to 1; it is not sent. With `text`, pasted rows are
    read instead of a file: they travel in the request alone."""

    path: str
    desk: DeskFacts = field(default_factory=DeskFacts)
    offenses: Mapping[str, object] = field(default_factory=dict)
    layout: Layout | None = None
    known: tuple[Layout, ...] = ()
    limits: Limits = field(default_factory=Limits)
    mode: str = "rows"  # "look" reads only as much as the match page needs
    text: str | None = field(default=None, repr=False)
    tick: Callable[[float], None] = field(default=_say_nothing, compare=False, repr=False)

    def to_dict(self) -> dict[str, object]:
        desk = self.desk
        return {
            "path": self.path,
            "region": desk.region,
            "area_code": desk.area_code,
            "zone": desk.zone,
            "today": desk.today.isoformat(),
            "police": sorted(desk.police),
            "offenses": dict(self.offenses),
            "layout": None if self.layout is None else layout_to_dict(self.layout),
            "known": [layout_to_dict(each) for each in self.known],
            "limits": self.limits.to_dict(),
            "mode": self.mode,
            "text": self.text,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> ReadRequest:
        """Raises DeskBug: the parent is our own program."""
        try:
            layout = data.get("layout")
            return cls(
                path=str(data["path"]),
                desk=DeskFacts(
                    str(data["region"]),
                    str(data.get("area_code", "")),
                    str(data["zone"]),
                    date.fromisoformat(str(data["today"])),
                    frozenset(str(each) for each in _list(data.get("police", []))),
                ),
                offenses=_map(data["offenses"]),
                layout=None if layout is None else layout_from_dict(_map(layout)),
                known=tuple(layout_from_dict(_map(each)) for each in _list(data.get("known", []))),
                limits=Limits.from_dict(
                    {name: int(str(value)) for name, value in _map(data.get("limits", {})).items()}
                ),
                mode=str(data.get("mode", "rows")),
                text=None if data.get("text") is None else str(data["text"]),
            )
        except (KeyError, ValueError, TypeError) as error:
            raise DeskBug(f"a request to the parser is damaged: {type(error).__name__}") from error


def layout_to_dict(layout: Layout) -> dict[str, object]:
    """A layout as JSON, to keep, to send to the parser, or to export."""
    return {
        "name": layout.name,
        "signature": layout.signature,
        "encoding": layout.encoding,
        "columns": [
            [each.header, each.field.value, each.role.value, each.kind.value, each.date_order, each.family]
            for each in layout.columns
        ],
        "settled": [
            [each.screening.value, each.stated_by, each.stated_on.isoformat(), each.statement]
            for each in layout.settled
        ],
    }


def layout_from_dict(data: Mapping[str, object]) -> Layout:
    """Raises KeyError, ValueError or TypeError when the data are not a layout's."""
    columns = []
    for each in _list(data["columns"]):
        header, wanted, role, kind, order, family = _list(each)
        columns.append(
            LayoutColumn(
                str(header),
                Field(str(wanted)),
                Role(str(role)),
                PhoneKind(str(kind)),
                None if order is None else DateOrder(str(order)),
                int(str(family)),
            )
        )
    settled = []
    for each in _list(data.get("settled", [])):
        screening, stated_by, stated_on, statement = map(str, _list(each))
        settled.append(SettledFact(Screening(screening), stated_by, date.fromisoformat(stated_on), statement))
    return Layout(
        str(data["name"]), str(data["signature"]), tuple(columns), str(data.get("encoding", "")), tuple(settled)
    )


def guess_to_dict(guess: MappingGuess) -> dict[str, object]:
    """A mapping guess as JSON. It holds samples of cells: for the pipe and the screen, never for a log."""
    return {
        "columns": [
            {
                "index": each.index,
                "letter": each.letter,
                "header": each.header,
                "field": each.field,
                "role": each.role,
                "kind": each.kind,
                "score": each.score,
                "samples": each.samples,
                "filled": each.filled,
                "looks": each.looks,
                "date_order": each.date_order,
                "day_only": each.day_only,
                "family": each.family,
            }
            for each in guess.columns
        ],
        "signature": guess.signature,
        "header_line": guess.header_line,
        "findings": guess.findings,
        "unsettled": sorted(guess.unsettled),
        "container": guess.container,
        "encoding": guess.encoding,
        "delimiter": guess.delimiter,
        "sheet": guess.sheet,
        "hidden_sheets": guess.hidden_sheets,
        "other_sheets": guess.other_sheets,
        "hidden_rows": guess.hidden_rows,
        "formula_cells": guess.formula_cells,
        "layout_name": guess.layout_name,
        "rows_looked_at": guess.rows_looked_at,
    }


def guess_from_dict(data: Mapping[str, object]) -> MappingGuess:
    """Raises KeyError, ValueError or TypeError when the data are not a guess's."""
    return MappingGuess(
        columns=tuple(_column(_map(each)) for each in _list(data["columns"])),
        signature=str(data["signature"]),
        header_line=int(str(data["header_line"])),
        findings=tuple((str(_list(each)[0]), str(_list(each)[1])) for each in _list(data["findings"])),
        unsettled=frozenset(Screening(str(each)) for each in _list(data["unsettled"])),
        container=str(data["container"]),
        encoding=str(data["encoding"]),
        delimiter=str(data["delimiter"]),
        sheet=str(data["sheet"]),
        hidden_sheets=_texts(data["hidden_sheets"]),
        other_sheets=_texts(data["other_sheets"]),
        hidden_rows=int(str(data["hidden_rows"])),
        formula_cells=int(str(data["formula_cells"])),
        layout_name=str(data["layout_name"]),
        rows_looked_at=int(str(data["rows_looked_at"])),
    )


def _column(data: Mapping[str, object]) -> ColumnMatch:
    wanted, order = data["field"], data["date_order"]
    return ColumnMatch(
        int(str(data["index"])),
        str(data["letter"]),
        str(data["header"]),
        None if wanted is None else Field(str(wanted)),
        Role(str(data["role"])),
        PhoneKind(str(data["kind"])),
        float(str(data["score"])),
        _texts(data["samples"]),
        float(str(data["filled"])),
        Looks(str(data["looks"])),
        None if order is None else DateOrder(str(order)),
        bool(data["day_only"]),
        int(str(data["family"])),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in _list(value))


def _list(value: object) -> list[object]:
    if not isinstance(value, list | tuple):
        raise TypeError("a list is expected")
    return list(value)


def _map(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError("an object is expected")
    return value

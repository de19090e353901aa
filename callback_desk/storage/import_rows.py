"""Between rows and values of imports: layouts, counts, problems, statements; each pair has a round-trip test."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import RowMapping

from callback_desk.domain.ids import BatchId
from callback_desk.domain.incident import BatchCounts, PhoneCounts, Pile, Role, RowPlace, RowProblem, Screening
from callback_desk.domain.layout import DateOrder, Field, Layout, LayoutColumn, SettledFact
from callback_desk.domain.phone import PhoneKind
from callback_desk.domain.records import ScreeningStatement
from callback_desk.domain.views import BatchLine
from callback_desk.storage.columns import from_enums, from_json, to_enums, to_json


def layout_text(layout: Layout) -> str:
    """A layout as JSON."""
    return to_json(
        {
            "name": layout.name,
            "signature": layout.signature,
            "encoding": layout.encoding,
            "columns": [
                {
                    "header": column.header,
                    "field": column.field.value,
                    "role": column.role.value,
                    "kind": column.kind.value,
                    "date_order": column.date_order.value if column.date_order else "",
                    "family": column.family,
                }
                for column in layout.columns
            ],
            "settled": [
                {
                    "screening": fact.screening.value,
                    "stated_by": fact.stated_by,
                    "stated_on": fact.stated_on.isoformat(),
                    "statement": fact.statement,
                }
                for fact in layout.settled
            ],
        }
    )


def to_layout(text: str) -> Layout:
    """What `layout_text` wrote. Raises ValueError or KeyError for anything else."""
    found = _object(from_json(text))
    columns = tuple(
        LayoutColumn(
            header=str(column["header"]),
            field=Field(str(column["field"])),
            role=Role(str(column["role"])),
            kind=PhoneKind(str(column["kind"])),
            date_order=DateOrder(str(column["date_order"])) if column["date_order"] else None,
            family=int(str(column.get("family", 0))),  # kept before rows of several people were known
        )
        for column in _objects(found["columns"])
    )
    settled = tuple(
        SettledFact(
            screening=Screening(str(fact["screening"])),
            stated_by=str(fact["stated_by"]),
            stated_on=date.fromisoformat(str(fact["stated_on"])),
            statement=str(fact["statement"]),
        )
        for fact in _objects(found["settled"])
    )
    return Layout(str(found["name"]), str(found["signature"]), columns, str(found["encoding"]), settled)


def counts_text(counts: BatchCounts) -> str:
    """The sum of a batch as JSON."""
    return to_json(
        {
            "rows_in": counts.rows_in,
            "piles": {pile.value: count for pile, count in counts.piles.items()},
            "reasons": dict(counts.reasons),
            "phones": {
                "diallable": counts.phones.diallable,
                "distinct": counts.phones.distinct,
                "undiallable": counts.phones.undiallable,
                "blank": counts.phones.blank,
            },
            "table_rows": counts.table_rows,
        }
    )


def to_counts(text: str) -> BatchCounts:
    """What `counts_text` wrote; "" is an empty batch."""
    if not text:
        return BatchCounts()
    found = _object(from_json(text))
    numbers = _numbers(found["phones"])
    return BatchCounts(
        rows_in=_numbers({"rows_in": found["rows_in"]})["rows_in"],
        piles={Pile(name): count for name, count in _numbers(found["piles"]).items()},
        reasons=_numbers(found["reasons"]),
        phones=PhoneCounts(**numbers),
        table_rows=_numbers({"n": found.get("table_rows", 0)})["n"],  # not kept by the first imports
    )


def _object(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError("an object was expected in this column")
    return value


def _objects(value: object) -> list[Mapping[str, object]]:
    if not isinstance(value, list):
        raise TypeError("a list was expected in this column")
    return [_object(item) for item in value]


def _numbers(value: object) -> dict[str, int]:
    found = {}
    for name, number in _object(value).items():
        if not isinstance(number, int):
            raise TypeError("a whole number was expected in this column")
        found[name] = number
    return found


def to_batch(row: RowMapping) -> BatchLine:
    """A line of the import history out of its row."""
    return BatchLine(
        id=BatchId(row["id"]),
        label=f"Import {row['id']}",
        file_name=row["file_name"],
        imported_at=row["shown_at"] or row["started_at"],
        by=row["by_name"],
        counts=to_counts(row["counts"]),
        undone_at=row["undone_at"],
    )


def problem_columns(problem: RowProblem) -> dict[str, object]:
    """The columns of a problem, without its batch."""
    return {
        "line": problem.place.line,
        "sheet": problem.place.sheet,
        "pile": problem.pile.value,
        "reason": problem.reason,
        "column": problem.column,
        "rule": problem.rule,
    }


def to_problem(row: RowMapping) -> RowProblem:
    """A problem out of its row."""
    return RowProblem(
        place=RowPlace(row["line"], row["sheet"]),
        pile=Pile(row["pile"]),
        reason=row["reason"],
        column=row["column"],
        rule=row["rule"],
    )


def statement_columns(statement: ScreeningStatement) -> dict[str, object]:
    """The columns of a screening statement."""
    return {
        "signature": statement.signature,
        "facts": from_enums(statement.facts),
        "text": statement.text,
        "by_name": statement.by,
        "at": statement.at,
        "until": statement.until,
    }


def to_statement(row: RowMapping) -> ScreeningStatement:
    """A screening statement out of its row."""
    return ScreeningStatement(
        signature=row["signature"],
        facts=to_enums(Screening, row["facts"]),
        text=row["text"],
        by=row["by_name"],
        at=row["at"],
        until=row["until"],
    )

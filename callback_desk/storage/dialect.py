"""SQL that only SQLite speaks, in one place: triggers, integrity checks, copies. PostgreSQL gets its own twin."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, literal_column, select
from sqlalchemy.dialects import sqlite

insert = sqlite.insert  # INSERT ... ON CONFLICT; PostgreSQL's has the same shape
_SHORT: ColumnElement[str] = literal_column("'%08x'")
_LONG: ColumnElement[str] = literal_column("'%016x'")


def trigger_name(table: str, action: str) -> str:
    return f"keep_{table}_{action.lower()}"


def refusing_trigger(table: str, action: str, why: str, columns: Sequence[str] = ()) -> list[str]:
    """Statements that make UPDATE or DELETE of a table (or only of some columns) fail with `why`."""
    name = trigger_name(table, action)
    of = f" OF {', '.join(columns)}" if columns else ""
    return [
        drop_trigger(name),
        f"CREATE TRIGGER {name} BEFORE {action}{of} ON {table} BEGIN SELECT RAISE(ABORT, '{why}'); END",
    ]


def drop_trigger(name: str) -> str:
    return f"DROP TRIGGER IF EXISTS {name}"


def triggers(connection: Connection) -> list[str]:
    """The names of the triggers there are, sorted."""
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    return [str(row[0]) for row in found]


def has_table(connection: Connection, name: str) -> bool:
    found = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?", (name,))
    return bool(found.scalar())


def table_names(connection: Connection) -> list[str]:
    """The tables of the file without the engine's own, sorted."""
    found = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )
    return [str(row[0]) for row in found]


def row_count(connection: Connection, table: str) -> int:
    """Rows of a table by a name that `table_names` gave."""
    quoted = table.replace('"', '""')
    return int(connection.exec_driver_sql(f'SELECT count(*) FROM "{quoted}"').scalar_one())  # noqa: S608 - quoted


def schema_text(connection: Connection) -> list[str]:
    """Every table, index, trigger and view with the words that made it; the same list for the same schema."""
    found = connection.exec_driver_sql(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name"
    )
    return ["|".join(str(part) for part in row) for row in found]


def integrity_findings(connection: Connection) -> list[str]:
    """What the engine finds wrong with the file, in its words; empty means whole. Slow: about 5 ms a MB."""
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
    if found:
        return found  # pages that cannot be decrypted: the other checks would stop at the first of them
    found += [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    found += [
        f"{row[0]}: row {row[1]} points to a missing row of {row[2]}"
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return found


def packed_ids(connection: Connection, asked: Select[Any], *, most: int) -> array[int]:
    """The one column of `asked` in its order, none above `most`. As one text: as rows a million costs thrice that."""
    rows = asked.subquery()
    digits, code = (_SHORT, "i") if most < 2**31 and array("i").itemsize == 4 else (_LONG, "q")
    packed = select(func.group_concat(func.printf(digits, next(iter(rows.c))), literal_column("''")))
    found = array(code, bytes.fromhex(connection.execute(packed).scalar() or ""))
    if sys.byteorder == "little":
        found.byteswap()
    return found


_BETWEEN, _AFTER = "\x1f", "\x1e"  # ASCII's own separators; no key of a form holds one


def joined_pairs(key: ColumnElement[str], value: ColumnElement[str]) -> ColumnElement[str]:
    """All rows of a group as one text, for `pairs`: a row each costs many times that."""
    return func.group_concat(
        key + literal_column(f"char({ord(_BETWEEN)})") + value, literal_column(f"char({ord(_AFTER)})")
    )


def pairs(joined: str) -> dict[str, str]:
    """What `joined_pairs` joined; of one key twice the last counts."""
    return dict(one.split(_BETWEEN, 1) for one in joined.split(_AFTER))


def numbers(ids: Sequence[int]) -> Select[tuple[int]]:
    """The same numbers as a question of one column: one bound value for any number of them."""
    each = func.json_each(json.dumps(list(ids))).table_valued("value")
    return select(each.c.value)

"""What a desk database holds, in numbers: a copy or a restored file must show the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection

from callback_desk.domain.audit import Head
from callback_desk.storage import dialect
from callback_desk.storage.audit_rows import newest_heads


@dataclass(frozen=True, slots=True)
class DeskManifest:
    """Rows of every table, where each station's audit chain stands, and the SHA-256 of the schema's text."""

    counts: Mapping[str, int]
    heads: Mapping[str, Head]
    schema_sha256: str


def read_manifest(connection: Connection) -> DeskManifest:
    """Count in one consistent state: the transaction of `connection`."""
    counts = {name: dialect.row_count(connection, name) for name in dialect.table_names(connection)}
    schema = "\n".join(dialect.schema_text(connection))
    return DeskManifest(counts, newest_heads(connection), sha256(schema.encode()).hexdigest())

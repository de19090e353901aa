"""Articles confirmed beside a line of new information, and who entered a call that was made on paper."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import RowMapping, func, insert, select

from callback_desk.domain.ids import CallId, TipId
from callback_desk.domain.property_facts import IdType, PropertyFact
from callback_desk.storage.tables_calls import call_entries, property_facts
from callback_desk.storage.work import Work


class SqlTipFacts:
    """The part of `CallStore` that is about articles and entries."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def property_facts(self, tip_ids: Collection[TipId]) -> Mapping[TipId, tuple[PropertyFact, ...]]:
        """The newest list of each line that has articles, in the order they were written."""
        newest = (
            select(func.max(property_facts.c.version))
            .where(property_facts.c.tip_id == (other := property_facts.alias("other")).c.tip_id)
            .correlate(other)
            .scalar_subquery()
        )
        asked = select(other).where(other.c.tip_id.in_(tip_ids), other.c.articles > 0, other.c.version == newest)
        found: dict[TipId, list[PropertyFact]] = {}
        for row in self._work.connection.execute(asked.order_by(other.c.id)).mappings():
            found.setdefault(TipId(row["tip_id"]), []).append(to_fact(row))
        return {tip: tuple(facts) for tip, facts in found.items()}

    def put_property_facts(self, tip_id: TipId, facts: Sequence[PropertyFact], by: str, at: datetime) -> None:
        """All articles of a line anew; none takes back those before. What was written stays on record."""
        asked = select(func.coalesce(func.max(property_facts.c.version), 0)).where(property_facts.c.tip_id == tip_id)
        version = self._work.connection.execute(asked).scalar_one() + 1
        of_all = {"tip_id": tip_id, "version": version, "articles": len(facts), "by_name": by, "at": at}
        rows = [of_all | fact_columns(fact) for fact in facts or (PropertyFact(),)]
        self._work.connection.execute(insert(property_facts), rows)

    def put_entry(self, call_id: CallId, by: str, at: datetime) -> None:
        """A call made on paper was typed in by this person."""
        self._work.connection.execute(insert(call_entries).values(call_id=call_id, by_name=by, at=at))

    def entry(self, call_id: CallId) -> tuple[str, datetime] | None:
        """Who typed it in, and when (UTC); None for a call made at the desk."""
        asked = select(call_entries.c.by_name, call_entries.c.at).where(call_entries.c.call_id == call_id)
        row = self._work.connection.execute(asked).one_or_none()
        return (row.by_name, row.at) if row else None


def fact_columns(fact: PropertyFact) -> dict[str, object]:
    """The columns of one article."""
    return {
        "quantity": fact.quantity,
        "kind": fact.kind,
        "maker": fact.maker,
        "model": fact.model,
        "id_type": fact.id_type.value,
        "identifier": fact.identifier,
        "color": fact.color,
        "value": fact.value,
        "read_back": fact.read_back,
    }


def to_fact(row: RowMapping) -> PropertyFact:
    """An article out of its row."""
    return PropertyFact(
        quantity=row["quantity"],
        kind=row["kind"],
        maker=row["maker"],
        model=row["model"],
        id_type=IdType(row["id_type"]),
        identifier=row["identifier"],
        color=row["color"],
        value=row["value"],
        read_back=row["read_back"],
    )

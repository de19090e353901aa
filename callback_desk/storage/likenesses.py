"""Who may be whom and who has to do with whom: what imports could not decide, and how two people become one."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    RowMapping,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    true,
    union,
    update,
)

from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import BatchId, CallbackId, CaseId, LikenessId, VictimId
from callback_desk.domain.incident import Sign
from callback_desk.domain.matching import Agreement, Likeness, Relation
from callback_desk.domain.queue import CallbackState
from callback_desk.storage import places
from callback_desk.storage.columns import TAIL_DIGITS, search_key, strings
from callback_desk.storage.lanes import driver_of
from callback_desk.storage.name_words import Driver
from callback_desk.storage.tables_people import (
    cases,
    do_not_contact,
    likenesses,
    phones,
    reports,
    suspect_marks,
    victims,
)
from callback_desk.storage.tables_queue import callbacks
from callback_desk.storage.work import Work, seen

SAME, OTHER, OPEN = "same", "other", ""
BORN = "born"  # birth dates answered it: two people, for as long as they say so
_OVER = (CallbackState.DONE.value, CallbackState.WITHDRAWN.value)
_SIGN_OF = {"number": Sign.SUSPECT_NUMBER, "address": Sign.SUSPECT_ADDRESS, "name": Sign.ALSO_SUSPECT}
_GONE = "This question was answered meanwhile, or the import was taken back. Look at the list again."
_ASKED_OF = select(likenesses.c.id).where(
    likenesses.c.victim_id == bindparam("victim"), likenesses.c.answer.in_((OPEN, BORN))
)


class SqlLikenesses:
    """Fits `LikenessStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def open_of(self, victim_id: VictimId) -> tuple[Likeness, ...]:
        """What nobody has answered yet, likeliest first; only while both people are visible."""
        if self._work.connection.execute(_ASKED_OF, {"victim": victim_id}).first() is None:
            return ()  # nearly everybody, at every claim: the whole question takes longer to put together than to ask
        asked = self._open().where(likenesses.c.victim_id == victim_id)
        rows = self._work.connection.execute(
            asked.order_by(literal_column("born_alike").desc(), likenesses.c.score.desc(), likenesses.c.id)
        ).mappings()
        return tuple(_likeness(row) for row in rows)

    def get(self, likeness_id: LikenessId) -> Likeness:
        """Raises NotFound when it was answered, or one of the two is not here any more."""
        asked = self._open().where(likenesses.c.id == likeness_id)
        row = self._work.connection.execute(asked).mappings().one_or_none()
        if row is None:
            raise NotFound(_GONE, code="no_likeness")
        return _likeness(row)

    def _open(self) -> Select[tuple[object, ...]]:
        other = victims.alias("other")
        own, theirs = self._born(likenesses.c.victim_id), self._born(likenesses.c.other_id)
        return (
            select(likenesses, func.coalesce(own == theirs, false()).label("born_alike"))
            .join(victims, victims.c.id == likenesses.c.victim_id)
            .join(other, other.c.id == likenesses.c.other_id)
            .where(
                or_(
                    likenesses.c.answer == OPEN,
                    # The import that brought the birth date may have been taken back.
                    and_(likenesses.c.answer == BORN, func.coalesce(own == theirs, true())),
                ),
                self._work.visible(victims),
                self._work.visible(other),
            )
        )

    def _born(self, victim: ColumnElement[int]) -> ScalarSelect[date | None]:
        """The one birth date that reports give for a person; NULL when none does, or two differ."""
        said = reports.alias()
        return (
            select(case((func.min(said.c.birth_date) == func.max(said.c.birth_date), func.min(said.c.birth_date))))
            .where(said.c.victim_id == victim, self._work.visible(said))
            .scalar_subquery()
        )

    def close_born_apart(self, batch_id: BatchId, *, at: datetime) -> tuple[CallbackId, ...]:
        """Answer what the birth dates of an import answer: two people. Returns the callbacks that waited for it."""
        told = reports.alias()
        own, theirs = self._born(likenesses.c.victim_id), self._born(likenesses.c.other_id)
        asked = select(likenesses.c.id, likenesses.c.victim_id).where(
            likenesses.c.answer == OPEN,
            own != theirs,
            exists().where(
                told.c.batch_id == batch_id,
                told.c.victim_id.in_((likenesses.c.victim_id, likenesses.c.other_id)),
            ),
            self._work.visible(likenesses),
        )
        found = self._work.connection.execute(asked).all()
        for likeness_id, _ in found:
            self._work.connection.execute(
                update(likenesses).where(likenesses.c.id == likeness_id).values(answer=BORN, at=at)
            )
        waited = (self.open_callback(VictimId(victim_id)) for victim_id in dict.fromkeys(one[1] for one in found))
        return tuple(callback_id for callback_id in waited if callback_id is not None)

    def answer(self, likeness_id: LikenessId, *, same: bool, by: str, at: datetime) -> None:
        said = update(likenesses).where(likenesses.c.id == likeness_id)
        self._work.connection.execute(said.values(answer=SAME if same else OTHER, by_name=by, at=at))

    def open_callback(self, victim_id: VictimId) -> CallbackId | None:
        """The callback under which this person is on the list, whatever its state; None when they were done."""
        asked = select(func.max(callbacks.c.id)).where(
            callbacks.c.victim_id == victim_id, callbacks.c.state.not_in(_OVER), self._work.visible(callbacks)
        )
        found = self._work.connection.execute(asked).scalar()
        return None if found is None else CallbackId(found)

    def join(self, victim_id: VictimId, into: VictimId, *, own: CallbackId, theirs: CallbackId | None) -> None:
        """Reports, numbers and wishes of one person become another's; the name as it was written stays."""
        run = self._work.connection.execute
        run(
            update(reports)
            .where(reports.c.victim_id == victim_id)
            .values(victim_id=into, callback_id=own if theirs is None else theirs)
        )
        known = phones.alias("known")
        there = exists().where(
            known.c.victim_id == into,
            or_(
                and_(known.c.e164 == phones.c.e164, phones.c.e164 != ""),
                and_(known.c.original == phones.c.original, phones.c.e164 == "", known.c.e164 == ""),
            ),
        )
        run(update(phones).where(phones.c.victim_id == victim_id, ~there).values(victim_id=into))
        wish = select(
            literal(int(into)), do_not_contact.c.e164, do_not_contact.c.reason, do_not_contact.c.by_name,
            do_not_contact.c.at, literal(""), literal(""),
        ).where(do_not_contact.c.victim_id == victim_id, do_not_contact.c.cleared_at.is_(None))  # fmt: skip
        columns = ["victim_id", "e164", "reason", "by_name", "at", "cleared_by", "cleared_reason"]
        run(insert(do_not_contact).from_select(columns, wish))
        # What else was asked about the one is now asked about, or was answered for, the other.
        run(update(likenesses).where(likenesses.c.other_id == victim_id).values(other_id=into))
        run(
            update(likenesses)
            .where(likenesses.c.victim_id == victim_id, likenesses.c.answer == OPEN, likenesses.c.other_id != into)
            .values(victim_id=into)
        )
        if theirs is None:
            run(update(callbacks).where(callbacks.c.id == own).values(victim_id=into))
        places.renew(cast(Driver, driver_of(self._work.connection)), f"SELECT {int(into)} AS id")

    def relations(self, victim_id: VictimId, *, limit: int) -> tuple[tuple[VictimId, Relation], ...]:
        """Other visible people of the same case, the same number, or the same surname and address."""
        found: dict[int, Relation] = {}
        for relation, asked in (
            (Relation.SAME_CASE, self._of_the_case(victim_id)),
            (Relation.SAME_NUMBER, self._of_the_number(victim_id)),
            (Relation.SAME_ADDRESS, self._of_the_house(victim_id)),
        ):
            for other in self._work.connection.execute(asked.limit(limit)).scalars():
                found.setdefault(other, relation)
        return tuple((VictimId(one), relation) for one, relation in found.items())[:limit]

    def _of_the_case(self, victim_id: VictimId) -> Select[int]:
        own = reports.alias("own")
        return (
            select(reports.c.victim_id)
            .distinct()
            .join(own, own.c.case_id == reports.c.case_id)
            .where(own.c.victim_id == victim_id, reports.c.victim_id != victim_id, self._work.visible(reports))
            .order_by(reports.c.victim_id)
        )

    def _of_the_number(self, victim_id: VictimId) -> Select[int]:
        own = phones.alias("own")
        return (
            select(phones.c.victim_id)
            .distinct()
            .join(own, and_(own.c.tail == phones.c.tail, own.c.e164 == phones.c.e164, own.c.e164 != ""))
            .where(own.c.victim_id == victim_id, phones.c.victim_id != victim_id, self._work.visible(phones))
            .where(self._has_reports(phones.c.victim_id))
            .order_by(phones.c.victim_id)
        )

    def _of_the_house(self, victim_id: VictimId) -> Select[int]:
        asked = select(victims.c.last, victims.c.address).where(victims.c.id == victim_id)
        row = self._work.connection.execute(asked).one()
        surname = search_key(row.last)
        return (
            select(victims.c.id)
            .where(
                victims.c.name_key >= surname + " ",
                victims.c.name_key < surname + "!",
                victims.c.address == row.address,
                literal(bool(surname and row.address)),
                victims.c.id != victim_id,
                self._work.visible(victims),
                self._has_reports(victims.c.id),
            )
            .order_by(victims.c.id)
        )

    def _has_reports(self, victim: ColumnElement[int]) -> ColumnElement[bool]:
        said = reports.alias("said")
        return exists().where(said.c.victim_id == victim, self._work.visible(said))

    def marks_against(self, victim_id: VictimId) -> frozenset[Sign]:
        """What visible imports give for a suspect and this person has too: a number or an address on any report, the
        name on the person's own."""
        given = {"victim": victim_id, "hidden": self._work.hidden_batches()}
        found = self._work.connection.execute(_marks_against(), given).scalars()
        return frozenset(_SIGN_OF[kind] for kind in found)

    def suspects_of(self, case_id: CaseId) -> tuple[str, ...]:
        """Names that visible imports give for suspects of this report, folded, "given name surname", in order."""
        asked = (
            select(suspect_marks.c.value)
            .distinct()
            .join(cases, cases.c.number_key == suspect_marks.c.case_key)
            .where(cases.c.id == case_id, suspect_marks.c.kind == "name", self._work.visible(suspect_marks))
            .order_by(suspect_marks.c.value)
        )
        kept = [value.partition("|") for value in self._work.connection.execute(asked).scalars()]
        return tuple(given if surname == "org" else f"{given} {surname}" for surname, _, given in kept)

    def marked_by(self, batch_id: BatchId) -> tuple[CallbackId, ...]:
        """Callbacks of other imports' people whom this one says something against: a number, an address, a name."""
        people = union(
            select(phones.c.victim_id).where(
                suspect_marks.c.batch_id == batch_id,
                suspect_marks.c.kind == "number",
                phones.c.tail == func.substr(suspect_marks.c.value, -TAIL_DIGITS),
                phones.c.e164 == suspect_marks.c.value,
            ),
            select(victims.c.id).where(
                suspect_marks.c.batch_id == batch_id,
                suspect_marks.c.kind == "address",
                victims.c.address_key == suspect_marks.c.value,
                victims.c.address_key != "",
            ),
            select(victims.c.id).where(
                suspect_marks.c.batch_id == batch_id,
                suspect_marks.c.kind == "name",
                cases.c.number_key == suspect_marks.c.case_key,
                reports.c.case_id == cases.c.id,
                victims.c.id == reports.c.victim_id,
                victims.c.link_key == suspect_marks.c.value,
            ),
        )
        asked = (
            select(callbacks.c.id)
            .where(callbacks.c.victim_id.in_(people), callbacks.c.batch_id != batch_id, self._work.visible(callbacks))
            .order_by(callbacks.c.id)
        )
        return tuple(CallbackId(one) for one in self._work.connection.execute(asked).scalars())

    def asked_because_of(self, batch_id: BatchId) -> tuple[CallbackId, ...]:
        """Callbacks held by the question whether they are somebody this import brought, or told the birth date of."""
        other, told = victims.alias("other"), reports.alias()
        asked = (
            select(callbacks.c.id)
            .distinct()
            .join(likenesses, likenesses.c.victim_id == callbacks.c.victim_id)
            .join(other, other.c.id == likenesses.c.other_id)
            .where(
                or_(
                    and_(other.c.batch_id == batch_id, likenesses.c.answer == OPEN),
                    and_(
                        likenesses.c.answer == BORN,
                        exists().where(
                            told.c.batch_id == batch_id,
                            told.c.victim_id.in_((likenesses.c.victim_id, likenesses.c.other_id)),
                        ),
                    ),
                ),
                self._work.visible(callbacks),
            )
            .order_by(callbacks.c.id)
        )
        return tuple(CallbackId(one) for one in self._work.connection.execute(asked).scalars())


@cache  # every claim asks it: it takes longer to put together than to ask
def _marks_against() -> CompoundSelect[Any]:
    numbered = select(literal("number")).where(
        phones.c.victim_id == bindparam("victim"),
        phones.c.e164 != "",
        suspect_marks.c.value == phones.c.e164,
        suspect_marks.c.kind == "number",
        seen(phones),
        seen(suspect_marks),
    )
    housed = select(literal("address")).where(
        victims.c.id == bindparam("victim"),
        victims.c.address_key != "",
        suspect_marks.c.value == victims.c.address_key,
        suspect_marks.c.kind == "address",
        seen(suspect_marks),
    )
    named = select(literal("name")).where(
        victims.c.id == bindparam("victim"),
        victims.c.link_key != "",
        reports.c.victim_id == victims.c.id,
        cases.c.id == reports.c.case_id,
        suspect_marks.c.case_key == cases.c.number_key,
        suspect_marks.c.value == victims.c.link_key,
        suspect_marks.c.kind == "name",
        seen(reports),
        seen(suspect_marks),
    )
    return union(numbered, housed, named)


def _likeness(row: RowMapping) -> Likeness:
    why = {Agreement(one) for one in strings(row["why"])} | ({Agreement.BIRTH_DATE} if row["born_alike"] else set())
    return Likeness(
        LikenessId(row["id"]),
        VictimId(row["victim_id"]),
        VictimId(row["other_id"]),
        row["score"],
        tuple(one for one in Agreement if one in why),
    )

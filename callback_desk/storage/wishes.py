"""What people want and what supervisors decided: safe contact, do not contact, holds, releases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, insert, or_, select, update

from callback_desk.domain.call import SafeContact, VoicemailPolicy
from callback_desk.domain.concerns import STOPS_CALLS
from callback_desk.domain.ids import CallbackId, PhoneId, VictimId
from callback_desk.domain.queue import OPEN
from callback_desk.domain.records import CaseOnHold, ReleaseRecord
from callback_desk.domain.safe_times import SafeTimes
from callback_desk.storage.columns import case_key, from_strings, strings
from callback_desk.storage.tables_calls import concerns
from callback_desk.storage.tables_people import case_holds, cases, do_not_contact, phones, releases, safe_contacts
from callback_desk.storage.tables_queue import callbacks
from callback_desk.storage.work import Work

_OPEN = sorted(state.value for state in OPEN)

# Put together once for the program: that takes longer than asking it, and every claim does.
_SAFE_CONTACT = (
    select(safe_contacts)
    .where(safe_contacts.c.victim_id == bindparam("victim"))
    .order_by(safe_contacts.c.id.desc())
    .limit(1)
)
_OWN_NUMBERS = select(phones.c.e164).where(phones.c.victim_id == bindparam("victim"), phones.c.e164 != "")
_DO_NOT_CONTACT = select(func.count()).where(
    do_not_contact.c.cleared_at.is_(None),
    or_(do_not_contact.c.victim_id == bindparam("victim"), do_not_contact.c.e164.in_(_OWN_NUMBERS)),
)
_RELEASE = (
    select(releases).where(releases.c.callback_id == bindparam("callback")).order_by(releases.c.id.desc()).limit(1)
)
_HOLDS = (
    select(case_holds.c.reason)
    .where(
        case_holds.c.number_key.in_(bindparam("cases", expanding=True)),
        or_(case_holds.c.until.is_(None), case_holds.c.until >= bindparam("today")),
    )
    .order_by(case_holds.c.id)
)


class SqlWishes:
    """The part of `PersonStore` that people and supervisors write."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def safe_contact(self, victim_id: VictimId) -> SafeContact:
        """What was agreed last; nothing agreed means: leave no message."""
        row = self._work.connection.execute(_SAFE_CONTACT, {"victim": victim_id}).mappings().one_or_none()
        if row is None:
            return SafeContact()
        return SafeContact(
            sentence=row["sentence"],
            voicemail=VoicemailPolicy(row["voicemail"]),
            only_phone=None if row["only_phone"] is None else PhoneId(row["only_phone"]),
            confirmed_on=row["confirmed_on"],
            times=SafeTimes.from_lines(strings(row["times"])),
        )

    def put_safe_contact(self, victim_id: VictimId, agreed: SafeContact, *, by: str, at: datetime) -> None:
        """Add a version; the ones before stay."""
        self._work.connection.execute(
            insert(safe_contacts).values(
                victim_id=victim_id,
                sentence=agreed.sentence,
                voicemail=agreed.voicemail.value,
                only_phone=agreed.only_phone,
                confirmed_on=agreed.confirmed_on,
                times=from_strings(agreed.times.lines()),
                by_name=by,
                at=at,
            )
        )

    def do_not_contact(self, victim_id: VictimId) -> bool:
        """True when this person, or any of their numbers, is on the do-not-contact list."""
        return self._work.connection.execute(_DO_NOT_CONTACT, {"victim": victim_id}).scalar_one() > 0

    def set_do_not_contact(self, victim_id: VictimId, *, reason: str, by: str, at: datetime) -> tuple[CallbackId, ...]:
        """List the person and all their numbers; returns every open callback of anybody these belong to."""
        asked = select(phones.c.e164).distinct().where(phones.c.victim_id == victim_id, phones.c.e164 != "")
        numbers = sorted(self._work.connection.execute(asked).scalars())
        self._work.connection.execute(
            insert(do_not_contact),
            [
                {"victim_id": victim_id, "e164": number, "reason": reason, "by_name": by, "at": at}
                for number in ("", *numbers)
            ],
        )
        sharing = select(phones.c.victim_id).where(phones.c.e164.in_(numbers))
        touched = (
            select(callbacks.c.id)
            .where(
                or_(callbacks.c.victim_id == victim_id, callbacks.c.victim_id.in_(sharing)),
                callbacks.c.state.in_(_OPEN),
                self._work.visible(callbacks),
            )
            .order_by(callbacks.c.id)
        )
        return tuple(self._work.connection.execute(touched).scalars())

    def set_number_do_not_contact(self, e164: str, *, reason: str, by: str, at: datetime) -> tuple[CallbackId, ...]:
        """List a number alone, whether or not anybody here has it; returns every open callback it touches."""
        wish = {"victim_id": None, "e164": e164, "reason": reason, "by_name": by, "at": at}
        self._work.connection.execute(insert(do_not_contact).values(wish))
        sharing = select(phones.c.victim_id).where(phones.c.e164 == e164)
        touched = select(callbacks.c.id).where(
            callbacks.c.victim_id.in_(sharing), callbacks.c.state.in_(_OPEN), self._work.visible(callbacks)
        )
        return tuple(self._work.connection.execute(touched.order_by(callbacks.c.id)).scalars())

    def clear_do_not_contact(self, victim_id: VictimId, *, reason: str, by: str, at: datetime) -> None:
        """Take the person's wish and that of their numbers off the list; who, when and why stays."""
        own = select(phones.c.e164).where(phones.c.victim_id == victim_id, phones.c.e164 != "")
        self._work.connection.execute(
            update(do_not_contact)
            .where(
                do_not_contact.c.cleared_at.is_(None),
                or_(do_not_contact.c.victim_id == victim_id, do_not_contact.c.e164.in_(own)),
            )
            .values(cleared_at=at, cleared_by=by, cleared_reason=reason)
        )

    def safety_stop(self, victim_id: VictimId) -> bool:
        """True while an open danger, distress or something-wrong concern waits for a supervisor."""
        return self._work.connection.execute(_safety_stop(), {"victim": victim_id}).scalar_one() > 0

    def case_holds(self, case_numbers: Sequence[str]) -> tuple[str, ...]:
        """Reasons of live holds set by case number; a hold lasts through its last day, desk's zone."""
        keys = sorted({case_key(number) for number in case_numbers})
        given = {"cases": keys, "today": self._work.desk_day(self._work.now())}
        return tuple(self._work.connection.execute(_HOLDS, given).scalars())

    def cases_on_hold(self) -> tuple[CaseOnHold, ...]:
        """Every live hold, the newest first; those on one case stand together."""
        newest = func.max(case_holds.c.id).over(partition_by=case_holds.c.number_key)
        here = and_(cases.c.number_key == case_holds.c.number_key, self._work.visible(cases))
        asked = (
            select(case_holds, cases.c.number)
            .select_from(case_holds.outerjoin(cases, here))
            .where(self._holds_still())
            .order_by(newest.desc(), case_holds.c.id.desc())
        )
        return tuple(
            CaseOnHold(
                row["number"] or row["number_key"],
                row["number"] is not None,
                row["reason"],
                row["by_name"],
                row["at"],
                row["until"],
            )
            for row in self._work.connection.execute(asked).mappings()
        )

    def _holds_still(self) -> ColumnElement[bool]:
        today = self._work.desk_day(self._work.now())
        return or_(case_holds.c.until.is_(None), case_holds.c.until >= today)

    def put_case_hold(self, case_number: str, *, reason: str, by: str, at: datetime, until: date | None) -> None:
        """Hold a case number, known to the desk or not yet."""
        key = case_key(case_number)
        self._work.connection.execute(
            insert(case_holds).values(number_key=key, reason=reason, by_name=by, at=at, until=until)
        )

    def end_case_holds(self, case_number: str, *, before: date) -> int:
        """End the live holds of a case number the day before this one, desk's zone; how many there were."""
        ended = (
            update(case_holds)
            .where(
                case_holds.c.number_key == case_key(case_number),
                or_(case_holds.c.until.is_(None), case_holds.c.until >= before),
            )
            .values(until=before - timedelta(days=1))
        )
        return self._work.connection.execute(ended).rowcount

    def release(self, callback_id: CallbackId) -> ReleaseRecord | None:
        """The newest OK to call, ended or not; the rules look at `until`."""
        row = self._work.connection.execute(_RELEASE, {"callback": callback_id}).mappings().one_or_none()
        if row is None:
            return None
        rules = frozenset(strings(row["rules"]))
        return ReleaseRecord(reason=row["reason"], by=row["by_name"], at=row["at"], until=row["until"], rules=rules)

    def put_release(self, callback_id: CallbackId, release: ReleaseRecord) -> None:
        self._work.connection.execute(
            insert(releases).values(
                callback_id=callback_id,
                reason=release.reason,
                by_name=release.by,
                at=release.at,
                until=release.until,
                rules=from_strings(sorted(release.rules)),
            )
        )


@cache
def _safety_stop() -> Select[int]:
    return select(func.count()).where(concerns.c.victim_id == bindparam("victim"), *_open_concern())


def _open_concern() -> tuple[ColumnElement[bool], ...]:
    return (
        concerns.c.kind.in_(sorted(kind.value for kind in STOPS_CALLS)),
        concerns.c.routed_at.is_(None),
        concerns.c.withdrawn_at.is_(None),
    )

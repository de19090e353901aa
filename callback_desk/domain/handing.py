"""Which of those who may be called is handed to whom: asked by the claim's statement and said by the explainer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from callback_desk.domain.ids import CallbackId, PlaceId, StaffId
from callback_desk.domain.queue import Entry

#: So long a time somebody agreed is theirs alone, while they are at the desk; then it is anyone's.
OWNER_FIRST: Final = timedelta(minutes=5)
#: Seen so short a while ago (signed in, dialing, a card in hand) counts as being at the desk.
AT_THE_DESK: Final = timedelta(minutes=30)
#: So long somebody is left to those who speak their language; then anyone calls, with an interpreter.
LANGUAGE_FIRST: Final = timedelta(days=7)
#: After a hard call the next hard one comes to this caller no sooner.
SPARED: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Around:
    """What is around a caller who asks for the next person, and keeps somebody from them for the moment.

    `others_here`: who else is at the desk. `left_to_others`: languages (ISO 639-1) this caller does not speak and a
    colleague does. `spared`: offenses, as the list shows them, that are not handed to them for a while. `asleep`:
    places in which no number may be rung at this hour; who has a number elsewhere, too, stands for another place.
    """

    others_here: frozenset[StaffId] = frozenset()
    left_to_others: frozenset[str] = frozenset()
    spared: frozenset[str] = frozenset()
    asleep: frozenset[PlaceId] = frozenset()


ALONE: Final = Around()


NOWHERE: Final = PlaceId(0)  # not known: asked about one by one


@dataclass(frozen=True, slots=True)
class Traits:
    """What the handing looks at besides the entry: the person's language, the offense as the list shows it, and where
    their numbers are; 0 where that is not known.
    """

    language: str = ""
    offense: str = ""
    place: PlaceId = NOWHERE


@dataclass(frozen=True, slots=True)
class HardCall:
    """A caller's last call: when it began, the offense as shown, how it ended ("": not yet), an alert in it."""

    at: datetime
    offense: str
    outcome: str
    alarmed: bool


class Keep(StrEnum):
    """Why somebody who may be called is not handed to this caller now."""

    NOT_CALLER = "not_caller"  # said "not now" to them
    KNOWS = "knows"
    ASLEEP = "asleep"  # no decent hour at any of their numbers
    PROMISED_BY = "promised_by"  # a colleague at the desk agreed this time
    LANGUAGE = "language"
    SPARED = "spared"


def kept_from(
    entry: Entry, traits: Traits, staff: StaffId, passed_over: Collection[CallbackId], around: Around, now: datetime
) -> Keep | None:
    """What keeps this person from this caller at `now` (UTC); None: nothing does.

    `passed_over`: people this caller handed on.

    The statement that claims says the same in SQL; a test compares the two. Everything but the first two ends by
    itself, so that nobody is left to somebody who does not come.
    """
    if entry.not_caller == staff:
        return Keep.NOT_CALLER
    if entry.id in passed_over:
        return Keep.KNOWS
    if traits.place in around.asleep:  # before all else: an agreed time, too, is never outside decent hours
        return Keep.ASLEEP
    if entry.promised_at is not None:  # an agreed time goes before a language and a rest
        owners = entry.promised_at > now - OWNER_FIRST and entry.promise_owner in around.others_here
        return Keep.PROMISED_BY if owners else None
    if traits.language in around.left_to_others and not _long_ready(entry, now):
        return Keep.LANGUAGE
    return Keep.SPARED if traits.offense in around.spared else None


def _long_ready(entry: Entry, now: datetime) -> bool:
    return entry.ready_at is not None and entry.ready_at <= now - LANGUAGE_FIRST

"""What the use cases ask of the queue, the calls and the concerns. See `ports`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from callback_desk.domain.call import CallDraft, CallResult, CallState, PastTry
from callback_desk.domain.concerns import Concern, ConcernKind, NewConcern
from callback_desk.domain.handing import ALONE, Around, HardCall, Traits
from callback_desk.domain.ids import (
    AttemptId,
    CallbackId,
    CallId,
    CaseId,
    ConcernId,
    ExportId,
    OperationId,
    PhoneId,
    PlaceId,
    PromiseId,
    ScriptSha,
    StaffId,
    TipId,
    VictimId,
)
from callback_desk.domain.no_news import NoNews
from callback_desk.domain.promises import OpenPromise, PromiseCounts, Standing
from callback_desk.domain.property_facts import PropertyFact
from callback_desk.domain.put_right import LastTry
from callback_desk.domain.queue import Entry
from callback_desk.domain.records import (
    OpenCall,
)
from callback_desk.domain.safe_times import OwnHours
from callback_desk.domain.skips import Skip, SkipReason
from callback_desk.domain.tip import Correction, Tip
from callback_desk.domain.views import (
    ExportRow,
    HistoryLine,
    ListFilter,
    ListRow,
    PromiseLine,
    ReviewLine,
)


class QueueStore(Protocol):
    """Callbacks: one open wish to reach one person, with its state and lease."""

    def get(self, callback_id: CallbackId) -> Entry: ...
    def victim_of(self, callback_id: CallbackId) -> VictimId: ...
    def claim_first(
        self,
        staff_id: StaffId,
        now: datetime,
        lease_until: datetime,
        *,
        passed_over: Sequence[CallbackId],
        around: Around = ALONE,
    ) -> Entry | None:
        """The first ready row, claimed in one statement with a new fencing number; None when nobody is ready."""
        ...

    def claim(self, callback_id: CallbackId, staff_id: StaffId, now: datetime, lease_until: datetime) -> Entry | None:
        """This one, if it waits; None when somebody else has it."""
        ...

    def put(self, entry: Entry, *, fence: int | None = None) -> None:
        """Write back. With `fence`, raises StaleClaim when the row's number is another (one statement)."""
        ...

    def heartbeat(self, callback_id: CallbackId, fence: int, lease_until: datetime) -> bool: ...
    def set_reason(self, callback_id: CallbackId, *, reason: str, rule: str, rule_version: str) -> None: ...
    def expired(self, now: datetime) -> tuple[Entry, ...]:
        """Claims and calls whose lease ended."""
        ...

    def judge_later(self, callback_ids: Collection[CallbackId]) -> None:
        """Their facts changed with many others': they are on a list that outlives a kill."""
        ...

    def to_judge(self, most: int) -> tuple[CallbackId, ...]:
        """Who is on that list, the first `most`."""
        ...

    def judged(self, callback_ids: Collection[CallbackId]) -> None:
        """They are off it."""
        ...

    def passed_over_by(self, staff_id: StaffId) -> tuple[CallbackId, ...]:
        """Callbacks this volunteer handed on (I know this person)."""
        ...

    def pass_over(self, callback_id: CallbackId, staff_id: StaffId) -> None: ...
    def knows(self, callback_id: CallbackId) -> tuple[StaffId, ...]:
        """Who handed this person on."""
        ...

    def promised_by_others(self, staff_id: StaffId, after: datetime, now: datetime) -> frozenset[StaffId]:
        """Who else agreed a time with somebody who waits, which has come by `now` and came later than `after`."""
        ...

    def places(self) -> Mapping[PlaceId, tuple[tuple[str, ...], ...]]:
        """Where numbers are: for each place the zones of its numbers, () where a number says none."""
        ...

    def at_the_desk(self, since: datetime, now: datetime) -> frozenset[StaffId]:
        """Who signed in or dialed since then, or has a card in hand, and has not signed out."""
        ...

    def last_call_of(self, staff_id: StaffId, since: datetime) -> HardCall | None: ...
    def in_hand_of(self, staff_id: StaffId) -> tuple[Entry, ...]:
        """Cards and calls this person has, by id."""
        ...

    def own_hours(self, now: datetime, of: Sequence[int] | None = None) -> tuple[OwnHours, ...]:
        """Of those ready by their rows, who said at which times they may be reached; by id. `of`: only these."""
        ...

    def for_others(
        self, staff_id: StaffId, now: datetime, *, passed_over: Collection[CallbackId], around: Around
    ) -> tuple[CallbackId, ...]:
        """Of those ready by their rows and awake, who is not handed to this caller now; by id."""
        ...

    def traits(self, callback_id: CallbackId) -> Traits:
        """Raises NotFound."""
        ...

    def skip(self, callback_id: CallbackId, staff_id: StaffId, at: datetime, reason: SkipReason) -> None:
        """A card was laid aside; a row of its own each time."""
        ...

    def skipped_by(self, staff_id: StaffId, since: datetime) -> tuple[CallbackId, ...]:
        """Whom this volunteer laid aside since then and did not take back, each once."""
        ...

    def offer_again(self, callback_id: CallbackId, staff_id: StaffId) -> None:
        """The undo of `pass_over`; nothing happens to somebody who was never passed over."""
        ...

    def skips_of(self, callback_id: CallbackId) -> tuple[Skip, ...]:
        """How often this person's card was laid aside, and taken up again, oldest first."""
        ...

    def put_promise_note(self, callback_id: CallbackId, note: str, *, owner: StaffId) -> None: ...
    def rows(self, asked: ListFilter, now: datetime, *, offset: int, limit: int) -> tuple[ListRow, ...]: ...
    def ids(self, asked: ListFilter, now: datetime) -> Sequence[int]:
        """All ids in order as a compact array('q'); 1,000,000 ids are 8 MB."""
        ...

    def rows_by_id(self, ids: Sequence[int], now: datetime) -> tuple[ListRow, ...]: ...
    def found_by(self, ids: Sequence[int], text: str) -> Mapping[int, str]:
        """Of the rows of a page, by which case number or telephone number `text` finds them."""
        ...

    def zones_of(self, ids: Sequence[int]) -> Mapping[int, frozenset[tuple[str, ...]]]:
        """The places of each person's numbers that can be rung; somebody without such a number is left out."""
        ...

    def export_rows(self, asked: ListFilter, now: datetime) -> tuple[ExportRow, ...]:
        """All rows of the filter with case numbers and numbers, by id."""
        ...

    def count(self, asked: ListFilter, now: datetime) -> int: ...
    def tab_counts(self, now: datetime, *, day_end: datetime) -> Mapping[str, int]: ...
    def state_counts(self) -> Mapping[str, int]: ...
    def due_counts(self, now: datetime, *, day_end: datetime) -> tuple[int, int, int, datetime | None, int]:
        """(due promises until day_end, ready now, later, when the next becomes ready, how many then)."""
        ...

    def ready_by_zones(self, now: datetime) -> tuple[tuple[tuple[str, ...], tuple[str, ...], int], ...]:
        """Of those ready now: the zones of the numbers of a person, first and last by name, and how many people."""
        ...

    def zones_ready(self, now: datetime) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """Wherever somebody who is ready may be, as `ready_by_zones` says it, and who else; without counting them."""
        ...

    def reason_counts(self) -> tuple[tuple[str, str, int], ...]:
        """(state, reason, how many) of everybody held or excluded."""
        ...

    def too_old_before(self, day: datetime, last_call_days: int) -> int:
        """How many waiting people's newest report passes the last calling day before then."""
        ...

    def promises(self, day_end: datetime, *, owner: StaffId | None) -> tuple[PromiseLine, ...]: ...
    def history(self, callback_id: CallbackId) -> tuple[HistoryLine, ...]: ...
    def more_history(self, callback_id: CallbackId) -> tuple[HistoryLine, ...]:
        """What the short history leaves out: notes, agreements, decisions, acts on many; newest first."""
        ...

    def offense_labels(self) -> tuple[str, ...]: ...


class CallStore(Protocol):
    """Attempts are append-only: an end is a second row, never a change of the first."""

    def add_attempt(
        self, callback_id: CallbackId, phone_id: PhoneId, staff_id: StaffId, at: datetime, op: OperationId
    ) -> AttemptId: ...
    def end_attempt(
        self, attempt_id: AttemptId, *, outcome: str, at: datetime, note: str, message_left: bool, by: StaffId
    ) -> None: ...
    def attempts(self, victim_id: VictimId) -> tuple[PastTry, ...]:
        """Newest first; without those taken back by *I did not dial*."""
        ...

    def tried(self, callback_id: CallbackId) -> tuple[tuple[datetime, str, PhoneId], ...]:
        """Every try of a callback, oldest first: (when, outcome, number); without those taken back.

        "" is the outcome of one that was never ended: the program died in that call.
        """
        ...

    def tried_elsewhere(self, victim_id: VictimId, since: datetime) -> tuple[tuple[PhoneId, datetime, str], ...]:
        """Tries since then, for other people, of numbers this person has too: (own number, when, outcome)."""
        ...

    def last_try(self, callback_id: CallbackId) -> LastTry | None:
        """The newest try that was not taken back, with the end that counts."""
        ...

    def messages_left(self, victim_id: VictimId) -> int: ...
    def open_call(
        self, attempt_id: AttemptId, callback_id: CallbackId, script: ScriptSha, at: datetime, language: str
    ) -> CallId: ...
    def get(self, call_id: CallId) -> OpenCall: ...
    def put_state(self, call_id: CallId, state: CallState, at: datetime) -> None: ...
    def put_draft(self, call_id: CallId, fence: int, draft: CallDraft, at: datetime) -> None:
        """One statement that also checks the fence; raises StaleClaim and keeps the text as a late note."""
        ...

    def draft(self, call_id: CallId) -> CallDraft | None: ...
    def late_notes(self, call_id: CallId) -> tuple[tuple[datetime, CallDraft], ...]:
        """Words that came after the claim had gone, oldest first."""
        ...

    def finish(self, call_id: CallId, result: CallResult, at: datetime) -> None:
        """Answers, tips (each on the newest case unless it names one), ratings, consents, promises."""
        ...

    def result(self, call_id: CallId) -> CallResult: ...
    def tips(self, call_id: CallId) -> tuple[Tip, ...]: ...
    def tip(self, tip_id: TipId) -> Tip: ...
    def sign_tips(self, call_id: CallId, by: str, at: datetime) -> int: ...
    def choose_case(self, tip_id: TipId, case_id: CaseId, by: str, at: datetime) -> None:
        """Which report a line is about; the newest choice counts."""
        ...

    def property_facts(self, tip_ids: Collection[TipId]) -> Mapping[TipId, tuple[PropertyFact, ...]]:
        """The articles of each line that has any, as confirmed last."""
        ...

    def put_property_facts(self, tip_id: TipId, facts: Sequence[PropertyFact], by: str, at: datetime) -> None:
        """All articles of a line anew; none takes back those before."""
        ...

    def put_entry(self, call_id: CallId, by: str, at: datetime) -> None:
        """Who typed in a call that was made on paper; once for a call."""
        ...

    def entry(self, call_id: CallId) -> tuple[str, datetime] | None:
        """Who typed it in, and when (UTC); None for a call made at the desk."""
        ...

    def add_correction(self, tip_id: TipId, correction: Correction) -> None: ...
    def interrupted_of(self, staff_id: StaffId) -> tuple[OpenCall, ...]: ...
    def open_calls(self) -> tuple[OpenCall, ...]: ...
    def to_review(
        self, me: StaffId | None = None, *, only: Collection[CallId] | None = None
    ) -> tuple[ReviewLine, ...]: ...
    def signed_to_score(self, since: datetime, limit: int, *, besides: StaffId) -> tuple[ReviewLine, ...]: ...
    def signed_of(self, callbacks: Sequence[CallbackId]) -> tuple[OpenCall, ...]:
        """Calls of these callbacks that are signed off, newest first."""
        ...

    def signed_without_packet(self, *, only: Collection[CallId] | None = None) -> tuple[tuple[ReviewLine, str], ...]:
        """Signed calls with new information whose case has no finished lead sheet since; with the case number. `only`:
        of these calls."""
        ...

    def without_news(self, since: datetime) -> tuple[NoNews, ...]:
        """Signed calls ended since then in which everything was asked, each with every report of the person that was
        here when it began, about which it brought nothing and no page that left has said so; longest ago first."""
        ...

    def put_no_news_told(self, export_id: ExportId, lines: Sequence[NoNews]) -> None:
        """A page says so of these. It counts once the page has left."""
        ...

    def today(self, since: datetime) -> tuple[int, int, int]:
        """(tries, people reached, calls with new information) since then."""
        ...


class ConcernStore(Protocol):
    def add(
        self, callback_id: CallbackId, call_id: CallId | None, by: str, at: datetime, said: NewConcern
    ) -> ConcernId: ...
    def told(self, concern_id: ConcernId, whom: str, at: datetime) -> None: ...
    def withdraw(self, concern_id: ConcernId, at: datetime) -> None: ...
    def route(self, concern_id: ConcernId, to: str, at: datetime) -> None: ...
    def acknowledge(self, concern_id: ConcernId, reference: str, at: datetime) -> None: ...
    def routed(self, kind: ConcernKind, since: datetime) -> tuple[Concern, ...]:
        """Of one kind: handed on since then, or handed on before and not acknowledged; the newest first."""
        ...

    def open(self, kinds: frozenset[ConcernKind] | None = None) -> tuple[Concern, ...]: ...
    def of_call(self, call_id: CallId) -> tuple[Concern, ...]: ...
    def get(self, concern_id: ConcernId) -> Concern:
        """Also one that is decided. Raises NotFound."""
        ...


class PromiseStore(Protocol):
    """What was promised in calls: the words are append-only, how each stands is written beside them."""

    def open(self, *, limit: int) -> tuple[OpenPromise, ...]:
        """Not kept yet, what is due first before the others, what has no day last."""
        ...

    def counts(self, *, day_start: datetime, day_end: datetime) -> PromiseCounts: ...
    def standing(self, promise_id: PromiseId) -> Standing:
        """Raises NotFound."""
        ...

    def put(self, promise_id: PromiseId, standing: Standing, *, by: str, at: datetime) -> None: ...

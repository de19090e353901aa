"""The audit trail's words and arithmetic: events, the HMAC chain, anchors (CJIS AU-2, AU-3, AU-8; UK DPA s.62)."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from callback_desk.domain.access import Role


class Event(StrEnum):
    """Everything that is written down. One vocabulary for CJIS AU-2 c and UK DPA 2018 s.62."""

    LOGIN_OK = "login.ok"
    LOGIN_FAIL = "login.fail"
    LOGIN_LOCKED = "login.locked"
    LOGIN_RELEASED = "login.released"
    LOGOUT = "logout"
    LOCK = "lock"
    UNLOCK = "unlock"
    STEPUP_OK = "stepup.ok"
    STEPUP_FAIL = "stepup.fail"
    ACCESS_DENIED = "access.denied"
    BANNER_ACK = "banner.ack"
    PASSWORD_CHANGE = "password.change"  # noqa: S105 - the name of an event, not a secret
    PASSWORD_RESET = "password.reset"  # noqa: S105 - the name of an event, not a secret
    MFA_CHANGE = "mfa.change"
    USER_CREATE = "user.create"
    USER_ENABLE = "user.enable"
    USER_DISABLE = "user.disable"
    ROLE_CHANGE = "role.change"
    PEOPLE_LIST = "people.list"
    SECOND_ASKED = "second.asked"
    SECOND_GIVEN = "second.given"
    QUEUE_CLAIM = "queue.claim"
    QUEUE_RELEASE = "queue.release"
    QUEUE_EXPIRE = "queue.expire"
    QUEUE_DECIDE = "queue.decide"
    QUEUE_HOLD = "queue.hold"
    RECORD_REVEAL = "record.reveal"
    RECORD_VIEW = "record.view"
    RECORD_SEARCH = "record.search"
    RECORD_CHANGE = "record.change"
    DIAL_INTENT = "dial.intent"
    DIAL_TAKEN_BACK = "dial.taken_back"
    CALL_START = "call.start"
    CALL_END = "call.end"
    CALL_RESUME = "call.resume"
    RANG_BACK = "call.rang_back"
    MESSAGE_LOG = "message.log"  # somebody told us something without a call of ours
    MESSAGE_SETTLE = "message.settle"
    CALL_PAPER = "call.paper"  # entered from a paper form, whenever it was made
    APPOINTMENT_SET = "appointment.set"
    CONSENT_SET = "consent.set"
    SAFECONTACT_CHANGE = "safecontact.change"
    DO_NOT_CONTACT_SET = "donotcontact.set"
    DO_NOT_CONTACT_CLEAR = "donotcontact.clear"
    CONCERN_RAISE = "concern.raise"
    CONCERN_SETTLE = "concern.settle"
    ANSWER_SAVE = "answer.save"
    TIP_CREATE = "tip.create"
    TIP_CHANGE = "tip.change"
    RATING_SAVE = "rating.save"
    FEEDBACK_KEEP = "feedback.keep"  # answers on cards and web forms
    FEEDBACK_TAKE_BACK = "feedback.take_back"
    REVIEW_OPEN = "review.open"
    REVIEW_RETURN = "review.return"
    REVIEW_APPROVE = "review.approve"
    REVIEW_SCORE = "review.score"
    LADDER_MOVE = "ladder.move"
    EXCLUSION_BLOCKED = "exclusion.blocked"
    MERGE_LINK = "merge.link"  # the "combination" of s.62
    IMPORT_START = "import.start"
    IMPORT_COMMIT = "import.commit"
    IMPORT_REJECT = "import.reject"
    IMPORT_UNDO = "import.undo"
    IMPORT_FILE_REMOVED = "import.file_removed"
    SCREENING_SETTLE = "screening.settle"
    LAYOUT_SAVE = "layout.save"
    LAYOUT_ADD = "layout.add"
    PRACTICE = "practice"  # that somebody practiced, and nothing of it
    SCRIPT_PUBLISH = "script.publish"
    RULES_CHANGE = "rules.change"
    SHIFT_SET = "shift.set"
    EXPORT_START = "export.start"
    EXPORT_DONE = "export.done"
    EXPORT_DROPPED = "export.dropped"
    PRINT = "print"
    PDF_MAKE = "pdf.make"
    PDF_DELIVER = "pdf.deliver"
    PACKET_START = "packet.start"
    PACKET_SENT = "packet.sent"
    PACKET_RECEIPT = "packet.receipt"
    DISCLOSURE_WITHDRAWN = "disclosure.withdrawn"
    ERASE_RECORD = "erase.record"
    PURGE_RUN = "purge.run"
    RETENTION_HOLD = "retention.hold"
    SUBJECT_ACCESS = "subject.access"  # everything about one person was read out
    AUDIT_VIEW = "audit.view"
    AUDIT_EXPORT = "audit.export"
    AUDIT_VERIFY = "audit.verify"
    AUDIT_ANCHOR = "audit.anchor"
    AUDIT_GAP = "audit.gap"
    BACKUP_MAKE = "backup.make"
    BACKUP_VERIFY = "backup.verify"
    RESTORE_START = "restore.start"
    RESTORE_DONE = "restore.done"
    DESK_CREATE = "desk.create"
    DESK_MIGRATE = "desk.migrate"
    KEY_CREATE = "key.create"
    KEY_ROTATE = "key.rotate"
    KEY_SLOT_ADD = "key.slot.add"
    KEY_SLOT_REMOVE = "key.slot.remove"
    RECOVERY_USED = "recovery.used"
    RECOVERY_CONFIRMED = "recovery.confirmed"
    RECOVERY_NEW = "recovery.new"
    ACCOUNT_ADMITTED = "account.admitted"
    SETTINGS_CHANGE = "settings.change"
    CLOCK_JUMP = "clock.jump"
    CRASH_RECOVERED = "crash.recovered"
    LEASE_LOST = "lease.lost"
    OUTBOX_REPLAY = "outbox.replay"


class Result(StrEnum):
    """How the act ended (AU-3: outcome)."""

    OK = "ok"
    DENIED = "denied"
    FAILED = "failed"


_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/-]{0,127}")
_KEY = re.compile(r"[a-z][a-z0-9_.]{0,39}")
_HASH = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}")
_DATE_OR_VERSION = re.compile(r"\d{4}[.-]\d{1,2}[.-]\d{1,2}")
_LONG_NUMBER = re.compile(r"[\d.:/_-]{7,}")  # reads like a telephone number or a case number
_CAPITALIZED = re.compile(r"[A-Z][a-z]")
_SHORT_CODE = 3  # letters: a language, a state
# Counts and ids stay below; a ten-digit telephone number does not (NANP area codes begin at 201).
_LARGEST_COUNT = 2_000_000_000
_OS_USER_MAX = 128
MAC_BYTES = 32


def _is_code(text: str) -> bool:
    """A code, an id, a version or a hash; not a word of a person's: `Marsh`, `MARSH` and numbers fail."""
    if _TOKEN.fullmatch(text) is None or _CAPITALIZED.search(text):
        return False
    if _HASH.fullmatch(text) or _DATE_OR_VERSION.fullmatch(text):
        return True
    if _LONG_NUMBER.fullmatch(text):
        return False
    return text == text.lower() or len(text) <= _SHORT_CODE or any(c.isdigit() for c in text)


def to_hundredths(at: datetime) -> datetime:
    """`at` in UTC, cut to hundredths of a second (AU-8). Raises ValueError for a naive time."""
    if at.tzinfo is None:
        raise ValueError("an audit time must know its zone")
    utc = at.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 10_000 * 10_000)


def time_text(at: datetime) -> str:
    """`2026-11-01T05:30:00.00Z`: UTC with hundredths, the form that is hashed and shown."""
    utc = to_hundredths(at)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 10_000:02d}Z"


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One line of the trail. Ids, field names, counts and states only: no value of a record has a way in.

    `seq` counts from 1 without gaps per station. `reason` is a code; a typed reason lies in its own
    record and is named in `fields` by id. Strings in `fields` are codes, ids or hashes; integers stay
    below 2,000,000,000, so that a telephone number cannot pass for a count. Raises ValueError otherwise.
    """

    seq: int
    at: datetime
    station: str
    session: str
    event: Event
    os_user: str = ""
    actor_id: int | None = None
    role: Role | None = None
    object_kind: str = ""
    object_id: str = ""
    fields: Mapping[str, str | int] = field(default_factory=dict)
    outcome: Result = Result.OK
    reason: str = ""
    duration_ms: int | None = None
    key_epoch: int = 1

    def __post_init__(self) -> None:
        if self.seq < 1 or self.key_epoch < 1:
            raise ValueError("seq and key_epoch count from 1")
        object.__setattr__(self, "at", to_hundredths(self.at))
        object.__setattr__(self, "fields", dict(sorted(self.fields.items())))
        if len(self.os_user) > _OS_USER_MAX or not self.os_user.isprintable():
            raise ValueError("os_user is a printable account name")
        for what, text in (("station", self.station), ("session", self.session), ("object_id", self.object_id)):
            if text and _TOKEN.fullmatch(text) is None:
                raise ValueError(f"{what} of an audit event is an id of ours")
        for what, text in (("object_kind", self.object_kind), ("reason", self.reason)):
            if text and not _is_code(text):
                raise ValueError(f"{what} of an audit event is a code, never a value from a record")
        for key, value in self.fields.items():
            _checked_field(key, value)


def _checked_field(key: str, value: str | int) -> None:
    if _KEY.fullmatch(key) is None:
        raise ValueError("a field of an audit event has a plain lower-case name")
    if isinstance(value, str):
        if value and not _is_code(value):
            raise ValueError(f"field {key} of an audit event is a code, an id or a hash, never a value")
    elif abs(value) >= _LARGEST_COUNT:
        raise ValueError(f"field {key} of an audit event is too large for a count or an id")


def canonical(event: AuditEvent) -> bytes:
    """The one byte form of an event that is hashed: JSON, sorted keys, no spaces, ASCII."""
    return json.dumps(
        {
            "actor": event.actor_id,
            "at": time_text(event.at),
            "duration_ms": event.duration_ms,
            "epoch": event.key_epoch,
            "event": event.event.value,
            "fields": dict(event.fields),
            "object": [event.object_kind, event.object_id],
            "os_user": event.os_user,
            "outcome": event.outcome.value,
            "reason": event.reason,
            "role": event.role.value if event.role else None,
            "seq": event.seq,
            "session": event.session,
            "station": event.station,
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=True,
    ).encode("ascii")


def genesis(key: bytes, database_id: str, station: str) -> bytes:
    """What the first event of a station stands on: binds the chain to this database and this station."""
    origin = json.dumps(["callback-desk-audit-1", database_id, station], separators=(",", ":"))
    return hmac.digest(key, origin.encode("ascii"), hashlib.sha256)


def chain_mac(key: bytes, prev_mac: bytes, event: AuditEvent) -> bytes:
    """HMAC-SHA256(key, prev_mac || canonical(event)): 32 bytes. `prev_mac` is `genesis` for seq 1."""
    if len(prev_mac) != MAC_BYTES:
        raise ValueError("a chain value is 32 bytes")
    return hmac.digest(key, prev_mac + canonical(event), hashlib.sha256)


@dataclass(frozen=True, slots=True)
class ChainedEvent:
    """An event as it lies in the trail, with the value before it and its own."""

    event: AuditEvent
    prev_mac: bytes
    mac: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """Where a station's chain stands. `seq` 0 and `mac` = genesis for an empty chain."""

    seq: int
    mac: bytes


def chained(key: bytes, head: Head, event: AuditEvent) -> ChainedEvent:
    """`event` joined to the chain that ends in `head`. Raises ValueError unless its seq is the next."""
    if event.seq != head.seq + 1:
        raise ValueError("an event joins directly behind the head")
    return ChainedEvent(event, head.mac, chain_mac(key, head.mac, event))


CLOCK_TOLERANCE = timedelta(seconds=2)

"""Proving an audit trail: every chain whole, no anchor broken, every record as its event says."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from callback_desk.domain.audit import (
    CLOCK_TOLERANCE,
    ChainedEvent,
    Event,
    Head,
    chain_mac,
    genesis,
)


class Finding(IntEnum):
    """Codes of `audit verify`; the command's exit code is 10 + these, 0 when all is well."""

    CLEAN = 0
    ALTERED = 2
    OUT_OF_SEQUENCE = 3
    SHORTER_THAN_ANCHOR = 4
    ANCHOR_MISMATCH = 5
    CLOCK_RAN_BACK = 8
    WRONG_KEY = 9


# What hides most is told first: without the key nothing can be said; a broken chain before its length.
_GRAVEST_FIRST = (
    Finding.WRONG_KEY,
    Finding.ALTERED,
    Finding.OUT_OF_SEQUENCE,
    Finding.ANCHOR_MISMATCH,
    Finding.SHORTER_THAN_ANCHOR,
    Finding.CLOCK_RAN_BACK,
)

_SENTENCES: Mapping[Finding, str] = {
    Finding.CLEAN: "The audit trail is whole: {events} entries, none changed, removed or added.",
    Finding.ALTERED: "Entry {seq} of the audit trail was changed after it was written.",
    Finding.OUT_OF_SEQUENCE: "The audit trail is out of order at entry {seq}: an entry is missing, doubled or moved.",
    Finding.SHORTER_THAN_ANCHOR: "The audit trail ends before entry {seq}, which was printed earlier: "
    "entries were cut off or an older copy was put back.",
    Finding.ANCHOR_MISMATCH: "Entry {seq} is not the one that was printed earlier: the history was rewritten.",
    Finding.CLOCK_RAN_BACK: "The time runs backwards at entry {seq} and no clock change was noted.",
    Finding.WRONG_KEY: "The audit trail cannot be checked: its key is missing or belongs to another desk.",
}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A chain's head as printed outside the program: `A-000123-7F3K-9QZD` = seq and the first 40 bits."""

    seq: int
    bits: bytes  # 5 bytes


_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ANCHOR = re.compile(r"A-(\d{6,12})-([0-9A-Z]{4})-([0-9A-Z]{4})")
_CONFUSED = str.maketrans("OIL", "011")


def anchor_text(seq: int, mac: bytes) -> str:
    """`A-000123-7F3K-9QZD` for the head (seq, mac). Source: tlog checkpoints (size and hash)."""
    number = int.from_bytes(mac[:5], "big")
    letters = "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(35, -1, -5))
    return f"A-{seq:06d}-{letters[:4]}-{letters[4:]}"


def parse_anchor(text: str) -> Anchor:
    """Read an anchor as somebody typed it: any case, spaces, O for 0, I or L for 1. Raises ValueError."""
    compact = "".join(text.split()).upper()
    head, _, rest = compact.partition("-")
    number, _, letters = rest.partition("-")
    found = _ANCHOR.fullmatch(f"{head}-{number.translate(_CONFUSED)}-{letters.translate(_CONFUSED)}")
    if found is None or any(c not in _CROCKFORD for c in found[2] + found[3]):
        raise ValueError("an anchor looks like A-000123-7F3K-9QZD")
    value = 0
    for letter in found[2] + found[3]:
        value = value << 5 | _CROCKFORD.index(letter)
    return Anchor(int(found[1]), value.to_bytes(5, "big"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in one station's chain, or in all of them together."""

    finding: Finding
    events: int = 0
    seq: int | None = None  # the first entry that is wrong
    station: str = ""
    head: Head | None = None

    @property
    def exit_code(self) -> int:
        """0, or 10 + the code, as the command line ends (decisions.md, Audit)."""
        return 0 if self.finding is Finding.CLEAN else 10 + self.finding

    @property
    def sentence(self) -> str:
        """One sentence a chief understands."""
        said = _SENTENCES[self.finding].format(events=f"{self.events:,}", seq=self.seq)
        return f"Station {self.station}: {said}" if self.station and self.finding else said


def verify_chain(
    entries: Iterable[ChainedEvent],
    keys: Mapping[int, bytes],
    *,
    database_id: str,
    station: str,
    anchors: Iterable[Anchor] = (),
) -> Verdict:
    """Walk one station's chain once, in stored order; memory does not grow with its length.

    keys are the audit keys by epoch. The anchors given must all be of this station: a chain that ends
    before one is SHORTER_THAN_ANCHOR, another entry at its place is ANCHOR_MISMATCH.
    """
    walk = _Walk(keys, database_id, station, anchors)
    for entry in entries:
        walk.step(entry)
    return walk.verdict()


class _Walk:
    def __init__(self, keys: Mapping[int, bytes], database_id: str, station: str, anchors: Iterable[Anchor]) -> None:
        self._keys, self._station = keys, station
        first_key = keys.get(1)
        self._mac: bytes | None = genesis(first_key, database_id, station) if first_key else None
        self._seq = 0
        self._events = 0
        self._last_at: datetime | None = None
        self._anchors: dict[int, list[bytes]] = {}
        for anchor in anchors:
            self._anchors.setdefault(anchor.seq, []).append(anchor.bits)
        self._found: dict[Finding, int] = {}
        self._key_proved = False

    def step(self, entry: ChainedEvent) -> None:
        event = entry.event
        self._events += 1
        key = self._keys.get(event.key_epoch)
        if key is None:
            self._note(Finding.WRONG_KEY, event.seq)
            return
        own = hmac.compare_digest(chain_mac(key, entry.prev_mac, event), entry.mac)
        joined = self._mac is not None and hmac.compare_digest(entry.prev_mac, self._mac)
        self._key_proved = self._key_proved or own or (self._seq == 0 and joined)
        if not {Finding.OUT_OF_SEQUENCE, Finding.ALTERED} & self._found.keys():  # the first break is told
            if event.seq != self._seq + 1:
                self._note(Finding.OUT_OF_SEQUENCE, event.seq)
            elif not own or not joined or event.station != self._station:
                self._note(Finding.ALTERED, event.seq)
        if any(not hmac.compare_digest(entry.mac[:5], bits) for bits in self._anchors.pop(event.seq, ())):
            self._note(Finding.ANCHOR_MISMATCH, event.seq)
        if (
            self._last_at is not None
            and event.at < self._last_at - CLOCK_TOLERANCE
            and event.event is not Event.CLOCK_JUMP
        ):
            self._note(Finding.CLOCK_RAN_BACK, event.seq)
        self._last_at = event.at
        self._seq, self._mac = event.seq, entry.mac

    def _note(self, finding: Finding, seq: int) -> None:
        self._found.setdefault(finding, seq)

    def verdict(self) -> Verdict:
        if self._mac is None or (self._events and not self._key_proved):
            # not one entry speaks for this key: a wrong key, not a wholesale change
            return Verdict(Finding.WRONG_KEY, self._events, 1 if self._events else None, self._station)
        if self._anchors:
            self._note(Finding.SHORTER_THAN_ANCHOR, min(self._anchors))
        head = Head(self._seq, self._mac)
        for finding in _GRAVEST_FIRST:
            if finding in self._found:
                return Verdict(finding, self._events, self._found[finding], self._station, head)
        return Verdict(Finding.CLEAN, self._events, None, self._station, head)


def gravest(verdicts: Iterable[Verdict]) -> Verdict:
    """All stations' verdicts as one: the gravest, or CLEAN with all entries counted."""
    every = tuple(verdicts)
    for finding in _GRAVEST_FIRST:
        for verdict in every:
            if verdict.finding is finding:
                return verdict
    return Verdict(Finding.CLEAN, sum(v.events for v in every))


def place_anchor(anchor: Anchor, chains: Mapping[str, Iterable[ChainedEvent]]) -> Finding:
    """Which finding a printed anchor gives when its station is not known: any chain may hold it."""
    longest = 0
    for entries in chains.values():
        for entry in entries:
            longest = max(longest, entry.event.seq)
            if entry.event.seq == anchor.seq and hmac.compare_digest(entry.mac[:5], anchor.bits):
                return Finding.CLEAN
    return Finding.ANCHOR_MISMATCH if longest >= anchor.seq else Finding.SHORTER_THAN_ANCHOR

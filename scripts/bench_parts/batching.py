"""All lead sheets of one recipient in one go, stopped in the middle, and the rest of them later: what `send_batch` does
for the window, with a second person's signature as anything above 25 sheets needs."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench_parts import desks
from bench_parts.memory import PeakMemory
from bench_parts.queueing import claim_next
from bench_parts.result import Line, Settings, ms_of, p50, p95
from callback_desk.domain.access import Role
from callback_desk.domain.call import Answer, CallDraft, CallResult, NewRating
from callback_desk.domain.ids import CallId, RecipientId
from callback_desk.domain.people import DeliveryWay, Recipient
from callback_desk.domain.tip import NewTip, TipKind
from callback_desk.use_cases import finish_call, people, review_call, save_call, send_batch, start_call
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.send_batch import BatchSent, BatchSigned, SheetWanted
from callback_desk.use_cases.send_packet import Delivery

PART = "batch"
_TRAY, _SECOND = "Property Crimes in-tray", "Omar Fields"
_PER_NUMBER = 100  # fictional numbers of one area code, 555-0100 to 0199
_AREA_CODES = ("217", "224", "309", "312", "331", "618", "630", "708", "773", "779", "815", "847", "872")
_LINES = (
    "A silver van stood by the side gate from noon on.",
    "The neighbor across has a camera that looks at the driveway.",
    "The serial number is on the box: {0:05d}-QD.",
)


@dataclass
class _Run:
    """One batch: when each sheet was begun, and when stop was pressed. Seconds of the wall clock."""

    stop_at: int | None = None
    begun_s: list[float] = field(default_factory=list)
    pressed_s: float | None = None
    ended_s: float = 0.0

    def told(self, behind: int, _of: int) -> None:
        self.begun_s.append(time.perf_counter())
        if behind == self.stop_at:
            self.pressed_s = time.perf_counter()

    def stopped(self) -> bool:
        """Somebody who presses as soon as a sheet is begun waits for the whole of it: the next look is after it."""
        return self.pressed_s is not None and len(self.begun_s) > (self.stop_at or 0) + 1

    @property
    def each_ms(self) -> list[float]:
        ends = [*self.begun_s[1:], self.ended_s]
        return [(end - begun) * 1000 for begun, end in zip(self.begun_s, ends, strict=True)]


def measure(settings: Settings) -> list[Line]:
    count = 100 if settings.quick else 1_000
    out = settings.folder / "batch-sheets"
    out.mkdir()
    desk = _desk(settings.folder / "batch-desk", count, out)
    wanted = _only_batch(desk)
    took_ready = ms_of(lambda: send_batch.ready_for_each(desk))
    first, second = _Run(stop_at=count // 2), _Run()
    with PeakMemory() as memory:
        begun_s = time.perf_counter()
        stopped = _send(desk, wanted, first)
        rest = _send(desk, _only_batch(desk), second)
        took_s = time.perf_counter() - begun_s
    if first.pressed_s is None:
        raise RuntimeError("nobody pressed stop: the batch was not as long as it should be")
    _look(desk, out, stopped, rest, count)
    each = [*first.each_ms[:-1], *second.each_ms]  # the last look of the first run made no sheet
    early, late = p50(each[: count // 10]), p50(each[-count // 10 :])
    still_ms = (first.ended_s - first.pressed_s) * 1000
    return [
        Line(PART, f"{count:,} lead sheets of one recipient in one go, stopped at half and gone on with", took_s, "s"),
        Line(PART, "  a sheet of it, on record, checked, with its name, p50", p50(each), "ms"),
        Line(PART, "  the same, p95", p95(each), "ms"),
        Line(PART, "  the last tenth beside the first tenth", late / early, "", note="1: no slower as they grow many"),
        Line(PART, "  stop pressed as a sheet is begun, until all is still", still_ms, "ms"),
        Line(PART, "  what is ready for each recipient, asked before", took_ready, "ms"),
        Line(PART, "  most memory of this process meanwhile", memory.peaks.get("window's side"), "MB"),
    ]


def _send(desk: Desk, wanted: tuple[SheetWanted, ...], run: _Run) -> BatchSent:
    sent = send_batch.send_batch(
        desk,
        desk.new_operation(),
        recipient_name=_TRAY,
        sheets=wanted,
        delivery=Delivery(None),
        signed=BatchSigned(desks.PASSWORD, _SECOND, desks.PASSWORD),
        progress=run.told,
        cancelled=run.stopped,
    )
    run.ended_s = time.perf_counter()
    return sent


def _only_batch(desk: Desk) -> tuple[SheetWanted, ...]:
    (batch,) = send_batch.ready_for_each(desk)
    return batch.sheets


def _look(desk: Desk, out: Path, stopped: BatchSent, rest: BatchSent, count: int) -> None:
    """Raises RuntimeError unless every case has one sheet, every file its line on record, and nothing is half."""
    lying = sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in out.iterdir())
    connection = desks.own_connection(desk)
    rows = connection.execute("SELECT state, sha256 FROM exports").fetchall()
    ((cases,),) = connection.execute("SELECT count(DISTINCT case_id) FROM packets").fetchall()
    told = dict(connection.execute("SELECT event, count(*) FROM audit_events WHERE event LIKE 'export.%' GROUP BY 1"))
    connection.close()
    agreed: dict[str, bool] = {
        "stopped in the middle": 0 < stopped.left < count and not stopped.refused,
        "the rest was made": len(stopped.sent) + len(rest.sent) == count and not rest.refused and not rest.left,
        "files and record agree": sorted(sha for state, sha in rows if state == "done") == lying,
        "no other row": len(rows) == count == cases,
        "the trail": told.get("export.start") == told.get("export.done") == count,
        "nothing waits": send_batch.ready_for_each(desk) == (),
    }
    if not all(agreed.values()):
        raise RuntimeError(f"not as it should be: {[what for what, so in agreed.items() if not so]}")


def _desk(folder: Path, count: int, out: Path) -> Desk:
    """A supervisor's desk with `count` signed calls, each of another case and with two lines of news or three."""
    office = desks.make_office(folder)
    supervisor = desks.open_desk(office, desks.SUPERVISOR)
    people.add_person(
        supervisor,
        supervisor.new_operation(),
        name=_SECOND,
        roles=frozenset({Role.SUPERVISOR}),
        password=desks.PASSWORD,
    )
    tray = Recipient(RecipientId(0), _TRAY, way=DeliveryWay.FOLDER, folder=str(out), duty=True)
    people.add_recipient(supervisor, supervisor.new_operation(), tray)
    desks.fill(supervisor, count)
    connection = desks.own_connection(supervisor)
    connection.execute("BEGIN")
    for place, area in enumerate(_AREA_CODES):  # a number for each: whose number another has may not be called now
        connection.execute(
            "UPDATE phones SET e164 = '+1' || ?1 || '5550' || (100 + victim_id % ?2) WHERE victim_id / ?2 = ?3",
            (area, _PER_NUMBER, place),
        )
    connection.execute("COMMIT")
    connection.close()
    volunteer = desks.open_desk(office, desks.VOLUNTEER)
    calls = [_call(volunteer, number) for number in range(count)]
    for call in calls:
        review_call.sign_off(supervisor, supervisor.new_operation(), call_ids=[call])
    return supervisor


def _call(desk: Desk, number: int) -> CallId:
    card = claim_next(desk)
    call = start_call.start_call(desk, desk.new_operation(), card.callback_id, card.fence, card.phones[0].id)
    save_call.save_draft(desk, call.call_id, call.fence, CallDraft("{}"))
    kinds = (TipKind.VEHICLE, TipKind.CAMERA, TipKind.PROPERTY_ID)
    lines = [
        NewTip(place, text.format(number), desk.clock.now(), kind=kind)
        for place, (text, kind) in enumerate(zip(_LINES, kinds, strict=True), start=1)
    ]
    result = CallResult(
        "talked_all",
        tips=tuple(lines[: 2 + number % 2]),
        answers=(Answer("how_was_it", "they came quickly and stayed long", 0, "feedback"),),
        ratings=(NewRating("whole", "very_satisfied", "core-v1"),),
        consents={"report": "yes"},
    )
    finish_call.finish_call(desk, desk.new_operation(), call.call_id, call.fence, result)
    return call.call_id

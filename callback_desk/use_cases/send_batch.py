"""All lead sheets that are ready for one recipient, in one go: a file for each case, each on record as it leaves.

What is refused is named and the rest goes on. It stops between two sheets: what is done stays done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from callback_desk.domain.access import EXPORT_WITHOUT_SECOND, Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes
from callback_desk.domain.errors import DeskFault, DiskFull, LockedOut, NotAllowed
from callback_desk.domain.ids import CallId, OperationId
from callback_desk.domain.people import Recipient, recipient_for
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, writing
from callback_desk.use_cases.going_out import MADE_ALREADY, Leaving, go_out
from callback_desk.use_cases.ports_import import Cancelled
from callback_desk.use_cases.send_packet import Delivery, Sent, plan_sheet, recipient_of_news
from callback_desk.use_cases.signing import Signing
from callback_desk.use_cases.stepup import step_up
from callback_desk.use_cases.where_to import NEEDS_PASSWORD

Counted = Callable[[int, int], None]  # so many are behind us, of so many
_NOTHING = "Nothing was written."
_ASKED = "send_batch.asked:"
_SECOND = (
    f"More than {EXPORT_WITHOUT_SECOND} lead sheets at once need a second supervisor or administrator who signs as "
    "well. Without one they can go out from"
)


@dataclass(frozen=True, slots=True)
class SheetWanted:
    """A signed call and the case its sheet is about; `name` is the victim's, to be read before it goes out."""

    call_id: CallId
    case_number: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ReadyBatch:
    """What is ready for one recipient, oldest call first."""

    recipient: Recipient
    sheets: tuple[SheetWanted, ...]

    @property
    def needs_second(self) -> bool:
        return len(self.sheets) > EXPORT_WITHOUT_SECOND


@dataclass(frozen=True, slots=True)
class BatchSigned:
    """One's own password once more, when a refusal asked for it; a second person's for more than 25 sheets."""

    password: str = field(default="", repr=False)
    second: str = ""
    second_password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SheetRefused:
    """A sheet that was not made, and the sentence that says why."""

    case_number: str
    why: str


@dataclass(frozen=True, slots=True)
class BatchSent:
    """What became of a batch; `left` were not begun, because somebody stopped it or the disk is full."""

    sent: tuple[Sent, ...]
    refused: tuple[SheetRefused, ...]
    left: int
    changes: Changes


@asks(Act.SEND_PACKET)
def ready_for_each(work: Work) -> tuple[ReadyBatch, ...]:
    """The sheets that are ready, by whom each goes to: the investigator of its case, else the tray on duty."""
    everybody = work.uow.recipients.all()
    theirs: dict[Recipient, list[SheetWanted]] = {}
    for line, number in work.uow.calls.signed_without_packet():
        to = recipient_for([line.investigator], everybody)
        if to is not None:
            theirs.setdefault(to, []).append(SheetWanted(line.call_id, number, line.name))
    return tuple(ReadyBatch(to, tuple(theirs[to])) for to in everybody if to in theirs)


def send_batch(
    desk: Desk,
    op: OperationId,
    /,
    *,
    recipient_name: str,
    sheets: Sequence[SheetWanted],
    delivery: Delivery,
    signed: BatchSigned,
    progress: Counted,
    cancelled: Cancelled,
) -> BatchSent:
    """Make these sheets one after the other, each as `send_packet` does, with a number of its own in one folder.

    A sheet somebody made meanwhile is not made again. Raises NotFound or DeskFault before the first one: an unknown
    recipient, NEEDS_PASSWORD where no password is kept, the code "step-up" while one's own is asked for, and for more
    than 25 sheets "second-needed" and the other codes of `Signing`.
    """
    role = check(desk, Act.SEND_PACKET)
    wanted = tuple(dict.fromkeys(sheets))
    with desk.storage.read(desk.session) as uow:
        if uow.operations.made(op) is not None:
            raise DeskFault(MADE_ALREADY)
        to = recipient_of_news(Work(uow, desk.clock.now(), desk, role), recipient_name)
    step_up(desk, role, Act.SEND_PACKET, signed.password, _NOTHING)
    second = _second(desk, role, to, len(wanted), signed)
    sent: list[Sent] = []
    refused: list[SheetRefused] = []
    for behind, one in enumerate(wanted):
        progress(behind, len(wanted))
        if cancelled():
            break
        try:
            sent.append(_one(desk, desk.new_operation() if behind else op, one, to.name, delivery, second))
        except (NotAllowed, LockedOut):
            raise
        except DeskFault as trouble:
            if trouble.code == NEEDS_PASSWORD and not sent:  # every sheet needs it: it is asked for once
                raise
            refused.append(SheetRefused(one.case_number, trouble.sentence))
            if isinstance(trouble, DiskFull):
                break
    left = len(wanted) - len(sent) - len(refused)
    return BatchSent(tuple(sent), tuple(refused), left, Changes.PACKETS if sent else Changes.NOTHING)


declared(send_batch, Act.SEND_PACKET, writes=True)


def _one(desk: Desk, op: OperationId, one: SheetWanted, name: str, delivery: Delivery, second: str) -> Sent:
    def plan(work: Work) -> Leaving:
        ready = work.uow.calls.signed_without_packet(only=[one.call_id])
        if one.case_number not in {number for _line, number in ready}:
            raise DeskFault("Its lead sheet was made meanwhile. It is in the list.")
        leaving = plan_sheet(work, one.case_number, one.call_id, name, delivery)
        return replace(leaving, export=replace(leaving.export, second_by=second))

    gone = go_out(desk, Act.SEND_PACKET, plan, op=op)
    return Sent(gone.id, gone.number, gone.printed, Changes.PACKETS)


def _second(desk: Desk, role: Role, to: Recipient, how_many: int, signed: BatchSigned) -> str:
    """Name of the second person, "" where none is needed or nobody came for a day. Every try is on record."""
    if how_many <= EXPORT_WITHOUT_SECOND:
        return ""
    wish = f"{_ASKED}{to.id}"
    signing = Signing(desk, role, _NOTHING, wish, "recipient", to.id, {"rows": how_many})
    if signed.second or not signing.may_alone(_SECOND):
        second = signing.second_person(signed.second)
        signing.confirm(second, signed.second_password, Event.SECOND_GIVEN, Event.SECOND_GIVEN)
        name = second.name
    else:
        name = ""
    with writing(desk, Act.SEND_PACKET) as work:  # what was asked for is used up, whatever comes of it
        work.uow.desk.put_note(wish, "", by=work.by, at=work.now)
    return name

"""Calls that brought nothing new: a page for each recipient says so, a line for each case, each case once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from callback_desk.domain.access import Act
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import ExportKind, Means, NewExport, Series
from callback_desk.domain.ids import OperationId, RecipientId
from callback_desk.domain.no_news import TOLD_WITHIN, NoNews, NoNewsFor, case_numbers
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.domain.people import DeliveryWay, DeskInfo, Recipient, recipient_for
from callback_desk.use_cases.days import day_in_words
from callback_desk.use_cases.desk import Desk, Work, asks, declared
from callback_desk.use_cases.going_out import Leaving, go_out
from callback_desk.use_cases.packet_of_call import returned_to
from callback_desk.use_cases.ports_world import Printed

_SHARES = "5 5 7"
_HEAD = ("Case", "We spoke on", "Volunteer")


@asks(Act.SEND_PACKET)
def without_news(work: Work) -> tuple[NoNewsFor, ...]:
    """What each recipient can be told, by name; last those of cases that nobody here receives news of."""
    return _waiting(work)


def _waiting(work: Work) -> tuple[NoNewsFor, ...]:
    everybody = work.uow.recipients.all()
    theirs: dict[Recipient | None, list[NoNews]] = {}
    for line in work.uow.calls.without_news(work.now - TOLD_WITHIN):
        theirs.setdefault(recipient_for([line.investigator], everybody), []).append(line)
    return tuple(NoNewsFor(to, tuple(theirs[to])) for to in (*everybody, None) if to in theirs)


def tell_no_news(
    desk: Desk, op: OperationId, /, *, recipient_id: RecipientId, target: Path, password: str | None = None
) -> Printed:
    """Write the next page of a recipient as a PDF; the cases on it are told then, and on no page after it.

    Raises NotAllowed, DiskFull and DeskFault: they were told meanwhile, their files have a password and none is kept,
    or (NEEDS_PASSWORD) the drive can be carried away. Nothing was written then, and the cases wait for the next page.
    """

    def plan(work: Work) -> Leaving:
        found = next((one for one in _waiting(work) if one.recipient and one.recipient.id == recipient_id), None)
        if found is None or found.recipient is None:
            raise DeskFault("They were told of all these cases meanwhile. Nothing was written.", code="told")
        return _page(work, found.recipient, found.next_page, target, password)

    return go_out(desk, Act.SEND_PACKET, plan, op=op).printed


declared(tell_no_news, Act.SEND_PACKET, writes=True)


def _page(work: Work, to: Recipient, lines: tuple[NoNews, ...], target: Path, password: str | None) -> Leaving:
    if password is None and to.way is DeliveryWay.PASSWORD:
        password = work.uow.recipients.password_of(to.id)
        if not password:
            raise DeskFault(
                f"{to.name} gets files with a password, and none is kept. Keep one under Settings, with the recipient. "
                "Nothing was written."
            )
    number = work.uow.exports.next_number(Series.DOCUMENTS, work.now.astimezone(work.desk.zone).year)
    export = NewExport(
        kind=ExportKind.NO_NEWS_PAGE,
        number=number,
        by=work.by,
        at=work.now,
        means=Means.SAVE if password is None else Means.PASSWORD,
        purpose=to.purpose,
        recipient_id=to.id,
        recipient=to.name,
        agency=to.agency,
        case_numbers=case_numbers(lines),
        records=len(lines),
        object_kind="recipient",
        object_id=str(to.id),
        anchor=work.uow.audit.anchor(),
        target=str(target),
    )
    document = no_news_paper(work.desk.info, to, lines, number, work.now, work.desk.zone)
    return Leaving(export, document, password, to.paper, no_news=lines)


def no_news_paper(
    info: DeskInfo, to: Recipient, lines: Sequence[NoNews], number: str, now: datetime, zone: ZoneInfo
) -> PaperDocument:
    """The page of one recipient. No victim is named on it; `now` is aware, days are of `zone`."""
    return PaperDocument(
        title="Calls without news",
        head=info.agency,
        under=f"Callback desk, {day_in_words(now, zone)}",
        foot=f"Callback Desk, {number}. No victim is named here.",
        parts=tuple(_parts(info, to, lines, zone)),
    )


def _parts(info: DeskInfo, to: Recipient, lines: Sequence[NoNews], zone: ZoneInfo) -> Iterator[PaperPart]:
    unit = f", {to.unit}" if to.unit else ""
    yield PaperPart(PaperKind.TITLE, f"Nothing new: for {to.name}{unit}")
    yield PaperPart(
        PaperKind.TEXT,
        "We spoke with the victim of each of these cases and asked everything on our list. Nothing new about the case "
        "was said, so there is no lead sheet. Nothing needs to be done or sent back.",
    )
    yield PaperPart(PaperKind.ROW, "head", _SHARES, _HEAD)
    for line in lines:
        yield PaperPart(PaperKind.ROW, "", _SHARES, (line.case_number, day_in_words(line.at, zone), line.volunteer))
    telephone = f" Telephone {info.callback_phone}." if info.callback_phone else ""
    yield PaperPart(
        PaperKind.SMALL,
        f"Something you want us to ask? Write it on this page and return it to {returned_to(info)}.{telephone}",
    )

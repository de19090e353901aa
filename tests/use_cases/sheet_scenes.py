"""Scenes of what is filled in for a lead sheet at review. See `scenes`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from callback_desk.domain.call import CallDraft, CallResult
from callback_desk.domain.ids import CallId, ExportId, OperationId
from callback_desk.domain.property_facts import IdType, PropertyFact
from callback_desk.domain.table import TableKind
from callback_desk.domain.tip import NewTip, TipKind
from callback_desk.use_cases import (
    articles_out,
    copy_for_report,
    finish_call,
    no_news,
    recipients,
    review_call,
    save_call,
    send_batch,
    send_packet,
    tip_facts,
)
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import INVESTIGATOR, PASSWORD, RUTH, SERGEANT, World, start

Held = tuple[Desk, Callable[[OperationId], object]]
LINE = "The laptop has the serial number 4KX-0917-QD."
LAPTOP = PropertyFact(1, "Laptop", "Dell", "5420", IdType.SERIAL, "4KX-0917-QD", "gray", "$900", read_back=True)


def call_with(world: World, tips: Sequence[NewTip], **result: object) -> CallId:
    """A whole call with these lines, by Ruth: waits to be checked."""
    desk = world.enter(RUTH)
    started = start(desk)
    save_call.save_draft(desk, started.call_id, started.fence, CallDraft("{}"))
    kept = tuple(replace(tip, ordinal=place, kept_at=desk.clock.now()) for place, tip in enumerate(tips, start=1))
    said = CallResult("talked_all", tips=kept, consents={"report": "yes"}, **result)  # type: ignore[arg-type]  # as asked
    finish_call.finish_call(desk, desk.new_operation(), started.call_id, started.fence, said)
    return started.call_id


def about_property(world: World) -> tuple[Desk, CallId]:
    """A call with one line about the number of an article, before a supervisor."""
    moment = world.clock.now()
    call = call_with(world, [NewTip(1, LINE, moment, kind=TipKind.PROPERTY_ID, read_back=True)])
    return world.enter(SERGEANT), call


def batch_sent(world: World) -> Held:
    sergeant, call = about_property(world)
    review_call.sign_off(sergeant, sergeant.new_operation(), [call])
    folder = world.folder.with_name("sheets")
    folder.mkdir(exist_ok=True)
    ((line, number),) = send_packet.ready_to_send(sergeant)
    return sergeant, lambda op: send_batch.send_batch(
        sergeant,
        op,
        recipient_name=INVESTIGATOR,
        sheets=[send_batch.SheetWanted(line.call_id, number)],
        delivery=send_packet.Delivery(None, into=folder),
        signed=send_batch.BatchSigned(PASSWORD),
        progress=lambda _done, _of: None,
        cancelled=lambda: False,
    )


def articles_kept(world: World) -> Held:
    sergeant, call = about_property(world)
    (tip,) = review_call.read_call(sergeant, call).tips
    return sergeant, lambda op: tip_facts.keep_articles(sergeant, op, tip.id, (LAPTOP,))


def sheet_of_property(world: World) -> tuple[Desk, CallId, ExportId]:
    """The call of `about_property` with its article, signed off and sent."""
    sergeant, call = about_property(world)
    read = review_call.read_call(sergeant, call)
    tip_facts.keep_articles(sergeant, sergeant.new_operation(), read.tips[0].id, (LAPTOP,))
    review_call.sign_off(sergeant, sergeant.new_operation(), [call])
    folder = world.folder.with_name("sheets")
    folder.mkdir(exist_ok=True)
    sent = send_packet.send_packet(
        sergeant,
        sergeant.new_operation(),
        case_number=read.cases[0].number,
        confirmed_case=read.cases[0].number,
        own_password=PASSWORD,
        recipient_name=INVESTIGATOR,
        delivery=send_packet.Delivery(folder / "property.pdf"),
        call_id=call,
    )
    return sergeant, call, sent.export_id


def copied_for_report(world: World) -> Held:
    sergeant, _call, sheet = sheet_of_property(world)
    return sergeant, lambda _op: copy_for_report.copy_for_report(sergeant, sheet)


def articles_saved(world: World) -> Held:
    sergeant, _call, sheet = sheet_of_property(world)
    target = world.folder.with_name("articles.csv")
    return sergeant, lambda op: articles_out.save_articles(sergeant, op, sheet, target, TableKind.CSV)


def signed_without_news(world: World) -> tuple[Desk, CallId]:
    """A whole call in which nothing new was said, signed off, at a desk whose one investigator is on duty: the
    sergeant's desk and the call."""
    call = call_with(world, [])
    sergeant = world.enter(SERGEANT)
    (to,) = (one for one in recipients.everybody(sergeant) if one.name == INVESTIGATOR)
    if not to.duty:
        recipients.change_recipient(sergeant, sergeant.new_operation(), replace(to, duty=True))
    review_call.sign_off(sergeant, sergeant.new_operation(), [call])
    return sergeant, call


def no_news_told(world: World) -> Held:
    sergeant, _ = signed_without_news(world)
    target = world.folder.with_name("no-news.pdf")
    (waiting,) = no_news.without_news(sergeant)
    assert waiting.recipient is not None
    to = waiting.recipient.id
    return sergeant, lambda op: no_news.tell_no_news(sergeant, op, recipient_id=to, target=target)

"""One scene for each use case that writes: the desk it needs, who presses, and the press.

The replay, kill and role tests walk these tables; a use case that is in none of them fails. A scene may be pressed
again with the same operation id and must hand the same thing back or refuse.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from callback_desk.domain.access import Role
from callback_desk.domain.call import CallDraft, CallResult, Promise
from callback_desk.domain.certificate import Certificate
from callback_desk.domain.concerns import ConcernKind, Heard, NewConcern
from callback_desk.domain.feedback import Channel
from callback_desk.domain.feedback_file import FeedbackFile
from callback_desk.domain.ids import (
    BatchId,
    CallId,
    CaseId,
    CheckId,
    ConcernId,
    LikenessId,
    OperationId,
    PromiseId,
    RecipientId,
    StaffId,
    TipId,
)
from callback_desk.domain.import_rows import Preview
from callback_desk.domain.incident import BatchCounts, Candidate, Screening
from callback_desk.domain.layout import Field, Layout, LayoutColumn
from callback_desk.domain.many import ManyAct
from callback_desk.domain.outcome_versions import OutcomeChange
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.people import DeliveryWay, Recipient
from callback_desk.domain.promises import Standing
from callback_desk.domain.quality import FORM, Mark, NewCheck
from callback_desk.domain.receipt_form import ReplyForm
from callback_desk.domain.sampling import Ladder, Stage
from callback_desk.domain.scripts import SentenceEdit, ShippedScript
from callback_desk.domain.skips import SkipReason
from callback_desk.domain.tip import NewTip
from callback_desk.use_cases import (
    agency_settings,
    agency_signature,
    backup,
    call_list,
    close_export,
    complaints,
    danger_now,
    decide_hold,
    finish_call,
    front_desk_card,
    import_report,
    layouts,
    newer_scripts,
    next_call,
    outcome_table,
    own_password,
    paper_call,
    paper_script,
    people,
    practice,
    promises,
    publish_script,
    raise_concern,
    rang_back,
    read_file,
    reading_ladder,
    recipients,
    recover_calls,
    reminders,
    review_call,
    rows_to_correct,
    same_person,
    save_call,
    score_call,
    scripts,
    send_packet,
    shift,
    sign_in,
    skip,
    start_call,
    typed_person,
    uncover_call,
    undo_import,
    urgent_slip,
    urgent_tip,
    use_reserve,
    verify_audit,
    watched_folder,
)
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.going_out import GoneOut
from tests.use_cases import (
    back_scenes,
    board_scenes,
    feedback_scenes,
    figure_scenes,
    key_scenes,
    list_scenes,
    paper_scenes,
    receipt_scenes,
    report_scenes,
    sheet_scenes,
)
from tests.use_cases.made_desks import (
    HOLDER_OF,
    INVESTIGATOR,
    PASSWORD,
    RUTH,
    SERGEANT,
    TIP,
    WORKDAY,
    MovedClock,
    World,
    ask,
    bring_in,
    claim,
    plain_rows,
    start,
    talk,
    write_rows,
)
from tests.use_cases.quick_scripts import quick

Press = Callable[[OperationId], object]
Held = tuple[Desk, Press]


@dataclass(frozen=True)
class Scene:
    """`once`: one transaction, so every fault leaves everything or nothing. `silent`: a change without an event.

    `repeats` is for a write without an operation id: it may be pressed twice and says so each time.
    """

    set_up: Callable[[World], Held]
    once: bool = True
    silent: bool = False
    repeats: bool = False


def _holder(world: World, role: Role) -> Desk:
    return world.enter(HOLDER_OF[role])


def _claimed(world: World, press: Callable[[Desk, OperationId, object], object]) -> Held:
    ruth = world.enter(RUTH)
    card = claim(ruth)
    return ruth, lambda op: press(ruth, op, card)


def _taken_up_again(world: World) -> Held:
    ruth = world.enter(RUTH)
    card = claim(ruth)
    skip.skip(ruth, ruth.new_operation(), card.callback_id, card.fence, SkipReason.NOT_NOW)
    return ruth, lambda op: skip.take_up_again(ruth, op, card.callback_id)


def _calling(world: World, press: Callable[..., object]) -> Held:
    ruth = world.enter(RUTH)
    started = start(ruth)
    return ruth, lambda op: press(ruth, op, started)


def _interrupted(world: World) -> tuple[Desk, object]:
    ruth = world.enter(RUTH)
    started = start(ruth)
    save_call.save_draft(ruth, started.call_id, started.fence, CallDraft('{"step": 2}', typed="half a li"))
    assert isinstance(world.clock, MovedClock)
    world.clock.move(minutes=5)
    return world.enter(RUTH), started


def _resume(world: World) -> Held:
    ruth, started = _interrupted(world)
    return ruth, lambda op: start_call.resume_call(ruth, op, started.call_id)


def _settle_interrupted(world: World) -> Held:
    _, started = _interrupted(world)
    sergeant = world.enter(SERGEANT)
    return sergeant, lambda op: decide_hold.settle_interrupted(sergeant, op, started.callback_id, try_again=True)


def _supervising(press: Callable[[Desk, OperationId], object]) -> Callable[[World], Held]:
    def set_up(world: World) -> Held:
        sergeant = world.enter(SERGEANT)
        return sergeant, lambda op: press(sergeant, op)

    return set_up


def _finish(desk: Desk, op: OperationId, started) -> object:
    tip = NewTip(1, TIP, desk.clock.now())
    result = CallResult("talked_all", tips=(tip,), consents={"report": "yes"})
    return finish_call.finish_call(desk, op, started.call_id, started.fence, result)


def _promised(press: Callable[[Desk, OperationId, PromiseId], object]) -> Callable[[World], Held]:
    def set_up(world: World) -> Held:
        ruth = world.enter(RUTH)
        started = start(ruth)
        promise = Promise("The report number comes by mail.", RUTH, world.clock.now() + timedelta(days=2))
        result = CallResult("talked_all", promises=(promise,))
        finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, result)
        sergeant = world.enter(SERGEANT)
        (row,) = ask(sergeant, "SELECT id FROM call_promises")
        return sergeant, lambda op: press(sergeant, op, PromiseId(int(str(row[0]))))

    return set_up


def _to_review(press: Callable[..., object]) -> Callable[[World], Held]:
    def set_up(world: World) -> Held:
        _, call_id = talk(world.enter(RUTH))
        sergeant = world.enter(SERGEANT)
        return sergeant, lambda op: press(sergeant, op, call_id)

    return set_up


def _correct(desk: Desk, op: OperationId, _call: object) -> object:
    (tip,) = ask(desk, "SELECT id FROM tips")
    return review_call.correct_tip(desk, op, TipId(int(str(tip[0]))), "A dent and a sticker.", "She rang again.")


def _about_report(desk: Desk, op: OperationId, _call: object) -> object:
    ((tip, case),) = ask(desk, "SELECT id, case_id FROM tips")
    return review_call.choose_case(desk, op, TipId(int(str(tip))), CaseId(int(str(case))))


_ALL_YES = NewCheck({item.key: Mark.YES for item in FORM.items}, "Calm, and every word as it stands.")


def _move_on_ladder(desk: Desk, op: OperationId, stage: Stage = Stage.SETTLED) -> object:
    ((ruth,),) = ask(desk, "SELECT id FROM staff WHERE name = ?", RUTH)
    return reading_ladder.move_on_ladder(desk, op, StaffId(int(str(ruth))), stage, "Ten calls read, all sound.")


def _quiet_call(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    _move_on_ladder(sergeant, sergeant.new_operation(), Stage.EXPERIENCED)
    _, call_id = talk(world.enter(RUTH), lines=())
    return sergeant, lambda op: review_call.sign_off_quiet(sergeant, op, [call_id])


def _feedback(world: World) -> Held:
    ruth = world.enter(RUTH)
    _, call_id = talk(ruth)
    sergeant = world.enter(SERGEANT)
    check = score_call.score_call(sergeant, sergeant.new_operation(), call_id, _ALL_YES).id
    return ruth, lambda op: score_call.feedback_read(ruth, op, CheckId(check))


def _complaint(world: World) -> tuple[Desk, ConcernId]:
    ruth = world.enter(RUTH)
    started = start(ruth)
    said = NewConcern(ConcernKind.COMPLAINT, "Nobody wrote down the number of the frame.")
    made = raise_concern.raise_concern(ruth, ruth.new_operation(), started.callback_id, started.call_id, said)
    return world.enter(SERGEANT), ConcernId(made.id)


def _handed_over(world: World) -> Held:
    sergeant, concern = _complaint(world)
    raise_concern.route_concern(sergeant, sergeant.new_operation(), concern, "Professional Standards")
    return sergeant, lambda op: complaints.acknowledge_complaint(sergeant, op, concern, "PS 26-114")


def _concern_on_paper(world: World) -> Held:
    sergeant, concern = _complaint(world)
    target = world.folder.with_name("out") / "complaint.pdf"
    target.parent.mkdir()
    return sergeant, lambda _op: complaints.print_concern_sheet(sergeant, concern, target)


def _packet(world: World) -> Held:
    _, call_id = talk(world.enter(RUTH))
    sergeant = world.enter(SERGEANT)
    review_call.sign_off(sergeant, sergeant.new_operation(), [call_id])
    (number,) = review_call.read_call(sergeant, call_id).cases
    target = world.folder.with_name("out") / "lead.pdf"
    target.parent.mkdir()
    return sergeant, lambda op: send_packet.send_packet(
        sergeant,
        op,
        case_number=number.number,
        confirmed_case=number.number,
        recipient_name=INVESTIGATOR,
        delivery=send_packet.Delivery(target),
        own_password=PASSWORD,
    )


def _sheet_attached(world: World) -> Held:
    sergeant, make = _packet(world)
    sent = make(sergeant.new_operation())
    assert isinstance(sent, send_packet.Sent)
    today = world.clock.now().astimezone(sergeant.zone).date()
    return sergeant, lambda op: close_export.attached(sergeant, op, sent.export_id, by=INVESTIGATOR, on=today)


def _sheet_withdrawn(world: World) -> Held:
    sergeant, make = _packet(world)
    sent = make(sergeant.new_operation())
    assert isinstance(sent, send_packet.Sent)
    return sergeant, lambda op: close_export.withdrawn(sergeant, op, sent.export_id, reason="to the wrong unit")


def _sheet_printed(world: World) -> Held:
    sergeant, make = _packet(world)
    sent = make(sergeant.new_operation())
    assert isinstance(sent, send_packet.Sent)
    return sergeant, lambda op: send_packet.sheet_printed(sergeant, op, sent.export_id, 1)


def _slip(world: World, desk: Desk, op: OperationId, call_id: CallId) -> GoneOut:
    line = NewTip(1, "The camera writes over itself", world.clock.now(), urgent=True)
    out = world.folder.with_name("out")
    out.mkdir(exist_ok=True)
    return urgent_slip.make_slip(desk, op, call_id, (line,), out / "slip.pdf")


def _slip_printed(world: World) -> Held:
    ruth = world.enter(RUTH)
    gone = _slip(world, ruth, ruth.new_operation(), start(ruth).call_id)
    return ruth, lambda op: urgent_slip.slip_printed(ruth, op, gone.id, 1)


def _concern_raised(press: Callable[[Desk, OperationId, ConcernId], object], role: Role) -> Callable[[World], Held]:
    def set_up(world: World) -> Held:
        ruth = world.enter(RUTH)
        started = start(ruth)
        done = raise_concern.raise_concern(
            ruth, ruth.new_operation(), started.callback_id, started.call_id, NewConcern(ConcernKind.DANGER)
        )
        who = ruth if role is Role.VOLUNTEER else _holder(world, role)
        return who, lambda op: press(who, op, ConcernId(done.id))

    return set_up


def _danger(world: World) -> Held:
    ruth = world.enter(RUTH)
    started = start(ruth)
    return ruth, lambda op: danger_now.danger_now(ruth, op, started.call_id)


def _told_of_danger(world: World) -> Held:
    ruth = world.enter(RUTH)
    started = start(ruth)
    card = danger_now.danger_now(ruth, ruth.new_operation(), started.call_id)
    heard = frozenset({Heard.THREATENED})
    return ruth, lambda op: danger_now.told_of_danger(
        ruth, op, started.call_id, card.concern_id, "Sgt. Fields", heard, "He is at the door."
    )


def _told_of_urgent(world: World) -> Held:
    return _calling(
        world,
        lambda desk, op, started: urgent_tip.told_of_urgent(
            desk, op, started.call_id, "Sgt. Fields", ["The camera writes over itself on Thursday."]
        ),
    )


def _release(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    robbed = _person(sergeant, "26-H0001", offense="120")  # who did it is not said: held, and may be released
    batch, _ = import_report.type_person(sergeant, sergeant.new_operation(), robbed)
    (row,) = ask(sergeant, "SELECT id, state FROM callbacks WHERE batch_id = ?", batch.id)
    assert row[1] == "held"
    return sergeant, lambda op: decide_hold.release(sergeant, op, row[0], "A stranger, says the report.", 7)


def _say_who(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    import_report.type_person(sergeant, sergeant.new_operation(), _person(sergeant, "26-H0003", last="Merriweather"))
    import_report.type_person(sergeant, sergeant.new_operation(), _person(sergeant, "26-H0004", last="Meriweather"))
    (row,) = ask(sergeant, "SELECT id FROM likenesses WHERE answer = ''")
    likeness = LikenessId(int(str(row[0])))
    return sergeant, lambda op: same_person.say_who(sergeant, op, likeness, same=True)


def _keep_off(desk: Desk, op: OperationId) -> object:
    ids = [row[0] for row in ask(desk, "SELECT id FROM callbacks WHERE state = 'waiting' ORDER BY id LIMIT 2")]
    return decide_hold.keep_off(desk, op, ids)


def _hold_case(desk: Desk, op: OperationId) -> object:
    number = ask(desk, "SELECT number FROM cases ORDER BY id LIMIT 1")[0][0]
    return decide_hold.hold_case(desk, op, str(number), "Asked by the detective.", None)


def _lift_hold(world: World) -> Held:
    desk = world.enter(SERGEANT)
    number = str(ask(desk, "SELECT number FROM cases ORDER BY id LIMIT 1")[0][0])
    decide_hold.hold_case(desk, desk.new_operation(), number, "Asked by the detective.", None)
    return desk, lambda op: decide_hold.lift_hold(desk, op, number, "The detective is done.")


def _change_outcome(desk: Desk, op: OperationId) -> object:
    longer = OutcomeChange(delay_min=10)
    return outcome_table.change_outcome(desk, op, Outcome.BUSY, longer, "The exchange is slow.")


def _take_back_outcomes(world: World) -> Held:
    desk = world.enter(SERGEANT)
    number = outcome_table.change_outcome(
        desk, desk.new_operation(), Outcome.AWAY, OutcomeChange(delay_days=14), "People asked for two weeks."
    ).id
    return desk, lambda op: outcome_table.take_back_outcomes(desk, op, number, "One week was enough.")


def _do_not_contact(desk: Desk, op: OperationId) -> object:
    return decide_hold.do_not_contact(desk, op, ask(desk, "SELECT min(id) FROM callbacks")[0][0], "asked")


def _rang_back(world: World) -> Held:
    ruth = world.enter(RUTH)
    number = ask(ruth, "SELECT number FROM cases ORDER BY id DESC LIMIT 1")[0][0]
    return ruth, lambda op: rang_back.rang_back(ruth, op, str(number))


def _person(desk: Desk, case: str, offense: str = "220", last: str = "Larkhouse") -> Candidate:
    return typed_person.candidate_of(
        desk,
        typed_person.TypedPerson(
            case_number=case,
            first_name="Winifred",
            last_name=last,
            offense=offense,
            reported_at=desk.clock.now() - timedelta(days=5),
            domestic=False,
            birth_date=date(1970, 3, 9),
            mobile="(217) 555-0198",
        ),
    )


def _type_person(desk: Desk, op: OperationId) -> object:
    return import_report.type_person(desk, op, _person(desk, "26-T0001"))[0]


def _rows_to_correct(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    rows = [row | {"Victim DOB": ""} for row in plain_rows(3, world.clock.now().date(), first=60)]
    export = write_rows(world.folder.with_name("to correct.csv"), rows)
    batch, _ = bring_in(sergeant, export)
    signature = rows_to_correct.Signature("The front office corrects them.", PASSWORD)
    return sergeant, lambda op: rows_to_correct.save_rows_to_correct(
        sergeant,
        op,
        batch.id,
        source=export,
        target=world.folder.with_name("correct.csv"),
        signature=signature,
        cancelled=lambda: False,
    )


def _import_rows(world: World) -> Held:
    """Pressed through `type_person`'s session, because a session is not a value that survives a fault."""
    sergeant = world.enter(SERGEANT)

    def press(op: OperationId) -> object:
        session = import_report.open_import(sergeant, None)
        try:
            preview = session.check_rows((_person(sergeant, "26-I0001"),))
            return import_report.import_rows(
                sergeant,
                op,
                session,
                preview,
                file_name="typed",
                layout=None,
                turn=lambda: None,
                progress=lambda _what, _done, _of: None,
            )
        finally:
            session.close()

    return sergeant, press


def _undo(world: World) -> Held:
    """One person was called, a second one stays with a later import, ten go."""
    talk(world.enter(RUTH))
    sergeant = world.enter(SERGEANT)
    rows = plain_rows(12, world.clock.now().date())
    bring_in(sergeant, write_rows(world.folder.with_name("later.csv"), rows[6:7]))
    return sergeant, lambda op: undo_import.undo_batch(sergeant, op, BatchId(1))


def _remove_read_file(world: World) -> Held:
    """Each press finds the file there once more: what is gone cannot be removed a second time."""
    sergeant = world.enter(SERGEANT)
    export = write_rows(world.folder.with_name("read.csv"), plain_rows(2, world.clock.now().date(), first=40))
    content = export.read_bytes()
    bring_in(sergeant, export)

    def press(_op: OperationId) -> object:
        export.write_bytes(content)
        return read_file.remove_read_file(sergeant, export, hashlib.sha256(content).hexdigest())

    return sergeant, press


def _watch_folder(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    folder = world.folder.with_name("from records")
    folder.mkdir(exist_ok=True)
    return sergeant, lambda op: watched_folder.watch_folder(sergeant, op, folder)


_WHO = ("/data/opening/who", "hint", "en")
_WORDS = "Good day, is [full name] there?"


def _publish(world: World) -> Held:
    sergeant = quick(world.enter(SERGEANT))
    proposal = scripts.propose_wording(sergeant, {_WHO: _WORDS})
    return sergeant, lambda op: publish_script.publish_script(sergeant, op, proposal)


def _backup(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    out = world.folder.with_name("out")
    out.mkdir()

    def press(_op: OperationId) -> object:
        made = len(list(out.glob("*.cdbackup")))  # none is written over
        return backup.make_backup(sergeant, out / (f"desk-{made}.cdbackup" if made else "desk.cdbackup"))

    return sergeant, press


def _new_person(world: World) -> Held:
    keeper = _holder(world, Role.ADMINISTRATOR)
    roles = frozenset({Role.VOLUNTEER})
    return keeper, lambda op: people.add_person(keeper, op, name="Bill Ostrander", roles=roles, password=PASSWORD)


def _leaver(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    return sergeant, lambda op: people.disable_person(sergeant, op, name=RUTH)


def _own_password(world: World) -> Held:
    ruth = world.enter(RUTH)
    words = [PASSWORD, "velvet anchors beneath october"]

    def press(_op: OperationId) -> object:
        own_password.change_password(ruth, words[0], words[1])
        return words.reverse()

    return ruth, press


def _code_typed(desk: Desk, world: World) -> object:
    return reminders.confirm_recovery_code(desk, (world.folder / "recovery.txt").read_text("utf-8"))


def _draft(left: str) -> Callable[[Desk, OperationId, object], object]:
    def press(desk: Desk, _op: OperationId, started) -> object:
        return save_call.save_draft(
            desk, started.call_id, started.fence, CallDraft('{"step": 4}', typed="abc", left_question=left)
        )

    return press


_SERRANO = Recipient(RecipientId(1), INVESTIGATOR)
_RECIPIENT = Recipient(RecipientId(0), "Burglary in-tray", "Burglary", DeliveryWay.PRINT)
_FACTS = frozenset({Screening.DOMESTIC_SIGN})

_SET_UP = Layout("City export", "ab" * 32, (LayoutColumn("Case Number", Field.CASE_NUMBER),))


def _save_layout(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    target = world.folder.with_name("set-up.json")
    return sergeant, lambda _op: layouts.save_layout(sergeant, _SET_UP, target)


def _set_signature(desk, _op):
    """As if a file with a certificate lay there: reading one is the press's work."""
    day = datetime(2026, 1, 5, tzinfo=UTC)
    desk.press.set_certificate = lambda source, passphrase: Certificate("Springfield", day, day, "a" * 64)
    return agency_signature.set_signature(desk, Path("agency.p12"), "passphrase")


def _front_desk_card(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    target = world.folder.with_name("front-desk-card.pdf")
    return sergeant, lambda _op: front_desk_card.print_front_desk_card(sergeant, target)


def _paper_person(desk: Desk) -> paper_call.PaperPerson:
    found = paper_call.find_paper_person(desk, str(ask(desk, "SELECT number FROM cases ORDER BY id")[0][0]))
    assert found is not None
    return found


def _paper_call(world: World) -> Held:
    ruth = world.enter(RUTH)
    person = _paper_person(ruth)
    form = paper_call.PaperCall(
        person.callback_id,
        person.phones[0].id,
        RUTH,
        ruth.clock.now() - timedelta(days=1),
        person.script,
        CallResult("talked_all", tips=(NewTip(1, "A silver van.", ruth.clock.now(), urgent=True),)),
        told="Sgt. Fields",
    )
    return ruth, lambda op: paper_call.enter_paper_call(ruth, op, form)


def _paper_looks(look: Callable[[Desk, paper_call.PaperPerson], object]) -> Callable[[World], Held]:
    def set_up(world: World) -> Held:
        ruth = world.enter(RUTH)
        person = _paper_person(ruth)
        return ruth, lambda _op: look(ruth, person)

    return set_up


def _paper_script(world: World) -> Held:
    ruth = world.enter(RUTH)
    target = world.folder.with_name("form.pdf")
    return ruth, lambda _op: paper_script.print_paper_script(ruth, "en", target)


SCENES: dict[str, Scene] = {
    "roster.add_shift": Scene(board_scenes.add_shift),
    "roster.remove_shift": Scene(board_scenes.remove_shift),
    "roster.seat": Scene(board_scenes.seat),
    "roster.add_absence": Scene(board_scenes.add_absence),
    "roster.end_absence": Scene(board_scenes.end_absence),
    "pins.pin": Scene(board_scenes.pin),
    "pins.unpin": Scene(board_scenes.unpin),
    "welfare.answer_break": Scene(board_scenes.answer_break),
    "welfare.debrief_held": Scene(board_scenes.debrief_held),
    "welfare.debrief_not_held": Scene(board_scenes.debrief_not_held),
    "languages.enter_languages": Scene(board_scenes.enter_languages),
    "welfare.enter_dates": Scene(board_scenes.enter_dates),
    "view_as.view_as": Scene(board_scenes.view_as_volunteer, once=False, repeats=True),
    "list_views.keep_view": Scene(list_scenes.keep_view, silent=True),
    "list_views.drop_view": Scene(list_scenes.drop_view, silent=True),
    "list_views.keep_look": Scene(list_scenes.keep_look, silent=True),
    "many_people.begin": Scene(list_scenes.begin),
    "many_people.do_some": Scene(list_scenes.do_some, silent=True),
    "many_people.take_back": Scene(list_scenes.take_back),
    "many_people.put_some_back": Scene(list_scenes.put_some_back, silent=True),
    "list_out.copied": Scene(list_scenes.copied),
    "list_out.print_rows": Scene(list_scenes.print_rows, once=False, repeats=True),
    "list_out.print_shift_list": Scene(list_scenes.print_shift_list, once=False, repeats=True),
    "agency_settings.publish_number": Scene(
        _supervising(lambda desk, op: agency_settings.publish_number(desk, op, "217 555 0111", "4400"))
    ),
    "make_report.make_report": Scene(report_scenes.report, once=False),
    "make_report.make_public_summary": Scene(report_scenes.summary, once=False),
    "front_desk_card.print_front_desk_card": Scene(_front_desk_card, once=False, repeats=True),
    "agency_signature.set_signature": Scene(_supervising(_set_signature), once=False, repeats=True),
    "agency_signature.end_signature": Scene(
        _supervising(lambda desk, _op: agency_signature.end_signature(desk)), once=False, repeats=True
    ),
    "agency_settings.change_settings": Scene(
        _supervising(lambda desk, op: agency_settings.change_settings(desk, op, {"calling": {"attempts_person": 4}}))
    ),
    "outcome_table.change_outcome": Scene(_supervising(_change_outcome)),
    "outcome_table.take_back_outcomes": Scene(_take_back_outcomes),
    "backup.make_backup": Scene(_backup, once=False, repeats=True),
    "call_list.searched": Scene(_supervising(lambda desk, _op: call_list.searched(desk, 3)), repeats=True),
    "danger_now.danger_now": Scene(_danger),
    "danger_now.told_of_danger": Scene(_told_of_danger),
    "decide_hold.do_not_contact": Scene(_supervising(_do_not_contact)),
    "decide_hold.hold_case": Scene(_supervising(_hold_case)),
    "decide_hold.lift_hold": Scene(_lift_hold),
    "decide_hold.keep_off": Scene(_supervising(_keep_off)),
    "decide_hold.release": Scene(_release),
    "decide_hold.settle_interrupted": Scene(_settle_interrupted),
    "finish_call.finish_call": Scene(lambda world: _calling(world, _finish)),
    "import_report.import_rows": Scene(_import_rows, once=False),
    "import_report.refused": Scene(
        _supervising(lambda desk, _op: import_report.refused(desk, "ab" * 32, "E13")), repeats=True
    ),
    "layouts.add_layout": Scene(_supervising(lambda desk, op: layouts.add_layout(desk, op, _SET_UP))),
    "layouts.save_layout": Scene(_save_layout, once=False, repeats=True),
    "import_report.settle_screening": Scene(
        _supervising(
            lambda desk, op: import_report.settle_screening(desk, op, "sig", _FACTS, "Officers screen every report.")
        )
    ),
    "import_report.type_person": Scene(_supervising(_type_person), once=False),
    "next_call.claim_next": Scene(lambda world: (ruth := world.enter(RUTH), lambda op: next_call.claim_next(ruth, op))),
    "next_call.give_back": Scene(
        lambda world: _claimed(
            world,
            lambda desk, op, card: next_call.give_back(desk, op, card.callback_id, card.fence, know_this_person=True),
        )
    ),
    "figures_out.save_figures": Scene(figure_scenes.saved, once=False),
    "figures_out.save_callers": Scene(figure_scenes.callers_saved, once=False),
    "paper_anchor.print_anchor_sheet": Scene(paper_scenes.anchors, once=False, repeats=True),
    "paper_hand_over.print_hand_over_sheet": Scene(paper_scenes.hand_over, once=False, repeats=True),
    "paper_import.print_import_sheet": Scene(paper_scenes.batch, once=False, repeats=True),
    "paper_privacy.print_privacy_facts": Scene(paper_scenes.privacy, once=False, repeats=True),
    "what_left.save_what_left": Scene(paper_scenes.left, once=False),
    "admission.admit_account": Scene(key_scenes.account_let_in, once=False, repeats=True),
    "recovery_code.draw_code": Scene(key_scenes.code_drawn, once=False, repeats=True),
    "recovery_code.put_in_force": Scene(key_scenes.code_put, once=False, repeats=True),
    "subject_access.give_record": Scene(paper_scenes.subject, once=False, repeats=True),
    "paper_shift.print_shift_packet": Scene(paper_scenes.shift, once=False, repeats=True),
    "dispatch_slip.print_dispatch_slips": Scene(back_scenes.dispatch_slips, once=False, repeats=True),
    "put_right.put_right": Scene(back_scenes.put_right_kept_off),
    "messages.log_message": Scene(back_scenes.log_message),
    "messages.settle_message": Scene(back_scenes.settle_message),
    "own_password.change_password": Scene(_own_password, once=False, repeats=True),
    "own_password.release_lockout": Scene(
        _supervising(lambda desk, op: own_password.release_lockout(desk, op, name=RUTH))
    ),
    "own_password.reset_password": Scene(
        _supervising(
            lambda desk, op: own_password.reset_password(
                desk, op, name=RUTH, one_time_password="velvet anchors beneath october"
            )
        )
    ),
    "people.add_person": Scene(_new_person, once=False),
    "close_export.attached": Scene(_sheet_attached),
    "close_export.withdrawn": Scene(_sheet_withdrawn),
    "recipients.change_recipient": Scene(
        _supervising(lambda desk, op: recipients.change_recipient(desk, op, replace(_SERRANO, unit="Robbery")))
    ),
    "recipients.close_recipient": Scene(
        _supervising(lambda desk, op: recipients.close_recipient(desk, op, RecipientId(1)))
    ),
    "recipients.sheet_password": Scene(
        _supervising(lambda desk, _op: recipients.sheet_password(desk, RecipientId(1))), repeats=True
    ),
    "people.add_recipient": Scene(_supervising(lambda desk, op: people.add_recipient(desk, op, _RECIPIENT))),
    "people.disable_person": Scene(_leaver, once=False),
    "publish_script.publish_script": Scene(_publish),
    "paper_call.enter_paper_call": Scene(_paper_call),
    "paper_call.find_paper_person": Scene(_paper_looks(lambda desk, _person: _paper_person(desk)), repeats=True),
    "paper_call.paper_facts": Scene(
        _paper_looks(lambda desk, person: paper_call.paper_facts(desk, person.callback_id)), repeats=True
    ),
    "paper_script.print_paper_script": Scene(_paper_script, once=False, repeats=True),
    "practice.practiced": Scene(
        lambda world: (ruth := world.enter(RUTH), lambda _op: practice.practiced(ruth)), repeats=True
    ),
    "promises.keep_promise": Scene(_promised(promises.keep_promise)),
    "promises.move_promise": Scene(
        _promised(
            lambda desk, op, promise: promises.move_promise(desk, op, promise, desk.clock.now() + timedelta(days=4))
        )
    ),
    "promises.put_promise_back": Scene(
        _promised(lambda desk, op, promise: promises.put_promise_back(desk, op, promise, Standing(kept=True)))
    ),
    "raise_concern.it_was_not": Scene(_concern_raised(raise_concern.it_was_not, Role.VOLUNTEER)),
    "raise_concern.raise_concern": Scene(
        lambda world: _calling(
            world,
            lambda desk, op, started: raise_concern.raise_concern(
                desk, op, started.callback_id, started.call_id, NewConcern(ConcernKind.COMPLAINT, "Nobody came.")
            ),
        )
    ),
    "raise_concern.route_concern": Scene(
        _concern_raised(
            lambda desk, op, concern: raise_concern.route_concern(desk, op, concern, "Victim advocate"),
            Role.SUPERVISOR,
        )
    ),
    "raise_concern.told_a_person": Scene(
        _concern_raised(
            lambda desk, op, concern: raise_concern.told_a_person(desk, op, concern, "Sgt. Fields"), Role.VOLUNTEER
        )
    ),
    "rang_back.rang_back": Scene(_rang_back),
    "read_file.remove_read_file": Scene(_remove_read_file, once=False, repeats=True),
    "recover_calls.interrupt_own_calls": Scene(
        lambda world: _calling(world, lambda desk, op, _started: recover_calls.interrupt_own_calls(desk, op))
    ),
    "reminders.confirm_recovery_code": Scene(
        lambda world: (sergeant := world.enter(SERGEANT), lambda _op: _code_typed(sergeant, world)),
        once=False,
        repeats=True,
    ),
    "review_call.choose_case": Scene(_to_review(_about_report)),
    "review_call.correct_tip": Scene(_to_review(_correct)),
    "review_call.send_back": Scene(
        _to_review(lambda desk, op, call: review_call.send_back(desk, op, call, "Which hinge?"))
    ),
    "review_call.sign_off": Scene(_to_review(lambda desk, op, call: review_call.sign_off(desk, op, [call]))),
    "complaints.acknowledge_complaint": Scene(_handed_over),
    "hand_on.hand_on": Scene(back_scenes.handed_on, once=False),
    "complaints.print_concern_sheet": Scene(_concern_on_paper, once=False, repeats=True),
    "review_call.sign_off_quiet": Scene(_quiet_call),
    "follow_up.ask_in_a_call": Scene(receipt_scenes.question_refused_before),
    "follow_up.close_question": Scene(receipt_scenes.question_closed),
    "follow_up.question_asked": Scene(receipt_scenes.question_put),
    "overdue.reminded": Scene(receipt_scenes.sheet_reminded),
    "import_receipts.keep_form": Scene(receipt_scenes.form_kept),
    "feedback.key_card": Scene(feedback_scenes.card_keyed),
    "feedback.keep_feedback_file": Scene(feedback_scenes.file_kept),
    "feedback.take_back_feedback": Scene(feedback_scenes.taken_back),
    "receive_receipt.receive_receipt": Scene(receipt_scenes.receipt_typed),
    "tip_facts.keep_articles": Scene(sheet_scenes.articles_kept),
    "copy_for_report.copy_for_report": Scene(sheet_scenes.copied_for_report, once=False, repeats=True),
    "reminder_slips.print_reminder_slips": Scene(receipt_scenes.reminder_slips, once=False, repeats=True),
    "no_news.tell_no_news": Scene(sheet_scenes.no_news_told, once=False),
    "articles_out.save_articles": Scene(sheet_scenes.articles_saved, once=False),
    "reading_ladder.move_on_ladder": Scene(_supervising(_move_on_ladder)),
    "reading_ladder.change_shares": Scene(
        _supervising(
            lambda desk, op: reading_ladder.change_shares(desk, op, Ladder(settled_percent=30), "The new script.")
        )
    ),
    "score_call.score_call": Scene(_to_review(lambda desk, op, call: score_call.score_call(desk, op, call, _ALL_YES))),
    "score_call.feedback_read": Scene(_feedback),
    "rows_to_correct.save_rows_to_correct": Scene(_rows_to_correct, once=False),
    "same_person.say_who": Scene(_say_who),
    "save_call.heartbeat": Scene(
        lambda world: _calling(
            world, lambda desk, op, started: save_call.heartbeat(desk, op, started.callback_id, started.fence)
        ),
        silent=True,
    ),
    "save_call.open_case": Scene(
        lambda world: _calling(world, lambda desk, _op, started: save_call.open_case(desk, started.call_id)),
        repeats=True,
    ),
    "save_call.open_safe": Scene(
        lambda world: _calling(world, lambda desk, _op, started: save_call.open_safe(desk, started.call_id)),
        repeats=True,
    ),
    "save_call.save_draft": Scene(lambda world: _calling(world, _draft("safe")), repeats=True),
    "scripts.keep_wording": Scene(
        _supervising(lambda desk, op: scripts.keep_wording(desk, op, "call", {_WHO: SentenceEdit(None, _WORDS)})),
        silent=True,
    ),
    "newer_scripts.leave_newer": Scene(
        _supervising(
            lambda desk, op: newer_scripts.leave_newer(
                desk, op, ShippedScript("call", Path("property-v9.md"), "Property crime callback", "9")
            )
        )
    ),
    "send_batch.send_batch": Scene(sheet_scenes.batch_sent, once=False),
    "send_packet.sheet_printed": Scene(_sheet_printed),
    "send_packet.send_packet": Scene(_packet, once=False),
    "shift.hand_over": Scene(
        lambda world: (ruth := world.enter(RUTH), lambda op: shift.hand_over(ruth, op, "Kettle is broken."))
    ),
    "skip.skip": Scene(
        lambda world: _claimed(
            world, lambda desk, op, card: skip.skip(desk, op, card.callback_id, card.fence, SkipReason.LANGUAGE)
        )
    ),
    "skip.take_up_again": Scene(_taken_up_again),
    "sign_in.lock": Scene(_supervising(lambda desk, _op: sign_in.lock(desk, by_itself=True)), repeats=True),
    "sign_in.sign_out": Scene(_supervising(lambda desk, _op: sign_in.sign_out(desk)), once=False, repeats=True),
    "sign_in.unlock": Scene(_supervising(lambda desk, _op: sign_in.unlock(desk, PASSWORD)), repeats=True),
    "start_call.did_not_dial": Scene(
        lambda world: _calling(
            world, lambda desk, op, started: start_call.did_not_dial(desk, op, started.call_id, started.fence)
        )
    ),
    "start_call.resume_call": Scene(_resume),
    "start_call.start_call": Scene(
        lambda world: _claimed(
            world,
            lambda desk, op, card: start_call.start_call(desk, op, card.callback_id, card.fence, card.phones[0].id),
        )
    ),
    "uncover_call.uncovered": Scene(
        lambda world: _calling(world, lambda desk, _op, _started: uncover_call.uncovered(desk, right=True)),
        repeats=True,
    ),
    "undo_import.undo_batch": Scene(_undo, once=False),
    "urgent_slip.make_slip": Scene(
        lambda world: _calling(world, lambda desk, op, started: _slip(world, desk, op, started.call_id)), once=False
    ),
    "urgent_slip.slip_printed": Scene(_slip_printed),
    "urgent_tip.told_of_urgent": Scene(_told_of_urgent),
    "use_reserve.use_reserve": Scene(
        lambda world: _calling(
            world, lambda desk, _op, _started: (desk.storage.keep_reserve(), use_reserve.use_reserve(desk))
        ),
        repeats=True,
    ),
    "verify_audit.verify_audit": Scene(_supervising(lambda desk, _op: verify_audit.verify_audit(desk)), repeats=True),
    "watched_folder.watch_folder": Scene(_watch_folder),
}

# Arguments after the desk (and, where it writes by `does`/`gives`, the operation id), for a call that is refused
# before they are looked at. Use cases that are only asked.
ASKED: dict[str, tuple[object, ...]] = {
    "agency_signature.signature_state": (),
    **key_scenes.ASKED,
    **paper_scenes.ASKED,
    **figure_scenes.ASKED,
    "messages.open_messages": (),
    "hand_on.who_gets_news": (),
    "others_named.who_else_is_named": (1,),
    "reading_ladder.shares": (),
    "which_script.script_ahead": (False,),
    "call_list.why_found": ("Nobody", 1),
    "put_right.fixes_of": (1,),
    "dispatch_slip.dispatch_slips": (),
    "list_views.views": (),
    "list_views.look": (),
    "list_out.shift_lines": (),
    "many_people.preview": (ManyAct.HOLD, (1,)),
    "many_people.volunteers": (),
    "many_people.to_put_back": (1, 0),
    "many_people.on_record": (),
    "roster.roster": (),
    "pins.pin_of": (1,),
    "slots.slot": (datetime(2026, 11, 18, 16, 30, tzinfo=UTC),),
    "welfare.welfare": (),
    "view_as.who_calls": (),
    "board.board": (),
    "call_list.all_ids": (None,),
    "call_list.export_rows": (None,),
    "call_list.first_rows": (None, 5),
    "call_list.offense_labels": (),
    "call_list.rows_by_id": ((),),
    "call_list.state_counts": (),
    "call_list.tab_counts": (),
    "call_list.why": (1,),
    "call_list.whole_history": (1,),
    "call_list.why_case": ("26-000001",),
    "call_list.blocked": (),
    "call_list.why_known": (1,),
    "decide_hold.cases_on_hold": (),
    "danger_now.whom_to_tell": (),
    "import_report.batch_problems": (1,),
    "import_report.batches": (),
    "import_report.check_rows": (None, None),
    "import_report.known_layouts": (),
    "import_report.look": (None,),
    "import_report.open_import": (Path("nowhere.csv"),),
    "last_backup.last_backup": (),
    "layouts.layout_named": ("City export",),
    "layouts.layouts": (),
    "layouts.read_layout_file": (Path("nowhere.json"),),
    "next_call.my_card": (1, 1),
    "people.list_people": (),
    "people.missing_dates": (1,),
    "agency_settings.settings": (),
    "outcome_table.outcome_page": (),
    "what_if.what_if": ({},),
    "when_answered.when_answered": (),
    "agency_settings.what_we_say": (),
    "front_desk_card.front_desk_card": (),
    "paper_script.scripts_for_paper": (),
    "practice.published_scripts": (),
    "practice.what_was_done": (),
    "read_file.cloud_of": (Path("somewhere"),),
    "reminders.reminders": (),
    "promises.open_promises": (),
    "raise_concern.open_concerns": (),
    "review_call.calls_to_review": (),
    "review_call.read_call": (1,),
    "complaints.complaints_and_thanks": (),
    "complaints.concern_sheet": (1,),
    "reading_ladder.who_stands_where": (),
    "reading_ladder.do_draws_again": (WORKDAY - timedelta(days=7), WORKDAY + timedelta(days=7)),
    "score_call.calls_to_score": (),
    "score_call.my_feedback": (),
    "score_call.review_figures": (WORKDAY - timedelta(days=90),),
    "rows_to_correct.rows_to_correct": (1,),
    "follow_up.open_questions": (),
    "overdue.not_acknowledged": (),
    "no_news.without_news": (),
    "what_became.what_became": (),
    "receive_receipt.sheet_to_answer": ("417",),
    "feedback.kept_feedback": (),
    "feedback.read_feedback_file": (Path("nowhere.csv"),),
    "feedback.look_at_feedback": (FeedbackFile((), (), False), Channel.CARD),
    "import_receipts.receipt_form": ("417",),
    "import_receipts.look_at_form": (Path("nowhere.csv"),),
    "import_receipts.preview_form": (ReplyForm((), ""),),
    "send_batch.ready_for_each": (),
    "send_packet.lead_sheets": (),
    "send_packet.letters_missing": ("26-000001",),
    "send_packet.ready_to_send": (),
    "send_packet.recipients": (),
    "recipients.everybody": (),
    "close_export.steps_of": (1,),
    "shift.my_shift": (),
    "undo_import.taken_back_rows": (Preview(BatchCounts(rows_in=0, piles={})),),
    "undo_import.undo_preview": (1,),
    "undo_import.undo_report": (1,),
    "watched_folder.arrivals": (),
    "watched_folder.arrivals_at_once": (),
    "watched_folder.watched_folder": (),
    "newer_scripts.newer_scripts": (),
    "newer_scripts.propose_newer": (),
    "scripts.propose_wording": ({},),
    "scripts.propose_workbook": (Path("none.md"),),
    "scripts.script_at_hand": (),
    "scripts.version_changes": ("0" * 64,),
    "urgent_tip.whom_to_tell_today": (),
}

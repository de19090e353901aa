"""Every state of a call, in one language and one look: a folder of pictures to go through one by one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from callback_desk.demo import DEMO_PASSWORD, VOLUNTEERS, demo_desk
from callback_desk.domain.concerns import Heard
from callback_desk.ui.call.danger import DangerSheet
from callback_desk.ui.call.ending import EndingSheet
from callback_desk.ui.call.key_bar import Wish
from callback_desk.ui.call.question_sheet import QuestionSheet
from callback_desk.ui.call.urgent import UrgentSheet
from callback_desk.ui.components import CheckRow
from callback_desk.ui.sentences import sentence
from callback_desk.ui.volunteer_desk import CARD
from screenshot_parts.call_walk import CallWalk
from screenshot_parts.camera import Camera
from screenshot_parts.seats import sitting

K = Qt.Key
_CAMERA: Final = "The neighbor at 214 has a doorbell camera that looks at the side gate, keeps 14 days"
_LAPTOP: Final = "Laptop serial number is on the box in the closet: 4KX-0917-QD, IMEI of the phone 356938035643809"
_FIRST: Final = {
    "kind_first": "camera",
    "source": "told",
    "read_back_how": "exact",
    "urgent": "yes",
}
_NEXT: Final = {
    "kind_first": "property_id",
    "source": "saw",
    "read_back_how": "yes",
    "urgent": "no",
}


def every_state(camera: Camera, made: Path, language: str) -> None:
    """Several calls at a demo desk, one of each kind."""
    with demo_desk(made) as demo:
        with sitting(demo.office, demo.folder, camera) as seat:
            seat.sign_in(VOLUNTEERS[0], picture=True)
            walk = CallWalk(seat, camera, made, language)
            for scene in _SCENES:
                scene(walk)
        with sitting(demo.office, demo.folder, camera) as seat:
            seat.sign_in(VOLUNTEERS[0])
            walk = CallWalk(seat, camera, made, language)
            walk.shot("my-shift-interrupted")
            walk.press("goOnWith")
            walk.wait(lambda: seat.volunteer.call.hand is not None, "the call again")
            walk.shot("question-recovered")


# -- the whole call, with everything that lies beside the questions


def _whole(walk: CallWalk) -> None:
    walk.to_the_call()
    _beside_the_opening(walk)
    walk.to("introduced", {"who": "on_the_line"})
    _behind_more(walk)
    walk.to("consent_tip")
    walk.shot("question-consent-tip")
    _beside_the_open_case(walk)
    _danger(walk)
    walk.to("new_open")
    _lines(walk)
    _about_the_lines(walk)
    _service(walk)
    walk.to("", {"call_again": "yes"})
    walk.wait(lambda: isinstance(walk.sheet, EndingSheet | UrgentSheet), "the end")
    if isinstance(walk.sheet, UrgentSheet):
        walk.shot("urgent")
        walk.number("1")
        walk.shot("urgent-told")
        walk.press("toldAPerson")
        walk.wait(lambda: isinstance(walk.sheet, EndingSheet), "how did it end")
    walk.shot("ending")
    _promise(walk)
    walk.finish_now()
    walk.shot("my-shift-after")


def _behind_more(walk: CallWalk) -> None:
    walk.more(Wish.UPSET)
    walk.shot("beside-upset")
    walk.number("1")
    walk.shot("beside-upset-slowly")
    _back(walk)
    for wish in (Wish.NEW_CRIME, Wish.INTERPRETER, Wish.OBJECTION):
        walk.more(wish)
        if wish is Wish.OBJECTION:
            walk.number("2")
        walk.shot(f"beside-{wish.value.replace('_', '-')}")
        _back(walk)


def _beside_the_open_case(walk: CallWalk) -> None:
    walk.key(K.Key_F1)
    walk.number("2")
    walk.shot("beside-they-ask-case-open")
    walk.key(K.Key_F1)
    if walk.sheet.room.folded:
        walk.key(K.Key_F7)
        walk.shot("beside-card")
        _back(walk)
    for key, name, words in (
        (K.Key_F4, "complaint", "Nobody called back in two weeks, and the officer laughed."),
        (K.Key_F5, "praise", "Officer Reyes stayed until the window was boarded up."),
    ):
        walk.key(key)
        walk.type(words)
        walk.shot(f"beside-{name}")
        walk.press("writeConcern")
        walk.wait(lambda: isinstance(walk.sheet, QuestionSheet), "the question again")
        walk.saved()
    walk.shot("question-after-praise")
    walk.key(K.Key_F2)
    walk.shot("someone-else-case-open")
    walk.key(K.Key_F2)
    walk.saved()


def _lines(walk: CallWalk) -> None:
    walk.shot("question-new-open")
    walk.type(_CAMERA)
    walk.shot("capture-typing")
    walk.key(K.Key_Return)
    walk.saved()
    walk.type(_LAPTOP)
    walk.key(K.Key_Return)
    walk.saved()
    walk.shot("capture-kept")
    walk.key(K.Key_PageDown)
    walk.saved()


def _about_the_lines(walk: CallWalk) -> None:
    walk.to("exact_words", _FIRST)
    walk.shot("question-exact-words")
    walk.type(_CAMERA)
    walk.shot("question-exact-words-typed")
    walk.key(K.Key_PageDown)
    walk.saved()
    walk.to("act_by", _FIRST)
    walk.shot("question-act-by")
    walk.type("11/31")
    walk.key(K.Key_Return)
    walk.shot("question-act-by-wrong")
    for _ in range(5):
        walk.key(K.Key_Backspace)
    walk.type("tomorrow")
    walk.key(K.Key_Return)
    walk.saved()
    for number in range(1, 12):  # the second line's questions come under the same names
        question = walk.hand.step.question
        if question is None or not walk.hand.step.line:
            break
        walk.shot(f"line-2-{number}")
        walk.step(_NEXT.get(question.name, ""))


def _service(walk: CallWalk) -> None:
    walk.to("service_intro", _NEXT)
    walk.shot("question-service-intro")
    walk.key(K.Key_B)
    walk.type("lack van, said while asked about the service")
    walk.shot("any-line-typed")
    walk.key(K.Key_Return)
    walk.saved()
    walk.key(K.Key_PageDown)
    walk.saved()
    walk.to("rate_better", {**_NEXT, "rate_reach": "fairly_easy"})
    walk.shot("question-rate-better")
    walk.type("Somebody could have called back sooner.")
    walk.key(K.Key_Return)
    walk.saved()


def _beside_the_opening(walk: CallWalk) -> None:
    walk.key(K.Key_F2)
    walk.wait(lambda: walk.hand.someone_else, "someone else answered")
    walk.shot("someone-else")
    walk.key(K.Key_F1)
    walk.number("2")
    walk.shot("someone-else-they-ask")
    walk.key(K.Key_F1)
    walk.key(K.Key_F2)
    walk.saved()
    walk.key(K.Key_F1)
    walk.shot("beside-they-ask")
    walk.number("1")
    walk.shot("beside-they-ask-chosen")
    walk.key(K.Key_F1)
    walk.key(K.Key_F3)
    walk.shot("beside-cut-off")
    walk.number("3")
    walk.key(K.Key_Escape)
    walk.wait(lambda: walk.seat.shell.is_covered, "the cover")
    walk.shot("covered")
    walk.key(K.Key_Space)
    walk.shot("covered-field")
    walk.type(DEMO_PASSWORD)
    walk.key(K.Key_Return)
    walk.wait(lambda: not walk.seat.shell.is_covered, "the question again")
    walk.saved()


def _back(walk: CallWalk) -> None:
    walk.key(K.Key_PageUp)
    walk.wait(lambda: isinstance(walk.sheet, QuestionSheet), "the question again")
    walk.saved()


def _danger(walk: CallWalk) -> None:
    walk.key(K.Key_F8)
    walk.wait(lambda: isinstance(walk.sheet, DangerSheet), "danger now")
    walk.shot("danger")
    walk.number("1")
    walk.shot("danger-told")
    walk.number("3")
    walk.shot("danger-someone-else")
    for tick in walk.seat.shell.findChildren(CheckRow):
        if tick.accessibleName() == sentence(Heard.SELF_HARM):
            tick.setChecked(True)
    walk.shot("danger-self-harm")
    walk.press("wasNotDanger")
    walk.wait(lambda: not isinstance(walk.sheet, DangerSheet), "the question again")
    walk.saved()


def _promise(walk: CallWalk) -> None:
    sheet = walk.sheet
    assert isinstance(sheet, EndingSheet)
    sheet.promise.text.edit.setFocus()
    walk.type("Det. Serrano will be told about the camera today")
    walk.shot("ending-promise")
    sheet.promise.day.edit.setFocus()
    walk.type("tomorrow")
    walk.shot("ending-promise-day")
    sheet.setFocus()
    walk.number("3")
    walk.saved()
    walk.shot("ending-another-time")
    walk.number("1")
    walk.saved()


# -- calls that end early


def _machine(walk: CallWalk) -> None:
    walk.to_the_call()
    machine = next(one.name for one in walk.hand.step.choices if one.name.startswith("machine"))
    walk.choose(machine)
    walk.step()
    walk.shot("ending-machine")
    walk.finish_now()


def _stranger(walk: CallWalk) -> None:
    walk.to_the_call()
    walk.choose("someone_else")
    walk.shot("question-someone")
    walk.choose("better_time")
    walk.shot("ending-better-time")
    walk.key(K.Key_PageUp)
    walk.saved()
    walk.choose("felt_wrong")
    walk.shot("ending-felt-wrong")
    note = walk.sheet
    if isinstance(note, EndingSheet):
        note.note.edit.setPlainText("A man asked who I was three times and would not say who he is.")
    walk.finish_now()


def _bad_number(walk: CallWalk) -> None:
    walk.to_the_call()
    walk.choose("bad_number")
    walk.step("wrong_number")
    walk.shot("ending-wrong-number")
    walk.finish_now()


def _not_safe(walk: CallWalk) -> None:
    walk.to_the_call()
    walk.to("when_safe", {"who": "on_the_line", "safe": "no"})
    walk.step("time_given")
    walk.shot("ending-when")
    for place, words, name in (
        ("day", "Friday", "ending-when-half-typed"),
        ("time", "9:30 AM", "ending-when-typed"),
    ):
        fields = walk.sheet.findChildren(QLineEdit)
        next(one for one in fields if one.property("place") == place).setFocus()
        walk.type(words)
        walk.shot(name)
    walk.finish_now()


def _wrong_person(walk: CallWalk) -> None:
    walk.to_the_call()
    walk.to("person", {"who": "on_the_line"})
    walk.step("not_sure")
    walk.to("person_thanks", {"person_second": "no_match"})
    walk.step()
    walk.shot("ending-wrong-person")
    walk.finish_now()


def _refusal(walk: CallWalk) -> None:
    walk.to_the_call()
    walk.to("refused", {"who": "on_the_line", "introduced": "rather_not"})
    walk.step()
    walk.shot("ending-refused")
    walk.finish_now()


def _upset(walk: CallWalk) -> None:
    walk.to_the_call()
    walk.to("how_are_you", {"who": "on_the_line"})
    walk.step("upset")
    walk.step("stop")
    walk.shot("question-too-upset")
    walk.step()
    walk.wait(lambda: isinstance(walk.sheet, DangerSheet), "a person to tell")
    walk.shot("distress")
    walk.tell_a_person()
    walk.wait(lambda: isinstance(walk.sheet, EndingSheet), "how did it end")
    walk.shot("ending-upset")
    walk.finish_now()


def _nobody(walk: CallWalk) -> None:
    walk.to_the_call()
    walk.choose("no_answer")
    walk.shot("ending-no-answer")
    walk.finish_now()


# -- they ring us; the program dies


def _rang_back(walk: CallWalk) -> None:
    called_back = walk.seat.volunteer.shift.called_back
    for number in ("217 555 0199", "217 555 0118"):
        called_back.field.set_text("")
        called_back.field.edit.setFocus()
        walk.type(number)
        walk.key(K.Key_Return)
        if number == "217 555 0199":
            walk.shot("my-shift-nobody-found")
    walk.wait(lambda: walk.seat.shell.page_name == CARD, "the card of whoever rang back")
    walk.wait(lambda: walk.seat.volunteer.card.may_start, "the card was read")
    walk.shot("card-rang-back")
    walk.key(K.Key_Return)
    walk.wait(lambda: walk.seat.volunteer.call.hand is not None, "the call")
    walk.saved()
    for place in range(3):
        walk.shot(f"rang-back-{place + 1}")
        walk.choose(walk.hand.step.choices[0].name)
    walk.hand.end()
    walk.shot("rang-back-ending")
    walk.finish_now()


def _cut_off_half_way(walk: CallWalk) -> None:
    walk.to_the_call()
    walk.to("new_open", {"who": "on_the_line"})
    walk.type("A silver van stood by the")
    walk.saved()


_SCENES: Final = (
    _whole, _machine, _stranger, _bad_number, _not_safe, _wrong_person, _refusal, _upset, _nobody, _rang_back,
    _cut_off_half_way,
)  # fmt: skip

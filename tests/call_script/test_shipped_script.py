"""The shipped script, walked as a volunteer walks it."""

from __future__ import annotations

from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.steps import Ending
from callback_desk.domain.call import Gate
from callback_desk.domain.tip import Sureness, TipKind, TipSource


def test_the_opening_is_as_designed(call: Navigator) -> None:
    step = call.step
    assert step.heading == "Who answered?"
    assert step.words.text == "Hello, could I speak with Elena Marchetti, please?"
    assert [segment.text for segment in step.words.segments if segment.strong] == ["Elena Marchetti"]
    assert [(choice.key, choice.label, choice.leads_to) for choice in step.choices] == [
        ("1", "Elena is on the line", ""),
        ("2", "Someone else answered", "Opens words to say to them"),
        ("3", "Voicemail or a machine", "A message is allowed: name only"),
        ("4", "No answer after six rings", ""),
        ("5", "Busy", "Comes back in 5 minutes"),
        ("6", "Not in service, or a wrong number", ""),
    ]
    assert [mark.label for mark in call.stages] == [
        "Opening", "Safe to talk", "Who we are", "Right person", "Consent", "Case status", "What is new", "Service",
        "Help and close",
    ]  # fmt: skip


def test_no_answer_ends_the_call_with_one_key(call: Navigator) -> None:
    assert call.press("4").ending == Ending("no_answer", "retry_later")


def test_a_machine_gets_the_words_of_its_policy_and_no_more(call: Navigator) -> None:
    step = call.press("3")
    assert step.words.text.startswith("Hello, this is Ruth, with a message for Elena.")
    assert "555" not in step.words.text
    assert "police" not in step.words.text.lower()
    assert call.press("1").ending == Ending("machine_message", "retry_later")


def test_gates_open_in_order(call: Navigator) -> None:
    assert call.open_gates == frozenset()
    call.press("1")
    call.press("1")
    assert call.open_gates == {Gate.SAFE}
    call.open_check({"street": "Birchwood Lane", "report_month": "November 2026"})
    call.press("1")
    assert call.step.compare == "Month: November 2026. Street: Birchwood Lane."
    assert "Birchwood" not in call.step.words.text + call.step.do_line + call.step.heading
    call.press("1")
    assert call.open_gates == {Gate.SAFE, Gate.PERSON}


def test_a_whole_call_with_a_line_and_its_follow_ups(known: Navigator) -> None:
    assert "break-in at home" in known.step.words.text
    known.press("1")
    known.press("1")
    known.press("1")  # how are you
    assert known.step.words.text == "I can tell you that the report is open, and a detective has it."
    step = known.go_on()
    assert (step.heading, step.position_text) == ("Is there anything new?", "What is new, 1 of 6")
    known.keep_line("A silver van was parked by the side gate on November 9")
    for _ in range(6):
        known.go_on()
    assert known.step.line is not None
    assert known.step.line_text == "Line 1 of 1"
    known.press("2")  # a vehicle
    assert [crumb.label for crumb in known.step.crumbs][:3] == ["Kind", "Heard how", "How sure"]
    assert known.step.heading == "How does Elena know?"
    known.press("3")
    known.answer("Her sister, yes")
    known.go_on()
    known.press("2")
    known.press("1")
    known.press("2")  # not urgent
    (tip,) = known.tips()
    assert (tip.kind, tip.source, tip.sure, tip.read_back, tip.urgent) == (
        TipKind.VEHICLE, TipSource.TOLD, Sureness.FAIRLY, True, False,
    )  # fmt: skip
    assert tip.source_who == "Her sister, yes"
    assert tip.question == "new_open"
    assert known.step.stage == "service"
    known.go_on()
    for _ in range(8):
        known.press("1")
    known.press("1")
    known.go_on()  # one thing better
    assert len(known.ratings()) == 9
    assert {rating.wording for rating in known.ratings()} == {"core-v1"}
    known.go_on()  # referrals
    assert "26-018834" in known.step.words.text
    known.go_on()
    known.press("1")
    assert known.press("1").ending == Ending("talked_all", "review")
    assert known.consents() == {"tip": "yes", "rating": "yes"}

"""A child gives its answer line by line, or fails in one of five named ways."""

from __future__ import annotations

import os
import time

import pytest

from callback_desk.processes.child_main import _refuse_the_outside
from callback_desk.processes.failures import ChildFailed, FailureKind
from callback_desk.processes.limits import MIB, Limits
from callback_desk.processes.spawn import UNTOUCHED_KEY, Child, run_child
from tests.processes.odd_child import REACHING_OUT

CHILD = "tests.processes.odd_child"
ROOMY = Limits(memory_bytes=512 * MIB, cpu_s=60)


def never() -> bool:
    return False


def run(do: str, *, limits: Limits = ROOMY, stall_s: float = 20, cancelled=never, folder=None, **more):
    return run_child(CHILD, {"do": do, **more}, limits=limits, stall_s=stall_s, cancelled=cancelled, folder=folder)


def failure(do: str, *, lines_before: int = 0, **how) -> ChildFailed:
    """The way `do` ends, after exactly `lines_before` whole lines."""
    seen = []
    with pytest.raises(ChildFailed) as caught:
        for line in run(do, **how):
            seen.append(line)
    assert len(seen) == lines_before
    return caught.value


def after_the_first(do: str, *, stall_s: float, **more):
    """All lines of a child, with `stall_s` for those behind the first: a busy machine may start it slowly."""
    with Child(CHILD, limits=ROOMY) as child:
        child.send({"do": do, **more})
        child.send_no_more()
        yield next(child.lines(stall_s=60, cancelled=never))
        yield from child.lines(stall_s=stall_s, cancelled=never)


def stopped_after_one_line(do: str) -> ChildFailed:
    lines = after_the_first(do, stall_s=1)
    assert next(lines) == {"number": 1}
    with pytest.raises(ChildFailed) as caught:
        next(lines)
    return caught.value


def test_every_line_arrives_once_and_in_order():
    numbers = [line["number"] for line in run("count", to=50_000)]
    assert numbers == list(range(50_000))


def test_lines_for_somebody_else_are_not_read():
    lines = run_child(CHILD, {"do": "not_json"}, limits=ROOMY, stall_s=20, cancelled=never, untouched=b"Traceback: ")
    assert list(lines) == [{UNTOUCHED_KEY: b"Traceback: Maria Example"}]
    assert failure("not_json").kind is FailureKind.GARBAGE


def test_text_of_any_script_and_any_length_survives_both_ways():
    text = "Zoë 李 שלום \u2028 \n tab\t" + "x" * 300_000
    assert list(run("echo", text=text)) == [{"back": text}]


def test_a_memory_hog_is_stopped_at_its_limit_and_what_it_said_before_is_kept():
    failed = failure("eat_memory", lines_before=1, limits=Limits(memory_bytes=128 * MIB))
    assert failed.kind is FailureKind.OUT_OF_MEMORY


@pytest.mark.parametrize("do", ["one_huge_piece", "native_allocator_gives_up"])
def test_other_ways_to_run_out_of_memory_have_the_same_name(do):
    assert failure(do, limits=Limits(memory_bytes=128 * MIB)).kind is FailureKind.OUT_OF_MEMORY


def test_a_child_that_falls_silent_is_stopped_after_the_stall_time():
    begun = time.monotonic()
    assert stopped_after_one_line("fall_silent").kind is FailureKind.TIMED_OUT
    assert time.monotonic() - begun > 0.9  # it would have slept for ten minutes


def test_bytes_that_never_become_a_line_do_not_count_as_life():
    assert failure("dribble", stall_s=1).kind is FailureKind.TIMED_OUT


def test_a_slow_child_that_keeps_talking_may_take_longer_than_the_stall_time():
    assert len(list(after_the_first("slow_but_alive", stall_s=1.5))) == 6


def test_time_the_caller_takes_is_not_held_against_the_child():
    lines = after_the_first("count", to=3, stall_s=1)
    first = next(lines)
    time.sleep(1.2)
    assert [first, *lines] == [{"number": 0}, {"number": 1}, {"number": 2}]


def test_a_child_that_closes_its_answer_and_stays_is_stopped():
    assert stopped_after_one_line("close_and_stay").kind is FailureKind.TIMED_OUT


def test_processor_time_is_bounded_even_when_no_other_thread_gets_a_turn():
    failed = failure("burn", lines_before=1, limits=Limits(cpu_s=1))
    assert failed.kind is FailureKind.TIMED_OUT


def test_cancelling_stops_it_at_once():
    seen = []
    with pytest.raises(ChildFailed) as caught:
        for line in run("fall_silent", cancelled=lambda: bool(seen)):
            seen.append(line)
    assert seen == [{"number": 1}]
    assert caught.value.kind is FailureKind.CANCELLED  # long before the ten minutes it would have slept


def test_leaving_early_leaves_no_process():
    lines = run("burn")
    pid = next(lines)["pid"]
    lines.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.parametrize(
    ("do", "before"), [("not_json", 0), ("not_an_object", 0), ("not_a_number", 0), ("deep", 0), ("half_a_line", 1)]
)
def test_what_is_not_a_line_of_json_is_garbage_and_is_not_quoted(do, before):
    failed = failure(do, lines_before=before)
    assert failed.kind is FailureKind.GARBAGE
    assert "Maria" not in str(failed)
    assert failed.__suppress_context__ or failed.__context__ is None


def test_a_line_without_end_is_stopped_before_it_fills_our_memory():
    failed = failure("endless_line", limits=Limits(line_bytes=2 * MIB))
    assert failed.kind is FailureKind.GARBAGE


def test_an_exception_is_named_with_its_place_and_never_with_its_words():
    failed = failure("fail", lines_before=1)
    assert (failed.kind, failed.error) == (FailureKind.CRASHED, "ValueError")
    assert failed.where.startswith("odd_child.py:")
    assert "Maria" not in str(failed)


def test_a_dead_child_is_a_crash():
    assert failure("abort").kind is FailureKind.CRASHED
    assert failure("leave", code=3).kind is FailureKind.CRASHED


def test_leaving_with_zero_is_a_good_end():
    assert list(run("leave", code=0)) == []


def test_a_module_that_is_not_there_is_a_crash():
    with pytest.raises(ChildFailed) as caught:
        list(run_child("tests.processes.nobody", {}, limits=ROOMY, stall_s=20, cancelled=never))
    assert (caught.value.kind, caught.value.error) == (FailureKind.CRASHED, "ImportError")


def test_a_working_folder_that_is_gone_is_a_crash_with_a_name(tmp_path):
    with pytest.raises(ChildFailed) as caught:
        list(run("echo", text="x", folder=tmp_path / "gone"))
    assert (caught.value.kind, caught.value.error) == (FailureKind.CRASHED, "FileNotFoundError")


def test_a_child_hears_nothing_of_our_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("CALLBACK_DESK_KEY", "secret")
    monkeypatch.setenv("HTTPS_PROXY", "http://user:secret@proxy")
    (line,) = run("environment", folder=tmp_path)
    assert not {"CALLBACK_DESK_KEY", "HTTPS_PROXY", "HOME"} & set(line["names"])
    assert len(line["arguments"]) == 1
    assert line["folder"] == line["temporary"] == str(tmp_path)


def test_a_child_reaches_neither_network_nor_other_programs():
    (line,) = run("reach_out")
    assert line["became"] == dict.fromkeys(REACHING_OUT, "PermissionError")
    assert len(REACHING_OUT) == 19


def test_what_a_child_tried_is_known_even_when_it_says_nothing():
    """The hostile files' own listener: a library that swallows the refusal does not hide the attempt."""
    (line,) = run("reach_out_unseen")
    assert len(line["tried"]) >= len(REACHING_OUT)
    assert {"socket.__new__", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.fork"} <= set(line["tried"])


@pytest.mark.parametrize("event", ["socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"])
def test_a_socket_from_before_the_rule_reaches_nobody_either(event):
    with pytest.raises(PermissionError):
        _refuse_the_outside(event, ())


def test_a_child_may_read_files():
    assert _refuse_the_outside("open", ("list.csv", "r", 0)) is None


def test_a_child_writes_no_file_over_its_limit(tmp_path):
    (line,) = run("write_much", limits=Limits(file_bytes=3 * MIB), folder=tmp_path)
    assert line["written"] == 3 * MIB


def test_a_chatty_library_does_not_spoil_the_answer():
    assert list(run("noisy_library")) == [{"number": 1}]


def test_a_conversation_goes_both_ways():
    with Child(CHILD, limits=ROOMY) as child:
        child.send({"do": "two_way"})
        said = []
        for line in child.lines(stall_s=20, cancelled=never):
            said.append(line)
            if line.get("want") == "token":
                child.send({"token": 7})
                child.send_no_more()
        assert said == [{"want": "token"}, {"got": 7}]
        assert not child.running


def test_closing_twice_is_fine():
    child = Child(CHILD, limits=ROOMY)
    child.close()
    child.close()
    assert not child.running

"""A warm worker answers several requests from one process, and starts anew after a failure."""

from __future__ import annotations

import os
import threading

import pytest

from callback_desk.processes.failures import ChildFailed, FailureKind
from callback_desk.processes.limits import Limits
from callback_desk.processes.worker import Worker

CHILD = "tests.processes.odd_child"


def never() -> bool:
    return False


def ask(worker: Worker, do: str, *, stall_s: float = 20, cancelled=never, **more):
    return list(worker.ask({"do": do, "serve": True, **more}, stall_s=stall_s, cancelled=cancelled))


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_several_requests_are_answered_by_one_process():
    with Worker(CHILD, limits=Limits()) as worker:
        first = ask(worker, "echo", text="one")
        second = ask(worker, "echo", text="two")
    assert (first[0], second[0]) == ({"back": "one"}, {"back": "two"})
    assert first[1]["pid"] == second[1]["pid"]
    assert gone(first[1]["pid"])


@pytest.mark.parametrize("do", ["fail", "abort", "not_json"])
def test_after_a_failure_the_next_request_has_a_fresh_process(do):
    with Worker(CHILD, limits=Limits()) as worker:
        before = ask(worker, "echo", text="one")[1]["pid"]
        with pytest.raises(ChildFailed):
            ask(worker, do)
        after = ask(worker, "echo", text="two")
    assert after[0] == {"back": "two"}
    assert after[1]["pid"] != before


def test_an_answer_left_half_read_never_meets_the_next_request():
    with Worker(CHILD, limits=Limits()) as worker:
        lines = worker.ask({"do": "count", "to": 10, "serve": True}, stall_s=20, cancelled=never)
        assert next(lines) == {"number": 0}
        lines.close()
        assert ask(worker, "echo", text="clean")[0] == {"back": "clean"}


def test_an_end_without_done_is_a_crash_even_with_exit_code_zero():
    with Worker(CHILD, limits=Limits()) as worker, pytest.raises(ChildFailed) as caught:
        ask(worker, "leave", code=0)
    assert caught.value.kind is FailureKind.CRASHED


def test_a_stalled_worker_is_stopped():
    with Worker(CHILD, limits=Limits()) as worker, pytest.raises(ChildFailed) as caught:
        ask(worker, "fall_silent", stall_s=1)
    assert caught.value.kind is FailureKind.TIMED_OUT


def test_a_worker_outlives_the_thread_that_warmed_it():
    worker = Worker(CHILD, limits=Limits())
    thread = threading.Thread(target=worker.warm)
    thread.start()
    thread.join()
    try:
        warm_pid = worker._child.pid
        assert ask(worker, "echo", text="still here")[1]["pid"] == warm_pid
    finally:
        worker.close()


def test_a_line_of_another_child_comes_as_it_was_written():
    written = '{"do": "fail",  "who": "Muñoz"}'
    with Worker(CHILD, limits=Limits()) as worker:
        request = {"do": "next_line", "serve": True}
        answer = list(worker.ask(request, stall_s=20, cancelled=never, followed_by=written.encode()))
        assert answer[0] == {"got": written + "\n"}
        assert ask(worker, "echo", text="and on")[0] == {"back": "and on"}


def test_two_lines_are_never_sent_as_one():
    with Worker(CHILD, limits=Limits()) as worker, pytest.raises(ValueError, match="line"):
        list(worker.ask({"do": "next_line"}, stall_s=20, cancelled=never, followed_by=b'{"a": 1}\n{"do": "fail"}'))

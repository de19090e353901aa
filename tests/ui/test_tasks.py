"""The one door for background work: order, threads, failures, stale answers, the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from callback_desk.domain.errors import DeskBug, DiskFull
from callback_desk.ui.tasks import Progress, Runner


class Ear(QObject):
    """A page that listens with bound slots."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: list[QThread] = []

    @Slot(object)
    def hear(self, what: object) -> None:
        self.heard.append(what)
        self.threads.append(QThread.currentThread())


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[Runner]:
    made = Runner()
    yield made
    assert made.shutdown(10)


def test_saves_run_in_the_order_they_were_asked_for(runner: Runner, qtbot: QtBot) -> None:
    ear, order = Ear(), []
    for number in range(50):
        task = runner.save(lambda number=number: order.append(number) or number)
        task.succeeded.connect(ear.hear)
    qtbot.waitUntil(lambda: len(ear.heard) == 50)
    assert order == list(range(50)) == ear.heard


def test_answers_arrive_on_the_thread_of_the_window(runner: Runner, qtbot: QtBot, qapp: QApplication) -> None:
    ear, worked_on = Ear(), []
    task = runner.ask(lambda: worked_on.append(threading.current_thread().name))
    task.succeeded.connect(ear.hear)
    qtbot.waitUntil(lambda: bool(ear.threads))
    assert worked_on == ["callback-desk-ask"]
    assert ear.threads == [qapp.thread()]


def test_even_a_plain_function_is_called_on_the_thread_of_the_window(runner: Runner, qtbot: QtBot) -> None:
    called_on: list[threading.Thread] = []
    runner.save(lambda: 1).succeeded.connect(lambda _answer: called_on.append(threading.current_thread()))
    qtbot.waitUntil(lambda: bool(called_on))
    assert called_on == [threading.main_thread()]


def test_a_slow_question_does_not_hold_up_a_save(runner: Runner, qtbot: QtBot) -> None:
    gate, ear = threading.Event(), Ear()
    runner.ask(gate.wait)
    runner.save(lambda: "saved").succeeded.connect(ear.hear)
    qtbot.waitUntil(lambda: ear.heard == ["saved"])
    gate.set()


def test_a_failure_arrives_as_itself_and_the_lane_lives_on(runner: Runner, qtbot: QtBot) -> None:
    trouble = DiskFull("The disk is full. Free some room, then try again.")
    failed, after = Ear(), Ear()

    def full() -> None:
        raise trouble

    runner.save(full).failed.connect(failed.hear)
    runner.save(lambda: "next").succeeded.connect(after.hear)
    qtbot.waitUntil(lambda: after.heard == ["next"])
    assert failed.heard == [trouble]


def test_a_failure_nobody_listens_to_is_not_swallowed(runner: Runner, qtbot: QtBot) -> None:
    with qtbot.waitSignal(runner.unheard) as heard:
        runner.save(lambda: 1 / 0)
    assert isinstance(heard.args[0], ZeroDivisionError)


def test_only_the_newest_answer_of_a_topic_arrives(runner: Runner, qtbot: QtBot) -> None:
    begun, gate, ear = threading.Event(), threading.Event(), Ear()

    def held_up() -> str:
        begun.set()
        gate.wait()
        return "old"

    first = runner.ask(held_up, topic="list")
    first.succeeded.connect(ear.hear)
    assert begun.wait(60), "a first question that had not begun would be passed over, and the next one asked"
    ran: list[int] = []
    middle = runner.ask(lambda: ran.append(1) or "middle", topic="list")
    middle.succeeded.connect(ear.hear)
    last = runner.ask(lambda: "new", topic="list")
    last.succeeded.connect(ear.hear)
    other = runner.ask(lambda: "other", topic="else")
    other.succeeded.connect(ear.hear)
    gate.set()
    qtbot.waitUntil(lambda: len(ear.heard) == 2)
    assert ear.heard == ["new", "other"]
    assert first.dropped
    assert middle.dropped
    assert ran == [], "a stale question that had not begun is not asked at all"
    assert last.generation > middle.generation > first.generation


def test_an_answer_for_a_page_that_has_gone_is_dropped(runner: Runner, qtbot: QtBot) -> None:
    gate, ear = threading.Event(), Ear()
    runner.ask(gate.wait, topic="page").succeeded.connect(ear.hear)
    runner.forget("page")
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert ear.heard == []


def test_long_work_reports_and_stops_when_asked(runner: Runner, qtbot: QtBot) -> None:
    told, kept = Ear(), Ear()

    def work(progress: Progress) -> int:
        rows = 0
        while not progress.cancelled:
            rows += 1
            progress.report(rows)
            time.sleep(0.001)
        return rows

    task = runner.long(work)
    task.progressed.connect(told.hear)
    task.succeeded.connect(kept.hear)
    qtbot.waitUntil(lambda: len(told.heard) >= 3)
    task.cancel()
    qtbot.waitUntil(lambda: bool(kept.heard))
    assert told.heard == sorted(told.heard)
    assert told.heard[-1] == kept.heard[0], "the last value told is the last there was"


def test_a_fast_worker_does_not_flood_the_window(runner: Runner, qtbot: QtBot) -> None:
    told, done = Ear(), Ear()

    def work(progress: Progress) -> int:
        for row in range(200_000):
            progress.report(row)
        return 200_000

    task = runner.long(work)
    task.progressed.connect(told.hear)
    task.succeeded.connect(done.hear)
    qtbot.waitUntil(lambda: bool(done.heard), timeout=20_000)
    assert told.heard[-1] == 199_999
    assert len(told.heard) < 100_000


def test_the_end_waits_for_every_save_and_drops_questions(qapp: QApplication) -> None:
    runner, saved, answered = Runner(), [], Ear()
    told = Ear()
    for number in range(20):
        task = runner.save(lambda number=number: time.sleep(0.005) or saved.append(number))
        task.succeeded.connect(told.hear)
    runner.ask(lambda: "answer", topic="t").succeeded.connect(answered.hear)
    runner.ask(lambda: time.sleep(0.01) or "answer").succeeded.connect(answered.hear)
    assert runner.shutdown(20)
    assert saved == list(range(20))
    assert len(told.heard) == 20, "each save still told its page"
    assert answered.heard == []
    with pytest.raises(DeskBug):
        runner.save(lambda: None)
    assert runner.shutdown(), "twice does no harm"


def test_the_end_says_when_a_save_takes_too_long(qapp: QApplication) -> None:
    runner, gate = Runner(), threading.Event()
    runner.save(gate.wait)
    assert not runner.shutdown(0.05)
    gate.set()

"""When typed words go to the disk, and what the saved mark says."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QElapsedTimer

from callback_desk.domain.call import CallDraft
from callback_desk.domain.errors import DiskFull, StaleClaim
from callback_desk.ui.call.autosave import LATEST_MS, NOT_SAVED_MS, PAUSE_MS, Autosave
from callback_desk.ui.call.saved_words import SavedWords
from callback_desk.ui.components import SavedMark, Tone
from callback_desk.ui.notices import Notices
from callback_desk.ui.tasks import Runner

AT = datetime(2026, 11, 17, 16, 21, tzinfo=UTC)


class Disk:
    """Where drafts go; may be full, slow, or somebody else's by now."""

    def __init__(self) -> None:
        self.drafts: list[CallDraft] = []
        self.trouble: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()

    def write(self, draft: CallDraft) -> datetime:
        self.gate.wait(10)
        if self.trouble is not None:
            raise self.trouble
        self.drafts.append(draft)
        return AT


class Desk:
    def __init__(self, runner: Runner) -> None:
        self.disk = Disk()
        self.text = ""
        self.autosave = Autosave(runner, lambda: CallDraft("{}", typed=self.text), self.disk.write)
        self.notices = Notices()
        self.mark = SavedMark()
        self.words = SavedWords(self.notices, ZoneInfo("America/Chicago"), (self.mark,))
        self.words.follow(self.autosave)

    def type(self, text: str) -> None:
        for letter in text:
            self.text += letter
            self.autosave.words_changed()


@pytest.fixture
def desk(qtbot):
    runner = Runner()
    made = Desk(runner)
    qtbot.addWidget(made.mark)
    qtbot.addWidget(made.notices.place)
    yield made
    made.disk.gate.set()
    made.autosave.stop()
    runner.shutdown()


def test_the_numbers_are_the_settled_ones() -> None:
    assert (PAUSE_MS, LATEST_MS, NOT_SAVED_MS) == (500, 2000, 4000)


def test_after_a_pause_the_whole_text_is_written_once(qtbot, desk: Desk) -> None:
    clock = QElapsedTimer()
    clock.start()
    desk.type("a gray sedan")
    assert desk.mark.text() == "Saving"
    assert desk.disk.drafts == []
    with qtbot.waitSignal(desk.autosave.saved, timeout=5000):
        pass
    assert clock.elapsed() >= PAUSE_MS - 50
    assert [draft.typed for draft in desk.disk.drafts] == ["a gray sedan"]
    assert desk.mark.text() == "Saved 10:21 AM"


def test_somebody_who_never_pauses_is_saved_within_two_seconds(qtbot, desk: Desk) -> None:
    clock = QElapsedTimer()
    clock.start()
    while not desk.disk.drafts:
        desk.type("x")
        qtbot.wait(50)
        assert clock.elapsed() < LATEST_MS + 1500, "no write while typing without a pause"
    assert desk.disk.drafts[0].typed.startswith("xxx")


def test_an_answer_waits_for_no_pause_and_names_its_question(qtbot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.autosave.saved, timeout=5000):
        desk.autosave.save_now("new_open")
    assert [draft.left_question for draft in desk.disk.drafts] == ["new_open"]


def test_only_the_commit_says_saved(qtbot, desk: Desk) -> None:
    desk.disk.gate.clear()
    desk.type("b")
    desk.autosave.save_now()
    qtbot.wait(300)
    assert desk.mark.text() == "Saving"
    desk.disk.gate.set()
    qtbot.waitUntil(lambda: desk.mark.text() == "Saved 10:21 AM")


def test_letters_typed_during_a_write_are_in_the_next_one(qtbot, desk: Desk) -> None:
    desk.disk.gate.clear()
    desk.type("first")
    desk.autosave.save_now()
    desk.type(" second")
    desk.disk.gate.set()
    qtbot.waitUntil(lambda: desk.autosave.settled, timeout=5000)
    assert desk.disk.drafts[-1].typed == "first second"


def test_a_full_disk_is_red_after_four_seconds_and_mended_when_there_is_room(qtbot, desk: Desk) -> None:
    desk.disk.trouble = DiskFull("The disk is full.")
    desk.type("kept on the screen")
    with qtbot.waitSignal(desk.autosave.not_saved, timeout=NOT_SAVED_MS + 3000):
        pass
    assert desk.mark.text() == "Not saved"
    assert desk.notices.now is not None
    assert desk.notices.now.tone is Tone.DANGER
    said = "".join(run.text for run in desk.notices.now.words)
    assert said.startswith("Not saved for 4 seconds. The disk is full.")
    desk.disk.trouble = None
    qtbot.waitUntil(lambda: desk.mark.text() == "Saved 10:21 AM", timeout=5000)
    assert desk.notices.now is None
    assert desk.disk.drafts[-1].typed == "kept on the screen"


def test_a_lost_claim_is_said_once_and_words_still_go_to_the_desk(qtbot, desk: Desk) -> None:
    """The desk keeps them as late notes (and says StaleClaim each time); the mark never says *Saved* again.

    It used to stop writing: what was typed after the notice was on the screen alone.
    """
    told: list[object] = []
    desk.disk.trouble = StaleClaim("Your claim on this person ended.")
    desk.autosave.claim_lost.connect(desk.words.claim_lost)
    desk.autosave.claim_lost.connect(told.append)
    with qtbot.waitSignal(desk.autosave.claim_lost, timeout=5000):
        desk.autosave.save_now()
    assert desk.notices.now is not None
    assert desk.notices.now.tone is Tone.DANGER
    desk.disk.trouble = None
    desk.type("more")
    qtbot.waitUntil(lambda: [draft.typed for draft in desk.disk.drafts] == ["more"], timeout=10_000)
    qtbot.waitUntil(lambda: desk.autosave.settled, timeout=5000)
    assert desk.mark.text() == "Not saved"
    assert len(told) == 1


def test_flush_writes_behind_the_write_under_way(qtbot, desk: Desk) -> None:
    desk.disk.gate.clear()
    desk.type("one")
    desk.autosave.save_now()
    desk.type(" two")
    desk.autosave.flush()
    desk.disk.gate.set()
    qtbot.waitUntil(lambda: any(draft.typed == "one two" for draft in desk.disk.drafts), timeout=5000)

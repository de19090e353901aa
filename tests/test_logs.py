"""Nothing but ids, counts, states and durations gets into the log."""

from __future__ import annotations

import json
import logging
import os
import stat
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pytest

from callback_desk import logs
from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskBug, DeskFault

TOKENS = ("Walter Penrose", "Penrose", "+13125550142", "3125550142", "walter@example.org")


class Allows(Protocol):
    def allow(self, pattern: str) -> None: ...


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    stop = logs.start(tmp_path)
    yield tmp_path / "logs" / "desk.log"
    stop()


def lines(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text("ascii").splitlines()]


def test_a_note_is_one_line_with_its_facts(log: Path) -> None:
    logs.note("import.done", batch=12, rows=431, took_ms=2210, role=Role.SUPERVISOR, operation_id="ab" * 16, again=None)
    (line,) = lines(log)
    at = line.pop("at")
    assert datetime.fromisoformat(str(at)).tzinfo is not None
    assert line == {
        "level": "info",
        "event": "import.done",
        "batch": 12,
        "rows": 431,
        "took_ms": 2210,
        "role": "supervisor",
        "operation_id": "ab" * 16,
        "again": None,
    }
    if os.name == "posix":
        assert stat.S_IMODE(log.stat().st_mode) == 0o600


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("name", ["name", "phone", "state", "code", "victim_id", "reason", "rows"])
def test_a_value_from_a_record_is_refused(name: str, token: str) -> None:
    with pytest.raises(DeskBug) as refused:
        logs.note("import.done", **{name: token})
    assert token not in refused.value.sentence


@pytest.mark.parametrize(
    ("name", "value"),
    [("victim_id", 3125550142), ("rows", 3125550142), ("phone", 7), ("state", "3125550142"), ("call_id", "3125550142")],
)
def test_a_telephone_number_cannot_pass_for_a_count(name: str, value: int | str) -> None:
    with pytest.raises(DeskBug):
        logs.note("import.done", **{name: value})


@pytest.mark.parametrize("event", ["", "Import done", "import.done for Penrose", "x" * 3 + " "])
def test_an_event_is_a_name_not_a_sentence(event: str) -> None:
    with pytest.raises(DeskBug):
        logs.note(event)


def test_a_foreign_record_loses_its_words_and_keeps_its_place(log: Path, expected_logs: Allows) -> None:
    expected_logs.allow("cannot parse")
    logging.getLogger("some.library").warning("cannot parse %s", "Walter Penrose +13125550142")
    (line,) = lines(log)
    assert (line["event"], line["logger"], line["level"]) == ("foreign", "some.library", "warning")
    assert str(line["where"]).startswith("test_logs:")
    assert not any(token in log.read_text("ascii") for token in TOKENS)


def _deep(value: str) -> None:
    try:
        int(value)
    except ValueError as wrong:
        raise KeyError(value) from wrong


def test_a_trace_has_frames_and_causes_but_no_values(log: Path, expected_logs: Allows) -> None:
    expected_logs.allow("callback_desk: trouble")
    try:
        _deep("Walter Penrose")
    except KeyError as error:
        number = logs.note_trouble(error)
    (line,) = lines(log)
    assert line["trouble_id"] == number
    trace = line["trace"]
    assert isinstance(trace, list)
    assert trace[0] == "builtins.KeyError"
    assert "builtins.ValueError" in trace
    assert any("_deep" in str(frame) for frame in trace)
    text = log.read_text("ascii")
    assert "Penrose" not in text
    assert str(Path(__file__).parent.parent) not in text


def test_a_foreign_trace_loses_its_values_too(log: Path, expected_logs: Allows) -> None:
    expected_logs.allow("failed")
    try:
        _deep("Walter Penrose")
    except KeyError:
        logging.getLogger("some.library").exception("failed with Walter Penrose")
    (line,) = lines(log)
    assert "_deep" in str(line["trace"])
    assert "Penrose" not in log.read_text("ascii")


def test_an_error_with_itself_as_a_cause_ends() -> None:
    one, other = ValueError("a"), ValueError("b")
    one.__cause__, other.__cause__ = other, one
    assert logs.frames_of(one) == ["builtins.ValueError", "builtins.ValueError"]


def test_the_last_resort_shows_a_sentence_and_a_number(log: Path, expected_logs: Allows) -> None:
    expected_logs.allow("callback_desk: trouble")
    shown: list[str] = []
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    put_back = logs.install_last_resort(shown.append)
    try:
        for error in (ZeroDivisionError("Penrose"), DeskBug("ours"), DeskFault("The disk is full.", code="disk-full")):
            sys.excepthook(type(error), error, None)

        def fails() -> None:
            raise ZeroDivisionError("Penrose")

        thread = threading.Thread(target=fails)
        thread.start()
        thread.join()
    finally:
        put_back()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    written = lines(log)
    assert len(shown) == len(written) == 4
    assert str(written[0]["trouble_id"]) in shown[0]
    assert "Quote number" in shown[1]
    assert shown[2] == "The disk is full."
    assert str(written[3]["trouble_id"]) in shown[3]
    assert "Penrose" not in "".join(shown) + log.read_text("ascii")
    assert "callback_desk.domain.errors.DeskFault disk-full" in str(written[2]["trace"])


def test_it_rotates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_MAX_BYTES", 2_000)
    stop = logs.start(tmp_path)
    for number in range(200):
        logs.note("tick", number=number)
    stop()
    files = sorted(p.name for p in (tmp_path / "logs").iterdir())
    assert files == ["desk.log", *(f"desk.log.{n}" for n in range(1, 6))]
    if os.name == "posix":
        assert {stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "logs").iterdir()} == {0o600}


def test_a_full_disk_stops_no_work_and_prints_nothing(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handler = next(h for h in logging.getLogger().handlers if isinstance(h, logs._PrivateRotatingHandler))

    class Full:
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

        def seek(self, *place: int) -> int:
            return 0

        def tell(self) -> int:
            return 0

        def flush(self) -> None:
            pass

        def close(self) -> None:
            pass

    real, handler.stream = handler.stream, Full()  # type: ignore[assignment]
    try:
        logs.note("tick", number=1)
    finally:
        handler.stream = real
    assert capsys.readouterr() == ("", "")


def test_a_bug_shown_to_a_person_is_found_by_its_number_and_nothing_else_passes(
    log: Path, expected_logs: Allows
) -> None:
    expected_logs.allow("bug ")
    notices = logging.getLogger("callback_desk.ui.notices")
    notices.error("bug %s %s at %s", "B-0A1B2C3D", "ValueError", "fail:12 < _on_press:7 < <lambda>:3")
    notices.error("bug %s %s at %s", "B-0A1B2C3D", "ValueError", TOKENS[0])
    notices.error("bug %s %s at %s", TOKENS[2], "ValueError", "fail:12")
    logging.getLogger("somebody.else").error("bug %s %s at %s", "B-0A1B2C3D", "ValueError", "fail:12")
    shown, *others = lines(log)
    assert shown["event"] == "bug"
    assert (shown["bug"], shown["kind"]) == ("B-0A1B2C3D", "ValueError")
    assert shown["place"] == "fail:12 < _on_press:7 < <lambda>:3"
    assert [line["event"] for line in others] == ["foreign"] * 3
    assert not any(token in log.read_text("ascii") for token in TOKENS)


def test_a_folder_that_is_not_there_has_no_log_and_gets_none(tmp_path: Path) -> None:
    logs.start_quietly(tmp_path / "nowhere")()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "logs").write_text("in the way", "ascii")
    logs.start_quietly(tmp_path)()

"""Research N8: nothing a person said or is called lies readable anywhere, not even after a crash.

Everybody on the list, their numbers, their case numbers and the typed lines are looked for in every byte under the
desk folder, the home folder, the temp folder and the logs, as UTF-8 and as UTF-16. The paper in the out folder is
meant to be read.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.hands import REPOSITORY, OtherProcess
from tests.use_cases.made_desks import (
    INVESTIGATOR,
    PASSWORD,
    RUTH,
    SERGEANT,
    SUPERVISOR,
    TIP,
    WORKDAY,
    MovedClock,
    World,
    make_template,
    plain_rows,
    write_rows,
)

LINE = "She keeps the serial number in the kitchen drawer, 4KX-0917-TELL."
COMPLAINT = "The officer never rang back about the window pane."
HANDOVER = "Ring the lady with the parrot after lunch."
_LEAST = 6  # shorter words stand in megabytes of sealed bytes by chance; the same people have longer ones


def _run_of_a_day(base: Path, out: Path) -> Path:
    """Import, a call with typed lines, a complaint, sign-off, the lead sheet, a backup."""
    from callback_desk.domain.call import CallDraft, CallResult
    from callback_desk.domain.concerns import ConcernKind, NewConcern
    from callback_desk.domain.tip import NewTip
    from callback_desk.use_cases import (
        backup,
        finish_call,
        raise_concern,
        review_call,
        save_call,
        send_packet,
        shift,
    )
    from tests.use_cases.made_desks import start

    folder = base / "desk"
    make_template(folder, MovedClock())
    folder.with_name("desk.csv").replace(out / "export.csv")
    world = World(folder, MovedClock())
    ruth = world.enter(RUTH)
    shift.hand_over(ruth, ruth.new_operation(), HANDOVER)
    started = start(ruth)
    save_call.open_safe(ruth, started.call_id)
    save_call.open_case(ruth, started.call_id)
    save_call.save_draft(ruth, started.call_id, started.fence, CallDraft(f'{{"said": "{LINE}"}}', typed=LINE))
    complaint = NewConcern(ConcernKind.COMPLAINT, COMPLAINT)
    raise_concern.raise_concern(ruth, ruth.new_operation(), started.callback_id, started.call_id, complaint)
    result = CallResult("talked_all", note=LINE, tips=(NewTip(1, TIP, WORKDAY), NewTip(2, LINE, WORKDAY)))
    finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, result)
    sergeant = world.enter(SERGEANT)
    review_call.sign_off(sergeant, sergeant.new_operation(), [started.call_id])
    (case,) = review_call.read_call(sergeant, started.call_id).cases
    send_packet.send_packet(
        sergeant,
        sergeant.new_operation(),
        case_number=case.number,
        confirmed_case=case.number,
        own_password=PASSWORD,
        recipient_name=INVESTIGATOR,
        delivery=send_packet.Delivery(out / "lead.pdf"),
    )
    backup.make_backup(sergeant, out / "desk.cdbackup")
    world.close()
    return folder


def _tokens(export: Path) -> dict[str, str]:
    """What must not be found, with what it is."""
    tokens = {LINE: "a typed line", TIP: "a tip", COMPLAINT: "a complaint", HANDOVER: "a note", "4KX-0917": "a serial"}
    with export.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            digits = "".join(letter for letter in row["Victim Cell Phone"] if letter.isdigit())
            tokens |= {
                row["Victim Last Name"]: "a name",
                row["Victim First Name"]: "a name",
                row["Case Number"]: "a case number",
                row["Victim Address"]: "an address",
                row["Victim Cell Phone"]: "a number",
                digits: "a number",
            }
    return {token: what for token, what in tokens.items() if len(token) >= _LEAST}


def _files(*places: Path) -> Iterator[Path]:
    for place in places:
        yield from (path for path in place.rglob("*") if path.is_file() and not path.is_symlink())


def _found(tokens: dict[str, str], *places: Path) -> list[str]:
    hits = []
    for path in _files(*places):
        content = path.read_bytes()
        for token, what in tokens.items():
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                if (at := content.find(token.encode(encoding))) >= 0:
                    round_it = content[max(0, at - 40) : at + 40]
                    hits.append(
                        f"{what}, {token}, in {path.name} ({encoding}), at {at} of {len(content)}: {round_it!r}"
                    )
    return hits


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """A home and a temp folder of this test alone."""
    made = {name: tmp_path / name for name in ("home", "temp", "records", "out")}
    for folder in made.values():
        folder.mkdir(mode=0o700)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(made["home"]))
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(made["temp"]))
    return made


def test_nothing_of_a_day_lies_readable_outside_the_paper(places: dict[str, Path]) -> None:
    day = subprocess.run(
        [sys.executable, "-m", "tests.faults.test_desk_silent_on_disk", str(places["records"]), str(places["out"])],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert day.returncode == 0, day.stderr
    tokens = _tokens(places["out"] / "export.csv")
    assert len(tokens) > 60
    assert _found(tokens, places["out"]), "the scan finds nothing even where everything stands"
    said = (day.stdout + day.stderr).encode()
    assert not [token for token in tokens if token.encode() in said], "the program said it aloud"

    folder = places["records"] / "desk"
    later = write_rows(places["out"] / "later.csv", plain_rows(30, WORKDAY.date(), seed=4, first=700))
    with OtherProcess(places["temp"]) as crash:
        for stage in ("reading", "checked", "staged"):
            crash.begin("import", folder, WORKDAY, SUPERVISOR, file=str(later), stop_at=stage)
            while crash.line("stage")["stage"] != stage:
                pass
            crash.kill()
            assert any(folder.glob("import-*.scratch*")) or stage == "reading"
            tokens |= _tokens(later)
            hits = _found(tokens, places["records"], places["home"], places["temp"])
            assert not hits, "\n".join(hits)
    names = {path.suffix for path in _files(places["records"])}
    assert ".db" in names, "there was nothing to scan"
    backup = (places["out"] / "desk.cdbackup").read_bytes()
    assert not [token for token in tokens if token.encode() in backup], "a backup is sealed"


if __name__ == "__main__":
    _run_of_a_day(Path(sys.argv[1]), Path(sys.argv[2]))

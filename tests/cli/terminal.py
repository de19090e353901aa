"""The command line as a test uses it: in this process where that is enough, as a program where it is the point."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from click.core import Command
from click.testing import CliRunner
from typer.main import get_command

from callback_desk.cli.main import make_app
from callback_desk.use_cases import review_call
from tests.use_cases.made_desks import (
    PASSWORD,
    RUTH,
    SUPERVISOR,
    TESTING,
    MovedClock,
    Snapshot,
    World,
    events,
    make_template,
    snapshot,
    talk,
)

REPOSITORY = Path(__file__).resolve().parents[2]
HOLIDAYS = {(1, 1), (6, 19), (7, 4), (11, 11), (12, 24), (12, 25), (12, 31)}


@functools.cache
def _program() -> Command:
    """Put together once: typer reads every option's annotation again each time, which takes as long as the command."""
    return get_command(make_app())


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, object]:
        """Standard output is one JSON object and nothing else."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


@dataclass
class Terminal:
    """One desk folder and the person who sits at it; `again` are the options of every signed-in command."""

    folder: Path
    user: str = SUPERVISOR
    environment: dict[str, str] = field(default_factory=lambda: dict(TESTING))

    @property
    def password_file(self) -> Path:
        return self.file("password.txt", PASSWORD + "\n")

    def file(self, name: str, text: str) -> Path:
        path = self.folder.with_name(name)
        path.write_text(text, "utf-8")
        return path

    @property
    def who(self) -> tuple[str, ...]:
        return ("--desk", str(self.folder), "--user", self.user, "--password-file", str(self.password_file))

    @property
    def where(self) -> tuple[str, ...]:
        return ("--desk", str(self.folder))

    def run(self, *arguments: str | Path, signed: bool = True, asked: str | None = None) -> Said:
        """A command, in this process."""
        words = [str(one) for one in arguments] + list(self.who if signed else ())
        result = CliRunner(env=self.environment).invoke(_program(), words, input=asked, catch_exceptions=True)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.stdout, result.stderr)

    def spawn(
        self,
        *arguments: str | Path,
        signed: bool = True,
        environment: dict[str, str] | None = None,
        before: object = None,
    ) -> Said:
        """A command, as the program it is. No terminal is attached."""
        found = {name: value for name, value in os.environ.items() if name != "CALLBACK_DESK_TEST_KEYRING"}
        found |= self.environment if environment is None else environment
        found["PYTHONPATH"] = str(REPOSITORY)
        words = [str(one) for one in arguments] + list(self.who if signed else ())
        ended = subprocess.run(
            [sys.executable, "-m", "callback_desk", *words],
            cwd=self.folder.parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=found,
            timeout=100,
            check=False,
            preexec_fn=before,  # type: ignore[arg-type]
        )
        return Said(ended.returncode, ended.stdout, ended.stderr)

    def rows(self) -> Snapshot:
        """Every row of the desk but its audit trail and sign-ins, read beside the program."""
        world = World(self.folder, MovedClock(datetime.now(UTC)))
        desk = world.enter(SUPERVISOR)
        try:
            found = snapshot(desk)
        finally:
            world.close()
        for coming_and_going in ("audit_events", "staff"):
            del found[coming_and_going]
        return found

    def trail(self) -> list[str]:
        """The audit trail's events without coming and going."""
        world = World(self.folder, MovedClock(datetime.now(UTC)))
        desk = world.enter(SUPERVISOR)
        try:
            found = events(desk)
        finally:
            world.close()
        return [event for event in found if event not in {"login.ok", "logout", "banner.ack"}]


def last_workday() -> datetime:
    """10:00 in Chicago or a little later, of a Tuesday to Thursday before today without a holiday about it."""
    day = datetime.now(UTC).replace(hour=16, minute=0, second=0, microsecond=0) - timedelta(days=1)
    while day.weekday() not in (1, 2, 3) or (day.month, day.day) in HOLIDAYS or (day.month == 11 and day.day > 21):
        day -= timedelta(days=1)
    return day


def make_terminal_template(folder: Path) -> None:
    """A desk on which one call was made and signed off a few days ago; its case number lies beside it."""
    clock = MovedClock(last_workday())
    make_template(folder, clock)
    world = World(folder, clock)
    try:
        _, call_id = talk(world.enter(RUTH))
        clock.move(minutes=20)
        supervisor = world.enter(SUPERVISOR)
        review_call.sign_off(supervisor, supervisor.new_operation(), [call_id])
        (case,) = review_call.read_call(supervisor, call_id).cases
        folder.with_name("signed-case.txt").write_text(case.number, "utf-8")
        _, open_call = talk(world.enter("Carmen Ibarra"))
        (case,) = review_call.read_call(supervisor, open_call).cases
        folder.with_name("open-case.txt").write_text(case.number, "utf-8")
    finally:
        world.close()

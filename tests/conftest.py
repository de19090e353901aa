"""What every test stands on: no display, no network, no home folder of a person, and no stray message."""

from __future__ import annotations

import functools
import os
import re
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent

# Before the first import of Qt, and inherited by every child process.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["LANGUAGE"] = "en"
os.environ["TZ"] = "Asia/Kathmandu"  # an hour nobody expects, so that a machine's own zone cannot leak in unseen
_HOME = tempfile.TemporaryDirectory(prefix="callback-desk-test-home-", ignore_cleanup_errors=True)
for _name in (
    "HOME",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "XDG_STATE_HOME",
    "XDG_RUNTIME_DIR",
):
    os.environ[_name] = _HOME.name
for _name in ("DBUS_SESSION_BUS_ADDRESS", "CALLBACK_DESK_HOME", "CALLBACK_DESK_TEST_KEYRING"):
    os.environ.pop(_name, None)  # a person's own keyring or desk is never touched

import logging  # noqa: E402  # after the environment is set
import time  # noqa: E402

import hypothesis  # noqa: E402
import pytest  # noqa: E402

from callback_desk.domain.passwords import Blocklist  # noqa: E402
from callback_desk.processes.limits import Limits  # noqa: E402

if hasattr(time, "tzset"):
    time.tzset()

# The usual run draws the same examples on every machine: red means that something changed. A campaign draws anew.
hypothesis.settings.register_profile("usual", deadline=None, max_examples=60, derandomize=True, database=None)
hypothesis.settings.register_profile("campaign", deadline=None, max_examples=2000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--campaign", action="store_true", help="run the long campaigns too (tests marked `slow`)")


def pytest_configure(config: pytest.Config) -> None:
    hypothesis.settings.load_profile("campaign" if config.getoption("--campaign") else "usual")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--campaign"):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="a campaign: run it with --campaign"))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout, absolute."""
    return REPOSITORY


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of sample exports (F1, F2, ...); the test is skipped where there is none."""
    folder = Path(os.environ.get("CALLBACK_DESK_CORPUS") or REPOSITORY.parent / "shared" / "corpus")
    if not folder.is_dir():
        pytest.skip("no corpus here: set CALLBACK_DESK_CORPUS to its folder")
    return folder


@pytest.fixture
def desk_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty private folder for one desk, named as the program's own, with the file keyring of tests."""
    folder = tmp_path / "a desk"  # with a space, as in "Program Files"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("CALLBACK_DESK_HOME", str(folder))
    monkeypatch.setenv("CALLBACK_DESK_TEST_KEYRING", "1")
    return folder


class NetworkUsed(AssertionError):
    """A test, or the program under it, reached for the network."""


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuse every address but a socket file: the program never needs the network to work."""

    def refuse_unless_a_file(name: str) -> None:
        real = getattr(socket.socket, name)

        def guarded(self: socket.socket, *args: object) -> object:
            if self.family != getattr(socket, "AF_UNIX", None):
                raise NetworkUsed(f"socket.{name}: use a fake at the port, tests have no network")
            return real(self, *args)

        patch.setattr(socket.socket, name, guarded)

    def no_lookup(*_args: object, **_kwargs: object) -> object:
        raise NetworkUsed("socket.getaddrinfo: use a fake at the port, tests have no network")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            refuse_unless_a_file(name)
        patch.setattr(socket, "getaddrinfo", no_lookup)
        yield


@pytest.fixture(scope="session", autouse=True)
def _what_the_program_brings_is_read_once() -> Iterator[None]:
    """Scripts, rules and the password blocklist: reading them is most of making a desk, and always the same."""
    from callback_desk import rulebook
    from callback_desk.bootstrap import make, opening

    read: dict[Path, Blocklist] = {}
    blocklist, load = opening.Office.blocklist, rulebook.load
    loaded_once = functools.cache(load)

    def load_once(resources_dir: Path, **of: object) -> rulebook.Rulebook:
        shipped = resources_dir == REPOSITORY / "resources"  # a folder a test made may be changed by it
        return (loaded_once if shipped else load)(resources_dir, **of)

    def read_once(office: opening.Office) -> Blocklist:
        if office.resources not in read:
            read[office.resources] = blocklist(office)
        return read[office.resources]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(make, "compile_script", functools.cache(make.compile_script))
        patch.setattr(opening.Office, "blocklist", read_once)
        patch.setattr(rulebook, "load", load_once)
        yield


class OfAnyDesk(dict[tuple[object, ...], object]):
    """Statements by what they say; the dialect before it in SQLAlchemy's key is another one for each database."""

    def get(self, key: tuple[object, ...], default: object = None) -> object:
        return super().get(key[1:], default)

    def __setitem__(self, key: tuple[object, ...], value: object) -> None:
        super().__setitem__(key[1:], value)


@pytest.fixture(scope="session", autouse=True)
def _a_statement_is_put_into_sql_once() -> Iterator[None]:
    """Every test has a database of its own; putting statements into words was half of the work of a sign-in."""
    from callback_desk.storage import lanes

    with pytest.MonkeyPatch.context() as patch:
        made = functools.partial(lanes.create_engine, execution_options={"compiled_cache": OfAnyDesk()})
        patch.setattr(lanes, "create_engine", made)
        yield


ANEW = ("tests/processes", "tests/bootstrap", "hostile", "tests/faults", "tests/scripts")  # as the program starts them


@pytest.fixture(scope="session", autouse=True)
def _children_are_forked() -> Iterator[None]:
    """Where a test is not about processes, a child is forked from one that has imported everything."""
    if sys.platform != "linux":
        yield
        return
    from callback_desk.processes import spawn
    from tests.forked_children import Forker

    forker, start = Forker(), spawn._start

    def forked_or_not(module: str, limits: Limits, folder: Path | None) -> tuple[object, int | None]:
        test = os.environ.get("PYTEST_CURRENT_TEST", "")
        if any(name in test for name in ANEW):
            return start(module, limits, folder)
        return forker.start(module, limits, spawn._environment(folder), folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spawn, "_start", forked_or_not)
        yield
    forker.close()


class ExpectedLogs(logging.Handler):
    """Collects warnings and worse; whatever no `allow` names fails the test that logged it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self._allowed: list[re.Pattern[str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def allow(self, pattern: str) -> None:
        """Say that lines in which `pattern` (a regular expression) is found are meant in this test."""
        self._allowed.append(re.compile(pattern))

    def unexpected(self) -> list[str]:
        return [line for line in self.lines if not any(p.search(line) for p in self._allowed)]


@pytest.fixture(autouse=True)
def expected_logs() -> Iterator[ExpectedLogs]:
    """Log lines from WARNING up fail the test, unless `expected_logs.allow(pattern)` says they are meant."""
    handler = ExpectedLogs()
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield handler
    finally:
        root.removeHandler(handler)
    unexpected = handler.unexpected()
    if unexpected:
        pytest.fail("unexpected log lines; say expected_logs.allow(...) if they are meant:\n" + "\n".join(unexpected))

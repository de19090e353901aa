"""A child for tests: does what its request says, well or badly. Run as a module, like a real one."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.hostile.watched_parser import listen


def say(**line: object) -> None:
    print(json.dumps(line), flush=True)


def count(request: dict) -> None:
    for number in range(request["to"]):
        sys.stdout.write(json.dumps({"number": number}) + "\n")


def echo(request: dict) -> None:
    say(back=request["text"])


def eat_memory(request: dict) -> None:
    say(number=1)
    hoard = []
    while True:
        hoard.append(bytearray(1 << 20))


def one_huge_piece(request: dict) -> None:
    bytearray(4 << 30)


def native_allocator_gives_up(request: dict) -> None:
    os.write(2, b"memory allocation of 4294967296 bytes failed\n")
    os.abort()


def abort(request: dict) -> None:
    os.abort()


def fail(request: dict) -> None:
    say(number=1)
    raise ValueError("a secret cell of Maria")


def fall_silent(request: dict) -> None:
    say(number=1)
    time.sleep(600)


def dribble(request: dict) -> None:
    """Bytes without end and without a line: activity is not progress."""
    while True:
        sys.stdout.write("x")
        sys.stdout.flush()
        time.sleep(0.01)


def slow_but_alive(request: dict) -> None:
    for number in range(6):
        time.sleep(0.3)
        say(number=number)


def burn(request: dict) -> None:
    say(pid=os.getpid())
    re.match(r"(a+)+$", "a" * 60 + "b")  # holds the interpreter for longer than any test


def not_json(request: dict) -> None:
    print("Traceback: Maria Example")


def not_an_object(request: dict) -> None:
    print("[1]")


def not_a_number(request: dict) -> None:
    print('{"a": NaN}')


def deep(request: dict) -> None:
    print("[" * 200_000)


def half_a_line(request: dict) -> None:
    sys.stdout.write('{"number": 1}\n{"num')


def endless_line(request: dict) -> None:
    while True:
        sys.stdout.write("x" * 65536)


def close_and_stay(request: dict) -> None:
    say(number=1)
    sys.stdout.close()
    time.sleep(600)


def environment(request: dict) -> None:
    say(names=sorted(os.environ), arguments=sys.argv, folder=str(Path.cwd()), temporary=os.environ.get("TMPDIR"))


REACHING_OUT = {
    "a socket": socket.socket,
    "a local socket": lambda: socket.socket(getattr(socket, "AF_UNIX", socket.AF_INET)),
    "a pair of sockets": socket.socketpair,
    "a socket by its number": lambda: socket.socket(fileno=0),
    "a connection": lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
    "an address": lambda: socket.getaddrinfo("localhost", 80),
    "a host": lambda: socket.gethostbyname("localhost"),
    "a host by its number": lambda: socket.gethostbyaddr("127.0.0.1"),
    "the name of a number": lambda: socket.getnameinfo(("127.0.0.1", 80), 0),
    "a page": lambda: urllib.request.urlopen("http://127.0.0.1:9/"),
    "a program": lambda: subprocess.run(["true"], check=False),
    "a command": lambda: os.system("true"),
    "a command that is read": lambda: os.popen("true"),
    "a program instead of this one": lambda: os.execv(sys.executable, ["x"]),
    "a program beside this one": lambda: os.posix_spawn(sys.executable, ["x", "-c", ""], {}),
    "a program that is waited for": lambda: os.spawnv(os.P_WAIT, sys.executable, ["x", "-c", ""]),
    "a copy": os.fork,
    "a copy with a terminal": os.forkpty,
    "a worker": lambda: multiprocessing.get_context("fork").Process(target=print).start(),
}


def reach_out(request: dict) -> None:
    """Try everything, and tell what became of each: the exception's name, or "let through"."""
    became = {}
    for name, attempt in REACHING_OUT.items():
        try:
            attempt()
        except BaseException as error:
            became[name] = type(error.reason if isinstance(error, urllib.error.URLError) else error).__name__
        else:
            became[name] = "let through"
    say(became=became)


def reach_out_unseen(request: dict) -> None:
    tried = listen()
    for attempt in REACHING_OUT.values():
        with contextlib.suppress(BaseException):
            attempt()
    say(tried=tried)


def write_much(request: dict) -> None:
    try:
        with Path("big").open("wb") as file:
            for _ in range(64):
                file.write(b"x" * (1 << 20))
    except OSError as error:
        say(errno=error.errno, written=Path("big").stat().st_size)


def noisy_library(request: dict) -> None:
    os.write(1, b"Warning: from a C library\n")
    say(number=1)


def two_way(request: dict) -> None:
    say(want="token")
    say(got=json.loads(sys.stdin.readline())["token"])


def next_line(request: dict) -> None:
    say(got=sys.stdin.readline())


def leave(request: dict) -> None:
    sys.exit(request["code"])


def main() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        globals()[request["do"]](request)
        if request.get("serve"):
            say(done=True, pid=os.getpid())


if __name__ == "__main__":
    main()

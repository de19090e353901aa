"""No child outlives the program: not when it is killed, not in the middle of a long computation."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PARENT = """
import sys
from callback_desk.processes.limits import Limits
from callback_desk.processes.spawn import run_child
for line in run_child("tests.processes.odd_child", {"do": sys.argv[1]}, limits=Limits(cpu_s=100), stall_s=100,
                      cancelled=lambda: False):
    print(line.get("pid", 0), flush=True)
"""


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_child_that_never_yields_ends_with_its_killed_parent(repository):
    environment = os.environ | {"PYTHONPATH": str(repository)}
    with subprocess.Popen([sys.executable, "-c", PARENT, "burn"], stdout=subprocess.PIPE, env=environment) as parent:
        child_pid = int(parent.stdout.readline())
        assert alive(child_pid)
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
        give_up_at = time.monotonic() + 60
        while alive(child_pid) and time.monotonic() < give_up_at:
            time.sleep(0.02)
        left_over = alive(child_pid)
        if left_over:
            os.kill(child_pid, signal.SIGKILL)
    assert not left_over

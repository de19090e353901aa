"""A child ends with its parent. A pipe that only the parent holds open tells the child when it is gone.

PR_SET_PDEATHSIG is not used: it fires when the *thread* that started the child ends, and ours come and go.
"""

from __future__ import annotations

import os
import sys
import threading


def end_with_parent(lifeline_fd: int, parent_pid: int) -> None:
    """Make this process end when its parent does; `lifeline_fd` is the pipe's reading end (POSIX only).

    On Linux the kernel ends the process even in the middle of a long computation that never lets another
    thread run; elsewhere a thread does it at the next chance.
    """
    if sys.platform == "win32":
        from callback_desk.processes import windows_job

        windows_job.end_with_parent(parent_pid)
    elif sys.platform == "linux":
        _ask_the_kernel(lifeline_fd)
    else:
        threading.Thread(target=_wait_for_the_end, args=(lifeline_fd,), daemon=True).start()


if sys.platform == "linux":

    def _ask_the_kernel(lifeline_fd: int) -> None:
        import fcntl
        import signal

        signal.signal(signal.SIGIO, signal.SIG_DFL)  # ends the process
        fcntl.fcntl(lifeline_fd, fcntl.F_SETOWN, os.getpid())
        flags = fcntl.fcntl(lifeline_fd, fcntl.F_GETFL)
        fcntl.fcntl(lifeline_fd, fcntl.F_SETFL, flags | os.O_ASYNC | os.O_NONBLOCK)
        try:
            os.read(lifeline_fd, 1)
        except BlockingIOError:
            return  # the parent lives and has said nothing, as it should
        os._exit(1)  # it was gone before we could ask to be told


def _wait_for_the_end(lifeline_fd: int) -> None:
    os.read(lifeline_fd, 1)
    os._exit(1)

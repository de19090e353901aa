"""Where every child starts: limits and lifeline first, then the module it was started for, as `python -m` would.

The module reads requests from standard input and writes its answer to standard output, one JSON object a line,
UTF-8. A failure inside it becomes one last line that names the exception and its place, never its message.
"""

from __future__ import annotations

import io
import json
import os
import runpy
import sys
from types import TracebackType

from callback_desk.processes.lifeline import end_with_parent
from callback_desk.processes.limits import OUT_OF_MEMORY_EXIT, Limits, limit_this_process

FAILED_KEY = "child_failed"
WHERE_KEY = "where"
_OURS = "callback_desk."
_REFUSED_EVENTS = frozenset(
    {"socket.__new__", "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}
    | {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
    | {"subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn"}
    | {"os.startfile", "_winapi.CreateProcess"}
)


def main(arguments: list[str]) -> int:
    """Run as `child_main MODULE LIMITS LIFELINE_FD PARENT_PID`. Returns the exit code of the process."""
    module, limits_text, lifeline_fd, parent_pid = arguments
    if getattr(sys, "frozen", False) and not module.startswith(_OURS):
        return 2
    end_with_parent(int(lifeline_fd), int(parent_pid))
    limit_this_process(Limits.from_text(limits_text))
    sys.addaudithook(_refuse_the_outside)
    answers = _take_standard_output()
    sys.argv = [module]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except MemoryError:
        os._exit(OUT_OF_MEMORY_EXIT)  # tidying up would need memory
    except BaseException as error:
        answers.write(json.dumps({FAILED_KEY: type(error).__name__, WHERE_KEY: _place(error.__traceback__)}) + "\n")
        return 1
    finally:
        answers.flush()
    return 0


def _take_standard_output() -> io.TextIOWrapper:
    """Keep the pipe for answers; what a C library prints goes to standard error instead."""
    answers_fd = os.dup(1)
    os.dup2(2, 1)
    answers = os.fdopen(answers_fd, "w", encoding="utf-8", newline="\n")
    sys.stdout = answers
    sys.stdin = os.fdopen(0, encoding="utf-8", newline="\n", closefd=False)
    return answers


def _place(trace: TracebackType | None) -> str:
    place = ""
    while trace is not None:
        file_name = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
        place = f"{file_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _refuse_the_outside(event: str, _details: tuple[object, ...]) -> None:
    if event in _REFUSED_EVENTS:
        raise PermissionError(f"{event}: a child has neither network nor other programs")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

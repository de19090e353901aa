"""How a child can end badly. No sentences and no text of the child: what is said to a person is the caller's."""

from __future__ import annotations

import signal
from enum import StrEnum

from callback_desk.processes.limits import OUT_OF_MEMORY_EXIT


class FailureKind(StrEnum):
    CRASHED = "crashed"
    OUT_OF_MEMORY = "out_of_memory"
    TIMED_OUT = "timed_out"
    CANCELLED = "cancelled"
    GARBAGE = "garbage"


class ChildFailed(Exception):
    """A child gave no whole answer.

    `error` is the name of the exception that ended the child and `where` its place ("sniff.py:40"), both empty
    when not known. They may go into a log; a message of the exception never leaves the child.
    """

    def __init__(self, kind: FailureKind, module: str, *, error: str = "", where: str = "") -> None:
        super().__init__(" ".join(part for part in (module, kind.value, error, where) if part))
        self.kind = kind
        self.module = module
        self.error = error
        self.where = where


_ALLOCATORS_LAST_WORDS = (b"memory allocation of", b"MemoryError", b"bad_alloc", b"out of memory", b"Cannot allocate")
_SIGXCPU = getattr(signal, "SIGXCPU", None)
_SIGKILL = getattr(signal, "SIGKILL", None)
_WINDOWS_NO_MEMORY = 0xC0000017  # STATUS_NO_MEMORY
_WINDOWS_JOB_TIME_UP = 0x00000718  # ERROR_NOT_ENOUGH_QUOTA, with which a job ends a process past its time


def kind_of_exit(returncode: int, last_words: bytes) -> FailureKind:
    """Tell a failed exit apart. `last_words` is the end of the child's standard error, read here and dropped."""
    if returncode in (OUT_OF_MEMORY_EXIT, _WINDOWS_NO_MEMORY):
        return FailureKind.OUT_OF_MEMORY
    if (_SIGXCPU is not None and returncode == -_SIGXCPU) or returncode == _WINDOWS_JOB_TIME_UP:
        return FailureKind.TIMED_OUT
    if _SIGKILL is not None and returncode == -_SIGKILL:
        return FailureKind.OUT_OF_MEMORY  # we did not send it, so the kernel did, for want of memory
    if any(words in last_words for words in _ALLOCATORS_LAST_WORDS):
        return FailureKind.OUT_OF_MEMORY
    return FailureKind.CRASHED

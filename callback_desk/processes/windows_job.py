"""Windows: a job object holds a child to its limits, and a handle on the parent tells when it is gone.

The child makes the job itself: the python.exe of a virtual environment is a launcher, and the process the parent
started is not the one that does the work.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    import os
    import threading
    from ctypes import wintypes

    _LIMIT_PROCESS_TIME = 0x0002
    _LIMIT_PROCESS_MEMORY = 0x0100
    _LIMIT_DIE_ON_UNHANDLED_EXCEPTION = 0x0400  # no dialog waits for a click
    _EXTENDED_LIMIT_INFORMATION = 9
    _SYNCHRONIZE = 0x00100000
    _INFINITE = 0xFFFFFFFF
    _TICKS_PER_S = 10_000_000  # the job counts in 100 ns

    class _BasicLimits(ctypes.Structure):
        _fields_ = [
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        ]

    class _ExtendedLimits(ctypes.Structure):
        _fields_ = [
            ("BasicLimitInformation", _BasicLimits),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        ]

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateJobObjectW.restype = wintypes.HANDLE
    _kernel.GetCurrentProcess.restype = wintypes.HANDLE
    _kernel.OpenProcess.restype = wintypes.HANDLE
    _kernel.OpenProcess.argtypes = [wintypes.DWORD, wintypes.BOOL, wintypes.DWORD]
    _kernel.WaitForSingleObject.argtypes = [wintypes.HANDLE, wintypes.DWORD]
    _kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
    _kernel.SetInformationJobObject.argtypes = [wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD]

    def hold_this_process(*, memory_bytes: int, cpu_s: int) -> None:
        """Put the running process into a job of its own. The handle stays open for the life of the process."""
        limits = _ExtendedLimits()
        limits.BasicLimitInformation.LimitFlags = (
            _LIMIT_PROCESS_MEMORY | _LIMIT_PROCESS_TIME | _LIMIT_DIE_ON_UNHANDLED_EXCEPTION
        )
        limits.BasicLimitInformation.PerProcessUserTimeLimit = cpu_s * _TICKS_PER_S
        limits.ProcessMemoryLimit = memory_bytes
        job = _kernel.CreateJobObjectW(None, None)
        done = job and _kernel.SetInformationJobObject(
            job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), ctypes.sizeof(limits)
        )
        if not done or not _kernel.AssignProcessToJobObject(job, _kernel.GetCurrentProcess()):
            raise OSError(ctypes.get_last_error(), "no job object for this child")

    def end_with_parent(parent_pid: int) -> None:
        """Leave as soon as the process `parent_pid` has ended; at once when it has already."""
        parent = _kernel.OpenProcess(_SYNCHRONIZE, False, parent_pid)

        def wait() -> None:
            if parent:
                _kernel.WaitForSingleObject(parent, _INFINITE)
            os._exit(1)

        threading.Thread(target=wait, daemon=True).start()

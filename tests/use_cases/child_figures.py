"""What the processes of an import have taken: processor time, which a busy machine does not change."""

from __future__ import annotations

import sys
import time


def spent() -> float:
    """Processor seconds of this process and of every child that has ended and was waited for."""
    if sys.platform == "win32":
        return time.process_time()  # of this process alone: Windows keeps no sum over children
    import resource

    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)

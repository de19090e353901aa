"""One measured line, and the machine it was measured on."""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. `aim` is said in words; `met` is None where there is none or nothing was measured."""

    part: str
    what: str
    value: float | None  # None: not available
    unit: str
    aim: str = ""
    met: bool | None = None
    note: str = ""

    @property
    def shown(self) -> str:
        if self.value is None:
            return "not available"
        digits = 0 if abs(self.value) >= 100 else 1 if abs(self.value) >= 10 else 2 if abs(self.value) >= 0.1 else 3
        return f"{self.value:,.{digits}f} {self.unit}".strip()

    @property
    def verdict(self) -> str:
        return {True: "met", False: "NOT met", None: ""}[self.met]

    def to_dict(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the parts are told: a folder for everything they make, and how much of it."""

    folder: Path
    rows: int  # of the import
    waiting: int  # callbacks, for the claim
    listed: int  # callbacks, for the call list
    quick: bool
    big: bool = False  # a list of a million, too

    def times(self, usual: int) -> int:
        """How often something is repeated."""
        return max(usual // 5, 5) if self.quick else usual


Part = Callable[[Settings], list[Line]]


def at_most(part: str, what: str, value: float, unit: str, limit: float, note: str = "") -> Line:
    return Line(part, what, value, unit, f"at most {limit:g} {unit}".strip(), value <= limit, note)


def at_least(part: str, what: str, value: float, unit: str, limit: float, note: str = "") -> Line:
    return Line(part, what, value, unit, f"at least {limit:g} {unit}".strip(), value >= limit, note)


def p50(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def p99(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.99))]


def ms_of(work: Callable[[], object]) -> float:
    """How long one call takes, milliseconds of the wall clock."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def cpu_ms_of(work: Callable[[], object]) -> float:
    """How long one call keeps this process's processor, milliseconds: for a machine that does other things, too."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def machine(folder: Path) -> dict[str, object]:
    """What the numbers depend on; fsync is the median of 50 synced writes of 4 kB in `folder`, milliseconds."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count() or 0,
        "python": sys.version.split()[0],
        "fsync_ms": round(_fsync_ms(folder), 3),
        "load": load(),
    }


def load() -> float | None:
    """Processes that wanted a core in the last minute; None where the system does not say."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _fsync_ms(folder: Path) -> float:
    path = folder / "fsync"
    with path.open("wb", buffering=0) as file:

        def write() -> None:
            file.write(bytes(4096))
            os.fsync(file.fileno())

        found = [ms_of(write) for _ in range(50)]
    path.unlink()
    return p50(found)

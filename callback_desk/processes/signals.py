"""Which signals ask this program to end; those it was told to ignore (`nohup`, a background job) stay ignored."""

from __future__ import annotations

import signal


def signals_not_ignored(*names: str) -> tuple[signal.Signals, ...]:
    """The signals of these names that this system has and that nobody told us to ignore."""
    found = (getattr(signal, name, None) for name in names)  # Windows has no SIGHUP
    return tuple(
        number for number in found if isinstance(number, signal.Signals) and signal.getsignal(number) != signal.SIG_IGN
    )

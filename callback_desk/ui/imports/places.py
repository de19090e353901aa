"""Where the import wizard can be, and which of its four steps that is."""

from __future__ import annotations

from enum import IntEnum

STEPS = ("Choose", "Match columns", "Check", "Import")


class Place(IntEnum):
    """Pages of the wizard, in the order of its stack."""

    CHOOSE = 0
    MATCH = 1
    CHECK = 2
    BUSY = 3
    REPORT = 4
    TYPE = 5


STEP_OF = {Place.CHOOSE: 0, Place.MATCH: 1, Place.CHECK: 2, Place.REPORT: 3}

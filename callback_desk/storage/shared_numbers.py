"""Numbers an import gives for more than one person: a warning, for nobody is merged or stopped by it."""

from __future__ import annotations

from itertools import groupby

from callback_desk.domain.import_rows import SharedNumbers
from callback_desk.domain.phone import NotDiallable
from callback_desk.storage.engine import driver_errors
from callback_desk.storage.scratch import ScratchDesk

_EXAMPLES = 5
# Numbers that cannot be rung from here may still be somebody's: they are compared as they were written.
_WRITTEN = (NotDiallable.NOT_VALID.value, NotDiallable.NO_AREA_CODE.value)


def shared_numbers(scratch: ScratchDesk) -> SharedNumbers:
    """After `compare`: people as it found them, so one person on two reports shares nothing."""
    with driver_errors():
        found = scratch.connection.execute(
            "WITH given AS (SELECT '+' AS kind, e164 AS number, row_id FROM phones WHERE e164 IN "
            "(SELECT e164 FROM phones WHERE e164 <> '' GROUP BY e164 HAVING count(*) > 1) "
            "UNION ALL SELECT '?', original, row_id FROM phones WHERE e164 = '' AND why_not IN (?, ?)), "
            "people AS (SELECT g.kind, g.number, r.person, min(r.line) AS line FROM given g "
            "JOIN rows r ON r.id = g.row_id WHERE r.person IS NOT NULL AND r.name_key <> '' GROUP BY 1, 2, 3), "
            "counted AS (SELECT kind, number, person, line, count(*) OVER (PARTITION BY kind, number) AS people, "
            "min(line) OVER (PARTITION BY kind, number) AS first FROM people) "
            "SELECT first, kind || number, line, row_number() OVER (PARTITION BY person) = 1 FROM counted "
            "WHERE people > 1 ORDER BY 1, 2, 3",
            _WRITTEN,
        )
        numbers, people = 0, 0
        examples: list[tuple[int, ...]] = []
        for _, rows in groupby(found, key=lambda row: (row[0], row[1])):
            numbers += 1
            lines = []
            for _, _, line, met_first in rows:
                lines.append(int(line))
                people += int(met_first)
            if len(examples) < _EXAMPLES:
                examples.append(tuple(lines))
    return SharedNumbers(numbers, people, tuple(examples))

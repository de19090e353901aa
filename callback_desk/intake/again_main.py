"""What runs in a child to read rows of a file again: a request in, the text of a CSV out, no key, no network.

`python -m callback_desk.intake.again_main`. Lines: {"kind": "text"|"progress"|"done"|"refused", ...}. Exit code 0
after "done" or "refused" (a refusal is an answer), 2 when the request itself is damaged.
"""

from __future__ import annotations

import csv
import gc
import io
import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, TextIO

from callback_desk.domain.errors import DeskBug, ImportRefused
from callback_desk.domain.rows_to_correct import RowsWanted
from callback_desk.intake.child_lines import SignOfLife, say
from callback_desk.intake.opening import open_source
from callback_desk.intake.request import ReadRequest
from callback_desk.intake.rows_again import rows_again

_TEXT_CHARS = 65_536


def request_of(read: ReadRequest, wanted: RowsWanted) -> dict[str, object]:
    """What `main` reads."""
    return {**read.to_dict(), "notes": wanted.notes, "places": wanted.places}


def main(stdin: TextIO, stdout: BinaryIO) -> int:
    """Answer one request. Nothing of the file goes to standard error: a log may be made of it."""
    try:
        data = json.load(stdin)
        sign = SignOfLife(stdout)
        read, wanted = replace(ReadRequest.from_dict(data), tick=sign), _wanted(data)
    except (DeskBug, ValueError, TypeError, KeyError) as error:
        say(stdout, {"kind": "refused", "code": "E00", "sentence": "The reader was not asked properly."})
        sys.stderr.write(f"damaged request: {type(error).__name__}\n")
        return 2
    try:
        source = open_source(Path(read.path), read)
        text = io.StringIO(newline="")
        sheet = csv.writer(text, quoting=csv.QUOTE_ALL)  # or a spreadsheet of another country parts cells at `;`
        rows = -1  # the headings are no row
        for cells in rows_again(source, read.limits, wanted, sign):
            sheet.writerow(cells)
            rows += 1
            if text.tell() >= _TEXT_CHARS:
                _hand_over(text, stdout)
        _hand_over(text, stdout)
        say(stdout, {"kind": "done", "rows": rows})
    except ImportRefused as refused:
        say(stdout, {"kind": "refused", "code": refused.code, "sentence": refused.sentence})
    stdout.flush()
    return 0


def _wanted(data: Mapping[str, object]) -> RowsWanted:
    notes, places = data["notes"], data["places"]
    assert isinstance(notes, list)
    assert isinstance(places, list)
    return RowsWanted(
        tuple((str(wrong), str(to_do)) for wrong, to_do in notes),
        tuple((str(sheet), int(line), int(note)) for sheet, line, note in places),
    )


def _hand_over(text: io.StringIO, stdout: BinaryIO) -> None:
    # Half of a character pair is no character, and no file can hold it.
    say(stdout, {"kind": "text", "text": text.getvalue().encode("utf-8", "replace").decode("utf-8")})
    text.seek(0)
    text.truncate()


if __name__ == "__main__":
    gc.disable()  # rows are trees: reference counting frees them
    sys.exit(main(sys.stdin, sys.stdout.buffer))

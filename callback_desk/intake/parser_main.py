"""What runs in the parser child: a request on standard input, JSON lines on standard output, no key, no network.

`python -m callback_desk.intake.parser_main`. Lines: {"kind": "look"|"rows"|"progress"|"done"|"refused", ...}.
Exit code 0 after "done" or "refused" (a refusal is an answer), 2 when the request itself is damaged.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import BinaryIO, TextIO

from callback_desk.domain.errors import DeskBug, ImportRefused
from callback_desk.domain.incident import Candidate, RowProblem
from callback_desk.domain.layout import MappingGuess
from callback_desk.domain.offenses import OffenseTable
from callback_desk.intake.child_lines import SignOfLife, say
from callback_desk.intake.codec import Wire, candidate_to_wire, problem_to_wire, rows_line
from callback_desk.intake.reading import FileCounts, Progress, look, read_file
from callback_desk.intake.request import ReadRequest, guess_to_dict

_BLOCK_ROWS = 500


def main(stdin: TextIO, stdout: BinaryIO) -> int:
    """Answer one request. Nothing of the file goes to standard error: a log may be made of it."""
    try:
        request = replace(ReadRequest.from_dict(json.load(stdin)), tick=SignOfLife(stdout))
        offenses = OffenseTable.from_dict(request.offenses) if request.mode == "rows" else None
    except (DeskBug, ValueError) as error:
        say(stdout, {"kind": "refused", "code": "E00", "sentence": "The parser was not asked properly."})
        sys.stderr.write(f"damaged request: {type(error).__name__}\n")
        return 2
    try:
        if offenses is None:
            say(stdout, {"kind": "look", **guess_to_dict(look(request))})
            say(stdout, {"kind": "done"})
        else:
            _send_rows(request, offenses, stdout)
    except ImportRefused as refused:
        say(stdout, {"kind": "refused", "code": refused.code, "sentence": refused.sentence})
    except MemoryError:
        sentence = "This file needs more memory than a list of people does. Nothing was imported."
        say(stdout, {"kind": "refused", "code": "E10", "sentence": sentence})
    stdout.flush()
    return 0


def _send_rows(request: ReadRequest, offenses: OffenseTable, stdout: BinaryIO) -> None:
    rows: list[Wire] = []
    problems: list[Wire] = []
    for item in read_file(request, offenses):
        if isinstance(item, Candidate):
            rows.append(candidate_to_wire(item))
        elif isinstance(item, RowProblem):
            problems.append(problem_to_wire(item))
        elif isinstance(item, MappingGuess):
            say(stdout, {"kind": "look", **guess_to_dict(item)})
        elif isinstance(item, Progress):
            say(stdout, {"kind": "progress", "rows": item.rows, "share": round(item.share, 4)})
            stdout.flush()
        if len(rows) + len(problems) >= _BLOCK_ROWS or (isinstance(item, FileCounts) and (rows or problems)):
            stdout.write(rows_line(rows, problems) + b"\n")
            rows, problems = [], []
        if isinstance(item, FileCounts):
            say(stdout, _done(item))


def _done(counts: FileCounts) -> Mapping[str, object]:
    phones = counts.phones
    return {
        "kind": "done",
        "rows": counts.rows,
        "table_rows": counts.table_rows,
        "candidates": counts.candidates,
        "problems": counts.problems,
        "blank_lines": counts.blank_lines,
        "total_lines": counts.total_lines,
        "phones": {
            "diallable": phones.diallable,
            "distinct": phones.distinct,
            "undiallable": phones.undiallable,
            "blank": phones.blank,
        },
    }


if __name__ == "__main__":
    # A row's values are a tree: reference counting frees them, and the collector's walks are time lost.
    gc.disable()
    sys.exit(main(sys.stdin, sys.stdout.buffer))

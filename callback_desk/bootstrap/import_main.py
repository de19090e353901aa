"""What runs in the import's own process: it has the desk's key, reads the desk and writes only staged rows.

Requests and answers are JSON lines (see `import_run`). The parser is another process, without any key; a line of
its rows comes here through the parent, which does not read it, always behind a request of the parent's own: nothing
the parser writes is ever taken for a request. Whatever ends this process, the scratch file's key is gone with it.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime, time
from pathlib import Path
from time import monotonic
from typing import TextIO
from zoneinfo import ZoneInfo

from callback_desk import rulebook
from callback_desk.bootstrap.import_answers import GARBAGE
from callback_desk.domain.calling_hours import DayHours
from callback_desk.domain.errors import DeskBug, DeskError, DeskFault, DiskFull
from callback_desk.domain.ids import BatchId
from callback_desk.domain.import_rows import PreviewRow
from callback_desk.domain.incident import BatchCounts
from callback_desk.intake.codec import candidate_from_wire, problem_from_wire, problem_to_wire, rows_of_line
from callback_desk.rulebook import Rulebook
from callback_desk.storage.engine import Key
from callback_desk.storage.loading import Loader
from callback_desk.storage.scratch import ScratchDesk
from callback_desk.storage.shared_numbers import shared_numbers
from callback_desk.use_cases.import_judge import RowJudge
from callback_desk.use_cases.import_prepare import add_block, sort_all
from callback_desk.use_cases.ports_import import Block

_PREVIEW_EACH = 50
_ALIVE_EVERY_S = 2.0
_PROBLEM_BLOCK = 2_000
Line = dict[str, object]


class ImportProcess:
    """One import at a time, from `begin` to `end`."""

    def __init__(self) -> None:
        self._scratch: ScratchDesk | None = None
        self._loader: Loader | None = None
        self._book: Rulebook | None = None
        self._judge: RowJudge | None = None
        self._live = Path()
        self._key = Key(bytes(32))
        self._as_of = date.min
        self._seen = 0

    def answer(self, request: Mapping[str, object], more: Iterator[str], say: TextIO) -> None:
        """Do one thing and say at least the line with "done". `more` are the lines behind the request."""
        match request.get("do"):
            case "begin":
                self._begin(request)
                _say(say, {"done": True})
            case "rows":
                self._rows(more, say)
            case "sort":
                self._open_scratch().tell_while_working(_SignOfLife(say))
                self._sort(str(request["file_sha256"]), bring_back=request["bring_back"] is True)
                scratch = self._open_scratch()
                counts = counts_to_dict(scratch.counts())
                rows = [_preview_row(row) for row in scratch.preview_rows(each=_PREVIEW_EACH)]
                reasons = [[one.pile.value, one.reason, one.rows] for one in scratch.reasons()]
                _say(say, {"done": True, "counts": counts, "rows": rows, "reasons": reasons})
            case "problems":
                self._problems(say)
            case "shared":
                _say(say, {"done": True, **asdict(shared_numbers(self._open_scratch()))})
            case "plan":
                _say(say, {"done": True, "people": self._plan(request)})
            case "step":
                _say(say, {"done": True, "staged": self._open_loader().step()})
            case "end":
                self.close()
                _say(say, {"done": True})
            case other:
                raise DeskBug(f"the import process was asked for {str(other)[:20]}")

    def _begin(self, request: Mapping[str, object]) -> None:
        self.close()
        self._live, self._key = Path(str(request["live"])), Key(bytes.fromhex(str(request["key"])))
        now, zone = datetime.fromisoformat(str(request["now"])), str(request["zone"])
        today = now.astimezone(ZoneInfo(zone)).date()
        book = rulebook.load(Path(str(request["resources"])), on=today, region=str(request["region"]))
        limits = request["tightened"]
        assert isinstance(limits, dict)
        rules = book.rules.tightened(**{str(name): int(amount) for name, amount in limits.items()})
        self._book = replace(book, rules=rules, offenses=rules.offenses)
        days = request["closed_days"]
        assert isinstance(days, list)
        closed = frozenset(date.fromisoformat(str(day)) for day in days)
        self._as_of = date.fromisoformat(str(request["as_of"]))
        decent = request["decent"]
        assert isinstance(decent, list)
        opens, closes = (time.fromisoformat(str(one)) for one in decent)
        hours = replace(self._book.hours, floor=DayHours(opens, closes))
        self._judge = RowJudge(self._book.rules, hours, closed, now=now, as_of=self._as_of, zone=zone)
        self._scratch = ScratchDesk(Path(str(request["scratch"])), live=self._live, live_key=self._key)
        self._seen = 0

    def _rows(self, more: Iterator[str], say: TextIO) -> None:
        assert self._judge is not None
        try:
            rows, problems = rows_of_line(next(more))
        except ValueError:
            _say(say, {"done": True, "refused": GARBAGE})
            return
        self._seen += len(rows) + len(problems)
        block = Block(
            [candidate_from_wire(row) for row in rows], [problem_from_wire(one) for one in problems], self._seen
        )
        add_block(block, self._open_scratch(), self._judge)
        _say(say, {"done": True, "seen": self._seen})

    def _sort(self, file_sha256: str, *, bring_back: bool) -> None:
        assert self._book is not None
        assert self._judge is not None
        scratch, book = self._open_scratch(), self._book
        sort_all(scratch, self._judge, book.rules, book.matching, file_sha256=file_sha256, bring_back=bring_back)

    def _problems(self, say: TextIO) -> None:
        block: list[object] = []
        for problem in self._open_scratch().problems():
            block.append(problem_to_wire(problem))
            if len(block) >= _PROBLEM_BLOCK:
                _say(say, {"problems": block})
                block = []
        _say(say, {"problems": block})
        _say(say, {"done": True})

    def _plan(self, request: Mapping[str, object]) -> int:
        scratch = self._open_scratch()
        scratch.rest()
        self._loader = Loader(self._live, self._key, scratch.path, scratch.key)
        now = datetime.fromisoformat(str(request["now"]))
        return self._loader.begin(BatchId(int(str(request["batch"]))), now, self._as_of)

    def _open_scratch(self) -> ScratchDesk:
        if self._scratch is None:
            raise DeskBug("the import process has not begun")
        return self._scratch

    def _open_loader(self) -> Loader:
        if self._loader is None:
            raise DeskBug("the import process has no plan")
        return self._loader

    def close(self) -> None:
        if self._loader is not None:
            self._loader.close()
            self._loader = None
        if self._scratch is not None:
            self._scratch.close()
            self._scratch = None


class _SignOfLife:
    """A line every few seconds of a long step: a million rows take their time, and only silence is a stall."""

    def __init__(self, say: TextIO) -> None:
        self._say = say
        self._last_s = monotonic()

    def __call__(self) -> None:
        now_s = monotonic()
        if now_s - self._last_s >= _ALIVE_EVERY_S:
            self._last_s = now_s
            _say(self._say, {"alive": True})


def counts_to_dict(counts: BatchCounts) -> Line:
    """A batch's counts as JSON; `counts_from_dict` of `import_answers` reads it."""
    phones = counts.phones
    return {
        "rows_in": counts.rows_in,
        "piles": {pile.value: count for pile, count in counts.piles.items()},
        "reasons": dict(counts.reasons),
        "phones": [phones.diallable, phones.distinct, phones.undiallable, phones.blank],
    }


def _preview_row(row: PreviewRow) -> list[object]:
    return [row.line, row.sheet, row.pile.value, row.name, row.reason, row.column, row.rule, row.value]


def _say(say: TextIO, line: Line) -> None:
    say.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
    say.flush()


def _refusal(error: DeskError) -> Line:
    kind = "full" if isinstance(error, DiskFull) else "fault" if isinstance(error, DeskFault) else "bug"
    return {"done": True, "refused": kind, "code": error.code, "sentence": error.sentence}


def main() -> int:
    """Serve until standard input ends."""
    process = ImportProcess()
    try:
        for line in sys.stdin:
            try:
                process.answer(json.loads(line), sys.stdin, sys.stdout)
            except DeskError as error:
                _say(sys.stdout, _refusal(error))
    finally:
        process.close()
    return 0


if __name__ == "__main__":
    # As in the parser: rows are trees, reference counting frees them, and the collector's walks are time lost.
    gc.disable()
    sys.exit(main())

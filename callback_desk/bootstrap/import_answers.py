"""Values out of the JSON lines the import's own process answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from callback_desk.domain.import_rows import Preview, PreviewRow, ReasonCount
from callback_desk.domain.incident import BatchCounts, PhoneCounts, Pile

GARBAGE = "garbage"  # said of a line of the parser that is no line of rows


def counts_from_dict(value: object) -> BatchCounts:
    """What `import_main.counts_to_dict` wrote."""
    assert isinstance(value, dict)
    piles = {Pile(str(pile)): whole(count) for pile, count in value["piles"].items()}
    reasons = {str(reason): whole(count) for reason, count in value["reasons"].items()}
    return BatchCounts(whole(value["rows_in"]), piles, reasons, PhoneCounts(*(whole(n) for n in value["phones"])))


def phones_from_dict(value: object) -> PhoneCounts:
    if not isinstance(value, dict):
        return PhoneCounts()
    return PhoneCounts(*(whole(value[name]) for name in ("diallable", "distinct", "undiallable", "blank")))


def preview_row(row: object) -> PreviewRow:
    assert isinstance(row, list)
    line, sheet, pile, name, reason, column, rule, value = row
    return PreviewRow(
        whole(line),
        str(sheet or ""),
        Pile(str(pile)),
        str(name),
        str(reason or ""),
        str(column),
        str(rule),
        str(value),
    )


def preview_of(answer: Mapping[str, object], phones: PhoneCounts | None) -> Preview:
    """What the import process says of the sorted rows; `phones` are those of a file, as its parser counted them."""
    counts = counts_from_dict(answer["counts"])
    rows, reasons = answer["rows"], answer["reasons"]
    assert isinstance(rows, list)
    assert isinstance(reasons, list)
    return Preview(
        counts if phones is None else replace(counts, phones=phones),
        tuple(preview_row(row) for row in rows),
        reasons=tuple(
            ReasonCount(Pile(str(pile)), str(reason), whole(many))
            for pile, reason, many in reasons
            if pile != Pile.QUEUED.value
        ),
    )


def whole(value: object) -> int:
    assert isinstance(value, int)
    return value

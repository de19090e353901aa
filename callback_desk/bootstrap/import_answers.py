"""Values out of the JSON lines the import's own process answers with."""

from __future__ import annotations

from callback_desk.domain.import_rows import PreviewRow
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


def whole(value: object) -> int:
    assert isinstance(value, int)
    return value

"""The functions a script may call, with the fewest and most values each takes; -1 is "any number"."""

from __future__ import annotations

NATIVE = {
    "not": (1, 1), "true": (0, 0), "false": (0, 0), "boolean": (1, 1), "contains": (2, 2), "starts-with": (2, 2),
    "substring": (2, 3), "substring-before": (2, 2), "substring-after": (2, 2), "translate": (3, 3),
    "normalize-space": (0, 1), "string-length": (0, 1), "floor": (1, 1), "ceiling": (1, 1), "count": (1, 1),
    "sum": (1, 1), "last": (0, 0), "string": (0, 1), "name": (0, 1), "local-name": (0, 1),
}  # fmt: skip
ODK = {
    "if": (3, 3), "coalesce": (2, -1), "once": (1, 1), "selected": (2, 2), "selected-at": (2, 2),
    "count-selected": (1, 1), "jr:choice-name": (2, 2), "concat": (1, -1), "join": (2, -1), "regex": (2, 2),
    "substr": (2, 3), "ends-with": (2, 2), "number": (0, 1), "int": (1, 1), "round": (1, 2), "abs": (1, 1),
    "pow": (2, 2), "sqrt": (1, 1), "min": (1, -1), "max": (1, -1), "count-non-empty": (1, 1),
    "boolean-from-string": (1, 1), "today": (0, 0), "now": (0, 0), "date": (1, 1), "date-time": (1, 1),
    "format-date": (2, 2), "format-date-time": (2, 2), "decimal-date-time": (1, 1), "decimal-time": (1, 1),
    "indexed-repeat": (3, 3),
    "position": (0, 1), "current": (0, 0), "instance": (1, 1), "pulldata": (4, 4),
}  # fmt: skip

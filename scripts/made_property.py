"""What a made export says of property, plates, witnesses and cameras, with the truth of each row."""

from __future__ import annotations

import random
from collections.abc import Mapping

#: Columns a file may have besides; every one of them is blank in many rows.
ALREADY = (
    "Property Description",
    "Serial Number",
    "Property Status",
    "License Plate",
    "VIN",
    "Witnesses",
    "Video",
    "Photos Taken",
    "Suspect Description",
    "Point of Entry",
)
#: Where the truth of a row lies beside its cells; no column is called so.
TRUTH = "(already)"

# How a cell words it, the kinds of things in it, and how many of them carry a number.
_THINGS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("Trek mountain bike, red", ("bicycle",), 1),
    ("LAPTOP COMPUTER; SILVER NECKLACE", ("jewelry", "laptop"), 1),
    ("iPhone 14 and a wallet", ("bag", "phone"), 1),
    ("04 - Bicycles", ("bicycle",), 1),
    ("Cordless drill / table saw", ("tools",), 1),
    ("Cash from the register", ("money",), 0),
    ("Samsung flat screen TV, Xbox", ("game_console", "television"), 2),
    ("Grandmother's quilt", ("other",), 0),
    ("Packages from the porch", ("package",), 0),
    ("Catalytic converter", ("vehicle_parts",), 0),
)
_NOTHING = ("", "", "None", "N/A", "Unknown")
_GONE = ("Recovered", "Seized", "5", "Found Property")
_MISSED = ("", "Stolen", "7", "Damaged", "Stolen/Etc")
_ANSWERS: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "Witnesses": ("witness", (("Yes", "+"), ("2", "+"), ("No", "-"), ("0", "-"), ("Unknown", ""), ("", ""))),
    "Video": ("camera", (("Y", "+"), ("N", "-"), ("Doorbell across the street", "+"), ("", ""), ("UNK", ""))),
    "Photos Taken": ("photo", (("Yes", "+"), ("No", "-"), ("", ""))),
    "Suspect Description": ("suspect", (("Tall, gray hooded jacket", "+"), ("None", "-"), ("", ""))),
    "Point of Entry": ("entry", (("Rear window", "+"), ("", ""), ("Unknown", ""))),
}


def property_cells(chance: random.Random) -> dict[str, str]:
    """Cells for the columns of ALREADY, and under TRUTH the line the program should make of them."""
    cells = dict.fromkeys(ALREADY, "")
    said: list[str] = []
    if chance.random() < 0.6:
        said += _things(chance, cells)
    else:
        cells["Property Description"] = chance.choice(_NOTHING)
    if chance.random() < 0.2:
        cells["License Plate"] = f"{chance.randint(1, 9)}QZ {chance.randint(1000, 9999)}"
        said.append("plate")
    if chance.random() < 0.1:
        cells["VIN"] = "".join(chance.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(17))
        said.append("vin")
    no: list[str] = []
    for column, (known, choices) in _ANSWERS.items():
        cells[column], sign = chance.choice(choices)
        said += [known] if sign == "+" else []
        no += [f"-{known}"] if sign == "-" else []
    items = sorted(word for word in said if word.startswith("item:"))
    rest = sorted(word for word in said if not word.startswith("item:"))
    return {**cells, TRUTH: " ".join([*items, *rest, *sorted(no)])}


def _things(chance: random.Random, cells: dict[str, str]) -> list[str]:
    text, kinds, carry = chance.choice(_THINGS)
    cells["Property Description"] = text
    if chance.random() < 0.15:
        cells["Property Status"] = chance.choice(_GONE)
        return []
    cells["Property Status"] = chance.choice(_MISSED)
    if chance.random() >= 0.4:
        return [f"item:{kind}" for kind in kinds]
    numbers = chance.choice((1, 2))
    cells["Serial Number"] = "; ".join(f"WX{chance.randint(10_000, 99_999)}" for _ in range(numbers))
    if carry and numbers >= carry:
        marked = {"bicycle", "laptop", "phone", "tools", "game_console", "television"}
        return [f"item:{kind}{'#' if kind in marked else ''}" for kind in kinds]
    return [*(f"item:{kind}" for kind in kinds), "serial"]

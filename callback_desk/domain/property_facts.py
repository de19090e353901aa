"""One article of property as it goes into a property system, and what can be read of it in a volunteer's line.

The parts are those of a property entry (NIBRS data elements 14 to 17; NCIC article and vehicle files: make, model,
serial or owner-applied number, VIN, plate). A guess is only ever a proposal: a person confirms it beside the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

from callback_desk.domain.errors import DeskFault

LONGEST_PART: Final = 120  # characters of one part
MOST_ARTICLES: Final = 12  # of one line
_MOST_OF_ONE: Final = 9_999


class IdType(StrEnum):
    """What an identifier is; "" when nobody said."""

    NONE = ""
    SERIAL = "serial"
    OWNER_MARK = "owner_mark"
    FRAME = "frame"
    IMEI = "imei"
    VIN = "vin"
    PLATE = "plate"
    RECEIPT = "receipt"

    @property
    def words(self) -> str:
        """As it stands before the identifier; "" for NONE."""
        return _ID_WORDS[self]


_ID_WORDS: Final = {
    IdType.NONE: "",
    IdType.SERIAL: "Serial",
    IdType.OWNER_MARK: "Owner mark",
    IdType.FRAME: "Frame",
    IdType.IMEI: "IMEI",
    IdType.VIN: "VIN",
    IdType.PLATE: "Plate",
    IdType.RECEIPT: "Receipt",
}


@dataclass(frozen=True, slots=True)
class PropertyFact:
    """One article, or several alike. Every part is kept letter by letter as it was given; "" is one nobody named."""

    quantity: int = 1
    kind: str = ""
    maker: str = ""
    model: str = ""
    id_type: IdType = IdType.NONE
    identifier: str = ""
    color: str = ""
    value: str = ""
    read_back: bool = False

    @property
    def empty(self) -> bool:
        """Whether it says nothing that could be entered."""
        return not any((self.kind, self.maker, self.model, self.identifier))


def checked(fact: PropertyFact) -> PropertyFact:
    """The same without blanks around its parts. Raises DeskFault for one that cannot be entered or printed."""
    if not 1 <= fact.quantity <= _MOST_OF_ONE:
        raise DeskFault("How many: write a number from 1 on.", code="quantity")
    parts = {field.name: str(getattr(fact, field.name)).strip() for field in fields(fact) if field.type == "str"}
    if any(len(part) > LONGEST_PART for part in parts.values()):
        raise DeskFault(f"Write at most {LONGEST_PART} letters for one part of an article.", code="part_too_long")
    clean = PropertyFact(quantity=fact.quantity, id_type=fact.id_type, read_back=fact.read_back, **parts)
    if clean.empty:
        raise DeskFault("Write what it is, its maker or its number. Nothing was kept.", code="article_empty")
    if clean.id_type is not IdType.NONE and not clean.identifier:
        raise DeskFault("Write the number, or choose that there is none.", code="identifier")
    return clean


_NUMBERED = r"[A-Za-z0-9](?:[A-Za-z0-9/._-]*[A-Za-z0-9])?"
_IS = r"(?:\s*(?:numbers?|no\.?|nr\.?|code|#))?\s*(?::|#|=|\bis\b|\bwas\b|\breads\b)?\s*"
_SPACED_DIGITS = re.compile(r"(?<![\w-])\d{2}(?:[ -]?\d){12,13}(?![\w-])")  # an IMEI as it is printed on a box
_WHOLE_VIN = re.compile(r"(?<![\w-])[A-HJ-NPR-Z0-9]{17}(?![\w-])", re.IGNORECASE)
_LABELS: Final = tuple(
    (kind, re.compile(rf"(?<!\w){label}(?!\w){_IS}(?P<it>{_NUMBERED})", re.IGNORECASE))
    for kind, label in (
        (IdType.VIN, r"vin"),
        (IdType.IMEI, r"imei"),
        (IdType.FRAME, r"frame"),
        (IdType.OWNER_MARK, r"(?:owner[- ](?:mark|applied)|engraved(?: with| on it)?|engraving|property mark)"),
        (IdType.PLATE, r"(?:licen[cs]e plate|license tag|plates?|tag)"),
        (IdType.RECEIPT, r"receipt"),
        (IdType.SERIAL, r"(?:serial(?: numbers?)?|s/n|sn|ser\.?)"),
    )
)
_KINDS: Final = (
    "catalytic converter", "circular saw", "chain saw", "chainsaw", "game console", "lawn mower", "mountain bike",
    "mobile phone", "cell phone", "hard drive", "wedding ring", "outboard motor", "leaf blower", "license plate",
    "laptop", "notebook", "computer", "tablet", "ipad", "iphone", "smartphone", "phone", "television", "tv", "monitor",
    "camera", "lens", "console", "headphones", "earbuds", "speaker", "printer", "drone", "watch", "ring", "necklace",
    "bracelet", "earrings", "jewelry", "e-bike", "ebike", "bicycle", "bike", "scooter", "motorcycle", "trailer",
    "truck", "van", "car", "drill", "saw", "generator", "compressor", "tool box", "toolbox", "wheels", "tires",
    "guitar", "amplifier", "keyboard", "violin", "pistol", "rifle", "shotgun", "revolver", "purse", "wallet",
    "backpack", "stroller", "package",
)  # fmt: skip
_MAKERS: Final = (
    "Milwaukee", "Specialized", "Cannondale", "Chevrolet", "Microsoft", "Panasonic", "Kawasaki", "Husqvarna",
    "Lenovo", "Samsung", "Motorola", "Garmin", "DeWalt", "Makita", "Toyota", "Hyundai", "Nissan", "Subaru", "Suzuki",
    "Yamaha", "Fender", "Gibson", "Schwinn", "Google", "Toshiba", "Philips", "Nintendo", "Rolex", "Seiko", "Casio",
    "Canon", "Nikon", "Apple", "Bosch", "Ryobi", "Stihl", "Honda", "Dodge", "Mazda", "Giant", "Asus", "Acer", "Sony",
    "Dell", "Bose", "Trek", "Ford", "Jeep", "GoPro", "Glock", "Vizio", "HP", "LG", "JBL", "DJI", "BMW", "Kia",
)  # fmt: skip
_COLORS: Final = (
    "black", "white", "silver", "gray", "grey", "blue", "red", "green", "yellow", "orange", "brown", "gold", "pink",
    "purple", "beige", "tan", "copper", "bronze",
)  # fmt: skip
_COUNTS: Final = {
    word: number
    for number, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=2)
}


def _one_of(words: tuple[str, ...], *, plural: bool = False) -> re.Pattern[str]:
    ending = "(?:e?s)?" if plural else ""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(word) for word in words)}){ending}(?![\w-])", re.IGNORECASE)


_KIND, _MAKER, _COLOR = _one_of(_KINDS, plural=True), _one_of(_MAKERS), _one_of(_COLORS)
_VALUE = re.compile(r"\$ ?\d[\d,]*(?:\.\d\d)?(?!\d)|(?<![\w.,])\d[\d,]*(?:\.\d\d)? dollars\b", re.IGNORECASE)
_MODEL_WORD = re.compile(r"\s+([A-Z0-9][\w./-]*)")
_BETWEEN = r"(?:\s+(?!(?:the|a|an|his|her|my|our|their|this|that)\b)[a-z-]+){0,2}"  # "two black cordless drills"
_COUNT = re.compile(rf"(?<![\w.,$-])(\d{{1,3}}|{'|'.join(_COUNTS)})(?: x)?{_BETWEEN}\s+$", re.IGNORECASE)
_MODEL_WORDS: Final = 3
_SHORTEST: Final = 4  # letters and digits of an identifier


def guess(text: str, *, read_back: bool = False) -> PropertyFact:
    """What a line seems to say of an article, to be confirmed. Every part stands in `text` letter by letter.

    What is not plainly there is left empty: prose behind "serial number" without a digit is no identifier.
    """
    id_type, identifier = _identifier(text)
    rest = text.replace(identifier, "\n", 1) if identifier else text  # nothing of a number is read twice
    kind = _KIND.search(rest)
    maker, model = _made_by(rest)
    color, value = _COLOR.search(rest), _VALUE.search(rest)
    return PropertyFact(
        quantity=_quantity(rest[: kind.start()]) if kind else 1,
        kind=kind.group() if kind else "",
        maker=maker,
        model=model,
        id_type=id_type,
        identifier=identifier,
        color=color.group() if color else "",
        value=value.group() if value else "",
        read_back=read_back,
    )


def _identifier(text: str) -> tuple[IdType, str]:
    for found in _SPACED_DIGITS.finditer(text):
        if is_imei(found.group()):
            return IdType.IMEI, found.group()
    for found in _WHOLE_VIN.finditer(text):
        if is_vin(found.group()):
            return IdType.VIN, found.group()
    for id_type, label in _LABELS:
        for found in label.finditer(text):
            if _like_a_number(found["it"]):
                return id_type, found["it"]
    before, colon, after = text.rpartition(":")
    last = after.strip().rstrip(".")
    if colon and before.strip() and re.fullmatch(_NUMBERED, last) and _like_a_number(last):
        return IdType.NONE, last
    return IdType.NONE, ""


def _like_a_number(token: str) -> bool:
    return sum(char.isalnum() for char in token) >= _SHORTEST and any(char.isdigit() for char in token)


def _made_by(text: str) -> tuple[str, str]:
    """Maker and the words of a model right behind it."""
    maker = _MAKER.search(text)
    if maker is None:
        return "", ""
    at, words = maker.end(), 0
    while words < _MODEL_WORDS and (word := _MODEL_WORD.match(text, at)) is not None:
        if any(known.match(word[1]) for known in (_KIND, _COLOR, _VALUE)):
            break
        at, words = word.end(), words + 1
        if word[1][-1] in ".":
            break
    return maker.group(), text[maker.end() : at].strip().rstrip(".")


def _quantity(before: str) -> int:
    found = _COUNT.search(before)
    if found is None:
        return 1
    word = found[1].casefold()
    return _COUNTS.get(word) or max(1, int(word))


def is_imei(text: str) -> bool:
    """Fifteen digits whose last is right (Luhn; 3GPP TS 23.003, annex B)."""
    digits = [int(char) for char in text if char.isascii() and char.isdigit()]
    if len(digits) != 15 or len(set(digits)) == 1:
        return False
    doubled = [sum(divmod(digit * 2, 10)) if index % 2 else digit for index, digit in enumerate(digits)]
    return sum(doubled) % 10 == 0


_VIN_VALUES: Final = {
    **{str(number): number for number in range(10)},
    **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
    **dict(zip("JKLMN", range(1, 6), strict=True)),
    "P": 7,
    "R": 9,
    **dict(zip("STUVWXYZ", range(2, 10), strict=True)),
}
_VIN_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def is_vin(text: str) -> bool:
    """Seventeen letters and digits whose ninth is right (49 CFR 565.15)."""
    letters = text.upper()
    if len(letters) != len(_VIN_WEIGHTS) or any(letter not in _VIN_VALUES for letter in letters):
        return False
    left = sum(_VIN_VALUES[letter] * weight for letter, weight in zip(letters, _VIN_WEIGHTS, strict=True)) % 11
    return letters[8] == ("X" if left == 10 else str(left))

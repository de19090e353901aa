"""Signs that a number, an address or a name is also somebody else's; the keys the set steps compare by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from callback_desk.domain.incident import PersonName, Role, Sign

_NOT_ALNUM = re.compile(r"[\W_]+")
_STREET = {
    "street": "st",
    "avenue": "ave",
    "av": "ave",
    "road": "rd",
    "drive": "dr",
    "boulevard": "blvd",
    "lane": "ln",
    "court": "ct",
    "place": "pl",
    "circle": "cir",
    "parkway": "pkwy",
    "highway": "hwy",
    "terrace": "ter",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "apartment": "apt",
    "unit": "apt",
    "suite": "apt",
    "ste": "apt",
    "number": "apt",
    "no": "apt",
}
# ASCII in one step: capitals small, everything that is no letter or digit a blank.
_FOLD = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128)) + bytes(128)
_SUFFIX = frozenset({"jr", "sr", "ii", "iii", "iv"})


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """Lower case without accents, punctuation as blanks: "José O'Neil" is "jose oneil"."""
    if text.isascii():
        return " ".join(text.encode().translate(_FOLD, b"'").decode().split())
    decomposed = unicodedata.normalize("NFKD", text)
    text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(_NOT_ALNUM.sub(" ", text.casefold().replace("'", "").replace("’", "")).split())


def name_key(name: PersonName) -> str:
    """Surname and first given name, folded: equal keys may be one person, unequal ones need a second look.

    "" when there is no surname with a given name: such a name never links anything.
    """
    last, first = _surname(name.last), _given(name.first)
    if last and first:
        return f"{last}|{first}"
    return f"org|{folded(name.organization)}" if name.organization else ""


@lru_cache(maxsize=65_536)
def _surname(last: str) -> str:
    return " ".join(word for word in folded(last).split() if word not in _SUFFIX)


@lru_cache(maxsize=65_536)
def _given(first: str) -> str:
    return folded(first).split(" ")[0]


def address_key(address: str) -> str:
    """A street address folded, with the usual abbreviations; "" when it names no house ("Homeless", "Unknown")."""
    # A town has thousands of addresses and hundreds of streets: what stands behind the house number is kept.
    house, _, street = address.partition(" ")
    (one, digit), (other, another) = _address_part(house), _address_part(street)
    key = f"{one} {other}" if one and other else one or other
    return key if (digit or another) and " " in key else ""


@lru_cache(maxsize=65_536)
def _address_part(text: str) -> tuple[str, bool]:
    """A piece of an address as `address_key` has it, and whether there is a digit in it."""
    key = " ".join(_STREET.get(word, word) for word in folded(text).split())
    return key, any(letter.isdigit() for letter in key)


def case_key(case_number: str) -> str:
    """A report number as a key: without case, blanks and outer marks; leading zeros count.

    A suffix letter (25-000001A) marks a supplement to the same case and is left off.
    """
    key = "".join(case_number.upper().split()).strip("#")
    return re.sub(r"^(\d{2}-?\d{5,})[A-Z]$", r"\1", key)


def row_signs(
    own_numbers: tuple[str, ...],
    other_numbers: tuple[tuple[Role, str], ...],
    *,
    address: str,
    suspect_address: str,
    name: PersonName,
    suspect_name: PersonName | None,
) -> frozenset[Sign]:
    """What one row says against its own person's number, address or name. Numbers are E.164."""
    signs: set[Sign] = set()
    if any(role is Role.SUSPECT and number in own_numbers for role, number in other_numbers):
        signs.add(Sign.SUSPECT_NUMBER)
    if suspect_address and address and (key := address_key(suspect_address)) and key == address_key(address):
        signs.add(Sign.SUSPECT_ADDRESS)
    if suspect_name is not None:
        if (key := name_key(suspect_name)) and key == name_key(name):
            signs.add(Sign.ALSO_SUSPECT)
        elif _shares_surname(name, suspect_name):
            signs.add(Sign.SUSPECT_SURNAME)
    return frozenset(signs)


def _shares_surname(name: PersonName, suspect_name: PersonName) -> bool:
    """Victim and suspect have one surname: perhaps a family, for a person to judge."""
    return bool(name.last and suspect_name.last) and _surname(name.last) == _surname(suspect_name.last)

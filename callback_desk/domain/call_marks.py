"""The form of what a line may hold: VIN, IMEI, card, plate, serial number. It says what to ask, and changes nothing.

A number that was misheard is worse than none: an investigator looks for the wrong car. So what has a check digit is
checked while the person is still on the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class MarkKind(StrEnum):
    VIN = "vin"
    IMEI = "imei"
    CARD = "card"  # a whole card number: it must not be kept
    CARD_TAIL = "card_tail"
    PLATE = "plate"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class Mark:
    """One identifier found in a line, as it was typed. `sentence` says whether it fits and what to do."""

    kind: MarkKind
    text: str
    fits: bool
    sentence: str


_VIN: Final = re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])[A-Za-z0-9]{17}\b")
_SAID_VIN: Final = re.compile(r"\bVIN\b\W*(?:is|number|no)?\W*([A-Za-z0-9]{5,25})\b", re.IGNORECASE)
_VIN_IN_PARTS: Final = re.compile(
    r"\bVIN\b\W*(?:is|number|no)?\W*([A-Za-z0-9]{1,16}(?:[ -][A-Za-z0-9]{1,16}){1,16})", re.IGNORECASE
)
_WHOLE_IN_PARTS: Final = re.compile(r"[A-Za-z0-9]{13}\d{4}")  # the last four of a VIN are digits: 49 CFR 565.13(d)
_SAID_IMEI: Final = re.compile(r"\bIMEI\b\W*(?:is|number|no|es)?\W*(\d(?:[ -]?\d){4,24})(?![\w-])", re.IGNORECASE)
_DIGITS: Final = re.compile(r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])")
# As cards are printed, with whatever was typed between the parts; beside it may stand when the card runs out.
_APART: Final = r"[^\w\n]{1,2}"
_AS_PRINTED: Final = tuple(  # one may begin inside another: a telephone number stands before or behind a card
    re.compile(rf"(?<!\d)(?=({_APART.join(parts)})(?!\d))")
    for parts in (
        (r"\d{13,19}",),
        (r"\d{4}",) * 4,
        (*(r"\d{4}",) * 4, r"\d{3}"),
        (r"\d{4}", r"\d{6}", r"\d{4,5}"),
    )
)
_TAIL: Final = re.compile(
    r"\b(?:card|tarjeta|visa|mastercard|amex)\b[^.;]*?\b(?:ending|ends|termina)\b\D{0,6}(\d+)", re.IGNORECASE
)
_PLATE: Final = re.compile(
    r"\b(?:license plates?|plates?|placas?|tag number)\b\W*(?:is|number|no)?\W*"
    r"((?=[A-Za-z -]*\d)[A-Za-z0-9]+(?:[ -][A-Za-z0-9]*\d[A-Za-z0-9]*)*)",
    re.IGNORECASE,
)
_SERIAL: Final = re.compile(
    r"\b(?:serial|serie|s/n)\b[^\d.;]*?[\s:#]((?=[A-Za-z-]*\d)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)", re.IGNORECASE
)

# 49 CFR 565.15(c): the value of each letter, the weight of each place; the ninth is the check digit.
_VALUES: Final = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True))
_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_LONG: Final = 17
_PLATE_MOST: Final = 8
_TAIL_LONG: Final = 4
_IMEI_LONG: Final = 15
_IMEI_WITH_VERSION_LONG: Final = 16  # IMEISV: without a check digit


def marks_in(text: str) -> tuple[Mark, ...]:
    """Every identifier of a line that has a form, in the order of the kinds; the same text comes once."""
    found: list[Mark] = []
    vins = [match.group() for match in _VIN.finditer(text)]
    vins += _vins_in_parts(text) or [
        match.group(1) for match in _SAID_VIN.finditer(text) if any(letter.isdigit() for letter in match.group(1))
    ]
    found += [_vin(one) for one in vins]
    found += [_card(text[start:end]) for start, end in _cards(text)]
    for match in _DIGITS.finditer(text):
        found += _imei(match.group())
    found += [_short_imei(match.group(1)) for match in _SAID_IMEI.finditer(text) if _not_imei_long(match.group(1))]
    found += [_tail(match.group(1)) for match in _TAIL.finditer(text)]
    found += [_plate(match.group(1).strip()) for match in _PLATE.finditer(text)]
    found += [_serial(match.group(1)) for match in _SERIAL.finditer(text)]
    return tuple({(mark.kind, mark.text): mark for mark in found}.values())


def without_cards(text: str) -> str:
    """The line with every whole card number cut to its last four digits."""

    for start, end in reversed(_cards(text)):
        text = f"{text[:start]}ending {_plain(text[start:end])[-4:]}{text[end:]}"
    return text


def vin_fits(vin: str) -> bool:
    """Whether 17 letters and digits have the check digit of 49 CFR 565.15(c). Cars of other markets may have none."""
    whole = vin.upper()
    if len(whole) != _VIN_LONG or any(one not in _VALUES and not one.isdigit() for one in whole):
        return False
    total = sum(
        weight * (int(one) if one.isdigit() else _VALUES[one]) for one, weight in zip(whole, _WEIGHTS, strict=True)
    )
    return whole[8] == ("X" if total % 11 == 10 else str(total % 11))


def luhn_fits(digits: str) -> bool:
    """The check digit of ISO/IEC 7812, used by cards and by IMEI (3GPP TS 23.003)."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if index % 2 else 1)
        total += value - 9 if value > 9 else value
    return bool(digits) and total % 10 == 0


def _plain(digits: str) -> str:
    return re.sub(r"\D", "", digits)


def _vin(text: str) -> Mark:
    plain = _without_breaks(text)
    if len(plain) != _VIN_LONG:
        return Mark(MarkKind.VIN, text, False, f"A VIN has 17 letters and digits, this one has {len(plain)}.")
    if any(letter in "IOQ" for letter in plain.upper()):
        return Mark(MarkKind.VIN, text, False, "A VIN has no I, O or Q. Ask for 1 or 0.")
    if vin_fits(plain):
        return Mark(MarkKind.VIN, text, True, "VIN: the check digit fits.")
    return Mark(MarkKind.VIN, text, False, "VIN: the check digit does not fit. Read it back, letter by letter.")


def _vins_in_parts(text: str) -> list[str]:
    """VINs that were typed with blanks or hyphens between their parts, as they stand."""
    found = []
    for match in _VIN_IN_PARTS.finditer(text):
        said = match.group(1)
        ends = [at for at in range(1, len(said) + 1) if at == len(said) or said[at] in " -"]
        whole = (said[:at] for at in ends)
        found += [
            one for one in whole if _WHOLE_IN_PARTS.fullmatch(_without_breaks(one)) and _without_breaks(one) != one
        ]
    return found


def _without_breaks(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


def _cards(text: str) -> list[tuple[int, int]]:
    """Where whole card numbers stand, first to last; none lies in another."""
    found: list[tuple[int, int]] = []
    spans = [match.span() for match in _DIGITS.finditer(text)]
    spans += [match.span(1) for shape in _AS_PRINTED for match in shape.finditer(text)]
    for start, end in spans:
        if _is_card(_plain(text[start:end])) and not any(start < last and first < end for first, last in found):
            found.append((start, end))
    return sorted(found)


def _card(text: str) -> Mark:
    return Mark(MarkKind.CARD, text, False, "This looks like a whole card number. Only its last 4 digits may be kept.")


def _imei(text: str) -> list[Mark]:
    plain = _plain(text)
    if len(plain) != _IMEI_LONG or _is_card(plain):
        return []
    if luhn_fits(plain):
        return [Mark(MarkKind.IMEI, text, True, "IMEI: the check digit fits.")]
    return [
        Mark(MarkKind.IMEI, text, False, "15 digits, as an IMEI has, but the check digit does not fit. Read it back.")
    ]


def _not_imei_long(text: str) -> bool:
    return len(_plain(text)) not in (_IMEI_LONG, _IMEI_WITH_VERSION_LONG)


def _short_imei(text: str) -> Mark:
    return Mark(MarkKind.IMEI, text, False, f"An IMEI has 15 digits, this one has {len(_plain(text))}.")


def _is_card(plain: str) -> bool:
    """By the number ranges of the big card networks and the check digit. An IMEI has 15 digits and another start."""
    two, four = int(plain[:2]), int(plain[:4])
    length = len(plain)
    known = (
        (plain[0] == "4" and length in (13, 16, 19))
        or (length == 16 and (51 <= two <= 55 or 2221 <= four <= 2720 or 3528 <= four <= 3589))
        or (length == 15 and two in (34, 37))
        or (length in (16, 19) and (four == 6011 or two == 65 or 644 <= int(plain[:3]) <= 649 or two == 62))
        or (length == 14 and (two in (36, 38) or 300 <= int(plain[:3]) <= 305))
    )
    return known and luhn_fits(plain)


def _tail(text: str) -> Mark:
    fits = len(text) == _TAIL_LONG
    sentence = "Card: the last 4 digits." if fits else f"The end of a card is 4 digits, this is {len(text)}."
    return Mark(MarkKind.CARD_TAIL, text, fits, sentence)


def _plate(text: str) -> Mark:
    long = sum(letter.isalnum() for letter in text)
    if long > _PLATE_MOST:
        return Mark(MarkKind.PLATE, text, False, f"A plate has at most 8 letters and digits, this has {long}.")
    return Mark(MarkKind.PLATE, text, True, "Plate: ask which state, and whether it is the whole plate.")


def _serial(text: str) -> Mark:
    unclear = sorted({letter for letter in text.upper() if letter in "OIL"})
    if unclear:
        named = " and ".join(unclear)
        return Mark(MarkKind.SERIAL, text, False, f"Serial: is {named} a letter, or a digit that looks like it?")
    return Mark(MarkKind.SERIAL, text, True, "Serial: read it back in groups of three.")

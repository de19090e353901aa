"""Telephone numbers: the one place that asks libphonenumber."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType, timezone


class PhoneKind(StrEnum):
    HOME = "home"
    MOBILE = "mobile"
    WORK = "work"
    SAFE = "safe"  # the person said this one is safe: preferred, and no message on the others
    OTHER = "other"


class NotDiallable(StrEnum):
    """Why a number cannot be rung. Each has a sentence in the problem catalogue."""

    NOT_A_NUMBER = "not_a_number"
    NO_AREA_CODE = "no_area_code"
    NOT_VALID = "not_valid"
    EMERGENCY = "emergency"
    PREMIUM = "premium"
    DIRECTORY = "directory"
    POLICE = "police"
    RUN_TOGETHER = "run_together"
    SHORTENED = "shortened"  # a spreadsheet turned it into 1.23E+11
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    e164: str  # "+13125550142"; at most 15 digits (ITU-T E.164)
    extension: str = ""


@dataclass(frozen=True, slots=True)
class FoundPhone:
    """One number out of a cell. `number` is None when it cannot be rung; `original` is always the cell's text."""

    original: str
    number: PhoneNumber | None
    kind: PhoneKind = PhoneKind.OTHER
    why_not: NotDiallable | None = None
    note: str = ""  # "husband, after 5", as written
    whose: str = ""  # "husband": somebody else's hand on this line


_NANP_TEXT = re.compile(
    r"(?:\+?1[ .\-]*)?\(?([2-9][0-9]{2})\)?[ .\-/]*([0-9]{3})[ .\-]*([0-9]{4})"
)  # the usual spellings of a number of the North American plan
_EXTENSION = re.compile(r"[\s,;]*(?:x|ext\.?|extn\.?|extension|#|,,|;ext=)[\s:.]*([0-9]{1,7})\s*$", re.I)
_SCIENTIFIC = re.compile(r"([0-9])(?:[.,]([0-9]+))?[eE]\+?([0-9]{1,2})")
_FLOAT = re.compile(r"([0-9]{7,15})\.0+")
_DATE_LIKE = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T].*)?")
_LETTER = re.compile(r"[^\W\d_]")
_DIGITS = re.compile(r"[0-9]+")

_EMERGENCY = frozenset({"911", "112", "999", "988", "000", "110", "118", "119", "933"})
_SERVICE = frozenset({"211", "311", "411", "511", "611", "711", "811"})
_POLICE_SHORT = frozenset({"101"})  # UK, police non-emergency
# Services of the United Kingdom: 105 power cut, 111 health, 116… help lines, 118… directory, 159 banks, 1471 last call.
_GB_SERVICE = re.compile(r"105|111|116\d{3}|118\d{3}|123|1470|1471|1571|159")
_GB_EMERGENCY = re.compile(r"18000")  # 999 by text relay
_GB_DRAMA = re.compile(r"7700900\d{3}")  # Ofcom: kept for drama, never given out; callable as 555-01xx is
_RUN_TOGETHER_DIGITS = 14  # two numbers of seven; E.164 ends at 15 only with a "+"
_SATELLITE = ("881", "882", "883", "870")


@lru_cache(maxsize=32)
def country_code(region: str) -> int:
    """The calling code of a region (ISO 3166-1 alpha-2), 0 for a region unknown to libphonenumber."""
    return int(phonenumbers.country_code_for_region(region))


@lru_cache(maxsize=262_144)
def _nanp_block(area_and_exchange: str) -> NotDiallable | None:
    """Verdict on a block of 10,000 numbers, asked of libphonenumber once.

    In the North American plan validity and type hang on the first six digits (a test walks the metadata);
    asking per block instead of per number is what makes a big import fast, and copies no metadata.
    """
    parsed = phonenumbers.parse("+1" + area_and_exchange + "0100")
    if not phonenumbers.is_valid_number(parsed):
        return NotDiallable.NOT_VALID
    if area_and_exchange.endswith("976"):  # pay-per-call in every area code
        return NotDiallable.PREMIUM
    if phonenumbers.number_type(parsed) == PhoneNumberType.PREMIUM_RATE:
        return NotDiallable.PREMIUM
    return None


def _nanp_number(area_code: str, exchange: str, line: str, extension: str) -> PhoneNumber | NotDiallable:
    if exchange == "555" and line == "1212":
        return NotDiallable.DIRECTORY
    refused = _nanp_block(area_code + exchange)
    if refused is not None:
        return refused
    return PhoneNumber("+1" + area_code + exchange + line, extension)


def read_number(phone_text: str, region: str, area_code: str = "") -> PhoneNumber | NotDiallable:
    """Read one number as somebody typed it, e.g. "(312) 555-0142 x7"; says why when it cannot be rung.

    region is the desk's (ISO 3166-1 alpha-2), used when the text has no "+"; area_code completes seven-digit
    numbers of the North American plan. 555-0100 to 555-0199 of a valid area code are callable. Never raises.
    Source: ITU-T E.164 for the length, libphonenumber's metadata for the rest.
    """
    if country_code(region) == 1:
        found = _NANP_TEXT.fullmatch(phone_text)
        if found is not None:
            return _nanp_number(found[1], found[2], found[3], "")
    return _read_slowly(phone_text, region, area_code)


@lru_cache(maxsize=65_536)
def _read_slowly(phone_text: str, region: str, area_code: str) -> PhoneNumber | NotDiallable:
    text = _western_digits(phone_text).strip()
    extension = ""
    with_extension = _EXTENSION.search(text)
    if with_extension is not None and with_extension.start() > 0:
        extension = with_extension[1]
        text = text[: with_extension.start()].strip()
    text = undo_float(text)
    if _SCIENTIFIC.fullmatch(text):
        return NotDiallable.SHORTENED
    digits = "".join(_DIGITS.findall(text))
    if (refused := _refused_at_sight(text, digits, region)) is not None:
        return refused
    international = text.startswith(("+", "00", "011"))
    if country_code(region) == 1 and not international:
        return _read_nanp(digits, area_code, extension)
    if len(digits) >= _RUN_TOGETHER_DIGITS and not international:
        return NotDiallable.RUN_TOGETHER
    return _ask_library(text, region, extension)


def _read_nanp(digits: str, area_code: str, extension: str) -> PhoneNumber | NotDiallable:
    if len(digits) >= _RUN_TOGETHER_DIGITS:
        return NotDiallable.RUN_TOGETHER
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    if len(digits) == 7:
        if digits == "5551212":
            return NotDiallable.DIRECTORY
        if not area_code:
            return NotDiallable.NO_AREA_CODE
        digits = area_code + digits
    if len(digits) != 10:
        return NotDiallable.NOT_VALID
    return _nanp_number(digits[:3], digits[3:6], digits[6:], extension)


def _refused_at_sight(text: str, digits: str, region: str) -> NotDiallable | None:
    if not digits or _DATE_LIKE.fullmatch(text) or "@" in text:
        return NotDiallable.NOT_A_NUMBER
    if _LETTER.search(text):
        return NotDiallable.LETTERS if len(digits) >= 3 else NotDiallable.NOT_A_NUMBER
    return _short_number(digits, region)


def _short_number(digits: str, region: str) -> NotDiallable | None:
    if digits in _EMERGENCY or (len(digits) <= 4 and phonenumbers.is_emergency_number(digits, region)):
        return NotDiallable.EMERGENCY
    if digits in _SERVICE:
        return NotDiallable.DIRECTORY
    if digits in _POLICE_SHORT:
        return NotDiallable.POLICE
    if region == "GB" and _GB_SERVICE.fullmatch(digits):
        return NotDiallable.DIRECTORY
    if region == "GB" and _GB_EMERGENCY.fullmatch(digits):
        return NotDiallable.EMERGENCY
    return NotDiallable.NOT_VALID if len(digits) < 7 and country_code(region) == 1 else None


def _ask_library(text: str, region: str, extension: str) -> PhoneNumber | NotDiallable:
    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return NotDiallable.NOT_A_NUMBER
    if str(parsed.country_code).startswith(_SATELLITE):
        return NotDiallable.PREMIUM
    if not phonenumbers.is_valid_number(parsed) and not _is_gb_drama(parsed):
        return NotDiallable.NOT_VALID
    if phonenumbers.number_type(parsed) == PhoneNumberType.PREMIUM_RATE:
        return NotDiallable.PREMIUM
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if e164.startswith("+1") and len(e164) == 12:
        return _nanp_number(e164[2:5], e164[5:8], e164[8:], extension)
    return PhoneNumber(e164, extension or (parsed.extension or ""))


def _is_gb_drama(parsed: phonenumbers.PhoneNumber) -> bool:
    return parsed.country_code == 44 and _GB_DRAMA.fullmatch(str(parsed.national_number)) is not None


def _western_digits(text: str) -> str:
    """Arabic-Indic, full-width and other decimal digits as 0-9; the full-width plus as "+"."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else ("+" if letter == "\uff0b" else letter)
        for letter in text
    )


def undo_float(text: str) -> str:
    """A number a spreadsheet kept as a number, as it was typed: "3125550142.0", "3.125550142E9".

    A scientific number that lost digits (5.55E+09) comes back as it is.
    """
    if (as_float := _FLOAT.fullmatch(text)) is not None:
        return as_float[1]
    if (scientific := _SCIENTIFIC.fullmatch(text)) is not None:
        decimals = (scientific[2] or "").rstrip("0")
        exponent = int(scientific[3])
        # A telephone number seldom ends in more than two zeros: fewer decimals are digits lost, not zeros.
        if exponent - 2 <= len(decimals) <= exponent and 6 <= exponent <= 14:
            return (scientific[1] + decimals).ljust(exponent + 1, "0")
    return text


def zone_of(number: str) -> tuple[str, ...]:
    """IANA time zones a number (E.164) may lie in; empty when unknown.

    A mobile keeps its code when its owner moves: a default to show, not a fact.
    """
    if number.startswith("+1") and len(number) == 12:
        return _nanp_zone(number[:8])  # zones hang on six digits, as the type does (a test walks the metadata)
    return _zone_of(number)


@lru_cache(maxsize=262_144)
def _nanp_zone(block: str) -> tuple[str, ...]:
    return _zone_of(block + "0100")


@lru_cache(maxsize=65_536)
def _zone_of(number: str) -> tuple[str, ...]:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ()
    return tuple(name for name in timezone.time_zones_for_number(parsed) if name != "Etc/Unknown")


def dial_text(number: str, desk_prefix: str = "", region: str = "US") -> str:
    """What fingers press, in groups: "9 1 312 555 0142". desk_prefix gets an outside line ("9"), or is "".

    number is E.164; region is the desk's, so that a foreign number gets its way out of the country.
    """
    groups = _groups(number, region)
    return " ".join(([desk_prefix] if desk_prefix else []) + groups)


@lru_cache(maxsize=4_096)
def _cached_groups(number: str, region: str) -> tuple[str, ...]:
    if number.startswith("+1") and len(number) == 12 and country_code(region) == 1:
        return ("1", number[2:5], number[5:8], number[8:])
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return (number,)
    if parsed.country_code == country_code(region):
        shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    else:
        shown = phonenumbers.format_out_of_country_calling_number(parsed, region)
    return tuple(_DIGITS.findall(shown))


def _groups(number: str, region: str) -> list[str]:
    return list(_cached_groups(number, region))


def display_text(number: str, region: str = "US") -> str:
    """A number as people of the region write it: "(312) 555-0142"; E.164 text that cannot be read comes back."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    own = parsed.country_code == country_code(region)
    style = phonenumbers.PhoneNumberFormat.NATIONAL if own else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(parsed, style))


def spoken(number: str, region: str = "US") -> str:
    """For a screen reader: digits one by one in groups, "1, 3 1 2, 5 5 5, 0 1 4 2"."""
    return ", ".join(" ".join(group) for group in _groups(number, region))


def usable_area_code(area_code: str, region: str) -> bool:
    """Whether seven-digit numbers may be completed with it; "" is no area code and always fine."""
    if not area_code:
        return True
    return country_code(region) == 1 and len(area_code) == 3 and _nanp_block(area_code + "555") is None


def police_numbers(phone_texts: Iterable[str], region: str, area_code: str = "") -> frozenset[str]:
    """The agency's own numbers in E.164; what cannot be read is left out."""
    read = (read_number(text, region, area_code) for text in phone_texts)
    return frozenset(number.e164 for number in read if isinstance(number, PhoneNumber))

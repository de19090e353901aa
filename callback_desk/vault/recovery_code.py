"""The printed recovery code: 130 random bits that a person can copy from paper."""

from __future__ import annotations

from dataclasses import dataclass

from callback_desk.domain.errors import WrongPassword
from callback_desk.vault.secret import RandomSource

# Crockford's alphabet: no I, L, O, U. https://www.crockford.com/base32.html
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
_SYMBOLS = 26  # 26 x 5 bits = 130 bits; ASVS 6.5.2 asks 112 where no slow hash is used
_GROUPS = (5, 5, 5, 6, 6)
GROUP_COUNT = len(_GROUPS)
_PRIMITIVE = 0b100101  # x^5 + x^2 + 1


def _times_alpha(value: int) -> int:
    value <<= 1
    return value ^ _PRIMITIVE if value & 32 else value


def _times(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left, right = _times_alpha(left), right >> 1
    return product


def _check_symbol(symbols: tuple[int, ...]) -> int:
    """One Reed-Solomon check symbol over GF(32).

    Each place has another weight, so one wrong character and any two exchanged ones are always noticed
    (Crockford's own check symbol needs `*~$=U`, which people cannot read out).
    """
    total, weight = 0, 1
    for symbol in symbols:
        weight = _times_alpha(weight)
        total ^= _times(symbol, weight)
    return total


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryCode:
    """130 bits as 26 characters; shown with a check character in five groups. `repr` hides it."""

    symbols: tuple[int, ...]

    @classmethod
    def fresh(cls, random: RandomSource) -> RecoveryCode:
        """A new code; never chosen by a person."""
        number = int.from_bytes(random.bytes(17), "big") >> 6  # 136 bits, the first 130 kept
        return cls(tuple((number >> shift) & 31 for shift in range(5 * (_SYMBOLS - 1), -1, -5)))

    @classmethod
    def read(cls, typed: str) -> RecoveryCode:
        """The code as somebody typed it: any case, spaces or dashes, O for 0, I or L for 1.

        Raises WrongPassword (code E27): wrong length, a character that is never used, or a slip of the
        pen that the check character shows. The sentence never repeats what was typed.
        """
        letters = "".join(c for c in typed.upper() if not c.isspace() and c not in "-–—_.").translate(_READ_AS)
        if len(letters) != _SYMBOLS + 1:
            raise WrongPassword(
                f"The recovery code has {_SYMBOLS + 1} characters in five groups; "
                f"{len(letters)} were typed. Copy it again from the sheet.",
                code="E27",
            )
        if any(c not in ALPHABET for c in letters):
            raise WrongPassword(
                "The recovery code holds digits and letters only, and never the letter U. "
                "Copy it again from the sheet.",
                code="E27",
            )
        symbols = tuple(ALPHABET.index(c) for c in letters)
        if _check_symbol(symbols[:-1]) != symbols[-1]:
            raise WrongPassword(
                "One or more characters of the recovery code are not as on the sheet. Compare group by group.",
                code="E27",
            )
        return cls(symbols[:-1])

    @property
    def groups(self) -> tuple[str, ...]:
        """Five groups as printed; the last character is the check."""
        text = "".join(ALPHABET[s] for s in (*self.symbols, _check_symbol(self.symbols)))
        out, start = [], 0
        for size in _GROUPS:
            out.append(text[start : start + size])
            start += size
        return tuple(out)

    @property
    def text(self) -> str:
        """`7F3K9-QZD0A-...`: for the screen and the sheet, once."""
        return "-".join(self.groups)

    def material(self) -> bytes:
        """130 bits in 17 bytes: what keys are derived from."""
        number = 0
        for symbol in self.symbols:
            number = number << 5 | symbol
        return number.to_bytes(17, "big")

    def __repr__(self) -> str:
        return "RecoveryCode(hidden)"


def groups_to_type_back(random: RandomSource) -> tuple[int, int]:
    """Which two of the five groups (0-4, ascending) are typed back to show that the sheet exists."""
    first = random.bytes(1)[0] % GROUP_COUNT
    second = (first + 1 + random.bytes(1)[0] % (GROUP_COUNT - 1)) % GROUP_COUNT
    return (first, second) if first < second else (second, first)


def typed_back(code: RecoveryCode, group: int, typed: str) -> bool:
    """Whether `typed` is that group, with the same kindness as `RecoveryCode.read`."""
    return "".join(typed.upper().split()).strip("-").translate(_READ_AS) == code.groups[group]

"""What stands beside a name or a number, or where an address should be, and is a sign: "Ada Quill (deceased)"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from callback_desk.domain.incident import PersonName, Sign
from callback_desk.domain.phone import FoundPhone

_BESIDE_A_NAME = re.compile(r"[(\[{*/<].*|\s[-–—]+\s.*", re.S)
# A wish for an hour is no wish not to be called: the caller reads it beside the number.
_AT_TIMES = re.compile(
    r"\b(?:do not|don'?t|no) (?:call|phone|contact)s?\b[^.;]{0,20}?\b"
    r"(?:before|after|between|until|till|during|at work|at night|mornings?|evenings?|nights?|weekends?|weekdays?"
    r"|(?:sun|mon|tues|wednes|thurs|fri|satur)days?)\b"
)


def signs_beside(
    name: PersonName, phones: Sequence[FoundPhone], address: str, signs_in: Callable[[str], frozenset[Sign]]
) -> frozenset[Sign]:
    """Signs of a victim's row outside its sign columns.

    Of a name only what is set apart from it is looked at, because words are names too (Gang, Lawyer); of an address
    only whether it is kept secret, where no house number begins it.
    """
    signs: frozenset[Sign] = frozenset()
    for found in phones:
        if said := found.note or (found.original if found.number is None else ""):
            signs |= signs_in(_AT_TIMES.sub(" ", said.casefold().replace("’", "'")))
    if not name.original.isalpha() and (beside := _BESIDE_A_NAME.search(name.original)) is not None:
        signs |= signs_in(beside[0])
    if address and not address[0].isdigit():
        signs |= signs_in(address) & {Sign.ADDRESS_CONFIDENTIAL}
    return signs

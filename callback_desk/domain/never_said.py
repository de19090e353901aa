"""Phrases that are never read aloud to anybody (research section 2.2): promises, blame, false comfort, secrecy."""

from __future__ import annotations

import re
from typing import Final

_PHRASES: Final = {
    "a promise": (
        r"we(?:’|')?ll catch|we will catch|you(?:’|')?ll get it back|you will get (?:it|your)|\bi promise\b|"
        r"\bguarantee|will be (?:arrested|charged)|"
        r"\b(?:los|lo|la|le) vamos a (?:atrapar|arrestar|encontrar)|lo va a recuperar|(?:le|se lo) prometo|garantiz"
    ),
    "blame": (
        r"why did(?:n(?:’|')?t)? you|you should(?: have|n(?:’|')?t|\b)|your (?:own )?fault(?<!not your fault)|"
        r"¿por qué (?:no |usted )|usted (?:debió|debería)|tuvo la culpa"
    ),
    "false comfort": (
        r"i know how you feel|calm down|at least you|it will be better|everything happens|"
        r"sé cómo se siente|cálmese|al menos (?:usted|no)|mañana (?:estará|será) mejor"
    ),
    "secrecy": r"\bconfidential|\bconfidencial|(?:nobody|no one) will know|nadie (?:lo )?sabrá",
}
_COMPILED: Final = {what: re.compile(phrases, re.IGNORECASE) for what, phrases in _PHRASES.items()}
# On a machine or to somebody else: nothing that tells who calls, or why.
_TELLS: Final = re.compile(
    r"\b(?:police|sheriff|officer|detective|crime|case|report|victim|burglary|break-?in|theft|stolen|robbery|fraud|"
    r"vandalism|assault|investigat\w*|policía|agente|delito|caso|reporte|denuncia|víctima|robo|fraude|agresión|"
    r"daños|investiga\w*)\b",
    re.IGNORECASE,
)


def never_said(words: str) -> str:
    """What is wrong with words to be read aloud: "a promise", "blame", "false comfort", "secrecy"; "" when nothing."""
    spaced = " ".join(words.split())
    return next((what for what, phrases in _COMPILED.items() if phrases.search(spaced)), "")


def tells_a_stranger(words: str) -> str:
    """The first word that would tell a stranger who calls or why; "" when there is none."""
    found = _TELLS.search(words)
    return found[0] if found else ""

"""Languages by the name people know them by; codes are ISO 639-1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from callback_desk.domain.errors import DeskFault

OWN: Final = "en"  # what the desk works in: everybody here speaks it

NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "am": "Amharic",
        "ar": "Arabic",
        "en": "English",
        "es": "Spanish",
        "fa": "Persian",
        "fr": "French",
        "hi": "Hindi",
        "ht": "Haitian Creole",
        "ko": "Korean",
        "pl": "Polish",
        "pt": "Portuguese",
        "ru": "Russian",
        "so": "Somali",
        "tl": "Tagalog",
        "uk": "Ukrainian",
        "ur": "Urdu",
        "vi": "Vietnamese",
        "zh": "Chinese",
    }
)


def name_of(code: str) -> str:
    """ "Spanish"; a code without a name stands for itself."""
    return NAMES.get(code, code)


def said(codes: Iterable[str]) -> str:
    """ "Polish, Spanish"."""
    return ", ".join(sorted(name_of(code) for code in codes))


def read_names(typed: str) -> frozenset[str]:
    """The codes of names with commas between them. Raises DeskFault for a name that is not known here."""
    codes = {name.casefold(): code for code, name in NAMES.items()}
    found = set()
    for part in (one.strip() for one in typed.split(",")):
        if not part:
            continue
        code = codes.get(part.casefold())
        if code is None:
            known = ", ".join(sorted(name for one, name in NAMES.items() if one != OWN))
            raise DeskFault(f"Write languages with commas between them. Known here: {known}. Nothing was changed.")
        found.add(code)
    return frozenset(found - {OWN})

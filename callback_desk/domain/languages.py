"""Languages by the name people know them by; codes are ISO 639-1."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

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

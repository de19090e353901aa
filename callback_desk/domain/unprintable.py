"""A field with letters no font of paper has: each is shown as its code, and named before anything is made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unprintable:
    """`field` as a person calls it; `letters` each once, in order."""

    field: str
    letters: str

    @property
    def says(self) -> str:
        """ "Point 2: U+1F600"."""
        return f"{self.field}: {', '.join(f'U+{ord(letter):04X}' for letter in self.letters)}"


def sentence(found: tuple[Unprintable, ...]) -> str:
    """What is said before the sheet is made; "" when everything prints."""
    if not found:
        return ""
    return (
        f"These letters cannot be printed; the page shows their code instead. {'; '.join(one.says for one in found)}."
    )

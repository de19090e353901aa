"""What the alias tables say of a cell that may be a heading, before anybody knows which line holds the headings."""

from __future__ import annotations

from callback_desk.domain.layout import PERSON_FIELDS, Field
from callback_desk.intake.aliases import AliasTable, normalise, roles_in
from callback_desk.intake.family_numbers import numbers_of
from callback_desk.intake.heading_rows import HeadingWords

# Under "Victim" or "Suspect" in merged cells these are that person's; what is about the report is not.
_PERSONAL = PERSON_FIELDS | {Field.ADDRESS, Field.LANGUAGE, Field.INJURY, Field.CONDITION}
_ABOUT = frozenset({"information", "info", "details", "detail", "data", ""})


def known_heading(aliases: AliasTable, heading: str) -> bool:
    """Whether a cell is a heading we know, for finding the heading row."""
    key = normalise(heading)
    if key in aliases.headings or key in aliases.ignored or key in aliases.forbidden:
        return True
    return any(map(str.isdecimal, key)) and numbers_of((heading,), aliases)[0].rest in aliases.headings


def heading_words(aliases: AliasTable) -> HeadingWords:
    """The same questions for a whole table, and those about merged cells."""
    parties = frozenset(word for word, _role in aliases.role_words)

    def party(cell: str) -> str:
        label = " ".join(word for word in cell.replace("(s)", "").split() if normalise(word) not in _ABOUT)
        return label if numbers_of((label,), aliases)[0].rest in parties else ""

    def settled(heading: str) -> bool:
        key = normalise(heading)
        alias = aliases.headings.get(key)
        return bool(roles_in(key, aliases)) or (alias is not None and alias.field not in _PERSONAL)

    return HeadingWords(lambda heading: known_heading(aliases, heading), party, settled)

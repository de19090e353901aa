"""What the Wording pages say: kinds of sentences, why one is locked, what is different."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from callback_desk.call_script import cards
from callback_desk.call_script.comparing import Change, Comparison, Kind, Touches
from callback_desk.call_script.form import SayTag
from callback_desk.call_script.script_texts import (
    CLOSED,
    CONSTRAINT,
    DO,
    FALLBACK,
    HEADING,
    LEADS,
    REQUIRED,
    SAY,
    SHORT,
)
from callback_desk.call_script.taking_over import Fate, OurSentence
from callback_desk.call_script.wording_parts import MISSING_FACTS, Line, Lock, Part
from callback_desk.domain.scripts import NewerScript, ScriptVersion
from callback_desk.ui.components import ASK_IF_NOT_SAID, SAY_AND_NO_MORE, SAY_THEN_LISTEN
from callback_desk.ui.components import SAY as SAY_THIS
from callback_desk.ui.when import count

_LANGUAGES: Final = {"en": "English", "es": "Spanish"}
_PURPOSES: Final = {"call": "Calls we make", "called_back": "They call back"}
_TAGS: Final = {
    SayTag.SAY: SAY_THIS,
    SayTag.SAY_LISTEN: SAY_THEN_LISTEN,
    SayTag.SAY_ONLY: SAY_AND_NO_MORE,
    SayTag.ASK_IF: ASK_IF_NOT_SAID,
}
_COLUMNS: Final = {
    SAY: "Say this",
    DO: "Do, and do not say",
    HEADING: "Heading, read by the eye",
    CONSTRAINT: "When the answer does not fit",
    REQUIRED: "When it is left out",
    LEADS: "What the answer leads to",
    CLOSED: "Why it is closed",
    FALLBACK: "When it is not known",
    SHORT: "Short name",
    "say": "Say this",
}
_PARTS: Final = {
    cards.THEY_ASK: "They ask",
    cards.WORDS: "At any moment",
    cards.SOMEONE_ELSE: "Someone else asks",
    cards.VOICEMAIL: "Voicemail",
    cards.OBJECTION: "They would rather not",
    cards.NEVER_SAY: "Never say",
    MISSING_FACTS: "When a fact is missing",
    "other": "Other questions",
}
LOCKS: Final = {
    Lock.CHECK: "Locked: this is a check. It changes in a workbook, with a second signer.",
    Lock.STRANGER: "Locked: a stranger may hear this. It changes in a workbook, with a second signer.",
    Lock.RATING: "Locked: asked word for word, so that answers can be compared. Other words are a new version of the "
    "question, in a workbook, with a second signer.",
    Lock.NEVER_SAY: "Locked: this keeps people safe. It changes in a workbook, with a second signer.",
}
_TOUCHES: Final = {
    Touches.CHECK: "a check",
    Touches.RATING: "a service question",
    Touches.CONSENT: "a consent",
}
_KINDS: Final = {
    Kind.ADDED: "new",
    Kind.REMOVED: "gone",
    Kind.REWORDED: "other words",
    Kind.CHANGED: "changed",
    Kind.MOVED: "stands elsewhere",
}


def purpose_name(purpose: str) -> str:
    """Which of the scripts: "Calls we make"."""
    return _PURPOSES.get(purpose, purpose.replace("_", " ").capitalize())


def language_name(code: str) -> str:
    return _LANGUAGES.get(code, code)


def part_title(part: Part) -> str:
    return part.title or _PARTS.get(part.name, part.name.replace("_", " ").capitalize())


def line_title(line: Line) -> str:
    """What stands over a sentence."""
    if line.is_answer and line.place.column == HEADING:
        return "Answer"
    if line.tag is not None:
        return _TAGS[line.tag]
    if line.place.of_choice and line.place.column == HEADING:
        return "On the card"
    return _COLUMNS.get(line.place.column, line.place.column)


def touches_words(touches: frozenset[Touches]) -> str:
    """Why a second person signs; "" when nobody has to."""
    named = [_TOUCHES[one] for one in Touches if one in touches]
    if not named:
        return ""
    told = " and ".join(named) if len(named) < 3 else f"{', '.join(named[:-1])} and {named[-1]}"
    return f"This changes {told}: another supervisor or administrator signs as well."


def fate_words() -> tuple[tuple[tuple[Fate, ...], tuple[str, str]], ...]:
    """What became of our sentences: title and a sentence for each group, what is to be decided first."""
    return (
        (
            (Fate.CLASH,),
            (
                "Changed by us and by the program",
                "Ours stays. Tick where the program’s words are better.",
            ),
        ),
        (
            (Fate.GONE, Fate.UNFIT, Fate.LOCKED),
            (
                "Words of ours that cannot stay",
                "Their question is gone, names something else, or is a service question that is asked word for word.",
            ),
        ),
        ((Fate.KEPT,), ("Words of ours that stay", "The program left its own alone here.")),
    )


WAS_STOPPED: Final = "The check was stopped. Nothing was published."
LOST: Final = (
    "In a workbook of ours we once made {} beside words. They are not in the program’s script: look for them under "
    "“What is different”, and put them into a workbook again where they are wanted."
)


def sentence_title(one: OurSentence) -> str:
    """ "Who answered? (say this, Spanish)"."""
    column = _COLUMNS.get(one.place.column, one.place.column).lower()
    return f"{one.title} ({column}, {language_name(one.place.language)})"


def newer_words(newer: NewerScript) -> str:
    """What the notice of the Wording page says."""
    name = purpose_name(newer.brings.purpose)
    if not newer.reads:
        return f"The program brings a script this desk does not have: {name}, version {newer.brings.version}."
    return f"The program brings version {newer.brings.version} of “{name}”. Calls read version {newer.reads}."


def whose_words(version: ScriptVersion) -> str:
    """ "published by Sgt. Whitlock"; for the program's own, whether somebody took it over later."""
    if version.taken_over:
        return f"came with the program, taken over by {version.published_by}"
    return "as it came with the program" if version.shipped else f"published by {version.published_by}"


def change_title(change: Change) -> str:
    """ "Who answered? (say this, Spanish): other words"."""
    name = "The script" if change.path == "settings" else change.title or change.name.replace("_", " ")
    where = _COLUMNS.get(change.column, change.column.removeprefix("bind::desk:").replace("_", " ")).lower()
    place = ", ".join(part for part in (where, language_name(change.language) if change.language else "") if part)
    return f"{name} ({place}): {_KINDS[change.kind]}" if place else f"{name}: {_KINDS[change.kind]}"


def comparison_words(comparison: Comparison) -> str:
    """ "3 sentences in other words, 1 new, 2 gone"."""
    told = [
        count(comparison.count(Kind.REWORDED), "sentence in other words", "sentences in other words"),
        f"{comparison.count(Kind.CHANGED)} changed",
        f"{comparison.count(Kind.ADDED)} new",
        f"{comparison.count(Kind.REMOVED)} gone",
        f"{comparison.count(Kind.MOVED)} elsewhere",
    ]
    kinds = (Kind.REWORDED, Kind.CHANGED, Kind.ADDED, Kind.REMOVED, Kind.MOVED)
    return ", ".join(words for kind, words in zip(kinds, told, strict=True) if comparison.count(kind)) or "Nothing"


def other_languages(comparison: Comparison, languages: Collection[str]) -> str:
    """Where words changed in one language and not in another; "" where they went together."""
    changed: dict[tuple[str, str], set[str]] = {}
    for change in comparison.changes:
        if change.kind is Kind.REWORDED:
            changed.setdefault((change.path, change.column), set()).add(change.language)
    left = {code for done in changed.values() for code in languages if code not in done}
    if not left or not changed:
        return ""
    names = " and ".join(language_name(code) for code in languages if code in left)
    return f"Not changed in {names} as well: look whether the words there still say the same."

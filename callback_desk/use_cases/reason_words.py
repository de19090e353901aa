"""Every reason a row or a person is not on the list, with what is wrong and what to do, in words."""

from __future__ import annotations

from callback_desk.domain.eligibility import Effect
from callback_desk.domain.errors import DeskBug
from callback_desk.intake.problems import problem
from callback_desk.use_cases.desk import Rules

_OWN = {
    "not_a_victim": ("This row is about somebody who is not the victim.", "Nothing to do; only victims are called."),
    "same_row_twice": ("The same row stands twice in this file.", "Nothing to do."),
    "here_already": ("This row is here already, with nothing new.", "Nothing to do."),
    "known_person": ("This person is on the list already; the report was added.", "Nothing to do."),
    "same_person": ("The same person as an earlier row; one call covers both.", "Nothing to do."),
    "no_number_left": ("No number is left that may be tried.", "Ask Records for another number."),
    "kept_off": ("A supervisor keeps this person off the list.", "Nothing to do."),
}
_DECIDE = "Decide after the import, or supply the missing fact."
_NEVER = "Nothing to do; this rule stops the call."


def reason_words(rules: Rules, reason: str) -> tuple[str, str]:
    """(what is wrong, what to do) for a reason code of a row or a callback. Never a cell's content."""
    if reason in _OWN:
        return _OWN[reason]
    for rule in rules.eligibility.rules:
        if rule.id == reason:
            sentence = rule.sentence.replace("{what}", "this").strip()
            return sentence, _NEVER if rule.effect is Effect.EXCLUDED else _DECIDE
    try:
        found = problem(reason)
    except (DeskBug, KeyError):
        said = rules.outcomes.says.get(reason, reason.replace("_", " ").capitalize() + ".")
        return said, "See the history of this person."
    return found.sentence, found.what_to_do

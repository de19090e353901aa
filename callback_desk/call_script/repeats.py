"""The rounds of a repeat: one for each kept line, as many as are counted, or one more whenever it is wanted."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from callback_desk.call_script.form import ByLanguage, Choice, Group, Question, QuestionKind, TemplatePart
from callback_desk.call_script.sentences import sentence

ROUNDS_MOST: Final = 50
_YES, _NO = "yes", "no"


def numbered(number: float) -> tuple[str, ...]:
    """Names of that many rounds; none for what is not a number."""
    if math.isnan(number):
        return ()
    return tuple(str(index + 1) for index in range(int(min(max(number, 0), ROUNDS_MOST))))


def wanted(group: Group, values: Mapping[str, str]) -> tuple[str, ...]:
    """The first round is always there; each yes at the end of one opens the next."""
    rounds = 1
    while rounds < ROUNDS_MOST and values.get(f"{group.adds}@{rounds}") == _YES:
        rounds += 1
    return numbered(rounds)


def one_more(group: Group, languages: Sequence[str], names: frozenset[str]) -> Question:
    """The question at the end of each round of a repeat nobody counts (ODK: "Add another?")."""
    name = f"another_{group.name}"
    while name in names:
        name += "_"

    def words(code: str) -> ByLanguage:
        return {language: (TemplatePart(sentence(code, language)),) for language in languages}

    about = words("another_about")
    labels = {
        language: (*group.labels[language], *about[language])
        if group.labels.get(language)
        else words("another")[language]
        for language in languages
    }
    return Question(
        name=name,
        path=f"{group.path}/{name}",
        kind=QuestionKind.SELECT_ONE,
        labels=labels,
        hints=words("another"),
        choices=(Choice(_YES, words("another_yes")), Choice(_NO, words("another_no"))),
        relevant=f"position(..) < {ROUNDS_MOST}",
        required="true()",
        stage=group.stage,
        needs=group.needs,
        repeat=group.path,
        adds_round=True,
    )

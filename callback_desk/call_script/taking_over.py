"""A newer script of the program beside what an agency made of the one before: whose words stay where both differ.

Three versions are held against one another, sentence by sentence: what the program brought before (`base`), what is
read aloud now (`ours`), and what the program brings (`theirs`). Only words are merged; questions are the program's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from callback_desk.call_script.comparing import Kind, Touches, compare, guarded_paths
from callback_desk.call_script.form import Choice, Form, Group, Question, Template
from callback_desk.call_script.script_texts import TextPlace, read_text, texts_of, written


class Fate(StrEnum):
    """What becomes of a sentence of ours."""

    KEPT = "kept"  # the program left its own alone, so ours stays
    CLASH = "clash"  # both changed it: ours stays until somebody takes the program's
    GONE = "gone"  # the program's script does not have it any more
    LOCKED = "locked"  # a service question is asked in the words its figures are counted under
    UNFIT = "unfit"  # ours names what is not known there any more, or leaves out what is


@dataclass(frozen=True, slots=True)
class OurSentence:
    """One sentence the agency changed; its words as they are written, pipes in brackets, "" where there are none."""

    place: TextPlace
    fate: Fate
    title: str
    before: str
    ours: str
    theirs: str = ""
    taken: bool = False  # of a clash: the program's words were chosen


@dataclass(frozen=True, slots=True)
class Merge:
    """`words` go into the program's script; `lost` counts changes of ours that are more than words."""

    sentences: tuple[OurSentence, ...] = ()
    words: Mapping[TextPlace, Template] = field(default_factory=dict)
    lost: int = 0

    def of(self, *fates: Fate) -> tuple[OurSentence, ...]:
        return tuple(one for one in self.sentences if one.fate in fates)


def merge(base: Form, ours: Form, theirs: Form, *, taken: Collection[TextPlace] = ()) -> Merge:
    """What of our words goes into the program's script. `taken`: clashes in which the program's words are wanted."""
    was, now, then = texts_of(base), texts_of(ours), texts_of(theirs)
    rated = {path for path, touches in guarded_paths(theirs).items() if touches is Touches.RATING}
    titles = _titles(theirs) | _titles(ours)
    sentences: list[OurSentence] = []
    words: dict[TextPlace, Template] = {}
    for place, template in now.items():
        before, mine, brought = written(was.get(place, ())), written(template), written(then.get(place, ()))
        if place not in was or mine in (before, brought):
            continue  # a question of our own is a change of the workbook, and is counted below
        fate = Fate.CLASH if brought != before else Fate.KEPT
        if place not in then:
            fate = Fate.GONE
        elif place.path in rated:
            fate = Fate.LOCKED
        else:
            retold = read_text(mine, place, theirs, model=(then[place],))
            if retold.wrong:
                fate = Fate.UNFIT
            elif fate is Fate.KEPT or place not in taken:
                words[place] = retold.template
        chosen = fate is Fate.CLASH and place in taken
        sentences.append(OurSentence(place, fate, titles.get(place.path, place.name), before, mine, brought, chosen))
    lost = sum(change.kind is not Kind.REWORDED for change in compare(base, ours).changes)
    return Merge(tuple(sentences), words, lost)


def _titles(form: Form) -> dict[str, str]:
    items: list[tuple[str, Question | Group | Choice]] = [(one.path, one) for one in form.groups]
    items += [(one.path, one) for one in form.questions]
    items += [(f"{name}/{choice.name}", choice) for name, choices in form.lists.items() for choice in choices]
    return {path: written(next(iter(one.labels.values()), ())) for path, one in items if one.labels}

"""What is different between two versions of a script, and whether it touches a check, a rating or a consent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from callback_desk.call_script.cards import NEVER_SAY, SOMEONE_ELSE, VOICEMAIL
from callback_desk.call_script.form import Choice, Form, Group, Question, SayTag
from callback_desk.call_script.script_texts import TextPlace, texts_of, written
from callback_desk.domain.call import Gate


class Touches(StrEnum):
    """What a second signer is asked for."""

    CHECK = "check"  # a stranger could learn something
    RATING = "rating"  # figures of two versions would be mixed
    CONSENT = "consent"  # a person would agree to something else


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `column` and `language` are "" for a whole question; before and after as they are written."""

    kind: Kind
    path: str
    column: str = ""
    language: str = ""
    before: str = ""
    after: str = ""
    touches: Touches | None = None
    title: str = ""  # the heading of the question, or the words of the answer

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Comparison:
    changes: tuple[Change, ...] = ()

    @property
    def touches(self) -> frozenset[Touches]:
        """Why a second signer is needed; empty: one is enough."""
        return frozenset(change.touches for change in self.changes if change.touches is not None)

    def count(self, kind: Kind) -> int:
        return sum(change.kind is kind for change in self.changes)


_ATTRIBUTES = {
    "type": "kind", "relevant": "relevant", "constraint": "constraint", "required": "required",
    "calculation": "calculate", "default": "default", "choice_filter": "itemset", "readonly": "read_only",
    "appearance": "appearance", "bind::desk:stage": "stage", "bind::desk:needs": "needs", "bind::desk:opens": "opens",
    "bind::desk:opens_when": "opens_when", "bind::desk:say": "say_tag", "bind::desk:compare": "compare",
    "bind::desk:tip": "tip", "bind::desk:rating": "rating", "bind::desk:consent": "consent",
    "bind::desk:aside": "aside", "bind::desk:when_known": "when_known",
}  # fmt: skip
_OF_GROUP = {
    "relevant": "relevant", "repeat_count": "count", "bind::desk:needs": "needs", "bind::desk:stage": "stage",
    "bind::desk:tip": "lines",
}  # fmt: skip
_OF_CHOICE = {"outcome": "outcome", "next": "next_action", "key": "key", "closed_if": "closed_if"}
_CHECK_COLUMNS = frozenset({"bind::desk:needs", "bind::desk:opens", "bind::desk:opens_when", "bind::desk:compare"})
_SAFE_LISTS = (NEVER_SAY, SOMEONE_ELSE, VOICEMAIL)


def compare(before: Form, after: Form) -> Comparison:
    """Every difference in the order of `after`, what is gone first; the version's own name is none."""
    guarded = {**guarded_paths(before), **guarded_paths(after)}
    found = [*_settings(before, after), *_items(before, after), *_texts(before, after), *_moved(before, after)]
    titles = {**_titles(before), **_titles(after)}
    return Comparison(tuple(_marked(change, guarded, titles) for change in found))


def first_version(form: Form) -> Comparison:
    """Nothing was published before: everything is new."""
    guarded = guarded_paths(form)
    added, titles = (Change(Kind.ADDED, question.path) for question in form.questions), _titles(form)
    return Comparison(tuple(_marked(change, guarded, titles) for change in added))


def guarded_paths(form: Form) -> Mapping[str, Touches]:
    """Questions, groups and answers ("list/choice") whose change needs a second signer, and why."""
    found: dict[str, Touches] = {}
    for touches in (Touches.RATING, Touches.CONSENT, Touches.CHECK):  # the gravest wins
        questions = [question for question in form.questions if touches in _touched_by(question, form)]
        found.update((question.path, touches) for question in questions)
        for group in form.groups:
            if any(question.path.startswith(f"{group.path}/") for question in questions):
                found[group.path] = touches
        for name, choices in form.lists.items():
            if any(choices is question.choices for question in questions) and choices:
                found.update((f"{name}/{choice.name}", touches) for choice in choices)
    for name in _SAFE_LISTS:
        found.update((f"{name}/{choice.name}", Touches.CHECK) for choice in form.lists.get(name, ()))
    return found


def _touched_by(question: Question, form: Form) -> Iterator[Touches]:
    if question.rating:
        yield Touches.RATING
    if question.consent:
        yield Touches.CONSENT
    compared = any(other.compare == question.name for other in form.questions)
    strangers = question.aside or (question.say_tag is SayTag.SAY_ONLY and question.needs is None)
    if question.opens or strangers or compared or (question.calculate and question.needs is Gate.SAFE):
        yield Touches.CHECK


def _marked(change: Change, guarded: Mapping[str, Touches], titles: Mapping[str, str]) -> Change:
    touches = guarded.get(change.path)
    if change.kind is Kind.CHANGED and change.column in _CHECK_COLUMNS:
        touches = Touches.CHECK
    elif change.kind is Kind.CHANGED and "/" in change.path and touches is None:
        above = [path for path in guarded if change.path.startswith("/") and path.startswith(f"{change.path}/")]
        touches = guarded[above[0]] if above else None
    return replace(change, touches=touches, title=titles.get(change.path, ""))


# -- the parts of a comparison


def _settings(before: Form, after: Form) -> Iterator[Change]:
    for column, old, new in (
        ("form_title", before.title, after.title),
        ("default_language", before.default_language, after.default_language),
        ("languages", ", ".join(sorted(before.languages)), ", ".join(sorted(after.languages))),
    ):
        if old != new:
            yield Change(Kind.CHANGED, "settings", column, before=old, after=new)


def _items(before: Form, after: Form) -> Iterator[Change]:
    old_items, new_items = _by_path(before), _by_path(after)
    yield from (
        Change(Kind.REMOVED, path, before=_title(one)) for path, one in old_items.items() if path not in new_items
    )
    for path, item in new_items.items():
        old = old_items.get(path)
        if old is None:
            yield Change(Kind.ADDED, path, after=_title(item))
        elif type(old) is type(item):
            yield from _attributes(path, old, item, _ATTRIBUTES if isinstance(item, Question) else _OF_GROUP)
    old_choices, new_choices = _choices(before), _choices(after)
    yield from (Change(Kind.REMOVED, path) for path in old_choices if path not in new_choices)
    for path, choice in new_choices.items():
        was = old_choices.get(path)
        if was is None:
            yield Change(Kind.ADDED, path)
        else:
            yield from _attributes(path, was, choice, _OF_CHOICE)
            for column in sorted({*_filters(was), *_filters(choice)}):
                old_text, new_text = _filters(was).get(column, ""), _filters(choice).get(column, "")
                if old_text != new_text:
                    yield Change(Kind.CHANGED, path, column, before=old_text, after=new_text)


def _by_path(form: Form) -> dict[str, Question | Group]:
    items: list[Question | Group] = [*form.groups, *form.questions]
    return {one.path: one for one in items}


def _attributes(
    path: str, old: Question | Group | Choice, new: Question | Group | Choice, columns: Mapping[str, str]
) -> Iterator[Change]:
    for column, attribute in columns.items():
        was, now = _cell(getattr(old, attribute)), _cell(getattr(new, attribute))
        if was != now:
            yield Change(Kind.CHANGED, path, column, before=was, after=now)


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else ""
    return " ".join(str(value).split()) if value is not None else ""


def _choices(form: Form) -> dict[str, Choice]:
    return {f"{name}/{choice.name}": choice for name, choices in form.lists.items() for choice in choices}


def _filters(choice: Choice) -> dict[str, str]:
    """The columns of the author's own: what choice filters read."""
    ours = ("leads_", "closed_", "say_")
    return {key: text for key, text in choice.columns.items() if key not in _OF_CHOICE and not key.startswith(ours)}


def _titles(form: Form) -> dict[str, str]:
    return {path: _title(one) for path, one in (*_by_path(form).items(), *_choices(form).items()) if one.labels}


def _title(item: Question | Group | Choice) -> str:
    words = next(iter(item.labels.values()), ())
    return written(words)


def _texts(before: Form, after: Form) -> Iterator[Change]:
    old, new = texts_of(before), texts_of(after)
    here = {*_by_path(before), *_choices(before)}
    there = {*_by_path(after), *_choices(after)}
    for place in dict.fromkeys((*new, *old)):
        if place.path in here and place.path in there:
            was, now = written(old.get(place, ())), written(new.get(place, ()))
            if was != now:
                yield _reworded(place, was, now)


def _reworded(place: TextPlace, was: str, now: str) -> Change:
    return Change(Kind.REWORDED, place.path, place.column, place.language, was, now)


def _moved(before: Form, after: Form) -> Iterator[Change]:
    """Questions that stand elsewhere in the order; answers as well, because their number keys move."""
    for old, new in (
        ([one.path for one in before.questions], [one.path for one in after.questions]),
        (list(_choices(before)), list(_choices(after))),
    ):
        both = set(old) & set(new)
        first, second = [path for path in old if path in both], [path for path in new if path in both]
        for tag, start, end, *_ in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
            if tag in ("delete", "replace"):
                yield from (Change(Kind.MOVED, path) for path in first[start:end])

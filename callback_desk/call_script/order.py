"""In which order conditions and calculations are worked out, and what an answer touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from callback_desk.call_script.expressions import parsed
from callback_desk.call_script.facts import CASE, OPEN
from callback_desk.call_script.form import Group, Question
from callback_desk.call_script.gates import ORDER, needed_gates
from callback_desk.call_script.xpath import ExpressionRefused
from callback_desk.domain.call import Gate


class Cycle(Exception):
    """Questions that wait for each other; `paths` in the order in which they do."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        super().__init__(len(paths))
        self.paths = paths


def resolve(context: str, reference: str) -> str:
    """An absolute path: resolve("/data/a/b", "../c") is "/data/a/c"."""
    if reference.startswith("/"):
        return reference.rstrip("/")
    steps = context.split("/")[1:]
    for step in reference.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/" + "/".join(steps)


@lru_cache(maxsize=4096)  # asked again for every word of every question that is shown
def reads(expression: str, context: str) -> tuple[str, ...]:
    """The paths an expression reads; none for one that cannot be read (said elsewhere)."""
    try:
        found = parsed(expression)
    except ExpressionRefused:
        return ()
    return tuple(dict.fromkeys(resolve(context, path) for path in found.paths))


def dependencies(questions: Iterable[Question], groups: Iterable[Group]) -> Mapping[str, tuple[str, ...]]:
    """path -> the paths that must be settled before it."""
    all_questions, all_groups = tuple(questions), tuple(groups)
    known = {question.path for question in all_questions} | {group.path for group in all_groups}
    found: dict[str, tuple[str, ...]] = {}
    items: list[Question | Group] = [*all_groups, *all_questions]
    for item in items:
        paths: list[str] = []
        parent = item.path.rsplit("/", 1)[0]
        if parent in known:
            paths.append(parent)
        expressions = [item.relevant]
        if isinstance(item, Question):
            expressions += [item.calculate, item.dynamic_default, item.itemset]
        else:
            expressions.append(item.count)
        for expression in filter(None, expressions):
            paths += [path for path in reads(expression, item.path) if path in known and path != item.path]
        if _reads_itself(item):
            paths.append(item.path)
        paths += [opener.path for opener in _openers(all_questions, item.needs) if opener.path != item.path]
        found[item.path] = tuple(dict.fromkeys(paths))
    return found


def _reads_itself(item: Question | Group) -> bool:
    """In a repeat a path from the top may be of another round; "." and "../me" never are."""
    expressions = [item.relevant, *([item.calculate] if isinstance(item, Question) else [])]
    inside = item.repeat if isinstance(item, Question) else item.repeat or item.inside
    for source in filter(None, expressions):
        try:
            found = parsed(source).paths
        except ExpressionRefused:
            continue
        if any(resolve(item.path, path) == item.path and not (inside and path.startswith("/")) for path in found):
            return True
    return False


def _openers(questions: tuple[Question, ...], needs: Gate | None) -> list[Question]:
    gates = needed_gates(needs)
    return [question for gate in ORDER if gate in gates for question in questions if question.opens is gate]


def in_order(waits_for: Mapping[str, tuple[str, ...]], written: Iterable[str]) -> tuple[str, ...]:
    """Every path after those it waits for, else as written. Raises Cycle."""
    done: dict[str, None] = {}
    for start in written:
        trail: dict[str, list[str]] = {start: list(waits_for.get(start, ()))}  # a path, and what it still waits for
        while trail:
            path, before = next(reversed(trail.items()))
            if path in done or not before:
                done[path] = None
                trail.pop(path)
                continue
            first = before.pop(0)
            if first in trail:
                paths = list(trail)
                raise Cycle((*paths[paths.index(first) :], first))
            if first not in done:
                trail[first] = list(waits_for.get(first, ()))
    return tuple(done)


def case_bearing(questions: Iterable[Question], order: Iterable[str]) -> frozenset[str]:
    """Paths of questions whose value comes from the case, also by way of others."""
    by_path = {question.path: question for question in questions}
    found: set[str] = set()
    for path in order:
        question = by_path.get(path)
        expression = (question.calculate or question.dynamic_default) if question else ""
        if not expression:
            continue
        try:
            from_case = any(table == CASE for table, _ in parsed(expression).facts)
        except ExpressionRefused:
            continue
        if from_case or found.intersection(reads(expression, path)):
            found.add(path)
    return frozenset(found)


def touched(waits_for: Mapping[str, tuple[str, ...]], order: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """path -> everything to be worked out again when its answer changes, in order."""
    direct: dict[str, set[str]] = {path: set() for path in order}
    for path, before in waits_for.items():
        for other in before:
            direct[other].add(path)
    place = {path: index for index, path in enumerate(order)}
    found: dict[str, set[str]] = {}
    for path in reversed(order):
        found[path] = set(direct[path]).union(*(found[after] for after in direct[path]), set())
    return {path: tuple(sorted(after, key=place.__getitem__)) for path, after in found.items()}


def keeps_first(questions: Iterable[Question]) -> frozenset[str]:
    """Paths of calculations with once(), unless a fact from behind a check is in them: a draft holds none."""
    found: set[str] = set()
    for question in questions:
        try:
            expression = parsed(question.calculate) if question.calculate else None
        except ExpressionRefused:
            continue
        if expression and "once" in expression.calls and all(table == OPEN for table, _ in expression.facts):
            found.add(question.path)
    return frozenset(found)

"""The answers of one call, and what follows from them: what applies, what is calculated, which gates are open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from lxml import etree

from callback_desk.call_script import gates, repeats
from callback_desk.call_script.expressions import Evaluator
from callback_desk.call_script.facts import CASE, OPEN, SAFE, Facts
from callback_desk.call_script.form import Choice, Form, Group, Question, Template
from callback_desk.call_script.kinds import names_in, of_kind
from callback_desk.call_script.order import case_bearing, keeps_first, reads, resolve
from callback_desk.call_script.xpath_values import as_number
from callback_desk.domain.call import Gate

_LISTS = "callback-desk-lists"  # beside the questions, so that a choice filter reaches both


def key_of(path: str, instance: str = "") -> str:
    """Names one answer: the question's path, and the round of its repeat."""
    return f"{path}@{instance}" if instance else path


class LiveForm:
    """Fits `Surroundings`. Stored answers outlive their relevance, so that going back loses nothing."""

    def __init__(
        self,
        form: Form,
        facts: Facts,
        *,
        now: Callable[[], datetime],
        zone: tzinfo,
        language: str,
        values: Mapping[str, str],
        lines: Sequence[str] = (),
    ) -> None:
        self.form = form
        self.facts = facts
        self.values = dict(values)
        self._now = now
        self._zone = zone
        self._language = language
        self._items: dict[str, Question | Group] = {group.path: group for group in form.groups}
        self._items |= {question.path: question for question in form.questions}
        self._repeat_of = {q.path: q.repeat for q in form.questions} | {
            group.path: group.path if group.repeat else group.inside for group in form.groups
        }
        self._openers = {gate: gates.openers(form, gate) for gate in gates.ORDER}
        self._gates: frozenset[Gate] | None = None  # not worked out since one of these was settled
        self._evaluator = Evaluator(self)
        self._case_bearing = case_bearing(form.questions, form.order)
        self._keeps_first = keeps_first(form.questions) - self._case_bearing
        self._lists = self._build_lists()
        self._applies: dict[str, bool] = {}
        self.changes = 0  # counts up with everything that may change what applies
        self.too_many_rounds = False  # more are counted than a call may have
        self._reading: Gate | None = None
        self._asking_path = form.root
        self._nodes: dict[str, etree._Element] = {}
        self._instances: dict[str, tuple[str, ...]] = {group.path: () for group in form.groups if group.repeat}
        self.set_lines(lines)

    # -- Surroundings

    @property
    def zone(self) -> tzinfo:
        return self._zone

    @property
    def language(self) -> str:
        return self._language

    def now(self) -> datetime:
        return self._now()

    def current(self) -> etree._Element:
        return self._current

    def fact(self, table: str, column: str) -> str:
        """A closed drawer is an empty one: for this question's `needs`, and for the gates as they stand.

        A column with the language behind it ("status_phrase_es") goes before the plain one.
        """
        if table == OPEN:
            return self._column(self.facts.open, column)
        needed = {SAFE: Gate.SAFE, CASE: Gate.PERSON}.get(table)
        if needed is None or needed not in gates.needed_gates(self._reading) or needed not in self.open_gates():
            return ""
        return self._column(self.facts.safe if table == SAFE else self.facts.person, column)

    def _column(self, drawer: Mapping[str, str], column: str) -> str:
        return drawer.get(f"{column}_{self._language}") or drawer.get(column, "")

    def list_items(self, name: str) -> list[etree._Element]:
        return [node for node in self._lists if node.get("id") == name]

    def choice_label(self, value: str, path: str) -> str:
        question = self._items.get(resolve(self._asking_path, path))
        if not isinstance(question, Question):
            return ""
        by_name = {choice.name: choice for choice in question.choices}
        return ", ".join(self._label(by_name[name]) for name in names_in(question, value) if name in by_name)

    def _label(self, choice: Choice) -> str:
        """What is piped into it comes from no further behind the checks than whoever asks stands."""
        found = []
        for part in choice.labels.get(self._language) or choice.labels.get(self.form.default_language) or ():
            heard = all(self._may_read(source) for source in self._sources(part.expression, self._asking_path))
            found.append(
                self._evaluator.text(part.expression, self._current) if part.expression and heard else part.text
            )
        return "".join(found)

    # -- what changes it

    def set_language(self, language: str) -> None:
        self._language = language
        self._settle_all()

    def set_facts(self, facts: Facts) -> None:
        self.facts = facts
        self._settle_all()

    def drop_closed_facts(self) -> None:
        """Behind a gate that closed again, nobody here has the facts either."""
        open_now = self.open_gates()
        safe = self.facts.safe if Gate.SAFE in open_now else {}
        person = self.facts.person if Gate.PERSON in open_now else {}
        if (safe, person) != (self.facts.safe, self.facts.person):
            self.set_facts(replace(self.facts, safe=safe, person=person))

    def set_lines(self, lines: Sequence[str]) -> None:
        """The keys of the kept lines, oldest first: one round of the lines' repeat for each."""
        repeat = self.form.lines_repeat()
        if repeat is not None:
            self._instances[repeat.path] = tuple(lines)
        self._build()
        self._settle_all()

    def set_value(self, key: str, value: str) -> None:
        path = key.partition("@")[0]
        item = self._items.get(path)
        if value or (isinstance(item, Question) and item.has_default):
            self.values[key] = value  # "" too where there is a default, which would come again
        else:
            self.values.pop(key, None)
        self._settle((path, *self.form.affects.get(path, ())))
        self._recount()

    def forget(self, paths: Sequence[str]) -> None:
        self.values = {key: text for key, text in self.values.items() if key.partition("@")[0] not in paths}
        self._settle_all()

    # -- what it knows

    def value(self, key: str) -> str:
        """The answer as it counts now: "" while its question does not apply."""
        node = self._nodes.get(key)
        return (node.text or "") if node is not None else ""

    def answer(self, question: Question, key: str) -> str:
        """The answer as it is shown and brought back: that of an aside has no place in the course of the call."""
        return self.values.get(key, "") if question.aside and not self.applies(key) else self.value(key)

    def applies(self, key: str) -> bool:
        return self._applies.get(key, False)

    def instances(self, repeat: str) -> tuple[str, ...]:
        return self._instances.get(repeat, ())

    def item(self, path: str) -> Question | Group | None:
        return self._items.get(path)

    def open_gates(self) -> frozenset[Gate]:
        if self._gates is None:
            self._gates = gates.open_gates(self._openers, self._stands_open)
        return self._gates

    def _stands_open(self, question: Question) -> bool:
        return self.applies(question.path) and gates.opens_now(question, self.value(question.path))

    def choices(self, question: Question, key: str) -> tuple[Choice, ...]:
        """Those that pass the choice filter, in the order of the sheet."""
        if not question.itemset or key not in self._nodes:
            return question.choices
        with_node = self._asking(question, key)
        wanted = {id(node) for node in self._evaluator.nodes(question.itemset, with_node)}
        name = question.itemset.split("'")[1]
        items = [item for node in self.list_items(name) for item in node.iterfind("root/item")]
        kept = [index for index, item in enumerate(items) if id(item) in wanted]
        return tuple(question.choices[index] for index in kept)

    def truth(self, expression: str, question: Question, key: str) -> bool:
        return self._evaluator.truth(expression, self._asking(question, key))

    def text(self, expression: str, question: Question, key: str) -> str:
        return self._evaluator.text(expression, self._asking(question, key))

    def holds(self, question: Question, key: str, value: str) -> bool:
        """Whether the constraint accepts this value; a blank is never checked (ODK)."""
        if not question.constraint or not value:
            return True
        node = self._asking(question, key)
        self.open_gates()  # by the answer that is kept: one that is only tried opens nothing
        kept, node.text = node.text, value
        try:
            return self._evaluator.truth(question.constraint, node)
        finally:
            node.text = kept

    def may_hear(self, source: Question, question: Question) -> bool:
        """Whether the words of `question` may hold the value of `source`: also a copy of a case fact is one."""
        return self._needed_to_hear(source) <= gates.needed_gates(question.needs)

    def _may_read(self, source: Question) -> bool:
        return self._needed_to_hear(source) <= gates.needed_gates(self._reading)

    def _needed_to_hear(self, source: Question) -> frozenset[Gate]:
        return gates.needed_gates(Gate.PERSON if source.path in self._case_bearing else source.needs)

    def piped_from(self, template: Template, question: Question) -> tuple[Question, ...]:
        """The questions whose values a text pipes in."""
        return tuple(source for part in template for source in self._sources(part.expression, question.path))

    def _sources(self, expression: str, context: str) -> list[Question]:
        found = [self._items.get(path) for path in reads(expression, context)] if expression else []
        return [item for item in found if isinstance(item, Question)]

    # -- the tree

    def _asking(self, item: Question | Group, key: str) -> etree._Element:
        """Who asks decides what may be read; somebody outside the form (a card) reads as one before the checks."""
        self._reading, self._asking_path = item.needs, item.path
        self._current = self._nodes[key]
        return self._current

    def _build_lists(self) -> etree._Element:
        lists = etree.Element(_LISTS)
        for name, choices in self.form.lists.items():
            root = etree.SubElement(etree.SubElement(lists, "instance", id=name), "root")
            for choice in choices:
                item = etree.SubElement(root, "item")
                etree.SubElement(item, "name").text = choice.name
                for column, text in choice.columns.items():
                    etree.SubElement(item, column).text = text
        self._items_kept = list(lists.iter())  # `choices` knows them again only while they are the same objects
        return lists

    def _build(self) -> None:
        before, self._nodes = self._nodes, {}
        self._applies, self._gates = {}, None
        self._root = etree.Element(self.form.root[1:])
        self._nodes[self.form.root] = self._current = self._root
        written = [item.path for item in self._items.values()]
        for path in sorted(written, key=lambda path: path.count("/")):
            parent, _, tag = path.rpartition("/")
            repeat = self._repeat_of[path]
            for instance in self._instances[repeat] if repeat else ("",):
                above = self._nodes[self._parent_key(parent, instance)]
                key = key_of(path, instance)
                self._nodes[key] = etree.SubElement(above, tag)
                if path in self._keeps_first and key in before:
                    self._nodes[key].text = before[key].text
        self._root.append(self._lists)

    def _parent_key(self, parent: str, instance: str) -> str:
        return key_of(parent, instance if self._repeat_of.get(parent) else "")

    def _keys(self, path: str) -> tuple[str, ...]:
        repeat = self._repeat_of[path]
        return tuple(key_of(path, instance) for instance in self._instances[repeat]) if repeat else (path,)

    # -- working it out

    def _settle_all(self) -> None:
        self._settle(self.form.order)
        self._recount()

    def _recount(self) -> None:
        """Rounds follow from the answers, and one count may hang on another: until nothing changes any more."""
        counted = [group for group in self.form.groups if group.count or group.adds]
        for _ in range(len(counted) + 1):
            self.too_many_rounds = False
            rounds = {group.path: self._rounds(group) for group in counted}
            if all(self._instances[path] == names for path, names in rounds.items()):
                return
            self._instances |= rounds
            self._build()
            self._settle(self.form.order)

    def _rounds(self, group: Group) -> tuple[str, ...]:
        if not group.count:
            return repeats.wanted(group, self.values)
        number = as_number(self._evaluator.value(group.count, self._asking_group(group)), self._zone)
        self.too_many_rounds |= number > repeats.ROUNDS_MOST
        return repeats.numbered(number)

    def _asking_group(self, group: Group) -> etree._Element:
        self._reading, self._asking_path = group.needs, group.path
        parent = group.path.rpartition("/")[0]
        self._current = self._nodes.get(key_of(group.path, "1"), self._nodes[parent])
        return self._current

    def _settle(self, paths: Sequence[str]) -> None:
        self.changes += 1
        for path in paths:
            item = self._items[path]
            for key in self._keys(path):
                self._settle_one(item, key)

    def _settle_one(self, item: Question | Group, key: str) -> None:
        path, _, instance = key.partition("@")
        parent = self._parent_key(path.rpartition("/")[0], instance)
        applies = self._applies.get(parent, True) and gates.needed_gates(item.needs) <= self.open_gates()
        node = self._asking(item, key)
        if applies and item.relevant:
            applies = self._evaluator.truth(item.relevant, node)
        opens = isinstance(item, Question) and item.opens is not None
        self._applies[key], self._gates = applies, None if opens else self._gates
        if isinstance(item, Question):
            node.text = self._worked_out(item, key, node) if applies else ""
            self._gates = None if opens else self._gates

    def _worked_out(self, question: Question, key: str, node: etree._Element) -> str:
        if question.calculate:
            return self._calculated(question, key, node)
        if key not in self.values and question.has_default:
            dynamic = question.dynamic_default
            first = of_kind(question.kind, self._evaluator.text(dynamic, node)) if dynamic else question.default
            if first:
                self.values[key] = first
        value = self.values.get(key, "")
        if not value or not question.itemset:
            return value
        offered = {choice.name for choice in self.choices(question, key)}
        return " ".join(name for name in names_in(question, value) if name in offered)

    def _calculated(self, question: Question, key: str, node: etree._Element) -> str:
        if question.path not in self._keeps_first:
            return self._evaluator.text(question.calculate, node)
        node.text = self.values.get(key, "") or node.text  # a draft brings it back
        found = self._evaluator.text(question.calculate, node)
        if found:
            self.values[key] = found
        return found

"""Reads an ODK XForm (as pyxform writes it, with our desk: attributes) into a frozen Form."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from lxml import etree

from callback_desk.call_script import form_limits, form_sense, order
from callback_desk.call_script.expressions import trial
from callback_desk.call_script.form import Form, Group, Problem, Question, QuestionKind, Stage
from callback_desk.call_script.form_parts import (
    DESK,
    JR,
    XF,
    H,
    Texts,
    read_itemset,
    read_lists,
    read_question,
    stricter,
    strip,
)
from callback_desk.call_script.repeats import one_more
from callback_desk.call_script.xpath import ExpressionRefused
from callback_desk.call_script.xpath_values import as_text_of_node
from callback_desk.domain.call import Gate
from callback_desk.domain.errors import ScriptRefused

_XFORM_LIMIT_BYTES = 20_000_000


@lru_cache(maxsize=4)  # a shift calls with the same script again and again; a Form is never changed
def form_from_xform(xform_text: str, *, name: str = "") -> Form:
    """The form behind a stored XForm. Raises ScriptRefused with the first thing that stops it."""
    form, problems = read_form(xform_text, name=name)
    for problem in problems:
        if problem.stops:
            where = problem.path.rsplit("/", 1)[-1]
            raise ScriptRefused(f"{where}, {problem.column}: {problem.sentence}", code=problem.code)
    return form


def read_form(xform_text: str, *, name: str = "") -> tuple[Form, tuple[Problem, ...]]:
    """The form and everything found on the way. Raises ScriptRefused when it is not an XForm at all."""
    return _Reader(parse_xform(xform_text), xform_text, name).read()


def parse_xform(xform_text: str) -> etree._Element:
    """The root of an XForm, read without entities or network. Raises ScriptRefused."""
    data = xform_text.encode()
    if len(data) > _XFORM_LIMIT_BYTES:
        raise ScriptRefused("The call script is larger than 20 MB. Take out what does not belong to it.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as trouble:
        raise ScriptRefused("This is not a call script: it is not an XForm.", code="not_an_xform") from trouble
    if str(getattr(root.getroottree().docinfo, "doctype", "")):
        raise ScriptRefused("A call script may not bring a document type of its own.", code="doctype")
    if root.find(f"{H}head/{XF}model") is None:
        raise ScriptRefused("This is not a call script: it has no model.", code="not_an_xform")
    return root


class _Reader:
    def __init__(self, root: etree._Element, text: str, name: str) -> None:
        model, body = root.find(f"{H}head/{XF}model"), root.find(f"{H}body")
        if model is None or body is None:
            raise ScriptRefused("This is not a call script: a part of it is missing.", code="not_an_xform")
        self._xform, self._model, self._body = root, model, body
        self._title = as_text_of_node(root.findtext(f"{H}head/{H}title") or "")
        self._sha256 = hashlib.sha256(text.encode()).hexdigest()
        self._name = name
        self._problems: list[Problem] = []
        self._binds = {strip(bind.get("nodeset", "")): bind for bind in model.iterfind(f"{XF}bind")}
        self._texts = Texts(model)
        data = model.find(f"{XF}instance/*")
        if data is None:
            raise ScriptRefused("This is not a call script: it has no questions.", code="not_an_xform")
        self._data = data
        self._root = "/" + etree.QName(data).localname
        self._controls: dict[str, etree._Element] = {}
        self._group_controls: dict[str, etree._Element] = {}
        self._repeats: dict[str, etree._Element] = {}
        self._questions: list[Question] = []
        self._groups: list[Group] = []
        self._dynamic = {
            strip(node.get("ref", "")): node.get("value", "")
            for node in model.iterfind(f"{XF}setvalue")
            if "odk-instance-first-load" in (node.get("event") or "")
        }

    def read(self) -> tuple[Form, tuple[Problem, ...]]:
        self._find_controls(self._body)
        self._lists = read_lists(self._model, self._texts, self._paths_by_name(), self._problems)
        self._walk(self._data, self._root, _Inherited())
        self._check_expressions()
        self._problems += form_limits.unsupported(self._xform, self._model, self._body)
        self._problems += form_limits.control_problems(self._controls, self._group_controls, self._repeats)
        self._problems += form_sense.question_problems(self._questions)
        self._problems += form_sense.list_problems(self._lists)
        self._problems += form_sense.group_problems(self._groups, self._questions)
        waits_for = order.dependencies(self._questions, self._groups)
        written = [group.path for group in self._groups] + [question.path for question in self._questions]
        try:
            sequence = order.in_order(waits_for, written)
        except order.Cycle as cycle:
            names = ", ".join(path.rsplit("/", 1)[-1] for path in cycle.paths)
            sentence = f"These wait for each other: {names}. Take one of the conditions out."
            if len(set(cycle.paths)) == 1:
                sentence = "This waits for its own answer. Only a constraint may read it."
            self._problems.append(Problem(cycle.paths[0], "relevant", "cycle", sentence))
            sequence = tuple(written)
            waits_for = {}
        form = Form(
            name=self._name or self._data.get("id") or "",
            title=self._title,
            version=self._data.get("version") or "",
            sha256=self._sha256,
            languages=self._texts.languages,
            default_language=self._texts.default,
            language_names=self._texts.names,
            root=self._root,
            questions=tuple(self._questions),
            groups=tuple(self._groups),
            stages=self._stages(),
            lists=self._lists,
            order=sequence,
            affects=order.touched(waits_for, sequence),
        )
        return form, tuple(form_limits.said_once(self._problems))

    # -- the body names the control of each question

    def _find_controls(self, parent: etree._Element) -> None:
        for node in parent:
            kind = etree.QName(node).localname
            ref = strip(node.get("ref") or node.get("nodeset") or "")
            if kind == "group":
                if ref:
                    self._group_controls[ref] = node
                self._find_controls(node)
            elif kind == "repeat":
                self._repeats[ref] = node
                self._find_controls(node)
            elif kind == "setvalue" and "odk-new-repeat" in (node.get("event") or ""):
                self._dynamic[ref] = node.get("value", "")
            elif ref:
                self._controls[ref] = node
            for action in node.iterfind(f"{XF}setvalue[@event='xforms-value-changed']"):
                sentence = "A calculation that another question sets off (trigger) is not supported."
                self._problem(strip(action.get("ref") or ""), "trigger", "unsupported", sentence)

    def _paths_by_name(self) -> Mapping[str, str]:
        found: dict[str, str] = {}

        def walk(parent: etree._Element, path: str) -> None:
            for node in parent:
                name = etree.QName(node).localname
                found.setdefault(name, f"{path}/{name}")
                walk(node, f"{path}/{name}")

        walk(self._data, self._root)
        return found

    # -- questions and groups in the order of the data

    def _walk(self, parent: etree._Element, path: str, above: _Inherited) -> None:
        seen: set[str] = set()
        for node in parent:
            name = etree.QName(node).localname
            here = f"{path}/{name}"
            if name in seen or name == "meta":
                continue  # a repeat stands twice in the data: once as its template
            seen.add(name)
            if len(node) or here in self._group_controls or here in self._repeats:
                self._group(node, here, above)
            else:
                self._question(node, here, above)

    def _group(self, node: etree._Element, path: str, above: _Inherited) -> None:
        bind = self._binds.get(path)
        repeat = self._repeats.get(path)
        if repeat is not None and above.repeat:
            self._problem(path, "type", "nested_repeat", "A repeat inside a repeat is not supported.")
        needs = stricter(above.needs, self._gate(path, bind, "needs"))
        stage = self._desk(bind, "stage") or above.stage
        lines = self._desk(bind, "tip") == "lines"
        count = (repeat.get(f"{JR}count") or "").strip() if repeat is not None else ""
        control = self._group_controls.get(path)
        group = Group(
            path=path,
            name=path.rsplit("/", 1)[-1],
            labels=self._texts.of(control, "label"),
            relevant=(bind.get("relevant") or "").strip() if bind is not None else "",
            needs=needs,
            stage=stage,
            repeat=repeat is not None,
            count=count,
            lines=lines,
            inside=above.repeat,
        )
        names = frozenset(etree.QName(part).localname for part in node)
        more = one_more(group, self._texts.languages, names) if repeat is not None and not (count or lines) else None
        self._groups.append(replace(group, adds=more.path) if more else group)
        self._unknown_attributes(path, bind)
        self._walk(node, path, _Inherited(needs, stage, path if repeat is not None else above.repeat))
        if more:
            self._questions.append(more)

    def _question(self, node: etree._Element, path: str, above: _Inherited) -> None:
        bind, control = self._binds.get(path), self._controls.get(path)
        question = read_question(
            path, bind, control, self._texts, self._problems,
            choices=self._lists.get(read_itemset(control)[0], ()),
            needs=stricter(above.needs, self._gate(path, bind, "needs")),
            opens=self._gate(path, bind, "opens"),
            stage=self._desk(bind, "stage") or above.stage,
            repeat=above.repeat,
            default=as_text_of_node(node),
            dynamic_default=self._dynamic.get(path, ""),
        )  # fmt: skip
        self._questions.append(question)
        self._unknown_attributes(path, bind)

    def _gate(self, path: str, bind: etree._Element | None, attribute: str) -> Gate | None:
        text = self._desk(bind, attribute)
        if not text:
            return None
        try:
            return Gate(text)
        except ValueError:
            sentence = f"“{text}” is not a check. Write safe or person."
            self._problem(path, f"bind::desk:{attribute}", "unknown_check", sentence)
            return Gate.PERSON if attribute == "needs" else None  # the stricter reading until it is mended

    def _desk(self, bind: etree._Element | None, attribute: str) -> str:
        return (bind.get(f"{DESK}{attribute}") or "").strip() if bind is not None else ""

    def _unknown_attributes(self, path: str, bind: etree._Element | None) -> None:
        known = {"stage", "opens", "opens_when", "needs", "tip", "rating", "consent", "say", "compare", "aside"}
        known |= {"when_known"}
        for attribute in bind.attrib if bind is not None else ():
            local = str(attribute).removeprefix(DESK)
            if str(attribute).startswith(DESK) and local not in known and not local.startswith(("fallback_", "short_")):
                sentence = f"“{local}” is not one of the columns this program knows. See docs/scripts.md."
                self._problem(path, f"bind::desk:{local}", "unknown_column", sentence)

    # -- afterwards

    def _check_expressions(self) -> None:
        for group in self._groups:
            self._readable(group.path, "relevant", group.relevant)
            self._readable(group.path, "repeat_count", group.count)
        for question in self._questions:
            for column, expression in (
                ("relevant", question.relevant),
                ("constraint", question.constraint),
                ("required", question.required),
                ("calculation", question.calculate),
                ("default", question.dynamic_default),
                ("choice_filter", question.itemset),
            ):
                self._readable(question.path, column, expression)
            for choice in question.choices:
                self._readable(question.path, "closed_if", choice.closed_if)

    def _readable(self, path: str, column: str, expression: str) -> None:
        if not expression:
            return
        try:
            trial(expression)
        except ExpressionRefused as refused:
            self._problem(path, column, "expression", refused.sentence)

    def _stages(self) -> tuple[Stage, ...]:
        found: dict[str, Stage] = {}
        for group in self._groups:
            if group.stage and group.stage not in found:
                found[group.stage] = Stage(group.stage, group.labels)
        for question in self._questions:
            if question.stage and question.stage not in found:
                found[question.stage] = Stage(question.stage)
        asked = list(dict.fromkeys(q.stage for q in self._questions if q.kind is not QuestionKind.CALCULATE))
        return tuple(found[name] for name in asked if name in found)

    def _problem(self, path: str, column: str, code: str, sentence: str) -> None:
        self._problems.append(Problem(path, column, code, sentence))


class _Inherited:
    """What a group hands on to what stands in it; pyxform leaves it on the group alone."""

    __slots__ = ("needs", "repeat", "stage")

    def __init__(self, needs: Gate | None = None, stage: str = "", repeat: str = "") -> None:
        self.needs = needs
        self.stage = stage
        self.repeat = repeat

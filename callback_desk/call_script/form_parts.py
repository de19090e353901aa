"""The parts of an XForm: texts by language, choice lists, one question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

from callback_desk.call_script.form import (
    Appearance,
    ByLanguage,
    Choice,
    Problem,
    Question,
    QuestionKind,
    SayTag,
    Template,
    TemplatePart,
)
from callback_desk.call_script.gates import ORDER
from callback_desk.call_script.xpath_values import as_text_of_node
from callback_desk.domain.call import Gate

XF: Final = "{http://www.w3.org/2002/xforms}"
H: Final = "{http://www.w3.org/1999/xhtml}"
JR: Final = "{http://openrosa.org/javarosa}"
DESK: Final = "{urn:callback-desk:script:1}"

NOT_SUPPORTED: Final = "Questions of the type “{}” are not supported in a call."
OTHER, OTHER_WHAT = "Other", "Specify other."  # what pyxform writes for or_other, in whatever language
_OTHER_IN: Final = {"es": "Otra respuesta"}
_OTHER_WHAT_IN: Final = {"en": "What is it?", "es": "¿Cuál es?"}
_UNTRANSLATED = "-"  # what pyxform writes where a language has no text
_TYPES = {
    "string": QuestionKind.TEXT, "int": QuestionKind.INTEGER, "decimal": QuestionKind.DECIMAL,
    "date": QuestionKind.DATE, "time": QuestionKind.TIME, "dateTime": QuestionKind.DATETIME, "": QuestionKind.TEXT,
}  # fmt: skip
_CONTROLS = {
    "select1": QuestionKind.SELECT_ONE,
    "select": QuestionKind.SELECT_MULTIPLE,
    "rank": QuestionKind.RANK,
    "trigger": QuestionKind.ACKNOWLEDGE,
}
_REFERENCE = re.compile(r"\$\{\s*([^\W\d][\w.\-]*)\s*\}")
_ITEMSET = re.compile(r"^instance\('([^']+)'\)/root/item(\[.*\])?$", re.DOTALL)
_ITEXT = re.compile(r"^jr:itext\('(.+)'\)$", re.DOTALL)


def strip(path: str) -> str:
    return path.strip()


def stricter(one: Gate | None, other: Gate | None) -> Gate | None:
    found = [gate for gate in (one, other) if gate is not None]
    return max(found, key=ORDER.index) if found else None


def language_code(name: str) -> str:
    """What stands in brackets: "Spanish (es)" is "es"."""
    bracket = re.search(r"\(([A-Za-z\-]+)\)\s*$", name)
    return bracket[1].lower() if bracket else name.lower()


class Texts:
    """The itext of a form, by language code."""

    def __init__(self, model: etree._Element) -> None:
        self._by_id: dict[str, dict[str, dict[str, Template]]] = {}  # id -> form ("" or "guidance") -> language
        self.names: dict[str, str] = {}
        self.default = ""
        for translation in model.iterfind(f"{XF}itext/{XF}translation"):
            name = translation.get("lang") or "default"
            code = language_code(name)
            self.names[code] = name
            if translation.get("default") is not None:
                self.default = code
            for text in translation.iterfind(f"{XF}text"):
                for value in text.iterfind(f"{XF}value"):
                    template = read_template(value)
                    if template == (TemplatePart(OTHER),) and not (text.get("id") or "").startswith("/"):
                        template = (TemplatePart(_OTHER_IN.get(code, OTHER)),)
                    if template and template != (TemplatePart(_UNTRANSLATED),):
                        forms = self._by_id.setdefault(text.get("id") or "", {})
                        forms.setdefault(value.get("form") or "", {})[code] = template
        if not self.names:
            self.names["default"] = "default"
        self.default = self.default or next(iter(self.names))

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.names)

    def by_id(self, text_id: str, form: str = "") -> ByLanguage:
        return self._by_id.get(text_id, {}).get(form, {})

    def of(self, control: etree._Element | None, tag: str, form: str = "") -> ByLanguage:
        node = control.find(f"{XF}{tag}") if control is not None else None
        if node is None:
            return {}
        found = _ITEXT.match((node.get("ref") or "").strip())
        if found:
            return self.by_id(found[1], form)
        template = read_template(node) if not form else ()
        if template == (TemplatePart(OTHER_WHAT),):
            return {code: (TemplatePart(_OTHER_WHAT_IN.get(code, OTHER_WHAT)),) for code in self.names}
        return {self.default: template} if template else {}

    def message(self, text: str) -> ByLanguage:
        """A jr:constraintMsg or jr:requiredMsg: a reference into the texts, or the words themselves."""
        found = _ITEXT.match(text.strip())
        if found:
            return self.by_id(found[1])
        return {self.default: (TemplatePart(text),)} if text else {}


def read_template(value: etree._Element) -> Template:
    """Words with <output value="..."/> between them. pyxform pads with blanks, which go."""
    parts: list[TemplatePart] = [TemplatePart(str(value.text or "").lstrip())]
    for child in value:
        if child.tag == f"{XF}output":
            parts.append(TemplatePart(expression=(child.get("value") or "").strip()))
        parts.append(TemplatePart(str(child.tail or "")))
    last = parts[-1]
    if not last.expression:
        parts[-1] = TemplatePart(last.text.rstrip())
    return tuple(part for part in parts if part.text or part.expression)


def own_template(text: str, paths: Mapping[str, str], missing: list[str]) -> Template:
    """A column of the choices sheet that pyxform leaves alone: "Go to ${first_name}"."""
    parts: list[TemplatePart] = []
    at = 0
    for match in _REFERENCE.finditer(text):
        parts.append(TemplatePart(text[at : match.start()]))
        path = paths.get(match[1])
        if path is None:
            missing.append(match[1])
        else:
            parts.append(TemplatePart(expression=path))
        at = match.end()
    parts.append(TemplatePart(text[at:]))
    return tuple(part for part in parts if part.text or part.expression)


def read_lists(
    model: etree._Element, texts: Texts, paths: Mapping[str, str], problems: list[Problem]
) -> Mapping[str, tuple[Choice, ...]]:
    found: dict[str, tuple[Choice, ...]] = {}
    for instance in model.iterfind(f"{XF}instance"):
        name, root = instance.get("id"), instance.find(f"{XF}root")
        if name is None or root is None:
            continue
        choices = []
        for item in root.iterfind(f"{XF}item"):
            columns = {etree.QName(cell).localname: as_text_of_node(cell) for cell in item}
            choices.append(_choice(name, columns, texts, paths, problems))
        found[name] = tuple(choices)
    return found


def _choice(
    list_name: str, columns: dict[str, str], texts: Texts, paths: Mapping[str, str], problems: list[Problem]
) -> Choice:
    name = columns.pop("name", "")
    text_id, label = columns.pop("itextId", ""), columns.pop("label", "")
    missing: list[str] = []

    def by_language(prefix: str) -> ByLanguage:
        mine = {key: text for key, text in columns.items() if key.startswith(f"{prefix}_") and text}
        return {key[len(prefix) + 1 :]: own_template(text, paths, missing) for key, text in mine.items()}

    closed = columns.pop("closed_if", "")  # else the condition would be a reason, in a language "if"
    choice = Choice(
        name=name,
        labels=texts.by_id(text_id) if text_id else {texts.default: (TemplatePart(label),)} if label else {},
        hints=by_language("leads"),
        says=by_language("say"),
        outcome=columns.get("outcome", ""),
        next_action=columns.get("next", ""),
        key=columns.get("key", ""),
        closed_if=_REFERENCE.sub(lambda match: paths.get(match[1], match[0]), closed),
        closed_reasons=by_language("closed"),
        columns=columns,
    )
    missing += [match[1] for match in _REFERENCE.finditer(closed) if match[1] not in paths]
    for unknown in dict.fromkeys(missing):
        sentence = f"There is no question named “{unknown}”."
        problems.append(Problem(f"{list_name}/{name}", "", "unknown_name", sentence))
    return choice


def read_itemset(control: etree._Element | None) -> tuple[str, str | None]:
    """List name, and the whole expression when it filters; None for one we do not read."""
    itemset = control.find(f"{XF}itemset") if control is not None else None
    if itemset is None:
        return "", ""
    nodeset = (itemset.get("nodeset") or "").strip()
    match = _ITEMSET.match(nodeset)
    if match is None:
        return "", "" if nodeset.startswith("randomize(") else None  # said among what stands in parameters
    return match[1], nodeset if match[2] else ""


def _kind(bind: etree._Element | None, control: etree._Element | None) -> tuple[QuestionKind, str]:
    """The kind, and what is not supported about it, if anything."""
    data_type = (bind.get("type") or "").split(":")[-1] if bind is not None else ""
    if control is None:
        calculated = bind is not None and bind.get("calculate") is not None
        return (QuestionKind.CALCULATE if calculated else QuestionKind.HIDDEN), ""
    tag = etree.QName(control).localname
    kind = _CONTROLS.get(tag) or (_TYPES.get(data_type) if tag == "input" else None)
    if kind is None:
        media = (control.get("mediatype") or "").partition("/")[0].replace("application", "file")
        return QuestionKind.UNSUPPORTED, data_type if tag == "input" else media or tag
    return (QuestionKind.NOTE if _is_fixed(bind) else kind), ""


def _is_fixed(bind: etree._Element | None) -> bool:
    """A note, a read_only question, or one that is worked out: shown, and not to be changed."""
    return bind is not None and (bind.get("readonly") == "true()" or bind.get("calculate") is not None)


_APPEARANCES: Final = {
    QuestionKind.SELECT_ONE: (Appearance.LIKERT, Appearance.MINIMAL),
    QuestionKind.SELECT_MULTIPLE: (Appearance.MINIMAL,),
}


def _appearance(
    control: etree._Element | None, kind: QuestionKind, problem: Callable[[str, str, str], None]
) -> Appearance:
    found = Appearance.PLAIN
    known = _APPEARANCES.get(kind, ())
    for word in ((control.get("appearance") or "") if control is not None else "").split():
        if word not in known or found:
            may = f"Write {' or '.join(known)}, or leave it empty." if known else "Leave it empty for this type."
            problem("appearance", "unsupported", f"The appearance “{word}” is not supported here. {may}")
        else:
            found = Appearance(word)
    return found


def read_question(
    path: str,
    bind: etree._Element | None,
    control: etree._Element | None,
    texts: Texts,
    problems: list[Problem],
    *,
    choices: tuple[Choice, ...],
    needs: Gate | None,
    opens: Gate | None,
    stage: str,
    repeat: str,
    default: str,
    dynamic_default: str,
) -> Question:
    def of_bind(attribute: str) -> str:
        text = (bind.get(attribute) or "").strip() if bind is not None else ""
        return "" if text == "false()" and attribute != "relevant" else text

    def problem(column: str, code: str, sentence: str) -> None:
        problems.append(Problem(path, column, code, sentence))

    kind, unsupported = _kind(bind, control)
    if unsupported:
        problem("type", "unsupported", NOT_SUPPORTED.format(unsupported))
    _, itemset = read_itemset(control)
    if itemset is None:
        problem("type", "unsupported", "Choices from answers are not supported. Put them on the choices sheet.")
    if bind is not None and bind.get(f"{JR}preload"):
        problem("type", "unsupported", "Facts of the device (start, end, phone number) are not collected in a call.")
    tip = of_bind(f"{DESK}tip")
    if kind is QuestionKind.TEXT and tip == "line":
        kind = QuestionKind.CAPTURE
    say = of_bind(f"{DESK}say") or SayTag.SAY
    if say not in [tag.value for tag in SayTag]:
        problem("bind::desk:say", "unknown_tag", f"“{say}” is not a tag. Write say, say_listen, say_only or ask_if.")
        say = SayTag.SAY
    when_known = of_bind(f"{DESK}when_known")
    if when_known not in ("", "yes", "no") or (when_known == "yes" and kind is not QuestionKind.CALCULATE):
        problem("bind::desk:when_known", "unknown_mark", "Write yes, on a fact (calculate) that is a whole sentence.")
    attributes = {str(key): str(text) for key, text in bind.attrib.items()} if bind is not None else {}
    fallback = {
        str(key).split("fallback_")[1]: str(text) for key, text in attributes.items() if f"{DESK}fallback_" in str(key)
    }
    short = {
        str(key).split("short_")[1]: (TemplatePart(str(text)),)
        for key, text in attributes.items()
        if f"{DESK}short_" in str(key)
    }
    return Question(
        name=path.rsplit("/", 1)[-1],
        path=path,
        kind=kind,
        labels=texts.of(control, "label"),
        hints=texts.of(control, "hint"),
        guidance=texts.of(control, "hint", "guidance"),
        short=short,
        fallback=fallback,
        when_known=when_known == "yes",
        say_tag=SayTag(say),
        choices=choices,
        itemset=itemset or "",
        relevant=of_bind("relevant"),
        constraint=of_bind("constraint"),
        constraint_message=texts.message(of_bind(f"{JR}constraintMsg")),
        required=of_bind("required"),
        required_message=texts.message(of_bind(f"{JR}requiredMsg")),
        calculate=of_bind("calculate"),
        default=default.strip(),
        dynamic_default=dynamic_default,
        read_only=kind is QuestionKind.NOTE,
        appearance=_appearance(control, kind, problem),
        stage=stage,
        opens=opens,
        opens_when=tuple(of_bind(f"{DESK}opens_when").split()),
        needs=needs,
        tip=tip,
        rating=of_bind(f"{DESK}rating"),
        consent=of_bind(f"{DESK}consent"),
        compare=of_bind(f"{DESK}compare"),
        aside=of_bind(f"{DESK}aside"),
        repeat=repeat,
    )

"""Parts of an XForm that this program would pass over in silence, each said instead."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from callback_desk.call_script.facts import TABLES
from callback_desk.call_script.form import Problem, Question, QuestionKind
from callback_desk.call_script.form_parts import DESK, JR, XF, strip

WORKBOOK = "workbook"  # the path of a problem that has no row
_MODEL = {f"{XF}itext", f"{XF}instance", f"{XF}bind", f"{XF}setvalue"}
_BIND = {
    "nodeset", "type", "readonly", "required", "relevant", "constraint", "calculate",
    f"{JR}constraintMsg", f"{JR}requiredMsg", f"{JR}preload", f"{JR}preloadParams",
}  # fmt: skip
_META = {"instanceID", "instanceName"}


def unsupported(model: etree._Element, data: etree._Element) -> Iterator[Problem]:
    yield from _model_parts(model)
    for instance in model.iterfind(f"{XF}instance[@src]"):
        name, source = instance.get("id") or "", instance.get("src") or ""
        if name not in TABLES or not source.startswith("jr://file-csv/"):
            sentence = (
                f"“{name}” is a file or an earlier call. Choices stand in the workbook, facts in open, safe and case."
            )
            yield Problem(WORKBOOK, "", "unsupported", sentence)
    for value in model.iterfind(f"{XF}itext/{XF}translation/{XF}text/{XF}value[@form]"):
        text = value.getparent()
        form = value.get("form") or ""
        if form != "guidance" and text is not None:
            path = (text.get("id") or "").partition(":")[0]
            sentence = f"Pictures and sound (media::{form}) are not shown in a call."
            yield Problem(path if path.startswith("/") else WORKBOOK, f"media::{form}", "unsupported", sentence)
    for bind in model.iterfind(f"{XF}bind"):
        yield from _bind_parts(bind)
    for part in data.iterfind(f"{XF}meta/*"):
        name = etree.QName(part).localname
        if name not in _META:
            sentence = f"“{name}” (audit, entities) is not kept by this program. Take it out."
            yield Problem(WORKBOOK, "", "unsupported", sentence)


def _model_parts(model: etree._Element) -> Iterator[Problem]:
    for part in model:
        name = etree.QName(part).localname
        if part.tag not in _MODEL:
            path = strip(part.get("ref") or "") or WORKBOOK
            yield Problem(path, "type", "unsupported", f"“{name}” is not supported in a call. Take it out.")
        elif name == "setvalue" and "odk-instance-first-load" not in (part.get("event") or ""):
            sentence = "A default that is worked out again later is not supported. Use a calculation."
            yield Problem(strip(part.get("ref") or ""), "default", "unsupported", sentence)


def _bind_parts(bind: etree._Element) -> Iterator[Problem]:
    path = strip(bind.get("nodeset") or "")
    if (bind.get("readonly") or "true()") not in ("true()", "false()"):
        yield Problem(path, "readonly", "unsupported", "readonly may be yes or no, not a condition. Use relevant.")
    for attribute in map(str, bind.attrib):
        if attribute not in _BIND and not attribute.startswith(DESK):
            name = attribute.rpartition("}")[2]
            sentence = f"“{name}” is not supported in a call. Take it out."
            yield Problem(path, f"bind::{name}", "unsupported", sentence)


def without_choices(questions: list[Question]) -> Iterator[Problem]:
    for question in questions:
        if question.kind in (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE) and not question.choices:
            sentence = "This question has no answers on the choices sheet."
            yield Problem(question.path, "type", "no_choices", sentence)

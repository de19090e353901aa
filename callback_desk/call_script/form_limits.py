"""Parts of an XForm that this program would pass over in silence, each said instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lxml import etree

from callback_desk.call_script.facts import TABLES
from callback_desk.call_script.form import Problem
from callback_desk.call_script.form_parts import DESK, JR, NOT_SUPPORTED, XF, strip

WORKBOOK = "workbook"  # the path of a problem that has no row
SETTINGS = "settings"
_MODEL = {f"{XF}itext", f"{XF}instance", f"{XF}bind", f"{XF}setvalue"}
_BIND = {
    "nodeset", "type", "readonly", "required", "relevant", "constraint", "calculate",
    f"{JR}constraintMsg", f"{JR}requiredMsg", f"{JR}preload", f"{JR}preloadParams",
}  # fmt: skip
_META = {"instanceID", "instanceName"}
_ACTIONS: Final = {"setgeopoint": "start-geopoint", "recordaudio": "background-audio"}
_TAKE_OUT: Final = "“{}” is not supported in a call. Take it out."
_SETTINGS_OF: Final = {"submission": "submission_url", "prefix": "prefix", "delimiter": "delimiter"}


def unsupported(root: etree._Element, model: etree._Element, body: etree._Element) -> Iterator[Problem]:
    """`root` is the whole XForm."""
    data = model.find(f"{XF}instance/*")
    if data is None:
        return
    yield from _model_parts(model)
    yield from _files(root, model, "/" + etree.QName(data).localname)
    yield from _media(model)
    for bind in model.iterfind(f"{XF}bind"):
        yield from _bind_parts(bind)
    yield from _data_parts(data)
    if body.get("class"):
        yield Problem(SETTINGS, "style", "unsupported", _TAKE_OUT.format("style"))


def _model_parts(model: etree._Element) -> Iterator[Problem]:
    for part in model:
        name = etree.QName(part).localname
        if name in _SETTINGS_OF:
            yield Problem(SETTINGS, _SETTINGS_OF[name], "unsupported", "A call is sent nowhere. Take it out.")
        elif part.tag not in _MODEL:
            path = strip(part.get("ref") or "") or WORKBOOK
            yield Problem(path, "type", "unsupported", NOT_SUPPORTED.format(_ACTIONS.get(name, name)))
        elif name == "setvalue" and "odk-instance-first-load" not in (part.get("event") or ""):
            sentence = "A default that is worked out again later is not supported. Use a calculation."
            yield Problem(strip(part.get("ref") or ""), "default", "unsupported", sentence)


def _files(root: etree._Element, model: etree._Element, top: str) -> Iterator[Problem]:
    """Files and earlier calls, at the first row that asks for them."""
    for instance in model.iterfind(f"{XF}instance[@src]"):
        name, source = instance.get("id") or "", instance.get("src") or ""
        if name in TABLES and source.startswith("jr://file-csv/"):
            continue
        code, sentence = "unsupported", f"“{name}” is a file. Choices stand on the choices sheet. Take it out."
        path, column, text = next(_that_name(root, name), (f"{top}/{name}", "type", ""))
        if source.endswith("last-saved"):
            sentence = "Answers of an earlier call (last-saved) are not read."
        elif "pulldata(" in text:
            code, sentence = "unknown_table", f"There is no table “{name}”. Facts stand in open, safe and case."
        yield Problem(path, column, code, sentence)


def _that_name(root: etree._Element, name: str) -> Iterator[tuple[str, str, str]]:
    """Path, column and expression of each row that names it."""
    columns = {"nodeset": "type", "value": "default", "calculate": "calculation"}
    for element in root.iter():
        for key, text in element.attrib.items():
            if f"'{name}'" in str(text) and not str(key).startswith(DESK):
                owner = element.getparent() if element.tag == f"{XF}itemset" else element
                path = strip((owner.get("nodeset") or owner.get("ref") or "") if owner is not None else "")
                yield path or WORKBOOK, columns.get(str(key), str(key)), str(text)


def _media(model: etree._Element) -> Iterator[Problem]:
    said: set[tuple[str, str]] = set()
    for value in model.iterfind(f"{XF}itext/{XF}translation/{XF}text/{XF}value[@form]"):
        text = value.getparent()
        form = value.get("form") or ""
        if form == "guidance" or text is None:
            continue
        path = (text.get("id") or "").partition(":")[0]
        path = path if path.startswith("/") else _choice_path(model, path)
        if (path, form) not in said:
            said.add((path, form))
            sentence = "Pictures, sound and video are not shown in a call. Take them out."
            yield Problem(path, f"media::{form}", "unsupported", sentence)


def _choice_path(model: etree._Element, text_id: str) -> str:
    """ "list-0" is the first choice of that list."""
    for item in model.iterfind(f"{XF}instance/{XF}root/{XF}item"):
        if item.findtext(f"{XF}itextId") == text_id:
            return f"{text_id.rpartition('-')[0]}/{item.findtext(f'{XF}name')}"
    return WORKBOOK


def _bind_parts(bind: etree._Element) -> Iterator[Problem]:
    path = strip(bind.get("nodeset") or "")
    if (bind.get("readonly") or "true()") not in ("true()", "false()"):
        yield Problem(path, "read_only", "unsupported", "read_only may be yes or no, not a condition. Use relevant.")
    for attribute in map(str, bind.attrib):
        if attribute not in _BIND and not attribute.startswith(DESK):
            name = attribute.rpartition("}")[2]
            yield Problem(path, f"bind::{name}", "unsupported", _TAKE_OUT.format(name))


def _data_parts(data: etree._Element) -> Iterator[Problem]:
    top = "/" + etree.QName(data).localname
    for attribute in map(str, data.attrib):
        name = attribute.rpartition("}")[2]
        if name in _SETTINGS_OF:
            yield Problem(SETTINGS, _SETTINGS_OF[name], "unsupported", _TAKE_OUT.format(name))
    for part in data.iterfind(f"{XF}meta/*"):
        name = etree.QName(part).localname
        if name == "instanceName":
            sentence = "“instance_name” is not supported: a call is named after its case. Take it out."
            yield Problem(SETTINGS, "instance_name", "unsupported", sentence)
        elif name not in _META:
            path = f"{top}/{name}" if name == "audit" else WORKBOOK
            yield Problem(path, "type", "unsupported", f"“{name}” is not kept by this program. Take it out.")
    for node in data.iterdescendants(f"{XF}*"):
        names = [str(name) for name in node.attrib if str(name) != f"{JR}template"]
        if names and node.getparent() is not None and etree.QName(node).localname not in _META and not _in_meta(node):
            path = "/" + "/".join(
                etree.QName(up).localname
                for up in reversed([node, *node.iterancestors()])
                if up is data or data in up.iterancestors()
            )
            yield Problem(path, f"instance::{names[0]}", "unsupported", _TAKE_OUT.format(f"instance::{names[0]}"))


def _in_meta(node: etree._Element) -> bool:
    return any(etree.QName(above).localname == "meta" for above in node.iterancestors())


def control_problems(
    controls: Mapping[str, etree._Element], groups: Mapping[str, etree._Element], repeats: Mapping[str, etree._Element]
) -> Iterator[Problem]:
    """Attributes of a question's or group's place on the screen that mean nothing here."""
    plain = [(path, control, {"ref", "appearance"}) for path, control in controls.items()]
    plain += [(path, group, {"ref", "appearance"}) for path, group in groups.items()]
    plain += [(path, repeat, {"nodeset", f"{JR}count", "appearance"}) for path, repeat in repeats.items()]
    for path, control, known in plain:
        for attribute in map(str, control.attrib):
            if attribute in known or (attribute == "mediatype"):
                continue
            name = attribute.rpartition("}")[2]
            yield Problem(
                path, "parameters" if name == "rows" else f"body::{name}", "unsupported", _TAKE_OUT.format(name)
            )
    for path, control in controls.items():
        itemset = control.find(f"{XF}itemset")
        if itemset is not None and (itemset.get("nodeset") or "").strip().startswith("randomize("):
            yield Problem(path, "parameters", "unsupported", "Choices in random order are not supported.")
    for path, group in {**repeats, **groups}.items():
        for word in (group.get("appearance") or "").split():
            sentence = f"The appearance “{word}” is not supported: one question stands on the screen at a time."
            yield Problem(path, "appearance", "unsupported", sentence)


def said_once(problems: Iterable[Problem]) -> list[Problem]:
    """What follows from a question or a group that is not supported need not be said beside it."""
    found = list(dict.fromkeys(problems))
    refused = {problem.path for problem in found if problem.code == "unsupported"}
    types = {problem.path for problem in found if problem.code == "unsupported" and problem.column == "type"}
    looks = tuple(f"{one.path}/" for one in found if one.column == "appearance")

    def follows(one: Problem) -> bool:
        return (
            (one.code == "no_choices" and one.path in refused)
            or (one.path in types and one.column != "type")
            or (one.column == "appearance" and one.path.startswith(looks))
        )

    return [one for one in found if not follows(one)]

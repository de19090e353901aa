"""Writes other words into an XForm and leaves everything else as it is: how a changed sentence becomes a version."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from callback_desk.call_script.form import Template
from callback_desk.call_script.form_parts import DESK, JR, XF, H, language_code
from callback_desk.call_script.form_reader import parse_xform
from callback_desk.call_script.script_texts import (
    CONSTRAINT,
    DO,
    FALLBACK,
    HEADING,
    REQUIRED,
    SAY,
    SHORT,
    TextPlace,
)
from callback_desk.domain.errors import DeskBug, ScriptRefused

_ITEXT = re.compile(r"^jr:itext\('(.+)'\)$", re.DOTALL)
_MESSAGES = {CONSTRAINT: f"{JR}constraintMsg", REQUIRED: f"{JR}requiredMsg"}
_TAGS = {HEADING: "label", SAY: "hint", DO: "hint"}
_COUNTED = re.compile(r"^(.*)\.(\d+)$")


def reworded(xform: str, texts: Mapping[TextPlace, Template], *, version: str) -> str:
    """The same script with these words, as another version.

    Raises ScriptRefused when the XForm cannot be read, DeskBug for a place it does not have.
    """
    rewriter = _Rewriter(xform)
    for place, template in texts.items():
        rewriter.put(place, template)
    return rewriter.finished(version)


def next_version(version: str) -> str:
    """ "1" is followed by "1.1", "1.9" by "1.10"."""
    counted = _COUNTED.match(version)
    return f"{counted[1]}.{int(counted[2]) + 1}" if counted else f"{version}.1"


class _Rewriter:
    def __init__(self, xform: str) -> None:
        self._root = parse_xform(xform)
        model, body = self._root.find(f"{H}head/{XF}model"), self._root.find(f"{H}body")
        data = model.find(f"{XF}instance/*") if model is not None else None
        if model is None or body is None or data is None:
            raise ScriptRefused("This is not a call script: a part of it is missing.", code="not_an_xform")
        self._data = data
        self._translations = {
            language_code(one.get("lang") or "default"): one for one in model.iterfind(f"{XF}itext/{XF}translation")
        }
        self._binds = {(bind.get("nodeset") or "").strip(): bind for bind in model.iterfind(f"{XF}bind")}
        self._items = {
            f"{instance.get('id')}/{(item.findtext(f'{XF}name') or '').strip()}": item
            for instance in model.iterfind(f"{XF}instance[@id]")
            for item in instance.iterfind(f"{XF}root/{XF}item")
        }
        self._controls = {
            (node.get("ref") or node.get("nodeset") or "").strip(): node
            for node in body.iter()
            if isinstance(node.tag, str) and node.get("appearance") != "label" and (node.get("ref") or "").strip()
            and etree.QName(node).localname not in {"label", "hint", "value"}
        }  # fmt: skip

    def finished(self, version: str) -> str:
        self._data.set("version", version)
        return etree.tostring(self._root, encoding="unicode")

    def put(self, place: TextPlace, template: Template) -> None:
        if place.of_choice:
            self._put_of_choice(place, template)
        elif place.column in _TAGS:
            self._put_of_control(place, template)
        else:
            self._put_of_bind(place, template)

    def _put_of_control(self, place: TextPlace, template: Template) -> None:
        control = self._controls.get(place.path)
        node = control.find(f"{XF}{_TAGS[place.column]}") if control is not None else None
        if node is None:
            raise _no_place(place)
        found = _ITEXT.match((node.get("ref") or "").strip())
        if found:
            self._put_itext(found[1], place, template, form="guidance" if place.column == DO else "")
        else:
            _fill(node, template)

    def _put_of_bind(self, place: TextPlace, template: Template) -> None:
        bind = self._binds.get(place.path)
        if bind is None:
            raise _no_place(place)
        if place.column in (FALLBACK, SHORT):
            bind.set(f"{DESK}{place.column}_{place.language}", _referenced(template))
            return
        attribute = _MESSAGES.get(place.column, "")
        found = _ITEXT.match((bind.get(attribute) or "").strip()) if attribute else None
        if found:
            self._put_itext(found[1], place, template)
        elif attribute:
            bind.set(attribute, _referenced(template))
        else:
            raise _no_place(place)

    def _put_of_choice(self, place: TextPlace, template: Template) -> None:
        item = self._items.get(place.path)
        if item is None:
            raise _no_place(place)
        text_id = (item.findtext(f"{XF}itextId") or "").strip()
        if place.column == HEADING and text_id:
            self._put_itext(text_id, place, template)
            return
        name = HEADING if place.column == HEADING else f"{place.column}_{place.language}"
        cell = item.find(f"{XF}{name}")
        if cell is None:
            cell = etree.SubElement(item, f"{XF}{name}")
        cell.text = _referenced(template)

    def _put_itext(self, text_id: str, place: TextPlace, template: Template, form: str = "") -> None:
        translation = self._translations.get(place.language)
        if translation is None:
            raise _no_place(place)
        text = next((one for one in translation.iterfind(f"{XF}text") if one.get("id") == text_id), None)
        if text is None:
            text = etree.SubElement(translation, f"{XF}text", id=text_id)
        value = next((one for one in text.iterfind(f"{XF}value") if (one.get("form") or "") == form), None)
        if value is None:
            value = etree.SubElement(text, f"{XF}value")
            if form:
                value.set("form", form)
        _fill(value, template)


def _fill(node: etree._Element, template: Template) -> None:
    for child in list(node):
        node.remove(child)
    node.text = None
    last: etree._Element | None = None
    for part in template:
        if part.expression:
            last = etree.SubElement(node, f"{XF}output", value=part.expression)
        elif last is None:
            node.text = (node.text or "") + part.text
        else:
            last.tail = (last.tail or "") + part.text


def _referenced(template: Template) -> str:
    """As our own columns hold it: "Go to ${first_name}"."""
    return "".join(
        f"${{{part.expression.strip().rpartition('/')[2]}}}" if part.expression else part.text for part in template
    )


def _no_place(place: TextPlace) -> DeskBug:
    return DeskBug(f"the script has no {place.column} there", code="script_text")

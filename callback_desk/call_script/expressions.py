"""Evaluates a script's expressions with lxml, against the answers of one call."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import cast

from lxml import etree

from callback_desk.call_script.odk_functions import Surroundings, odk_functions
from callback_desk.call_script.xpath import PREFIX, Expression, ExpressionRefused, read_expression
from callback_desk.call_script.xpath_values import XPathValue, as_boolean, as_text
from callback_desk.domain.errors import DeskBug

_NAMESPACE = "urn:callback-desk:odk-functions"


@lru_cache(maxsize=4096)
def parsed(source: str) -> Expression:
    """Raises ExpressionRefused. The result is shared: read it, never change it."""
    expression = read_expression(source)
    if not expression.names:  # a ${name} is still open: the form resolves it and asks again
        try:
            etree.XPath(expression.text, namespaces={PREFIX: _NAMESPACE})
        except etree.XPathSyntaxError as trouble:
            raise ExpressionRefused(f"“{source.strip()}” cannot be read as an expression.") from trouble
    return expression


@lru_cache(maxsize=4096)
def trial(source: str) -> None:
    """Work an expression out once on an empty form: what can never work is found before a call.

    Raises ExpressionRefused.
    """
    if parsed(source).names:
        return
    try:
        Evaluator(_Nowhere()).value(source, etree.Element("data"))
    except DeskBug as trouble:
        raise ExpressionRefused(
            f"“{source.strip()}” cannot be worked out: count(), sum() and name() take questions, not words or numbers."
        ) from trouble


class _Nowhere:
    """Surroundings of no call at all."""

    zone: tzinfo = UTC
    language = "en"

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)

    def current(self) -> etree._Element:
        return etree.Element("data")

    def fact(self, table: str, column: str) -> str:
        return ""

    def list_items(self, name: str) -> list[etree._Element]:
        return []

    def choice_label(self, value: str, path: str) -> str:
        return ""


class Evaluator:
    """One for each call. Compiles an expression the first time it is asked for (about 10 microseconds)."""

    def __init__(self, around: Surroundings) -> None:
        self._extensions = {(_NAMESPACE, name): call for name, call in odk_functions(around).items()}
        self._compiled: dict[str, etree.XPath] = {}

    def value(self, source: str, node: etree._Element) -> XPathValue:
        """Raises ExpressionRefused for one that cannot be read, DeskBug for one that fails on these answers."""
        compiled = self._compiled.get(source)
        if compiled is None:
            compiled = etree.XPath(parsed(source).text, namespaces={PREFIX: _NAMESPACE}, extensions=self._extensions)
            self._compiled[source] = compiled
        try:
            found = compiled(node)
        except (etree.XPathError, ValueError, TypeError, OverflowError) as trouble:
            raise DeskBug("An expression of the call script failed.", code="script_expression") from trouble
        return cast(XPathValue, found)  # lxml also names bytes and tuples, which these expressions never give

    def text(self, source: str, node: etree._Element) -> str:
        found = as_text(self.value(source, node))
        return "" if found == "NaN" else found

    def truth(self, source: str, node: etree._Element) -> bool:
        return as_boolean(self.value(source, node))

    def nodes(self, source: str, node: etree._Element) -> list[etree._Element]:
        found = self.value(source, node)
        return found if isinstance(found, list) else []

"""Reads a script's expression and writes it again so that lxml's XPath 1.0 means what ODK means.

ODK functions get our prefix, so that `round(x, 2)` and `position(..)` do not meet XPath's own; the two sides of
`<` and `+` are wrapped, so that dates count as days (ODK XForms specification, "XPath evaluation").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from callback_desk.call_script.signatures import NATIVE, ODK
from callback_desk.domain.errors import ScriptRefused

PREFIX = "odk"
_DEPTH_MOST = 30

_NODE_TYPES = ("node", "text", "comment")

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)"
    r"|(?P<literal>\"[^\"]*\"|'[^']*')"
    r"|(?P<op>::|//|\.\.|<=|>=|!=|[/.@*()\[\],|+\-=<>])"
    r"|(?P<name>[^\W\d][\w\-]*(?:\.[\w\-]+)*(?::[^\W\d][\w\-]*)?)"
    r"|(?P<reference>\$\{\s*(?P<field>[^\W\d][\w.\-]*)\s*\}))"
)


class ExpressionRefused(ScriptRefused):
    """The expression does not parse, or uses something this program does not evaluate."""


@dataclass(slots=True)
class Expression:
    """`text` is for lxml; the rest is what the checks ask for."""

    source: str
    text: str = ""
    paths: list[str] = field(default_factory=list)  # absolute, or relative to the question: "../x", "."
    names: list[str] = field(default_factory=list)  # ${name}, where the form has not resolved it
    facts: list[tuple[str, str]] = field(default_factory=list)  # pulldata table and column
    lists: list[str] = field(default_factory=list)  # instance('list')
    compared: list[tuple[str, str]] = field(default_factory=list)  # a path and the text it is compared with
    calls: list[str] = field(default_factory=list)  # functions, as written


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def read_expression(source: str) -> Expression:
    """Parse one XPath 1.0 expression with ODK functions. Raises ExpressionRefused with a sentence for its writer."""
    expression = Expression(source=source)
    reader = _Reader(_tokens(source), expression)
    expression.text = reader.whole()
    return expression


def _tokens(source: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    end = len(source.rstrip())
    while at < end:
        match = _TOKEN.match(source, at)
        if match is None:
            raise ExpressionRefused(
                f"“{source[at:].strip()[:20]}” cannot be read here. Check quotation marks and spelling."
            )
        kind = match.lastgroup or ""
        if match["reference"] is not None:
            found.append(_Token("reference", match["field"]))
        else:
            found.append(_Token(kind, match[kind]))
        at = match.end()
    depth = deepest = 0
    for token in found:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(token.text, 0) if token.kind == "op" else 0
        deepest = max(deepest, depth)
    if deepest > _DEPTH_MOST:
        raise ExpressionRefused(f"More than {_DEPTH_MOST} brackets stand in one another. Make two calculations of it.")
    return found


class _Reader:
    """Recursive descent over the grammar of XPath 1.0 section 3; each method returns the text for lxml."""

    def __init__(self, tokens: list[_Token], expression: Expression) -> None:
        self._tokens = tokens
        self._at = 0
        self._out = expression
        self._depth = 0  # inside [..] a relative path belongs to the list, not to the question

    def whole(self) -> str:
        if not self._tokens:
            raise ExpressionRefused("The expression is empty.")
        text = self._or()
        if self._peek() is not None:
            raise ExpressionRefused(f"“{self._shown()}” is not expected in “{self._out.source.strip()}”.")
        return text

    # -- tokens

    def _peek(self, ahead: int = 0) -> _Token | None:
        index = self._at + ahead
        return self._tokens[index] if index < len(self._tokens) else None

    def _is(self, *texts: str, ahead: int = 0) -> bool:
        token = self._peek(ahead)
        return token is not None and token.kind in ("op", "name") and token.text in texts

    def _take(self) -> _Token:
        token = self._peek()
        if token is None:
            raise ExpressionRefused(f"“{self._out.source.strip()}” stops too early.")
        self._at += 1
        return token

    def _expect(self, text: str) -> None:
        if not self._is(text):
            raise ExpressionRefused(f"“{text}” is missing in “{self._out.source.strip()}”.")
        self._at += 1

    def _shown(self) -> str:
        token = self._peek()
        return token.text if token else ""

    # -- operators, loosest first

    def _or(self) -> str:
        text = self._and()
        while self._is("or"):
            self._take()
            text = f"{text} or {self._and()}"
        return text

    def _and(self) -> str:
        text = self._equal()
        while self._is("and"):
            self._take()
            text = f"{text} and {self._equal()}"
        return text

    def _equal(self) -> str:
        started = self._at
        text = self._relation()
        while self._is("=", "!="):
            operator = self._take().text
            middle = self._at
            right = self._relation()
            self._note_comparison(started, middle - 1, self._at)
            text = f"{text} {operator} {right}"
        return text

    def _relation(self) -> str:
        text = self._sum()
        while self._is("<", "<=", ">", ">="):
            operator = self._take().text
            text = f"{PREFIX}:number({text}) {operator} {PREFIX}:number({self._sum()})"
        return text

    def _sum(self) -> str:
        text = self._product()
        while self._is("+", "-"):
            operator = self._take().text
            text = f"{PREFIX}:number({text}) {operator} {PREFIX}:number({self._product()})"
        return text

    def _product(self) -> str:
        text = self._signed()
        while self._is("*", "div", "mod"):
            operator = self._take().text
            text = f"{text} {operator} {self._signed()}"
        return text

    def _signed(self) -> str:
        sign = ""
        while self._is("-"):
            self._take()
            sign += "- "
        text = sign + self._path()
        while self._is("|"):
            self._take()
            text = f"{text} | {self._path()}"
        return text

    # -- paths

    def _path(self) -> str:
        token = self._peek()
        if token is None:
            raise ExpressionRefused(f"“{self._out.source.strip()}” stops too early.")
        if token.kind in ("number", "literal"):
            self._take()
            return token.text
        if token.kind == "reference":
            self._take()
            self._out.names.append(token.text)
            return f"${token.text}"
        if token.text == "(":
            self._take()
            inner = f"({self._or()})"
            self._expect(")")
            return inner + self._predicates() + self._rest_of_path()[0]
        if token.kind == "name" and self._is("(", ahead=1) and token.text not in _NODE_TYPES:
            text = self._call() + self._predicates()
            rest, steps = self._rest_of_path()
            if text == f"{PREFIX}:current()" and steps:
                self._out.paths.append("/".join(steps))
            return text + rest
        return self._location()

    def _rest_of_path(self) -> tuple[str, list[str]]:
        if not self._is("/", "//"):
            return "", []
        separator = self._take().text
        text, steps = self._steps()
        return separator + text, steps

    def _location(self) -> str:
        if self._is("//"):
            raise ExpressionRefused("“//” is not supported. Name the question itself, with ${name}.")
        absolute = self._is("/")
        if absolute:
            self._take()
        text, steps = self._steps()
        if absolute or not self._depth:
            self._out.paths.append(("/" if absolute else "") + "/".join(steps))
        return ("/" if absolute else "") + text

    def _steps(self) -> tuple[str, list[str]]:
        texts: list[str] = []
        steps: list[str] = []
        while True:
            token = self._take()
            if token.kind == "name" and self._is("::"):
                raise ExpressionRefused(
                    f"The axis “{token.text}::” is not supported. Name the question with ${{name}}."
                )
            if token.text == "@":
                raise ExpressionRefused("Attributes (“@”) are not supported in a script.")
            if token.kind == "name" and token.text in _NODE_TYPES and self._is("("):
                self._expect("(")
                self._expect(")")
                texts.append(f"{token.text}()")
            elif token.kind == "name" or token.text in (".", "..", "*"):
                texts.append(token.text + self._predicates())
                steps.append(token.text)
            else:
                raise ExpressionRefused(f"“{token.text}” is not expected in “{self._out.source.strip()}”.")
            if not self._is("/"):
                return "/".join(texts), steps
            self._take()

    def _predicates(self) -> str:
        text = ""
        while self._is("["):
            self._take()
            self._depth += 1
            text += f"[{self._or()}]"
            self._depth -= 1
            self._expect("]")
        return text

    # -- functions

    def _call(self) -> str:
        name = self._take().text
        self._expect("(")
        arguments: list[str] = []
        starts: list[int] = []
        while not self._is(")"):
            starts.append(self._at)
            arguments.append(self._or())
            if self._is(","):
                self._take()
            elif not self._is(")"):
                raise ExpressionRefused(f"A “)” or a comma is missing after {name}( in “{self._out.source.strip()}”.")
        starts.append(self._at + 1)
        self._expect(")")
        self._arity(name, len(arguments))
        self._out.calls.append(name)
        self._note_call(name, starts)
        if name == "sum":  # what was not answered, or does not apply, adds nothing; XPath alone says "not a number"
            arguments = [f"({one})[normalize-space()]" for one in arguments]
        if name in NATIVE or (name == "position" and not arguments):
            return f"{name}({', '.join(arguments)})"
        return f"{PREFIX}:{name.removeprefix('jr:')}({', '.join(arguments)})"

    def _arity(self, name: str, given: int) -> None:
        limits = NATIVE.get(name) or ODK.get(name)
        if limits is None:
            raise ExpressionRefused(
                f"The function {name}() is not supported in a call script. See docs/scripts.md for those that are."
            )
        fewest, most = limits
        if given < fewest or (most >= 0 and given > most):
            wanted = f"{fewest}" if fewest == most else f"{fewest} or more" if most < 0 else f"{fewest} to {most}"
            raise ExpressionRefused(f"{name}() takes {wanted} values in its brackets, and {given} are given.")

    def _literal(self, start: int, stop: int) -> str | None:
        only = self._tokens[start:stop]
        return only[0].text[1:-1].strip() if len(only) == 1 and only[0].kind == "literal" else None

    def _path_text(self, start: int, stop: int) -> str | None:
        part = self._tokens[start:stop]
        if part and all(token.kind == "name" or token.text in ("/", ".", "..") for token in part):
            return "".join(token.text for token in part)
        return None

    def _note_comparison(self, start: int, middle: int, stop: int) -> None:
        for here, there in (((start, middle), (middle + 1, stop)), ((middle + 1, stop), (start, middle))):
            path, literal = self._path_text(*here), self._literal(*there)
            if path is not None and literal is not None and not self._depth:
                self._out.compared.append((path, literal))

    def _note_call(self, name: str, starts: list[int]) -> None:
        def text(index: int) -> str | None:
            return self._literal(starts[index], starts[index + 1] - 1)

        if name == "pulldata":
            table, column = text(0), text(1)
            if table is None or column is None:
                raise ExpressionRefused("pulldata() needs the table and the column written out, in quotation marks.")
            self._out.facts.append((table, column))
        elif name == "instance":
            self._out.lists.append(text(0) or "")
        elif name in ("selected", "starts-with"):
            path, literal = self._path_text(starts[0], starts[1] - 1), text(1)
            if path is not None and literal is not None:
                self._out.compared.append((path, literal))
        elif name == "regex":
            pattern = text(1)
            if pattern is not None:
                try:
                    re.compile(pattern)
                except re.error as trouble:
                    raise ExpressionRefused(
                        f"The pattern “{pattern}” in regex() cannot be read: {trouble}."
                    ) from trouble
        elif name == "jr:choice-name":
            path = text(1)
            if path is not None and path.startswith("/"):
                self._out.paths.append(path)

"""The rules of the house that a machine can see: who may import whom, and what no file may hold.

    python3 scripts/house_checks.py     prints every broken rule with what to do instead

tests/house/ runs the same checks and shows that each of them catches what it is for.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGE = "callback_desk"
MOST_LINES = 350

_ALL_ROOMS = "*"
# Room -> the rooms it may import. A room is a folder or a module directly under callback_desk/.
ARROWS: dict[str, set[str]] = {
    "domain": set(),
    "call_script": {"domain"},
    "intake": {"domain"},
    "use_cases": {"intake", "call_script", "domain"},
    "storage": {"domain"},
    "vault": {"domain"},
    "documents": {"domain"},
    "processes": set(),
    "ui": {"use_cases", "call_script", "domain"},
    "cli": {"use_cases", "domain", "bootstrap"},
    "paths": {"domain"},
    "rulebook": {"domain", "paths"},
    "settings": {"domain", "paths"},
    "logs": {"domain", "paths"},
    "bootstrap": {"use_cases", "intake", "call_script", "domain", "storage", "vault", "documents", "processes"}
    | {"paths", "rulebook", "settings", "logs"},
    "app": {_ALL_ROOMS},
    "demo": {_ALL_ROOMS},  # joins a desk, the window and the walk; only app and __main__ reach it
    "__main__": {_ALL_ROOMS},
}
# Third party -> the places (folders or modules under callback_desk/) that may import it.
OWNERS: dict[str, set[str]] = {
    "phonenumbers": {"domain/phone.py"},
    "pyxform": {"call_script"},
    "lxml": {"call_script"},
    "openpyxl": {"call_script"},
    "python_calamine": {"intake"},
    "defusedxml": {"intake"},
    "charset_normalizer": {"intake"},
    "rapidfuzz": {"intake"},
    "sqlmodel": {"storage"},
    "sqlalchemy": {"storage"},
    "alembic": {"storage"},
    "sqlcipher3": {"storage"},
    "psycopg": {"storage"},
    "pydantic": {"storage"},
    "keyring": {"vault"},
    "argon2": {"vault"},
    "cryptography": {"vault", "documents/signature.py"},  # whose certificate, and until when
    "reportlab": {"documents"},
    "_rl_accel": {"documents"},
    "uharfbuzz": {"documents"},
    "PIL": {"documents"},
    "bidi": {"documents"},
    "pikepdf": {"documents"},
    "pypdfium2": {"documents"},
    "PySide6": {"ui", "app"},
    "shiboken6": {"ui", "app"},
    "typer": {"cli", "app"},  # which joins the window and the demo to the terminal's commands
    "click": {"cli"},
    "rich": {"cli"},
    "holidays": {"rulebook.py", "rulebook"},
    "platformdirs": {"paths.py"},
}
NEVER_IMPORTED = {
    "sqlite3": "plain SQLite would write names in the clear: use storage, which opens SQLCipher",
    "PySide6.QtSql": "plain SQLite would write names in the clear: use storage, which opens SQLCipher",
    "pickle": "reading a pickle runs what it holds: send JSON lines",
}
NO_SUCH_NAMES = {"utils", "util", "helpers", "helper", "misc", "common", "stuff"}
LONGER_FOR_A_REASON: dict[str, str] = {}  # path under callback_desk/ -> why it cannot be split by subject
# Closing any handle of a file drops this process's locks on it (POSIX): SQLite would go on unprotected.
MAY_OPEN_A_DATABASE = {
    "storage/engine.py": "looks at the header before the first connection",
    "vault/sealed_file.py": "a copy made for the backup, which nobody else has open",
}
LEFT_OVERS = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|raise NotImplemented" + r"Error")
MACHINE_PATHS = re.compile(r"(?<![\w)'\].])/(?:root|work)/\w|/tmp/" + r"\w/")


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule: the file under the repository, the line from 1, and what to do instead."""

    file: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.words}"


@dataclass(frozen=True, slots=True)
class Import:
    line: int
    target: str  # dotted and absolute
    at_start: bool  # runs when the module is imported, so that it can be part of a cycle


def imports_of(source: str, file: str) -> list[Import]:
    """Every import in a file, wherever it stands. `file` is relative to the folder that holds the package."""
    package = list(Path(file).with_suffix("").parts[:-1])
    tree = ast.parse(source)
    late = {id(inner) for node in ast.walk(tree) if _runs_later(node) for inner in ast.walk(node)}
    found = []
    for node in ast.walk(tree):
        start = id(node) not in late
        if isinstance(node, ast.Import):
            found += [Import(node.lineno, alias.name, start) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) - node.level + 1], *([node.module] if node.module else [])]
            origin = ".".join(base) if node.level else (node.module or "")
            found += [Import(node.lineno, f"{origin}.{alias.name}", start) for alias in node.names]
        elif (
            isinstance(node, ast.Call) and _called(node) in {"import_module", "__import__", "run_module"} and node.args
        ):
            name = node.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                found.append(Import(node.lineno, name.value, False))
    return found


def _runs_later(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name | ast.Attribute) and ast.unparse(node.test).endswith("TYPE_CHECKING")
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def wrong_imports(source: str, file: str) -> Iterator[Finding]:
    """Arrows that point the wrong way, and third parties outside their owner's room."""
    inside = Path(file).relative_to(PACKAGE)
    room = inside.parts[0].removesuffix(".py")
    if room == "__init__":
        allowed: set[str] = set()
    elif room in ARROWS:
        allowed = ARROWS[room]
    else:
        yield Finding(file, 1, f"`{room}` is a room nobody knows: give it a row in ARROWS with a reason")
        return
    for found in imports_of(source, file):
        parts = found.target.split(".")
        for never, instead in NEVER_IMPORTED.items():
            if f"{found.target}.".startswith(f"{never}."):
                yield Finding(file, found.line, f"imports {never}: {instead}")
        if parts[0] == PACKAGE:
            target = parts[1] if len(parts) > 1 else ""
            if target in ARROWS and target != room and not {target, _ALL_ROOMS} & allowed:
                yield Finding(file, found.line, f"{room} may not import {target}: {_way_out(room, target)}")
        elif parts[0] not in sys.stdlib_module_names:
            owners = OWNERS.get(parts[0])
            if owners is None:
                yield Finding(
                    file, found.line, f"imports {parts[0]}: name its owner in OWNERS, and why in pyproject.toml"
                )
            elif not owners & {inside.parts[0], inside.as_posix()}:
                yield Finding(file, found.line, f"imports {parts[0]}: only {', '.join(sorted(owners))} may")


def _way_out(room: str, target: str) -> str:
    if room == "domain":
        return "the domain asks nobody; pass the value in"
    if room == "use_cases":
        return "say what you need in use_cases/ports.py and let bootstrap bring it"
    if target in {"storage", "vault", "documents", "processes"}:
        return "reach it through a use case and its port"
    return "move what both need to domain/, or hand it over"


def cycles(sources: dict[str, str]) -> list[list[str]]:
    """Groups of modules that import one another while being imported. `sources`: file -> text."""
    names = {file: _module_name(file) for file in sources}
    known = set(names.values())
    edges: dict[str, set[str]] = {}
    for file, source in sources.items():
        targets = {_nearest(found.target, known) for found in imports_of(source, file) if found.at_start}
        edges[names[file]] = {target for target in targets if target} - {names[file]}
    return _strong_groups(edges)


def _module_name(file: str) -> str:
    parts = Path(file).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _nearest(target: str, known: set[str]) -> str:
    while target and target not in known:
        target = target.rpartition(".")[0]
    return target


def _strong_groups(edges: dict[str, set[str]]) -> list[list[str]]:
    def reached_from(start: str) -> set[str]:
        reached: set[str] = set()
        waiting = [start]
        while waiting:
            for target in edges.get(waiting.pop(), set()) - reached:
                reached.add(target)
                waiting.append(target)
        return reached

    reach = {name: reached_from(name) for name in edges}
    groups = {
        tuple(sorted(n for n in reach[name] if name in reach.get(n, ()))) for name in edges if name in reach[name]
    }
    return [list(group) for group in sorted(groups)]


def wrong_clocks(source: str, file: str) -> Iterator[Finding]:
    """Reading the wall clock anywhere but in a class named ...Clock; naive datetimes everywhere."""
    tree = ast.parse(source)
    clocks = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name.endswith("Clock")]
    in_clock = {id(inner) for node in clocks for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        of, name = ast.unparse(node.func.value), node.func.attr
        if of.rpartition(".")[2] in {"datetime", "date"} and name in {"utcnow", "utcfromtimestamp", "today"}:
            yield Finding(file, node.lineno, f"{of}.{name}() is naive: ask the Clock that was passed in")
        elif of.rpartition(".")[2] == "datetime" and name == "now":
            if not node.args and not node.keywords:
                yield Finding(file, node.lineno, "datetime.now() is naive: ask the Clock that was passed in")
            elif id(node) not in in_clock:
                yield Finding(file, node.lineno, "reads the wall clock: ask the Clock that was passed in")
        elif (of, name) == ("time", "time") and id(node) not in in_clock:
            yield Finding(file, node.lineno, "reads the wall clock: ask the Clock, or time.monotonic for a wait")


def wrong_opens(source: str, file: str) -> Iterator[Finding]:
    """Opening a database as a plain file. In storage/ every file is taken for one."""
    inside = Path(file).relative_to(PACKAGE)
    if inside.as_posix() in MAY_OPEN_A_DATABASE:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _called(node) in {"open", "read_bytes", "write_bytes", "copyfile", "copy2"}:
            of_method = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) not in {
                "os",
                "io",
                "shutil",
            }
            subject = (
                node.func.value if of_method and isinstance(node.func, ast.Attribute) else next(iter(node.args), None)
            )
            named_so = subject is not None and re.search(r"database|db_(path|file)|desk_file", ast.unparse(subject))
            mode = ast.unparse(node.args[0 if of_method else 1]) if len(node.args) > (0 if of_method else 1) else ""
            if named_so or (inside.parts[0] == "storage" and re.search(r"'[rwax]b?\+?'|O_", mode)):
                yield Finding(file, node.lineno, "opens a database as a plain file: ask SQLCipher, or use its backup")


def wrong_files(text: str, file: str) -> Iterator[Finding]:
    """Rules about a whole program file: its length and its name."""
    inside = Path(file).relative_to(PACKAGE)
    lines = text.count("\n")
    if lines > MOST_LINES and inside.as_posix() not in LONGER_FOR_A_REASON:
        yield Finding(file, lines, f"{lines} lines, more than {MOST_LINES}: split it by subject")
    for part in inside.with_suffix("").parts:
        if part.lower() in NO_SUCH_NAMES:
            yield Finding(file, 1, f"`{part}` says nothing: name it after its subject")


def left_overs(text: str, file: str) -> Iterator[Finding]:
    """Unfinished work and paths of somebody's machine, in any file of text."""
    for number, line in enumerate(text.splitlines(), start=1):
        if LEFT_OVERS.search(line):
            yield Finding(file, number, "unfinished: do it now, or file an issue")
        if MACHINE_PATHS.search(line) or str(REPOSITORY) in line:
            yield Finding(file, number, "a path of one machine: make it relative, or find it at run time")


def program_sources(repository: Path = REPOSITORY) -> dict[str, str]:
    """Path under the repository -> text, of every Python file of the program."""
    files = sorted((repository / PACKAGE).rglob("*.py"))
    return {file.relative_to(repository).as_posix(): file.read_text(encoding="utf-8") for file in files}


def all_findings(repository: Path = REPOSITORY) -> list[Finding]:
    """Every broken rule in the program."""
    sources = program_sources(repository)
    checks = (wrong_imports, wrong_clocks, wrong_opens, wrong_files, left_overs)
    findings = [finding for file, text in sources.items() for check in checks for finding in check(text, file)]
    return findings + [Finding(group[0], 1, f"a cycle: {' -> '.join(group)}") for group in cycles(sources)]


def main(findings: Iterable[Finding]) -> int:
    found = list(findings)
    for finding in found:
        print(finding)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(all_findings()))

"""Rule files of a folder: read within limits, each with its head; which of them counts on a day."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from callback_desk.domain import rule_dates
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.rule_data import Dated, Fields, RuleProblem, RulesRefused, shown_word
from callback_desk.domain.rule_dates import RuleHead

# Kind of file -> how its name begins; "offenses-2027.toml" replaces "offenses-2026.toml" from its day on.
KINDS = ("offenses", "eligibility", "outcomes", "calling", "hotlines", "matching", "region")
OPTIONAL = frozenset({"region"})  # a country may have none
MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class RuleFile:
    kind: str
    head: RuleHead
    data: Mapping[str, object]
    digest: str


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """Every file of a folder that could be read, and what was wrong with the others."""

    folder: str
    files: tuple[RuleFile, ...]
    problems: tuple[RuleProblem, ...]

    def heads_by_group(self) -> dict[str, list[RuleHead]]:
        """Files that replace one another: of one kind, and of one country."""
        groups: dict[str, list[RuleHead]] = {}
        for file in self.files:
            groups.setdefault(file.head.group, []).append(file.head)
        return groups

    def file_of(self, group: str, on: date | None, chosen: str = "") -> RuleFile | None:
        of_group = [one for one in self.files if one.head.group == group]
        for one in of_group:
            if one.head.file == chosen:
                return one
        head = rule_dates.in_force([one.head for one in of_group], on)
        return next((one for one in of_group if one.head is head), None)


def read_files(folder: Path, chosen: Path | None = None, fallback: RuleFiles | None = None) -> RuleFiles:
    files: list[RuleFile] = []
    problems: list[RuleProblem] = []
    for kind in KINDS:
        paths = sorted(folder.glob(f"{kind}-*.toml"))
        if chosen is not None and chosen.name.startswith(kind + "-") and chosen not in paths:
            paths.append(chosen)
        read: list[RuleFile] = []
        for path in paths:
            try:
                read.append(_file(kind, path))
            except RulesRefused as refused:
                problems.extend(refused.problems)
        if not paths and fallback is not None:
            read = [one for one in fallback.files if one.kind == kind]
        elif not paths and kind not in OPTIONAL:
            problems.append(
                RuleProblem(folder.name, f"The file {kind}-….toml is missing.", folder.name, to_do="Put it back.")
            )
        files += read
    return RuleFiles(folder.name, tuple(files), tuple(problems))


def _file(kind: str, path: Path) -> RuleFile:
    name = path.name
    try:
        if not path.is_file() and not path.is_dir():
            raise _refused(name, "This is not an ordinary file.", "Put the rule file itself here.")
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            raise _refused(
                name, "The file is larger than 2 MB. Rule data never are.", "Look whether this is the right file."
            )
        raw = path.read_bytes()
    except OSError as error:
        raise DeskFault("The rules cannot be read. Install the program again.", code="rules_unreadable") from error
    return _parsed(kind, name, raw)


def _refused(name: str, sentence: str, to_do: str) -> RulesRefused:
    return RulesRefused((RuleProblem(name, sentence, name, to_do=to_do),))


@lru_cache(maxsize=32)
def _parsed(kind: str, name: str, raw: bytes) -> RuleFile:
    """The same bytes are the same rules: whoever signs in again does not wait for them. Nobody changes its `data`."""
    try:
        data = tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise _refused(name, "The file is not UTF-8 text.", "Save it as UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        said = shown_word(str(error), 200)
        raise _refused(name, f"The file cannot be read as TOML: {said}.", "Correct this line.") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets inside brackets
        raise _refused(name, "The file cannot be read as TOML.", "Look whether this is the right file.") from error
    country = data.get("region")
    region = country if kind == "region" and isinstance(country, str) else ""
    head = RuleHead(name, f"{kind}-{region}" if region else kind, Dated.from_fields(Fields(data, name)), region)
    return RuleFile(kind, head, data, sha256(raw).hexdigest())

"""What is wrong with rule files, each finding with its file, its rule, its word and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from callback_desk.domain import rule_dates, rule_floor
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.rule_data import RuleProblem
from callback_desk.rulebook.files import KINDS, RuleFile, RuleFiles, read_files
from callback_desk.rulebook.parts import Parts, make_parts


def check(
    path: Path, *, on: date | None = None, region: str = "US", shipped: Path | None = None
) -> tuple[RuleProblem, ...]:
    """What is wrong with a rules folder, or with one file of it; () when nothing is.

    Of a folder every file is looked at, those of another day and another country too. A single file is judged
    together with the others of its folder, because rules name offenses; what is not there is taken from `shipped`,
    the folder of the rules that came with the program. Against these no rule may be looser.
    Raises DeskFault when it cannot be read.
    """
    folder = path if path.is_dir() else path.parent
    if not path.exists():
        raise DeskFault(f"There is no file {path.name} here. Check the name.", code="rules_missing")
    chosen = "" if path.is_dir() else path.name
    if chosen and not chosen.startswith(tuple(f"{kind}-" for kind in KINDS)):
        names = ", ".join(f"{kind}-….toml" for kind in KINDS)
        to_do = "Give the file one of these names."
        return (RuleProblem(chosen, f"The file's name must be one of: {names}", chosen, to_do=to_do),)
    elsewhere = shipped is not None and shipped.resolve() != folder.resolve()
    floor = read_files(shipped) if shipped is not None and elsewhere else None
    found = read_files(folder, path if chosen else None, fallback=floor)
    problems: list[RuleProblem] = list(found.problems)
    for file in found.files:
        if chosen in ("", file.head.file) and not (floor is not None and file in floor.files):
            problems += _of_file(found, file, floor, on, region)
    if not chosen:
        problems += make_parts(found, on, region).problems
    problems += rule_dates.check_dates(found.heads_by_group())
    if chosen:
        problems = [one for one in problems if one.file == chosen]
    return tuple(dict.fromkeys(problems))


def _of_file(
    found: RuleFiles, file: RuleFile, floor: RuleFiles | None, on: date | None, region: str
) -> Iterator[RuleProblem]:
    region = file.head.region or region
    mine = make_parts(found, on, region, file.head.file)
    yield from (one for one in mine.problems if one.file == file.head.file)
    counts = found.file_of(file.head.group, on) is file
    if on is not None and counts and mine.hotlines is not None and file.kind == "hotlines" and mine.hotlines.due(on):
        place = f"{file.head.file}: review_by"
        to_do = "Then set review_by a year ahead, in a file with a version of its own."
        yield RuleProblem(place, mine.hotlines.due(on), file.head.file, "", "review_by", to_do, warns=True)
    old = floor.file_of(file.head.group, on) if floor is not None else None
    if floor is None or old is None:
        return
    yield from rule_floor.check_head(file.head, file.data, old.head, old.data)
    yield from _looser(file.kind, mine, make_parts(floor, on, region), file.head.file)


def _looser(kind: str, mine: Parts, floor: Parts, file: str) -> Iterator[RuleProblem]:
    offenses, rules, calling = mine.offenses, mine.rules, mine.calling
    if kind == "eligibility" and rules is not None and floor.rules is not None:
        yield from rule_floor.looser_rules(rules, floor.rules, file)
    elif kind == "calling" and calling is not None and floor.calling is not None:
        yield from rule_floor.looser_calling(*calling, *floor.calling, file)
    elif offenses is None or floor.offenses is None or floor.rules is None:
        return
    elif kind == "offenses":
        yield from rule_floor.looser_offenses(offenses, floor.offenses, floor.rules, file)
    elif kind == "region" and offenses.profile is not None and floor.offenses.profile is not None:
        yield from rule_floor.looser_region(offenses.profile, floor.offenses.profile, file)
        yield from rule_floor.looser_ways(offenses, floor.offenses, file)

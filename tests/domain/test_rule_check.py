"""`rules check`: what an agency's own rule file may not say, each finding with file, rule, word and what to do."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from callback_desk import rulebook
from callback_desk.domain.rule_data import RuleProblem
from tests.domain.rules_at_hand import RESOURCES

RULES = RESOURCES / "rules"
TODAY = date(2026, 11, 17)
ELSEWHERE = 'id = "relationship_elsewhere"\nnumber = 7\nversion = 1\neffect = "held"\ntest = "relationship_elsewhere"\n'
Draft = Callable[..., Path]


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """A shipped file with pieces of text replaced, alone in a folder, as an agency hands it in."""

    def make(kind: str, *pairs: tuple[str, str], head: bool = True) -> Path:
        shipped = next(RULES.glob(f"{kind}-*.toml"))
        text = shipped.read_text("utf-8")
        for old, new in pairs:
            assert old in text, f"the test changes something that is there: {old}"
            text = text.replace(old, new, 1)
        if head:
            version = tomllib.loads(text)["version"]
            text = text.replace(
                f'version = "{version}"', f'version = "{version}-ours"\nreason = "Chief\'s order 12"', 1
            )
            if kind == "eligibility":
                text = text.replace('reason = "Countries', '# "Countries', 1)
            text = text.replace("effective = 2026-01-01", "effective = 2026-06-01", 1)
        path = tmp_path / f"{kind}-ours.toml"
        path.write_text(text, "utf-8")
        return path

    return make


def look(path: Path, *, region: str = "US") -> tuple[RuleProblem, ...]:
    return rulebook.check(path, on=TODAY, region=region, shipped=RULES)


def said(path: Path, **changes: str) -> list[str]:
    return [f"{one.entry}|{one.key}|{one.sentence}" for one in look(path, **changes) if not one.warns]


RULE_13 = 'id = "under_18"\nnumber = 13\nversion = 1'
NEXT_13 = 'id = "under_18"\nnumber = 13\nversion = 2\nreason = "Order 12"'
RULE_46 = 'id = "too_old"\nnumber = 46\nversion = 2'
NEXT_46 = 'id = "too_old"\nnumber = 46\nversion = 3'


def test_a_stricter_file_is_in_order(draft: Draft) -> None:
    path = draft(
        "eligibility",
        (RULE_46, NEXT_46),
        ("amount = 60", "amount = 30"),
        (RULE_13, NEXT_13),
        ("amount = 18", "amount = 21"),
    )
    assert look(path) == ()
    assert look(draft("calling", ("attempts_person = 6", "attempts_person = 3"))) == ()
    assert (
        look(
            draft("region", ('level = "allowed"\nstatus = "inactive"', 'level = "held"\nstatus = "inactive"')),
            region="GB",
        )
        == ()
    )
    assert look(draft("offenses", ('level = "allowed"', 'level = "release"'))) == ()


@pytest.mark.parametrize(
    ("kind", "pairs", "entry", "key", "says"),
    [
        (
            "eligibility",
            [(RULE_46, NEXT_46), ("amount = 60", "amount = 90")],
            "rule 46 (too_old)",
            "amount",
            "90 is looser than 60",
        ),
        ("eligibility", [("amount = 48", "amount = 24")], "rule 47 (too_new)", "amount", "24 is looser than 48"),
        ("eligibility", [("amount = 14", "amount = 30")], "rule 48 (facts_old)", "amount", "30 is looser than 14"),
        ("eligibility", [("amount = 80", "amount = 95")], "rule 38 (aged_80)", "amount", "95 is looser than 80"),
        ("eligibility", [("amount = 3\n", "amount = 9\n")], "rule 37 (repeat_victim)", "amount", "9 is looser than 3"),
        (
            "eligibility",
            [
                (
                    'effect = "excluded"\ntest = "sign"\nwords = ["domestic"]',
                    'effect = "held"\ntest = "sign"\nwords = ["domestic"]',
                )
            ],
            "rule 5 (domestic)",
            "effect",
            "held is looser than excluded",
        ),
        ("eligibility", [('words = ["SE", "CS", ', 'words = ["CS", ')], "", "rule", "covers SE"),
        (
            "eligibility",
            [
                (
                    ELSEWHERE + 'words = ["SE", ',
                    ELSEWHERE + "words = [",
                )
            ],
            "rule 7 (relationship_elsewhere)",
            "words",
            "SE no longer stops",
        ),
        (
            "eligibility",
            [('words = ["gang"]\n', 'words = ["gang"]\noffenses = ["220"]\n')],
            "rule 33 (gang)",
            "offenses",
            "limited to fewer offenses",
        ),
        (
            "eligibility",
            [('id = "too_old"\nnumber = 46', 'id = "much_too_old"\nnumber = 46')],
            "rule 46 (too_old)",
            "",
            "missing here",
        ),
        ("eligibility", [('test = "safety_stop"', 'test = "case_hold"')], "", "rule", "safety_stop is needed"),
        (
            "eligibility",
            [('test = "case_hold"', 'test = "case_hold"\nrelease = true')],
            "rule 54 (case_hold)",
            "release",
            "must be supplied",
        ),
        (
            "eligibility",
            [("The person is under 18.", "The person is a child.")],
            "rule 13 (under_18)",
            "version",
            "its version is still 1",
        ),
        (
            "eligibility",
            [('id = "under_18"\nnumber = 13\nversion = 1', 'id = "under_18"\nnumber = 13\nversion = 2')],
            "rule 13 (under_18)",
            "reason",
            "does not say why",
        ),
        (
            "eligibility",
            [('source = "Legal and policy, section 5.3"\n', "")],
            "rule 31 (do_not_call_sign)",
            "source",
            "missing",
        ),
        ("eligibility", [("amount = 18", "amount = 16")], "rule 13 (under_18)", "amount", "no less than 18"),
        ("eligibility", [("amount = 48", "amount = 2000")], "rule 47 (too_new)", "amount", "nobody could be called"),
        (
            "eligibility",
            [("{what} needs your OK", "{offense} needs your OK")],
            "rule 4 (offense_release)",
            "label",
            "Braces stand for",
        ),
        (
            "eligibility",
            [('label = "Domestic sign"', 'label = "{what} sign"')],
            "rule 5 (domestic)",
            "label",
            "fills no {what}",
        ),
        (
            "eligibility",
            [('passed = "Records are fresh"', 'passed = "Records of {what}"')],
            "rule 48 (facts_old)",
            "passed",
            "fills no {what}",
        ),
        (
            "eligibility",
            [("There is a protection order.", "There is a protection order, " * 12)],
            "rule 9 (protection_order)",
            "sentence",
            "longer than 200",
        ),
        (
            "eligibility",
            [("There is a protection order.", "There is\\u202e an order.")],
            "rule 9 (protection_order)",
            "sentence",
            "nobody sees",
        ),
        (
            "eligibility",
            [("There is a protection order.", "There is\\u0007 an order.")],
            "rule 9 (protection_order)",
            "sentence",
            "control characters",
        ),
        (
            "eligibility",
            [('offenses = ["13A"]', 'offenses = ["09A"]')],
            "rule 29 (serious_injury)",
            "",
            "can never decide",
        ),
        (
            "offenses",
            [('level = "never"', 'level = "release"')],
            "offense 1 (09A)",
            "level",
            "release is looser than never",
        ),
        (
            "offenses",
            [('level = "never"', 'level = "allowed"\nlast_call_days = 200')],
            "offense 1 (09A)",
            "last_call_days",
            "later than in the program",
        ),
        (
            "offenses",
            [('level = "never"', 'level = "never"\nfirst_call_h = 2')],
            "offense 1 (09A)",
            "first_call_h",
            "earlier than in the program",
        ),
        (
            "offenses",
            [('level = "never"', 'level = "never"\nfirst_call_h = 240\nlast_call_days = 5')],
            "offense 1 (09A)",
            "first_call_h",
            "nobody could be called",
        ),
        (
            "offenses",
            [('name = "ASSAULT"\ncodes', 'name = "ASSAULT"\ncodes = ["220"]\n#')],
            "name (ASSAULT)",
            "codes",
            "It leads to allowed",
        ),
        (
            "calling",
            [("opens = 09:00:00, closes = 17:00:00", "opens = 08:00:00, closes = 17:00:00")],
            "hours",
            "saturday",
            "longer than in the program",
        ),
        (
            "calling",
            [("closed_on_holidays = true", "closed_on_holidays = false")],
            "hours",
            "closed_on_holidays",
            "does not call on holidays",
        ),
        (
            "region",
            [('level = "withdrew"', 'level = "allowed"')],
            "outcome_type (14)",
            "level",
            "allowed is looser than withdrew",
        ),
        (
            "region",
            [
                ('"Evidential difficulties - suspect not identified; victim does not support",\n', ""),
                (
                    '"Investigation complete; no suspect identified",',
                    '"Evidential difficulties - suspect not identified; victim does not support",',
                ),
            ],
            "outcome_type (18)",
            "words",
            "is withdrew in the program, here allowed",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_rule_and_its_word(
    draft: Draft, kind: str, pairs: list[tuple[str, str]], entry: str, key: str, says: str
) -> None:
    path = draft(kind, *pairs)
    found = [one for one in look(path, region="GB" if kind == "region" else "US") if says in one.sentence]
    assert [(one.file, one.entry, one.key, one.warns) for one in found] == [(path.name, entry, key, False)], said(path)
    assert found[0].to_do.endswith("."), found[0]
    assert found[0].place.startswith(f"{path.name}")


def test_a_second_rule_that_never_decides_is_named(draft: Draft) -> None:
    later = (
        '\n[[rule]]\nid = "under_17"\nnumber = 200\nversion = 1\neffect = "held"\ntest = "age_under"\namount = 18\n'
        'label = "Young"\nsentence = "The person is young."\nsource = "Ours"\n'
    )
    path = draft("eligibility")
    path.write_text(path.read_text("utf-8") + later, "utf-8")
    assert said(path) == [
        "rule 200 (under_17)||This rule can never decide. Rule 13 (under_18) decides wherever it applies."
    ]
    path.write_text(
        path.read_text("utf-8").replace(
            'number = 200\nversion = 1\neffect = "held"\ntest = "age_under"\namount = 18',
            'number = 200\nversion = 1\neffect = "held"\ntest = "age_under"\namount = 25',
        ),
        "utf-8",
    )
    assert said(path) == [], "held under 25 reaches people whom nothing else stops"


def test_changed_rules_need_a_version_a_reason_and_a_later_day(draft: Draft) -> None:
    change = ("rounds_week = 3", "rounds_week = 2")
    assert said(draft("calling", change, head=False)) == [
        "|version|The rules changed, and the version is that of calling-2026.toml: calling-2026.1."
    ]
    assert said(draft("calling", change, ('version = "calling-2026.1"', 'version = "ours-1"'), head=False)) == [
        "|reason|The rules differ from calling-2026.1, and nothing says why."
    ]
    early = draft("calling", change, ("effective = 2026-01-01", "effective = 2026-01-01 # on the first"))
    early.write_text(early.read_text("utf-8").replace("effective = 2026-06-01", "effective = 2025-06-01"), "utf-8")
    assert any("it would never count" in one for one in said(early))
    assert look(draft("calling", head=False)) == (), "the program's own file, word for word"


def test_a_file_alone_is_judged_with_the_offenses_of_the_program(draft: Draft) -> None:
    path = draft("eligibility", ('offenses = ["13A"]', 'offenses = ["13X"]'))
    assert "The code 13X is not among the offenses." in said(path)[0]

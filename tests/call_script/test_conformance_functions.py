"""Small forms: every function, what it gives, and that no odd value makes it fail in a call."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.signatures import NATIVE, ODK

Start = Callable[..., Navigator]
PAGE = Path(__file__).parents[2] / "docs" / "scripts.md"


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("if(1 < 2, 'yes', 'no')", "yes"),
        ("coalesce('', 'b')", "b"),
        ("concat('a', 'b', 3)", "ab3"),
        ("join('-', 'a', 'b')", "a-b"),
        ("string-length('abc')", "3"),
        ("regex('AB12', '[A-Z]+[0-9]+')", "true"),
        ("regex('xAB12', '[A-Z]+[0-9]+')", "false"),
        ("round(2.345, 2)", "2.35"),
        ("round(-2.5)", "-2"),
        ("int(3.9)", "3"),
        ("7 mod 4", "3"),
        ("10 div 4", "2.5"),
        ("2 - -3", "5"),
        ("today()", "2026-11-14"),
        ("now()", "2026-11-14T12:00:00.000-06:00"),
        ("format-date(today(), '%b %e, %Y')", "Nov 14, 2026"),
        ("format-date(date(today() + 9), '%Y-%m-%d')", "2026-11-23"),
        ("today() - date('2026-11-04')", "10"),
        ("if(date('2026-11-09') < today(), 'past', 'not')", "past"),
        ("if('2026-11-23' > '2026-11-14', 'later', 'not')", "later"),
        ("if('' > 5, 'more', 'not')", "not"),
        ("if(not(false()) and true(), 'a', 'b')", "a"),
        ("selected('red blue', 'blue')", "true"),
        ("selected('red bluebell', 'blue')", "false"),
        ("selected-at('red blue', 1)", "blue"),
        ("count-selected('red blue')", "2"),
        ("substr('abcdef', 1, 3)", "bc"),
        ("substring('abcdef', 2, 3)", "bcd"),
        ("starts-with('machine_none', 'machine')", "true"),
        ("ends-with('abc', 'bc')", "true"),
        ("contains('abc', 'd')", "false"),
        ("translate('AbC', 'ABC', 'abc')", "abc"),
        ("normalize-space('  a   b ')", "a b"),
        ("min(3, 1, 2)", "1"),
        ("max(3, 1, 2)", "3"),
        ("pow(2, 10)", "1024"),
        ("abs(-4)", "4"),
        ("boolean-from-string('1')", "true"),
        ("number('x')", ""),
        ("coalesce('', '', 'c')", "c"),
        ("if('' = '', 'blank', 'not')", "blank"),
        ("format-date('2026-03-07', '%d.%m.%y %a')", "07.03.26 Sat"),
        ("format-date('never', '%Y')", ""),
        ("format-date-time('2026-11-14T09:05:00-06:00', '%H:%M on %b %e')", "09:05 on Nov 14"),
        ("decimal-date-time('1970-01-02')", "1"),
        ("decimal-time('18:00')", "0.75"),
        ("date('2026-11-14T23:30:00-06:00')", "2026-11-14"),
        ("date-time('2026-11-14')", "2026-11-14T00:00:00.000-06:00"),
        ("string-length('')", "0"),
        ("concat('a', 1 = 1, 0.5)", "atrue0.5"),
        ("selected('', '')", "false"),
        ("selected-at('red blue', 9)", ""),
        ("substring-before('1999/04', '/')", "1999"),
        ("substring-after('1999/04', '/')", "04"),
        ("floor(-1.5)", "-2"),
        ("ceiling(1.2)", "2"),
        ("sqrt(16)", "4"),
        ("0.1 + 0.2", "0.3"),
        ("1 div 0", "Infinity"),
        ("string(1 div 3)", "0.333333333333333"),
        ("5 > 3 and 2 > 1 or false()", "true"),
        ("true() = 'true'", "true"),
        ("string(12)", "12"),
        ("boolean('x')", "true"),
        ("pulldata('open', 'agency', 'row', 'this')", "Springfield Police"),
        ("pulldata('case', 'case_number', 'row', 'this')", ""),
    ],
)
def test_functions(start: Start, expression: str, said: str) -> None:
    call = start(
        f"type ¦ name ¦ label ¦ calculation\ntext ¦ a ¦ A ¦\ncalculate ¦ c ¦ ¦ {expression}\nnote ¦ n ¦ [${{c}}] ¦",
        facts={"agency": "Springfield Police"},
    )
    assert call.go_on().heading == (f"[{said}]" if said else "[____]")


@pytest.mark.parametrize(
    "expression",
    [
        "substr('abc', ${n})",
        "substr('abc', 0, ${n})",
        "selected-at('a b', ${n})",
        "round(${n}, 400)",
        "round(123.456, ${n})",
        "round(1000000000 * 1000000000, 12)",
        "int(${n})",
        "pow(${n}, 99999)",
        "sqrt(0 - 4)",
        "date(${n} * 999999999999)",
        "format-date(${n} * 999999999999, '%Y')",
        "decimal-time('99:99')",
        "regex(${t}, ${t})",
        "min('', 'x')",
        "number(${t}) mod 0",
        "today() + ${n}",
        "jr:choice-name(${t}, '${t}')",
        "translate(${t}, '', '')",
        "join(${n}, ${t})",
        "position(..)",
        "count-non-empty(${t})",
        "string-length()",
    ],
)
@pytest.mark.parametrize(("number", "text"), [("", ""), ("-1", "(["), ("999999999", "1e999"), ("0", "nan")])
def test_no_value_makes_a_function_fail(start: Start, expression: str, number: str, text: str) -> None:
    call = start(
        "type ¦ name ¦ label ¦ calculation\ninteger ¦ n ¦ N ¦\ntext ¦ t ¦ T ¦\n"
        f"calculate ¦ c ¦ ¦ {expression}\nnote ¦ o ¦ [${{c}}] ¦"
    )
    call.answer(number)
    call.go_on()
    call.answer(text)
    assert call.go_on().heading.startswith("[")


def test_pulldata_reads_the_case_behind_its_check(start: Start) -> None:
    call = start(
        "type ¦ name ¦ label ¦ calculation ¦ bind::desk:needs ¦ bind::desk:opens ¦ bind::desk:opens_when\n"
        "select_one yn ¦ safe ¦ Safe? ¦ ¦ ¦ safe ¦ yes\nselect_one yn ¦ who ¦ Right person? ¦ ¦ safe ¦ person ¦ yes\n"
        "calculate ¦ offense ¦ ¦ pulldata('case', 'offense_plain', 'row', 'this') ¦ person ¦ ¦\n"
        "note ¦ n ¦ About ${offense} ¦ ¦ person ¦ ¦",
        "list_name ¦ name ¦ label\nyn ¦ yes ¦ Yes\nyn ¦ no ¦ No",
    )
    assert "n" not in [question.name for question, _ in call.spots()]
    call.press("1")
    call.press("1")
    call.open_case({"offense_plain": "the break-in"})
    assert call.step.heading == "About the break-in"
    call.go_back()
    call.answer("no")
    assert call.form.question("n").path not in [key for _, key in call.spots()]


def test_the_page_lists_every_function() -> None:
    """What the documentation lists and what the program takes are the same names."""
    page = (PAGE.read_text(encoding="utf-8").split("## Expressions")[1]).split("\n## ")[0]
    named = set(re.findall(r"`([a-z][a-z:\-]*)`", page)) - {"mod", "and", "or", "div"}
    assert named == set(NATIVE) | set(ODK)

"""The department's own words: kept as they are said, refused when they may not be said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from callback_desk import rulebook
from callback_desk.domain.agency_answers import MOST_LETTERS, Answer, checked_answers, filled, key_of
from callback_desk.domain.errors import DeskFault
from callback_desk.paths import resources_dir
from callback_desk.settings import AgencySettings, from_plain, to_plain

TABLE = rulebook.load(resources_dir()).hotlines


def test_words_are_kept_single_spaced_and_empty_ones_go() -> None:
    assert checked_answers({"video_en": " Bring it \n in. ", "video_es": "  "}) == {"video_en": "Bring it in."}
    kept = AgencySettings("Lakeside", answers={"video_en": "Bring it in."})
    assert from_plain(to_plain(kept)) == kept


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"video_fr": "Bonjour"}, "no such answer"),
        ({"weather_en": "Fine"}, "no such answer"),
        ({"video_en": 3}, "no such answer"),
        ({"video_en": "a" * (MOST_LETTERS + 1)}, "at most 240"),
        ({"video_en": "Bring\u202eit"}, "cannot be shown"),
        ({"detective_en": "We will catch them."}, "a promise"),
        ({"support_es": "Cálmese, por favor."}, "false comfort"),
        ({"video_en": "Ask [the chief]."}, "in brackets"),
        ({"voicemail_en": "Hello, this is the police."}, "“police”"),
        ({"voicemail_en": "A message about your case."}, "“case”"),
        ({"voicemail_es": "Es sobre su reporte."}, "“reporte”"),
    ],
)
def test_what_may_not_be_said_is_refused_with_the_reason(given: dict[str, object], said: str) -> None:
    with pytest.raises(DeskFault, match=said) as refused:
        checked_answers(given)
    assert refused.value.code == "settings-refused"
    assert refused.value.sentence.endswith("Nothing was changed.")


def test_a_message_on_a_machine_never_names_the_department() -> None:
    with pytest.raises(DeskFault, match="may not name the department"):
        AgencySettings("Lakeside", answers={"voicemail_en": "Hello, Ruth of LAKESIDE here."})
    assert AgencySettings("Lakeside", answers={"video_en": "At the Lakeside counter."})


def test_brackets_are_filled_or_the_words_are_not_said() -> None:
    said = "Hello, [volunteer first name] for [first name]. Please call [callback phone]."
    facts = {"volunteer_first_name": "Ruth", "first_name": "Elena", "callback_phone": "312 555 0100"}
    assert filled(said, facts) == "Hello, Ruth for Elena. Please call 312 555 0100."
    assert filled(said, {**facts, "callback_phone": ""}) == ""
    assert key_of(Answer.REPORT_COPY, "es") == "report_copy_es"


@pytest.mark.parametrize(
    ("country", "emergency", "police"),
    [("US", "911", None), ("GB", "999", "101"), ("CA", "911", None), ("IE", "999", None), ("AU", "000", None)],
)
def test_each_country_has_its_own_numbers(country: str, emergency: str, police: str | None) -> None:
    danger, not_urgent = TABLE.first("danger", country), TABLE.first("police", country)
    assert danger is not None
    assert danger.number == emergency
    assert (not_urgent.number if not_urgent else None) == police
    assert TABLE.first("distress", country) is not None


def test_every_line_that_is_read_aloud_has_its_spanish_and_its_number() -> None:
    for line in TABLE.hotlines:
        assert line.says_es, line.id
        if line.when != "danger":
            assert line.number in line.says, line.id
            assert line.number in line.says_es, line.id


def test_supervisors_are_told_a_month_before_the_day_and_after_it() -> None:
    day = date(2027, 3, 31)
    table = replace(TABLE, review_by=day)
    assert table.due(day - timedelta(days=31)) == ""
    assert "are to be looked at by March 31, 2027" in table.due(day - timedelta(days=30))
    assert "are to be looked at" in table.due(day)
    assert "were to be looked at" in table.due(day + timedelta(days=1))


def test_rules_check_says_it_when_the_day_has_come() -> None:
    rules = resources_dir() / "rules"

    def about(on: date) -> list[bool]:
        return [one.warns for one in rulebook.check(rules, on=on) if one.key == "review_by"]

    assert about(TABLE.review_by - timedelta(days=60)) == []
    assert about(TABLE.review_by + timedelta(days=1)) == [True]
    single = rulebook.check(rules / "hotlines-2026.toml", on=TABLE.review_by + timedelta(days=1))
    assert [one.key for one in single] == ["review_by"]

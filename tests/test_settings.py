"""Settings: defaults as decided, floors that hold, and a form that survives."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.retired_settings import without_retired
from callback_desk.settings import BOUNDS, AgencySettings, SignInSettings, from_plain, to_plain

PLAIN = AgencySettings("Lakeside Police Department")


def test_the_defaults_are_the_decided_numbers() -> None:
    assert (PLAIN.sign_in.idle_lock_min, PLAIN.sign_in.call_cover_min, PLAIN.sign_in.session_h) == (10, 30, 12)
    assert (PLAIN.sign_in.keys_drop_min, PLAIN.keeping.second_person_wait_h) == (15, 24)
    assert (PLAIN.calling.attempts_person, PLAIN.calling.attempts_number, PLAIN.calling.messages_person) == (6, 3, 1)


def test_every_number_has_a_bound() -> None:
    numbers = {
        f"{group}.{key}"
        for group, inner in to_plain(PLAIN).items()
        if isinstance(inner, dict)
        for key, value in inner.items()
        if isinstance(value, int)
    }
    assert numbers == set(BOUNDS)


@pytest.mark.parametrize("name", sorted(BOUNDS))
def test_an_agency_may_tighten_and_not_loosen(name: str) -> None:
    group, _, key = name.partition(".")
    bound = BOUNDS[name]

    def settled(value: int) -> AgencySettings:
        return from_plain({"agency": "Lakeside", group: {key: value}})

    for value in (bound.least, bound.most):
        assert getattr(getattr(settled(value), group), key) == value
    for value in (bound.least - 1, bound.most + 1):
        with pytest.raises(DeskFault, match="stricter") as refused:
            settled(value)
        assert refused.value.code == "settings-refused"


plain_settings = st.builds(
    AgencySettings,
    agency=st.text(min_size=1, max_size=50).filter(str.strip),
    region=st.sampled_from(["US", "CA", "GB"]),
    timezone=st.sampled_from(["America/New_York", "America/Chicago", "Europe/London", "UTC"]),
    area_code=st.from_regex(r"\d{0,5}", fullmatch=True).filter(str.isascii),
    languages=st.lists(st.sampled_from(["en", "es", "vi"]), min_size=1, max_size=3).map(tuple),
    sign_in=st.builds(SignInSettings, idle_lock_min=st.integers(1, 10), session_h=st.integers(1, 12)),
)


@given(plain_settings)
def test_settings_survive_their_plain_form(settings: AgencySettings) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(settings)))) == settings


def test_an_older_form_gets_the_defaults() -> None:
    assert from_plain({"agency": "Lakeside", "sign_in": {"session_h": 9}}) == replace(
        AgencySettings("Lakeside"), sign_in=replace(PLAIN.sign_in, session_h=9)
    )


def test_a_desk_with_settings_that_are_no_more_opens_and_nobody_is_offered_them() -> None:
    older = {
        "agency": "Lakeside",
        "tel_links": True,
        "backups": {"daily": 9},
        "saving": {"pause_ms": 200},
        "sign_in": {"failures": 4, "session_h": 9},
        "imports": {"child_mb": 256, "watched_folder": "/reports"},
    }
    with pytest.raises(DeskFault, match="knows no setting"):
        from_plain(older)
    read = from_plain(without_retired(older))
    assert read.sign_in.session_h == 9
    assert read.imports.watched_folder == "/reports"
    plain = to_plain(read)
    assert not {"tel_links", "backups", "saving"} & plain.keys()
    assert plain["sign_in"] == {"idle_lock_min": 10, "call_cover_min": 30, "keys_drop_min": 15, "session_h": 9}


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"agency": ""},
        {"agency": "  "},
        {"agency": 3},
        {"agency": "Lakeside", "region": "usa"},
        {"agency": "Lakeside", "timezone": "Mars/Olympus"},
        {"agency": "Lakeside", "timezone": ""},
        {"agency": "Lakeside", "timezone": "../../etc/passwd"},
        {"agency": "Lakeside", "area_code": "212x"},
        {"agency": "Lakeside", "dial_prefix": "call me"},
        {"agency": "Lakeside", "languages": "en"},
        {"agency": "Lakeside", "languages": []},
        {"agency": "Lakeside", "dial_prefix": 1},
        {"agency": "Lakeside", "unheard": 1},
        {"agency": "Lakeside", "sign_in": 5},
        {"agency": "Lakeside", "sign_in": {"unheard": 5}},
        {"agency": "Lakeside", "sign_in": {"session_h": "5"}},
        {"agency": "Lakeside", "sign_in": {"session_h": True}},
    ],
)
def test_wrong_settings_are_a_sentence(plain: dict[str, object]) -> None:
    with pytest.raises(DeskFault) as refused:
        from_plain(plain)
    assert refused.value.code == "settings-refused"
    assert refused.value.sentence.endswith(".")

"""Settings: defaults as decided, floors that hold, and a form that survives."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.errors import DeskFault
from callback_desk.settings import BOUNDS, AgencySettings, SignInSettings, from_plain, to_plain

PLAIN = AgencySettings("Lakeside Police Department")


def test_the_defaults_are_the_decided_numbers() -> None:
    assert (PLAIN.sign_in.idle_lock_min, PLAIN.sign_in.call_cover_min, PLAIN.sign_in.session_h) == (10, 30, 12)
    assert (PLAIN.sign_in.failures, PLAIN.sign_in.failures_window_min) == (5, 15)
    assert PLAIN.sign_in.password_min_characters == 15
    assert (PLAIN.saving.pause_ms, PLAIN.saving.latest_ms) == (500, 2_000)
    assert (PLAIN.backups.daily, PLAIN.backups.weekly, PLAIN.backups.monthly) == (7, 4, 12)
    assert (PLAIN.imports.text_mb, PLAIN.imports.rows, PLAIN.imports.columns) == (1_000, 2_000_000, 512)
    assert (PLAIN.imports.cell_characters, PLAIN.imports.stalled_s, PLAIN.imports.child_mb) == (32_767, 10, 512)
    assert not PLAIN.tel_links


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
        extra = {"pause_ms": 100} if name == "saving.latest_ms" else {}
        return from_plain({"agency": "Lakeside", group: {key: value, **extra}})

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
    tel_links=st.booleans(),
    sign_in=st.builds(
        SignInSettings, idle_lock_min=st.integers(1, 10), session_h=st.integers(1, 12), failures=st.integers(3, 5)
    ),
)


@given(plain_settings)
def test_settings_survive_their_plain_form(settings: AgencySettings) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(settings)))) == settings


def test_an_older_form_gets_the_defaults() -> None:
    assert from_plain({"agency": "Lakeside", "backups": {"daily": 9}}) == replace(
        AgencySettings("Lakeside"), backups=replace(PLAIN.backups, daily=9)
    )


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
        {"agency": "Lakeside", "tel_links": 1},
        {"agency": "Lakeside", "unheard": 1},
        {"agency": "Lakeside", "sign_in": 5},
        {"agency": "Lakeside", "sign_in": {"unheard": 5}},
        {"agency": "Lakeside", "sign_in": {"failures": "5"}},
        {"agency": "Lakeside", "sign_in": {"failures": True}},
        {"agency": "Lakeside", "saving": {"pause_ms": 500, "latest_ms": 499}},
    ],
)
def test_wrong_settings_are_a_sentence(plain: dict[str, object]) -> None:
    with pytest.raises(DeskFault) as refused:
        from_plain(plain)
    assert refused.value.code == "settings-refused"
    assert refused.value.sentence.endswith(".")

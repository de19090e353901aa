"""What an agency and a desk may set, with floors: an agency may tighten, never loosen.

Calling hours, attempts and other rules of the calls lie in `resources/rules/` and are `rulebook`'s; here they are
only made stricter.
Source of the numbers: the table "Numbers" of the settled decisions; CJIS AC-7, AC-11, IA-5, IA-11, AU-11.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from types import MappingProxyType
from typing import cast
from zoneinfo import ZoneInfo

from callback_desk.domain.agency_answers import checked_answers
from callback_desk.domain.desk_calendar import DeskCalendar
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.outcome_versions import OutcomeVersion, versions_from
from callback_desk.domain.sampling import Ladder

Plain = dict[str, object]


@dataclass(frozen=True, slots=True)
class Bound:
    """How far a number may go; `unit` is said in the sentence."""

    least: int
    most: int
    unit: str


@dataclass(frozen=True, slots=True)
class SignInSettings:
    """How long a session lives and when it locks."""

    idle_lock_min: int = 10
    call_cover_min: int = 30  # in a call: covers only
    keys_drop_min: int = 15  # after locking, keys and file close
    session_h: int = 12


@dataclass(frozen=True, slots=True)
class CallingSettings:
    """What may be stricter than the rules in `resources/rules/`; the stricter of the two counts.

    The hours are of the clock where the number is.
    """

    attempts_person: int = 6
    attempts_number: int = 3
    rounds_week: int = 3
    messages_person: int = 1
    status_fresh_days: int = 7
    facts_fresh_days: int = 14  # after so many without a fresh export the person is held
    first_call_h: int = 48  # after the report
    last_call_days: int = 60  # after the report
    not_before_h: int = 8
    not_after_h: int = 20


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """The folder whose files are offered ("": none). What a file may be is the program's own limit."""

    watched_folder: str = ""


@dataclass(frozen=True, slots=True)
class KeepingSettings:
    """Where a second person must agree. Records are kept until the records officer enters the schedule."""

    second_person_wait_h: int = 24


BOUNDS: Mapping[str, Bound] = MappingProxyType(
    {
        "sign_in.idle_lock_min": Bound(1, 10, "minutes"),
        "sign_in.call_cover_min": Bound(5, 30, "minutes"),
        "sign_in.keys_drop_min": Bound(0, 15, "minutes"),
        "sign_in.session_h": Bound(1, 12, "hours"),
        "calling.attempts_person": Bound(1, 6, "tries a person"),
        "calling.attempts_number": Bound(1, 3, "tries a number"),
        "calling.rounds_week": Bound(1, 3, "days a week"),
        "calling.messages_person": Bound(0, 1, "messages"),
        "calling.status_fresh_days": Bound(0, 7, "days"),
        "calling.facts_fresh_days": Bound(1, 14, "days"),
        "calling.first_call_h": Bound(48, 24 * 30, "hours"),
        "calling.last_call_days": Bound(3, 60, "days"),
        "calling.not_before_h": Bound(8, 14, "o'clock"),
        "calling.not_after_h": Bound(15, 20, "o'clock"),
        "sampling.new_percent": Bound(100, 100, "calls of 100"),
        "sampling.settled_percent": Bound(15, 100, "calls of 100"),
        "sampling.experienced_percent": Bound(2, 100, "calls of 100"),
        "sampling.new_calls": Bound(10, 100, "calls"),
        "keeping.second_person_wait_h": Bound(24, 24 * 30, "hours"),
    }
)


@dataclass(frozen=True, slots=True)
class AgencySettings:
    """One agency's settings. Building or reading one outside its bounds raises DeskFault with a sentence."""

    agency: str
    region: str = "US"  # ISO 3166-1 alpha-2
    timezone: str = "America/New_York"  # IANA
    area_code: str = ""
    dial_prefix: str = "9"  # what this desk's telephone needs for an outside line
    languages: tuple[str, ...] = ("en", "es")
    sign_in: SignInSettings = field(default_factory=SignInSettings)
    calling: CallingSettings = field(default_factory=CallingSettings)
    imports: ImportSettings = field(default_factory=ImportSettings)
    keeping: KeepingSettings = field(default_factory=KeepingSettings)
    sampling: Ladder = field(default_factory=Ladder)  # how many finished calls are read
    answers: Mapping[str, str] = field(default_factory=dict)  # domain.agency_answers, by key ("video_en")
    calendar: DeskCalendar = field(default_factory=DeskCalendar)  # shifts, stricter hours, closed days
    outcomes: tuple[OutcomeVersion, ...] = ()  # what was changed in the outcome table, oldest first

    def __post_init__(self) -> None:
        _refuse(not self.agency.strip() or len(self.agency) > 200, "Give the agency's name, at most 200 characters.")
        message = " ".join(text for key, text in self.answers.items() if key.startswith("voicemail_"))
        _refuse(
            self.agency.strip().casefold() in message.casefold() and bool(message),
            "A message on a machine may not name the department: anybody can hear it.",
        )
        _refuse(not re.fullmatch(r"[A-Z]{2}", self.region), "Give the region as two letters, for example US.")
        _refuse(not _is_zone(self.timezone), "Give the time zone by its name, for example America/New_York.")
        _refuse(not re.fullmatch(r"\d{0,5}", self.area_code), "An area code has at most five digits, for example 212.")
        _refuse(
            not re.fullmatch(r"[0-9*#,]{0,8}", self.dial_prefix),
            "What is dialed for an outside line has at most eight digits, for example 9.",
        )
        _refuse(
            not self.languages or any(not re.fullmatch(r"[a-z]{2}", one) for one in self.languages),
            "Give each language as two letters, for example en.",
        )
        for name, bound in BOUNDS.items():
            group, _, key = name.partition(".")
            value = getattr(getattr(self, group), key)
            _refuse(
                isinstance(value, bool) or not isinstance(value, int) or not bound.least <= value <= bound.most,
                f"{key.replace('_', ' ').capitalize()} must be from {bound.least:,} to {bound.most:,} {bound.unit}; "
                "an agency may be stricter than the program, not looser.",
            )
        _refuse(
            self.calling.first_call_h >= self.calling.last_call_days * 24,
            "The first call must come before the last one: nobody could be called.",
        )


_GROUPS = {
    "sign_in": SignInSettings,
    "calling": CallingSettings,
    "imports": ImportSettings,
    "keeping": KeepingSettings,
    "sampling": Ladder,
}


def to_plain(settings: AgencySettings) -> Plain:
    """Names and numbers only: what is kept in the desk and shown in JSON."""
    plain = cast(Plain, asdict(replace(settings, calendar=DeskCalendar(), outcomes=())))
    plain["languages"] = list(settings.languages)
    plain["calendar"] = settings.calendar.plain()
    plain["outcomes"] = [version.plain() for version in settings.outcomes]
    return plain


def from_plain(plain: Mapping[str, object]) -> AgencySettings:
    """Read what `to_plain` wrote; what is missing has its default, so that older desks open.

    Raises DeskFault for an unknown name, a wrong kind of value or a number outside its bounds.
    """
    known = {f.name for f in fields(AgencySettings)}
    values: dict[str, object] = {}
    for name, value in plain.items():
        _refuse(name not in known, f"This program knows no setting named {_shown(name)}.")
        if name in _GROUPS:
            values[name] = _group(name, value)
        elif name == "answers":
            _refuse(not isinstance(value, Mapping), "Answers are a group of texts.")
            values[name] = checked_answers(cast(Mapping[str, object], value))
        elif name == "calendar":
            _refuse(not isinstance(value, Mapping), "A calendar is a group of shifts, hours and closed days.")
            values[name] = DeskCalendar.from_plain(cast(Mapping[str, object], value))
        elif name == "outcomes":
            values[name] = versions_from(value)
        elif name == "languages":
            _refuse(not isinstance(value, list | tuple), "Languages are a list.")
            values[name] = tuple(str(one) for one in cast(list[object], value))
        else:
            _refuse(type(value) is not str, f"The setting {name} has the wrong kind of value.")
            values[name] = value
    _refuse("agency" not in values, "Give the agency's name.")
    return replace(AgencySettings(str(values.pop("agency"))), **values)  # type: ignore[arg-type]  # checked above


def _group(name: str, value: object) -> object:
    _refuse(not isinstance(value, Mapping), f"The setting {name} is a group of settings.")
    group = _GROUPS[name]
    inner = cast(Mapping[str, object], value)
    kinds = {f.name: type(f.default) for f in fields(group)}
    for key, one in inner.items():
        _refuse(key not in kinds, f"This program knows no setting named {_shown(f'{name}.{key}')}.")
        _refuse(type(one) is not kinds[key], f"The setting {name}.{key} has the wrong kind of value.")
    return group(**inner)


def _shown(name: str) -> str:
    return "".join(c for c in name[:60] if c.isalnum() or c in "._-") or "that"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError):  # ZoneInfoNotFoundError is a KeyError on some systems
        return False
    except KeyError:
        return False
    return bool(name)


def _refuse(wrong: bool, sentence: str) -> None:
    if wrong:
        raise DeskFault(sentence, code="settings-refused")

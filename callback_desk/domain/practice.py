"""Practice: what a partner plays, what to look at afterwards, and the six steps of a first hour. Fictional people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callback_desk.domain.call import VoicemailPolicy
from callback_desk.domain.rule_data import Fields


class Sight(StrEnum):
    """What the program can see somebody do in a practice call: read from the practice desk's own records."""

    CARD = "card"  # a person's card was opened
    RANG_BACK = "rang_back"  # who rang was found by what they said
    STARTED = "started"  # the number was shown
    COVERED = "covered"  # the screen was covered and shown again
    SAFE_CHECK = "safe_check"
    PERSON_CHECK = "person_check"
    LINE = "line"  # a line of new information was kept
    PASSED_ON = "passed_on"  # the call ended with it
    TAKEN_BACK = "taken_back"  # "I did not dial"
    TALKED = "talked"
    LATER = "later"  # another time, a refusal
    STRANGER = "stranger"  # somebody else, and nothing told
    FELT_WRONG = "felt_wrong"
    MACHINE = "machine"
    COMPLAINT = "complaint"
    DANGER = "danger"
    TOLD = "told"  # a person was told about the danger


NUMBER_UNKNOWN = "the number that stands on this card on the screen"  # paper is printed before there is one


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to do in a practice call. `never`: it is reached when it was *not* seen by the end."""

    sees: Sight
    words: str
    never: bool = False

    def reached(self, seen: frozenset[Sight]) -> bool:
        return (self.sees in seen) is not self.never


@dataclass(frozen=True, slots=True)
class Played:
    """The fictional person of a card. `days_ago`: how old the report is when practice begins."""

    first: str
    last: str
    address: str
    street: str
    offense: str  # a NIBRS code
    offense_said: str  # with its article: "a break-in"
    age: int
    days_ago: int
    voicemail: VoicemailPolicy = VoicemailPolicy.NONE  # what was agreed about messages
    already: str = ""  # what the report says already, a line of `report_already`


@dataclass(frozen=True, slots=True)
class RoleCard:
    """What the second person plays, and what both look at afterwards."""

    id: str
    title: str
    trains: str
    person: Played
    play: tuple[str, ...]
    say: tuple[str, ...]
    goals: tuple[Goal, ...]
    talk_about: tuple[str, ...]

    def told(self, reported_at: datetime, number: str = NUMBER_UNKNOWN) -> RoleCard:
        """The same with {first}, {last}, {street}, {month} and {number} filled in; `reported_at` is in the desk's zone.

        `number` is the one the practice desk will have for this person, as it is said.
        """
        names = {
            "first": self.person.first,
            "last": self.person.last,
            "street": self.person.street,
            "month": f"{reported_at:%B %Y}",
            "number": number,
        }

        def filled(lines: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(line.format(**names) for line in lines)

        return RoleCard(
            self.id,
            self.title,
            self.trains,
            self.person,
            filled(self.play),
            filled(self.say),
            self.goals,
            filled(self.talk_about),
        )


@dataclass(frozen=True, slots=True)
class CoachStep:
    """Ten minutes of the first hour: what to do, where to press, and what shows that it is done."""

    id: str
    title: str
    card: str  # id of the role card it is done with
    do: str
    press: tuple[str, ...]
    goals: tuple[Goal, ...]

    def done(self, seen: frozenset[Sight]) -> bool:
        return all(goal.reached(seen) for goal in self.goals)

    def next_goal(self, seen: frozenset[Sight]) -> Goal | None:
        """The first that is not reached yet; None when the step is done."""
        return next((goal for goal in self.goals if not goal.reached(seen)), None)


@dataclass(frozen=True, slots=True)
class PracticeBook:
    """Cards and steps as they are shipped, by version."""

    version: str
    cards: tuple[RoleCard, ...]
    steps: tuple[CoachStep, ...]

    def card(self, card_id: str) -> RoleCard:
        """Raises KeyError for a card that is not in the book."""
        for card in self.cards:
            if card.id == card_id:
                return card
        raise KeyError(card_id)

    def here(self, seen: frozenset[Sight]) -> CoachStep | None:
        """The first step that is not done; None after the last."""
        return next((step for step in self.steps if not step.done(seen)), None)


def read_book(fields: Fields) -> PracticeBook:
    """The data file as values. Raises RulesRefused with the place that is wrong."""
    cards = fields.each("card", "id", _card)
    known = frozenset(card.id for card in cards)
    steps = fields.each("step", "id", lambda entry: _step(entry, known))
    book = PracticeBook(fields.text("version"), cards, steps)
    fields.done()
    return book


def _card(entry: Fields) -> RoleCard:
    person = entry.table("person")
    played = Played(
        first=person.text("first"),
        last=person.text("last"),
        address=person.text("address"),
        street=person.text("street"),
        offense=person.text("offense"),
        offense_said=person.text("offense_said"),
        age=person.whole("age", 18, 79),
        days_ago=person.whole("days_ago", 3, 13),
        voicemail=person.word("voicemail", VoicemailPolicy, VoicemailPolicy.NONE),
        already=person.text("report_already", ""),
    )
    person.done()
    return RoleCard(
        id=entry.text("id"),
        title=entry.text("title"),
        trains=entry.text("trains"),
        person=played,
        play=entry.texts("play"),
        say=entry.texts("say", ()),
        goals=_goals(entry),
        talk_about=entry.texts("talk_about"),
    )


def _step(entry: Fields, known: frozenset[str]) -> CoachStep:
    card = entry.text("card")
    if card not in known:
        raise entry.refuse("card", "There is no card of this name.")
    return CoachStep(
        id=entry.text("id"),
        title=entry.text("title"),
        card=card,
        do=entry.text("do"),
        press=entry.texts("press"),
        goals=_goals(entry),
    )


def _goals(entry: Fields) -> tuple[Goal, ...]:
    return entry.each("goal", "sees", _goal)


def _goal(entry: Fields) -> Goal:
    return Goal(entry.word("sees", Sight), entry.text("words"), never=entry.flag("never", default=False))

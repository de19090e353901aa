"""What a report says already, as a closed set of words: no text of a report, no number, no name.

A row of an export says it in one line, "item:bicycle# item:laptop plate -camera": a thing with `#` has its number on
the report, and a minus is a plain no. Nothing said is "".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

_ITEM, _NUMBERED, _NO = "item:", "#", "-"


class Known(StrEnum):
    """What a prompt may ask for. The values are the words that scripts ask about in `report_has`."""

    TIME = "time"
    PROPERTY = "property"  # what was taken or damaged is listed
    SERIAL = "serial"  # and each thing that has a number has it on the report
    PLATE = "plate"
    VIN = "vin"
    VEHICLE = "vehicle"  # both of them
    PHOTO = "photo"
    CAMERA = "camera"
    WITNESS = "witness"
    SUSPECT = "suspect"  # named or described
    ENTRY = "entry"  # how they came in


#: What the victim told of their own things, and may be told back. All else only decides what is asked: that there is
#: a witness or a picture, or how somebody looks, is never said by a volunteer (research section 2.2, never say 2).
SAID_ALOUD = frozenset({Known.PROPERTY, Known.SERIAL, Known.PLATE, Known.VIN, Known.VEHICLE})


@dataclass(frozen=True, slots=True)
class Item:
    """A kind of thing, by its name in the table of kinds. `numbered`: its serial number is on the report."""

    kind: str
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Already:
    """What is known, and what the report plainly says it does not have; neither is nothing said."""

    items: tuple[Item, ...] = ()
    yes: frozenset[Known] = frozenset()
    no: frozenset[Known] = frozenset()

    @property
    def text(self) -> str:
        """The line that is kept; the same facts are always the same line."""
        kinds: dict[str, bool] = {}
        for item in self.items:  # two of a kind have their number only where both have it
            kinds[item.kind] = item.numbered and kinds.get(item.kind, True)
        words = [f"{_ITEM}{kind}{_NUMBERED if numbered else ''}" for kind, numbered in sorted(kinds.items())]
        words += sorted(known.value for known in self.yes)
        words += sorted(f"{_NO}{known.value}" for known in self.no - self.yes)
        return " ".join(words)

    @classmethod
    def read(cls, text: str) -> Already:
        """Out of the line. A word of a later version says nothing to this one."""
        items: list[Item] = []
        yes: set[Known] = set()
        no: set[Known] = set()
        for word in text.split():
            if word.startswith(_ITEM):
                kind = word.removeprefix(_ITEM)
                items.append(Item(kind.removesuffix(_NUMBERED), kind.endswith(_NUMBERED)))
            elif (known := _KNOWN.get(word.removeprefix(_NO))) is not None:
                (no if word.startswith(_NO) else yes).add(known)
        return cls(tuple(items), frozenset(yes), frozenset(no) - frozenset(yes))


_KNOWN = {known.value: known for known in Known}
NOTHING = Already()


@dataclass(frozen=True, slots=True)
class AlreadyLine:
    """What one row of an import says of a case: whether the row is this person's, and which import brought it."""

    own: bool
    batch: int
    text: str


def together(lines: Sequence[AlreadyLine]) -> Already:
    """All lines of a case, newest import first, as they hold for its one person.

    Rows of one import are added up (a row for each thing). Of several imports the newest that says anything of a
    matter says how it stands: a correction counts, and a blank takes nothing back. Things that another person's rows
    list as well are not said to be anybody's: whose they are cannot be known, so they are asked about.
    """
    others = {item.kind for line in lines if not line.own for item in Already.read(line.text).items}
    of_batch: dict[int, list[Already]] = {}
    for line in lines:
        if line.own:
            of_batch.setdefault(line.batch, []).append(Already.read(line.text))
    items: tuple[Item, ...] = ()
    yes: set[Known] = set()
    no: set[Known] = set()
    for said in of_batch.values():
        listed = _listed(said)
        if not items:
            items = listed
        else:
            noted = {item.kind for item in listed if item.numbered}
            items = tuple(Item(item.kind, item.numbered or item.kind in noted) for item in items)
        now = frozenset[Known]().union(*(one.yes for one in said))
        yes |= now - no
        no |= frozenset[Known]().union(*(one.no for one in said)) - now - yes
    if any(item.kind in others for item in items):
        return Already((), frozenset(yes) - {Known.SERIAL}, frozenset(no))
    return Already(items, frozenset(yes), frozenset(no))


def _listed(said: Iterable[Already]) -> tuple[Item, ...]:
    """The things that rows of one import list, each kind once."""
    kinds: dict[str, bool] = {}
    for one in said:
        for item in one.items:
            kinds[item.kind] = item.numbered and kinds.get(item.kind, True)
    return tuple(Item(kind, numbered) for kind, numbered in kinds.items())


def report_has(already: Already, with_numbers: Collection[str]) -> frozenset[Known]:
    """What nobody needs to be asked for; `with_numbers` are the kinds of things that carry a number."""
    found = set(already.yes)
    if already.items:
        found.add(Known.PROPERTY)
        carry = [item for item in already.items if item.kind in with_numbers]
        # A number that belongs to no thing of the list may be any one's.
        one_for_all = Known.SERIAL in already.yes and len(carry) == 1
        if carry and (one_for_all or all(item.numbered for item in carry)):
            found.add(Known.SERIAL)
        else:
            found.discard(Known.SERIAL)
    if {Known.PLATE, Known.VIN} <= found:
        found.add(Known.VEHICLE)
    return frozenset(found)

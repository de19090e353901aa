"""Fictional people for made exports: names of syllables, numbers 555-0101 to 555-0199 only, one row of cells each."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from made_property import property_cells

HEADINGS = (
    "Case Number",
    "Report Date",
    "Offense Code",
    "Offense Description",
    "Victim Last Name",
    "Victim First Name",
    "Victim DOB",
    "Victim Type",
    "Victim Condition",
    "Domestic Violence",
    "Victim Cell Phone",
    "Victim Home Phone",
    "Victim Address",
    "Case Status",
    "Suspect Phone",
    "Notes",
)
WITHOUT_EXTRAS = tuple(name for name in HEADINGS if name not in ("Victim Home Phone", "Suspect Phone", "Notes"))
#: Everything a row may say: other parties, whose row it is, age, investigator and the rarer sign columns.
WIDE = (
    *HEADINGS,
    "Involvement",
    "Victim Age",
    "Business Name",
    "Suspect Name",
    "Suspect Address",
    "Witness Phone",
    "Caller Phone",
    "Guardian Phone",
    "Officer Phone",
    "Investigator",
    "Relationship",
    "Victim Injury",
    "Exceptional Clearance",
    "Victim Language",
    "Flags",
)

#: The last two digits of numbers: nobody's own number is another party's by chance, nor the agency's (0100).
VICTIMS = (101, 174)
OTHERS = (175, 189)
SUSPECTS_ELSEWHERE = (190, 194)  # of a suspect whom no victim shares a number with
SUSPECTS = (195, 199)  # planted as a victim's own number, too

_OFFENSES = (
    ("220", "Burglary/Breaking & Entering"),
    ("23F", "Theft From Motor Vehicle"),
    ("23H", "All Other Larceny"),
    ("240", "Motor Vehicle Theft"),
    ("26A", "False Pretenses/Swindle/Confidence Game"),
    ("290", "Destruction/Damage/Vandalism of Property"),
    ("23C", "Shoplifting"),
    ("26F", "Identity Theft"),
)
NEVER = (("11A", "Rape"), ("36A", "Incest"), ("09A", "Murder and Nonnegligent Manslaughter"))


def _words(text: str) -> list[str]:
    return text.split()


_LAST_HEAD = _words(
    "Bel Cor Dar Fen Gal Har Ker Lor Mar Nor Ost Pel Quen Ros Sol Tar Ulm Ver Wil Zan Bram Crow Dun Elm "
)
_LAST_TAIL = _words(
    "aby acre addock aly arro asby athe ber bry croft dale den derson don dson field ford gate gren ham "
    "hart hurst ington ker land ley lock mont more ney ridge ron row sby sley son stead ston ton vale "
    "well wick wood worth "
)
_FIRST = _words(
    "Ada Alma Amos Anselm Beryl Blanche Bruno Cecil Celia Clement Cora Cyrus Dalia Dora Edgar Edith Elmo "
    "Enid Ezra Fern Floyd Gilda Greta Gus Hazel Hector Hilda Hugo Ida Imogen Inez Ira Iris Jasper Juno "
    "Kermit Lars Leona Lionel Lottie Mabel Magnus Maude Merle Milo Myra Nell Nola Olaf Opal Orson Otis "
    "Pearl Percy Petra Quentin Rhoda Rufus Selma Silas Sybil Tilda Ulric Una Velma Vera Vernon Wanda "
    "Wilma Winston Xenia Yusuf Zelda Zora "
)
_STREETS = _words(
    "Alder Birch Cedar Dogwood Elm Fir Grove Hickory Ironwood Juniper Larch Maple Oak Pine Quince Rowan Spruce Walnut "
)
_AREA_CODES = _words(
    "201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239 240 "
    "248 251 252 253 254 256 260 262 267 269 270 276 281 301 302 303 304 305 307 308 309 310 312 313 314 "
    "315 316 317 318 319 320 321 323 325 330 334 336 337 347 351 352 360 361 385 386 401 402 404 405 406 "
    "407 408 409 410 412 413 414 415 417 419 423 424 425 432 434 435 440 443 469 478 479 480 501 502 503 "
    "504 505 507 508 509 510 512 513 515 516 517 518 520 530 540 541 551 559 561 562 563 567 570 571 573 "
    "574 580 585 586 601 602 603 605 606 607 608 609 610 612 614 615 616 617 618 619 "
)
_NUMBER = re.compile(r"\(?(\d{3})\)?[ \-]?555-?(0\d{3})")
_REMEMBERED = 2_000


@dataclass(frozen=True)
class Person:
    """A made-up victim. `who` is 0 for somebody nobody keeps a truth of."""

    last: str
    first: str
    birth: date
    number: str
    address: str
    who: int = 0


@dataclass
class Maker:
    """Draws people and rows. `today` is the day the desk believes it is; `first_case` the first serial number used."""

    chance: random.Random
    today: date
    serial: int = 0
    wide: bool = False
    property_of: random.Random | None = None  # draws what the report says already; apart, so that rows stay the same
    _names: set[tuple[str, str]] = field(default_factory=set)
    _people: int = 0

    def number(self, low: int = VICTIMS[0], high: int = VICTIMS[1]) -> str:
        """Victims, other parties and suspects have ranges of their own: see the constants above."""
        area = self.chance.choice(_AREA_CODES)
        line = self.chance.randint(low, high)
        style = self.chance.random()
        if style < 0.5:
            return f"{area}-555-0{line}"
        return f"({area}) 555-0{line}" if style < 0.8 else f"{area}5550{line}"

    def person(self) -> Person:
        """Somebody new, 21 to 75 years old; no two people have one name unless a plant wants it so."""
        chance = self.chance
        for _try in range(8):
            name = chance.choice(_LAST_HEAD) + chance.choice(_LAST_TAIL), chance.choice(_FIRST)
            if name not in self._names:
                break
        self._names.add(name)
        self._people += 1
        return Person(
            *name,
            self.today - timedelta(days=chance.randint(365 * 21 + 10, 365 * 75)),
            self.number(),
            self.address(),
            self._people,
        )

    def namesake_of(self, person: Person, **years: int) -> Person:
        """Somebody else of that name, another birth date."""
        stranger = self.person()
        apart = timedelta(days=365 * years.get("apart", 1) + 35)
        earlier = person.birth - apart
        return Person(person.last, person.first, earlier, stranger.number, stranger.address, stranger.who)

    def address(self, low: int = 100, high: int = 8_899) -> str:
        """Suspects live at 8900 and above."""
        chance = self.chance
        return f"{chance.randint(low, high)} {chance.choice(_STREETS)} {chance.choice(('St', 'Ave', 'Dr', 'Ct'))}"

    def reported(self, low: int = 3, high: int = 50) -> str:
        day = self.today - timedelta(days=self.chance.randint(low, high))
        return f"{day:%m/%d/%Y} {self.chance.randint(0, 23):02d}:{self.chance.randint(0, 59):02d}"

    def row(self, person: Person, **changed: str) -> dict[str, str]:
        """The cells of one report about somebody, by the names of WIDE; `changed` are cells that differ."""
        chance = self.chance
        self.serial += 1
        reported = changed.get("Report Date") or self.reported()
        code, name = chance.choice(_OFFENSES)
        row = {
            "Case Number": f"{self.today.year % 100:02d}-{self.serial:06d}",
            "Report Date": reported,
            "Offense Code": code,
            "Offense Description": name,
            "Victim Last Name": person.last,
            "Victim First Name": person.first,
            "Victim DOB": f"{person.birth:%m/%d/%Y}",
            "Victim Type": "I",
            "Victim Condition": "",
            "Domestic Violence": chance.choice(("N", "N", "")),
            "Victim Cell Phone": person.number,
            "Victim Home Phone": self.number() if chance.random() < 0.2 else "",
            "Victim Address": person.address,
            "Case Status": chance.choice(("Inactive", "Suspended", "Open", "")),
            "Suspect Phone": self.number(*SUSPECTS_ELSEWHERE) if chance.random() < 0.05 else "",
            "Notes": chance.choice(("", "Window broken.", "Left a card.", "Property list to follow.")),
        }
        if self.wide:
            row |= self._more()
        if self.property_of is not None:
            row |= property_cells(self.property_of)
        row.update(changed)
        return row

    def _more(self) -> dict[str, str]:
        """What a wide export says besides: other parties' numbers and names that are nobody's in the file."""
        chance = self.chance
        stranger = f"{chance.choice(_LAST_TAIL).title()}owitz, {chance.choice(_FIRST)}"
        return {
            "Involvement": chance.choice(("Victim", "Victim", "VICTIM", "V")),
            "Victim Age": "",
            "Business Name": "",
            "Suspect Name": stranger if chance.random() < 0.1 else "",
            "Suspect Address": self.address(8_900, 9_899) if chance.random() < 0.05 else "",
            "Witness Phone": self._sometimes(0.1),
            "Caller Phone": self._sometimes(0.1),
            "Guardian Phone": self._sometimes(0.03),
            "Officer Phone": self._sometimes(0.2),
            "Investigator": "",
            "Relationship": chance.choice(("", "", "", "ST", "RU")),
            "Victim Injury": chance.choice(("", "", "N")),
            "Exceptional Clearance": "",
            "Victim Language": chance.choice(("", "", "", "English", "Spanish")),
            "Flags": "",
        }

    def _sometimes(self, share: float) -> str:
        return self.number(*OTHERS) if self.chance.random() < share else ""


def numbers_in(*cells: str) -> set[str]:
    """The numbers (E.164) that made cells hold, whatever their spelling."""
    return {f"+1{area}555{line}" for cell in cells for area, line in _NUMBER.findall(cell)}

"""Write a fictional export of any size with its known truth beside it.

    python3 scripts/make_export.py 50000 --out export.csv --seed 7

People are made up of syllables; numbers are 555-0100 to 555-0199 only. The truth file (OUT.truth.json) says for
each line of the file what was planted there: "callable" rows may be called, every other kind may not be, or not
without somebody's word. Reports are dated 3 to 50 days before --today, so pass the day the desk believes it is.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

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


def _words(text: str) -> list[str]:
    return text.split()


_NEVER = (("11A", "Rape"), ("36A", "Incest"), ("09A", "Murder and Nonnegligent Manslaughter"))
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


@dataclass(frozen=True)
class Person:
    """A made-up victim."""

    last: str
    first: str
    birth: date
    number: str
    address: str


@dataclass
class Maker:
    """Draws rows; remembers a few of them to repeat. `today` is the day the desk believes it is."""

    chance: random.Random
    today: date
    serial: int = 0
    people: list[Person] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)

    def number(self, low: int = 100, high: int = 189) -> str:
        """Victims use 0100 to 0189, suspects 0190 to 0199: no innocent person has a suspect's number by chance."""
        area = self.chance.choice(_AREA_CODES)
        line = self.chance.randint(low, high)
        style = self.chance.random()
        if style < 0.5:
            return f"{area}-555-0{line}"
        return f"({area}) 555-0{line}" if style < 0.8 else f"{area}5550{line}"

    def person(self) -> Person:
        chance = self.chance
        born = date(1950, 1, 1) + timedelta(days=chance.randrange(365 * 53))
        person = Person(
            chance.choice(_LAST_HEAD) + chance.choice(_LAST_TAIL),
            chance.choice(_FIRST),
            min(born, self.today - timedelta(days=365 * 21)),
            self.number(),
            f"{chance.randint(100, 9899)} {chance.choice(_STREETS)} {chance.choice(('St', 'Ave', 'Dr', 'Ct'))}",
        )
        if len(self.people) < 2_000:
            self.people.append(person)
        return person

    def row(self, person: Person, **changed: str) -> dict[str, str]:
        chance = self.chance
        self.serial += 1
        reported = self.today - timedelta(days=chance.randint(3, 50))
        code, name = chance.choice(_OFFENSES)
        row = {
            "Case Number": f"{reported.year % 100:02d}-{self.serial:06d}",
            "Report Date": f"{reported:%m/%d/%Y} {chance.randint(0, 23):02d}:{chance.randint(0, 59):02d}",
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
            "Suspect Phone": self.number(190, 194) if chance.random() < 0.05 else "",
            "Notes": chance.choice(("", "Window broken.", "Left a card.", "Property list to follow.")),
        }
        row.update(changed)
        if len(self.rows) < 2_000:
            self.rows.append(row)
        return row


Plant = Callable[[Maker], dict[str, str]]


def _child(maker: Maker) -> dict[str, str]:
    born = maker.today - timedelta(days=maker.chance.randint(400, 365 * 17))
    return maker.row(replace(maker.person(), birth=born))


def _suspects_own(maker: Maker) -> dict[str, str]:
    number = maker.number(195, 199)
    return maker.row(replace(maker.person(), number=number), **{"Suspect Phone": number})


def _society(maker: Maker) -> dict[str, str]:
    return maker.row(
        maker.person(), **{"Victim Type": "S", "Offense Code": "35A", "Offense Description": "Drug/Narcotic Violations"}
    )


def _never(maker: Maker) -> dict[str, str]:
    code, name = maker.chance.choice(_NEVER)
    return maker.row(maker.person(), **{"Offense Code": code, "Offense Description": name})


def _old(maker: Maker) -> dict[str, str]:
    reported = maker.today - timedelta(days=maker.chance.randint(90, 900))
    return maker.row(maker.person(), **{"Report Date": f"{reported:%m/%d/%Y} 12:00"})


def _namesake(maker: Maker) -> dict[str, str]:
    """Same name, other birth date, other number: two people."""
    other = maker.chance.choice(maker.people) if maker.people else maker.person()
    stranger = maker.person()
    return maker.row(replace(stranger, last=other.last, first=other.first, birth=other.birth + timedelta(days=400)))


def _again(maker: Maker) -> dict[str, str]:
    """The same person on another report: one callback with two cases."""
    return maker.row(maker.chance.choice(maker.people) if maker.people else maker.person())


def _changed(**cells: str) -> Plant:
    headed = {name.replace("_", " "): value for name, value in cells.items()}
    return lambda maker: maker.row(maker.person(), **headed)


def _duplicate(maker: Maker) -> dict[str, str]:
    return dict(maker.chance.choice(maker.rows)) if maker.rows else maker.row(maker.person())


# kind -> (share of the rows, how it is planted); what is left over is "callable".
PLANTS: dict[str, tuple[float, Plant]] = {
    "child": (0.04, _child),
    "domestic_flag": (0.03, _changed(Domestic_Violence="Y")),
    "domestic_words": (0.01, _changed(Notes="Ex-husband seen at the door; protective order in place.")),
    "suspect_number": (0.02, _suspects_own),
    "do_not_call": (0.01, _changed(Notes="Do not call, per victim.")),
    "attorney": (0.005, _changed(Notes="Represented by attorney.")),
    "deceased": (0.005, _changed(Victim_Condition="Deceased")),
    "never_offense": (0.02, _never),
    "society": (0.01, _society),
    "officer": (0.005, _changed(Victim_Type="L")),
    "robbery": (0.02, _changed(Offense_Code="120", Offense_Description="Robbery")),
    "unknown_code": (0.01, _changed(Offense_Code="ZZ9", Offense_Description="Matter of record")),
    "too_old": (0.02, _old),
    "no_phone": (0.01, _changed(Victim_Cell_Phone="", Victim_Home_Phone="")),
    "damaged_phone": (0.01, _changed(Victim_Cell_Phone="5.55E+09", Victim_Home_Phone="")),
    "bad_date": (0.005, _changed(Report_Date="31/31/2026")),
    "no_case": (0.005, _changed(Case_Number="")),
    "no_birth": (0.01, _changed(Victim_DOB="")),
    "namesake": (0.02, _namesake),
    "again": (0.02, _again),
    "duplicate": (0.02, _duplicate),
}
CALLABLE_KINDS = frozenset({"callable", "namesake", "again"})


def make_rows(count: int, seed: int, today: date) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (kind, row). The same seed and day give the same rows."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    maker = Maker(chance, today)
    kinds = [*PLANTS, "callable"]
    shares = [share for share, _plant in PLANTS.values()]
    weights = [*shares, 1 - sum(shares)]
    for kind in chance.choices(kinds, weights, k=count):
        yield kind, (PLANTS[kind][1](maker) if kind in PLANTS else maker.row(maker.person()))


def write_export(
    out: Path, count: int, seed: int, today: date, headings: tuple[str, ...] = HEADINGS
) -> dict[str, object]:
    """Write the export and its truth; returns the truth: kinds counted, and [line, kind] of each row."""
    rows: list[list[object]] = []
    counted: Counter[str] = Counter()
    with out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        for line, (kind, row) in enumerate(make_rows(count, seed, today), 2):
            writer.writerow([row[name] for name in headings])
            rows.append([line, kind])
            counted[kind] += 1
    truth: dict[str, object] = {
        "seed": seed,
        "today": today.isoformat(),
        "rows_in": count,
        "callable_kinds": sorted(CALLABLE_KINDS),
        "kinds": dict(sorted(counted.items())),
        "rows": rows,
    }
    out.with_suffix(out.suffix + ".truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return truth


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Write a fictional export with known truth.")
    parser.add_argument("count", type=int, help="rows below the heading")
    parser.add_argument("--out", type=Path, required=True, help="the CSV file to write")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--today", type=date.fromisoformat, default=datetime.now(UTC).date())
    parser.add_argument("--narrow", action="store_true", help="13 columns instead of 16")
    given = parser.parse_args(arguments)
    headings = WITHOUT_EXTRAS if given.narrow else HEADINGS
    truth = write_export(given.out, given.count, given.seed, given.today, headings)
    print(json.dumps({"file": str(given.out), "rows_in": truth["rows_in"], "kinds": truth["kinds"]}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

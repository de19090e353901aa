"""What is planted over several rows: the same person twice, corrections, co-victims, a suspect named elsewhere.

A story owns its people: nobody of one story stands in another. Its rows are in the file's order, with rows of other
stories between them; where a fact must hold from before and from after, the story draws which.
"""

from __future__ import annotations

from dataclasses import replace

from made_people import NEVER, SUSPECTS, Maker, Person
from made_plants import DUPLICATE, EXCLUDED, HELD, OPEN, STOPPED, Plant, Planted, bad, good

_REMARKS = ("Window broken.", "Left a card.", "Property list to follow.", "Spoke to the neighbors.")


def _either_order(maker: Maker, rows: list[Planted]) -> list[Planted]:
    maker.chance.shuffle(rows)
    return rows


def _again(maker: Maker) -> list[Planted]:
    """The same person on another report: one callback with two cases."""
    person = maker.person()
    return [good(maker, person, "again"), good(maker, person, "again")]


def _repeat(maker: Maker) -> list[Planted]:
    """Three reports in a year: a supervisor decides."""
    person = maker.person()
    return [bad(maker, "repeat", frozenset({HELD}), person) for _ in range(3)]


def _again_stopped(maker: Maker) -> list[Planted]:
    """A plain report and one that stops the call: the person is not called, whichever stands first."""
    person = maker.person()
    code, name = maker.chance.choice(NEVER)
    stopping = maker.chance.choice(
        (
            {"Domestic Violence": "Y"},
            {"Offense Code": code, "Offense Description": name},
            {"Victim Condition": "Deceased"},
            {"Offense Code": "120", "Offense Description": "Robbery"},
        )
    )
    rows = [bad(maker, "again_stopped", STOPPED, person, **cells) for cells in ({}, stopping)]
    return _either_order(maker, rows)


def _old_and_new(maker: Maker) -> list[Planted]:
    """A report that is only too old does not speak for a newer one."""
    person = maker.person()
    old = Planted(
        "too_old_of_two", maker.row(person, **{"Report Date": maker.reported(80, 300)}), person, OPEN | {EXCLUDED}, True
    )
    return _either_order(maker, [old, good(maker, person, "again")])


def _namesake(maker: Maker) -> list[Planted]:
    """Same name, other birth date: two people, also with one number or on one case."""
    one = maker.person()
    other = maker.namesake_of(one, apart=maker.chance.randint(1, 4))
    shape = maker.chance.randrange(3)
    if shape == 1:
        other = replace(other, number=one.number)
    first = good(maker, one, "namesake")
    same_case = {"Case Number": first.cells["Case Number"]} if shape == 2 else {}
    return [first, good(maker, other, "namesake", **same_case)]


def _namesake_stopped(maker: Maker) -> list[Planted]:
    """What stops one of two namesakes says nothing about the other."""
    one = maker.person()
    other = maker.namesake_of(one, apart=maker.chance.randint(1, 4))
    return _either_order(
        maker,
        [
            good(maker, one, "namesake"),
            bad(maker, "namesake_stopped", frozenset({EXCLUDED}), other, **{"Domestic Violence": "Y"}),
        ],
    )


def _duplicate(maker: Maker) -> list[Planted]:
    first = good(maker)
    return [first, replace(first, kind="duplicate", piles=frozenset({DUPLICATE}), cells=dict(first.cells))]


def _stopped_duplicate(maker: Maker) -> list[Planted]:
    first = bad(maker, "domestic_flag", frozenset({EXCLUDED}), **{"Domestic Violence": "Y"})
    return [first, replace(first, kind="duplicate", piles=frozenset({DUPLICATE}), cells=dict(first.cells))]


def _nearly_duplicate(maker: Maker) -> list[Planted]:
    """The same facts typed again, in other letters: no second callback."""
    first = good(maker, kind="nearly_duplicate")
    cells = dict(first.cells)
    for name in ("Victim Last Name", "Victim First Name"):
        cells[name] = cells[name].upper()
    return [first, replace(first, cells=cells, piles=OPEN | {DUPLICATE})]


def _corrected(first: Planted, maker: Maker, **cells: str) -> Planted:
    """The same case and person later in the file, with other cells."""
    remark = {"Notes": maker.chance.choice(_REMARKS)} if maker.chance.random() < 0.3 else {}
    return replace(first, cells={**first.cells, **remark, **cells})


def _correction(maker: Maker) -> list[Planted]:
    """A correction that stops nobody: another property offense, another number, a closed status."""
    first = good(maker, kind="correction")
    number = maker.number()
    change = maker.chance.choice(
        (
            {"Offense Code": "280", "Offense Description": "Stolen Property Offenses"},
            {"Victim Cell Phone": number},
            {"Case Status": "Closed"},
            {"Victim Address": maker.address()},
        )
    )
    return [first, _corrected(first, maker, **change)]


def _correction_stops(maker: Maker) -> list[Planted]:
    """A correction that stops the call, or would lift what the first row said: the strictest row of a case wins."""
    code, name = maker.chance.choice(NEVER)
    change = maker.chance.choice(
        (
            {"Domestic Violence": "Y"},
            {"Offense Code": code, "Offense Description": name},
            {"Offense Code": "120", "Offense Description": "Robbery"},
            {"Victim Type": "L"},
            {"Notes": "Do not call, per victim."},
        )
    )
    first = bad(maker, "correction_stops", STOPPED)
    return _either_order(maker, [first, _corrected(first, maker, **change)])


def _assigned_now(maker: Maker) -> list[Planted]:
    """A detective took the case after the first row was written."""
    first = bad(maker, "assigned_now", STOPPED, **{"Case Status": "Open"})
    return [first, _corrected(first, maker, **{"Case Status": "Active", "Investigator": "Det. R. Oakes"})]


def _co_victims(maker: Maker) -> list[Planted]:
    """Several people of one case: each is judged alone."""
    first = good(maker, kind="co_victim")
    case = {name: first.cells[name] for name in ("Case Number", "Report Date", "Offense Code", "Offense Description")}
    rows = [first]
    for _ in range(maker.chance.randint(1, 3)):
        person = replace(maker.person(), address=first.person.address)
        if maker.chance.random() < 0.3:
            cells = {**case, "Victim Condition": "Deceased"}
            rows.append(bad(maker, "co_victim_stopped", frozenset({EXCLUDED}), person, **cells))
        else:
            rows.append(good(maker, person, "co_victim", **case))
    return rows


def _household(maker: Maker) -> list[Planted]:
    """Two adults with one number: a warning, not a stop."""
    one = maker.person()
    other = replace(maker.person(), number=one.number, address=one.address)
    return [good(maker, one, "household"), good(maker, other, "household")]


def _number_elsewhere(maker: Maker) -> list[Planted]:
    """Somebody's number stands as the suspect's on another row, before or after, in another spelling."""
    number = maker.number(*SUSPECTS)
    digits = "".join(letter for letter in number if letter.isdigit())
    person = replace(maker.person(), number=number)
    held = bad(maker, "suspect_number_elsewhere", frozenset({HELD}), person, **{"Suspect Phone": ""})
    spelled = maker.chance.choice((f"{digits[:3]}.{digits[3:6]}.{digits[6:]}", f"1-{digits}", number))
    return _either_order(maker, [held, good(maker, None, "names_suspect", **{"Suspect Phone": spelled})])


def _address_elsewhere(maker: Maker) -> list[Planted]:
    address = maker.address(8_900, 9_899)
    person = replace(maker.person(), address=address)
    held = bad(maker, "suspect_address_elsewhere", frozenset({HELD}), person, **{"Suspect Address": ""})
    names = good(maker, None, "names_suspect", **{"Suspect Address": f" {address.upper()}."})
    return _either_order(maker, [held, names])


def _at_a_suspects_address(maker: Maker) -> Person:
    """A suspect's row gives where the suspect lives; nobody else lives there by chance."""
    return replace(maker.person(), address=maker.address(8_900, 9_899))


def _suspect_row(maker: Maker, person: Person, **cells: str) -> Planted:
    cells = {"Involvement": maker.chance.choice(("Suspect", "Offender", "Arrestee")), "Victim Home Phone": "", **cells}
    return bad(maker, "suspects_row", frozenset({EXCLUDED}), person, **cells)


def _suspects_row(maker: Maker) -> list[Planted]:
    """The suspect has a row of their own on another case; its number is also a victim's."""
    number = maker.number(*SUSPECTS)
    victim = replace(maker.person(), number=number)
    held = bad(maker, "suspect_number_elsewhere", frozenset({HELD}), victim, **{"Suspect Phone": ""})
    return _either_order(maker, [held, _suspect_row(maker, replace(_at_a_suspects_address(maker), number=number))])


def _victim_and_suspect(maker: Maker) -> list[Planted]:
    """One person, victim on one row and suspect on another row of the same case."""
    person = replace(_at_a_suspects_address(maker), number=maker.number(*SUSPECTS))
    victim = bad(maker, "victim_and_suspect", STOPPED, person, **{"Suspect Phone": "", "Victim Home Phone": ""})
    suspect = _suspect_row(maker, person, **{"Case Number": victim.cells["Case Number"], "Victim Cell Phone": ""})
    return _either_order(maker, [victim, suspect])


def _named_on_the_case(maker: Maker) -> list[Planted]:
    """A co-victim's row names somebody as the suspect who is a victim on the next row of that case."""
    one = bad(maker, "victim_and_suspect", frozenset({EXCLUDED}))
    case = {"Case Number": one.cells["Case Number"]}
    name = f"{one.person.last}, {one.person.first}"
    return _either_order(maker, [one, good(maker, None, "names_suspect", **case, **{"Suspect Name": name})])


def _number_on_one_row(maker: Maker) -> list[Planted]:
    """The second report has no number: the person has one all the same."""
    person = maker.person()
    without = good(maker, person, "number_on_one_row", **{"Victim Cell Phone": "", "Victim Home Phone": ""})
    return _either_order(maker, [good(maker, person, "number_on_one_row"), without])


_CASE = frozenset({"Case Number"})
_PHONE = frozenset({"Suspect Phone", "Victim Home Phone"})
STORIES: dict[str, Plant] = {
    "again": Plant(0.02, _again),
    "repeat": Plant(0.003, _repeat),
    "again_stopped": Plant(0.01, _again_stopped),
    "old_and_new": Plant(0.005, _old_and_new),
    "namesake": Plant(0.01, _namesake),
    "namesake_stopped": Plant(0.005, _namesake_stopped),
    "duplicate": Plant(0.02, _duplicate),
    "stopped_duplicate": Plant(0.003, _stopped_duplicate),
    "nearly_duplicate": Plant(0.005, _nearly_duplicate),
    "correction": Plant(0.01, _correction),
    "correction_stops": Plant(0.01, _correction_stops, frozenset({"Notes"})),
    "assigned_now": Plant(0.005, _assigned_now, frozenset({"Investigator"})),
    "co_victim": Plant(0.01, _co_victims),
    "household": Plant(0.005, _household),
    "suspect_number_elsewhere": Plant(0.01, _number_elsewhere, _PHONE),
    "suspect_address_elsewhere": Plant(0.005, _address_elsewhere, frozenset({"Suspect Address"})),
    "suspects_row": Plant(0.01, _suspects_row, frozenset({"Involvement"}) | _PHONE),
    "victim_and_suspect": Plant(0.01, _victim_and_suspect, frozenset({"Involvement"}) | _PHONE),
    "named_on_the_case": Plant(0.005, _named_on_the_case, frozenset({"Suspect Name"})),
    "number_on_one_row": Plant(0.005, _number_on_one_row),
}
MOST_ROWS = 4  # of one story

"""Finished lead sheets of a whole desk, searched for everybody else on it, for ratings and for what stays here.

500 sheets as a campaign, a few otherwise. A hit cannot be chance: every surname is "Quill" with letters of its own,
every street "Quillback" with a number of its own; every e-mail address, line, note, answer, rating and narrative
carries a word that starts with Zq and a number given once. Telephone numbers are compared by their last ten digits.
Searched are the text a reader sees, the document's information, and every text and stream of the file, unpacked.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from callback_desk.domain.call import Answer, NewRating
from callback_desk.domain.tip import NewTip, TipKind
from callback_desk.use_cases import review_call, send_packet
from tests.use_cases.made_desks import (
    INVESTIGATOR,
    PASSWORD,
    SERGEANT,
    MovedClock,
    World,
    ask,
    bring_in,
    make_template,
    plain_rows,
    storage_of,
    worlds,
    write_rows,
)
from tests.use_cases.sheet_scenes import call_with

FEW, MANY, MORE_PEOPLE = 6, 500, 20
TOKEN = re.compile(r"zq[a-z]+\d{4}")
SURNAME = re.compile(r"\bquill[a-j]+\b")
STREET = re.compile(r"\d+ quillback\b")


@pytest.fixture(scope="module")
def empty_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("none") / "desk"
    make_template(folder, MovedClock(), rows=0)
    return folder


@pytest.fixture
def alone(empty_desk: Path, tmp_path: Path) -> Iterator[World]:
    for new in worlds(empty_desk, tmp_path):
        yield new()


def everything_in(content: bytes) -> str:
    """All that can be read out of a file, small letters, blanks made one."""
    seen = pypdfium2.PdfDocument(content)
    parts = [seen[page].get_textpage().get_text_range() for page in range(len(seen))]
    seen.close()
    with pikepdf.open(BytesIO(content)) as pdf:
        parts += [str(value) for value in pdf.docinfo.as_dict().values()]
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                raw = one.read_bytes()
                parts += [raw.decode("latin-1"), raw.decode("utf-16-be", "ignore")]
            parts += _strings(one)
    return re.sub(r"\s+", " ", "\n".join(parts)).casefold()


def _strings(value: pikepdf.Object) -> Iterator[str]:
    if isinstance(value, pikepdf.String):
        yield str(value)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Array):
        inner = value.values() if isinstance(value, pikepdf.Dictionary) else list(value)
        for one in inner:
            if isinstance(one, pikepdf.String):
                yield str(one)


def random_lines(chance: random.Random, moment: datetime, call: int) -> list[NewTip]:
    return [
        NewTip(
            place,
            f"Zqline{call:04d} was {chance.choice(('seen', 'heard', 'found', 'said'))} there.",
            moment,
            kind=chance.choice(list(TipKind)),
            statement=chance.choice((True, False, None)),
        )
        for place in range(1, chance.randint(2, 5))
    ]


@pytest.mark.timeout(3600)  # a campaign makes five hundred calls
def test_no_sheet_tells_of_anybody_else_or_of_what_stays_with_the_desk(
    alone: World, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    count = MANY if request.config.getoption("--campaign") else FEW
    chance, world = random.Random(93), alone
    rows = plain_rows(count + MORE_PEOPLE, world.clock.now().date(), first=10)
    for place, row in enumerate(rows):
        row["Notes"] = f"Zqnarrative{place:04d} was told at the counter."
    sergeant = world.enter(SERGEANT)
    bring_in(sergeant, write_rows(tmp_path / "many.csv", rows))
    with storage_of(sergeant).write() as uow:
        uow.connection.exec_driver_sql(
            "UPDATE victims SET email = 'zqmail' || printf('%04d', id) || '@example.com', "
            "street = (3000 + id) || ' Quillback Rd'"
        )
        uow.commit()
    for call in range(count):
        call_id = call_with(
            world,
            random_lines(chance, world.clock.now(), call),
            note=f"Zqnote{call:04d} of ours",
            answers=(Answer("how_was_it", f"Zqanswer{call:04d}", 0, "feedback"),),
            ratings=(NewRating("courtesy", f"Zqrating{call:04d}", "core-v1"),),
        )
        desk = world.enter(SERGEANT)
        read = review_call.read_call(desk, call_id)
        (case,) = read.cases
        review_call.sign_off(desk, desk.new_operation(), [call_id])
        target = tmp_path / f"sheet-{call}.pdf"
        send_packet.send_packet(
            desk,
            desk.new_operation(),
            case_number=case.number,
            confirmed_case=case.number,
            own_password=PASSWORD,
            recipient_name=INVESTIGATOR,
            delivery=send_packet.Delivery(target),
        )
        said = everything_in(target.read_bytes())
        own = set(SURNAME.findall(read.name.display.casefold()))
        assert set(SURNAME.findall(said)) == own != set(), "the person's own name, and nobody else's"
        assert set(TOKEN.findall(said)) == {f"zqline{call:04d}"}, "the lines, and nothing that stays with the desk"
        assert STREET.findall(said) == [], "a sheet names no address of anybody's home"
        digits = re.sub(r"[^\d\n]", "", "\n".join(re.findall(r"[+(]?\d[\d\s().\-]{5,}\d", said)))
        theirs = ask(
            desk,
            "SELECT p.e164 FROM phones p WHERE p.e164 NOT IN (SELECT m.e164 FROM phones m JOIN callbacks c "
            "ON c.victim_id = m.victim_id JOIN calls k ON k.callback_id = c.id WHERE k.id = ?)",
            call_id,
        )
        assert len(theirs) >= count and not [1 for (number,) in theirs if str(number)[-10:] in digits]
        target.unlink()
        world.close()  # a thousand open desks, each with its press, would be more files than a program may have


def test_the_search_finds_what_is_hidden_in_a_file() -> None:
    for hide in ("information", "stream", "text"):
        pdf = pikepdf.new()
        pdf.add_blank_page()
        if hide == "information":
            pdf.docinfo["/Subject"] = "Zqrating0001"
        elif hide == "stream":
            pdf.Root.Hidden = pdf.make_indirect(pikepdf.Stream(pdf, b"of Zqrating0001 here"))
        else:
            pdf.Root.Hidden = pdf.make_indirect(pikepdf.Dictionary(Note=pikepdf.String("Zqrating0001")))
        kept = BytesIO()
        pdf.save(kept, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        assert TOKEN.findall(everything_in(kept.getvalue())), hide

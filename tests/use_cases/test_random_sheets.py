"""Random calls about two reports each: every line stands on the sheet of its own report, and nothing else does.

200 calls and their 400 sheets as a campaign, a few otherwise. Each line, article, rating, answer and note carries a
token of its own: what a sheet holds is told by its tokens.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from callback_desk.domain.access import Role
from callback_desk.domain.call import Answer, NewRating
from callback_desk.domain.ids import CaseId
from callback_desk.domain.packet import CasePacket, PacketKind
from callback_desk.domain.packet_content import plain_values
from callback_desk.domain.property_facts import PropertyFact
from callback_desk.domain.report_text import report_text
from callback_desk.domain.tip import NewTip, TipKind, order_on_sheet
from callback_desk.use_cases import packet_of_call, review_call, tip_facts
from callback_desk.use_cases.desk import Desk, Work
from tests.use_cases.made_desks import (
    INVESTIGATOR,
    SERGEANT,
    MovedClock,
    World,
    bring_in,
    make_template,
    plain_rows,
    storage_of,
    worlds,
    write_rows,
)
from tests.use_cases.sheet_scenes import call_with

FEW, MANY = 3, 200
TOKEN = re.compile(r"Zq[a-z]+\d{4}")
VICTIM = re.compile(r"\bQuill[a-j]+")


@dataclass
class Tokens:
    """Words that stand nowhere else."""

    given: int = 0

    def new(self, kind: str) -> str:
        self.given += 1
        return f"Zq{kind}{self.given:04d}"


@pytest.fixture(scope="module")
def empty_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("none") / "desk"
    make_template(folder, MovedClock(), rows=0)
    return folder


@pytest.fixture
def alone(empty_desk: Path, tmp_path: Path) -> Iterator[World]:
    for new in worlds(empty_desk, tmp_path):
        yield new()


def random_tips(chance: random.Random, tokens: Tokens, world: World) -> list[NewTip]:
    moment = world.clock.now()
    return [
        NewTip(
            place,
            f"{tokens.new('line')} was said.",
            moment,
            kind=chance.choice(list(TipKind)),
            read_back=(exact := chance.random() < 0.4),
            exact_words=f"{tokens.new('exact')} indeed" if exact else "",
            act_by=moment.date() + timedelta(days=chance.randint(1, 9)) if chance.random() < 0.4 else None,
            statement=chance.choice((True, False, None)),
        )
        for place in range(1, chance.randint(2, 6))
    ]


def packets(desk: Desk, call_id: int, numbers: dict[CaseId, str]) -> dict[str, CasePacket]:
    """The sheet of each of these reports, by its number; one about which nothing was said has none."""
    with storage_of(desk).read() as uow:
        work = Work(uow, desk.clock.now(), desk, Role.SUPERVISOR)
        recipient = uow.recipients.by_name(INVESTIGATOR)
        assert recipient is not None
        call = uow.calls.get(call_id)  # type: ignore[arg-type]  # as the scene gave it
        return {
            numbers[case.id]: packet_of_call.build_packet(
                work, call.id, case, recipient, sheet_number="LS-2026-0001", copy=1, kind=PacketKind.LEAD_SHEET
            )
            for case in uow.people.cases(uow.queue.victim_of(call.callback_id))
            if case.id in numbers
        }


@pytest.mark.timeout(1800)  # a campaign makes two hundred calls
def test_every_line_stands_on_the_sheet_of_its_report_and_nothing_else_does(
    alone: World, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    count = MANY if request.config.getoption("--campaign") else FEW
    chance, tokens, world = random.Random(417), Tokens(), alone
    rows = plain_rows(count, world.clock.now().date(), first=10)
    both = [
        {**row, "Case Number": f"26-{place:03d}{which}"} for place, row in enumerate(rows) for which in ("001", "002")
    ]
    bring_in(world.enter(SERGEANT), write_rows(tmp_path / "many.csv", both))
    sheets = 0
    for _ in range(count):
        tips = random_tips(chance, tokens, world)
        call_id = call_with(
            world,
            tips,
            note=tokens.new("note"),
            answers=(Answer("how_was_it", tokens.new("answer"), 0, "feedback"),),
            ratings=(NewRating("courtesy", tokens.new("rating"), "core-v1"),),
        )
        desk = world.enter(SERGEANT)
        read = review_call.read_call(desk, call_id)
        assert len(read.cases) == 2
        numbers = {case.id: case.number for case in read.cases}
        wanted: dict[str, set[str]] = {number: set() for number in numbers.values()}
        about: dict[str, list[str]] = {number: [] for number in numbers.values()}
        for tip in sorted(read.tips, key=order_on_sheet):
            case = chance.choice(read.cases)
            review_call.choose_case(desk, desk.new_operation(), tip.id, case.id)
            about[case.number].append(tip.said.text)
            wanted[case.number] |= set(TOKEN.findall(tip.said.text + tip.said.exact_words))
            if tip.said.kind is TipKind.PROPERTY_ID and chance.random() < 0.7:
                article = PropertyFact(kind=tokens.new("article"))
                tip_facts.keep_articles(desk, desk.new_operation(), tip.id, (article,))
                wanted[case.number].add(article.kind)
        review_call.sign_off(desk, desk.new_operation(), [call_id])
        told = {case: number for case, number in numbers.items() if about[number]}
        for number, packet in packets(desk, call_id, told).items():
            everything = json.dumps(plain_values(packet))
            assert set(TOKEN.findall(everything)) == wanted[number]
            assert set(TOKEN.findall(report_text(packet).replace("ZQARTICLE", "Zqarticle"))) == wanted[number]
            assert [point.text for point in packet.points] == about[number], "each point is one line of the call"
            assert packet.victim.name == read.name.display
            assert set(VICTIM.findall(everything)) == set(VICTIM.findall(read.name.display)) != set()
            sheets += 1
    assert sheets > count, "and some calls told of both"

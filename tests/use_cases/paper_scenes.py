"""Scenes of what goes onto paper beside lead sheets. See `scenes`."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

from callback_desk.domain.exports import ExportFilter
from callback_desk.domain.ids import BatchId, OperationId, VictimId
from callback_desk.domain.table import TableKind
from callback_desk.use_cases import (
    paper_anchor,
    paper_hand_over,
    paper_import,
    paper_privacy,
    paper_shift,
    subject_access,
    what_left,
)
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.rows_to_correct import Signature
from tests.use_cases.made_desks import PASSWORD, SERGEANT, SUPERVISOR, World

Held = tuple[Desk, Callable[[OperationId], object]]


def _sheet(world: World, make: Callable[[Desk, Path], object]) -> Held:
    sergeant = world.enter(SERGEANT)
    target = world.folder.with_name("paper.pdf")
    return sergeant, lambda _op: make(sergeant, target)


def anchors(world: World) -> Held:
    return _sheet(world, paper_anchor.print_anchor_sheet)


def hand_over(world: World) -> Held:
    return _sheet(world, paper_hand_over.print_hand_over_sheet)


def batch(world: World) -> Held:
    return _sheet(world, lambda desk, target: paper_import.print_import_sheet(desk, BatchId(1), target))


def privacy(world: World) -> Held:
    return _sheet(world, paper_privacy.print_privacy_facts)


def shift(world: World) -> Held:
    return _sheet(world, lambda desk, target: paper_shift.print_shift_packet(desk, target, forms=1))


def subject(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    signature = Signature("She came to the desk with her ID.", PASSWORD, SUPERVISOR, PASSWORD)
    target = world.folder.with_name("subject.pdf")
    return sergeant, lambda _op: subject_access.give_record(sergeant, VictimId(1), signature, target)


def left(world: World) -> Held:
    sergeant = world.enter(SERGEANT)
    names = (world.folder.with_name(f"left-{place}.csv") for place in count(1))  # never over a file that is there
    return sergeant, lambda op: what_left.save_what_left(sergeant, op, ExportFilter(), next(names), TableKind.CSV)


ASKED: dict[str, tuple[object, ...]] = {
    "paper_anchor.anchor_sheet": (),
    "paper_hand_over.hand_over_sheet": (),
    "paper_hand_over.promised_today": (),
    "paper_hand_over.refuse_private": (),
    "paper_import.import_sheet": (1,),
    "paper_privacy.privacy_facts": (),
    "paper_script.script_on_paper": ("en",),
    "paper_shift.shift_cover": (),
    "what_left.what_left": (ExportFilter(),),
    "subject_access.subject_of": (1,),
    "subject_access.subjects_of_case": ("26-000001",),
    "paper_shift.shift_packet": (1, "en"),
}

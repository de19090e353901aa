"""Column set-ups leave as files and come in from other desks; both are on record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.layout import Layout, layout_called
from callback_desk.intake.layout_file import (
    LayoutRefused,
    doubtful_headings,
    layout_from_text,
    layout_to_text,
    read_layout,
    write_layout,
)
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, does, writing


@asks(Act.MANAGE_LAYOUTS)
def layouts(work: Work) -> tuple[Layout, ...]:
    """Saved column set-ups, the newest of each set of headings, by name."""
    return _saved(work)


@asks(Act.MANAGE_LAYOUTS)
def layout_named(work: Work, name: str) -> Layout:
    """Raises DeskFault when there is none of that name."""
    found = layout_called(_saved(work), name)
    if found is None:
        raise DeskFault(f"There is no column set-up named {name}.")
    return found


def _saved(work: Work) -> tuple[Layout, ...]:
    return tuple(layout for _id, _name, layout in work.uow.imports.layouts())


def save_layout(desk: Desk, layout: Layout, target: Path) -> None:
    """Write a set-up to a file for another desk: headings and what they mean, nothing of any row."""
    check(desk, Act.MANAGE_LAYOUTS)
    write_layout(replace(layout, settled=()), target)
    with writing(desk, Act.MANAGE_LAYOUTS) as work:
        work.record(Event.LAYOUT_SAVE, kind="layout", id=layout.signature[:32], columns=len(layout.columns))


declared(save_layout, Act.MANAGE_LAYOUTS, writes=True)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A set-up that was taken in. `doubtful` are headings that name another party and are taken for the victim's."""

    layout: Layout
    doubtful: tuple[str, ...]


def read_layout_file(desk: Desk, path: Path, *, name: str = "") -> TakenIn:
    """What a file says, before it is taken in, under another name if one is given. Raises LayoutRefused."""
    check(desk, Act.MANAGE_LAYOUTS)
    layout = read_layout(path)
    if name:
        # A name typed here keeps the rules of a name in a file.
        layout = layout_from_text(layout_to_text(replace(layout, name=name.strip())))
    return TakenIn(layout, doubtful_headings(layout.columns))


declared(read_layout_file, Act.MANAGE_LAYOUTS, writes=False)


@does(Act.MANAGE_LAYOUTS)
def add_layout(work: Work, layout: Layout) -> Done:
    """Keep a set-up that came in: files with its headings are read by it from now on. What was settled stays ours.

    Raises LayoutRefused when a set-up of that name is here for other headings.
    """
    others = (known for known in _saved(work) if known.signature != layout.signature)
    if layout_called(others, layout.name) is not None:
        raise LayoutRefused(f"{layout.name} is the name of another set-up here. Give this one another name.")
    kept = replace(layout, settled=())
    made = work.uow.imports.put_layout(kept.name, kept, by=work.by, at=work.now)
    work.record(Event.LAYOUT_ADD, kind="layout", id=kept.signature[:32], columns=len(kept.columns))
    return Done(Changes.IMPORTS, made)

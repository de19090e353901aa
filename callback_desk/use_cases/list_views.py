"""Views of the call list under a name, and how each person's list looks: kept in the desk, never in a plain file."""

from __future__ import annotations

from dataclasses import replace

from callback_desk.domain.access import Act
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.list_views import MOST_VIEWS, NAME_LENGTH, ListLook, ListView, ListViewId
from callback_desk.use_cases.desk import Work, asks, does


@asks(Act.SEARCH_QUEUE)
def views(work: Work) -> tuple[ListView, ...]:
    """One's own views and those that are shared, by name."""
    return work.uow.lists.views(work.desk.session.staff.id)


@does(Act.SEARCH_QUEUE)
def keep_view(work: Work, view: ListView) -> Done:
    """Keep a view under its name; one of one's own with that name is replaced. Raises DeskFault for a name that is
    missing, too long, or of a view somebody else shares.
    """
    name = " ".join(view.name.split())
    if not name:
        raise DeskFault("Give the view a name.")
    if len(name) > NAME_LENGTH:
        raise DeskFault(f"The name may have {NAME_LENGTH} letters.")
    mine = work.desk.session.staff.id
    here = work.uow.lists.views(mine)
    same = next((one for one in here if one.name.casefold() == name.casefold()), None)
    if same is not None and not same.own:
        raise DeskFault(f"{same.by} shares a view with this name. Choose another name.")
    if same is None and sum(one.own for one in here) >= MOST_VIEWS:
        raise DeskFault(f"You keep {MOST_VIEWS} views. Remove one first.")
    asked = replace(view.asked, before=None, asleep=())
    kept = replace(view, id=same.id if same else ListViewId(0), name=name, asked=asked, look=view.look.settled())
    return Done(Changes.NOTHING, work.uow.lists.put_view(kept, mine, work.now))


@does(Act.SEARCH_QUEUE)
def drop_view(work: Work, view_id: ListViewId) -> Done:
    """Remove one of one's own views. Raises NotFound."""
    work.uow.lists.drop_view(view_id, work.desk.session.staff.id)
    return Done(Changes.NOTHING, view_id)


@asks(Act.SEARCH_QUEUE)
def look(work: Work) -> ListLook:
    """Columns, their order and widths, as this person left them."""
    return work.uow.lists.look(work.desk.session.staff.id) or ListLook()


@does(Act.SEARCH_QUEUE)
def keep_look(work: Work, look: ListLook) -> Done:
    """Remember how this person's list looks."""
    work.uow.lists.put_look(look.settled(), work.desk.session.staff.id, work.now)
    return Done(Changes.NOTHING)

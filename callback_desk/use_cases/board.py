"""The supervisor's board: what waits for a decision, oldest promise first, and what is slipping."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from callback_desk.domain.access import Act
from callback_desk.domain.complaints import ComplaintCounts
from callback_desk.domain.concerns import STOPS_CALLS, Concern, ConcernKind
from callback_desk.domain.promises import PromiseCounts
from callback_desk.domain.views import BoardItem, BoardView, ListFilter, ReviewLine, Tab
from callback_desk.use_cases.call_list import TOO_OLD_SOON
from callback_desk.use_cases.complaints import complaint_counts
from callback_desk.use_cases.days import start_of_day
from callback_desk.use_cases.desk import Work, asks
from callback_desk.use_cases.explaining import last_call_days
from callback_desk.use_cases.overdue import late_sheets
from callback_desk.use_cases.pins import pinned
from callback_desk.use_cases.promises import promise_counts
from callback_desk.use_cases.roster import shifts_ahead
from callback_desk.use_cases.shift import last_note, queue_counts
from callback_desk.use_cases.unstaffed import unstaffed
from callback_desk.use_cases.welfare import dates_running_out, debriefs

URGENT_READ = timedelta(days=1)
NEWS_READ = timedelta(days=3)
_SHIFTS = "settings:Hours and shifts"  # a part of Settings by its title
WELFARE = "welfare"  # the page of a row: how the volunteers are


@asks(Act.BOARD)
def board(work: Work) -> BoardView:
    """One reading of everything the board shows."""
    counts = queue_counts(work)
    queue = work.uow.queue
    tries, reached, news = work.uow.calls.today(start_of_day(work))
    review = work.uow.calls.to_review()
    note, note_by = last_note(work)
    return BoardView(
        items=_items(work, counts.by_state, review),
        counts=counts,
        people=sum(count for state, count in counts.by_state.items() if state not in {"done", "withdrawn", "excluded"}),
        waiting_long=queue.count(ListFilter(tab=Tab.WAITING_LONG), work.now),
        promises_missed=queue.count(ListFilter(tab=Tab.MISSED), work.now),
        too_old_soon=queue.too_old_before(work.now + TOO_OLD_SOON, last_call_days(work)),
        tries_today=tries,
        reached_today=reached,
        with_news_today=news,
        at_the_desks=tuple(
            (work.uow.staff.get(call.staff_id).name, "in a call") for call in work.uow.calls.open_calls()
        ),
        records_as_of=work.uow.desk.records_as_of(),
        shifts_ahead=shifts_ahead(work),
        pinned=pinned(work),
        note=note,
        note_by=note_by,
        news_overdue=len(_overdue(work, review)),
    )


def _overdue(work: Work, review: tuple[ReviewLine, ...]) -> list[ReviewLine]:
    """New information nobody has read in time: urgent in a day, the rest in three (research, section 8)."""
    return [
        line
        for line in review
        if (line.urgent or line.new_count) and line.ended_at < work.now - (URGENT_READ if line.urgent else NEWS_READ)
    ]


def _items(work: Work, by_state: dict[str, int], review: tuple[ReviewLine, ...]) -> tuple[BoardItem, ...]:
    concerns = work.uow.concerns.open()
    items: list[BoardItem] = []
    for kind in (ConcernKind.DANGER, ConcernKind.DISTRESS, ConcernKind.SOMETHING_WRONG):
        items += _concern_items(kind, concerns)
    items += _complaint_items(complaint_counts(work))
    urgent = [line for line in review if line.urgent]
    if urgent:
        items.append(
            _item(
                "urgent",
                urgent_count := len(urgent),
                _plural(urgent_count, "urgent lead"),
                "Not signed off yet.",
                "Review",
                "review",
                min(line.ended_at for line in urgent),
            )
        )
    if review:
        with_news = sum(1 for line in review if line.new_count)
        detail = f"{with_news} with new information, {len(review) - with_news} without news."
        if late := len(_overdue(work, review)):
            detail += f" {late} overdue."
        items.append(
            _item(
                "review",
                len(review),
                _plural(len(review), "finished call") + " to check",
                detail,
                "Review",
                "review",
                min(line.ended_at for line in review),
            )
        )
    if cut := by_state.get("interrupted", 0):
        items.append(
            _item("interrupted", cut, _plural(cut, "interrupted call"), "The answers are kept.", "Decide", "queue")
        )
    if held := by_state.get("held", 0):
        title = f"{held} people wait for a decision" if held > 1 else "1 person waits for a decision"
        items.append(_item("held", held, title, "Nobody is called until you decide.", "Decide", "queue"))
    items += [
        _item("unstaffed", many, title, detail, "Shifts", _SHIFTS) for many, title, detail in unstaffed(work).lines()
    ]
    if not any(by_state.values()):
        items.append(
            _item("nobody", 1, "Nobody is on the call list yet", "An import brings people.", "Import a file", "import")
        )
    items += _people_items(work)
    items += _promise_items(promise_counts(work))
    items += _message_items(*work.uow.messages.open_count())
    if ready := work.uow.calls.signed_without_packet():
        title = f"{_plural(len({number for _, number in ready}), 'case')} with new information to send"
        detail = "Signed off, and no lead sheet was made since."
        items.append(
            _item("packets", len(ready), title, detail, "Send", "packets", min(one.ended_at for one, _ in ready))
        )
    items += _silent_items(work)
    items += _concern_items(ConcernKind.PRAISE, concerns)
    return tuple(items)


def _people_items(work: Work) -> list[BoardItem]:
    """The volunteers themselves: a talk after a hard call, and dates that run out here and not at their door."""
    items: list[BoardItem] = []
    if talks := debriefs(work):
        names = ", ".join(dict.fromkeys(one.name for one in talks))
        title = f"{_plural(len(talks), 'talk')} to hold after a hard call"
        detail = f"{names}. Ask how they are; nothing of it is written down."
        items.append(_item("debrief", len(talks), title, detail, "See them", WELFARE, talks[0].heard_at))
    if ending := dates_running_out(work):
        dated = [one for one in ending if one.on is not None]
        missing = len(ending) - len(dated)
        names = ", ".join(dict.fromkeys(one.name for one in dated))
        told = [f"{names}: within 30 days, or past" if dated else "", f"{missing} never entered" if missing else ""]
        title = f"{_plural(len(ending), 'date')} of screening, training or sign-in to look at"
        items.append(
            _item("lapse", len(ending), title, f"{'. '.join(part for part in told if part)}.", "See them", WELFARE)
        )
    return items


def _promise_items(found: PromiseCounts) -> list[BoardItem]:
    """What was promised in calls stands here until it is kept; by the oldest day when one has gone by."""
    if not found.open:
        return []
    told = [f"{found.late} overdue" if found.late else "", f"{found.today} due today" if found.today else ""]
    detail = ", ".join(part for part in told if part) or "none is due before tomorrow"
    since = found.oldest if found.late else None
    title = f"{_plural(found.open, 'promise')} to keep"
    return [_item("promises", found.open, title, f"Said in calls: {detail}.", "See them", "promises", since)]


def _silent_items(work: Work) -> list[BoardItem]:
    """Sheets nobody has said anything about for a week, and questions that wait for a decision."""
    items: list[BoardItem] = []
    if late := late_sheets(work):
        title = f"{_plural(len(late), 'lead sheet')} not acknowledged"
        detail = "For a week, or a working day for what is urgent, nothing was heard of them."
        items.append(_item("silent", len(late), title, detail, "See them", "packets", late[0].sent_at))
    if waits := [one for one in work.uow.follow_ups.open() if one.waits_for_supervisor]:
        title = f"{_plural(len(waits), 'question')} of an investigator to decide"
        detail = "Nobody is called for them until you decide."
        items.append(_item("questions", len(waits), title, detail, "Decide", "packets", waits[0].at))
    return items


def _message_items(many: int, oldest: datetime | None) -> list[BoardItem]:
    """What somebody told us without a call of ours, and nobody has decided yet."""
    if not many:
        return []
    title, detail = f"{_plural(many, 'message')} to read", "Taken at the desk, or typed from a slip."
    return [_item("messages", many, title, detail, "Read", "messages", oldest)]


_CONCERN_WORDS = {
    ConcernKind.DANGER: ("alert", "Danger was heard. Calls to this person have stopped.", "Open the alert"),
    ConcernKind.DISTRESS: ("person in distress", "Calls to this person have stopped.", "Open"),
    ConcernKind.SOMETHING_WRONG: ("call where something felt wrong", "Calls to this person have stopped.", "Decide"),
    ConcernKind.PRAISE: ("thank-you to pass on", "It goes to the officer and the officer's supervisor.", "Pass on"),
}


def _concern_items(kind: ConcernKind, concerns: tuple[Concern, ...]) -> list[BoardItem]:
    mine = [concern for concern in concerns if concern.said.kind is kind]
    if not mine:
        return []
    word, detail, button = _CONCERN_WORDS[kind]
    since = min(concern.raised_at for concern in mine)
    return [
        BoardItem(kind.value, len(mine), _plural(len(mine), word), detail, button, "board", since, kind in STOPS_CALLS)
    ]


def _complaint_items(found: ComplaintCounts) -> list[BoardItem]:
    """To go the day they were told; and an office that has said nothing for a week is asked."""
    items: list[BoardItem] = []
    if found.to_hand_over:
        title, detail = _plural(found.to_hand_over, "complaint to route"), "As it was said."
        waiting = _item("complaint", found.to_hand_over, title, detail, "Route it", "board", found.oldest)
        items.append(replace(waiting, days_late=found.days_late))
    if found.not_acknowledged:
        title = f"{_plural(found.not_acknowledged, 'complaint')} nobody has acknowledged"
        detail = "Handed over more than a week ago. Ask the office for its number."
        items.append(_item("not_acknowledged", found.not_acknowledged, title, detail, "See them", "review:concerns"))
    return items


def _item(
    kind: str, count: int, title: str, detail: str, button: str, page: str, since: datetime | None = None
) -> BoardItem:
    return BoardItem(kind, count, title, detail, button, page, since)


def _plural(count: int, word: str) -> str:
    """ "1 alert", "2 alerts", "2 calls where something felt wrong": the first noun takes the s."""
    if count == 1:
        return f"1 {word}"
    for noun in (
        "alert",
        "complaint",
        "thank-you",
        "promise",
        "lead sheet",
        "question",
        "lead",
        "case",
        "talk",
        "date",
        "call",
    ):
        if noun in word:
            return f"{count} {word.replace(noun, noun + 's', 1)}"
    return f"{count} {word.replace('person', 'people', 1)}"

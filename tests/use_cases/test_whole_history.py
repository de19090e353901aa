"""Everything on record about one person: tries with their notes, decisions, acts on many, what was agreed."""

from __future__ import annotations

from callback_desk.domain.call import CallResult
from callback_desk.domain.many import ManyAct
from callback_desk.domain.views import ListFilter
from callback_desk.use_cases import call_list, decide_hold, finish_call, many_people
from tests.use_cases.list_scenes import WHY, done_to
from tests.use_cases.made_desks import RUTH, SERGEANT, World, start


def test_who_did_what_and_why_stands_there_newest_first(world: World) -> None:
    ruth, desk = world.enter(RUTH), world.enter(SERGEANT)
    started = start(ruth)
    finish_call.finish_call(
        ruth,
        ruth.new_operation(),
        started.call_id,
        started.fence,
        CallResult("no_answer", note="The bell rang for a minute."),
    )
    person = started.callback_id
    short = call_list.why(desk, person).history
    act = done_to(desk, ManyAct.HOLD, [person])
    many_people.take_back(desk, desk.new_operation(), act)
    many_people.put_some_back(desk, desk.new_operation(), act, [person])
    decide_hold.keep_off(desk, desk.new_operation(), [person])
    lines = call_list.whole_history(desk, person)
    assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)
    told = "\n".join(line.text for line in lines)
    for said in (
        f"Note by {RUTH}: The bell rang for a minute.",
        f"Held with others, by {SERGEANT}: {WHY}",
        f"Taken back by {SERGEANT}: held.",
        f"Kept off the list, by {SERGEANT}.",
        *(line.text for line in short),
    ):
        assert said in told
    other = next(one for one in call_list.all_ids(desk, ListFilter()) if one != person)
    assert RUTH not in "\n".join(line.text for line in call_list.whole_history(desk, other))  # type: ignore[arg-type]

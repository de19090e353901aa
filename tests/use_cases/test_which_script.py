"""The script that is read while the card is looked at is the one the call is led by."""

from __future__ import annotations

import pytest

from callback_desk.use_cases.start_call import start_call
from callback_desk.use_cases.which_script import script_ahead
from tests.use_cases.made_desks import RUTH, World, claim


@pytest.mark.parametrize("they_rang", [False, True])
def test_what_is_read_ahead_is_what_the_call_gets(world: World, they_rang: bool) -> None:
    desk = world.enter(RUTH)
    card = claim(desk)
    ahead = script_ahead(desk, they_rang=they_rang)
    started = start_call(
        desk, desk.new_operation(), card.callback_id, card.fence, card.phones[0].id, they_rang=they_rang
    )
    assert started.xform == ahead

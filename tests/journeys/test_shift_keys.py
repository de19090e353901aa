"""The keys of My shift: Enter is *Next call*, and nothing else may press it."""

from __future__ import annotations

from tests.journeys.windows import K, sitting
from tests.use_cases.made_desks import RUTH, SERGEANT, World, ask


def test_enter_in_they_called_back_looks_for_the_caller_and_claims_nobody(qtbot, world: World) -> None:
    """It used to press *Next call* as well: somebody else's card opened while the caller waited."""
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        shift = seat.window.volunteer.shift
        seat.named("calledBack").setFocus()
        seat.type("9")
        seat.key(K.Key_Return)
        seat.until(lambda: shift.called_back.field.error and not seat.window.runner.busy)
        assert seat.shell.page_name == "shift"
        assert ask(world.enter(SERGEANT), "SELECT count(*) FROM callbacks WHERE claimed_by IS NOT NULL") == [(0,)]

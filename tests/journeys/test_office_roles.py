"""Who supervises nobody gets a window without one word about a victim."""

from __future__ import annotations

import pytest

from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskBug
from callback_desk.use_cases.people import add_person
from tests.journeys.windows import sitting
from tests.use_cases.made_desks import SUPERVISOR, World

CLERK = "Avis Thornbury"
FIRST = "seven slow barges under fog"


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_settings_is_the_first_and_only_page(qtbot, world: World, role: Role) -> None:
    desk = world.enter(SUPERVISOR)
    add_person(desk, desk.new_operation(), name=CLERK, roles=frozenset({role}), password=FIRST)
    world.close()
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(CLERK, FIRST)
        seat.until(lambda: seat.shell.page_name == "settings")
        for page in ("board", "queue", "import", "review", "packets", "shift"):
            with pytest.raises(DeskBug):
                seat.shell.page(page)
        assert seat.window.volunteer is None

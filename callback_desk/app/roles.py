"""What the roles of a person mean for the window: which pages are offered, and which name stands in the rail."""

from __future__ import annotations

from typing import Final

from callback_desk.domain.access import Role

CALLERS: Final = frozenset({Role.VOLUNTEER, Role.SUPERVISOR})  # a supervisor rings as a volunteer
OVERSEERS: Final = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR})
_FOREMOST: Final = (Role.SUPERVISOR, Role.VOLUNTEER, Role.ADMINISTRATOR, Role.AUDITOR)


def foremost(roles: frozenset[Role]) -> Role:
    """The one of somebody's roles that is said beside the name."""
    return next(role for role in _FOREMOST if role in roles)

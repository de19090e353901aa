"""A first or last name that nobody is named for, beside the victim's other half: "Victim First Name, Last Name"."""

from __future__ import annotations

from collections.abc import Sequence

from callback_desk.domain.incident import Role
from callback_desk.domain.layout import Field

NamePart = tuple[Field, Role | None]  # of a column of a name: which part, and whose by its heading alone

_OTHER_HALF = {Field.FIRST_NAME: Field.LAST_NAME, Field.LAST_NAME: Field.FIRST_NAME}
_BETWEEN = frozenset({Field.MIDDLE_NAME, Field.SUFFIX})


def other_half_of_victim(names: Sequence[NamePart | None], at: int) -> bool:
    """Whether the unmarked half at `at` can be nobody's but the victim's. `names` are all columns of a file in order.

    It is the only unmarked half there is, stands right beside the victim's only other half, and no party on its other
    side waits for such a half. In doubt it is somebody else's: role comes before kind.
    """
    own = names[at]
    half = _OTHER_HALF.get(own[0]) if own is not None else None
    if own is None or half is None:
        return False
    told = [name for name in names if name is not None]
    lonely = told.count((own[0], None)) == 1 and (half, None) not in told and told.count((half, Role.VICTIM)) == 1
    if not lonely or (own[0], Role.VICTIM) in told or (Field.FULL_NAME, Role.VICTIM) in told:
        return False
    beside = [name for step in (-1, 1) if (name := _next(names, at, step)) is not None]
    others = [role for part, role in beside if part is half and role is not Role.VICTIM]
    return (half, Role.VICTIM) in beside and all((own[0], role) in told for role in others)


def _next(names: Sequence[NamePart | None], at: int, step: int) -> NamePart | None:
    """The name right beside, past a middle name or a suffix."""
    place = at + step
    while 0 <= place < len(names):
        found = names[place]
        if found is None or found[0] not in _BETWEEN:
            return found
        place += step
    return None

"""What `batches.undo` says: by whom a batch was taken back, and what is still to be settled."""

from __future__ import annotations

from dataclasses import dataclass, replace

from callback_desk.storage.columns import from_json, to_json

HANDING_ON, WITHDRAWING = "hand_on", "withdraw"


@dataclass(frozen=True, slots=True)
class Left:
    """Where settling stands: the step, the last person it has done, and callbacks that are to be judged first."""

    step: str = HANDING_ON
    after: int = 0
    judge: tuple[int, ...] = ()

    def next_step(self) -> Left | None:
        """What comes when nobody is left for this step; None at the end."""
        return Left(WITHDRAWING) if self.step == HANDING_ON else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`left` is None when everything is settled."""

    by: str = ""
    judged_again: int = 0
    left: Left | None = None

    def with_left(self, left: Left | None) -> Outcome:
        return replace(self, left=left)

    @property
    def text(self) -> str:
        """As JSON."""
        said: dict[str, object] = {"by": self.by, "judged_again": self.judged_again}
        if self.left is not None:
            said["left"] = {"step": self.left.step, "after": self.left.after, "judge": list(self.left.judge)}
        return to_json(said)

    @classmethod
    def read(cls, written: str) -> Outcome:
        """Out of the column; nothing said is an outcome without words."""
        said = from_json(written)
        if not isinstance(said, dict):
            return cls()
        left = said.get("left")
        return cls(
            str(said.get("by", "")),
            _whole(said.get("judged_again")),
            Left(
                str(left.get("step", HANDING_ON)),
                _whole(left.get("after")),
                tuple(_whole(one) for one in left.get("judge", ())),
            )
            if isinstance(left, dict)
            else None,
        )


def _whole(said: object) -> int:
    return said if isinstance(said, int) else 0

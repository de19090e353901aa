"""People a supervisor pinned for this shift, with one sentence each."""

from __future__ import annotations

from collections.abc import Sequence

from callback_desk.domain.notes import Pinned
from callback_desk.ui.components import Card, Label, Paragraph, Run, empty_out, set_shown


class PinnedCard(Card):
    """Short names: the room reads along. Nothing to press: who is next is decided as always."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Pinned for this shift")
        self._shown: tuple[Pinned, ...] = ()
        set_shown(self, False)

    def show_pinned(self, pinned: Sequence[Pinned]) -> None:
        """Show these; nobody pinned takes no room."""
        if tuple(pinned) != self._shown:
            self._shown = tuple(pinned)
            empty_out(self.body)
            self.body.addWidget(Label("Pinned for this shift", face="strong"))
            for one in pinned:
                standing = f" ({one.standing})" if one.standing else ""
                words = Run(one.short_name, strong=True), Run(f"{standing}: {one.sentence} ({one.by})")
                self.body.addWidget(Paragraph(words, full_width=True))
        set_shown(self, bool(pinned))


__all__ = ["PinnedCard"]

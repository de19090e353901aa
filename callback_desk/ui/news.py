"""What changed, passed on to whoever shows it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from callback_desk.domain.changes import Changes, Done


class News(QObject):
    """`changed(flags)` after each use case that touched something; a screen asks again only for what it shows."""

    changed = Signal(object)

    def tell(self, what: Changes | Done | object) -> None:
        """Pass on what a use case handed back. Anything that is not `Changes` or holds none is no news."""
        flags = what if isinstance(what, Changes) else getattr(what, "changes", Changes.NOTHING)
        if isinstance(flags, Changes) and flags != Changes.NOTHING:
            self.changed.emit(flags)

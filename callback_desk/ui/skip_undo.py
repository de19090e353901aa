"""A card was laid aside: ten seconds in which it can be taken up again, and only while no other card is open."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from callback_desk.domain.call import CallCard
from callback_desk.ui.components import Toast
from callback_desk.ui.shell import Shell


class SkipUndo(QObject):
    """`wanted(CallbackId)`: the card is to come back."""

    wanted = Signal(object)

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._toast: Toast | None = None

    def offer(self, card: CallCard) -> None:
        """Of the card that was laid aside just now."""
        self._toast = Toast(f"{card.name.short} is laid aside.")
        self._toast.undone.connect(partial(self.wanted.emit, card.callback_id))
        self._toast.gone.connect(self._on_gone)
        self._shell.show_toast(self._toast)

    def drop(self) -> None:
        """Something else is begun: it stays as it is."""
        if self._toast is not None:
            self._toast.leave()

    def _on_gone(self) -> None:
        self._toast = None

"""The agency's signature: whether this desk signs, with which certificate, and by which command that is changed."""

from __future__ import annotations

from PySide6.QtCore import Qt

from callback_desk.ui.components import Card, Paragraph
from callback_desk.ui.desk_page import DeskPage
from callback_desk.use_cases import agency_signature
from callback_desk.use_cases.agency_signature import SignatureState

SET, OFF = "callback-desk sign set FILE", "callback-desk sign off"
_UNSIGNED = "Lead sheets and reports leave this desk unsigned."
_HOW = f"Where the agency has a certificate (a .p12 or .pfx file), an administrator types in a terminal: {SET}"
_OTHER = f"Another certificate is set in a terminal: {SET}. Signing ends with: {OFF}"
_CANNOT = "This desk signs, but not on this computer now. Until it can, no lead sheet and no report is made here."


class SignatureCard(Card):
    """One state in words, what it means, and the command."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__("The agency\u2019s signature", padding_px=20)
        self._page = page
        self.state = Paragraph("", full_width=True)
        self.command = Paragraph("", color="ink2", full_width=True)
        self.command.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.state)
        self.body.addWidget(self.command)
        self._style_now()

    def refresh(self) -> None:
        """Ask whether it signs, and whether the certificate still can."""
        desk = self._page.desk
        self._page.ask("signature", lambda: agency_signature.signature_state(desk), self._on_state)

    def _on_state(self, found: SignatureState) -> None:
        self.state.set_color("warn" if found.trouble or found.ends_soon else "good" if found.on else "ink")
        self.state.set_words(_state_words(found))
        self.command.set_words(_OTHER if found.on else _HOW)


def _state_words(found: SignatureState) -> str:
    if found.certificate is None:
        return f"{_CANNOT} {found.trouble}" if found.on else _UNSIGNED
    signed = f"Lead sheets and reports are signed: {found.certificate.said}."
    after = "After that day none can be made here. Ask whoever issued the certificate for the next one now."
    return f"{signed} {after}" if found.ends_soon else signed


__all__ = ["OFF", "SET", "SignatureCard"]

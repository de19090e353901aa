"""The way that is set once for a recipient."""

from __future__ import annotations

from callback_desk.domain.people import DeliveryWay, Recipient
from callback_desk.ui.packets.private_folder import PrivateFolder
from callback_desk.use_cases.send_packet import Delivery


def kept_delivery(to: Recipient, password: str | None, printing: PrivateFolder) -> Delivery | None:
    """None where a place is still asked for. Pages for a printer lie in `printing` alone."""
    if to.way is DeliveryWay.PRINT:
        return Delivery(None, printing=True, into=printing.path)
    if to.way is DeliveryWay.FOLDER and to.folder:
        return Delivery(None, password=password)
    return None

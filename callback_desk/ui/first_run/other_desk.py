"""The desk another account of this computer has: what this account does next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.ui.components import ButtonSize, Label, Paragraph, PrimaryButton, QuietButton


def other_desk_button(wanted: Callable[[], object]) -> QuietButton:
    """Beside the verb of the first start: this computer has a desk already."""
    button = QuietButton("There is a desk on this computer")
    button.setObjectName("otherDesk")
    button.clicked.connect(wanted)
    return button


class OtherDesk(QWidget):
    """This account opens the desk in `folder` from the next start on; `close` ends this one."""

    def __init__(self, folder: str, close: Callable[[], object]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Label("This account opens that desk now", face="page"))
        column.addWidget(
            Paragraph(
                f"The desk in {folder}. Close this window and start Callback Desk again. Sign in with your own name "
                "and password, then type the code the supervisor made for this account.",
                full_width=True,
            )
        )
        button = PrimaryButton("Close the window", size=ButtonSize.LARGE)
        button.setObjectName("closeForOther")
        button.clicked.connect(close)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        self.setFocusProxy(button)

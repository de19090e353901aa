"""The bar of a call: what is always in reach, each with its key."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.ui.call.room import Room
from callback_desk.ui.components import (
    ButtonSize,
    DangerButton,
    DeskButton,
    HairLine,
    Paragraph,
    SecondaryButton,
    Themed,
)


class Wish(StrEnum):
    """What the bar and the function keys ask for."""

    COVER = "cover"
    THEY_ASK = "they_ask"
    SOMEONE_ELSE = "someone_else"
    CUT_OFF = "cut_off"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    MORE = "more"
    CARD = "card"
    DANGER = "danger"
    END = "end"
    UPSET = "upset"
    NEW_CRIME = "new_crime"
    INTERPRETER = "interpreter"
    CONTACT = "contact"
    OBJECTION = "objection"


@dataclass(frozen=True, slots=True)
class _Key:
    key: str
    label: str
    short: str
    icon: str


KEYS: Final = {
    Wish.COVER: _Key("Esc", "Cover", "Cover", "cover"),
    Wish.THEY_ASK: _Key("F1", "They ask", "They ask", "ask"),
    Wish.SOMEONE_ELSE: _Key("F2", "Someone else answered", "Someone else", "someone-else"),
    Wish.CUT_OFF: _Key("F3", "We were cut off", "Cut off", "hang-up"),
    Wish.COMPLAINT: _Key("F4", "Complaint", "Complaint", "flag"),
    Wish.PRAISE: _Key("F5", "Praise", "Praise", "heart"),
    Wish.MORE: _Key("F6", "More", "More", "more"),
    Wish.CARD: _Key("F7", "Card", "Card", "person"),
    Wish.DANGER: _Key("F8", "Danger now", "Danger now", "warning"),
    Wish.END: _Key("F9", "End the call", "End", "hang-up"),
    Wish.UPSET: _Key("", "Very upset", "Very upset", "ask"),
    Wish.NEW_CRIME: _Key("", "Something new happened", "New crime", "warning"),
    Wish.INTERPRETER: _Key("", "An interpreter is needed", "Interpreter", "speech"),
    Wish.OBJECTION: _Key("", "They would rather not", "Rather not", "ask"),
    Wish.CONTACT: _Key("", "How to reach them another time", "How to reach", "shield"),
}


class Scene(StrEnum):
    """Which keys the bar carries."""

    QUESTION = "question"
    SOMEONE_ELSE = "someone_else"
    DANGER = "danger"
    ENDING = "ending"


_W = Wish
_LEFT: Final = {
    Scene.QUESTION: (_W.COVER, _W.THEY_ASK, _W.SOMEONE_ELSE, _W.COMPLAINT, _W.PRAISE),
    Scene.SOMEONE_ELSE: (_W.COVER, _W.THEY_ASK, _W.CUT_OFF),
    Scene.DANGER: (_W.COVER, _W.CUT_OFF),
    Scene.ENDING: (_W.COVER, _W.COMPLAINT, _W.PRAISE),
}
_RIGHT: Final = {
    Scene.QUESTION: (_W.DANGER, _W.END),
    Scene.SOMEONE_ELSE: (_W.DANGER, _W.END),
    Scene.DANGER: (_W.END,),
    Scene.ENDING: (_W.DANGER,),
}
END_CLOSED: Final = "End the call opens after you have told a person."


def wishes_of(scene: Scene, room: Room) -> tuple[Wish, ...]:
    """What may be wished for in a scene: exactly these keys work."""
    left = _LEFT[scene]
    if room is Room.FOLDED and scene is Scene.QUESTION:
        left = (*(wish for wish in left if wish is not _W.PRAISE), _W.CARD, _W.MORE)
    elif room is Room.TIGHT and scene is not Scene.DANGER:
        left = tuple(wish for wish in left if wish not in (_W.COMPLAINT, _W.PRAISE, _W.CUT_OFF))
        left = (*left, _W.CARD, _W.MORE)
    elif room is Room.FOLDED and scene is Scene.ENDING:
        left = (*left, _W.CARD)
    return (*left, *_RIGHT[scene])


class KeyBar(Themed, QWidget):
    """72 high, 64 folded; at 200 % the key stands under its label. `wished(Wish)`."""

    wished = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("sheet", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Always in reach")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(HairLine())
        self._row_box: QWidget | None = None
        self._scene: tuple[Scene, Room] | None = None
        self.buttons: dict[Wish, DeskButton] = {}
        self._style_now()

    def show_scene(self, scene: Scene, room: Room) -> None:
        """The keys of a scene; the same scene again changes nothing, so that the focus stays."""
        if self._scene == (scene, room):
            return
        self._scene = (scene, room)
        self._build(scene, room)

    def _build(self, scene: Scene, room: Room) -> None:
        if self._row_box is not None:
            self._outer.removeWidget(self._row_box)
            self._row_box.hide()
            self._row_box.setParent(None)
            self._row_box.deleteLater()
        self.setProperty("sheet", "sunken" if room is Room.TIGHT else "surface")
        self.style().unpolish(self)
        self.style().polish(self)
        self._row_box = QWidget()
        row = QHBoxLayout(self._row_box)
        theme = self.theme
        side = theme.px(8 if room is Room.TIGHT else 12 if room.folded else 16)
        high = theme.px(5 if room is Room.TIGHT else 9 if room.folded else 12)
        row.setContentsMargins(side, high, side, high - theme.px(1))
        row.setSpacing(theme.px(6 if room.folded else 8))
        self.buttons = {}
        wishes = wishes_of(scene, room)
        right = _RIGHT[scene]
        for wish in wishes:
            if wish is right[0]:
                row.addStretch(1)
                if scene is Scene.DANGER:
                    row.addWidget(Paragraph(END_CLOSED, face="meta", color="ink2"), 0, Qt.AlignmentFlag.AlignVCenter)
                    row.addSpacing(theme.px(8))
                elif wish is Wish.DANGER:
                    row.addSpacing(theme.px(8))
            row.addWidget(self._button(wish, room, closed=scene is Scene.DANGER and wish is Wish.END))
            if wish is Wish.DANGER and len(right) > 1:
                row.addSpacing(theme.px(8 if room is Room.TIGHT else 14 if room.folded else 24))
        self._outer.addWidget(self._row_box)

    def _restyle(self) -> None:
        """Larger text: the room between the keys grows with them, also where the room of the page stays the same."""
        if self._scene is not None:
            self._build(*self._scene)

    def _button(self, wish: Wish, room: Room, *, closed: bool) -> DeskButton:
        key = KEYS[wish]
        label = key.short if room.folded else key.label
        icon = "lock" if closed else "" if room.folded else key.icon
        kind = DangerButton if wish is Wish.DANGER else SecondaryButton
        button = kind(label, icon_name=icon, key="" if closed else key.key, size=ButtonSize.BAR)
        button.setAccessibleName(f"{key.label}, {key.key}")
        button.setObjectName(f"bar_{wish.value}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the caret where it is
        button.set_stacked(room is Room.TIGHT)
        button.setProperty("wish", wish.value)
        if closed:
            button.close_with(END_CLOSED)
        button.clicked.connect(self._on_clicked)
        self.buttons[wish] = button
        return button

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, DeskButton):
            self.wished.emit(Wish(button.property("wish")))

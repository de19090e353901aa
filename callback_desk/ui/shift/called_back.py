"""They called back: found by what the caller says, never by browsing; and a message where nobody is to talk to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from callback_desk.ui.components import Card, Field, Paragraph, QuietButton, SecondaryButton, set_shown
from callback_desk.ui.sight import bring_into_sight


class CalledBackCard(Card):
    """`find_wanted(given, also)`; `also` is "" until the first thing fits several people. `message_wanted(given)`."""

    find_wanted = Signal(str, str)
    message_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("They called back?")
        asked = "Type the number or the case number they give you."
        self.body.addWidget(Paragraph(asked, face="meta", color="ink2", full_width=True))
        self.field = Field("", icon_name="search", hint="Number or case number")
        self.field.edit.setAccessibleName("Number or case number")
        self.field.edit.setObjectName("calledBack")
        self.field.edit.textEdited.connect(self._on_edited)
        self.also = Field("", hint="The other one, or first and last name")
        self.also.edit.setAccessibleName("The other one: case number, number, or first and last name")
        self.also.edit.setObjectName("calledBackAlso")
        for field in (self.field, self.also):
            field.entered.connect(self._on_find)
            self.body.addWidget(field)
        self._buttons = QVBoxLayout()
        self.find_button = SecondaryButton("Find")
        self.find_button.setObjectName("findCaller")
        self.find_button.clicked.connect(self._on_find)
        self.message_button = QuietButton("Take a message", icon_name="note")
        self.message_button.setObjectName("takeMessage")
        self.message_button.clicked.connect(self._on_message)
        for button in (self.find_button, self.message_button):
            self._buttons.addWidget(button)
        self.body.addLayout(self._buttons)
        set_shown(self.also, False)
        set_shown(self.message_button, False)

    def offer_messages(self) -> None:
        """This desk keeps messages (a practice desk does not)."""
        set_shown(self.message_button, True)

    def said(self, sentence: str, *, ask_more: bool = False) -> None:
        """Nobody's card opens, and what to do instead; `ask_more`: one thing more may tell who it is."""
        again = self.also.isVisibleTo(self)
        set_shown(self.also, ask_more or again)
        asked = self.also if again else self.field
        asked.set_error(sentence)
        bring_into_sight(self.message_button, asked)  # what to say stands under it, below the edge at large text
        if ask_more and not again:
            self.also.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Found: nothing of what was typed stays for the next caller."""
        self.field.set_text("")
        self._on_edited()

    def _on_edited(self) -> None:
        self.also.set_text("")
        for field in (self.field, self.also):
            field.set_error("")
        set_shown(self.also, False)

    def _on_find(self) -> None:
        text = self.field.text.strip()
        self.field.set_error("" if text else "Type a telephone number or a case number.")
        self.also.set_error("")
        if text:
            self.find_wanted.emit(text, self.also.text.strip())

    def _on_message(self) -> None:
        given = self.field.text.strip()
        self.forget()
        self.message_wanted.emit(given)

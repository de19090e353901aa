"""Papers: what the desk prints besides lead sheets. Each has one button, and says whether it names anybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from callback_desk.ui.back_sheet import BackSheet
from callback_desk.ui.components import Card, ComboField, Label, Paragraph, SecondaryButton
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForTarget, saving_as
from callback_desk.ui.notices import Notice
from callback_desk.ui.sealed_saving import SealedSaving
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.dispatch_slip import print_dispatch_slips
from callback_desk.use_cases.front_desk_card import print_front_desk_card
from callback_desk.use_cases.paper_anchor import print_anchor_sheet
from callback_desk.use_cases.paper_hand_over import print_hand_over_sheet
from callback_desk.use_cases.paper_privacy import print_privacy_facts
from callback_desk.use_cases.paper_shift import print_shift_packet
from callback_desk.use_cases.ports_world import Printed

Make = Callable[[Desk, Path, str | None], Printed]  # with a password for a drive that can be carried away


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: what it is for, whether it names people, the file's suggested name, and what makes it."""

    title: str
    words: str
    file_name: str
    make: Make


def _open(make: Callable[[Desk, Path], Printed]) -> Make:
    """A paper that names nobody may lie on any drive: it is never sealed."""
    return lambda desk, target, _password: make(desk, target)


SHIFT: Final = "shift"
PAPERS: Final[Mapping[str, Paper]] = {
    "hand_over": Paper(
        "Hand-over sheet",
        "What the next supervisor must know before the first call: the note, pinned people, promised times, what "
        "waits. Short names stand on it.",
        "hand-over.pdf",
        print_hand_over_sheet,
    ),
    SHIFT: Paper(
        "Shift packet",
        "For a day without the computer: today’s list, the numbers to give, blank forms. Names and telephone numbers "
        "stand on it: lock it away, and shred it when every call is entered.",
        "shift-packet.pdf",
        print_shift_packet,
    ),
    "front_desk": Paper(
        "Front-desk card",
        "What to say to somebody who rings to check whether a caller was ours. Nobody is named.",
        "front-desk-card.pdf",
        _open(print_front_desk_card),
    ),
    "slips": Paper(
        "Slips for dispatch",
        "For days when nobody sits here: one sentence to say, and slips to fill in. Nobody is named.",
        "slips.pdf",
        _open(print_dispatch_slips),
    ),
    "anchors": Paper(
        "Anchor sheet",
        "Keeps the audit trail honest from outside: a sheet for the records officer’s drawer, once a week. Nobody is "
        "named.",
        "anchor-sheet.pdf",
        _open(print_anchor_sheet),
    ),
    "privacy": Paper(
        "Facts for the privacy officer",
        "One page: what is kept, where, who sees it and who received it. Nobody is named.",
        "privacy-facts.pdf",
        _open(print_privacy_facts),
    ),
}
_SAID: Final = "paper"
_FORMS: Final = tuple((many, f"{many} forms" if many != 1 else "1 form") for many in (0, 1, 2, 5, 10, 25))
_LANGUAGES: Final = (("en", "English"), ("es", "Spanish"))


class PapersSheet(BackSheet):
    """A card for each paper; `ask_for` is the dialog for the file's place, another one in tests."""

    title = "Papers"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self.ask_for: AskForTarget = saving_as("Save the paper")
        self.buttons: dict[str, SecondaryButton] = {}
        for name, paper in PAPERS.items():
            self.body.addWidget(self._card(name, paper))
        self.body.addStretch(1)
        self._style_now()

    def _card(self, name: str, paper: Paper) -> Card:
        card = Card()
        row = QHBoxLayout()
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(Label(paper.title, face="section"))
        said.addWidget(Paragraph(paper.words, color="ink2", full_width=True))
        row.addLayout(said, 1)
        button = SecondaryButton("Save as PDF…", icon_name="printer")
        button.setAccessibleName(f"Save as PDF: {paper.title}")
        button.clicked.connect(partial(self._on_save, name))
        self.buttons[name] = button
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(row)
        if name == SHIFT:
            card.body.addLayout(self._choices())
        return card

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.forms = ComboField("Blank forms, about 20 pages each", _FORMS)
        self.forms.set_value(1)
        self.language = ComboField("Language of the forms", _LANGUAGES)
        row.addWidget(self.forms)
        row.addWidget(self.language)
        row.addStretch(1)
        return row

    def _on_save(self, name: str) -> None:
        paper, desk = PAPERS[name], self.page.desk
        target = self.ask_for(self, paper.file_name)
        if target is None:
            return
        make = self._shift_packet() if name == SHIFT else paper.make
        self.buttons[name].setEnabled(False)
        self.page.notices.clear(_SAID)  # it was about the paper before
        task = SealedSaving(self.page, lambda password: make(desk, target, password))
        task.succeeded.connect(lambda _made: self._on_made(name, f"{paper.title} saved as {target.name}."))
        task.failed.connect(lambda trouble: self._on_not_made(name, trouble))

    def _shift_packet(self) -> Make:
        forms, language = int(str(self.forms.value)), str(self.language.value)
        return lambda desk, target, password: print_shift_packet(desk, target, password, forms=forms, language=language)

    def _on_made(self, name: str, words: str) -> None:
        self.buttons[name].setEnabled(True)
        self.page.notices.show(Notice(words, actions=("OK",), code=_SAID))

    def _on_not_made(self, name: str, trouble: object) -> None:
        self.buttons[name].setEnabled(True)
        self.page.notices.show_error(trouble)


__all__ = ["PAPERS", "PapersSheet"]

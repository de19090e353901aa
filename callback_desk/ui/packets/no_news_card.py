"""Calls that brought nothing new: a page for each recipient, so that nobody waits for us."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from callback_desk.domain.changes import Changes
from callback_desk.domain.no_news import NoNewsFor
from callback_desk.domain.people import Recipient
from callback_desk.ui.components import Card, HairLine, Paragraph, Run, SecondaryButton, empty_out, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForTarget, saving_as
from callback_desk.ui.notices import Notice
from callback_desk.ui.sealed_saving import SealedSaving
from callback_desk.ui.when import count
from callback_desk.use_cases.no_news import tell_no_news, without_news
from callback_desk.use_cases.ports_world import Printed

_SAID = "no-news"


class NoNewsCard(Card):
    """Out of sight while everybody was told."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__()
        self._page = page
        self.waiting: tuple[NoNewsFor, ...] = ()
        self.buttons: list[SecondaryButton] = []
        self.ask_for: AskForTarget = saving_as("Save the page of calls without news")
        self.title = Paragraph("", face="section", full_width=True)
        self.body.addWidget(self.title)
        self.body.addWidget(
            Paragraph(
                "Signed off, and nothing new was said. A page has a line for each case; each case is told once.",
                color="ink2",
                full_width=True,
            )
        )
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        set_shown(self, False)

    def refresh(self) -> None:
        """Read again who can be told of what."""
        desk = self._page.desk
        self._page.ask("no-news", lambda: without_news(desk), self._on_waiting)

    def _on_waiting(self, found: tuple[NoNewsFor, ...]) -> None:
        if found == self.waiting:
            return
        self.waiting, self.buttons = found, []
        empty_out(self._list)
        self.title.set_words(f"Nothing new ({sum(len(one.lines) for one in found):,})")
        for place, one in enumerate(found):
            if place:
                self._list.addWidget(HairLine())
            self._add(one)
        set_shown(self, bool(found))

    def _add(self, one: NoNewsFor) -> None:
        calls = count(len(one.lines), "case")
        if one.recipient is None:
            words = f"{calls}: nobody here receives news of them. Under Settings, say which recipient is on duty."
            self._list.addWidget(Paragraph(words, full_width=True))
            return
        row = QHBoxLayout()
        first = len(one.next_page)
        some = f", {first} on the first page" if first < len(one.lines) else ""
        row.addWidget(Paragraph((Run(one.recipient.name, strong=True), Run(f", {calls}{some}")), full_width=True), 1)
        save = SecondaryButton("Save their page…", icon_name="printer")
        save.setAccessibleName(f"Save the page for {one.recipient.name}")
        save.clicked.connect(partial(self._on_save, one.recipient, first))
        self.buttons.append(save)
        row.addWidget(save)
        self._list.addLayout(row)

    def _on_save(self, to: Recipient, cases: int, *_checked: object) -> None:
        target, desk, op = self.ask_for(self, _file_name(to)), self._page.desk, self._page.desk.new_operation()
        if target is None:
            return
        self._page.notices.clear(_SAID)
        self._close("It is being made.")
        task = SealedSaving(
            self._page,
            lambda password: tell_no_news(desk, op, recipient_id=to.id, target=target, password=password),
        )
        task.succeeded.connect(lambda made: self._on_made(target.name, cases, to, made))
        task.failed.connect(self._on_not_made)

    def _on_made(self, name: str, cases: int, to: Recipient, made: Printed) -> None:
        self._open()
        words = f"{name}: {count(cases, 'case')}, {count(made.pages, 'page')} for {to.name}."
        self._page.notices.show(Notice(words, actions=("OK",), code=_SAID))
        self._page.news.tell(Changes.PACKETS)

    def _on_not_made(self, trouble: object) -> None:
        self._open()
        self._page.notices.show_error(trouble)
        self._page.news.tell(Changes.PACKETS)  # somebody else may have told them

    def _close(self, why: str) -> None:
        for button in self.buttons:
            button.close_with(why)

    def _open(self) -> None:
        for button in self.buttons:
            button.open_again()


def _file_name(to: Recipient) -> str:
    """Each recipient has a file of their own, also in one folder."""
    name = "-".join("".join(letter if letter.isalnum() else " " for letter in to.name).split())
    return f"no-news-{name or to.id}.pdf"


__all__ = ["NoNewsCard"]

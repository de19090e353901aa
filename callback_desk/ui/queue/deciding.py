"""What a supervisor decides in the call list: the person in the panel, and the acts, each one press and one write."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from callback_desk.domain.changes import Done
from callback_desk.domain.ids import CallbackId, LikenessId
from callback_desk.domain.views import ShownState
from callback_desk.ui.queue.later import PutOff
from callback_desk.ui.queue.panel import WhyPanel
from callback_desk.ui.queue.panel_words import Shown
from callback_desk.ui.tasks import Task
from callback_desk.ui.when import count
from callback_desk.use_cases import call_list, decide_hold, same_person
from callback_desk.use_cases.desk import Desk

Ask = Callable[[str, Callable[[], object], Callable[..., None]], Task]
Save = Callable[[Callable[[], object]], Task]
_SOON = "in 10 seconds, or when you leave this page"


class Deciding(QObject):
    """`shown(Shown, take_focus)` when somebody stands in the panel. `put_off` holds what can still be undone."""

    shown = Signal(object, bool)

    def __init__(self, desk: Desk, panel: WhyPanel, ask: Ask, save: Save, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._panel, self._ask, self._save = desk, panel, ask, save
        self.person = CallbackId(0)  # the callback the panel was last asked for, 0 when it is closed
        self.put_off = PutOff(self)
        self.put_off.begun.connect(self._on_put_off)
        self.put_off.ended.connect(self._on_put_off)
        panel.keep_off_wanted.connect(self._on_keep_off)
        panel.ok_given.connect(self._on_ok)
        panel.try_again_wanted.connect(self._on_try_again)
        panel.close_wanted.connect(self._on_close_call)
        panel.who_said.connect(self._on_who)

    def open(self, callback_id: int, *, take_focus: bool) -> None:
        """Ask why somebody is called or not, and show it."""
        person = self.person = CallbackId(callback_id)

        def look() -> Shown:
            view = call_list.why(self._desk, person)
            rows = call_list.rows_by_id(self._desk, (person,))
            return Shown(view, rows[0] if rows else None)

        self._ask("why", look, partial(self._on_why, take_focus))

    def refresh(self) -> None:
        """Ask again about the person in the panel."""
        if self.person:
            self.open(self.person, take_focus=False)

    def close(self) -> None:
        """Nobody is shown; an answer on its way shows nobody either."""
        self.person = CallbackId(0)
        self._panel.forget()

    def keep_ticked_off(self, ids: frozenset[int]) -> None:
        """Keep several people off the list, after ten seconds in which it can be undone."""
        people = count(len(ids), "person comes", "people come")
        self._keep_off(ids, f"{people} off the list {_SOON}.")

    def _on_why(self, take_focus: bool, shown: Shown) -> None:
        if shown.view.id == self.person:
            self._show(shown)
            self.shown.emit(shown, take_focus)

    def _show(self, shown: Shown) -> None:
        waits = self.put_off.meanwhile if int(shown.view.id) in self.put_off.ids else ""
        self._panel.show_person(shown, self._desk.clock.now(), put_off=waits)

    def _on_put_off(self, _toast: object = None) -> None:
        if self._panel.shown is not None:
            self._show(self._panel.shown)

    def _keep_off(self, ids: frozenset[int], sentence: str) -> None:
        operation = self._desk.new_operation()
        wanted = tuple(CallbackId(one) for one in sorted(ids))
        self.put_off.put(
            sentence,
            "Comes off the list in 10 seconds, unless you press Undo.",
            ids,
            lambda: self._write(lambda: decide_hold.keep_off(self._desk, operation, wanted)),
        )

    def _write(self, work: Callable[[], object]) -> None:
        self._save(work)

    def _on_keep_off(self) -> None:
        shown = self._panel.shown
        if shown is not None:
            self._panel.leave.setFocus()
            self._keep_off(frozenset({int(shown.view.id)}), f"{shown.view.name.display} comes off the list {_SOON}.")

    def _on_ok(self, reason: str, days: int) -> None:
        operation, person = self._desk.new_operation(), self.person
        self._write(lambda: decide_hold.release(self._desk, operation, person, reason, days))

    def _on_try_again(self) -> None:
        operation, person = self._desk.new_operation(), self.person
        self._panel.leave.setFocus()
        self._write(lambda: decide_hold.settle_interrupted(self._desk, operation, person, try_again=True))

    def _on_who(self, likeness: int, same: bool) -> None:
        shown = self._panel.shown
        if shown is None:
            return
        operation, own, name = self._desk.new_operation(), shown.view.id, shown.view.name.display
        self._panel.leave.setFocus()

        def say() -> None:
            task = self._save(lambda: same_person.say_who(self._desk, operation, LikenessId(likeness), same=same))
            task.succeeded.connect(partial(self._follow, own))

        self.put_off.put(
            f"{name} {'is the same person' if same else 'is not the same person'}: kept {_SOON}.",
            "Is kept in 10 seconds, unless you press Undo.",
            frozenset({int(shown.view.id)}),
            say,
        )

    def _follow(self, own: CallbackId, done: Done) -> None:
        """Two became one: a panel that still shows the one goes on with who stays on the list."""
        if self.person == own != done.id:
            self.open(done.id, take_focus=False)

    def _on_close_call(self) -> None:
        shown = self._panel.shown
        if shown is None or shown.view.shown is not ShownState.INTERRUPTED:
            return
        operation, person = self._desk.new_operation(), shown.view.id
        self._panel.leave.setFocus()
        self.put_off.put(
            f"The call with {shown.view.name.display} is closed {_SOON}.",
            "Is closed in 10 seconds, unless you press Undo.",
            frozenset({int(person)}),
            lambda: self._write(lambda: decide_hold.settle_interrupted(self._desk, operation, person, try_again=False)),
        )

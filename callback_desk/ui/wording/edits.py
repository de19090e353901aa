"""What a supervisor has changed and not published: held here, kept on the desk, told to whoever shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from callback_desk.call_script.form import Form
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.script_texts import TextPlace, Texts, read_text, texts_of, written
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.scripts import ScriptAtHand, script_at_hand

PAUSE_MS: Final = 700
LATEST_MS: Final = 2000


@dataclass(frozen=True, slots=True)
class Reading:
    """The published script, read: reading an XForm takes a tenth of a second, so it is done beside the window."""

    at_hand: ScriptAtHand
    form: Form
    ours: Texts
    shipped: Texts


def read_script(desk: Desk, purpose: str) -> Reading:
    """For the ask lane. Raises NotFound."""
    at_hand = script_at_hand(desk, purpose)
    form = form_from_xform(at_hand.published.xform)
    same = at_hand.shipped.sha == at_hand.published.sha
    shipped = form if same else form_from_xform(at_hand.shipped.xform)
    return Reading(at_hand, form, texts_of(form), texts_of(shipped))


class Edits(QObject):
    """`changed(TextPlace | None)` after a letter, a put-back, or other words from the desk (None: all).

    `keep_wanted(dict)` half a second after a pause: what is to be kept on the desk.
    """

    changed = Signal(object)
    keep_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reading: Reading | None = None
        self._typed: dict[TextPlace, str] = {}
        self._pause, self._latest = self._timer(PAUSE_MS), self._timer(LATEST_MS)

    def _timer(self, ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(self.keep_now)
        return timer

    def take(self, reading: Reading) -> None:
        """Another reading of the desk. What was typed here and is not kept yet stays."""
        waiting = self.waits
        self.reading = reading
        if not waiting:
            kept = {TextPlace(*place): words for place, words in reading.at_hand.draft.texts.items()}
            self._typed = {place: words for place, words in kept.items() if place in reading.ours}
        self.changed.emit(None)

    @property
    def waits(self) -> bool:
        """Whether something typed is not on the desk yet."""
        return self._pause.isActive()

    @property
    def places(self) -> frozenset[TextPlace]:
        """Sentences that differ from the published ones."""
        return frozenset(self._typed)

    def texts(self) -> Mapping[tuple[str, str, str], str]:
        return {(place.path, place.column, place.language): words for place, words in self._typed.items()}

    def published(self, place: TextPlace) -> str:
        return written(self.reading.ours.get(place, ())) if self.reading else ""

    def shipped(self, place: TextPlace) -> str:
        """ "" for a sentence the program's own script does not have."""
        return written(self.reading.shipped.get(place, ())) if self.reading else ""

    def words(self, place: TextPlace) -> str:
        """As they stand now: typed, else published."""
        return self._typed.get(place, self.published(place))

    def wrong(self, place: TextPlace) -> tuple[str, ...]:
        """Why what is typed cannot be published."""
        if self.reading is None or place not in self._typed:
            return ()
        model = self.reading.ours.get(place, ())
        return read_text(self._typed[place], place, self.reading.form, model=(model,)).wrong

    def type(self, place: TextPlace, words: str) -> None:
        """A letter was typed."""
        before = self.words(place)
        if " ".join(words.split()) == self.published(place):
            self._typed.pop(place, None)
        else:
            self._typed[place] = words
        if words != before:
            self._touched(place)

    def put_back(self, place: TextPlace) -> None:
        """The shipped words; where the program has none, the published ones."""
        words = self.shipped(place) or self.published(place)
        if words == self.published(place):
            self._typed.pop(place, None)
        else:
            self._typed[place] = words
        self._touched(place)

    def drop_all(self) -> None:
        """Nothing is changed any more."""
        self._typed.clear()
        self._pause.stop()
        self._latest.stop()
        self.changed.emit(None)
        self.keep_wanted.emit({})

    def forget(self) -> None:
        """Another script comes: what was typed in this one is on the desk."""
        self.keep_now()
        self.reading = None
        self._typed.clear()

    def published_all(self) -> None:
        """What was typed is a version now; the desk has dropped the draft itself."""
        self._typed.clear()
        self._pause.stop()
        self._latest.stop()

    def keep_now(self) -> None:
        """The page is left, or a pause was made."""
        if self._pause.isActive() or self.sender() in (self._pause, self._latest):
            self._pause.stop()
            self._latest.stop()
            self.keep_wanted.emit(dict(self.texts()))

    def _touched(self, place: TextPlace) -> None:
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()
        self.changed.emit(place)

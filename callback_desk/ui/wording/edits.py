"""What a supervisor has changed and not published: held here, kept on the desk, told to whoever shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from callback_desk.call_script.form import Form
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.script_texts import TextPlace, Texts, read_text, texts_of, written
from callback_desk.domain.scripts import SentenceEdit, TextAt
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

    `keep_wanted(dict)` half a second after a pause: sentences to be kept on the desk, each beside what stood there.
    Somebody else may type at the same time: theirs are never touched, and the same sentence is asked about.
    """

    changed = Signal(object)
    keep_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reading: Reading | None = None
        self._typed: dict[TextPlace, str] = {}
        self._kept: dict[TextPlace, str] = {}  # the desk's draft, as it was read or sent
        self._pause, self._latest = self._timer(PAUSE_MS), self._timer(LATEST_MS)

    def _timer(self, ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(self.keep_now)
        return timer

    def take(self, reading: Reading) -> None:
        """Another reading of the desk. What was typed here and is not kept yet stays."""
        mine = self._mine()
        kept = {TextPlace(*place): words for place, words in reading.at_hand.draft.texts.items()}
        self.reading = reading
        self._kept = {place: words for place, words in kept.items() if place in reading.ours}
        self._typed = dict(self._kept)
        for place in mine:
            self._put(place, mine[place].now)
        self.changed.emit(None)

    def refused(self, edits: Mapping[TextAt, SentenceEdit]) -> None:
        """The desk did not keep these: they wait for the next letter, or until the page is left."""
        for at, edit in edits.items():
            if edit.was is None:
                self._kept.pop(TextPlace(*at), None)
            else:
                self._kept[TextPlace(*at)] = edit.was

    def _mine(self) -> Mapping[TextPlace, SentenceEdit]:
        """What is typed here and does not stand so on the desk."""
        places = self._typed.keys() | self._kept.keys()
        both = {place: SentenceEdit(self._kept.get(place), self._typed.get(place)) for place in places}
        return {place: edit for place, edit in both.items() if edit.was != edit.now}

    def _put(self, place: TextPlace, words: str | None) -> None:
        if words is None:
            self._typed.pop(place, None)
        else:
            self._typed[place] = words

    @property
    def waits(self) -> bool:
        """Whether something typed is not on the desk yet."""
        return bool(self._mine())

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
        self.changed.emit(None)
        self.keep_now()

    def forget(self) -> None:
        """Another script comes: what was typed in this one is on the desk."""
        self.keep_now()
        self.reading = None
        self._typed.clear()
        self._kept.clear()

    def published_all(self) -> None:
        """What was typed is a version now; the desk has taken it out of the draft itself."""
        self._typed.clear()
        self._kept.clear()
        self._pause.stop()
        self._latest.stop()

    def keep_now(self) -> None:
        """The page is left, or a pause was made."""
        self._pause.stop()
        self._latest.stop()
        mine = self._mine()
        if mine:
            self._kept = dict(self._typed)
            self.keep_wanted.emit({(place.path, place.column, place.language): edit for place, edit in mine.items()})

    def _touched(self, place: TextPlace) -> None:
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()
        self.changed.emit(place)

"""The articles of a line about property: filled in part for part beside the words, as the property system asks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.property_facts import IdType, PropertyFact, guess
from callback_desk.domain.tip import Tip
from callback_desk.ui.components import (
    CheckRow,
    ComboField,
    Field,
    Paragraph,
    QuietButton,
    SecondaryButton,
    Themed,
    set_shown,
)

_NONE = "No article is filled in. On the lead sheet the line stands as words."
_SOME = "For the property system:"
_NO_NUMBER = "None, or not known"


def article_words(fact: PropertyFact) -> str:
    """ "Laptop, Dell Latitude 5420, Serial 4KX-0917-QD, gray, $900. Read back." """
    parts = (
        f"{fact.quantity} x" if fact.quantity > 1 else "",
        fact.kind,
        " ".join(filter(None, (fact.maker, fact.model))),
        " ".join(filter(None, (fact.id_type.words, fact.identifier))),
        fact.color,
        fact.value,
    )
    read = "Read back." if fact.read_back else "Not read back."
    return f"{', '.join(part for part in parts if part)}. {read}".replace(" x, ", " x ", 1)


class Articles(Themed, QWidget):
    """`kept(articles)`: all of the line, as they shall stand. Nothing is taken over before somebody keeps it."""

    kept = Signal(object)

    def __init__(self, tip: Tip, articles: Sequence[PropertyFact]) -> None:
        super().__init__()
        self._tip, self._articles = tip, tuple(articles)
        self._place: int | None = None  # of the article in the form; None while it is closed
        self._saving = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(Paragraph(_SOME if articles else _NONE, face="meta", color="ink2", full_width=True))
        for place, fact in enumerate(self._articles):
            self._column.addWidget(self._row(place, fact))
        self.form = ArticleForm()
        self.form.kept.connect(self._on_kept)
        self.form.left.connect(self._close)
        set_shown(self.form, False)
        self._column.addWidget(self.form)
        self.open = SecondaryButton("Another article" if articles else "Fill in the article", icon_name="pen")
        self.open.clicked.connect(self._on_open)
        set_shown(self.open, not tip.frozen)
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addStretch(1)
        self._column.addLayout(row)
        self._style_now()

    @property
    def draft(self) -> tuple[int, PropertyFact] | None:
        """What stands in the open form, and for which article."""
        return None if self._place is None or self._saving else (self._place, self.form.fact)

    def go_on(self, draft: tuple[int, PropertyFact]) -> None:
        """Open the form again where somebody was filling it in."""
        self._show(min(draft[0], len(self._articles)), draft[1])

    def _row(self, place: int, fact: PropertyFact) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(Paragraph(article_words(fact), full_width=True), 1)
        if not self._tip.frozen:
            change, out = QuietButton("Change"), QuietButton("Take out")
            change.setAccessibleName(f"Change: {fact.kind or fact.identifier}")
            out.setAccessibleName(f"Take out: {fact.kind or fact.identifier}")
            change.clicked.connect(lambda: self._show(place, fact, focus=True))
            out.clicked.connect(lambda: self.kept.emit(self._articles[:place] + self._articles[place + 1 :]))
            across.addWidget(change)
            across.addWidget(out)
        return row

    def _on_open(self) -> None:
        said = self._tip.said
        first = guess(said.text, read_back=said.read_back) if not self._articles else PropertyFact()
        self._show(len(self._articles), first, focus=True)

    def _show(self, place: int, fact: PropertyFact, *, focus: bool = False) -> None:
        self._place, self._saving = place, False
        self.form.begin(fact)
        set_shown(self.form, True)
        set_shown(self.open, False)
        if focus:
            self.form.kind.setFocus()

    def _close(self) -> None:
        self._place = None
        set_shown(self.form, False)
        set_shown(self.open, True)
        self.open.setFocus()

    def _on_kept(self, fact: PropertyFact) -> None:
        place = len(self._articles) if self._place is None else self._place
        self._saving = True  # when it is kept the line is shown anew, without the form
        self.kept.emit((*self._articles[:place], fact, *self._articles[place + 1 :]))

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(8))


class ArticleForm(Themed, QWidget):
    """`kept(PropertyFact)`, `left()`. Letters are kept as typed; what is proposed stands in the line's words."""

    kept = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.quantity = Field("How many")
        self.kind = Field("What it is")
        self.maker = Field("Maker")
        self.model = Field("Model")
        self.id_type = ComboField("Kind of number", [(one, one.words or _NO_NUMBER) for one in IdType])
        self.identifier = Field("The number")
        self.color = Field("Color")
        self.value = Field("Value")
        self.read_back = CheckRow("The number was read back to the victim")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._pairs = []
        for pair in (
            (self.quantity, self.kind),
            (self.maker, self.model),
            (self.id_type, self.identifier),
            (self.color, self.value),
        ):
            row = QHBoxLayout()
            for part in pair:
                row.addWidget(part, 1)
            self._column.addLayout(row)
            self._pairs.append(row)
        self._column.addWidget(self.read_back)
        keep, leave = SecondaryButton("Keep the article", icon_name="check"), QuietButton("Leave it")
        keep.clicked.connect(self._on_keep)
        leave.clicked.connect(self.left)
        self.keep = keep
        buttons = QHBoxLayout()
        buttons.addWidget(keep)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        self._column.addLayout(buttons)
        self._style_now()

    @property
    def fact(self) -> PropertyFact:
        """As typed; a quantity that is no number is 0."""
        typed = self.quantity.text.strip()
        return PropertyFact(
            quantity=int(typed) if typed.isascii() and typed.isdigit() else 0,
            kind=self.kind.text,
            maker=self.maker.text,
            model=self.model.text,
            id_type=IdType(str(self.id_type.value or "")),
            identifier=self.identifier.text,
            color=self.color.text,
            value=self.value.text,
            read_back=self.read_back.isChecked(),
        )

    def begin(self, fact: PropertyFact) -> None:
        """Show an article, or what is proposed."""
        self.quantity.set_text(str(fact.quantity) if fact.quantity else "")
        for field, text in (
            (self.kind, fact.kind),
            (self.maker, fact.maker),
            (self.model, fact.model),
            (self.identifier, fact.identifier),
            (self.color, fact.color),
            (self.value, fact.value),
        ):
            field.set_text(text)
        self.id_type.set_value(fact.id_type)
        self.read_back.setChecked(fact.read_back)
        for one in (self.quantity, self.kind):
            one.set_error("")

    def _on_keep(self) -> None:
        fact = self.fact
        self.quantity.set_error("" if fact.quantity else "Write a number from 1 on.")
        self.kind.set_error("Write what it is, its maker or its number." if fact.empty else "")
        if not fact.quantity:
            self.quantity.setFocus()
        elif fact.empty:
            self.kind.setFocus()
        else:
            self.kept.emit(fact)

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(10))
        for row in self._pairs:
            row.setSpacing(self.theme.px(12))

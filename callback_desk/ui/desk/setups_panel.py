"""Column set-ups: which exports are known, and what was stated about how the agency screens."""

from __future__ import annotations

from callback_desk.domain.layout import Layout
from callback_desk.ui.components import Card, EmptyState, Paragraph, set_shown
from callback_desk.ui.desk.panel import Panel
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.when import count, day
from callback_desk.use_cases.import_report import known_layouts


class SetupsPanel(Panel):
    """A card for each. They are made and changed while a file is imported."""

    title = "Column set-ups"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page, "An export with the same headings is read like the last time.")
        self.empty = EmptyState(
            "No column set-up yet", "The first import asks which column is which, and remembers it.", action="Import"
        )
        self.empty.action_wanted.connect(lambda: page.page_wished.emit("import"))
        self.body.addWidget(self.empty)
        set_shown(self.empty, False)
        self.cards: list[Card] = []
        self.body.addStretch(1)
        self._style_now()

    def refresh(self) -> None:
        desk = self.page.desk
        self.page.ask("setups", lambda: known_layouts(desk), self._on_layouts)

    def _on_layouts(self, layouts: tuple[Layout, ...]) -> None:
        for card in self.cards:
            self.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [self._card(layout) for layout in layouts]
        for card in self.cards:
            self.body.insertWidget(self.body.count() - 1, card)
        set_shown(self.empty, not layouts)

    def _card(self, layout: Layout) -> Card:
        card = Card()
        card.body.addWidget(Paragraph(layout.name, face="strong", full_width=True))
        card.body.addWidget(Paragraph(f"{count(len(layout.columns), 'column')} are read.", full_width=True))
        for fact in layout.settled:
            said = f"Stated by {fact.stated_by} on {day(fact.stated_on, self.page.today)}: {fact.statement}"
            card.body.addWidget(Paragraph(said, color="ink2", full_width=True))
        return card

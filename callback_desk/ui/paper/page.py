"""Paper calls: print the form, find the person a finished form is about, type it in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.paper_pruning import families
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.records import ScriptRecord
from callback_desk.ui.call.phone_words import language_word
from callback_desk.ui.components import (
    Card,
    ComboField,
    Field,
    PageHead,
    Paragraph,
    QuietButton,
    Run,
    Scroller,
    SecondaryButton,
    set_shown,
)
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForTarget, saving_as
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notice, Notices, notice_of
from callback_desk.ui.paper.grid import PaperGrid
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.paper_call import (
    NOBODY,
    Entered,
    PaperCall,
    PaperFacts,
    PaperPerson,
    enter_paper_call,
    find_paper_person,
    paper_facts,
)
from callback_desk.use_cases.paper_script import paper_endings, print_paper_script, scripts_for_paper
from callback_desk.use_cases.ports_world import Printed
from callback_desk.use_cases.which_script import CALL, CALLED_BACK

_AROUND_PX = 160
_HOW = (
    "Before: save the form as PDF and print some. Write the name and number from the call list on each.\n",
    "During: the two checks come first, on paper too. Tick the boxes; write what is new where it was said.\n",
    "After: type every form in here, the same day. The date of the call and the date of typing both stay with it. "
    "Then shred the form.",
)
_FORMS = {CALL: "Calls we make", CALLED_BACK: "They call back"}
_ASK_FOR_FORM = saving_as("Save the paper form")


class PaperPage(DeskPage):
    """One form at a time; what is typed stays while the page is left for another."""

    def __init__(
        self,
        desk: Desk,
        runner: Runner,
        news: News,
        *,
        choose_target: AskForTarget = _ASK_FOR_FORM,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, runner, news, Notices(), parent)
        self.notices.setParent(self)
        self.choose_target = choose_target
        self._endings = paper_endings(desk.rules.outcomes)
        self.grid: PaperGrid | None = None
        self._head = PageHead("Paper calls", "For calls made on a paper form while the computer was away.")
        self.which = ComboField("", [(CALL, _FORMS[CALL])])
        self.which.combo.setAccessibleName("Which form")
        self.which.combo.setObjectName("paperWhich")
        self.which.value_chosen.connect(self._on_which)
        self._head.right.addWidget(self.which)
        self._scripts: tuple[ScriptRecord, ...] = ()
        self.forms: dict[str, SecondaryButton] = {}
        self._form_card = Card("The empty form")
        self.kind = ComboField("For reports of", [("", "Every kind")], help_text="One kind makes a shorter form.")
        self.kind.combo.setObjectName("paperKind")
        self._form_row = QHBoxLayout()
        self._form_row.addStretch(1)
        self._form_card.body.addWidget(self.kind)
        self._form_card.body.addLayout(self._form_row)
        self._scroll = Scroller()
        self._find_card = Card("Type in a finished form")
        self.given = Field(
            "Case number, or the number that was dialed", help_text="As it stands at the head of the form."
        )
        self.given.edit.setObjectName("paperGiven")
        self.given.entered.connect(self._on_find)
        self._find = SecondaryButton("Find the person", icon_name="search")
        self._find.clicked.connect(self._on_find)
        self._find_card.body.addWidget(self.given)
        row = QHBoxLayout()
        row.addWidget(self._find)
        row.addStretch(1)
        self._find_card.body.addLayout(row)
        self._how = Card("A day on paper")
        self._how.body.addWidget(
            Paragraph(
                [
                    part
                    for number, words in enumerate(_HOW, start=1)
                    for part in (Run(f"{number}  ", strong=True), words)
                ],
                full_width=True,
            )
        )
        self._away = QuietButton("Put this form aside", icon_name="close")
        self._away.setObjectName("putAside")
        self._away.clicked.connect(self._put_aside)
        self._head.right.addWidget(self._away)
        set_shown(self._away, False)
        set_shown(self.which, False)
        self.column.addWidget(self._head)
        self.column.addWidget(self.notices.place)
        self.column.addWidget(self._scroll, 1)
        self._scroll.body.addWidget(self._find_card)
        self._scroll.body.addWidget(self._form_card)
        self._scroll.body.addWidget(self._how)
        self._scroll.body.addStretch(1)
        self._style_now()

    def refresh(self) -> None:
        self.ask("script", lambda: scripts_for_paper(self.desk), self._on_scripts)

    # -- the empty form

    @property
    def purpose(self) -> str:
        """Whose call the form is of: ours, or one in which they rang back."""
        return str(self.which.value or CALL)

    def _on_scripts(self, records: object) -> None:
        if not isinstance(records, tuple) or records == self._scripts:
            return
        self._scripts = records
        chosen = self.purpose
        self.which.set_options([(one.purpose, _FORMS.get(one.purpose, one.title)) for one in records])
        self.which.set_value(chosen)
        self._show_parts()
        self._on_which()

    def _on_which(self, _purpose: object = None) -> None:
        record = next((one for one in self._scripts if one.purpose == self.purpose), None)
        if record is not None:
            self._show_script(record)

    def _show_script(self, record: ScriptRecord) -> None:
        for button in self.forms.values():
            self._form_row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.forms = {}
        form = form_from_xform(record.xform)
        kinds = [(family, family.replace("_", " ").capitalize()) for family in families(form)]
        self.kind.set_options([("", "Every kind"), *kinds])
        for place, code in enumerate(form.languages):
            button = SecondaryButton(f"Save as PDF, {language_word(code)}", icon_name="document")
            button.setObjectName(f"form_{code}")
            button.clicked.connect(partial(self._on_form, code))
            self.forms[code] = button
            self._form_row.insertWidget(place, button)

    def _on_form(self, code: str, _checked: bool = False) -> None:
        family = str(self.kind.value or "")
        purpose = self.purpose
        what = "" if purpose == CALL else purpose.replace("_", "-")
        target = self.choose_target(self, "-".join(filter(None, ("paper-form", what, family, code))) + ".pdf")
        if target is None:
            return
        task = self.runner.save(lambda: print_paper_script(self.desk, code, target, family, purpose))
        task.succeeded.connect(self._on_printed)
        task.failed.connect(self.notices.show_error)

    def _on_printed(self, printed: object) -> None:
        if isinstance(printed, Printed):
            words = f"{printed.path.name} is saved: {printed.pages} pages. Print as many as a morning needs."
            self.notices.show(Notice(words, actions=("OK",), code="paper-form"))

    # -- a finished form

    def _on_find(self) -> None:
        given = self.given.text.strip()
        self.given.set_error("" if given else "Type the case number or the number from the form.")
        if given:
            self._find.setEnabled(False)
            purpose = self.purpose
            task = self.runner.save(lambda: find_paper_person(self.desk, given, purpose))
            task.succeeded.connect(self._on_found)
            task.failed.connect(self._on_not_found)

    def _on_not_found(self, trouble: object) -> None:
        self._find.setEnabled(True)
        self.notices.show_error(trouble)

    def _on_found(self, person: object) -> None:
        self._find.setEnabled(True)
        if not isinstance(person, PaperPerson):
            self.given.set_error(NOBODY)
            return
        self._drop_grid()
        grid = PaperGrid(self.desk, person, self._endings, ask_load=self.ask_load)
        grid.facts_wanted.connect(self._on_facts_wanted)
        grid.entered.connect(self._on_entered)
        grid.went_to.connect(self._on_went_to)
        self.grid = grid
        self._scroll.body.insertWidget(1, grid)
        self._show_parts()
        grid.head.focus_first()

    def _on_went_to(self, field: object) -> None:
        """The row with the caret is on the screen, with the rows around it."""
        if isinstance(field, QWidget):
            self._scroll.ensureWidgetVisible(field, 0, self.theme.px(_AROUND_PX))

    def _on_facts_wanted(self) -> None:
        grid = self.grid
        if grid is not None:
            callback_id = grid.person.callback_id
            task = self.runner.save(lambda: paper_facts(self.desk, callback_id))  # a look is a line in the trail
            task.succeeded.connect(self._on_facts)
            task.failed.connect(self.notices.show_error)

    def _on_facts(self, facts: object) -> None:
        if self.grid is not None and isinstance(facts, PaperFacts):
            self.grid.show_facts(facts)

    def _on_entered(self, paper: object) -> None:
        if not isinstance(paper, PaperCall):
            return
        op = self.desk.new_operation()
        task = self.runner.save(lambda: enter_paper_call(self.desk, op, paper))
        task.succeeded.connect(self._on_done)
        task.failed.connect(self._on_refused)

    def _on_refused(self, trouble: object) -> None:
        if self.grid is not None and isinstance(trouble, DeskFault):
            self.grid.refused(trouble.sentence)
            return
        if self.grid is not None:
            self.grid.refused("")
        self.notices.show(notice_of(trouble))

    def _on_done(self, entered: object) -> None:
        if not isinstance(entered, Entered):
            return
        self.news.tell(entered.changes)
        self._put_aside()
        self.notices.show(Notice(f"{entered.sentence} Shred the form.", actions=("OK",), code="paper-entered"))

    def _put_aside(self) -> None:
        """The next form."""
        self._drop_grid()
        self.given.set_text("")
        self._show_parts()
        self.given.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_grid(self) -> None:
        grid, self.grid = self.grid, None
        if grid is not None:
            self.forget_load()
            self._scroll.body.removeWidget(grid)
            grid.hide()
            grid.setParent(None)
            grid.deleteLater()

    def _show_parts(self) -> None:
        typing = self.grid is not None
        for card in (self._find_card, self._form_card, self._how):
            set_shown(card, not typing)
        set_shown(self._away, typing)
        set_shown(self.which, not typing and len(self._scripts) > 1)
        self._arrange()

    def _arrange(self) -> None:
        if self.grid is not None:
            self.grid.head.arrange_for(self.width() / self.theme.scale)

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "_scroll"):
            self._keep_edges_in_line(self._head)
            self._scroll.body.setSpacing(self.theme.px(12))
            self.which.setFixedWidth(self.theme.px(190))
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

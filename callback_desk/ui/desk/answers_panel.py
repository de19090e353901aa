"""What we say: the number people check us by, the department's answers to what people ask, the front-desk card."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from callback_desk.domain.agency_answers import PIPES, Answer, key_of
from callback_desk.ui.components import (
    Card,
    ComboField,
    Field,
    Label,
    Paragraph,
    SecondaryButton,
    TableView,
    TextField,
)
from callback_desk.ui.desk.lines_model import LinesModel
from callback_desk.ui.desk.panel import Form, Panel
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForTarget, saving_as
from callback_desk.ui.sentences import add_sentences, sentence
from callback_desk.use_cases import agency_settings, front_desk_card
from callback_desk.use_cases.agency_settings import WhatWeSay

add_sentences(
    Answer,
    {
        Answer.DETECTIVE: "Who has the case, or is there news?",
        Answer.REPORT_COPY: "How do I get a copy of the report?",
        Answer.VIDEO: "Where do I send a video or photos?",
        Answer.PROPERTY: "How do I get my property back?",
        Answer.INTERPRETER: "Can I have an interpreter?",
        Answer.SUPPORT: "Who can help me?",
        Answer.COMPLAINT: "How do I complain?",
        Answer.NEW_REPORT: "How do I report something new?",
        Answer.PREVENTION: "Can somebody look at my locks?",
        Answer.COMPENSATION: "Is there money after an injury?",
        Answer.VOICEMAIL: "The message on a machine",
    },
)
_HELP: Final = {
    Answer.COMPENSATION: "Said only where somebody was hurt or robbed. Name the fund, and where to ask.",
    Answer.VOICEMAIL: (
        "Said only where a message with a number was agreed. Anybody can hear it: not the department, not why. In "
        f"brackets you may write {', '.join(PIPES)}."
    ),
}
_USUAL: Final = "Read aloud as it stands, in two or three short sentences. Promise nothing."
_ROWS_SHOWN: Final = 5
_OURS, _SCRIPT = "Our words", "The script’s words"
_HEADINGS: Final = ("What people ask", "English", "Spanish")
_ASK_FOR_CARD: Final = saving_as("Save the front-desk card")


class AnswersPanel(Panel):
    """A table of what is ours already, and below it the words for one question."""

    title = "What we say"

    def __init__(self, page: DeskPage, choose_target: AskForTarget = _ASK_FOR_CARD) -> None:
        super().__init__(page, "Volunteers read these words aloud. Where you enter none, the script has its own.")
        self._choose_target = choose_target
        self._said = WhatWeSay()
        self.model = LinesModel(_HEADINGS, self)
        self.table = TableView("What people ask")
        self.table.setModel(self.model)
        self.table.row_chosen.connect(self._on_row)
        card = Card(padding_px=0)
        card.body.addWidget(self.table)
        self.body.addWidget(card)
        self.form = Form("Save these words")
        self.which = ComboField("The question", [(answer.value, sentence(answer)) for answer in Answer])
        self.which.value_chosen.connect(self._on_which)
        self.help = Paragraph(_USUAL, color="ink2", full_width=True)
        self.english = TextField("In English")
        self.spanish = TextField("In Spanish", help_text="Empty: the script’s own Spanish is read.")
        for field in (self.english, self.spanish):
            field.text_changed.connect(self._look)
        self.form.add(self.which, self.help, self.english, self.spanish)
        self.form.verb.clicked.connect(self._on_save)
        self.body.addWidget(self.form)
        self._add_number()
        self.body.addStretch(1)
        self._op = page.desk.new_operation()
        self._look()
        self._look_number()
        self._style_now()

    def _add_number(self) -> None:
        self.body.addWidget(Label("The number people check us by", face="strong"))
        self.number_form = Form("Save this number")
        self.number = Field("Published number", help_text="The one on your website. Whoever answers it has the card.")
        self.extension = Field("Extension of the callback desk")
        self.number_form.add(self.number, self.extension)
        for field in (self.number, self.extension):
            field.text_changed.connect(self._look_number)
        self.number_form.verb.clicked.connect(self._on_number)
        self.card_button = SecondaryButton("Front-desk card as PDF", icon_name="document")
        self.card_button.clicked.connect(self._on_card)
        self.number_form.way_out.addWidget(self.card_button)
        self.body.addWidget(self.number_form)

    @property
    def answer(self) -> Answer:
        """The question whose words are shown."""
        value = self.which.value
        return Answer(value) if isinstance(value, str) else Answer.DETECTIVE

    def refresh(self) -> None:
        desk = self.page.desk
        self.page.ask("what we say", lambda: agency_settings.what_we_say(desk), self._on_said)

    def leave(self) -> None:
        self.form.say("")
        self.number_form.say("")

    def _on_said(self, said: WhatWeSay) -> None:
        typing = self._changed()
        self._said = said
        self.model.set_lines([self._line(answer) for answer in Answer])
        if not typing:
            self._show_words()
        if not self.number.edit.hasFocus() and not self.extension.edit.hasFocus():
            self.number.set_text(said.published_number)
            self.extension.set_text(said.desk_extension)
        self._look_number()
        self._fit_rows()

    def _line(self, answer: Answer) -> tuple[str, str, str]:
        english, spanish = (bool(self._said.answers.get(key_of(answer, one))) for one in ("en", "es"))
        return sentence(answer), _OURS if english else _SCRIPT, _OURS if spanish else _SCRIPT

    def _kept(self, language: str) -> str:
        return self._said.answers.get(key_of(self.answer, language), "")

    def _changed(self) -> bool:
        typed = [" ".join(field.text.split()) for field in (self.english, self.spanish)]
        return typed != [self._kept("en"), self._kept("es")]

    def _show_words(self) -> None:
        self.help.set_words(_HELP.get(self.answer, _USUAL))
        self.english.set_text(self._kept("en"))
        self.spanish.set_text(self._kept("es"))
        self._look()

    def _look(self) -> None:
        self.form.open_if(self._changed())

    def _look_number(self, _text: str = "") -> None:
        typed = (" ".join(self.number.text.split()), " ".join(self.extension.text.split()))
        self.number_form.open_if(typed != (self._said.published_number, self._said.desk_extension))

    def _on_which(self, _value: object) -> None:
        self.form.say("")
        self._show_words()

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(Answer) and not self._changed():
            self.which.set_value(list(Answer)[row].value)
            self._on_which(None)

    def _on_save(self) -> None:
        answer, desk, op = self.answer, self.page.desk, self._op
        words = {key_of(answer, "en"): self.english.text, key_of(answer, "es"): self.spanish.text}
        self.form.verb.close_with("It is being saved.")
        task = self.page.save(
            lambda: agency_settings.change_settings(desk, op, {"answers": words}), lambda _done: self._on_saved(answer)
        )
        task.failed.connect(lambda _trouble: self._look())

    def _on_saved(self, answer: Answer) -> None:
        self._op = self.page.desk.new_operation()
        self.form.say(f"Saved. From the next call on: {sentence(answer)}")
        self.english.set_text(" ".join(self.english.text.split()))
        self.spanish.set_text(" ".join(self.spanish.text.split()))
        self.refresh()

    def _on_number(self) -> None:
        number, extension, desk, op = self.number.text, self.extension.text, self.page.desk, self._op
        self.number_form.verb.close_with("It is being saved.")
        task = self.page.save(
            lambda: agency_settings.publish_number(desk, op, number, extension), lambda _done: self._on_number_saved()
        )
        task.failed.connect(lambda _trouble: self._look_number())

    def _on_number_saved(self) -> None:
        self._op = self.page.desk.new_operation()
        self.number_form.say("Saved. Callers say it from the next call on. Print the front-desk card again.")
        self.refresh()

    def _on_card(self) -> None:
        target, desk = self._choose_target(self, "front-desk-card.pdf"), self.page.desk
        if target is None:
            return
        self.card_button.setEnabled(False)
        task = self.page.runner.long(lambda _progress: front_desk_card.print_front_desk_card(desk, target))
        task.succeeded.connect(lambda _printed: self._on_card_made(target))
        task.failed.connect(self._on_no_card)

    def _on_card_made(self, target: Path) -> None:
        self.card_button.setEnabled(True)
        self.number_form.say(f"The front-desk card is saved as {target.name}.")

    def _on_no_card(self, trouble: object) -> None:
        self.card_button.setEnabled(True)
        self.page.notices.show_error(trouble)

    def _restyle(self) -> None:
        super()._restyle()
        self.table.set_column_widths(320, 160, 160, stretch=0)
        self._fit_rows()

    def _fit_rows(self) -> None:
        self.table.setFixedHeight(self.theme.px(40 + _ROWS_SHOWN * 48))

"""Audit trail: is it whole? One sentence a chief understands."""

from __future__ import annotations

from callback_desk.domain.audit_verify import Finding, Verdict, anchor_text
from callback_desk.domain.errors import DeskFault
from callback_desk.ui.components import Field, NoticeBar, Tone
from callback_desk.ui.desk.panel import Form, Panel
from callback_desk.ui.desk_page import DeskPage
from callback_desk.use_cases.verify_audit import verify_audit


class TrailPanel(Panel):
    """Walk every entry now; with an anchor from a printed page also against that page."""

    title = "Audit trail"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(
            page,
            "Everything that is done here leaves an entry, and each entry holds the one before it. "
            "A changed, removed or added entry is found. No content is shown.",
        )
        self.verdict: NoticeBar | None = None
        self.form = Form("Verify now")
        self.anchor = Field(
            "Anchor of a printed page, if you have one",
            help_text="It stands at the foot of a page and looks like A-000123-7F3K-9QZD.",
        )
        self.anchor.edit.setMaxLength(40)
        self.anchor.text_changed.connect(self._on_typed)
        self.anchor.entered.connect(self._on_verify)
        self.form.add(self.anchor)
        self.form.verb.clicked.connect(self._on_verify)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self._style_now()

    def leave(self) -> None:
        self._drop_verdict()

    def _on_typed(self, _text: str) -> None:
        self.anchor.set_error("")

    def _on_verify(self) -> None:
        if not self.form.verb.isEnabled():
            return
        self._drop_verdict()
        self.form.verb.close_with("Every entry is being read.")
        desk, anchor = self.page.desk, self.anchor.text.strip().upper()
        task = self.page.runner.long(lambda _progress: verify_audit(desk, anchor))
        task.succeeded.connect(self._on_verdict)
        task.failed.connect(self._on_failed)

    def _on_verdict(self, verdict: object) -> None:
        assert isinstance(verdict, Verdict)
        self.form.verb.open_again()
        clean = verdict.finding is Finding.CLEAN
        words = verdict.sentence
        if clean and verdict.head is not None:
            words += f" The anchor of today is {anchor_text(verdict.head.seq, verdict.head.mac)}."
        if not clean:
            words += " Change nothing, make a backup, and tell the person responsible for records."
        tone = Tone.PLAIN if clean else Tone.WARN
        self.verdict = NoticeBar(words, tone=tone, icon_name="check-ring" if clean else "warning")
        self.body.insertWidget(2, self.verdict)

    def _on_failed(self, trouble: object) -> None:
        self.form.verb.open_again()
        if isinstance(trouble, DeskFault):
            self.anchor.set_error(trouble.sentence)
        else:
            self.page.notices.show_error(trouble)

    def _drop_verdict(self) -> None:
        if self.verdict is not None:
            self.body.removeWidget(self.verdict)
            self.verdict.hide()
            self.verdict.deleteLater()
            self.verdict = None

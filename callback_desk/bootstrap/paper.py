"""The paper form of a script, from a file of anybody's: read by the checker's child, drawn by the press."""

from __future__ import annotations

from pathlib import Path

from callback_desk import paths, rulebook
from callback_desk.bootstrap.press import PdfPress
from callback_desk.bootstrap.script_checking import ChildScriptChecker
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.paper import PaperFacts, paper_of
from callback_desk.call_script.paper_pruning import families
from callback_desk.domain.errors import ScriptRefused
from callback_desk.use_cases.paper_script import ending_words, paper_endings
from callback_desk.use_cases.ports_world import Printed


def paper_form(script: Path, target: Path, *, language: str, agency: str, phone: str, family: str = "") -> Printed:
    """Draw a script as a form to write on. `language` "" is the script's own, `family` "" every kind of report.

    Raises ScriptRefused when the file cannot be read as a script or lacks the language, DeskFault, DiskFull.
    """
    resources = paths.resources_dir()
    looked = ChildScriptChecker(resources).workbook(script, published="", versions=())
    if not looked.xform:
        first = looked.findings[0] if looked.findings else None
        said = f" {first.place}: {first.sentence}" if first is not None else ""
        raise ScriptRefused(f"This file cannot be read as a call script.{said} Nothing was written.")
    form = form_from_xform(looked.xform)
    if language and language not in form.languages:
        known = ", ".join(form.languages)
        raise ScriptRefused(f"The script is not written in that language. It has: {known}. Nothing was written.")
    if family and family not in families(form):
        known = ", ".join(families(form)) or "no kinds of reports"
        raise ScriptRefused(f"The script asks nothing of its own about that. It knows: {known}. Nothing was written.")
    chosen = language or form.default_language
    outcomes = rulebook.load(resources).outcomes
    values = {"agency": agency, "callback_phone": phone, "minutes": "10"}
    facts = PaperFacts(
        agency,
        {name: value for name, value in values.items() if value},
        [ending_words(rule, chosen) for rule in paper_endings(outcomes)],
        family,
    )
    press = PdfPress(resources / "theme" / "fonts")
    try:
        return press.paper(paper_of(form, chosen, facts), target)
    finally:
        press.close()

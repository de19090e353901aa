"""A workbook (.xlsx, or the same as Markdown tables) becomes an XForm, through pyxform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from callback_desk.call_script.check_places import findings_of
from callback_desk.call_script.form_reader import read_form
from callback_desk.call_script.headings import misspelled, without_effect
from callback_desk.domain.errors import ScriptRefused
from callback_desk.domain.findings import Finding, Severity

SUFFIXES = (".md", ".xlsx")
_OR_OTHER = "uses or_other and translations"  # the reader translates what pyxform does not
_SIZE_MOST_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class CompiledScript:
    """An XForm ready to be stored. `findings` are what pyxform itself remarked; the checks find more."""

    xform: str
    sha256: str  # of the XForm's UTF-8 text
    version: str  # settings, "version"
    title: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """Where things stand in the workbook, so that a finding can name its row. The heading is row 1."""

    survey: dict[str, int]  # question or group name -> row
    choices: dict[tuple[str, str], int]  # list and choice -> row
    survey_columns: tuple[str, ...] = ()
    choice_columns: tuple[str, ...] = ()


class WorkbookRefused(ScriptRefused):
    """pyxform could not make a script of it; `findings`, at least one, name the places."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        first = findings[0]
        super().__init__(f"{first.place}: {first.sentence}", code=first.code)
        self.findings = findings


def compile_script(source: Path | str) -> CompiledScript:
    """A path, or Markdown tables as text. Raises WorkbookRefused with the place, else ScriptRefused."""
    # importing pyxform takes two seconds: only those who publish or check a script wait for it
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    content, file_type = _read(source)
    remarks: list[str] = []
    try:
        result = convert(xlsform=content, warnings=remarks, validate=False, pretty_print=False, file_type=file_type)
    except PyXFormError as trouble:
        raise WorkbookRefused(findings_of(str(trouble), Severity.ERROR, _survey_rows(content, file_type))) from trouble
    except (KeyError, ValueError, TypeError, AttributeError, OSError, ImportError, RecursionError) as trouble:
        # pyxform meets broken workbooks with whatever openpyxl raises
        raise ScriptRefused(
            "This is not a workbook with survey, choices and settings sheets.", code="not_a_workbook"
        ) from trouble
    xform = str(result.xform)
    try:
        form, _ = read_form(xform)
    except ScriptRefused as trouble:  # without the settings' namespace, "desk:" stands for nothing
        if "xmlns:desk=" in xform:
            raise
        sentence = (
            "The setting namespaces is missing. Put a sheet settings with a column namespaces into the workbook: "
            'desk="urn:callback-desk:script:1".'
        )
        missing = Finding("settings", 0, "namespaces", Severity.ERROR, sentence, "no_namespace")
        raise WorkbookRefused((missing,)) from trouble
    said = [one for remark in remarks if _OR_OTHER not in remark for one in findings_of(remark, Severity.WARNING)]
    rows = rows_of(source)
    for sheet, headings in (("survey", rows.survey_columns), ("choices", rows.choice_columns)):
        said += misspelled(sheet, headings)
    said += without_effect(_survey_rows(content, file_type))
    return CompiledScript(xform=xform, sha256=form.sha256, version=form.version, title=form.title, findings=tuple(said))


def rows_of(source: Path | str) -> Rows:
    """Names and rows as written. Raises ScriptRefused for an unreadable file."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2json_backends import get_xlsform

    content, file_type = _read(source)
    try:
        book = get_xlsform(xlsform=content, file_type=file_type)
    except (PyXFormError, KeyError, ValueError, TypeError, AttributeError, OSError) as trouble:
        raise ScriptRefused(
            "This is not a workbook with survey, choices and settings sheets.", code="not_a_workbook"
        ) from trouble
    survey = {str(row["name"]): number for number, row in enumerate(book.survey or (), start=2) if row.get("name")}
    choices = {
        (str(row.get("list_name") or row.get("list name") or ""), str(row.get("name") or "")): number
        for number, row in enumerate(book.choices or (), start=2)
    }
    return Rows(survey, choices, _headings(book.survey_header), _headings(book.choices_header))


def _survey_rows(content: str | bytes, file_type: str) -> tuple[Mapping[str, object], ...]:
    """The survey sheet as written; nothing when pyxform cannot even read it."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2json_backends import get_xlsform

    try:
        return tuple(get_xlsform(xlsform=content, file_type=file_type).survey or ())
    except (PyXFormError, KeyError, ValueError, TypeError, AttributeError, OSError):
        return ()


def _headings(header: object) -> tuple[str, ...]:
    if isinstance(header, list) and header and isinstance(header[0], dict):
        return tuple(str(name) for name in header[0])
    return ()


def _read(source: Path | str) -> tuple[str | bytes, str]:
    if isinstance(source, str):
        return source, ".md"
    if source.suffix.lower() not in SUFFIXES:
        raise ScriptRefused(
            "A call script is an .xlsx workbook, or the same as Markdown tables (.md).", code="not_a_workbook"
        )
    try:
        if source.stat().st_size > _SIZE_MOST_BYTES:
            raise ScriptRefused("The workbook is larger than 10 MB. Take out what does not belong to the script.")
        if source.suffix.lower() == ".md":
            return source.read_text(encoding="utf-8"), ".md"
        return source.read_bytes(), ".xlsx"
    except OSError as trouble:
        raise ScriptRefused(
            f"The file {source.name} cannot be read. Check that it is there and closed in Excel."
        ) from trouble
    except UnicodeDecodeError as trouble:
        raise ScriptRefused(f"The file {source.name} is not UTF-8 text.") from trouble

"""Why a whole file is refused: codes E01 to E30 and the sentence a person reads."""

from __future__ import annotations

from callback_desk.domain.errors import ImportRefused

NOTHING = "Nothing was imported."
WORKBOOK = "workbook"
ARCHIVE = "ZIP archive"
PACKED = "workbook or ZIP archive"  # too damaged to tell
_MEND = {ARCHIVE: "Unpack it and choose the list inside, or ask for it again."}
_UNLOCK = {ARCHIVE: "Unpack it with the password, then choose the list inside."}


def refuse(code: str, sentence: str) -> ImportRefused:
    """An ImportRefused whose sentence ends as every refusal ends."""
    return ImportRefused(f"{sentence} {NOTHING}", code=code)


def megabytes(size_bytes: int) -> str:
    return f"{max(1, round(size_bytes / 1_000_000)):,} MB"


def too_big(size_bytes: int, limit_bytes: int) -> ImportRefused:
    return refuse(
        "E01",
        f"This file is {megabytes(size_bytes)}; the largest we take is {megabytes(limit_bytes)}. "
        "Split the list in two and try again.",
    )


def empty() -> ImportRefused:
    return refuse("E02", "This file is empty.")


def no_table() -> ImportRefused:
    return refuse("E02", "There is no table in this file: no row has anything in it.")


EXPORT = "Choose the list exported from the records system (CSV or Excel)."


def not_a_table(kind: str, advice: str = EXPORT) -> ImportRefused:
    return refuse("E03", f"This is not a table: its content looks like {kind}. {advice}")


def not_a_file(kind: str) -> ImportRefused:
    return refuse("E03", f"This is {kind}, not a file with a table. Choose the exported list.")


def unreadable(what: str) -> ImportRefused:
    return refuse("E03", f"This file could not be opened ({what}). Check that it is still there and may be read.")


def bad_character(line: int) -> ImportRefused:
    return refuse(
        "E04",
        f"Line {line:,} has a character we cannot read. In Excel choose Save As > CSV UTF-8, then try again.",
    )


def unknown_encoding() -> ImportRefused:
    return refuse(
        "E04",
        "The letters of this file are stored in a way we cannot read. "
        "In Excel choose Save As > CSV UTF-8, then try again.",
    )


def open_quote(line: int) -> ImportRefused:
    return refuse(
        "E05",
        f"A quotation mark opened on line {line:,} is never closed. Export the list again, or correct that line.",
    )


def stray_quote(line: int) -> ImportRefused:
    return refuse(
        "E05",
        f"The row that starts on line {line:,} has text after a closing quotation mark. "
        "Export the list again, or correct that line.",
    )


def too_many_columns(line: int, limit: int) -> ImportRefused:
    return refuse("E06", f"Line {line:,} has more than {limit:,} columns, which a list of people never has.")


def too_many_rows(limit: int) -> ImportRefused:
    return refuse("E09", f"This list has more than {limit:,} rows. Split it and try again.")


def unpacks_too_big(limit_bytes: int) -> ImportRefused:
    return refuse(
        "E10",
        f"This file unpacks to more than {megabytes(limit_bytes)}, or far more than its size, "
        "which a list of people never does. It was closed unread.",
    )


def bomb(what: str, thing: str = WORKBOOK) -> ImportRefused:
    return refuse("E10", f"This {thing} {what}, which a list of people never does. It was closed unread.")


def document_type() -> ImportRefused:
    return refuse(
        "E11",
        "This file contains a document type or entity definition. We never open those. Ask for a plain export.",
    )


def protected(thing: str = WORKBOOK) -> ImportRefused:
    advice = _UNLOCK.get(thing, "Save a copy as .xlsx without a password and try again.")
    return refuse("E12", f"This {thing} is protected with a password. {advice}")


def damaged(what: str = "a part is missing or broken", thing: str = WORKBOOK) -> ImportRefused:
    advice = _MEND.get(thing, "Open it in Excel, save a copy, try again.")
    return refuse("E13", f"This {thing} is damaged: {what}. {advice}")


def nested_archive() -> ImportRefused:
    return refuse("E10", "A ZIP archive lies inside this ZIP archive. Unpack it first, then choose the list inside.")


def no_lists(left_out: list[str]) -> ImportRefused:
    held = f"it holds only {', '.join(left_out[:5])}" if left_out else "it is empty"
    return refuse("E02", f"There is no list in this ZIP archive: {held}.")


def different_lists(names: list[str]) -> ImportRefused:
    return refuse(
        "E14",
        f"The lists in this ZIP archive have different headings ({', '.join(names[:5])}). "
        "Unpack it and import them one after the other.",
    )


def of_member(name: str, refused: ImportRefused) -> ImportRefused:
    """The same refusal, with the member of the archive it is about."""
    return ImportRefused(f"In {name}: {refused.sentence}", code=refused.code)


def only_hidden() -> ImportRefused:
    return refuse("E14", "Every sheet of this workbook is hidden. Show the sheet with the list, save, try again.")


def macros() -> ImportRefused:
    return refuse("E16", "This file contains macros or is a binary workbook. Save it as .xlsx and try again.")


def line_too_long(line: int, limit: int) -> ImportRefused:
    return refuse(
        "E23", f"Line {line:,} is longer than {limit:,} characters, which no row of a list is. Is this a table?"
    )


def changed_while_reading() -> ImportRefused:
    return refuse("E28", "The file changed while we were reading it. Try again.")


def invalid_json(line: int, column: int, *, hint: str = "") -> ImportRefused:
    words = f"This JSON file has a mistake on line {line:,}, column {column:,}."
    return refuse("E13", f"{words} {hint or 'Something else is expected there.'} Export the list again.")


def no_records() -> ImportRefused:
    return refuse("E02", "There is no record in this JSON file.")


def several_lists(names: list[str]) -> ImportRefused:
    return refuse(
        "E14",
        f"This JSON file holds several lists ({', '.join(names[:6])}). Ask for a file with the list of people alone.",
    )


def mixed_list() -> ImportRefused:
    return refuse("E03", "The list in this JSON file holds other things than records. Ask for a list of records alone.")


def record_too_long(line: int, limit: int) -> ImportRefused:
    return refuse(
        "E23", f"The record that starts on line {line:,} has more than {limit:,} characters, which no report has."
    )


def name_too_long(record: int, limit: int) -> ImportRefused:
    return refuse("E23", f"A name in record {record:,} is longer than {limit:,} characters. Is this a list of people?")


def too_many_names(record: int, limit: int) -> ImportRefused:
    return refuse(
        "E06",
        f"Up to record {record:,} there are more than {limit:,} different names, which a list of people never has.",
    )


def record_of_lists(record: int, limit: int) -> ImportRefused:
    return refuse(
        "E06",
        f"Record {record:,} holds lists of lists that would become more than {limit:,} rows. "
        "Ask for one record for each person.",
    )


def too_deep(line: int) -> ImportRefused:
    return refuse("E25", f"What starts on line {line:,} is nested far deeper than a list of people ever is.")


def too_deep_record(record: int) -> ImportRefused:
    return refuse("E25", f"Record {record:,} is nested far deeper than a list of people ever is.")


def criminal_history() -> ImportRefused:
    return refuse(
        "E30",
        "The columns look like criminal-history data (FBI number, SID, III). This program must not hold those. "
        "Remove the columns and export again.",
    )

"""The catalogue: every reason code with its sentence, what to do, and the pile. Never a cell's content."""

from __future__ import annotations

from dataclasses import dataclass

from callback_desk.domain.incident import Pile
from callback_desk.domain.phone import NotDiallable


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` is stable (reports, tests, translations); `pile` is None for a warning or a finding about the file."""

    code: str
    sentence: str
    what_to_do: str
    pile: Pile | None = None


_REJECTED: tuple[tuple[str, str, str], ...] = (
    (
        "ragged_row",
        "This row has more or fewer columns than the heading.",
        "Correct the row in the records system, or look for a stray separator.",
    ),
    (
        "no_case_column",
        "No column of this file holds the case number.",
        "Choose the case number column, or export the list with it.",
    ),
    ("no_case", "There is no case number in this row.", "Add the case number and import the row again."),
    (
        "no_name_column",
        "No column of this file holds the victim's name.",
        "Choose the name column, or export the list with it.",
    ),
    (
        "case_shortened",
        "A spreadsheet has shortened this case number to 1.23E+11, and cases would be mixed up.",
        "Format the column as Text in the records system’s export, and export again.",
    ),
    (
        "several_cases",
        "One cell of this row holds several case numbers.",
        "Give each case a row of its own and import the rows again.",
    ),
    ("no_name", "There is no name in this row.", "Add the victim's name and import the row again."),
    (
        "hidden_characters",
        "A needed cell of this row holds hidden control characters.",
        "Type that cell again and import the row again.",
    ),
    (
        "cell_too_long",
        "A cell of this row is longer than a cell may be. Nothing was cut.",
        "Shorten the cell and import the row again.",
    ),
    (
        "bad_report_date",
        "The report date of this row is not a date, or lies in the future.",
        "Correct the date and import the row again.",
    ),
    (
        "cell_error",
        "A needed cell of this row holds a spreadsheet error such as #REF!.",
        "Correct the formula, or paste values, and import the row again.",
    ),
)
_HELD: tuple[tuple[str, str, str], ...] = (
    (
        "involvement_missing",
        "The row does not say whether this person is the victim.",
        "Look the person up in the report and complete the row.",
    ),
    (
        "involvement_unknown",
        "We do not know this word for how the person is involved.",
        "Say whether this word means a victim.",
    ),
    (
        "several_names",
        "One cell of this row names several people, so we cannot know whose number it is.",
        "Give each of them a row of their own and import the rows again.",
    ),
)
_WARNINGS: tuple[tuple[str, str, str], ...] = (
    (
        "name_like_null",
        "This name reads like an empty cell, and may be a real surname.",
        "Look the name up in the report.",
    ),
    ("hidden_characters_removed", "Invisible characters at the edge of a cell were left out.", "Nothing to do."),
    ("letters_lost", "Some letters were lost before this file reached us.", "Look the name up in the report."),
    ("letters_look_wrong", "Letters look as if they had been converted twice.", "Ask for the list as CSV UTF-8."),
    ("bad_birth_date", "The birth date is not a date, or not a possible one.", "Look the birth date up in the report."),
    ("bad_occurred_date", "The date of the incident could not be read.", "Look the date up in the report."),
    ("age_differs", "Age and birth date do not agree.", "Look the age up in the report."),
    ("bad_age", "The age could not be read.", "Look the age up in the report."),
    ("month_only", "Only the month of the report is known.", "Look the date up in the report."),
    ("report_before_crime", "The report is dated before the incident.", "Look both dates up in the report."),
    ("victim_type_unknown", "We do not know this kind of victim.", "Say what kind of victim this is."),
    (
        "relationship_unknown",
        "We do not know this word for the relationship.",
        "Look the relationship up in the report.",
    ),
    ("language_unknown", "We do not know this language.", "Ask for somebody who speaks it."),
    ("domestic_unsure", "The domestic sign of this row is neither yes nor no.", "Look the sign up in the report."),
    ("several_numbers", "One cell held more than one number.", "Nothing to do; all of them are shown."),
    (
        "not_victims_number",
        "The victim's number is also given for somebody else on this row.",
        "Ask whose number it is before calling.",
    ),
)
_FILE: tuple[tuple[str, str, str], ...] = (
    ("no_headings", "The file has no heading row that we could find.", "Name the columns by hand."),
    ("title_lines", "Lines above the headings were left out.", "Nothing to do."),
    (
        "two_heading_rows",
        "The headings stand on two lines; they were read as one.",
        "Look whose each column is before importing.",
    ),
    (
        "heading_twice",
        "Two columns have the same heading; they are kept apart by their letter.",
        "Check which of them is meant.",
    ),
    (
        "no_phone_column",
        "No column of this file holds the victim's telephone number.",
        "Export the list with it: without a number nobody can be called.",
    ),
    (
        "no_offense_column",
        "No column of this file holds the offense.",
        "Export the list with the offense code or name.",
    ),
    ("no_report_date_column", "No column of this file holds the report date.", "Export the list with it."),
    ("no_age_column", "No column of this file holds age or birth date.", "Export the list with one of them."),
    ("other_party_number", "This column is somebody else's number; it is never called.", "Nothing to do."),
    (
        "date_order_undecided",
        "These dates may be day first or month first.",
        "Say which; it is asked once for this layout.",
    ),
    (
        "one_cell_lines",
        "Each line of this list stood in one cell; it was split at its separators.",
        "Look whether every column holds what its heading says.",
    ),
    (
        "dates_mixed",
        "Some of these dates can only be day first and others only month first, so the rest cannot be told apart.",
        "Ask for one way of writing dates (2026-11-20 is never misread), and export again.",
    ),
    (
        "encoding_guessed",
        "The letters of this file are stored in an older way; look at the accents.",
        "If they look wrong, save the list as CSV UTF-8.",
    ),
    ("hidden_sheets", "Hidden sheets of this workbook were not read.", "Show them if the list is on one of them."),
    (
        "other_sheets",
        "Other sheets of this workbook were not read.",
        "Look whether one of them is the list, and import it as a file of its own.",
    ),
    (
        "hidden_rows",
        "Rows hidden by a filter were read as well.",
        "Remove the filter and look again if they are not meant.",
    ),
    (
        "formula_cells",
        "Some cells are formulas; their last computed values were read.",
        "Copy the columns and paste values if they look wrong.",
    ),
    (
        "error_cells",
        "Some cells hold a spreadsheet error such as #REF!; they were read as blank.",
        "Correct the formulas, or paste values, if a needed column is hit.",
    ),
    (
        "other_files",
        "Files in this archive that are no lists were not read.",
        "Look whether a list is missing.",
    ),
    (
        "nested_rows",
        "Some records hold several people or offenses; each became a row of its own.",
        "Look at the rows before importing.",
    ),
    (
        "numbers_shortened",
        "A spreadsheet has shortened telephone numbers to 1.23E+11; their digits are lost.",
        "Format the column as Text and export again.",
    ),
    (
        "case_numbers_shortened",
        "A spreadsheet has shortened case numbers to 1.23E+11; their rows cannot be read.",
        "Format the column as Text and export again.",
    ),
    ("numbers_with_point", "A spreadsheet has put “.0” behind numbers; they are read without it.", "Nothing to do."),
    ("zeros_lost", "A spreadsheet has dropped the zero in front; it is put back.", "Nothing to do."),
    (
        "days_counted",
        "These are days counted by a spreadsheet, not dates; a text file does not say from when.",
        "Format the column as Date and export again.",
    ),
    ("days_since_1900", "Days counted by the spreadsheet are read as dates, from 1900 on.", "Nothing to do."),
    ("days_since_1904", "Days counted by the spreadsheet are read as dates, from 1904 on.", "Nothing to do."),
    (
        "several_victims",
        "Each row is an incident with several victims; we make one person of each.",
        "Nothing to do.",
    ),
    (
        "several_offenses",
        "Each row holds several offenses of one case; the strictest of them decides.",
        "Nothing to do.",
    ),
    ("row_each_offense", "Each row is one offense; the rows of one person become one call.", "Nothing to do."),
    ("row_each_person", "Each row is one person; a case with several people has several rows.", "Nothing to do."),
    (
        "no_names_in_nibrs",
        "A NIBRS file holds no names and no telephone numbers, so nobody in it can be called.",
        "Ask the records system for a list with names and numbers as well.",
    ),
    ("zero_reports", "Reports that nothing happened (zero reports) hold no people.", "Nothing to do."),
    ("group_b_arrests", "Group B arrest reports hold no victims; they were left out.", "Nothing to do."),
    ("records_deleted", "Reports that the file deletes were left out.", "Nothing to do."),
    ("records_corrected", "Reports that the file corrects were read as they stand at its end.", "Nothing to do."),
    (
        "numbers_of_nobody",
        "Telephone numbers that are nobody's own, or for emergencies only, were left out.",
        "Look them up in the report if a victim has no number.",
    ),
    (
        "several_agencies",
        "Reports of several agencies: each case number is told with its agency's code (ORI).",
        "Nothing to do.",
    ),
    ("no_rows", "There is a heading row but no people below it.", "Check the period of the export."),
    ("layout_changed", "The headings differ from the layout that was named.", "Check every column before importing."),
)
_NUMBERS: dict[NotDiallable, tuple[str, str]] = {
    NotDiallable.NOT_A_NUMBER: ("This is not a telephone number.", "Look the number up in the report."),
    NotDiallable.NO_AREA_CODE: (
        "The number has seven digits and this desk has no area code.",
        "Set the desk's area code, or add it in the file.",
    ),
    NotDiallable.NOT_VALID: ("No telephone has this number.", "Look the number up in the report."),
    NotDiallable.EMERGENCY: ("This is an emergency number.", "Look the number up in the report."),
    NotDiallable.PREMIUM: ("This number costs extra to call.", "Ask for another number."),
    NotDiallable.DIRECTORY: ("This is directory assistance or a service line.", "Look the number up in the report."),
    NotDiallable.POLICE: ("This is the agency's own number.", "Look the victim's number up in the report."),
    NotDiallable.RUN_TOGETHER: ("Two numbers are run together without a separator.", "Separate them in the file."),
    NotDiallable.SHORTENED: ("A spreadsheet has shortened this number.", "Format the column as Text and export again."),
    NotDiallable.LETTERS: (
        "There are letters in this number; words are never turned into digits.",
        "Look the number up in the report.",
    ),
}

CATALOGUE: dict[str, Problem] = {
    **{code: Problem(code, sentence, todo, Pile.REJECTED) for code, sentence, todo in _REJECTED},
    **{code: Problem(code, sentence, todo, Pile.HELD) for code, sentence, todo in _HELD},
    **{code: Problem(code, sentence, todo) for code, sentence, todo in (*_WARNINGS, *_FILE)},
    **{f"number_{why.value}": Problem(f"number_{why.value}", *words) for why, words in _NUMBERS.items()},
}


def problem(code: str) -> Problem:
    """The catalogue entry of a code; an unknown code is its own sentence, so that a list never fails to print."""
    return CATALOGUE.get(code, Problem(code, code.replace("_", " ").capitalize() + ".", "Look at the row."))
